"""A passage of the original beside one of the rewrite: their scores, and what changed between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from framing.comparison.alignment import Link
from framing.comparison.changes import Change, changed
from framing.comparison.edits import Edit, Side, as_one
from framing.scores import Cue, ScoredPassage, Scores


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage of the original, one of the rewrite, and how its score moved.

    Attributes
    ----------
    status : {"exact", "edited", "added", "dropped"}
        What became of it.
    moved : bool
        Whether it stands elsewhere among the others than in the original.
    kind : str
        What it is, as in `framing.split`, in the rewrite if it is there.
    original, rewrite : int
        Numbers of the passages in the reports; -1 where there is none.
    original_text, rewrite_text : str
        The passages.
    original_score, rewrite_score : float
        In the author's voice; nan where there is none.
    change : float
        The difference of both; nan where one is missing.
    """

    status: str
    moved: bool
    kind: str
    original: int
    rewrite: int
    original_text: str
    rewrite_text: str
    original_score: float
    rewrite_score: float
    change: float


def all_changes(links: Sequence[Link], before: Scores, after: Scores) -> Iterator[Change]:
    """Yield what changed in edited passages, with the kind of the strongest cue among the new words."""
    cues: dict[int, list[Cue]] = {}
    for cue in after.cues:
        cues.setdefault(cue.passage, []).append(cue)
    sides = Side.of(before.text), Side.of(after.text)
    for link in links:
        if link.status == "edited":
            edits = edits_of(before.passages[link.original], after.passages[link.rewrite], sides)
            for ((begin, stop), (start, end)), kind in edits:
                words = before.text[begin:stop], after.text[start:end]
                named = kind or kind_of(cues.get(link.rewrite, ()), start, end)
                yield Change(link.original, link.rewrite, *words, begin, start, end, named)


def edits_of(old: ScoredPassage, new: ScoredPassage, sides: tuple[Side, Side]) -> list[Edit]:
    """Return where two versions of a passage differ, as places in their articles."""
    found = [
        Edit(((old.start + begin, old.start + stop), (new.start + start, new.start + end)))
        for (begin, stop), (start, end) in changed(old.text, new.text)
    ]
    return as_one(found, sides[0].within(old.start, old.end), sides[1].within(new.start, new.end))


def by_pair(changes: Iterable[Change]) -> dict[tuple[int, int], list[Change]]:
    """Return changes by the passages that they are in."""
    found: dict[tuple[int, int], list[Change]] = {}
    for change in changes:
        found.setdefault((change.original, change.rewrite), []).append(change)
    return found


def kind_of(cues: Sequence[Cue], start: int, end: int) -> str:
    """Return the kind of the strongest cue in a span, if there is a reporting verb or one of a lexicon that raises a score."""
    here = (cue for cue in cues if cue.start < end and start < cue.end and cue.kind not in ("word", "mark"))
    inside = [cue for cue in here if cue.weight > 0 or cue.kind.endswith("reporting verb")]
    return max(inside, key=lambda cue: cue.weight).kind if inside else ""


def paired(link: Link, original: Sequence[ScoredPassage], rewrite: Sequence[ScoredPassage]) -> Pair:
    """Return both passages of a link with their scores."""
    before, after = (side[at] if at >= 0 else None for side, at in ((original, link.original), (rewrite, link.rewrite)))
    old, new = (one.score if one else math.nan for one in (before, after))
    texts = (before.text if before else "", after.text if after else "")
    there = after or before
    kind = there.kind if there else ""
    return Pair(link.status, link.moved, kind, link.original, link.rewrite, *texts, old, new, new - old)
