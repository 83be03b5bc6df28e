"""The files of each kind of model: a classifier becomes bytes, verified bytes become a classifier; nothing is pickled.

Names are lines of UTF-8 and numbers float64, in an archive of arrays; an encoder is a graph of ONNX and a tokenizer in JSON.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.classifiers.accurate import AccurateClassifier
from framing.classifiers.added import NO_SATURATION, Saturation
from framing.classifiers.additive import AdditiveClassifier
from framing.classifiers.fast import MEASURES, FastClassifier
from framing.classifiers.labels import MEASURES as OF_LABELS
from framing.classifiers.labels import LabelClassifier, Weights
from framing.encoder import Encoder

WEIGHTS, GRAPH, VOCABULARY = "weights.npz", "encoder.onnx", "tokenizer.json"
SPLIT, LABELS, SATURATION = "\n", "labels", "saturation"
# Weights of many labels are kept in half precision, which their models are fitted for.
STORED = "<f2"

Arrays = dict[str, np.ndarray]
Files = Mapping[str, bytes]
Model = AdditiveClassifier | LabelClassifier
Intercept = float | list[float]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of model.

    Attributes
    ----------
    classifier : type
        Its class.
    files : tuple of str
        The files that hold its weights.
    packed : callable
        From a classifier to those files.
    built : callable
        From intercept, files and the names of the features that the manifest counts to a classifier.
    features : callable
        From a classifier to the number of its features by measure, for the manifest.
    """

    classifier: type[Model]
    files: tuple[str, ...]
    packed: Callable[[Any], dict[str, bytes]]
    built: Callable[[Any, Files, Collection[str]], Model]
    features: Callable[[Any], dict[str, int]]


def fast_packed(model: FastClassifier) -> dict[str, bytes]:
    """Return the file of a fast model."""
    return {WEIGHTS: archive(arrays_of(model))}


def fast_built(intercept: float, files: Files, recorded: Collection[str]) -> FastClassifier:
    """Return the fast model in a file; raise if it is anything else."""
    weights, common, reference, saturation = in_arrays(unpacked(files[WEIGHTS]), recorded)
    return FastClassifier(weights, intercept, common, reference, saturation)


def n_features(model: FastClassifier | AccurateClassifier) -> dict[str, int]:
    """Count the features of each measure."""
    return {name: len(own) for name, own in model.weights.items()}


def accurate_packed(model: AccurateClassifier) -> dict[str, bytes]:
    """Return the files of an accurate model."""
    encoder = model.encoder
    return {WEIGHTS: archive(arrays_of(model)), GRAPH: encoder.graph, VOCABULARY: encoder.vocabulary.encode()}


def accurate_built(intercept: float, files: Files, recorded: Collection[str]) -> AccurateClassifier:
    """Return the accurate model in some files; raise if the arrays are anything else. The encoder is read when it is needed."""
    weights, common, reference, saturation = in_arrays(unpacked(files[WEIGHTS]), recorded)
    encoder = Encoder(files[GRAPH], files[VOCABULARY].decode())
    return AccurateClassifier(encoder, weights, intercept, common, reference, saturation)


def accurate_features(model: AccurateClassifier) -> dict[str, int]:
    """Count the features of the linear part, and the bytes of the encoder."""
    return n_features(model) | {"bytes": len(model.encoder.graph)}


def labels_packed(model: LabelClassifier) -> dict[str, bytes]:
    """Return the file of a model of several labels."""
    arrays: Arrays = {"labels": as_bytes(list(model.labels)), "thresholds": np.asarray(model.thresholds, "<f8")}
    arrays["common"] = as_bytes(sorted(model.common))
    for name, (rows, values) in model.weights.items():
        arrays[f"{name}.names"], arrays[f"{name}.weights"] = as_bytes(list(rows)), np.asarray(values, STORED)
    return {WEIGHTS: archive(arrays)}


def labels_built(intercept: list[float], files: Files, recorded: Collection[str]) -> LabelClassifier:
    """Return the model of several labels in a file; raise if it is anything else."""
    arrays = unpacked(files[WEIGHTS])
    labels, thresholds = lines(arrays["labels"]), arrays["thresholds"]
    if thresholds.shape != (len(labels),) or np.shape(intercept) != (len(labels),):
        raise ValueError(f"thresholds and intercepts of {len(labels)} labels, got {thresholds.shape} and {np.shape(intercept)}")
    if thresholds.dtype != np.float64 or not (np.isnan(thresholds) | ((thresholds >= 0) & (thresholds <= 1))).all():
        raise ValueError(f"thresholds must be probabilities or nan, got {thresholds.dtype} {thresholds.tolist()[:3]}")
    weights = {name: table(arrays[f"{name}.names"], arrays[f"{name}.weights"], len(labels)) for name in recorded}
    if not weights.keys() <= OF_LABELS.keys():
        raise ValueError(f"measures {', '.join(weights)}")
    return LabelClassifier(labels, weights, np.array(intercept), thresholds, frozenset(lines(arrays["common"])))


