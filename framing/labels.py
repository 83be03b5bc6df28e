"""What an article is framed as, and by which techniques its passages persuade."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from framing.classifiers.additive import probability
from framing.classifiers.labels import LabelClassifier
from framing.errors import shown
from framing.models import is_shipped, resolved_labels
from framing.names import WORD
from framing.passages import Passage, passages_of, plain_text
from framing.scores import ScoredPassage, Scores
from framing.scoring import SCORED, has_words, reads_as_english
from framing.tokens import Spans

if TYPE_CHECKING:
    from pandas import DataFrame

# Passages that are named for a frame: those that speak for it most, each at least this share as much as the first.
MOST, LEAST = 3, 0.3
# Words of an article from which frames are given; those that their model was fitted to have a hundred and more.
FEWEST = 50

Labels = str | Path | LabelClassifier


def frames(text: str, model: Labels = "frames", *, everything: bool = False) -> DataFrame:
    """Say under which frames an article presents its matter.

    Parameters
    ----------
    text : str
        The article, plain text or an HTML page.
    model : str, Path or LabelClassifier, default="frames"
        The name of a shipped model, a model's folder, or a loaded model.
    everything : bool, default=False
        Return all frames, also those that the article hardly has and those that the model is wrong about too often.

    Returns
    -------
    DataFrame
        A row a frame, its name the index ``frame``, the most probable first; none for a text without words. Columns: probability,
        calibrated; passages, numbers of up to three passages of `framing.split` that speak for it, the strongest first; given,
        whether the article is said to have it: the probability reaches the model's threshold (see its card), a passage speaks
        for it, and the article is in English and has 50 words or more.

    Raises
    ------
    TypeError
        If `text` is not a str.
    ValueError
        If `text` is not valid Unicode, or `model` is one that scores passages or tells their techniques.

    Notes
    -----
    The frames are those of Boydstun, Card, Gross, Resnik and Smith, "Tracking the development of media frames within and across
    policy issues", 2014. All words count, whoever says them.

    Examples
    --------
    >>> text = "The court ruled that the law was unconstitutional. Judges will hear an appeal. It rained."
    >>> found = frames(text, everything=True)
    >>> found.index[0], found["passages"].iloc[0]
    ('legality, constitutionality and jurisprudence', (0, 1))
    """
    refuse_techniques(model)
    plain = plain_text(text)
    return frames_of(plain, passages_of(plain), model, everything=everything)


def refuse_techniques(model: Labels) -> None:
    """Raise for a model of the shipped techniques, whose labels are of passages."""
    told = resolved_labels(model).labels
    if model != "frames" and is_shipped("techniques") and told == resolved_labels("techniques").labels:
        got = "a LabelClassifier" if isinstance(model, LabelClassifier) else shown(str(model))
        raise ValueError(f"model must tell frames, got {got}, which tells techniques of passages; pass 'frames'")


def frames_of(
    text: str, passages: Sequence[Passage] | Sequence[ScoredPassage], model: Labels = "frames", *, everything: bool = False
) -> DataFrame:
    """Say under which frames an article presents its matter, as `frames` does, of a plain text and its passages."""
    from pandas import DataFrame, Index

    classifier = resolved_labels(model)
    own = spans_of(passages)
    if not has_words(text, own):
        return no_frames()
    [(spans, values)] = classifier.contributions([text], own=[own])
    by_passage = added_by(spans, values, [one.start for one in passages])
    likely = probability(classifier.intercept + values.sum(axis=0))
    speaking, words = [strongest(added) for added in by_passage.T], WORD.findall(text)
    enough = len(words) >= FEWEST and reads_as_english(words)
    found = DataFrame(
        {
            "probability": likely,
            "given": enough & (likely >= classifier.thresholds) & np.array([len(one) > 0 for one in speaking]),
            "passages": speaking,
        },
        Index(classifier.labels, name="frame", dtype="str"),
    ).sort_values("probability", ascending=False, kind="stable")
    return found if everything else found[found["given"]]


def added_by(spans: np.ndarray, values: np.ndarray, starts: Sequence[int]) -> np.ndarray:
    """Add up what spans add by the passage that they begin in; an empty span, which is of the whole text, is in none.

    Examples
    --------
    >>> spans, values = np.array([[0, 4], [9, 12], [5, 8], [0, 0]]), np.array([[1.0], [2.0], [4.0], [8.0]])
    >>> added_by(spans, values, [0, 9]).tolist()
    [[5.0], [2.0]]
    """
    of_words = spans[:, 0] < spans[:, 1]
    at = np.searchsorted(starts, spans[of_words, 0], side="right") - 1
    return np.column_stack([np.bincount(at, column[of_words], len(starts)) for column in values.T])


def no_frames() -> DataFrame:
    """Return what `frames` returns of a text without words."""
    from pandas import DataFrame, Index

    columns = {"probability": np.zeros(0), "given": np.zeros(0, dtype=bool), "passages": np.zeros(0, dtype=object)}
    return DataFrame(columns, Index([], name="frame", dtype="str"))


def spans_of(passages: Sequence[Passage] | Sequence[ScoredPassage]) -> Spans:
    """Return where the words are that count for frames: headline, body and captions, whoever speaks."""
    return tuple((one.start, one.end) for one in passages if one.kind in SCORED)


def strongest(added: np.ndarray) -> tuple[int, ...]:
    """Return the numbers of the passages that add most.

    Examples
    --------
    >>> strongest(np.array([0.5, -1.0, 0.2, 2.0, 0.9]))
    (3, 4)
    """
    order = [int(at) for at in np.argsort(-added, kind="stable")[:MOST]]
    return tuple(at for at in order if added[at] > 0 and added[at] >= LEAST * added[order[0]])


def techniques_of(scores: Scores) -> list[tuple[str, ...]]:
    """Say which persuasion techniques each passage uses in its author's words.

    Parameters
    ----------
    scores : Scores
        An article that was scored.

    Returns
    -------
    list of tuple of str
        The techniques of each passage; none for what is not scored.
    """
    classifier = resolved_labels("techniques")
    given = classifier.predict([one.text for one in scores.passages], own=scores.own)
    scored = [one.kind in SCORED and has_words(one.text, own) for one, own in zip(scores.passages, scores.own, strict=True)]
    return [
        tuple(label for label, there in zip(classifier.labels, row, strict=True) if there) if counts else ()
        for row, counts in zip(given, scored, strict=True)
    ]
