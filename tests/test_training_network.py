"""Training the encoder; needs PyTorch, transformers and onnx (the train extra)."""

import numpy as np
import pytest
from encoders import untrained

from framing.classifiers.accurate import AccurateClassifier
from framing.classifiers.fast import MEASURES
from framing.encoder import Encoder
from framing.resources import resource_folder
from framing.training.examples import examples

torch = pytest.importorskip("torch", reason="needs the train extra")
pytest.importorskip("transformers", reason="needs the train extra")
pytest.importorskip("onnx", reason="needs the train extra")
pytest.importorskip("onnxruntime", reason="needs the accurate extra")

from framing.training.export import exported  # noqa: E402
from framing.training.joint import Stage, averaged  # noqa: E402
from framing.training.network import (  # noqa: E402
    PLAIN,
    SATURATED,
    Network,
    Rates,
    Targets,
    fit,
    restored,
    scores,
    state_of,
)

TEXTS = ["The council met on the budget.", "A shameless, disgraceful lie.", "Rain fell in the north.", "What a vile farce."] * 8
LABELS = np.array([0.0, 1, 0, 1] * 8)
MARKS = [[], [(2, 11)], [], [(7, 11)]] * 8


@pytest.fixture(scope="module")
def vocabulary():
    return (resource_folder("models") / "accurate" / "tokenizer.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Make an encoder of two layers that knows nothing."""
    return untrained(tmp_path_factory.mktemp("encoder"), layers=2, width=32)


@pytest.fixture(scope="module")
def known(vocabulary):
    return examples(TEXTS, MARKS, set(" ".join(TEXTS).lower().split()), vocabulary)


@pytest.fixture(scope="module")
def network(folder, known):
    network = Network(folder, 2, SATURATED)
    targets = Targets(np.full(32, -1), LABELS, np.ones(32))
    fit(network, known, [np.arange(32)] * 60, targets, Rates(60, 5e-3, batch=8), seed=1)
    return network


def test_a_network_learns_labels_and_marked_words(network, known):
    log_odds, added = scores(network, known)
    assert ((log_odds > 0) == LABELS).all()
    strongest = [int(one.origins[np.argmax(own.sum(1))]) for one, own in zip(known[:4], added[:4], strict=True)]
    assert strongest[1] == 2
    assert strongest[3] == 7


def test_what_tokens_add_sums_to_the_log_odds(network, known):
    log_odds, added = scores(network, known)
    bias = float(network.heads.bias.detach().mean())
    assert [own.sum() + bias for own in added] == pytest.approx(log_odds, abs=1e-4)
    assert all((own[one.origins < 0] == 0).all() for one, own in zip(known, added, strict=True))


def test_what_a_gate_adds_is_told_apart_from_a_share_of_the_mean(network, known):
    _, added = scores(network, known)
    gates = np.concatenate([own[:, 1] for own in added])
    assert gates.min() >= 0
    assert 0.5 < gates.max() <= SATURATED.worth + SATURATED.saturation.most
    assert all(own[one.origins >= 0, 1].min() > 0 for one, own in zip(known, added, strict=True))


def test_each_further_open_gate_adds_less(network):
    gates, own = torch.full((3, 4), 40.0), torch.tensor([[1.0, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 1]])
    found = network.opened(gates, own)
    assert (found[own == 0] == 0).all()
    each = SATURATED.worth * own.numpy().sum(1)
    assert found.sum(1).tolist() == pytest.approx((each * (1 + SATURATED.saturation.factor(each))).tolist())
    assert found[0, 0] > found[1, 0] > found[2, 0]


def test_plain_gates_add_up(folder):
    network = Network(folder, 1, PLAIN)
    network.worth.fill_(PLAIN.worth)
    assert network.opened(torch.full((1, 3), 40.0), torch.ones(1, 3)).tolist() == [pytest.approx([PLAIN.worth] * 3)]


def test_a_state_restores_the_network(network, known, folder):
    again = restored(folder, 2, SATURATED, state_of(network))
    assert scores(again, known)[0] == pytest.approx(scores(network, known)[0])


def test_a_fit_is_the_same_each_time(folder, known):
    def fitted():
        torch.manual_seed(5)
        network = Network(folder, 1, PLAIN)
        fit(network, known, [np.arange(32)], Targets(np.zeros(32, int), LABELS, np.ones(32)), Rates(1, 1e-3, batch=8), seed=1)
        return scores(network, known)[0]

    assert fitted() == pytest.approx(fitted(), abs=1e-6)


def test_embeddings_stay(folder, known):
    network = Network(folder, 1, PLAIN)
    before = state_of(network)
    before = {name: array.copy() for name, array in before.items()}
    fit(network, known, [np.arange(32)], Targets(np.zeros(32, int), LABELS, np.ones(32)), Rates(1, 1e-2), seed=1)
    changed = {name for name, array in state_of(network).items() if not np.array_equal(array, before[name])}
    assert not [name for name in changed if "embeddings" in name]
    assert [name for name in changed if "layer.1." in name]


def test_fits_are_averaged_number_by_number():
    states = ("a", {"weight": np.array([1, 2], dtype=np.float32)}), ("b", {"weight": np.array([3, 6], dtype=np.float32)})
    first, second = (Stage(key, lambda state=state: state) for key, state in states)
    both = averaged([first, second])
    assert both.fitted()["weight"].tolist() == [2, 4]
    assert both.fitted()["weight"].dtype == np.float32
    assert len({both.key, averaged([first]).key, averaged([second]).key}) == 3


def test_the_exported_graph_scores_as_the_network(network, known, vocabulary):
    encoder = Encoder(exported(network, 2.0), vocabulary)
    common = set(" ".join(TEXTS).lower().split())
    none = {name: {} for name in MEASURES}
    intercept = 2.0 * float(network.heads.bias.detach().mean())
    model = AccurateClassifier(encoder, none, intercept, common, np.zeros(2), SATURATED.saturation.stretched(2.0))
    assert model.decision_function(TEXTS[:4]) == pytest.approx(2 * scores(network, known)[0][:4], abs=0.3)
    assert len(encoder.graph) < 1.5e6
