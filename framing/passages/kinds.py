"""What each paragraph is in its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from framing.passages.furniture import is_caption_label, is_credit, is_dateline, is_marked_caption, is_promotion, is_teaser
from framing.passages.paragraphs import Block
from framing.passages.sentences import SEEN, sentence_spans

Kind = Literal["headline", "body", "caption", "dateline", "promotion"]

ENDED = re.compile(r"[.,:;][\"'”’»)\]]*$")
# A headline may end in U.S. or in dots, but not like a sentence.
OPEN_ENDED = re.compile(r"(?:[^\W\d_]\.){2,}$|\.\.\.$")
# What speaks to the reader describes no picture.
ADDRESSES = re.compile(r"\?|\w@\w")
MAX_HEADLINE = 250
MAX_HEADLINE_WORDS = 35
MAX_CAPTION_WORDS = 60
MAX_LOOSE_CAPTION_WORDS = 25
MAX_CAPTION_LINES = 3


def kinds(text: str, blocks: Sequence[Block]) -> list[Kind]:
    r"""Return the kind of each paragraph.

    Parameters
    ----------
    text : str
        The article.
    blocks : sequence of Block
        Its paragraphs.

    Returns
    -------
    list of str
        One kind a paragraph, in order.

    Examples
    --------
    >>> from framing.passages.paragraphs import paragraphs
    >>> article = "Rain falls\n\nIt rained all day.\n\nA wet street\nPhoto: Ann Lee"
    >>> kinds(article, paragraphs(article, lambda line: False))
    ['headline', 'body', 'caption', 'promotion']
    """
    texts = [text[block.start : block.end] for block in blocks]
    found: list[Kind] = [_alone(piece) for piece in texts]
    headline = _headline(texts, found)
    for number in range(1, len(blocks)):
        before = number - 1
        # The first line, or a headline, may begin so as well.
        if number != headline and found[number] == "body" and is_teaser(texts[number]):
            found[number] = "promotion"
        if found[number] == "body" and is_caption_label(texts[before]) and len(texts[number].split()) <= MAX_CAPTION_WORDS:
            found[number] = "caption"
        if before == headline or (found[before], found[number]) != ("body", "promotion"):
            continue
        if is_credit(texts[number]) and _describes(texts[before], _share_run(blocks, number)):
            found[before] = "caption"
    if headline is not None:
        found[headline] = "headline"
    return found


def _alone(piece: str) -> Kind:
    """Return what a paragraph is by its own words."""
    if is_credit(piece):
        return "promotion"
    if is_marked_caption(piece):
        return "caption"
    if is_dateline(piece):
        return "dateline"
    return "promotion" if is_promotion(piece) else "body"


def _headline(texts: Sequence[str], found: Sequence[Kind]) -> int | None:
    """Return which paragraph is the headline: the first, short, not ended like a sentence, and not alone."""
    number = next((number for number, kind in enumerate(found) if kind not in ("dateline", "promotion")), None)
    if number is None or found[number] != "body" or not {"body", "caption"} & set(found[number + 1 :]):
        return None
    piece = texts[number]
    if len(piece) > MAX_HEADLINE or len(piece.split()) > MAX_HEADLINE_WORDS:
        return None
    return number if _reads_as_headline(piece) else None


def _reads_as_headline(piece: str) -> bool:
    """Say whether no sentence in it ends in a full stop."""
    if not SEEN.search(piece) or (ENDED.search(piece) and not OPEN_ENDED.search(piece)):
        return False
    return all(piece[:end].endswith(("?", "!", "…")) for _, end in sentence_spans(piece)[:-1])


def _share_run(blocks: Sequence[Block], number: int) -> bool:
    """Say whether a credit and the line before it stand together, apart from the other text."""
    first = max(0, number - MAX_CAPTION_LINES)
    return blocks[number - 1].run == blocks[number].run and (first == 0 or blocks[first].run != blocks[number].run)


def _describes(piece: str, together: bool) -> bool:
    """Say whether the paragraph before a credit is short enough for the picture's caption."""
    if len(piece) > 10 * MAX_CAPTION_WORDS:
        return False
    n_words = len(piece.split())
    if together:
        return n_words <= MAX_CAPTION_WORDS
    return n_words <= MAX_LOOSE_CAPTION_WORDS and not ENDED.search(piece) and not ADDRESSES.search(piece)
