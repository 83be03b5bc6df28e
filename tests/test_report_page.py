"""The report as a page."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from reports import EMPTY, NAN, article, passage

from framing import load_model
from framing.report import Report
from framing.report.page import as_page
from framing.scores import Cue, ScoredPassage
from framing.scoring import score_passages


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
    assert page.text.count(HOSTILE) == 6
    assert ("data-note", f"{HOSTILE} +2.0 → {HOSTILE}") in page.attributes


def test_a_page_is_closed_and_needs_nothing_else(report: Report) -> None:
    page = Page(report.to_html())
    assert page.open == []
    assert {name for name, _ in page.attributes}.isdisjoint({"src", "onclick"})
    assert all(value.startswith("#p") for name, value in page.attributes if name == "href")
    assert {("lang", "en"), ("charset", "utf-8"), ("name", "viewport")} <= set(page.attributes)


def test_a_page_has_the_article_paragraph_by_paragraph() -> None:
    made = article(passage("Rain fell.", score=0.1), passage("It is wet.", 11, 0.2), passage("Sun.", 22, 0.3, paragraph=1))
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
    assert f'<span id="p0" {look}' in article(one).to_html()


def test_a_cue_is_underlined_and_explained(report: Report) -> None:
    assert '<mark tabindex="0" data-note="loaded reporting verb +2.1 → says">screams</mark>' in report.to_html()
    assert "<mark" not in re.findall("<span[^>]*>.*?Rain.*?</span>", report.to_html())[0]


SAID = passage("He lied: “Never!”", score=0.2, voice="mixed", quoted_score=0.7)


def test_direct_speech_is_told_from_the_authors_words_beside_it() -> None:
    cues = (Cue(0, 3, 7, "lied", "word", 0.6, "", "author"), Cue(0, 10, 15, "Never", "negation", 0.5, "", "quoted"))
    page = article(SAID, cues=cues, speech=(((9, 17),),)).to_html()
    assert '<span class="author" style="--score:0.200">He <mark tabindex="0" data-note="word +0.6">lied</mark>: </span>' in page
    quoted = '“<mark class="of-quoted" tabindex="0" data-note="quoted negation +0.5">Never</mark>!”'
    assert f'<span class="quoted" style="--score:0.700">{quoted}</span>' in page


def test_direct_speech_without_a_score_is_not_shaded() -> None:
    page = article(replace(SAID, quoted_score=NAN), speech=(((9, 17),),)).to_html()
    assert '<span class="quoted" style="--score:0.000">“Never!”</span>' in page


def test_direct_speech_that_counts_as_the_authors_is_still_told_from_it() -> None:
    text = "He lied again. “Never!” She screamed: “It is a disgrace!”"
    scores = score_passages(text, load_model("fast"), quotes="include")
    page, (_, never, screamed) = Report(scores).to_html(), (f"{one.score:.3f}" for one in scores.passages)
    assert f'<span id="p1" class="included body" style="--score:{never}"' in page
    assert f'<span class="author" style="--score:{screamed}">She ' in page
    assert f'<span class="included" style="--score:{screamed}">“It is a ' in page


def test_a_passage_of_many_quotations_takes_linear_time() -> None:
    unit, n = "“No.” He lied. ", 30_000
    starts = range(0, len(unit) * n, len(unit))
    cues = tuple(Cue(0, start + 9, start + 13, "lied", "word", 0.4, "") for start in starts)
    one = passage(unit * n, score=0.5, quoted_score=0.5, voice="mixed")
    scores = article(one, cues=cues, speech=(tuple((start, start + 5) for start in starts),)).scores
    start = time.process_time()
    as_page(scores, [()], {}, "")
    assert time.process_time() - start < 10  # measured: under 1; quadratic time takes over 20


def test_the_strip_has_a_field_for_each_passage_as_wide_as_its_words(report: Report) -> None:
    strip = re.findall('<nav class="strip".*?</nav>', report.to_html())[0]
    assert re.findall('href="#p(.)".*?flex-grow:(.)', strip) == [("0", "3"), ("1", "3"), ("2", "3"), ("3", "3")]
    assert re.findall('class="(.*?)"', strip)[1:] == ["unscored", "author", "author", "quoted"]


def test_the_table_says_it_without_colours(report: Report) -> None:
    table = re.findall("<tbody>(.*)</tbody>", report.to_html(), re.DOTALL)[0]
    assert "<tr><td>“Never!”</td><td></td><td>0.70</td><td></td><td></td></tr>" in table
    assert "<td>0.90</td><td></td><td>over: word +0.8; screams: loaded reporting verb +2.1 → says</td>" in table


def test_a_page_of_nothing_says_so() -> None:
    text = Page(Report(EMPTY).to_html()).text
    assert "nothing to score · 0 passages" in text
    assert "Warning: text has no passages to score" in text


def test_a_notebook_gets_a_frame_without_scripts(report: Report) -> None:
    frame = Page(report._repr_html_())
    assert frame.tags == ["iframe"]
    assert ("sandbox", "") in frame.attributes
    assert ("srcdoc", report.to_html()) in frame.attributes
