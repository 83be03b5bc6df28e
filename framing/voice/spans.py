"""What the voice of a text is made of: attributions and quotations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from framing.voice.verbs import VerbClass

QuotationKind = Literal["speech", "scare", "title"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A reporting verb used as one, and who speaks.

    Attributes
    ----------
    start, end : int
        Where the verb (or phrase) is in the text.
    verb : str
        Its lemma.
    verb_class : {"neutral", "evaluative", "loaded"}
        Whether it only reports, adds a judgement, or puts a noise or a blow for what was said.
    strength : float
        How much it adds: 0 for neutral verbs, up to 1.
    suggestion : str
        A neutral verb in the same form, or empty.
    speaker_start, speaker_end : int
        Where the speaker is named, or -1 and -1.
    """

    start: int
    end: int
    verb: str
    verb_class: VerbClass
    strength: float
    suggestion: str
    speaker_start: int
    speaker_end: int

    def seen_from(self, first: int, last: int) -> Attribution:
        """Return it with offsets into a part of the text, in which it begins; without a speaker if the part does not name him."""
        named = first <= self.speaker_start and self.speaker_end <= last
        speaker = (self.speaker_start - first, self.speaker_end - first) if named else (-1, -1)
        return Attribution(
            self.start - first,
            min(self.end, last) - first,
            self.verb,
            self.verb_class,
            self.strength,
            self.suggestion,
            *speaker,
        )


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span in quotation marks.

    Attributes
    ----------
    start, end : int
        Where it is, with its marks; a mark that is never closed ends its quotation with the paragraph.
    inner_start, inner_end : int
        Where it is without its marks.
    kind : {"speech", "scare", "title"}
        Direct speech, words held at a distance, or the name of a work or an outlet.
    attribution : Attribution or None
        The reporting verb that introduces it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    kind: QuotationKind
    attribution: Attribution | None

    def seen_from(self, first: int, last: int) -> Quotation:
        """Return what a part of the text has of it, with offsets into the part."""
        whole = self.start, self.end, self.inner_start, self.inner_end
        start, end, inner_start, inner_end = (min(max(at, first), last) - first for at in whole)
        said = self.attribution
        known = said.seen_from(first, last) if said and first <= said.start < last else None
        return Quotation(start, end, inner_start, inner_end, self.kind, known)


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Replace each character of the spans by a space.

    Parameters
    ----------
    text : str
        Any text.
    spans : iterable of (int, int)
        Offsets into it, ordered and disjoint.

    Returns
    -------
    str
        A text of the same length.

    Examples
    --------
    >>> blank('He said "no".', [(8, 12)])
    'He said     .'
    """
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (text[at:start], " " * (end - start))
        at = end
    return "".join((*parts, text[at:]))


def outside(length: int, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return what the spans leave of a text of a given length.

    Parameters
    ----------
    length : int
        Characters of the text.
    spans : iterable of (int, int)
        Offsets into it, ordered and disjoint.

    Returns
    -------
    tuple of (int, int)
        The spans between them, none of them empty.

    Examples
    --------
    >>> outside(13, [(8, 12)])
    ((0, 8), (12, 13))
    """
    left, at = [], 0
    for start, end in spans:
        if start > at:
            left.append((at, start))
        at = end
    if at < length:
        left.append((at, length))
    return tuple(left)
