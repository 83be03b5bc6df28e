"""Held-out scores of a model, kept with it: by the hash of each passage, so that no sentence is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zipfile import BadZipFile

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.errors import IntegrityError, shown
from framing.weights import archive, as_bytes, lines
from framing.weights import unpacked as arrays_in

Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]
# Words of a passage: marked by annotators, shown as cues, both.
N_COUNTS, MOST = 3, 255


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """Held-out passages of one evaluation.

    Attributes
    ----------
    keys : ndarray of shape (n_passages,)
        From `keys_of`, ascending, each once.
    log_odds : ndarray of shape (n_passages,)
        Their log-odds, float32.
    words : ndarray of shape (n_passages, 3) or (0, 3)
        Numbers of their words that are marked, shown, and both, uint8; none where they were not counted.
    """

    keys: Keys
    log_odds: NDArray[np.float32]
    words: NDArray[np.uint8]


@dataclass(frozen=True, eq=False, slots=True)
class HeldOut:
    """Log-odds of passages by models that saw neither them nor their like.

    Attributes
    ----------
    evaluations : mapping of str to Known
        By the evaluation's name, as in the manifest's metrics: ``"babe, random folds"``, ``"left out: checkthat"``.
    """

    evaluations: Mapping[str, Known]

    def log_odds(self, name: str, texts: Iterable[str]) -> Floats:
        """Look up the log-odds of passages.

        Parameters
        ----------
        name : str
            The evaluation.
        texts : iterable of str
            The passages, to the letter.

        Returns
        -------
        ndarray of shape (n_passages,)
            Log-odds; nan where a passage was not held out.
        """
        keys = keys_of(texts)
        found = np.full(len(keys), np.nan)
        known = self.evaluations.get(name)
        if known is not None and len(known.keys):
            there, at = located(known.keys, keys)
            found[there] = known.log_odds[at[there]]
        return found

    def words(self, name: str, texts: Iterable[str]) -> NDArray[np.int64]:
        """Look up how many words of passages are marked, shown, and both.

        Parameters
        ----------
        name : str
            The evaluation.
        texts : iterable of str
            The passages, to the letter.

        Returns
        -------
        ndarray of shape (n_known, 3)
            A row for each passage whose words were counted, in order; passages that were not held out have none.
        """
        known = self.evaluations.get(name)
        if known is None or not len(known.words):
            return np.zeros((0, N_COUNTS), dtype=np.int64)
        there, at = located(known.keys, keys_of(texts))
        return known.words[at[there]].astype(np.int64)


def keys_of(texts: Iterable[str]) -> Keys:
    """Return the first 8 bytes of each text's sha256 as a number.

    Examples
    --------
    >>> keys_of(["Rain fell."])
    array([6374472372797197194], dtype=uint64)
    """
    digests = b"".join(hashlib.sha256(text.encode()).digest()[:8] for text in texts)
    return np.frombuffer(digests, "<u8").astype(np.uint64)


def located(keys: Keys, wanted: Keys) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Tell which wanted keys are among the sorted ones, and where."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return keys[at] == wanted, at


def known(texts: Iterable[str], log_odds: ArrayLike, words: ArrayLike | None = None) -> Known:
    """Return passages of one evaluation, ready to be kept.

    Parameters
    ----------
    texts : iterable of str
        The passages; of a text that is there twice the first one counts.
    log_odds : array of shape (n_passages,)
        Their log-odds; those of nan are left out.
    words : array of shape (n_passages, 3), optional
        Numbers of words that are marked, shown, and both; over 255 is 255.

    Returns
    -------
    Known

    Raises
    ------
    ValueError
        If the lengths differ, or log-odds are infinite.
    """
    keys, values = keys_of(texts), np.asarray(log_odds, dtype=np.float32)
    counts = np.zeros((0, N_COUNTS)) if words is None else np.asarray(words)
    if len(keys) != len(values) or (words is not None and counts.shape != (len(keys), N_COUNTS)):
        raise ValueError(
            f"log_odds and words must have a row for each of {len(keys)} texts, got {len(values)} and {counts.shape}"
        )
    if np.isinf(values).any():
        raise ValueError("log_odds must be finite, or nan where a passage was not held out, got infinity; clip them first")
    there = np.flatnonzero(~np.isnan(values))
    own, first = np.unique(keys[there], return_index=True)
    kept = there[first]
    return Known(own, values[kept], np.clip(counts[kept] if words is not None else counts, 0, MOST).astype(np.uint8))


def packed(held_out: HeldOut) -> bytes:
    """Return held-out scores as the bytes of an archive without pickle.

    Parameters
    ----------
    held_out : HeldOut
        The scores.

    Returns
    -------
    bytes
        For `framing.save_model`; equal scores give equal bytes. Passages that are those of the evaluation before are kept once.
    """
    arrays = {"names": as_bytes(list(held_out.evaluations))}
    before: Keys | None = None
    for number, own in enumerate(held_out.evaluations.values()):
        if before is None or not np.array_equal(own.keys, before):
            arrays[f"{number}.keys"] = own.keys.astype("<u8")
        before = own.keys
        arrays[f"{number}.log_odds"] = own.log_odds.astype("<f4")
        arrays[f"{number}.words"] = own.words
    return archive(arrays)


def unpacked(data: bytes | None) -> HeldOut:
    """Return held-out scores from the bytes of an archive.

    Parameters
    ----------
    data : bytes or None
        From `packed`; None, of a model that keeps none, gives none.

    Returns
    -------
    HeldOut

    Raises
    ------
    IntegrityError
        If they are anything else.
    """
    if data is None:
        return HeldOut({})
    try:
        arrays = arrays_in(data)
        names = lines(arrays["names"])
        for number in range(1, len(names)):
            arrays.setdefault(f"{number}.keys", arrays[f"{number - 1}.keys"])
        return HeldOut({name: checked(arrays, str(number)) for number, name in enumerate(names)})
    except (ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile) as error:
        raise IntegrityError(f"held-out scores must be arrays of framing, got {shown(error)}; train the model again") from error


def checked(arrays: Mapping[str, NDArray[np.generic]], number: str) -> Known:
    """Return one evaluation's arrays, each of its type and shape."""
    keys, log_odds, words = (arrays[f"{number}.{name}"] for name in ("keys", "log_odds", "words"))
    types = tuple(array.dtype.str for array in (keys, log_odds, words))
    shapes, n = (keys.shape, log_odds.shape, words.shape), keys.size
    if types != ("<u8", "<f4", "|u1") or shapes not in (((n,), (n,), (rows, N_COUNTS)) for rows in (0, n)):
        raise ValueError(f"other types or shapes: {types}, {shapes}")
    own = Known(keys.astype(np.uint64), log_odds.astype(np.float32), words.astype(np.uint8))
    if not np.isfinite(own.log_odds).all() or not (own.keys[1:] > own.keys[:-1]).all():
        raise ValueError("log-odds that are not finite, or keys out of order")
    return own
