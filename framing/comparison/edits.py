"""Changed words as an editor would name them: a verb that changed sides is one change, and so are scare quotes around words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from framing.comparison.alignment import tokens_of, words_of
from framing.voice import Attribution, Quotation, heard

Span = tuple[int, int]


class Edit(NamedTuple):
    """What became of words.

    Attributes
    ----------
    places : ((int, int), (int, int))
        Where they are in both articles; an empty span where there are none.
    kind : str
        What it is, if the words do not tell.
    """

    places: tuple[Span, Span]
    kind: str = ""


class Side(NamedTuple):
    """An article, or a passage of it, whom it has speak, and what it keeps away from.

    Attributes
    ----------
    text : str
        The article.
    verbs : list of Attribution
        The reporting verbs, in order.
    scare : list of Quotation
        The scare quotes, in order.
    """

    text: str
    verbs: list[Attribution]
    scare: list[Quotation]

    @classmethod
    def of(cls, text: str) -> Side:
        """Read an article."""
        quotes, verbs = heard(text)
        return cls(text, verbs, [one for one in quotes if one.kind == "scare"])

    def within(self, start: int, end: int) -> Side:
        """Return what is in a passage."""
        begin = attrgetter("start")
        verbs, scare = (slice(*(bisect_left(all_, at, key=begin) for at in (start, end))) for all_ in (self.verbs, self.scare))
        return Side(self.text, self.verbs[verbs], self.scare[scare])


def as_one(edits: Sequence[Edit], old: Side, new: Side) -> list[Edit]:
    """Read changes of a passage as an editor would name them.

    Parameters
    ----------
    edits : sequence of Edit
        Where two versions of a passage differ, in order.
    old, new : Side
        The passages.

    Returns
    -------
    list of Edit
        In the order of the new version.

    Examples
    --------
    >>> sides = Side.of("Rents rose, Reuters reported."), Side.of("Rents rose, stresses Reuters.")
    >>> [tuple(one) for one in as_one([Edit(((12, 12), (12, 20))), Edit(((20, 28), (28, 28)))], *sides)]
    [(((20, 28), (12, 20)), '')]
    """
    found = list(edits)
    for side, own in enumerate((old, new)):
        for quote in own.scare:
            found = marked(found, side, quote, (old.text, new.text))
    return sorted(turned(found, old, new), key=lambda edit: edit.places[::-1])


def marked(edits: list[Edit], side: int, quote: Quotation, texts: tuple[str, str]) -> list[Edit]:
    """Make one change of scare quotes that only one side has, around words that both have."""
    marks, here = ((quote.start, quote.inner_start), (quote.inner_end, quote.end)), [edit.places[side] for edit in edits]
    at = next((at for at, (start, end) in enumerate(here[:-1]) if start <= quote.start < end == quote.inner_start), -1)
    if at < 0 or not here[at + 1][0] == quote.inner_end < quote.end <= here[at + 1][1]:
        return edits
    opening, closing = ([*without(edit, side, mark, texts[side])] for edit, mark in zip(edits[at : at + 2], marks, strict=True))
    words = stripped(texts[1 - side], edits[at].places[1 - side][1], edits[at + 1].places[1 - side][0])
    one = sided(side, (quote.start, quote.end), words)._replace(kind="scare quotes")
    return [*edits[:at], *opening, one, *closing, *edits[at + 2 :]]


def turned(edits: Sequence[Edit], old: Side, new: Side) -> list[Edit]:
    """Make one change of a reporting verb that was dropped and of the one that was added for it, elsewhere in the passage."""
    found = list(edits)
    for verb, other in pairs_of_verbs(edits, old, new):
        places = (verb.start, verb.end), (other.start, other.end)
        for side, (text, place) in enumerate(zip((old.text, new.text), places, strict=True)):
            found = [left for edit in found for left in without(edit, side, place, text)]
        found.append(Edit(places))
    return found


def pairs_of_verbs(edits: Sequence[Edit], old: Side, new: Side) -> Iterator[tuple[Attribution, Attribution]]:
    """Yield dropped verbs, each with the one added for it: that of the same speaker, or of any if there is but one of each."""
    dropped: list[Attribution] = []
    added: list[Attribution] = []
    for edit in edits:
        gone, come = (inside(own.verbs, place) for own, place in zip((old, new), edit.places, strict=True))
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
    (start, end), other = edit.places[side], edit.places[1 - side]
    if not (start <= place[0] and place[1] <= end):
        yield edit
        return
    rest = [span for span in (stripped(text, start, place[0]), stripped(text, place[1], end)) if span[0] < span[1]]
    if not rest and other[0] < other[1]:
        rest = [(place[0], place[0])]
    others = [(other[0], other[0])] * (len(rest) - 1) + [other]
    yield from (sided(side, *both) for both in zip(rest, others, strict=False))


def sided(side: int, one: Span, other: Span) -> Edit:
    """Return a change of words of one side and of the other."""
    return Edit((other, one) if side else (one, other))


def stripped(text: str, start: int, end: int) -> Span:
    """Return a span of a text without white space at its ends."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return start, max(start, end - (len(part) - len(part.rstrip())))
