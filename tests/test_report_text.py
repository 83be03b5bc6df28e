"""The report as text, and what text and page share."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import EMPTY, article, passage

from framing.report import Report
from framing.report.pieces import facts, pieces, raising, safe, summary, unscored
from framing.scores import Cue, ScoredPassage, Scores


@pytest.mark.parametrize(
    ("scores", "line"),
    [
        (EMPTY, "nothing to score · 0 passages · model fast 0.1.0"),
        (replace(EMPTY, score=0.344), "editorialized 0.34 (own voice) · 0 passages · model fast 0.1.0"),
        (replace(EMPTY, quoted_score=0.6), "editorialized 0.60 (quoted) · 0 passages · model fast 0.1.0"),
        (replace(EMPTY, score=0.1, quoted_score=0.6, model=""), "editorialized 0.10 (own voice), 0.60 (quoted) · 0 passages"),
        (replace(EMPTY, passages=(passage("Rain."),)), "nothing to score · 1 passage · model fast 0.1.0"),
    ],
)
def test_the_first_line_sums_up(scores: Scores, line: str) -> None:
    assert summary(scores) == line


def test_an_empty_article_says_so() -> None:
    first, warning = str(Report(EMPTY)).split("\n\n")
    assert (first, warning) == ("nothing to score · 0 passages · model fast 0.1.0", "Warning: text has no passages to score")


def test_text_has_strongest_first_with_marks_and_cues(report: Report) -> None:
    assert report.to_text(width=80).split("\n\n") == [
        "editorialized 0.25 (own voice), 0.70 (quoted) · 4 passages · model fast 0.1.0",
        "0.90  above 97 % of wire copy · author · body\n"
        "  It is *over*, *screams* the Times.\n"
        '    "screams" loaded reporting verb +2.1 → says\n'
        '    "over" word +0.8',
        "0.10  above 97 % of wire copy · author · body\n  Rain fell.",
        "Only quoted: 1 passage, up to 0.70\nNot scored: 1 dateline",
    ]


@pytest.mark.parametrize(("limit", "shown", "hidden"), [(0, 0, "2 passages"), (1, 1, "1 passage"), (2, 2, "")])
def test_the_limit_is_kept_and_said(report: Report, limit: int, shown: int, hidden: str) -> None:
    text = report.to_text(limit=limit)
    assert text.count("wire copy") == shown
    assert re.findall("Not shown: (.+) with lower scores", text) == ([hidden] if hidden else [])


def test_only_the_five_strongest_cues_are_shown_and_marked() -> None:
    words = ["one", "two", "three", "four", "five", "six"]
    starts = [0, 4, 8, 14, 19, 24]
    cues = tuple(Cue(0, at, at + len(word), word, "word", at + 1.0, "") for at, word in zip(starts, words, strict=True))
    text = article(passage(" ".join(words), score=0.9), cues=cues).to_text()
    assert "  one *two* *three* *four* *five* *six*\n" in text
    assert re.findall(r' {4}"(\w+)"', text) == ["six", "five", "four", "three", "two"]


def test_cues_side_by_side_are_marked_as_one() -> None:
    cues = (Cue(0, 2, 8, "fiasco", "word", 2.0, ""), Cue(0, 8, 9, "!", "exclamation", 1.0, ""))
    assert "  A *fiasco!* No.\n" in article(passage("A fiasco! No.", score=0.9), cues=cues).to_text()


def test_color_takes_the_place_of_asterisks(report: Report) -> None:
    colored = report.to_text(color=True)
    assert "\x1b[1;31mscreams\x1b[0m" in colored
    assert re.sub(r"\x1b\[1;31m|\x1b\[0m", "*", colored) == report.to_text()


@pytest.mark.parametrize("width", [20, 33, 100])
def test_lines_of_an_article_fit_the_width(width: int) -> None:
    text = article(passage("word " * 60, score=0.9)).to_text(width=width)
    body = [line for line in text.splitlines() if line.startswith("  ")]
    assert max(map(len, body)) <= width
    assert sum(line.count("word") for line in body) == 60


@pytest.mark.parametrize(
    ("options", "message"),
    [({"width": 19}, "width must be 20 or more, got 19"), ({"limit": -1}, "limit must be 0 or more, got -1")],
)
def test_a_wrong_option_is_named(report: Report, options: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        report.to_text(**options)


@pytest.mark.parametrize("option", ["width", "limit"])
def test_an_option_that_is_no_number_is_named(report: Report, option: str) -> None:
    with pytest.raises(TypeError, match=f"{option} must be an int, got str '30'"):
        report.to_text(**{option: "30"})


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("", ""),
        ("Rain fell.", "Rain fell."),
        ("a\x1b[31mb", "a[31mb"),
        ("a\x9b31mb\x00\x07\x7f", "a31mb"),
        ("a\u202eb\u2066c\u2069\u200f\u061c", "abc"),
        ("a\r\nb\tc\u2028d", "a b c d"),
        ("naïve “é” 雨 \u00a0", "naïve “é” 雨 \u00a0"),
    ],
)
def test_what_a_terminal_obeys_is_taken_out(text: str, clean: str) -> None:
    assert safe(text) == clean


def test_no_part_of_a_report_reaches_the_terminal_raw() -> None:
    bad = "a\x1b]0;x\x07\u202eb"
    made = article(passage(bad, score=0.9), cues=(Cue(0, 0, 9, bad, bad, 2.0, bad),), model=bad, warnings=(bad,))
    text = made.to_text()
    assert safe(text.replace("\n", "")) == text.replace("\n", "")
    assert text.count("a]0;xb") == 6


@given(st.text("ab \x1b<", max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))
def test_pieces_join_to_the_passage(text: str, spans: list[tuple[int, int]]) -> None:
    cues = [Cue(0, 7 + min(span), 7 + max(span), "", "word", 1.0, "") for span in spans if max(span) <= len(text)]
    assert "".join(piece for piece, _ in pieces(passage(text, 7), cues)) == safe(text)


def test_an_overlapping_cue_is_left_out() -> None:
    cues = [Cue(0, 2, 6, "", "b", 1.0, ""), Cue(0, 0, 4, "", "a", 1.0, "")]
    found = [(piece, cue and cue.kind) for piece, cue in pieces(passage("Rain fell."), cues)]
    assert found == [("", None), ("Rain", "a"), (" fell.", None)]


@pytest.mark.parametrize(("weight", "shown"), [(0.49, 0), (0.5, 1), (-2.0, 0)])
def test_only_a_cue_that_raises_clearly_is_shown(weight: float, shown: int) -> None:
    made = article(passage("Rain.", score=0.1), cues=(Cue(0, 0, 4, "Rain", "word", weight, ""),))
    assert len(raising(made.scores)[0]) == shown


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (passage("x", score=0.1), "above 97 % of wire copy · author · body"),
        (passage("x", score=0.1, percentile=0.9999), "above 99 % of wire copy · author · body"),
        (passage("x", score=0.1, percentile=0.0), "above 0 % of wire copy · author · body"),
        (passage("x", voice="quoted", quoted_score=0.5), "quoted (quoted words 0.50) · body"),
        (passage("x", kind="promotion"), "author · promotion"),
    ],
)
def test_rank_voice_and_kind_are_said(one: ScoredPassage, said: str) -> None:
    assert facts(one) == said


@pytest.mark.parametrize(
    ("passages", "said"),
    [
        ((), ""),
        ((passage("x", score=0.1),), ""),
        ((passage("x", kind="promotion"),) * 2, "2 promotions"),
        ((passage("***"), passage("x", kind="dateline")), "1 dateline, 1 without words"),
        ((passage("“x”", voice="quoted", quoted_score=0.7),), ""),
    ],
)
def test_what_was_not_scored_is_counted(passages: tuple[ScoredPassage, ...], said: str) -> None:
    assert unscored(replace(EMPTY, passages=passages)) == said


def test_all_words_are_nobodys_own_voice() -> None:
    assert summary(replace(EMPTY, score=0.4, quotes="include")).startswith("editorialized 0.40 (all words)")


def test_cues_of_what_is_quoted_are_not_among_the_authors() -> None:
    cues = (Cue(0, 1, 5, "liar", "name-calling", 2.0, "", "quoted"),)
    made = article(passage("“liar”, he said", score=0.1, quoted_score=0.9, voice="mixed"), cues=cues)
    assert "liar*" not in made.to_text()
    assert "quoted name-calling +2.0" in made.to_html()
