"""Quotation marks and dashes in UTF-8 that were read as Windows-1252 or Latin-1 (â€œ for “)."""

from __future__ import annotations

import re

# The last of their three bytes, as both encodings have it. Windows-1252 has none for the closing mark's, so it is often lost;
# curly marks among them may have been made straight.
MEANT = {
    **dict(zip("\x93\x94\x98\x99\x9a\x9c\x9d\x9e\xa6", "–—‘’‚“”„…", strict=True)),
    **dict(zip('“”"\u02dc™šœž', "–——‘’‚“„", strict=True)),
    **dict.fromkeys(["", "\ufffd"], "”"),
}
MISREAD = re.compile(rf"â[€\x80]([{''.join(MEANT)}]|(?=[^\S\xa0]|[.,;:!?)\]Ââ-]|$))")


def as_meant(text: str) -> str:
    """Return a text with the marks that were meant, without which its quotations are not seen.

    Examples
    --------
    >>> as_meant("â€œItâ€™s a lie,â€ he said â€” and left.")
    '“It’s a lie,” he said — and left.'
    """
    return MISREAD.sub(lambda found: MEANT[found[1]], text) if "â" in text else text
