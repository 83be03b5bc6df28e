"""Changed words as an editor would name them: a reporting verb that changed sides with its speaker is one change, not two."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from framing.comparison.alignment import tokens_of, words_of
from framing.voice import Attribution, attributions

Span = tuple[int, int]


class Edit(NamedTuple):
    """What became of words: where they are in both articles.

    Attributes
    ----------
    before, after : tuple of (int, int)
        The old words, and the new ones; an empty span where there are none.
    """

    before: Span
    after: Span


class Side(NamedTuple):
    """An article, or a passage of it, and whom it has speak.

    Attributes
    ----------
    text : str
        The article.
    verbs : list of Attribution
        The reporting verbs, in order.
    """

    text: str
    verbs: list[Attribution]

    @classmethod
    def of(cls, text: str) -> Side:
        """Read an article."""
        return cls(text, attributions(text))

    def within(self, start: int, end: int) -> Side:
        """Return what is in a passage."""
        first, last = (bisect_left(self.verbs, at, key=attrgetter("start")) for at in (start, end))
        return self._replace(verbs=self.verbs[first:last])


def turned(edits: Sequence[Edit], old: Side, new: Side) -> list[Edit]:
    """Make one change of a reporting verb that was dropped and of the one that was added for it on the other side of the speaker.

    Parameters
    ----------
    edits : sequence of Edit
        Where two versions of a passage differ.
    old, new : Side
        The passages.

    Returns
    -------
    list of Edit
        In the order of the new version.

    Examples
    --------
    >>> edits = [Edit((12, 12), (12, 20)), Edit((20, 28), (28, 28))]
    >>> [tuple(one) for one in turned(edits, Side.of("Rents rose, Reuters reported."), Side.of("Rents rose, stresses Reuters."))]
    [((20, 28), (12, 20))]
    """
    found = list(edits)
    for verb, other in pairs_of_verbs(edits, old, new):
        places = (verb.start, verb.end), (other.start, other.end)
        for side, (text, place) in enumerate(zip((old.text, new.text), places, strict=True)):
            found = [left for edit in found for left in without(edit, side, place, text)]
        found.append(Edit(*places))
    return sorted(found, key=lambda edit: (edit.after, edit.before))


def pairs_of_verbs(edits: Sequence[Edit], old: Side, new: Side) -> Iterator[tuple[Attribution, Attribution]]:
    """Yield dropped verbs, each with the one added for it: that of the same speaker, or of any if there is but one of each."""
    dropped: list[Attribution] = []
    added: list[Attribution] = []
    for edit in edits:
        gone, come = inside(old.verbs, edit.before), inside(new.verbs, edit.after)
        if not (gone and come):
            dropped += gone
            added += come
    alone = len(dropped) == len(added) == 1
    for verb in dropped:
        speaker = words_in(old.text, verb.speaker_start, verb.speaker_end)
        for other in added:
            same = speaker and speaker == words_in(new.text, other.speaker_start, other.speaker_end)
            if (same or alone) and words_in(old.text, verb.start, verb.end) != words_in(new.text, other.start, other.end):
                added.remove(other)
                yield verb, other
                break


def inside(verbs: Sequence[Attribution], span: Span) -> list[Attribution]:
    """Return the verbs in a span."""
    return [verb for verb in verbs if span[0] <= verb.start and verb.end <= span[1]]


def words_in(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the words between two places of a text; none where there is no place."""
    return words_of(tokens_of(text[start:end])) if start >= 0 else ()


def without(edit: Edit, side: int, place: Span, text: str) -> Iterator[Edit]:
    """Yield what is left of a change without words of one side; what stands on the other stays with what is left last."""
    (start, end), other = edit[side], edit[1 - side]
    if not (start <= place[0] and place[1] <= end):
        yield edit
        return
    rest = [span for span in (stripped(text, start, place[0]), stripped(text, place[1], end)) if span[0] < span[1]]
    if not rest and other[0] < other[1]:
        rest = [(place[0], place[0])]
    others = [(other[0], other[0])] * (len(rest) - 1) + [other]
    yield from (Edit(*((one, of_other) if side == 0 else (of_other, one))) for one, of_other in zip(rest, others, strict=False))


def stripped(text: str, start: int, end: int) -> Span:
    """Return a span of a text without white space at its ends."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return start, max(start, end - (len(part) - len(part.rstrip())))
