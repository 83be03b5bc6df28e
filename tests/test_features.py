import numpy as np
import pandas as pd
import pytest
from scipy.sparse import issparse
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from framing import features

PASSAGES = [
    "",
    "The council approved the budget on Monday.",
    'The senator screamed that it was a "shocking" disgrace!',
    '"It is over," she said. You know why?',
    "Perhaps we should utterly reject this so-called reform…",
    "НОВОСТИ 12.5% \u00ad\ufeff",
]
EXTRACTORS = [getattr(features, name)() for name in features.__all__]


def values(extractor, passages):
    matrix = extractor.transform(passages)
    return matrix.toarray() if issparse(matrix) else matrix


@pytest.fixture(params=EXTRACTORS, ids=lambda extractor: type(extractor).__name__)
def extractor(request):
    return clone(request.param).fit(PASSAGES)


def test_a_row_is_independent_of_its_batch(extractor):
    alone = np.vstack([values(extractor, [passage]) for passage in PASSAGES])
    assert np.array_equal(alone, values(extractor, PASSAGES))


def test_values_are_finite_floats_one_row_a_passage(extractor):
    matrix = values(extractor, PASSAGES)
    assert matrix.dtype == np.float64
    assert matrix.shape == (len(PASSAGES), len(extractor.get_feature_names_out()))
    assert np.isfinite(matrix).all()
    assert matrix[1:].any()


def test_names_are_unique(extractor):
    names = extractor.get_feature_names_out()
    assert len(set(names)) == len(names) > 0


def test_an_empty_list_gives_no_rows(extractor):
    assert values(extractor, []).shape == (0, len(extractor.get_feature_names_out()))


@pytest.mark.parametrize("wrong", ["one text", b"bytes"])
def test_one_lone_text_is_refused(extractor, wrong):
    with pytest.raises(TypeError, match="X must be an iterable of str, got one"):
        extractor.transform(wrong)


def test_what_is_no_text_is_refused(extractor):
    with pytest.raises(TypeError, match="each of X must be a str, got int 3"):
        extractor.fit(["a", 3])


def test_a_second_fit_forgets_the_first(extractor):
    first, again = (one.fit(["entirely different words here"]) for one in (extractor, clone(extractor)))
    assert first.get_feature_names_out().tolist() == again.get_feature_names_out().tolist()
    assert first.common_ == again.common_


def test_parameters_survive_a_round_trip(extractor):
    other = type(extractor)(**extractor.get_params())
    assert other.get_params() == clone(extractor).get_params()


def test_pandas_output_has_the_names(extractor):
    if "sparse_output" in extractor.get_params():
        extractor.set_params(sparse_output=False)
    frame = extractor.set_output(transform="pandas").transform(PASSAGES)
    assert frame.columns.tolist() == extractor.get_feature_names_out().tolist()
    assert len(frame) == len(PASSAGES)


def test_extractors_join_in_a_pipeline():
    pipeline = make_pipeline(make_union(features.Words(), features.CueRates()), LogisticRegression())
    assert pipeline.fit(PASSAGES, [0, 0, 1, 0, 1, 0]).predict(["a shocking disgrace"]).shape == (1,)


def test_names_of_people_and_parties_are_no_features():
    words = features.Words().fit(["Zoe Quux met the Democrats in Paris.", "We met Zoe Quux and muslim voters."])
    assert words.get_feature_names_out().tolist() == [
        "<name> and",
        "<name> in",
        "<name> met",
        "<name> voters",
        "and",
        "and <name>",
        "in",
        "in <name>",
        "met",
        "met <name>",
        "met the",
        "the",
        "the <name>",
        "voters",
    ]


@pytest.mark.parametrize("fewest", [2, np.int64(2)])
def test_rare_words_become_no_column(fewest):
    assert features.Words(min_passages=fewest).fit(["grim news", "grim day"]).get_feature_names_out().tolist() == ["grim"]


@pytest.mark.parametrize("table", [pd.DataFrame({"text": PASSAGES}), {"text": PASSAGES}])
def test_a_table_is_refused_since_its_columns_names_are_no_passages(extractor, fast, table):
    with pytest.raises(TypeError, match=r"must be an iterable of str, got a (DataFrame|dict); pass one column"):
        extractor.transform(table)
    with pytest.raises(TypeError, match=r"passages must be an iterable of str, got a (DataFrame|dict)"):
        fast.predict(table)


def test_what_holds_no_passages_is_refused(extractor):
    with pytest.raises(TypeError, match="X must be an iterable of str, got NoneType None; pass a list of texts"):
        clone(extractor).fit(None)


def test_one_column_of_a_frame_is_passages(extractor):
    column = pd.Series(PASSAGES, index=range(10, 10 + len(PASSAGES)))
    assert np.array_equal(values(extractor, column), values(extractor, PASSAGES))


def test_an_iterator_is_fitted_to_and_measured(extractor):
    found = clone(extractor).fit_transform(iter(PASSAGES))
    assert found.shape == (len(PASSAGES), len(extractor.get_feature_names_out()))


def test_pandas_output_keeps_the_index():
    column = pd.Series(PASSAGES, index=range(10, 10 + len(PASSAGES)))
    frame = features.CueRates().set_output(transform="pandas").fit_transform(column)
    assert frame.index.tolist() == column.index.tolist()


def test_what_is_not_fitted_says_so(extractor):
    fresh = clone(extractor)
    for method in (fresh.get_feature_names_out, lambda: fresh.transform(PASSAGES)):
        with pytest.raises(NotFittedError, match="is not fitted yet"):
            method()


@pytest.mark.parametrize(
    ("wrong", "error", "match"),
    [(0, ValueError, "must be 1 or more, got 0"), *((one, TypeError, "an int, got") for one in ("a", None, 1.5, True))],
)
def test_a_wrong_number_of_passages_is_refused(wrong, error, match):
    with pytest.raises(error, match=match):
        features.Words(min_passages=wrong).fit(PASSAGES)
