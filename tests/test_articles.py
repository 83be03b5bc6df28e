from dataclasses import fields

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import articles, load_model, score, score_frame
from framing.articles import EMPTY, MISSING
from framing.classifiers.additive import BATCH
from framing.report.pieces import LEAST
from framing.scores import ScoredPassage

LOADED = "The shameless regime lied again.\n\nTalks resume on Monday. “A vile plot,” she said."
CALM = "The council met on Monday."
OF_PASSAGES = [field.name for field in fields(ScoredPassage)]
COLUMNS = ["passage", *OF_PASSAGES, "reason"]


def frame(texts, **columns):
    return pd.DataFrame({"text": texts, **columns}, dtype=object)


@pytest.mark.parametrize("text", ["", None, np.nan, pd.NA, " \n"])
def test_a_missing_or_empty_article_is_a_row_with_a_reason(text):
    found = score_frame(frame([CALM, text]))
    assert found["passage"].tolist() == [0, -1]
    assert found["reason"].tolist() == ["", EMPTY if isinstance(text, str) else MISSING]
    assert found[["score", "quoted_score", "percentile"]].iloc[1].isna().all()


def test_a_frame_scores_as_its_articles():
    texts = [LOADED, CALM, "Voir le projet de loi sur les retraites et les salaires des ouvriers dans le pays " * 3]
    found = score_frame(frame(texts))
    for number, text in enumerate(texts):
        report, own = score(text), found.loc[[number]]
        alone = report.passages[OF_PASSAGES].rename_axis(None)
        pd.testing.assert_frame_equal(own[OF_PASSAGES].reset_index(drop=True), alone, rtol=1e-9)
        assert own["reason"].unique().tolist() == ["; ".join(report.warnings)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("Aab .“”\n", max_size=60), max_size=5), st.sampled_from(["separate", "include", "exclude"]))
def test_any_articles_score_as_one_by_one(texts, quotes):
    found = score_frame(frame(texts), quotes=quotes)
    alone = [value for text in texts if text.strip() for value in score(text, quotes=quotes).passages["score"]]
    assert found.loc[found["passage"] >= 0, "score"].tolist() == pytest.approx(alone, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize(
    ("index", "names"),
    [
        (pd.Index(["x", "y"], name="key"), ["article"]),
        (pd.Index([7, 7]), ["article"]),
        (pd.MultiIndex.from_tuples([(1, "a"), (1, "b")], names=["year", "id"]), ["year", "id"]),
    ],
)
def test_the_index_is_kept(index, names):
    found = score_frame(frame([LOADED, CALM]).set_index(index))
    assert found.index.tolist() == [index[0]] * 3 + [index[1]]
    assert list(found.index.names) == names


def test_the_score_of_an_article_can_be_had_from_its_rows():
    found, report = score_frame(frame([LOADED])).dropna(subset="score"), score(LOADED)
    assert np.average(found["score"], weights=found["n_author_words"]) == pytest.approx(report.score)
    quoted = found.dropna(subset="quoted_score")
    assert np.average(quoted["quoted_score"], weights=quoted["n_quoted_words"]) == pytest.approx(report.quoted_score)


def test_a_bad_row_is_named_before_anything_is_scored(monkeypatch):
    monkeypatch.setattr(articles, "score_together", lambda heard, model, cues: pytest.fail("scored"))
    with pytest.raises(ValueError, match="in row 200: text must be valid Unicode"):
        score_frame(frame([*[CALM] * 200, "\ud800"]))


def test_an_empty_frame_gives_the_same_columns_and_types():
    found, none = score_frame(frame([LOADED])), score_frame(frame([]))
    assert list(none.columns) == COLUMNS
    assert none.dtypes.equals(found.dtypes)


def test_processes_give_the_same_rows_as_one():
    many = frame([LOADED, CALM, None, "A vile farce!"] * (BATCH // 4 + 1))
    pd.testing.assert_frame_equal(score_frame(many, n_jobs=np.int64(2)), score_frame(many))


def test_a_bad_row_loses_no_other():
    found = score_frame(frame([CALM, 3.5, "\ud800", LOADED]), errors="report")
    assert found.index.tolist() == [0, 1, 2, 3, 3, 3]
    assert [bool(reason) for reason in found["reason"]] == [False, True, True, False, False, False]
    assert "must be a str, got float 3.5" in found["reason"].iloc[1]
    assert found["score"].notna().tolist() == [True, False, False, True, True, True]


def test_a_bad_row_is_named():
    articles = frame([CALM, 3.5]).set_index(pd.Index(["x", "y"]))
    with pytest.raises(ValueError, match=r"in row 'y': text must be a str, got float 3.5.*errors='report'"):
        score_frame(articles)


def test_a_model_that_is_loaded_can_be_given():
    model = load_model("fast")
    pd.testing.assert_frame_equal(score_frame(frame([LOADED]), model=model), score_frame(frame([LOADED])))


@pytest.mark.parametrize(
    ("arguments", "error", "match"),
    [
        ({"df": [CALM]}, TypeError, "df must be a pandas DataFrame, got list"),
        ({"text": "body"}, ValueError, "text must be one column of df, got 'body'; df has text"),
        ({"text": ["text"]}, ValueError, r"text must be one column of df, got \['text'\]"),
        ({"quotes": "some"}, ValueError, "quotes must be one of separate"),
        ({"errors": "skip"}, ValueError, "errors must be one of raise, report, got 'skip'"),
        ({"n_jobs": 0}, ValueError, "n_jobs must be"),
        ({"n_jobs": "2"}, TypeError, "n_jobs must be an int, got str"),
        ({"model": 5}, TypeError, "model must be a name"),
        ({"model": "slow"}, FileNotFoundError, "model must be one of"),
    ],
)
def test_a_wrong_argument_is_named(arguments, error, match):
    with pytest.raises(error, match=match):
        score_frame(**{"df": frame([CALM])} | arguments)


def test_batches_bound_what_is_held(monkeypatch):
    sizes, together = [], articles.score_together
    monkeypatch.setattr(
        articles, "score_together", lambda heard, model, cues: sizes.append(len(heard)) or together(heard, model, cues=cues)
    )
    monkeypatch.setattr(articles, "CHARACTERS", 2 * len(CALM))
    score_frame(frame([CALM, None, CALM, CALM, CALM, CALM]))
    assert sizes == [2, 2, 1]


@pytest.mark.parametrize("quotes", ["separate", "include", "exclude"])
def test_cues_are_those_that_a_page_underlines(quotes):
    found = score_frame(frame([LOADED, "", CALM]), cues=True, quotes=quotes)
    assert found["cues"].tolist()[-2:] == ["", ""]
    report = score(LOADED, quotes=quotes)
    shown = report.cues[
        (report.cues["weight"] >= LEAST) & (report.cues["voice"] == "author") & report.cues["text"].str[0].str.isalpha()
    ]
    expected = ["; ".join(shown.loc[shown["passage"] == number, "text"].str.lower()) for number in range(len(report.passages))]
    assert found["cues"].tolist()[: len(expected)] == expected
    assert "shameless" in expected[0]
    pd.testing.assert_frame_equal(found.drop(columns="cues"), score_frame(frame([LOADED, "", CALM]), quotes=quotes))
