"""What changed between a passage and its edited version, and between the quotations of two articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from framing.comparison.alignment import SHAPES, TOKEN, Index, rarity, tokens_of, words_of
from framing.voice import outside, quotations

QuoteStatus = Literal["altered", "cut", "new", "quoted", "unquoted"]
ELLIPSIS = re.compile(r"\.\.\.+|…|\[[^\]]*\]")
# Share of words in common from which a quotation is a version of another one.
VERSION = 0.5
# Words that can be told again without quotation marks, or with them; a shorter quotation needs those before it, too, which are
# looked for among so many characters.
FEWEST_WORDS, BEFORE = 4, 200
# Of more words and marks than a sentence has, those that are very frequent lead to no match: every pair of them would be tried.
LONG = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """Words of a passage that became other words.

    Attributes
    ----------
    original, rewrite : int
        Numbers of the passages.
    before, after : str
        The words; empty where they were only added or only dropped.
    before_start : int
        Where the old words are in the original.
    start, end : int
        Where the new words are in the rewrite.
    kind : str
        What kind of cue they are, as in `framing.scores.Cue`, or empty.
    """

    original: int
    rewrite: int
    before: str
    after: str
    before_start: int
    start: int
    end: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """A quotation that is not in the other article as it stands.

    Attributes
    ----------
    status : {"altered", "cut", "new", "quoted", "unquoted"}
        Other words than in the original; only a part of them; in no version there; the original author's own words; no longer in
        quotation marks.
    before, after : str
        The quotation in the original and in the rewrite, without marks; empty where there is none.
    start, end : int
        Where it is: in the rewrite, or, if it is unquoted, in the original.
    """

    status: QuoteStatus
    before: str
    after: str
    start: int
    end: int


def changed(before: str, after: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield where two versions of a passage differ, as spans of both.

    Examples
    --------
    >>> list(changed("He said no.", "He gloated."))
    [((3, 10), (3, 10))]
    """
    spans = [[match.span() for match in TOKEN.finditer(text.translate(SHAPES))] for text in (before, after)]
    steps = matched(tokens_of(before), tokens_of(after)).get_opcodes()
    for step, *ends in steps:
        if step != "equal":
            yield span_of(spans[0], *ends[:2]), span_of(spans[1], *ends[2:])


def matched(before: Sequence[str], after: Sequence[str]) -> SequenceMatcher[str]:
    """Match words in order."""
    return SequenceMatcher(None, before, after, autojunk=len(after) > LONG)


def span_of(spans: Sequence[tuple[int, int]], first: int, end: int) -> tuple[int, int]:
    """Return where some tokens are; an empty span before a token if there are none."""
    if first < end:
        return spans[first][0], spans[end - 1][1]
    at = spans[first][0] if first < len(spans) else spans[-1][1] if spans else 0
    return at, at


@dataclass(frozen=True, slots=True)
class Said:
    """Direct speech: where it is in an article, its words, and those to look for without its marks; none if there are too few."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    plain: tuple[str, ...]


def changed_quotes(original: str, rewrite: str) -> list[QuoteChange]:
    """Compare the direct speech of two articles, word by word; marks and capitals do not count.

    Parameters
    ----------
    original, rewrite : str
        The articles.

    Returns
    -------
    list of QuoteChange
        Of quotations that were copied none.

    Examples
    --------
    >>> [(one.status, one.after) for one in changed_quotes("“It may rain,” she said.", "“It will rain,” she said.")]
    [('altered', 'It will rain,')]
    """
    old, new = said(original), said(rewrite)
    spoken, written = in_a_row(one.words for one in old), written_by_author(original, old)
    bags = [Counter(one.words) for one in old]
    index = Index(dict(enumerate(bags)), rarity(bags))
    copied = {one.words for one in old} & {one.words for one in new}
    others = [one for one in new if one.words not in copied]
    found = [change for one in others if (change := of_rewrite(one, old, index, spoken, written)) is not None]
    told = in_a_row(one.words for one in new)
    found = [change for change in found if change.status != "cut" or not within(words_of(tokens_of(change.before)), told)]
    written, versions = written_by_author(rewrite, new), {change.before for change in found}
    found += [
        QuoteChange("unquoted", one.text, "", one.start, one.end)
        for one in old
        if one.words not in copied
        and one.text not in versions
        and not within(one.words, told)
        and one.plain
        and within(one.plain, written)
    ]
    return found


def of_rewrite(one: Said, old: Sequence[Said], index: Index, spoken: str, written: str) -> QuoteChange | None:
    """Tell what a quotation of the rewrite is, None if it is in the original."""
    pieces = [words for piece in ELLIPSIS.split(one.text) if (words := words_of(tokens_of(piece)))]
    if all(within(words, spoken) for words in pieces):
        whole = cut_from(pieces, old, index)
        return QuoteChange("cut", whole.text, one.text, one.start, one.end) if whole else None
    if one.plain and within(one.plain, written):
        return QuoteChange("quoted", "", one.text, one.start, one.end)
    version = nearest(one.words, old, index)
    if version is None:
        return QuoteChange("new", "", one.text, one.start, one.end)
    return QuoteChange("altered", version.text, one.text, one.start, one.end)


def cut_from(pieces: Sequence[tuple[str, ...]], old: Sequence[Said], index: Index) -> Said | None:
    """Return the quotation that pieces were cut from, None if one has no more words than they."""
    near = [old[at] for at in index.near(Counter(pieces[0]))] if pieces else []
    first = [one for one in near if within(pieces[0], in_a_row([one.words]))]
    n_words = sum(map(len, pieces))
    return min(first, key=lambda one: len(one.words)) if first and all(len(one.words) > n_words for one in first) else None


def nearest(words: tuple[str, ...], others: Sequence[Said], index: Index) -> Said | None:
    """Return the quotation of which some words are a version, if there is one."""
    near = index.near(Counter(words))
    likeness = [(matched(words, others[at].words).ratio(), -at) for at in near]
    most, at = max(likeness, default=(0.0, 0))
    return others[-at] if most >= VERSION else None


def said(article: str) -> list[Said]:
    """Return the direct speech of an article."""
    found = [(one.inner_start, one.inner_end) for one in quotations(article) if one.kind == "speech"]
    return [said_at(article, start, end) for start, end in found]


def said_at(article: str, start: int, end: int) -> Said:
    """Return what is said at a place of an article."""
    text = article[start:end]
    words = words_of(tokens_of(text))
    missing = max(FEWEST_WORDS - len(words), 0)
    before = words_of(tokens_of(article[max(start - BEFORE, 0) : start]))[-missing:] if missing else ()
    return Said(start, end, text, words, (*before, *words) if words and len(before) == missing else ())


def written_by_author(article: str, quotes: Sequence[Said]) -> str:
    """Return the words of an article that are not direct speech, in a row, with a mark where that stood."""
    own = outside(len(article), [(one.start, one.end) for one in quotes])
    return " | ".join(in_a_row([words_of(tokens_of(article[start:end]))]) for start, end in own)


def in_a_row(passages: Iterable[tuple[str, ...]]) -> str:
    """Return words in a row, to look others up in."""
    return f" {' '.join(word for words in passages for word in words)} "


def within(words: tuple[str, ...], text: str) -> bool:
    """Tell whether words stand in a row in what `in_a_row` returned."""
    return f" {' '.join(words)} " in text
