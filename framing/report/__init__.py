"""Scores become a report: something a person or a program reads. No numbers are made here."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.classifiers.additive import AdditiveClassifier
from framing.errors import check_int, shown
from framing.genre import Genre, genre_of
from framing.labels import frames_of, no_frames, techniques_of
from framing.models import is_shipped, resolved
from framing.report.page import as_page, in_frame
from framing.report.text import as_text
from framing.scores import Cue, ScoredPassage, Scores
from framing.scoring import Quotes, score_passages

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from pandas import DataFrame

TYPES = {"int": "int64", "float": "float64", "bool": "bool"}
NARROWEST, WIDEST = 20, 100


@dataclass(frozen=True, repr=False)
class Report:
    """The scores of one article, to read, to tabulate or to save.

    ``str(report)`` is the report as text.

    Parameters
    ----------
    scores : Scores
        What scoring gave.

    Examples
    --------
    >>> report = score("The shameless regime lied again. Talks resume on Monday, the ministry said.")
    >>> 0 <= report.score <= 1
    True
    >>> report.passages["text"].tolist()
    ['The shameless regime lied again.', 'Talks resume on Monday, the ministry said.']
    """

    scores: Scores

    @property
    def text(self) -> str:
        """The article, plain text; all offsets are into it."""
        return self.scores.text

    @property
    def score(self) -> float:
        """How editorialized the author's words are: 0 neutral, 1 editorialized, nan if nothing was scored."""
        return self.scores.score

    @property
    def quoted_score(self) -> float:
        """The same for the words of those quoted; nan if there are none."""
        return self.scores.quoted_score

    @property
    def model(self) -> str:
        """Name and version of the model."""
        return self.scores.model

    @property
    def warnings(self) -> tuple[str, ...]:
        """Why the scores may not be reliable."""
        return self.scores.warnings

    @cached_property
    def passages(self) -> DataFrame:
        """A row a passage, in order.

        The columns are start, end, text, paragraph, kind, voice, score, quoted_score, percentile, n_words, n_author_words and
        n_quoted_words, as in `framing.scores.ScoredPassage`; and techniques, a tuple of the persuasion techniques that a passage
        uses in its author's words, of those that the model ``techniques`` is right about in half of the cases or more.

        Examples
        --------
        >>> score("Rain fell. It was cold.").passages["end"].tolist()
        [10, 23]
        """
        frame = framed(ScoredPassage, self.scores.passages).rename_axis("passage")
        frame["techniques"] = np.fromiter(self._techniques, dtype=object, count=len(frame))
        return frame

    @cached_property
    def _techniques(self) -> list[tuple[str, ...]]:
        """The techniques of each passage, none if their model is not there; it is loaded when they are asked for."""
        return techniques_of(self.scores) if is_shipped("techniques") else [()] * len(self.scores.passages)

    @property
    def _framed(self) -> dict[str, float]:
        """The probabilities of the frames."""
        return {str(name): likely for name, likely in self.frames["probability"].items()}

    @cached_property
    def frames(self) -> DataFrame:
        """The frames under which the article presents its matter, the most probable first; none if their model is not there.

        The columns are probability, given and passages, as `framing.frames` returns them; its argument `everything` also gives
        those that the article hardly has.

        Examples
        --------
        >>> score("The court ruled that the law was unconstitutional. Judges will hear an appeal. " * 5).frames.index[0]
        'legality, constitutionality and jurisprudence'
        """
        return frames_of(self.text, self.scores.passages) if is_shipped("frames") else no_frames()

    @cached_property
    def genre(self) -> Genre:
        r"""What the article calls itself, and the probability that it is opinion and not reporting, as `framing.genre.Genre`.

        Examples
        --------
        >>> print(score("OPINION | The bridge is a mistake\n\nIt leads nowhere.").genre)
        labelled opinion (“OPINION”): editorializing is expected
        """
        return genre_of(self.scores)

    @cached_property
    def cues(self) -> DataFrame:
        """A row for each word or phrase that moves a passage's score, in order.

        The columns are passage, start, end, text, kind, weight, suggestion and voice, as in `framing.scores.Cue`.

        Examples
        --------
        >>> list(score("Rain fell.").cues.columns)
        ['passage', 'start', 'end', 'text', 'kind', 'weight', 'suggestion', 'voice']
        """
        return framed(Cue, self.scores.cues)

    def __str__(self) -> str:
        """Return the report as text."""
        return self.to_text()

    def __repr__(self) -> str:
        """Return what the report is of, in one line."""
        return f"<Report: {len(self.scores.passages)} passages, score {self.score:.2f}, model {self.model!r}>"

    def _repr_html_(self) -> str:
        """Return the report for a notebook, in a frame of its own."""
        return in_frame(self.to_html(), "Framing report")

    def to_text(self, *, width: int | None = None, limit: int = 10, color: bool = False) -> str:
        """Return the report to read in a terminal, strongest passages first.

        Parameters
        ----------
        width : int, optional
            Columns of a line, 20 or more; those of the terminal without it, 100 at most.
        limit : int, default=10
            Passages to show at most.
        color : bool, default=False
            Mark cues by colour (ANSI) in place of asterisks.

        Returns
        -------
        str
            Lines, without an end of line after the last; free of control characters unless `color`.

        Raises
        ------
        TypeError
            If `width` or `limit` is no int.
        ValueError
            If `width` or `limit` is too small.

        Examples
        --------
        >>> print(score("").to_text())
        nothing to score · 0 passages · model fast 0.11.0
        <BLANKLINE>
        Warning: text has no passages to score
        """
        width = terminal_width() if width is None else width
        check_lines(width, limit)
        return as_text(self.scores, str(self.genre), width=width, limit=limit, color=color)

    def to_html(self) -> str:
        """Return the report as one HTML page that needs no other file and runs no script.

        Returns
        -------
        str
            The page; write it as UTF-8.

        Examples
        --------
        >>> score("Rain fell on <b>.").to_html().startswith("<!DOCTYPE html>")
        True
        """
        return as_page(self.scores, self._techniques, self._framed, str(self.genre))

    def to_dict(self) -> dict[str, Any]:
        """Return the report as values that JSON knows.

        Returns
        -------
        dict
            model, score, quoted_score, warnings, genre, frames, passages (with their techniques) and cues; None in place of nan.

        Examples
        --------
        >>> report = score("").to_dict()
        >>> report["score"], report["passages"]
        (None, [])
        """
        return {
            "model": self.model,
            "score": known(self.score),
            "quoted_score": known(self.quoted_score),
            "warnings": list(self.warnings),
            "genre": record(self.genre),
            "frames": [
                {"frame": frame, "probability": likely, "passages": list(passages)}
                for (frame, likely), passages in zip(self._framed.items(), self.frames["passages"], strict=True)
            ],
            "passages": [
                record(passage) | {"techniques": list(own)}
                for passage, own in zip(self.scores.passages, self._techniques, strict=True)
            ],
            "cues": [record(cue) for cue in self.scores.cues],
        }

    def to_json(self) -> str:
        """Return the report as one line of JSON.

        Returns
        -------
        str
            `to_dict` as JSON; null in place of nan.

        Examples
        --------
        >>> '"score": null' in score("").to_json()
        True
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)


def score(text: str, model: str | Path | AdditiveClassifier = "fast", quotes: Quotes = "separate") -> Report:
    """Score one article.

    Parameters
    ----------
    text : str
        The article: plain text, a piece of HTML such as a feed's summary, or an HTML page.
    model : str, Path, FastClassifier or AccurateClassifier, default="fast"
        The name of a shipped model, a model's folder, or a loaded model.
    quotes : {"separate", "include", "exclude"}, default="separate"
        Score direct speech apart from the author's words, as if it were the author's, or not at all.

    Returns
    -------
    Report
        Of an empty text one without passages, with a score of nan and with a warning.

    Raises
    ------
    TypeError
        If `text` is not a str, or `model` none of the four.
    ValueError
        If `text` is not valid Unicode or a page without an article, `model` tells labels, or `quotes` is none of the three.
    ImportError
        If `text` is a page or `model` the accurate one, and a package that it needs is not there.
    FileNotFoundError
        If there is no such model.
    IntegrityError
        If a file of the model is not the one that was recorded.

    Examples
    --------
    >>> report = score("The council met on Monday. “A shameless plot,” she said.")
    >>> report.quoted_score > report.score
    True
    """
    loaded, name = resolved(model)
    return Report(score_passages(text, loaded, name=name, quotes=quotes))


def terminal_width() -> int:
    """Return the columns of a line in the terminal, within reason."""
    return min(max(get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)


def check_lines(width: int, limit: int) -> None:
    """Raise for lines that are too narrow, or a number of passages that is none."""
    check_int(width, "width", "leave it out if unsure")
    check_int(limit, "limit", "pass the number of passages to show")
    if width < NARROWEST:
        raise ValueError(f"width must be {NARROWEST} or more, got {shown(width)}; leave it out if unsure")
    if limit < 0:
        raise ValueError(f"limit must be 0 or more, got {shown(limit)}; pass the number of passages to show")


def framed(kind: type[DataclassInstance], records: Iterable[DataclassInstance]) -> DataFrame:
    """Return records as a frame whose columns have their types even without a row."""
    from pandas import DataFrame

    columns = {field.name: str(field.type) for field in fields(kind)}
    frame = DataFrame(map(attrgetter(*columns), records), columns=list(columns))
    return frame.astype({name: TYPES.get(type_, "str") for name, type_ in columns.items()})


def record(one: DataclassInstance) -> dict[str, Any]:
    """Return a record as a dict, None in place of nan."""
    return {name: known(value) for name, value in asdict(one).items()}


def known(value: Any) -> Any:
    """Return a value, None in place of nan."""
    return None if isinstance(value, float) and math.isnan(value) else value
