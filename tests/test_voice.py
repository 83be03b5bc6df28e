"""Tests of `framing.voice`: quotations, reporting verbs, speakers, voices."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.passages import Passage, split
from framing.voice import Attribution, attributions, blank, outside, quotations, voices

ARTICLE = Path(__file__).parents[2] / "shared/articles/friends_of_steel.txt"
TEXTS = st.text(alphabet="ab S.,!?:;\n-—“”„‟\"«»‹›'‘’‚‛`59") | st.lists(
    st.sampled_from(["“", "”", '"', "'", "’", " said ", " Ana ", "he screams", "that", ", ", ". ", "\n\n", "it is "])
).map("".join)


@pytest.fixture
def alone() -> Iterator[None]:
    """Keep the garbage collector from walking through what other tests left while one is timed."""
    gc.freeze()
    yield
    gc.unfreeze()


def shown(text: str) -> list[tuple[str, str]]:
    """Return the kind and the text of every quotation."""
    return [(quote.kind, text[quote.start : quote.end]) for quote in quotations(text)]


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
        ("'I ain't goin' nowhere,' he said.", ["'I ain't goin' nowhere,'"]),
        ("‘We’re losin’ it,’ he said.", ["‘We’re losin’ it,’"]),
        ("He saw 'the captain' today and 'the crew' later.", ["'the captain'", "'the crew'"]),
        ("The ‘big win’ was the workers’ own.", ["‘big win’"]),
        ("The 'big win' was a loss.", ["'big win'"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Bo wrote: “We regret it.\n\nWe will pay.”", ["“We regret it.\n\nWe will pay.”"]),
        ('"Rain fell.\n\nIt ‘froze’.\n\nIt thawed," Bo said.', ['"Rain fell.\n\nIt ‘froze’.\n\nIt thawed,"']),
        ("“Rain fell.\n\nIt froze.\n\nIt was “odd”.", ["“Rain fell.", "“odd”"]),
        ("“Rain fell.\n\n" + "It froze. " * 70 + "”", ["“Rain fell."]),
        ("“Rain fell all day.\nAnn Lee, Mayor of York.”\n\nShe left.", ["“Rain fell all day."]),
        ('“Rain fell.\n\nHe laid a 5" pipe.', ["“Rain fell."]),
        ("‘Rain fell.\n\nThe workers’ plan failed.", ["‘Rain fell."]),
    ],
)
def test_a_mark_closes_what_was_opened_some_paragraphs_before(text: str, expected: list[str]) -> None:
    assert [found for _, found in shown(text)] == expected


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
        ("Bishop Denounces ‘Evil’ War in Harbour Town", ["speech"]),
        ("Olsen Blasts ‘Reckless’ Harbour Plan", ["speech"]),
        ("“It rains,” Ana Ruiz said. “Disgraceful.”", ["speech", "speech"]),
        ("A sign read “No rain”.", ["speech"]),
        ("Mayor: ‘We will not sell’", ["speech"]),
        ("‘We will not sell’: the mayor on the harbour", ["speech"]),
        ("Le maire : « Il ne pleut pas ».", ["speech"]),
        ("Mayor is ‘a crook’: Lund", ["speech"]),
        ("‘He is a crook’ - Lund on the mayor", ["speech"]),
        ("The ‘new deal’: Lund explains", ["scare"]),
        ("‘The new deal’ - a town waits", ["scare"]),
        ("The town has a ‘new deal’ - Lund", ["scare"]),
        ("Harbour ‘catastrophic’, minister warns", ["speech"]),
        ("“It is a disgrace” – Bo Lund, mayor", ["speech"]),
        ("“It is a disgrace” – a mayor, Bo Lund", ["scare"]),
        ("Two words for it: “utter shame”.", ["scare"]),
        ("Ana Ruiz called Mr. Lund’s plan “vile”.", ["speech"]),
    ],
)
def test_speech_scare_quotes_and_titles_are_told_apart(text: str, kinds: list[str]) -> None:
    assert [quote.kind for quote in quotations(text)] == kinds


def test_a_short_fragment_after_a_reporting_verb_is_speech_of_its_speaker() -> None:
    text = 'Lund told Ruiz that their towns should be "friends for life", as they opened the bridge.'
    (quote,) = quotations(text)
    assert (quote.kind, speaker(text, quote.attribution)) == ("speech", "Lund")


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
    [voiced] = voices(text, whole)
    assert [text[a:b] for a, b in voiced.quoted] == speech
    assert voiced.heard() == (quotations(text), attributions(text))


def test_a_passage_is_heard_as_part_of_its_article() -> None:
    text = "“They will shout. Lund screamed that it was a sham,” the mayor said."
    [_, second] = voices(text, split(text))
    passage = second.passage.text
    [quotation], [attribution] = second.heard()
    assert passage[quotation.start : quotation.end] == "Lund screamed that it was a sham,”"
    assert passage[quotation.inner_start : quotation.inner_end] == "Lund screamed that it was a sham,"
    assert quotation.attribution == attribution
    assert passage[attribution.start : attribution.end] == "said"
    assert passage[attribution.speaker_start : attribution.speaker_end] == "the mayor"


def test_what_a_passage_does_not_have_of_an_attribution_is_left_out() -> None:
    text = "The mayor was told, then said so."
    attribution, start = attributions(text)[-1], text.index("then")
    seen = attribution.seen_from(start, len(text))
    assert text[start:][seen.start : seen.end] == "said"
    assert attribution.speaker_start >= 0
    assert (seen.speaker_start, seen.speaker_end) == (-1, -1)


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
        "of said, ",
        "in her words, “a” ",
        '="',
    ],
)
@pytest.mark.usefixtures("alone")
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        quotations(unit * (size // len(unit)))
        return time.process_time() - start

    seconds(1_000)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.01)


def test_many_passages_take_linear_time() -> None:
    text = "“It rains,” said Ana Ruiz. " * 10_000
    each = len(text) // 10_000
    passages = [Passage(at, at + each - 1, text[at : at + each - 1], 0, "body") for at in range(0, len(text), each)]
    start = time.process_time()
    assert {one.voice for one in voices(text, passages)} == {"mixed"}
    assert time.process_time() - start < 20


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
