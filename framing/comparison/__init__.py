"""A source text and its republication, side by side: what became of each passage, and how much more editorialized it is."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.classifiers.additive import AdditiveClassifier
from framing.comparison.alignment import Link, Text, align
from framing.comparison.changes import Change, QuoteChange, changed_quotes
from framing.comparison.page import as_page
from framing.comparison.pairs import Pair, all_changes, paired
from framing.comparison.text import as_text
from framing.errors import check_text
from framing.report import Report, check_lines, framed, known, record, score
from framing.report.page import in_frame
from framing.scores import ScoredPassage
from framing.scoring import SCORED, mean

if TYPE_CHECKING:
    from pandas import DataFrame

# Passages in common, as a share of those of the shorter side, from which both are versions of one text.
RELATED = 0.1
UNRELATED = "the texts share hardly a passage: they do not look like an original and its rewrite"


@dataclass(frozen=True, repr=False)
class Comparison:
    """An original and its rewrite.

    ``str(comparison)`` is the comparison as text.

    Attributes
    ----------
    original, rewrite : Report
        The reports of both.
    links : tuple of Link
        Which passage comes from which, in the order of the rewrite.
    changed : tuple of Change
        What changed in edited passages.
    quoted : tuple of QuoteChange
        Quotations that are not as in the original.
    """

    original: Report
    rewrite: Report
    links: tuple[Link, ...]
    changed: tuple[Change, ...]
    quoted: tuple[QuoteChange, ...]

    @cached_property
    def added(self) -> float:
        """Editorialization that the rewrite adds in its own voice, from -1 to 1; 0 for a copy, nan if the texts are unrelated.

        The mean over the rewrite's passages, each weighed by its author's words, of its score minus that of the passage that it
        comes from, or the mean of several. A passage that was added is held against the original's score as a whole. What was
        dropped does not count.
        """
        if self.warnings:
            return math.nan
        sources: dict[int, list[ScoredPassage]] = {number: [] for number in range(len(self.rewrite.scores.passages))}
        for link in self.links:
            if link.original >= 0 <= link.rewrite:
                sources[link.rewrite].append(self.original.scores.passages[link.original])
        moves = []
        for number, passage in enumerate(self.rewrite.scores.passages):
            move = mean((passage.score - one.score, one.n_author_words) for one in sources[number])
            moves.append((passage.score - self.original.score if math.isnan(move) else move, passage.n_author_words))
        return mean(moves)

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """Why the comparison may mean nothing."""
        common = sum(pair.status in ("exact", "edited") and pair.kind in SCORED for pair in self.rows)
        sides = self.original.scores.passages, self.rewrite.scores.passages
        fewest = min(sum(one.kind in SCORED for one in side) for side in sides)
        return () if common >= max(1, RELATED * fewest) else (UNRELATED,)

    @cached_property
    def rows(self) -> list[Pair]:
        """The pairs as records."""
        return [paired(link, self.original.scores.passages, self.rewrite.scores.passages) for link in self.links]

    @cached_property
    def pairs(self) -> DataFrame:
        """A row a pair of passages, in the order of the rewrite; what was dropped stands where it stood.

        The columns are status, moved, kind, original, rewrite, original_text, rewrite_text, original_score, rewrite_score and
        change, as in `framing.comparison.pairs.Pair`. A passage that was cut in two is there twice.

        Examples
        --------
        >>> compare("Rain fell. It was cold.", "Rain fell. A vile day!").pairs["status"].tolist()
        ['exact', 'dropped', 'added']
        """
        return framed(Pair, self.rows)

    @cached_property
    def changes(self) -> DataFrame:
        """A row for each word or phrase of an edited passage that became another.

        The columns are original, rewrite, before, after, before_start, start, end and kind, as in
        `framing.comparison.changes.Change`.

        Examples
        --------
        >>> found = compare("The mayor said rents would rise.", "The mayor gloated rents would rise.").changes
        >>> found[["before", "after"]].to_records(index=False).tolist()
        [('said', 'gloated')]
        """
        return framed(Change, self.changed)

    @cached_property
    def quotes(self) -> DataFrame:
        """A row for each quotation that is not as in the original.

        The columns are status, before, after, start and end, as in `framing.comparison.changes.QuoteChange`.

        Examples
        --------
        >>> compare("“It may rain,” she said.", "“It will rain,” she said.").quotes["status"].tolist()
        ['altered']
        """
        return framed(QuoteChange, self.quoted)

    def __str__(self) -> str:
        """Return the comparison as text."""
        return self.to_text()

    def __repr__(self) -> str:
        """Return what is compared, in one line."""
        return f"<Comparison: {len(self.links)} pairs, added {self.added:.2f}, model {self.rewrite.model!r}>"

    def _repr_html_(self) -> str:
        """Return the comparison for a notebook, in a frame of its own."""
        return in_frame(self.to_html(), "Framing comparison")

    def to_text(self, *, width: int = 80, limit: int = 10) -> str:
        """Return the comparison to read in a terminal, what became most editorialized first.

        Parameters
        ----------
        width : int, default=80
            Columns of a line, 20 or more.
        limit : int, default=10
            Passages to show at most.

        Returns
        -------
        str
            Lines, without an end of line after the last.

        Raises
        ------
        TypeError
            If `width` or `limit` is no int.
        ValueError
            If `width` or `limit` is too small.

        Examples
        --------
        >>> compare("Rain fell on Monday.", "Rain fell on Monday.").to_text().splitlines()[-1]
        '1 passage as in the original'
        """
        check_lines(width, limit)
        scores = self.added, self.original.score, self.rewrite.score
        return as_text(scores, self.rows, self.changed, self.quoted, self.warnings, width=width, limit=limit)

    def to_html(self) -> str:
        """Return the comparison as one HTML page, both texts side by side, that needs no other file and runs no script.

        Returns
        -------
        str
            The page; write it as UTF-8.

        Examples
        --------
        >>> "<ins>gloated</ins>" in compare("The mayor said rents would rise.", "The mayor gloated rents would rise.").to_html()
        True
        """
        scores, sides = (self.added, self.original.score, self.rewrite.score), (self.original.scores, self.rewrite.scores)
        return as_page(scores, self.rows, sides, self.changed, self.quoted, self.warnings)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as values that JSON knows.

        Returns
        -------
        dict
            model, added, original_score, rewrite_score, warnings, pairs, changes and quotes; None in place of nan.
        """
        return {
            "model": self.rewrite.model,
            "added": known(self.added),
            "original_score": known(self.original.score),
            "rewrite_score": known(self.rewrite.score),
            "warnings": list(self.warnings),
            "pairs": [record(pair) for pair in self.rows],
            "changes": [record(change) for change in self.changed],
            "quotes": [record(change) for change in self.quoted],
        }

    def to_json(self) -> str:
        """Return `to_dict` as one line of JSON; null in place of nan."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)


def compare(original: str, rewrite: str, *, model: str | Path | AdditiveClassifier = "fast") -> Comparison:
    """Compare a source text with its republication.

    Parameters
    ----------
    original, rewrite : str
        The articles, plain text or HTML pages.
    model : str, Path, FastClassifier or AccurateClassifier, default="fast"
        As in `framing.score`.

    Returns
    -------
    Comparison
        Of unrelated texts one with a warning, whose `added` is nan.

    Raises
    ------
    TypeError
        If `original` or `rewrite` is not a str, or `model` none of the four.
    ValueError
        If one of them is not valid Unicode or has no passage to score.

    Examples
    --------
    >>> wire = "The mayor said rents would rise. Talks resume on Monday."
    >>> comparison = compare(wire, "The mayor gloated that rents would rise. Talks resume on Monday.")
    >>> comparison.pairs["status"].tolist()
    ['edited', 'exact']
    >>> comparison.added > 0.1
    True
    """
    before, after = (reported(text, name, model) for text, name in ((original, "original"), (rewrite, "rewrite")))
    old, new = ([Text.of(one.text, one.kind) for one in report.scores.passages] for report in (before, after))
    links = align(old, new)
    changes = all_changes(links, before.scores, after.scores)
    return Comparison(before, after, tuple(links), tuple(changes), tuple(changed_quotes(before.text, after.text)))


def reported(text: str, name: str, model: str | Path | AdditiveClassifier) -> Report:
    """Score one side, or say what is wrong with it."""
    report = score(check_text(text, name), model)
    if not any(one.kind in SCORED and one.n_words for one in report.scores.passages):
        raise ValueError(f"{name} must have a passage to score, got a text of {len(text)} characters without; pass an article")
    return report
