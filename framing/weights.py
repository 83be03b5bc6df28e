"""The bytes of a fast model's weights: names as lines of UTF-8, numbers as float64, in an archive without pickle."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from framing.classifiers.fast import MEASURES, FastClassifier

SPLIT = "\n"


def unpacked(data: bytes) -> tuple[dict[str, dict[str, float]], frozenset[str], NDArray[np.float64]]:
    """Return weights by measure and name, the common words, and the reference; raise if they are anything else."""
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        arrays = dict(file)
    weights = {name: named(arrays[f"{name}.names"], arrays[f"{name}.weights"]) for name in MEASURES}
    return weights, frozenset(lines(arrays["common"])), np.array(numbers(arrays["reference"]))


def packed(model: FastClassifier) -> bytes:
    """Return the bytes of a weights file: names as lines of UTF-8, weights as float64."""
    arrays = {"common": as_bytes(sorted(model.common)), "reference": np.asarray(model.reference, "<f8")}
    for name in MEASURES:
        arrays[f"{name}.names"] = as_bytes(list(model.weights[name]))
        arrays[f"{name}.weights"] = np.array(list(model.weights[name].values()), "<f8")
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def as_bytes(names: list[str]) -> np.ndarray:
    """Return names as one array of bytes, a name a line."""
    return np.frombuffer(SPLIT.join(names).encode(), np.uint8)


def named(names: np.ndarray, weights: np.ndarray) -> dict[str, float]:
    """Return weights by name."""
    return dict(zip(lines(names), numbers(weights), strict=True))


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
