"""The genre of an article: what it calls itself, and how it reads."""

from __future__ import annotations

import math
import runpy
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from reports import EMPTY, NAN, article, passage

import framing
from framing.genre import COEFFICIENTS, FEWEST_WORDS, MOST, Genre, genre_of, log_odds
from framing.report import Report
from framing.scores import Scores

SCRIPT = Path(__file__).parents[1] / "docs" / "benchmarks" / "genre.py"
FAST = next(model for model in COEFFICIENTS if model.startswith("fast "))
MARKED = "OPINION | The bridge is a mistake\n\nIt leads nowhere."


def scores(score: float = 0.5, *, n_words: int = FEWEST_WORDS, **others: object) -> Scores:
    made = article(passage("Rain fell.", score=score, n_author_words=n_words), score=score, model=FAST).scores
    return replace(made, **others)


@pytest.mark.parametrize(
    ("genre", "line"),
    [
        (Genre(), ""),
        (Genre(probability=0.5), ""),
        (Genre(probability=0.74), ""),
        (
            Genre(probability=0.75),
            "reads as opinion (0.75), no label found: editorializing is expected of opinion, not of reporting",
        ),
        (Genre(probability=0.26), ""),
        (Genre(probability=0.25), "reads on the whole as reporting (probability of opinion 0.25)"),
        (Genre("opinion", "Op-Ed", 0, 5, 0.1), "labelled opinion (“Op-Ed”): editorializing is expected"),
        (Genre("analysis", "Analysis", 0, 8), "labelled analysis (“Analysis”): judgements are expected"),
        (Genre("satire", "Satire", 0, 6, 0.9), "labelled satire (“Satire”): it is not meant as news"),
    ],
)
def test_a_genre_says_itself_in_one_line(genre: Genre, line: str) -> None:
    assert str(genre) == line


def test_a_genre_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError, match="label"):
        Genre().label = "opinion"


def test_an_empty_article_has_no_genre() -> None:
    found = genre_of(replace(EMPTY, model=FAST))
    assert (found.label, found.marker, str(found)) == ("", "", "")
    assert math.isnan(found.probability)


def test_the_probability_is_logistic_in_the_scores_log_odds() -> None:
    intercept, slope = COEFFICIENTS[FAST]
    expected = 1 / (1 + math.exp(-intercept - slope * math.log(1.5)))
    assert genre_of(scores(0.6)).probability == pytest.approx(expected)
    assert genre_of(scores()).probability == pytest.approx(1 / (1 + math.exp(-intercept)))


@pytest.mark.parametrize(("score", "least", "most"), [(0.0, 0, 1e-6), (1.0, MOST, MOST)])
def test_a_score_rounded_to_the_end_has_a_probability(score: float, least: float, most: float) -> None:
    assert least <= genre_of(scores(score)).probability <= most
    assert math.isfinite(log_odds(score))


@pytest.mark.parametrize(
    "made",
    [
        scores(model="mine 1"),
        scores(model="FastClassifier"),
        scores(model="fast 0.1.0"),
        scores(model=""),
        scores(quotes="include"),
        scores(warnings=("text does not read as English: scores are not reliable",)),
        scores(n_words=FEWEST_WORDS - 1),
        scores(NAN),
    ],
)
def test_there_is_no_probability_where_none_was_measured(made: Scores) -> None:
    assert math.isnan(genre_of(made).probability)


def test_an_article_whose_quotes_are_left_out_has_a_probability() -> None:
    assert genre_of(scores(quotes="exclude")).probability == genre_of(scores()).probability


def test_a_label_is_found_whatever_the_model() -> None:
    found = genre_of(scores(text=MARKED, model="mine 1", quotes="include"))
    assert (found.label, found.marker, MARKED[found.start : found.end]) == ("opinion", "OPINION", "OPINION")


def test_every_model_that_ships_has_coefficients() -> None:
    shipped = {f"{one['name']} {one['version']}" for one in framing.list_models() if one["name"] in ("accurate", "fast")}
    assert set(COEFFICIENTS) == shipped


def test_a_report_has_its_genre() -> None:
    report = framing.score(MARKED)
    assert report.genre is report.genre
    assert report.to_dict()["genre"] == {"label": "opinion", "marker": "OPINION", "start": 0, "end": 7, "probability": None}
    line = "Genre: labelled opinion (“OPINION”): editorializing is expected"
    assert report.to_text(width=100).split("\n")[1] == line
    assert f"<p>{line}</p>" in report.to_html()


def test_what_reads_as_opinion_does_so_in_text_and_page() -> None:
    report = framing.score("The shameless regime lied again, and its vile cronies applauded the disgraceful farce. " * 15)
    assert report.genre.probability == MOST
    assert report.to_text(width=200).split("\n")[1].startswith("Genre: reads as opinion (0.85)")
    assert "<p>Genre: reads as opinion (0." in report.to_html()


def test_plain_words_read_as_reporting() -> None:
    text = "The council met on Monday to discuss the budget, officials said. It will vote on the plan in May, they said. "
    assert str(framing.score(text * 10).genre).startswith("reads on the whole as reporting (probability of opinion 0.")


def test_a_report_without_a_genre_says_nothing_of_it() -> None:
    report = Report(scores())
    assert str(report.genre) == ""
    assert "Genre" not in report.to_text()
    assert "<p>Genre" not in report.to_html()


@pytest.mark.slow
@pytest.mark.parametrize("model", sorted(COEFFICIENTS))
def test_the_script_gives_these_coefficients(model: str, data_dir: Path) -> None:
    script = runpy.run_path(str(SCRIPT))
    fitted = script["fitted"](script["scored"](script["of_houses"](data_dir), model.split()[0]))
    assert fitted == pytest.approx(COEFFICIENTS[model], abs=0.01)
