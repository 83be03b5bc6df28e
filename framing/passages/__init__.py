"""An article's text or page as passages: its sentences, where they are and what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from framing.passages.furniture import dateline_length, is_credit, is_promotion, is_sign_off, stands_alone
from framing.passages.kinds import Kind, kinds
from framing.passages.pages import plain_text
from framing.passages.paragraphs import Block, paragraphs
from framing.passages.sentences import sentence_spans, trim

__all__ = ["Kind", "Passage", "passages_of", "plain_text", "split"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article, and where it stands in it.

    Parameters
    ----------
    start, end : int
        Its place in the article: ``article[start:end] == text``.
    text : str
        The sentence as it was written.
    paragraph : int
        The number of its paragraph, from 0.
    kind : {"headline", "body", "caption", "dateline", "promotion"}
        What it is in the article. Datelines (with bylines) and promotion (with photo credits) are never scored.
    """

    start: int
    end: int
    text: str
    paragraph: int
    kind: Kind


def split(text: str) -> list[Passage]:
    r"""Split an article into its passages.

    Parameters
    ----------
    text : str
        Plain text, a piece of HTML or an HTML page; offsets are into ``plain_text(text)``, which is plain text as it is.

    Returns
    -------
    list of Passage
        Ordered and disjoint; they cover everything but white space and invisible characters.

    Raises
    ------
    TypeError
        If `text` is not a str.
    ValueError
        If `text` holds a lone surrogate, or is a page without an article.
    ImportError
        If `text` is a page and trafilatura is not installed.

    Examples
    --------
    >>> for passage in split("Rain falls\n\nPARIS (AP) — “It rained,” he said. “It stopped.”"):
    ...     print(passage.paragraph, passage.kind, passage.text)
    0 headline Rain falls
    1 dateline PARIS (AP) —
    1 body “It rained,” he said.
    1 body “It stopped.”
    """
    return passages_of(plain_text(text))


def passages_of(article: str) -> list[Passage]:
    """Split the text that `plain_text` returns, even if it looks like a page itself."""
    blocks = paragraphs(article, stands_alone)
    numbered = enumerate(zip(blocks, kinds(article, blocks), strict=True))
    return [passage for number, (block, kind) in numbered for passage in _passages(article, block, number, kind)]


def _passages(article: str, block: Block, number: int, kind: Kind) -> Iterator[Passage]:
    """Yield the passages of one paragraph."""
    if kind in ("dateline", "promotion"):
        yield Passage(block.start, block.end, article[block.start : block.end], number, kind)
        return
    begin = block.start + dateline_length(article[block.start : block.end])
    if begin > block.start:
        start, end = trim(article, block.start, begin)
        yield Passage(start, end, article[start:end], number, "dateline")
    spans = [(begin + start, begin + end) for start, end in sentence_spans(article[begin : block.end])]
    sentences = [article[start:end] for start, end in spans]
    for (start, end), sentence, part in zip(spans, sentences, _parts(sentences, kind), strict=True):
        yield Passage(start, end, sentence, number, part)


def _parts(sentences: list[str], kind: Kind) -> list[Kind]:
    """Return the kind of each sentence of a paragraph: a credit, a prompt or a signature may end it."""
    if len(sentences) < 2 or kind == "headline":
        return [kind] * len(sentences)
    kind = "caption" if kind == "body" and _ends_with_credit(sentences) else kind
    return [_part(sentence, kind) for sentence in sentences]


def _part(sentence: str, kind: Kind) -> Kind:
    """Return the kind of one sentence of several."""
    if is_sign_off(sentence):
        return "dateline"
    return "promotion" if is_credit(sentence) or is_promotion(sentence) else kind


def _ends_with_credit(sentences: list[str]) -> bool:
    """Say whether a paragraph is a caption with its photo credit: few sentences, the last one a credit."""
    return len(sentences) <= 4 and is_credit(sentences[-1])
