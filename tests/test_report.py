"""Tests of `framing.report`: text, page, frames and JSON of hand-made scores."""

from __future__ import annotations

import json
import math
import re
from dataclasses import FrozenInstanceError, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.report import Report
from framing.report.pieces import facts, pieces, raising, safe, summary, unscored
from framing.scores import Cue, ScoredPassage, Scores

NAN = float("nan")
EMPTY = Scores("", (), (), NAN, NAN, "fast 0.1.0", ("text has no passages to score",))


def passage(text: str, start: int = 0, score: float = NAN, **others: object) -> ScoredPassage:
    made = ScoredPassage(start, start + len(text), text, 0, "body", "author", score, NAN, NAN if math.isnan(score) else 0.978, 3)
    return replace(made, **others)


def article(*passages: ScoredPassage, cues: tuple[Cue, ...] = (), **others: object) -> Report:
    text = " ".join(one.text for one in passages)
    return Report(replace(Scores(text, passages, cues, 0.25, NAN, "fast 0.1.0", ()), **others))


@pytest.fixture
def report() -> Report:
    """Two scored passages, the second one stronger, and what is not scored."""
    return article(
        passage("LONDON —", kind="dateline"),
        passage("Rain fell.", 9, 0.1),
        passage("It is over, screams the Times.", 20, 0.9),
        passage("“Never!”", 51, voice="quoted", quoted_score=0.7),
        cues=(
            Cue(1, 9, 13, "Rain", "word", -0.4, ""),
            Cue(2, 26, 30, "over", "word", 0.8, ""),
            Cue(2, 32, 39, "screams", "loaded reporting verb", 2.1, "says"),
            Cue(2, 40, 43, "the", "word", 0.1, ""),
        ),
        quoted_score=0.7,
    )