def labels_features(model: LabelClassifier) -> dict[str, int]:
    """Count the features of each measure."""
    return {name: len(rows) for name, (rows, _) in model.weights.items()}


KINDS = {
    "fast": Kind(FastClassifier, (WEIGHTS,), fast_packed, fast_built, n_features),
    "accurate": Kind(AccurateClassifier, (WEIGHTS, GRAPH, VOCABULARY), accurate_packed, accurate_built, accurate_features),
    LABELS: Kind(LabelClassifier, (WEIGHTS,), labels_packed, labels_built, labels_features),
}


def kind_of(model: Model) -> str:
    """Return the name of a model's kind."""
    for name, kind in KINDS.items():
        if isinstance(model, kind.classifier):
            return name
    raise TypeError(f"model must be one of framing's classifiers, got {type(model).__name__}; load or train one")


def arrays_of(model: FastClassifier | AccurateClassifier) -> Arrays:
    """Return what every kind keeps in its archive."""
    arrays: Arrays = {
        "common": as_bytes(sorted(model.common)),
        "reference": np.asarray(model.reference, "<f8"),
        SATURATION: np.array(model.saturation, "<f8"),
    }
    for name in MEASURES:
        arrays[f"{name}.names"] = as_bytes(list(model.weights[name]))
        arrays[f"{name}.weights"] = np.array(list(model.weights[name].values()), "<f8")
    return arrays


def in_arrays(
    arrays: Arrays, recorded: Collection[str]
) -> tuple[dict[str, dict[str, float]], frozenset[str], np.ndarray, Saturation]:
    """Return the weights, the words that are no names, the reference and the saturation in an archive.

    Raise if any of the first three is not there.

    Of a measure that is not among those recorded, a model of an older format has no weights.
    """
    there = {name: named(arrays[f"{name}.names"], arrays[f"{name}.weights"]) for name in MEASURES if name in recorded}
    weights = {name: there.get(name, {}) for name in MEASURES}
    return weights, frozenset(lines(arrays["common"])), np.array(numbers(arrays["reference"])), saturation_in(arrays)


def saturation_in(arrays: Arrays) -> Saturation:
    """Return what loaded words add besides; nothing in an archive of an older format."""
    if SATURATION not in arrays:
        return NO_SATURATION
    most, half = numbers(arrays[SATURATION])
    if not half:
        raise ValueError("saturation must have a half that is not 0")
    return Saturation(most, half)


def archive(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Return the bytes of an archive of arrays, none of which is of objects."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]  # no array is named allow_pickle, which is an argument
    return buffer.getvalue()


def unpacked(data: bytes) -> Arrays:
    """Return the arrays of an archive."""
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        return dict(file)


def as_bytes(names: list[str]) -> np.ndarray:
    """Return names as one array of bytes, a name a line."""
    return np.frombuffer(SPLIT.join(names).encode(), np.uint8)


def named(names: np.ndarray, weights: np.ndarray) -> dict[str, float]:
    """Return weights by name."""
    return dict(zip(lines(names), numbers(weights), strict=True))


def table(names: np.ndarray, values: np.ndarray, n_labels: int) -> Weights:
    """Return what features add to labels, or raise."""
    rows = {name: row for row, name in enumerate(lines(names))}
    if values.dtype != STORED or values.shape != (len(rows), n_labels) or not np.isfinite(values).all():
        raise ValueError(f"weights must be finite {STORED} of shape {(len(rows), n_labels)}, got {values.dtype} {values.shape}")
    return Weights(rows, values.astype(np.float64))


def lines(array: np.ndarray) -> list[str]:
    """Return the names in an array of bytes."""
    if array.dtype != np.uint8 or array.ndim != 1:
        raise ValueError(f"names must be a row of bytes, got {array.dtype} of shape {array.shape}")
    text = array.tobytes().decode()
    return text.split(SPLIT) if text else []


def numbers(array: np.ndarray) -> list[float]:
    """Return the numbers in an array of finite float64."""
    if array.dtype != np.float64 or array.ndim != 1 or not np.isfinite(array).all():
        raise ValueError(f"weights must be a row of finite float64, got {array.dtype} of shape {array.shape}")
    numbers: list[float] = array.tolist()
    return numbers
