"""Which passage of a rewrite comes from which passage of the original."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Literal
from unicodedata import normalize

from framing.passages import Kind
from framing.scoring import SCORED

Status = Literal["exact", "edited", "added", "dropped"]
# Soft hyphens and characters of no width.
UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
# What is compared: words, numbers and marks; quotation marks of any shape are the same, and so are dashes, hyphens, and letters
# whose accents are characters of their own.
LETTERS = rf"\w[\w\u0300-\u036f{UNSEEN}]*"
TOKEN = re.compile(rf"{LETTERS}(?:['.,-]{LETTERS})*|--+|\.\.\.|[^\w\s{UNSEEN}]")
SHAPES = str.maketrans("“”„‟«»‘’‚‛‹›`–\u2010\u2011", "\"\"\"\"\"\"'''''''—--")
SAME = {"'": '"', "--": "—", "---": "—", "...": "…"}
HIDDEN = re.compile(f"[{UNSEEN}]")
# Shares of two passages' words, each weighed by its rarity: at least so many are common to a passage and its edited version; to
# one that stands between the same neighbours; to a passage and what it is a part of. Set on our own pairs (test_comparison.py).
ALIKE, BETWEEN_NEIGHBOURS, PART = 0.4, 0.1, 0.75
# A word of more passages than this leads to no candidate; the words of a passage that do, at most.
MANY, LEADS = 50, 12
FEWEST_WORDS_OF_A_PART = 4


@dataclass(frozen=True, slots=True)
class Text:
    """A passage to align.

    Attributes
    ----------
    tokens : tuple of str
        Its words and marks.
    kind : str
        As in `framing.split`.
    words : Counter of str
        Its words in lower case, and how often each is there; none of a dateline or promotion, which only a copy of it can be.
    """

    tokens: tuple[str, ...]
    kind: Kind
    words: Counter[str]

    @classmethod
    def of(cls, text: str, kind: Kind) -> Text:
        """Return a passage, cut into words."""
        tokens = tokens_of(text)
        return cls(tokens, kind, Counter(words_of(tokens) if kind in SCORED else ()))


@dataclass(frozen=True, slots=True)
class Link:
    """A passage of the original and one of the rewrite that comes from it; -1 where there is none.

    Attributes
    ----------
    original, rewrite : int
        Numbers of the passages.
    status : {"exact", "edited", "added", "dropped"}
        What became of it; white space, the shape of quotation marks and how characters are encoded do not count.
    moved : bool
        Whether it stands elsewhere among the others than in the original.
    """

    original: int
    rewrite: int
    status: Status
    moved: bool = False


def tokens_of(text: str) -> tuple[str, ...]:
    """Return the words and marks of a passage.

    Examples
    --------
    >>> tokens_of("“No,” he said.")
    ('"', 'No', ',', '"', 'he', 'said', '.')
    """
    found = TOKEN.findall(text.translate(SHAPES))
    return tuple(SAME.get(one, one) if one.isascii() else normalize("NFC", HIDDEN.sub("", one)) for one in found)


def words_of(tokens: Iterable[str]) -> tuple[str, ...]:
    """Return the words among tokens, in lower case."""
    return tuple(token.casefold() for token in tokens if token[0].isalnum())


def align(original: Sequence[Text], rewrite: Sequence[Text]) -> list[Link]:
    """Align the passages of two articles.

    Same passages first; then the most alike, by the words that they share; then what stands between the same neighbours; then, if
    the articles have anything in common, the headlines; then parts of a passage that was cut in two or joined with another.

    Parameters
    ----------
    original, rewrite : sequence of Text
        Their passages.

    Returns
    -------
    list of Link
        In the order of the rewrite, with what was dropped where it stood. A passage of the original that was cut in two is there
        twice, and so is one of the rewrite that was joined from two.
    """
    found = same(original, rewrite)
    weights = rarity([text.words for text in (*original, *rewrite)])
    found |= dict(alike(original, rewrite, found, weights))
    whole = Index({at: text.words for at, text in enumerate(original)}, weights)
    if any(rewrite[to].words for to in found):
        found |= dict(between(whole, rewrite, found))
        found |= dict(headlines(original, rewrite, found))
    links = [
        Link(at, to, kept(original[at], rewrite[to]), moved)
        for (to, at), moved in zip(sorted(found.items()), out_of_order([at for _, at in sorted(found.items())]), strict=True)
    ]
    parts = list(cut(whole, Index({to: text.words for to, text in enumerate(rewrite)}, weights), found))
    used, there = {at for at, _ in parts} | set(found.values()), {to for _, to in parts} | found.keys()
    links += [Link(at, to, kept(original[at], rewrite[to])) for at, to in parts]
    links += [Link(-1, to, "added") for to in range(len(rewrite)) if to not in there]
    links += [Link(at, -1, "dropped") for at in range(len(original)) if at not in used]
    return in_order(links)


def kept(before: Text, after: Text) -> Status:
    """Tell whether a passage is the same in the rewrite."""
    return "exact" if before.tokens == after.tokens else "edited"


def same(original: Sequence[Text], rewrite: Sequence[Text]) -> dict[int, int]:
    """Return where each passage of the rewrite stands in the original word for word, each used once; of several the next one."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, text in enumerate(original):
        places[text.tokens].append(at)
    found: dict[int, int] = {}
    last = -1
    for to, text in enumerate(rewrite):
        if left := places.get(text.tokens):
            last = found[to] = left.pop(bisect_left(left, last) % len(left))
    return found


