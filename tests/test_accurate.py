import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import load_model, score, voice
from framing.classifiers.accurate import AccurateClassifier
from framing.classifiers.added import Saturation
from framing.classifiers.fast import MEASURES, FastClassifier
from framing.covered import covered
from framing.encoder import TO_INSTALL, WINDOW, Encoder
from framing.names import WORD
from framing.tokens import tokenize

# The encoder computes in float32, and a batch's length moves the last digits.
CLOSE = 1e-4
TEXTS = [
    "",
    "The council met on Monday.",
    "A shameless, disgraceful lie!",
    '"This is a disgrace," the senator said on Tuesday.',
    "¿Qué? 1234 — …",
    "[SEP] [CLS] [PAD] [MASK] [UNK]",
    "word " * 500,
]


@pytest.fixture(scope="module")
def accurate():
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    return load_model("accurate")


@pytest.mark.parametrize(("variable", "threads"), [("1", 1), ("", 0), ("all", 0)])
def test_processes_share_the_cores(accurate, monkeypatch, variable, threads):
    monkeypatch.setenv("OMP_NUM_THREADS", variable)
    encoder = Encoder(accurate.encoder.graph, accurate.encoder.vocabulary)
    assert encoder.session.get_session_options().intra_op_num_threads == threads


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12])
def test_contributions_sum_to_the_log_odds(accurate, text):
    found = accurate.contributions([text])[0]
    assert accurate.intercept + sum(weight for _, _, weight in found) == pytest.approx(accurate.decision_function([text])[0])
    assert all(0 <= start < end <= len(text) for start, end, _ in found if (start, end) != (0, 0))  # (0, 0): its length
    assert [span[:2] for span in found] == sorted({span[:2] for span in found})


def test_a_passage_scores_the_same_alone_and_in_a_batch(accurate):
    together = accurate.decision_function(TEXTS)
    alone = [accurate.decision_function([text])[0] for text in TEXTS]
    assert together == pytest.approx(alone, abs=CLOSE)
    assert np.isfinite(together).all()


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_finite_log_odds(text):
    model = load_model_once()
    assert np.isfinite(model.decision_function([text])).all()


def load_model_once(loaded=[]):  # noqa: B006
    pytest.importorskip("onnxruntime")
    if not loaded:
        loaded.append(load_model("accurate"))
    return loaded[0]


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        (
            "Senator Ada Lovelace denied the Democrats' vile claim.",
            "Senator Bob Stone denied the Republicans' vile claim.",
        ),
        ("Muslims in France marched on Monday.", "Jews in Poland marched on Tuesday."),
        ("The plan is a disaster, Reuters wrote.", "The plan is a disaster, Breitbart wrote."),
    ],
)
def test_swapping_names_moves_no_score(accurate, text, swapped):
    assert accurate.decision_function([text]) == pytest.approx(accurate.decision_function([swapped]), abs=CLOSE)


def test_direct_speech_does_not_move_the_authors_score(accurate):
    texts = ['"This is a vile, disgusting lie," the senator said.', '"It will rain tomorrow," the senator said.']
    one, other = accurate.decision_function(texts)
    assert one == pytest.approx(other, abs=CLOSE)


def test_quoted_words_are_scored_for_those_quoted(accurate):
    text = '"This is a vile, disgusting lie by shameless crooks," the senator said.'
    spans = [tuple((quote.inner_start, quote.inner_end) for quote in voice.quotations(text))]
    assert accurate.predict_proba([text], own=spans)[0, 1] > 0.5 > accurate.predict_proba([text])[0, 1]


def test_a_passage_longer_than_the_window_is_read_whole(accurate):
    calm = "The council met on Monday to vote on the budget. " * (WINDOW // 5)
    assert (
        accurate.decision_function([calm + "What a shameless, disgraceful, disgusting farce!"])[0]
        > (accurate.decision_function([calm])[0])
    )


def test_loaded_words_are_the_cues(accurate):
    report = score("The shameless minister presented the budget on Monday.", model=accurate)
    assert max(report.scores.cues, key=lambda cue: cue.weight).text == "shameless"


def test_the_two_parts_add_up(accurate):
    none = {name: {} for name in MEASURES}
    of_encoder = AccurateClassifier(accurate.encoder, none, accurate.intercept, accurate.common, accurate.reference)
    of_words = FastClassifier(
        {**none, "words": {"vile": 3.0}, "surface": {"log_n_words": 0.5}}, 0.0, accurate.common, accurate.reference
    )
    both = AccurateClassifier(accurate.encoder, of_words.weights, accurate.intercept, accurate.common, accurate.reference)
    texts = ["It was vile.", '"A vile lie," he said.', "The Democrats met.", "The Republicans met."]
    scores = both.decision_function(texts)
    assert scores == pytest.approx(of_encoder.decision_function(texts) + of_words.decision_function(texts), abs=CLOSE)
    assert scores[2] == pytest.approx(scores[3], abs=CLOSE)


class Gates(Encoder):
    """An encoder that opens a gate for each word in capitals, and nothing else."""

    def token_weights(self, texts):
        for text in texts:
            yield [(*match.span(), 0.0, float(match[0].isupper())) for match in WORD.finditer(text)]


def test_each_further_open_gate_adds_less():
    none = {name: {} for name in MEASURES}
    texts = ["it was", "it was VILE", "it was VILE and DIRE", "VILE DIRE MEAN things"]
    common = frozenset(" ".join(texts).lower().split())
    model = AccurateClassifier(Gates(b"", ""), none, 0.0, common, np.zeros(2), Saturation(3.0, 1.0))
    assert model.decision_function(texts).tolist() == pytest.approx([0.0, 1 + 3 / 2, 2 + 3 * 2 / 3, 3 + 3 * 3 / 4])
    assert [weight for _, _, weight in model.contributions([texts[2]])[0] if weight] == pytest.approx([2.0, 2.0])


def test_a_model_goes_to_another_process(accurate):
    copy = pickle.loads(pickle.dumps(accurate))
    assert copy.decision_function(TEXTS[:3]) == pytest.approx(accurate.decision_function(TEXTS[:3]))


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers"])
def test_a_missing_library_says_what_to_install(missing, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, missing, None)
    with pytest.raises(ImportError, match="pip install"):
        load_model("accurate").decision_function(["It rained."])
    assert "news-framing[accurate]" in TO_INSTALL


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("tokenizer", r"vocabulary must be a tokenizer in JSON, got '\{\}' \("),
        ("session", r"graph must be an ONNX graph, got b'x' \("),
    ],
)
def test_a_part_that_cannot_be_read_is_named(part, message):
    with pytest.raises(ValueError, match=message):
        getattr(Encoder(b"x", "{}"), part)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ""),
        ("It rained.", "It rained."),
        ("The mayor met Ada Lovelace there.", "The mayor met [MASK] there."),
        ("“It will rain,” the mayor said.", ' "[MASK]"  the mayor said.'),
        ("The so-called “experts” met.", 'The so-called "experts" met.'),
    ],
)
def test_names_and_other_voices_are_covered(text, read):
    assert covered(tokenize(text)).text == read


@pytest.mark.parametrize("text", ["The mayor met Ada Lovelace there.", "He said “no way” to all of them.", "It rained."])
def test_every_place_that_is_not_covered_is_known(text):
    one = covered(tokenize(text))
    for at, character in enumerate(one.text):
        origin = one.origin(at)
        assert origin < 0 or text[origin] == character
