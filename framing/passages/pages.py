"""The text of the article on an HTML page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.errors import check_text, shown
from framing.passages.fragments import OPENING, unmarked
from framing.passages.misread import as_meant

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAGE = re.compile(
    r"[\s\ufeff]*+(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
DECLARATION = re.compile(r"^[\s\ufeff]*+<\?xml[^>]{0,200}>")
# What only pages have around an article, or beside it: a piece of HTML with one is not all article.
AROUND = re.compile(r"<(?:article|aside|form|main|nav)[\s>]", re.IGNORECASE)
# Control characters and two that are no characters, which the parser lets pass and then refuses.
CONTROL = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[\da-f]|fff[ef])(?![\da-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d));?", re.IGNORECASE
)
HEAD = 1024


def is_page(text: str) -> bool:
    """Say whether a text is an HTML page: by its first tag, or because it begins with one and soon has what only pages have.

    Examples
    --------
    >>> is_page("<!DOCTYPE html><p>Rain fell.</p>"), is_page("Rain fell < 2 mm.")
    (True, False)
    """
    head = text[:HEAD]
    if PAGE.match(head):
        return True
    return head.lstrip("\ufeff \t\r\n").startswith("<") and AROUND.search(head) is not None


def plain_text(text: str) -> str:
    """Return the article on a page, headline first; a piece of HTML without its tags and references; any other text as it is.

    What tags mark as quoted (``q``, ``blockquote``) is put in quotation marks, and marks that were read in the wrong encoding
    (``â€œ``) become what they were.

    Parameters
    ----------
    text : str
        Plain text, a piece of HTML such as a feed's summary, or an HTML page.

    Returns
    -------
    str
        The text that the passages' offsets of :func:`split` point into.

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
    >>> plain_text("Rain fell."), plain_text("<p>&ldquo;Rain fell.&rdquo;</p>")
    ('Rain fell.', '“Rain fell.”')
    """
    return as_meant(article_of(text) if is_page(check_text(text)) else unmarked(text))


def article_of(text: str) -> str:
    """Return the article on a page."""
    try:
        import trafilatura
        from trafilatura.settings import Document
    except ImportError as error:
        raise ImportError(
            f'text is an HTML page, {shown(text)}, and reading it needs trafilatura; pip install "news-framing[html]"'
        ) from error
    # The parser refuses a str that declares an encoding.
    page = CONTROL.sub("", DECLARATION.sub("", text, count=1))
    tree = trafilatura.load_html(page)
    if tree is not None:
        put_marks(tree)
    found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=True)
    if not isinstance(found, Document) or not found.text:
        if not PAGE.match(text) and (piece := unmarked(text)):
            return piece
        raise ValueError(
            f"text must be a page with an article, got a page without one, {shown(text)}; pass the article's own text"
        )
    return _with_headline(found.text, " ".join((found.title or "").split()))


def put_marks(tree: HtmlElement) -> None:
    """Put quotation marks around what is quoted by tags alone; paragraphs are marked as in print, the last one closed.

    A page that is one long quotation is left as it is: its author has another reason for the tag.
    """
    from lxml.etree import strip_tags

    parents = {quotation.getparent() for quotation in tree.iter("q")}
    for quotation in tree.iter("q"):
        enclose(quotation)
    strip_tags(tree, "q")
    # The pieces of text that are left side by side become one, without which every later look at them is slow.
    for parent in parents:
        parent.text = parent.text
        for child in parent:
            child.tail = child.tail
    blocks = tree.xpath("//blockquote[not(ancestor::blockquote)]")
    quoted, whole = (sum(len(one.text_content()) for one in tree.xpath(path)) for path in ("//blockquote//p", "//p"))
    if 2 * quoted > whole:
        return
    for block in blocks:
        paragraphs = [one for one in block.iter("p") if one.text_content().strip()] or [block]
        if not block.text_content().lstrip().startswith(OPENING):
            for paragraph in paragraphs:
                enclose(paragraph, close=paragraph is paragraphs[-1])


def enclose(element: HtmlElement, *, close: bool = True) -> None:
    """Put an opening quotation mark before each line of an element, and a closing one behind it."""
    element.text = "“" + (element.text or "").lstrip()
    for line in element.iter("br"):
        line.tail = "“" + line.tail.lstrip() if line.tail and line.tail.strip() else line.tail
    if close and len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + "”"
    elif close:
        element.text = element.text.rstrip() + "”"


def _with_headline(body: str, title: str) -> str:
    """Put the page's title before the article, unless its first line is the title."""
    first = body.partition("\n")[0].casefold()
    known = title.casefold().startswith(first) or first.startswith(title.casefold())
    return body if known else f"{title}\n\n{body}"