class Page(HTMLParser):
    """Collect tags, attributes and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.open, self.text = [], [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.open += [tag] if tag != "meta" else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


# --- the report as values


def test_a_report_has_what_its_scores_have(report: Report) -> None:
    scores = report.scores
    assert (report.text, report.score, report.quoted_score) == (scores.text, 0.25, 0.7)
    assert (report.model, report.warnings) == ("fast 0.1.0", ())


def test_a_report_cannot_be_changed(report: Report) -> None:
    with pytest.raises(FrozenInstanceError, match="scores"):
        report.scores = EMPTY


def test_passages_are_a_frame_with_a_named_index(report: Report) -> None:
    names = "start end text paragraph kind voice score quoted_score percentile n_words"
    assert list(report.passages.columns) == names.split()
    assert report.passages.index.name == "passage"
    assert report.passages["start"].tolist() == [0, 9, 20, 51]
    assert report.passages is report.passages


def test_cues_are_a_frame(report: Report) -> None:
    assert list(report.cues.columns) == ["passage", "start", "end", "text", "kind", "weight", "suggestion", "voice"]
    assert report.cues["passage"].tolist() == [1, 2, 2, 2]


def test_frames_of_an_empty_article_keep_their_types() -> None:
    empty, full = Report(EMPTY), article(passage("Rain.", score=0.1), cues=(Cue(0, 0, 4, "Rain", "word", 0.4, ""),))
    assert len(empty.passages) == len(empty.cues) == 0
    assert empty.passages.dtypes.equals(full.passages.dtypes)
    assert empty.cues.dtypes.equals(full.cues.dtypes)


def test_nan_becomes_null(report: Report) -> None:
    found = json.loads(report.to_json(), parse_constant=pytest.fail)
    assert [one["score"] for one in found["passages"]] == [None, 0.1, 0.9, None]
    assert list(found) == ["model", "score", "quoted_score", "warnings", "passages", "cues"]


def test_json_is_exact_and_on_one_line() -> None:
    made = article(passage("Rain\nfell “é”.", score=1 / 3))
    assert "\n" not in made.to_json()
    assert "“é”" in made.to_json()
    assert json.loads(made.to_json())["passages"][0]["score"] == 1 / 3


def test_the_repr_is_one_line(report: Report) -> None:
    assert repr(report) == "<Report: 4 passages, score 0.25, model 'fast 0.1.0'>"


# --- text


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


# --- pieces


@given(st.text("ab \x1b<", max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))
def test_pieces_join_to_the_passage(text: str, spans: list[tuple[int, int]]) -> None:
    cues = [Cue(0, 7 + min(span), 7 + max(span), "", "word", 1.0, "") for span in spans if max(span) <= len(text)]
    assert "".join(piece for piece, _ in pieces(passage(text, 7), cues)) == safe(text)


def test_an_overlapping_cue_is_left_out() -> None:
    cues = [Cue(0, 2, 6, "", "b", 1.0, ""), Cue(0, 0, 4, "", "a", 1.0, "")]
    found = [(piece, cue and cue.kind) for piece, cue in pieces(passage("Rain fell."), cues)]
    assert found == [("", None), ("Rain", "a"), (" fell.", None)]


@pytest.mark.parametrize(("weight", "shown"), [(0.29, 0), (0.3, 1), (-2.0, 0)])
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


# --- page


def test_the_title_is_the_headline() -> None:
    assert "<title>Rain &amp; wind</title>" in article(passage("Rain & wind", kind="headline", score=0.1)).to_html()
    assert "<title>Framing report</title>" in Report(EMPTY).to_html()


HOSTILE = '<script>alert("x")</script>&\'</p>'


def test_a_page_escapes_everything() -> None:
    made = article(
        passage(HOSTILE, score=0.9),
        cues=(Cue(0, 0, 8, "<script>", HOSTILE, 2.0, HOSTILE),),
        model=HOSTILE,
        warnings=(HOSTILE,),
    )
    page = Page(made.to_html())
    assert "script" not in page.tags
    assert page.text.count(HOSTILE) == 3
    assert ("title", f"{HOSTILE} +2.0 → {HOSTILE}") in page.attributes


def test_a_page_is_closed_and_needs_nothing_else(report: Report) -> None:
    page = Page(report.to_html())
    assert page.open == []
    assert {name for name, _ in page.attributes}.isdisjoint({"src", "href", "onclick"})
    assert {("lang", "en"), ("charset", "utf-8"), ("name", "viewport")} <= set(page.attributes)


def test_a_page_has_the_article_paragraph_by_paragraph() -> None:
    made = article(passage("Rain fell.", score=0.1), passage("It is wet.", 11, 0.2), passage("Sun.", 23, 0.3, paragraph=1))
    body = re.findall("<article.*?>(.*)</article>", made.to_html(), re.DOTALL)[0]
    assert [Page(one).text for one in re.findall("<p>.*?</p>", body)] == ["Rain fell. It is wet.", "Sun."]


@pytest.mark.parametrize(
    ("one", "look"),
    [
        (passage("x", score=0.25), 'class="author body" style="--score:0.250" title="0.25 · above 97 % of wire copy'),
        (passage("x", score=0.5, voice="mixed", quoted_score=0.9), 'class="mixed body" style="--score:0.500"'),
        (passage("x", voice="quoted", quoted_score=0.7), 'class="quoted body" style="--score:0.700" title="quoted'),
        (passage("x", kind="dateline"), 'class="unscored" title="author · dateline"'),
    ],
)
def test_a_passage_looks_like_its_score_and_voice(one: ScoredPassage, look: str) -> None:
    assert f"<span {look}" in article(one).to_html()


def test_a_cue_is_underlined_and_explained(report: Report) -> None:
    assert '<mark title="loaded reporting verb +2.1 → says">screams</mark>' in report.to_html()
    assert "<mark" not in re.findall("<span[^>]*>.*?Rain.*?</span>", report.to_html())[0]


def test_a_page_of_nothing_says_so() -> None:
    text = Page(Report(EMPTY).to_html()).text
    assert "nothing to score · 0 passages" in text
    assert "Warning: text has no passages to score" in text


def test_a_notebook_gets_a_frame_without_scripts(report: Report) -> None:
    frame = Page(report._repr_html_())
    assert frame.tags == ["iframe"]
    assert ("sandbox", "") in frame.attributes
    assert ("srcdoc", report.to_html()) in frame.attributes


# --- score


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff"])
def test_an_article_without_words_is_a_report_too(text: str) -> None:
    report = framing.score(text)
    assert math.isnan(report.score)
    assert (len(report.passages), report.warnings) == (0, ("text has no passages to score",))


def test_a_loaded_model_scores_as_its_name_does() -> None:
    text = "The shameless regime lied. Talks resume on Monday."
    named, loaded = framing.score(text), framing.score(text, model=framing.load_model("fast"))
    assert (named.model.split()[0], loaded.model) == ("fast", "FastClassifier")
    assert {**loaded.to_dict(), "model": named.model} == named.to_dict()


def test_a_folder_is_a_model_too(tmp_path: Path) -> None:
    framing.save_model(framing.load_model("fast"), tmp_path / "mine", manifest={"version": "7"})
    report = framing.score("The shameless regime lied.", model=tmp_path / "mine")
    assert report.model == "mine 7"
    assert report.score == framing.score(report.text).score


def test_a_model_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match=r"model must be a name, a folder or a FastClassifier, got 3; pass 'fast'"):
        framing.score("Rain fell.", model=3)


@pytest.mark.parametrize(
    ("quotes", "own", "quoted"), [("separate", False, True), ("include", True, False), ("exclude", False, False)]
)
def test_quotes_say_what_happens_to_speech(quotes: str, own: bool, quoted: bool) -> None:
    report = framing.score("“It is a shameless plot,” she said. “This is a shameless plot.”", quotes=quotes)
    assert math.isnan(report.scores.passages[-1].score) is not own
    assert math.isnan(report.quoted_score) is not quoted