def rarity(passages: Sequence[Counter[str]]) -> dict[str, float]:
    """Weigh each word by how few passages have it."""
    counts = Counter(word for words in passages for word in words)
    return {word: log(1 + len(passages) / count) for word, count in counts.items()}


class Index:
    """Passages by their words."""

    def __init__(self, texts: Mapping[int, Counter[str]], weights: Mapping[str, float]) -> None:
        self.texts, self.weights = texts, weights
        self.sizes = {at: self.size(words) for at, words in texts.items()}
        self.places: dict[str, list[int]] = defaultdict(list)
        for at, words in texts.items():
            for word in words:
                self.places[word].append(at)

    def size(self, words: Counter[str]) -> float:
        """Return the weight of all words of a passage."""
        return sum(self.weights.get(word, 0.0) * n for word, n in words.items())

    def common(self, words: Counter[str], at: int) -> float:
        """Return the weight of the words that a passage shares with one of the index."""
        own = self.texts[at]
        return sum(self.weights.get(word, 0.0) * min(n, own[word]) for word, n in words.items() if word in own)

    def near(self, words: Counter[str]) -> set[int]:
        """Return the passages that share a rare word with another."""
        leads = sorted((word for word in words if word in self.places), key=lambda word: len(self.places[word]))[:LEADS]
        return {at for word in leads if len(self.places[word]) <= MANY for at in self.places[word]}

    def alike(self, words: Counter[str], at: int) -> float:
        """Return how alike two passages are, from 0 to 1."""
        total = self.size(words) + self.sizes[at]
        return 2 * self.common(words, at) / total if total else 0.0


def alike(
    original: Sequence[Text], rewrite: Sequence[Text], found: Mapping[int, int], weights: Mapping[str, float]
) -> Iterator[tuple[int, int]]:
    """Yield the most alike of what is left, each used once."""
    taken = set(found.values())
    index = Index({at: text.words for at, text in enumerate(original) if at not in taken}, weights)
    left = {to: text.words for to, text in enumerate(rewrite) if to not in found}
    ranked = sorted(
        ((index.alike(words, at), -abs(at - to), to, at) for to, words in left.items() for at in index.near(words)), reverse=True
    )
    done: set[int] = set()
    for likeness, _, to, at in ranked:
        if likeness >= ALIKE and to not in done and at not in taken:
            done.add(to)
            taken.add(at)
            yield to, at


def between(original: Index, rewrite: Sequence[Text], found: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the passages that stand in the same place between the same neighbours, if they share anything."""
    edges, taken = sorted([(-1, -1), *found.items(), (len(rewrite), len(original.texts))]), set(found.values())
    for (to, at), (next_to, next_at) in pairwise(edges):
        if next_to - to != next_at - at or next_to == to + 1:
            continue
        for step in range(1, next_to - to):
            if at + step not in taken and original.alike(rewrite[to + step].words, at + step) >= BETWEEN_NEIGHBOURS:
                yield to + step, at + step


def headlines(original: Sequence[Text], rewrite: Sequence[Text], found: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the headlines, if neither comes from or went to anything else: a headline stands for the other one."""
    taken = set(found.values())
    old = [at for at, text in enumerate(original) if text.kind == "headline" and at not in taken]
    new = [to for to, text in enumerate(rewrite) if text.kind == "headline" and to not in found]
    yield from zip(new[:1], old[:1], strict=False)


def cut(original: Index, rewrite: Index, found: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield passages of which one is a part of the other, as (original, rewrite)."""
    taken = set(found.values())
    for to, words in rewrite.texts.items():
        if to not in found and (holds := holder(original, words)) is not None:
            yield holds, to
    for at, words in original.texts.items():
        if at not in taken and (held := holder(rewrite, words)) is not None:
            yield at, held


def holder(index: Index, words: Counter[str]) -> int | None:
    """Return the passage that holds nearly all words of another, if one does."""
    size = index.size(words)
    if sum(words.values()) < FEWEST_WORDS_OF_A_PART or not size:
        return None
    share, at = max(((index.common(words, at) / size, -at) for at in index.near(words)), default=(0.0, 0))
    return -at if share >= PART else None


def out_of_order(numbers: Sequence[int]) -> list[bool]:
    """Tell which numbers are not in the longest ascending run among them.

    Examples
    --------
    >>> out_of_order([0, 3, 1, 2])
    [False, True, False, False]
    """
    ends: list[int] = []
    lengths = []
    for number in numbers:
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
        lengths.append(place)
    moved, wanted, last = [True] * len(numbers), len(ends) - 1, float("inf")
    for at in range(len(numbers) - 1, -1, -1):
        if lengths[at] == wanted and numbers[at] < last:
            moved[at], wanted, last = False, wanted - 1, numbers[at]
    return moved


def in_order(links: Sequence[Link]) -> list[Link]:
    """Order links as the rewrite is, and what was dropped after what stood before it."""
    placed = sorted((one.original, one.rewrite) for one in links if one.original >= 0 <= one.rewrite and not one.moved)
    starts = [at for at, _ in placed]

    def place(one: Link) -> tuple[int, int, int]:
        if one.rewrite >= 0:
            return one.rewrite, 0, one.original
        before = bisect_left(starts, one.original) - 1
        return (placed[before][1] if before >= 0 else -1), 1, one.original

    return sorted(links, key=place)
