"""Whose voice a text speaks in: quotations, reporting verbs, speakers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from framing.errors import check_text
from framing.voice.attributions import find
from framing.voice.marks import Pair, pairs, with_plain_space
from framing.voice.quotations import judged
from framing.voice.spans import Attribution, Quotation, blank, outside
from framing.voice.tokens import read
from framing.voice.verbs import may_report

if TYPE_CHECKING:
    from framing.passages import Passage

__all__ = [
    "Attribution",
    "Quotation",
    "Voice",
    "VoicedPassage",
    "attributions",
    "blank",
    "outside",
    "quotations",
    "voices",
]

Voice = Literal["author", "quoted", "mixed"]
Heard = tuple[list[Quotation], list[Attribution]]


@dataclass(frozen=True, slots=True)
class VoicedPassage:
    """A passage with whose voice it is in.

    Attributes
    ----------
    passage : Passage
        The passage.
    voice : {"author", "quoted", "mixed"}
        `quoted` if all its words are direct speech, `author` if none are.
    quoted : tuple of (int, int)
        The direct speech in it, marks included; offsets into the passage's text.
    quotations : tuple of Quotation
        What stands in quotation marks in it, or reaches into it; offsets into the article.
    attributions : tuple of Attribution
        The reporting verbs in it; offsets into the article.
    """

    passage: Passage
    voice: Voice
    quoted: tuple[tuple[int, int], ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]

    def heard(self) -> Heard:
        """Return its quotations and its attributions, of each what is in the passage, with offsets into it."""
        here = self.passage.start, self.passage.end
        return [one.seen_from(*here) for one in self.quotations], [one.seen_from(*here) for one in self.attributions]


def quotations(text: str) -> list[Quotation]:
    """Find what stands in quotation marks, and say what it is.

    Parameters
    ----------
    text : str
        An article or a passage.

    Returns
    -------
    list of Quotation
        The outermost quotations, in order, disjoint.

    Examples
    --------
    >>> [(q.kind, q.attribution.verb) for q in quotations('"It rains," said the mayor.')]
    [('speech', 'say')]
    """
    return heard(text)[0]


def attributions(text: str, quotes: list[Quotation] | None = None) -> list[Attribution]:
    """Find the reporting verbs that are used as such.

    Parameters
    ----------
    text : str
        An article or a passage.
    quotes : list of Quotation, optional
        Its quotations, if they are known; found if not.

    Returns
    -------
    list of Attribution
        In order, disjoint. Reporting verbs inside quotations are not the text's own and are left out.

    Examples
    --------
    >>> [(a.verb, a.suggestion) for a in attributions("Prices will rise, screams the Herald.")]
    [('scream', 'says')]
    """
    text = with_plain_space(check_text(text))
    known = None if quotes is None else [Pair(q.start, q.end, q.inner_start, q.inner_end) for q in quotes]
    return [one.attribution for one in find(read([text], [pairs(text) if known is None else known])[0])]


def heard(text: str) -> Heard:
    """Find the quotations and the attributions of a text in one pass."""
    return all_heard([text])[0]


def all_heard(texts: Sequence[str], reporting: Collection[int] | None = None) -> list[Heard]:
    """Find the quotations and the attributions of several texts, which is faster than one by one.

    Parameters
    ----------
    texts : sequence of str
        Articles or passages.
    reporting : collection of int, optional
        The numbers of those that may have a reporting verb; found out without it.

    Returns
    -------
    list of (list of Quotation, list of Attribution)
        As `heard` gives for each.
    """
    texts = [with_plain_space(check_text(text)) for text in texts]
    marks = [pairs(text) for text in texts]
    if reporting is None:
        reporting = {at for at, text in enumerate(texts) if may_report(text)}
    found: list[Heard] = [([], []) for _ in texts]
    # Most passages have neither, and need no reading.
    numbers = [at for at, own in enumerate(marks) if own or at in reporting]
    for at, reading in zip(numbers, read([texts[at] for at in numbers], [marks[at] for at in numbers]), strict=True):
        verbs = find(reading)
        found[at] = judged(reading, verbs), [one.attribution for one in verbs]
    return found


def voices(text: str, passages: Sequence[Passage]) -> list[VoicedPassage]:
    """Tell whose voice each passage of a text is in.

    Parameters
    ----------
    text : str
        The article.
    passages : sequence of Passage
        Its passages.

    Returns
    -------
    list of VoicedPassage
        One a passage, in the same order. Scare quotes and titles are the author's voice.

    Examples
    --------
    >>> from framing.passages import split
    >>> text = 'The mayor said it was "a bad day".'
    >>> [(one.voice, one.quoted) for one in voices(text, split(text))]
    [('mixed', ((22, 33),))]
    """
    return all_voices([text], [passages])[0]


def all_voices(texts: Sequence[str], passages: Sequence[Sequence[Passage]]) -> list[list[VoicedPassage]]:
    """Tell whose voice each passage of several texts is in, which is faster than one by one.

    Parameters
    ----------
    texts : sequence of str
        The articles.
    passages : sequence of sequence of Passage
        The passages of each.

    Returns
    -------
    list of list of VoicedPassage
        As `voices` gives for each.
    """
    return [placed(own, *found) for own, found in zip(passages, all_heard(texts), strict=True)]


def placed(passages: Sequence[Passage], quotes: list[Quotation], verbs: list[Attribution]) -> list[VoicedPassage]:
    """Give each passage of a text the quotations and attributions that are in it, and its voice."""
    starts, ends = [one.start for one in quotes], [one.end for one in quotes]
    verb_starts = [verb.start for verb in verbs]
    voiced = []
    for passage in passages:
        first, last = passage.start, passage.end
        inside = quotes[bisect_right(ends, first) : bisect_left(starts, last)]
        speech = [one for one in inside if one.kind == "speech"]
        quoted = tuple((max(one.start, first) - first, min(one.end, last) - first) for one in speech)
        own = verbs[bisect_left(verb_starts, first) : bisect_left(verb_starts, last)]
        voiced.append(VoicedPassage(passage, voice_of(passage.text, quoted), quoted, tuple(inside), tuple(own)))
    return voiced


def voice_of(text: str, quoted: tuple[tuple[int, int], ...]) -> Voice:
    """Tell the voice of a passage from the direct speech in it."""
    if not quoted:
        return "author"
    own = any(character.isalnum() for character in blank(text, quoted))
    return "mixed" if own else "quoted"
