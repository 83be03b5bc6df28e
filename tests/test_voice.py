"""Tests of `framing.voice`: quotations, reporting verbs, speakers, voices."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicons import rows
from framing.passages import Passage
from framing.voice import Attribution, attributions, blank, outside, quotations, voices

ARTICLE = Path(__file__).parents[2] / "shared/articles/friends_of_steel.txt"
TEXTS = st.text(alphabet="ab S.,!?:;\n-—“”„‟\"«»‹›'‘’‚‛`59") | st.lists(
    st.sampled_from(["“", "”", '"', "'", "’", " said ", " Ana ", "he screams", "that", ", ", ". ", "\n\n", "it is "])
).map("".join)


def shown(text: str) -> list[tuple[str, str]]:
    """Return the kind and the text of every quotation."""
    return [(quote.kind, text[quote.start : quote.end]) for quote in quotations(text)]


def said(text: str) -> list[tuple[str, str]]:
    """Return the form and the speaker of every attribution."""
    return [(text[one.start : one.end], speaker(text, one)) for one in attributions(text)]


def speaker(text: str, one: Attribution | None) -> str:
    return text[one.speaker_start : one.speaker_end] if one and one.speaker_start >= 0 else ""


def paragraphs(text: str) -> list[Passage]:
    """Take every paragraph for a passage."""
    found, at = [], 0
    for number, part in enumerate(text.split("\n\n")):
        found.append(Passage(at, at + len(part), part, number, "body"))
        at += len(part) + 2
    return found


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("", []),
        ("Rain fell all day.", []),
        ("“Rain,” he said.", ["“Rain,”"]),
        ('"Rain," he said. "More rain."', ['"Rain,"', '"More rain."']),
        ("``Rain,'' he said.", ["``Rain,''"]),
        ("''Rain,'' he said.", ["''Rain,''"]),
        ("„Regen“, sagte er. »Viel Regen«, sagte sie.", ["„Regen“", "»Viel Regen«"]),
        ("”Regn”, sade han. »Regn», sade hon.", ["”Regn”", "»Regn»"]),
        ("« La pluie », dit-il. «Oui», dit-elle. ‹Non›, dit-il.", ["« La pluie »", "«Oui»", "‹Non›"]),
        ("‚Regen‘, sagte er.", ["‚Regen‘"]),
        ('“Rain", he said.', ['“Rain"']),
        ("He said “the sign ‘no entry’ fell” today.", ["“the sign ‘no entry’ fell”"]),
        ('She said: "He told me "no" twice," and left.', ['"He told me "no" twice,"']),
        ("‘We lost,’ she said. ‘The workers’ plan failed.’", ["‘We lost,’", "‘The workers’ plan failed.’"]),
        ("'I don't know the bosses' plan,' he said.", ["'I don't know the bosses' plan,'"]),
        ("He reads ‘The Evening Post’ and workers’ papers.", ["‘The Evening Post’"]),
        ('The word—"rain"—stood there ("twice").', ['"rain"', '"twice"']),
    ],
)
def test_marks_of_every_family_are_paired(text: str, marked: list[str]) -> None:
    assert [found for _, found in shown(text)] == marked


@pytest.mark.parametrize(
    "text",
    [
        "We don't, O'Neill can't, and the '90s and the ’80s won't.",
        "Rock 'n' roll and rock ’n’ roll: 'tis the workers' music.",
        "The workers' plan and the bosses' plan differ.",
        "He is 6'2\" and she is 5'9\" tall.",
        'They laid a 5" pipe beside a 7" pipe.',
        'The page has <a class="wide" href="x">a link</a>.',
        "Nothing '' here \"\" either.",
    ],
)
def test_apostrophes_inches_and_markup_are_no_quotations(text: str) -> None:
    assert quotations(text) == []


def test_an_inch_mark_inside_a_quotation_does_not_end_it() -> None:
    assert shown('"We laid a 5" pipe there," said Ana.') == [("speech", '"We laid a 5" pipe there,"')]


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    text = "Ana Ruiz said “it rained all day.\n\nThe harbour was closed.\n\nA “storm” came."
    assert shown(text) == [("speech", "“it rained all day."), ("scare", "“storm”")]


def test_a_missing_closing_mark_does_not_swallow_the_next_quotation() -> None:
    assert shown('"It rained, he said. "It poured," he added.')[1] == ("speech", '"It poured,"')


def test_a_quotation_over_paragraphs_has_the_speaker_named_at_its_end() -> None:
    text = "Bo Lund said no.\n\n“The rain fell for a week.\n\n“Then it froze.\n\n“Then it thawed,” said Ana Ruiz."
    assert [(quote.kind, speaker(text, quote.attribution)) for quote in quotations(text)] == [("speech", "Ana Ruiz")] * 3


def test_an_ongoing_quotation_keeps_its_speaker() -> None:
    text = "“It rained,” Ana Ruiz said. “It rained a lot.\n\n“Then it froze.”\n\nThe “storm” was over."
    assert [speaker(text, quote.attribution) for quote in quotations(text)] == ["Ana Ruiz"] * 3 + [""]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", []),
        ("Ana Ruiz said the plan was “a disgrace” and “un-Danish”.", ["speech", "speech"]),
        ("The “reform” cost the town millions.", ["scare"]),
        ("The so-called “experts” said taxes would rise.", ["scare"]),
        ("Prices will rise, says ‘The Evening Post’.", ["title"]),
        ("Prices will rise, says ‘Examiner’.", ["title"]),
        ("She starred in “The Long Way Home” last year.", ["title"]),
        ("The minister told the hosts of “Good Morning Town” that he would stay.", ["title"]),
        ("Jon “Butch” Olsen spoke for the farmers.", ["title"]),
        ("“We will never sell the harbour to anybody at all.”", ["speech"]),
        ("“We will rebuild.”", ["speech"]),
        ("Minister on Harbour Sale: ‘We Will Never Sell’", ["speech"]),
        ("The crowd chanted “Save Our Harbour”.", ["speech"]),
    ],
)
def test_speech_scare_quotes_and_titles_are_told_apart(text: str, kinds: list[str]) -> None:
    assert [quote.kind for quote in quotations(text)] == kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("“It rains,” Ana Ruiz said.", [("said", "Ana Ruiz")]),
        ("“It rains,” said Ana Ruiz, the mayor.", [("said", "Ana Ruiz")]),
        ("“Why?” asked Ana Ruiz. “Why not?” he replied.", [("asked", "Ana Ruiz"), ("replied", "he")]),
        ("“It rains,” Ana Ruiz, a farmer from Vik, said.", [("said", "Ana Ruiz")]),
        ("Ana Ruiz said: “It rains.”", [("said", "Ana Ruiz")]),
        ("The farmers said that it rained.", [("said", "The farmers")]),
        ("The farmers said it rained.", [("said", "The farmers")]),
        ("Officials, speaking on condition of anonymity, said the talks had failed.", [("said", "Officials")]),
        ("According to the World Bank, prices will rise.", [("According to", "the World Bank")]),
        ("Prices will rise, writes Reuters.", [("writes", "Reuters")]),
        ("Prices will rise, stresses Reuters.", [("stresses", "Reuters")]),
        ("The law, the Evening Post noted, is old.", [("noted", "the Evening Post")]),
        ("He was told by the guard that it was late.", [("told", "the guard")]),
        ("The farmers have also said that it rained.", [("said", "The farmers")]),
        ("The farmers stayed and said that it rained.", [("said", "The farmers")]),
        ("On Monday the farmers said it rained.", [("said", "the farmers")]),
        ("Ana Ruiz, who warned the town, said it rained.", [("warned", "Ana Ruiz"), ("said", "Ana Ruiz")]),
        ("Bo Lund went on to say it rained.", [("went on to say", "Bo Lund")]),
        ("His allies say that was a mistake.", [("say", "His allies")]),
        ("It rained, it is said.", [("said", "")]),
        ("Ministers claim that the figures are wrong.", [("claim", "Ministers")]),
        ("Bo Lund said it rained, adding that it froze.", [("said", "Bo Lund"), ("adding", "Bo Lund")]),
    ],
)
def test_reporting_verbs_and_their_speakers_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The child screamed in the dark.",
        "Sirens screamed across the town as the blast hit.",
        "The miners blasted a hole in the wall.",
        "Hurricane Olga slams the coast.",
        "Ana Ruiz slammed the door and left.",
        "There were claims of fraud in a report.",
        "The state of the harbour is bad and the charge was dropped.",
        "False claims were made in several states.",
        "The United States and Norway traded.",
        "He added sugar to the tea.",
        "The hospital admitted forty patients.",
        "The alleged thief and the reported sighting were no news.",
        "The minister insisted on a vote.",
        "The storm howled, the windows shook.",
        "She shouted at the referee.",
        "The work went according to plan.",
        "The engine roared.",
        "They met to counter “bullying” together.",
    ],
)
def test_homographs_and_literal_uses_are_no_attributions(text: str) -> None:
    assert attributions(text) == []


@pytest.mark.parametrize(
    ("text", "verb", "verb_class", "suggestion"),
    [
        ("Prices will rise, screams the Evening Post.", "scream", "loaded", "says"),
        ("“Prices rose,” the minister whined.", "whine", "loaded", "said"),
        ("“Prices rose,” Ana Ruiz has thundered.", "thunder", "loaded", "said"),
        ("The opposition is screaming that prices rose.", "scream", "loaded", "saying"),
        ("Senator slams bill", "slam", "loaded", "criticizes"),
        ("They slammed the bill.", "slam", "loaded", "criticized"),
        ("Lund fumes about the bill", "fume", "loaded", "says"),
        ("Critics lashed out at the plan.", "lash out at", "loaded", "criticized"),
        ("The minister hit back on Monday.", "hit back", "loaded", "replied"),
        ("The company doubles down on prices.", "double down", "loaded", "repeats"),
        ("Prices will rise, stresses Reuters.", "stress", "evaluative", "says"),
        ("The ministers claim that prices fell.", "claim", "evaluative", "say"),
        ("Ana Ruiz said prices fell.", "say", "neutral", ""),
    ],
)
def test_a_suggestion_has_the_form_of_the_verb(text: str, verb: str, verb_class: str, suggestion: str) -> None:
    found = attributions(text)
    assert [(one.verb, one.verb_class, one.suggestion) for one in found] == [(verb, verb_class, suggestion)]


def test_a_short_fragment_after_a_reporting_verb_is_speech_of_its_speaker() -> None:
    text = 'Lund told Ruiz that their towns should be "friends for life", as they opened the bridge.'
    (quote,) = quotations(text)
    assert (quote.kind, speaker(text, quote.attribution)) == ("speech", "Lund")


def test_verbs_inside_a_quotation_are_not_the_texts_own() -> None:
    assert said("“My aunt said no,” Ana Ruiz said.") == [("said", "Ana Ruiz")]


def test_known_quotations_give_the_same_attributions() -> None:
    text = "“It rains,” said Ana Ruiz. The “storm” had passed, the farmers said."
    assert attributions(text, quotations(text)) == attributions(text)


def test_quotations_refuse_what_is_no_text() -> None:
    with pytest.raises(TypeError, match="text must be a str"):
        quotations(b"rain")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("author", ())]),
        ("It rained.", [("author", ())]),
        ("The “storm” was short.", [("author", ())]),
        ("“It rained all day in the north.”", [("quoted", ((0, 33),))]),
        ("“It rained,” Lund said.", [("mixed", ((0, 12),))]),
        ("It rained.\n\n“It poured,” said Lund.", [("author", ()), ("mixed", ((0, 12),))]),
    ],
)
def test_passages_have_a_voice(text: str, expected: list[tuple[str, tuple[tuple[int, int], ...]]]) -> None:
    assert [(one.voice, one.quoted) for one in voices(text, paragraphs(text))] == expected


def test_attributions_of_a_passage_keep_the_articles_offsets() -> None:
    text = "It rained.\n\nPrices will rise, screams Reuters."
    first, second = voices(text, paragraphs(text))
    assert first.attributions == ()
    assert [text[one.start : one.end] for one in second.attributions] == ["screams"]


@given(TEXTS)
def test_quotations_are_ordered_disjoint_and_inside_the_text(text: str) -> None:
    at = 0
    for quote in quotations(text):
        assert at <= quote.start < quote.inner_start < quote.inner_end <= quote.end <= len(text)
        at = quote.end


@given(TEXTS)
def test_attributions_are_ordered_disjoint_and_outside_quotations(text: str) -> None:
    quotes, at = quotations(text), 0
    for one in attributions(text, quotes):
        assert at <= one.start < one.end <= len(text)
        assert not any(quote.start < one.end and one.start < quote.end for quote in quotes)
        assert (one.speaker_start, one.speaker_end) == (-1, -1) or 0 <= one.speaker_start < one.speaker_end <= len(text)
        at = one.end


@given(TEXTS)
def test_blank_keeps_the_length_and_outside_is_the_complement(text: str) -> None:
    spans = [(quote.start, quote.end) for quote in quotations(text)]
    rest = outside(len(text), spans)
    assert len(blank(text, spans)) == len(text)
    assert sorted([*spans, *rest]) == sorted({*spans, *rest})
    assert sum(end - start for start, end in [*spans, *rest]) == len(text)
    assert all(blank(text, spans)[start:end] == text[start:end] for start, end in rest)


@given(TEXTS)
def test_voices_agree_with_the_quotations(text: str) -> None:
    speech = [text[q.start : q.end] for q in quotations(text) if q.kind == "speech"]
    whole = [Passage(0, len(text), text, 0, "body")]
    assert [text[a:b] for a, b in voices(text, whole)[0].quoted] == speech


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "“",
        "“”",
        "'",
        "'a ",
        "a' ",
        '"a ',
        "‘“a” ",
        '"\n',
        "“a\n\n",
        "« ",
        "“a” said ",
        "and said ",
        ", said X ",
        '="',
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        start = time.perf_counter()
        quotations(unit * (size // len(unit)))
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.01)


def test_many_passages_take_linear_time() -> None:
    text = "“It rains,” said Ana Ruiz. " * 10_000
    each = len(text) // 10_000
    passages = [Passage(at, at + each - 1, text[at : at + each - 1], 0, "body") for at in range(0, len(text), each)]
    start = time.perf_counter()
    assert {one.voice for one in voices(text, passages)} == {"mixed"}
    assert time.perf_counter() - start < 20


def test_the_lexicon_is_whole() -> None:
    found = rows("reporting_verbs")
    lemmas = {row["lemma"] for row in found}
    assert len(lemmas) == len(found) >= 220
    assert {row["suggestion"] for row in found} - {""} <= lemmas
    ranges = {"neutral": (0, 0), "evaluative": (0.2, 0.5), "loaded": (0.6, 1)}
    assert all(ranges[row["class"]][0] <= float(row["strength"]) <= ranges[row["class"]][1] for row in found)
    assert all((row["suggestion"] == "") == (row["class"] == "neutral") for row in found)
    assert {row["use"] for row in found} == {"say", "clause", "object", "direct", "phrase"}


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("say", "say|says|said|said|saying"),
        ("write", "write|writes|wrote|written|writing"),
        ("admit", "admit|admits|admitted|admitted|admitting"),
        ("cry", "cry|cries|cried|cried|crying"),
        ("tear into", "tear into|tears into|tore into|torn into|tearing into"),
        ("hit back", "hit back|hits back|hit back|hit back|hitting back"),
    ],
)
def test_the_lexicon_inflects_its_verbs(lemma: str, forms: str) -> None:
    assert [row["forms"] for row in rows("reporting_verbs") if row["lemma"] == lemma] == [forms]


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not part of the repository")
def test_the_voices_of_a_republished_article() -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    quotes = quotations(text)
    by_start = {text[quote.inner_start :][:20]: quote for quote in quotes}
    assert {quote.kind for quote in quotes} == {"speech", "title"}
    assert speaker(text, by_start["Together with our Ch"].attribution) == "Putin"
    assert speaker(text, by_start["eliminate external i"].attribution) == "Xi"
    assert by_start["The Financial Times’"[:20]].kind == "title"
    found = {one.verb: (one.verb_class, one.suggestion, speaker(text, one)) for one in attributions(text)}
    assert found["scream"] == ("loaded", "says", "‘The Financial Times’")
    assert found["stress"] == ("evaluative", "says", "Reuters")
    assert found["write"] == ("neutral", "", "Reuters")


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("The office has extended its amber warning for rain.", []),
        ("Office extends amber warning until Friday", []),
        ("Officials are warning that it will rain.", ["saying"]),
        ("He left, warning of floods.", ["saying"]),
        ("And plumber Ned Oakes blasted: 'I saw bikes in the canal.'", ["said"]),
        ("The senator slammed the plan as “a joke”.", ["criticized"]),
    ],
)
def test_suggestions_fit_what_the_verb_does(text: str, verbs: list[str]) -> None:
    assert [one.suggestion for one in attributions(text)] == verbs
