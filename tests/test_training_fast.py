import numpy as np
import pytest

from framing.classifiers.fast_fit import Settings, design
from framing.evaluation.held_out import HeldOut
from framing.tokens import tokenize
from framing.training.fast import Lab
from framing.training.lessons import TaughtWords
from framing.vectors import learn

TEXTS = ["The vile lie.", "A vile farce.", "The rain fell."]
COMMON = {"the", "a"}
TAUGHT = TaughtWords(("rain", "vile"), {"whole": np.array([[1.0, 2], [3, 4]]), "random-0": np.array([[5.0, 6], [7, 8]])})


@pytest.fixture(scope="module")
def lab():
    features = design([tokenize(text, COMMON) for text in TEXTS], learn(TEXTS * 9, COMMON), words=TAUGHT.words)
    return Lab(None, features, HeldOut({}), [], TAUGHT, Settings())


@pytest.mark.parametrize("name", ["whole", "random-0"])
def test_a_fold_is_taught_by_the_encoder_that_did_not_see_it(lab, name):
    names, where = lab.features.columns["words"]
    found = lab.taught(name)
    places = [where.start + names.tolist().index(word) for word in TAUGHT.words]
    assert found[places].tolist() == TAUGHT.tables[name].tolist()
    assert np.count_nonzero(found) == 4


def test_what_no_encoder_held_out_is_not_taught(lab):
    assert not lab.taught("annolexical").any()
