"""Marks by which an article says what it is, and words that look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.rubrics import Rubric, rubric_of

BODY = "\n\nThe council met on Monday to discuss the bridge.\n\nIt will meet again in May.\n\nThe mayor was there.\n\nRain fell."
NOTE = "The bridge is closed\n\nIt was closed on Monday.\n\nThe council met.\n\nIt rained.\n\nThe mayor was there.\n\n"


@pytest.mark.parametrize(
    ("text", "label", "mark"),
    [
        ("", "", ""),
        ("Opinion: The bridge is a mistake", "opinion", "Opinion"),
        ("OPINION | The bridge is a mistake", "opinion", "OPINION"),
        ("Opinion – The bridge is a mistake", "opinion", "Opinion"),
        ("[Opinion] The bridge is a mistake", "opinion", "Opinion"),
        ("The bridge is a mistake | Opinion", "opinion", "Opinion"),
        ("The bridge is a mistake | Opinion | The Herald", "opinion", "Opinion"),
        ("The bridge is a mistake - Opinion", "opinion", "Opinion"),
        ("The bridge is a mistake (COMMENTARY)", "opinion", "COMMENTARY"),
        ("Opinion\n\nThe bridge is a mistake", "opinion", "Opinion"),
        ("The bridge is a mistake\n\nOpinion by Ann Lee", "opinion", "Opinion"),
        ("The bridge is a mistake\n\nA Commentary By Ann Lee", "opinion", "Commentary"),
        ("ANALYSIS/OPINION:\n\nThe bridge is a mistake.", "opinion", "ANALYSIS/OPINION"),
        ("Editorial: Close the bridge", "opinion", "Editorial"),
        ("EDITORIAL\nClose the bridge", "opinion", "EDITORIAL"),
        ("Op-Ed: Close the bridge", "opinion", "Op-Ed"),
        ("Close the bridge\n\nGuest Essay", "opinion", "Guest Essay"),
        ("Our View: Close the bridge", "opinion", "Our View"),
        ("Today’s Editorial\n\nClose the bridge", "opinion", "Today’s Editorial"),
        ("Letters to the Editor: Close the bridge", "opinion", "Letters to the Editor"),
        ("Column: Close the bridge", "opinion", "Column"),
        ("Comment: Close the bridge", "opinion", "Comment"),
        ("Perspective | Close the bridge", "opinion", "Perspective"),
        ("Close the bridge\n\nBy the Editorial Board", "opinion", "Editorial Board"),
        ("Close the bridge\n\nBy Ann Lee, opinion contributor", "opinion", "opinion contributor"),
        ("Ann Lee\n\nOpinion columnist\n\nClose the bridge.", "opinion", "Opinion columnist"),
        ("Ann Lee, Opinion contributor\n\nClose the bridge.", "opinion", "Opinion contributor"),
        ("News Analysis\n\nWhat the bridge means", "analysis", "News Analysis"),
        ("Analysis: What the bridge means", "analysis", "Analysis"),
        ("ANALYSIS — Voters want a bridge.", "analysis", "ANALYSIS"),
        ("Satire: The bridge flies away", "satire", "Satire"),
        ("The bridge flies away\n\nSatire from The Herald Report", "satire", "Satire"),
        ("Opinion | Satire\n\nThe bridge flies away", "satire", "Satire"),
    ],
)
def test_an_article_calls_itself_so_above(text: str, label: str, mark: str) -> None:
    found = rubric_of(text + BODY)
    assert (found.label, (text + BODY)[found.start : found.end]) == (label, mark) if label else found is None


@pytest.mark.parametrize(
    ("note", "label"),
    [
        ("The views expressed in this article are the author’s own.", "opinion"),
        ("The opinions expressed in this commentary are solely her own.", "opinion"),
        ("The opinions expressed here are those of the author.", "opinion"),
        ("This is an opinion piece.", "opinion"),
        ("The writer is a columnist.", "opinion"),
        ("Ann Lee is a columnist for the Herald.", "opinion"),
        ("Ann Lee is a nationally syndicated columnist.", "opinion"),
        ("This article is satire.", "satire"),
        ("Opinion: see also", ""),
        ("Opinion", ""),
        ("Opinion columnist", ""),
    ],
)
def test_a_note_at_the_end_says_so(note: str, label: str) -> None:
    found = rubric_of(NOTE + note)
    assert (found.label if found else "") == label


@pytest.mark.parametrize(
    "text",
    [
        "Court issues opinion",
        "Court issues opinion on the bridge",
        "Public opinion turns against the bridge",
        "Opinion polls: the mayor leads",
        "Opinion poll puts mayor ahead",
        "Opinion is divided: the bridge stays",
        "Opinion-makers meet",
        "The Editorial Board resigned",
        "Editorial board quits",
        "Editorials across the country condemn the bridge",
        "Column of smoke rises over the bridge",
        "Column collapses: two hurt",
        "Comments: 12",
        "Comment\n\nThe bridge is closed",
        "Mayor declines to comment: report",
        "Letters: how the post reached the bridge",
        "Perspective\n\nThe bridge is closed",
        "Times fires opinion columnist",
        "Herald editorial: mayor must go, critics say",
        "News\nOpinion\nSport\n\nThe bridge is closed",
        "News | Opinion | Sport\n\nThe bridge is closed",
        "Opinion | Sport | Weather\n\nThe bridge is closed",
        "Opinion\nPolitics\n\nThe bridge is closed",
        "Editorial Board, New York Times\n\nThe bridge is closed",
        "Supreme Court closes the bridge\n\nOpinion by Justice Lee",
        "Supreme Court closes the bridge\n\nOpinion by the Court",
        "Gue\u017ft Essay: the bridge",
        "Ed\u0131torial: the bridge",
        "Satirical magazine closes",
        "Satire is dead, mayor says",
        "Analysis of the bridge finds cracks",
        "DNA analysis: the bridge was built by Romans",
        "The bridge: an analysis",
        "the bridge is closed | opinion",
        "opinion: what the judge wrote",
        "In my opinion, the bridge stays",
        "The bridge is closed\n\nSend letters to letters@example.com",
    ],
)
def test_words_that_only_look_like_a_mark_are_none(text: str) -> None:
    assert rubric_of(text + BODY) is None


@pytest.mark.parametrize("end", ["\r", "\r\n", "\f", "\x85", "\u2028", "\u2029"])
def test_a_mark_may_stand_in_any_kind_of_line(end: str) -> None:
    assert rubric_of(f"Opinion\n\nThe bridge is a mistake.{BODY}".replace("\n", end)) == Rubric("opinion", 0, 7)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "  "])
def test_a_mark_may_have_any_kind_of_space(space: str) -> None:
    found = rubric_of(f"The bridge{BODY}\n\nThe views expressed in this article are the author's own.".replace(" ", space))
    assert found is not None
    assert found.label == "opinion"


@pytest.mark.parametrize(
    "note",
    [
        "The minister said the opinions of voters count.",
        "Lee, whose views are his own, left the council.",
        "Three people who had gone to the hall on Monday to hear the mayor speak met Ann Lee, who is a columnist for the Herald.",
        "The Herald is a satirical magazine.",
    ],
)
def test_a_sentence_at_the_end_is_no_note(note: str) -> None:
    assert rubric_of(NOTE + note) is None


def test_a_note_in_the_middle_is_of_something_else() -> None:
    note = "The views expressed in this article are the author's own.\n\n"
    assert rubric_of(NOTE + note + NOTE) is None


def test_a_mark_deep_in_an_article_is_none() -> None:
    assert rubric_of(f"The bridge{BODY}\n\nOpinion\n\nRain.") is None


@given(
    st.lists(st.sampled_from(["Opinion", "Satire", ":", "|", "\n", " ", "Rain fell", "’", "analysis", "\r", "é"]), max_size=12)
)
def test_any_mark_lies_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = rubric_of(text) or Rubric("analysis", 0, 8)
    assert text[found.start : found.end].lower() == found.label or rubric_of(text) is None


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    found = rubric_of(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
