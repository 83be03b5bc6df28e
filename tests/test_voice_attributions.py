"""Reporting verbs: where they are used as such, by whom, and what could stand for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicons import rows
from framing.voice import Attribution, attributions, heard, quotations
from framing.voice.verbs import forms

TEXTS = st.text(alphabet="ab S.,!?:;\n-—“”„‟\"«»‹›'‘’‚‛`59") | st.lists(
    st.sampled_from(["“", "”", '"', "'", "’", " said ", " Ana ", "he screams", "that", ", ", ". ", "\n\n", "it is "])
).map("".join)


def speaker(text: str, one: Attribution | None) -> str:
    return text[one.speaker_start : one.speaker_end] if one and one.speaker_start >= 0 else ""


def said(text: str) -> list[tuple[str, str]]:
    """Return the form and the speaker of every attribution."""
    return [(text[one.start : one.end], speaker(text, one)) for one in attributions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("“It rains,” Ana Ruiz said.", [("said", "Ana Ruiz")]),
        ("“It rains,” said Ana Ruiz, the mayor.", [("said", "Ana Ruiz")]),
        ("Ana Ruiz wrote on X that rain fell.", [("wrote", "Ana Ruiz")]),
        ("Ana Ruiz argued in court that rain fell.", [("argued", "Ana Ruiz")]),
        ("Ana Ruiz explained to reporters that rain fell.", [("explained", "Ana Ruiz")]),
        ("Ana Ruiz wrote in The Evening Post on Monday that rain fell.", [("wrote", "Ana Ruiz")]),
        ("Ana Ruiz, 45, told the Post.", [("told", "Ana Ruiz")]),
        ("Ana Ruiz, of Vik, accused the mayor.", [("accused", "Ana Ruiz")]),
        ("“It rains,” said Mr. Lund.", [("said", "Mr. Lund")]),
        ("On Monday Sen. J. D. Lund said it rained.", [("said", "Sen. J. D. Lund")]),
        ("Mr. Lund stayed and said that it rained.", [("said", "Mr. Lund")]),
        ("The 40-year-old said it rained.", [("said", "The 40-year-old")]),
        ("Prices rose 10-12.5 percent. She said it rained.", [("said", "She")]),
        ("Ana Ruiz slammed the 6-3 ruling.", [("slammed", "Ana Ruiz")]),
        ("It had rained, the court heard.", [("heard", "the court")]),
        ("The jury has also heard that it rained.", [("heard", "The jury")]),
        ("Ana Ruiz says he’s late.", [("says", "Ana Ruiz")]),
        ("Ana Ruiz claims it's late.", [("claims", "Ana Ruiz")]),
        ("It was what critics say is a sham.", [("say", "critics")]),
        ("Minister warns of floods", [("warns", "Minister")]),
        ("The law, praised by Bo Lund as “old”, is new.", [("praised", "Bo Lund")]),
        ("Some say that it rained.", [("say", "Some")]),
        ("Many argue that it rained.", [("argue", "Many")]),
        ("Several claim that it rained.", [("claim", "Several")]),
        ("Another said: “It rains.”", [("said", "Another")]),
        ("A third told the Post that it rained.", [("told", "A third")]),
        ("He first said that it rained.", [("said", "He")]),
        ("“It rains,” Donnelly said.", [("said", "Donnelly")]),
        ("Bo Connolly said it rained.", [("said", "Bo Connolly")]),
        ("Emily Lund said it rained.", [("said", "Emily Lund")]),
        ("The family said it rained.", [("said", "The family")]),
        ("Ana Ruiz strongly condemned it.", [("condemned", "Ana Ruiz")]),
        ("Lund Strongly Condemns Plan", [("Condemns", "Lund")]),
        ("Recently Lund said it rained.", [("said", "Lund")]),
        ("The trial, which critics say is a “sham”, began.", [("say", "critics")]),
        ("“It rains,” began Ana Ruiz.", [("began", "Ana Ruiz")]),
        ("Ana Ruiz, a farmer, said “it rained all day.” Bo left.", [("said", "Ana Ruiz")]),
        ("Bo Lund, host of “The Hour,” said in Vik that it rained.", [("said", "Bo Lund")]),
        ("Prices will rise, writes “The Post”.", [("writes", "“The Post”")]),
        ("“The Post” said it rained.", [("said", "“The Post”")]),
        ("“It rains,” May said.", [("said", "May")]),
        ("Ana Ruiz may say that it rained.", [("say", "Ana Ruiz")]),
        ("In Ana Ruiz’s words, it was “vile”.", [("words", "Ana Ruiz")]),
        ("It was “vile”, in the mayor's own words.", [("words", "the mayor")]),
        ("In the voters’ words, it was “vile”.", [("words", "the voters")]),
        ("It was, in her words, “vile”.", [("words", "her")]),
        ("Ana Ruiz said in tweets that her words “hurt”.", [("said", "Ana Ruiz")]),
        ("Harbour plan slammed by residents", [("slammed", "residents")]),
        ("The law was swiftly criticized by Ana Ruiz.", [("criticized", "Ana Ruiz")]),
        ("Tax rise branded “obscene” by residents", [("branded", "residents")]),
        ("The tax, called a “sham” by Ana Ruiz, rose.", [("called", "Ana Ruiz")]),
        ("Residents branded it “obscene” by Monday.", [("branded", "Residents")]),
        ("“Vile,” Ann Lee, 45, of Leeds, who was there, said.", [("said", "Ann Lee")]),
        ("Ana Ruiz, 45, a cook from Vik, said it rained.", [("said", "Ana Ruiz")]),
        ("Of the farmers, Ana Ruiz, a cook, said it rained.", [("said", "Ana Ruiz")]),
        ("On Monday, officials, who were there, said it rained.", [("said", "officials")]),
        ("Ana Ruiz slammed the court after its 6 - 3 ruling.", [("slammed", "Ana Ruiz")]),
        ("Ana Ruiz slammed the law in 2020 - 21.", [("slammed", "Ana Ruiz")]),
        ("It rained, per the Post.", [("per", "the Post")]),
        ("Per Reuters, it rained.", [("Per", "Reuters")]),
        ("Via Reuters: “It rains.”", [("Via", "Reuters")]),
        ("The bill was paid via the", []),  # a text that is cut off
        ("“It is a shame,” read one comment.", [("read", "one comment")]),
        ("“It is a shame,” the editorial read.", [("read", "the editorial")]),
        ("To quote Bo Lund: “It rains.”", [("quote", "Bo Lund")]),
        ("Ana Ruiz wants to quote Bo Lund.", [("quote", "Ana Ruiz")]),
        ("Ana Ruiz wrote in her new book that it was “vile”.", [("wrote", "Ana Ruiz")]),
        ("Ana Ruiz argued in a 32-page ruling that rain fell.", [("argued", "Ana Ruiz")]),
        ("Ana Ruiz noted in an op-ed on Monday that rain fell.", [("noted", "Ana Ruiz")]),
        ("Ana Ruiz announced this week that rain fell.", [("announced", "Ana Ruiz")]),
        ("Bo Lund is described as a “bully” by colleagues.", [("described", "colleagues")]),
        ("The line, dubbed the “Snail” by locals, is late.", [("dubbed", "locals")]),
        ("As Ana Ruiz put it, it was “wet”.", [("put it", "Ana Ruiz")]),
        ("Ana Ruiz branded the law “wet”.", [("branded", "Ana Ruiz")]),
        ("A sign read “No rain”.", [("read", "A sign")]),
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
        "Bo Lund is described as a bully by nature.",
        "Ana Ruiz argued in the house that fell.",
        "Ana Ruiz noted the ruling that day.",
        "Ana Ruiz wrote her memoir that year.",
        "Ana Ruiz wrote a book that sold well.",
        "“Rain,” read aloud, is short.",
        "She flew via Oslo: it was cheap.",
        "Per Capita Income Falls",
        "Pay fell, per capita and per year.",
        "It cost 5 dollars per Norwegian.",
        "Vik hammer Moss, 3–0, in the cup",
        "Vik rip Moss 110 - 98",
        "Vik rip Moss, 110-98",
        "Coast hammered by storm",
        "The oil firm was slammed by low prices.",
        "Ruiz was questioned by Vik police.",
        "A jet was shot down by Norway.",
        "In other words, the “plan” failed.",
        "In a few words, it was “vile”.",
        "In her words, rain fell.",
        "“Rain.” In her words there was scorn for the “plan”.",
        "There was scorn in his words about the “plan”.",
        "Sirens screamed across the town as the blast hit.",
        "The miners blasted a hole in the wall.",
        "Hurricane Olga slams the coast.",
        "Navy shoots down drone",
        "Dog savages Ruiz",
        "Ruiz demolished Lund 6-1.",
        "Vik hammered Moss 40-13.",
        "Vik blast Moss 3–0",
        "The army hit back with artillery.",
        "She read “Rain” on the train.",
        "Ana Ruiz slammed the door and left.",
        "There were claims of fraud in a report.",
        "The state of the harbour is bad and the charge was dropped.",
        "False claims were made in several states.",
        "The United States and Norway traded.",
        "He added sugar to the tea.",
        "Some reported cases were fake.",
        "He had his say on Monday.",
        "His claims aren’t true.",
        "She heard that it rained.",
        "After the committee hearing he was late.",
        "Ana Ruiz, 45, called the police.",
        "The first report that he wrote was late.",
        "She wants some say in it.",
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


def test_verbs_inside_a_quotation_are_not_the_texts_own() -> None:
    assert said("“My aunt said no,” Ana Ruiz said.") == [("said", "Ana Ruiz")]


@given(TEXTS)
def test_attributions_are_ordered_disjoint_and_outside_quotations(text: str) -> None:
    quotes, at = quotations(text), 0
    for one in attributions(text, quotes):
        assert at <= one.start < one.end <= len(text)
        assert not any(quote.start < one.end and one.start < quote.end for quote in quotes)
        assert (one.speaker_start, one.speaker_end) == (-1, -1) or 0 <= one.speaker_start < one.speaker_end <= len(text)
        at = one.end


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


FORMS = st.sampled_from(
    [" ".join(form.words) for entries in forms().values() for form in entries] + ["Ana", "that", "it is", ","]
)


@given(TEXTS | st.lists(FORMS, max_size=8).map(" ".join))
def test_what_is_not_read_has_no_attribution(text: str) -> None:
    assert heard(text)[1] == attributions(text)
