"""What every module says when an input is not what it should be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral

SURROGATE = re.compile("[\ud800-\udfff]")


class IntegrityError(ValueError):
    """Raised for a file that is not the one that was recorded."""


def shown(value: object) -> str:
    """Return the repr of a value, cut to 30 characters."""
    text = repr(value)
    return text if len(text) <= 30 else f"{text[:27]}..."


def check_int(number: object, name: str, advice: str) -> None:
    """Raise for what is no whole number."""
    if not isinstance(number, Integral) or isinstance(number, bool):
        raise TypeError(f"{name} must be an int, got {type(number).__name__} {shown(number)}; {advice}")


def check_names(values: Iterable[object], name: str) -> None:
    """Raise for what cannot be told from others, such as a list, alone or in a tuple."""
    for value in values:
        try:
            hash(value)
        except TypeError:
            got = f"{type(value).__name__} {shown(value)}"
            raise TypeError(f"{name} must hold texts or numbers, got {got}; write it as one text") from None


def check_text(text: object, name: str = "text") -> str:
    """Return the text, or say what is wrong with it.

    Parameters
    ----------
    text : object
        What a caller gave as an article or a passage.
    name : str, default="text"
        The argument's name, for the message.

    Returns
    -------
    str
        The same text.

    Raises
    ------
    TypeError
        If `text` is not a str.
    ValueError
        If `text` holds a lone surrogate, which no file can hold.

    Examples
    --------
    >>> check_text("Rain fell.")
    'Rain fell.'
    """
    if isinstance(text, bytes | bytearray):
        raise TypeError(f"{name} must be a str, got bytes {shown(bytes(text[:40]))}; decode it first: {name}.decode('utf-8')")
    if not isinstance(text, str):
        raise TypeError(f"{name} must be a str, got {type(text).__name__} {shown(text)}; pass one article as one str")
    found = SURROGATE.search(text)
    if found:
        raise ValueError(
            f"{name} must be valid Unicode, got the lone surrogate {shown(found[0])} at character {found.start()}; "
            "read the file again with encoding='utf-8', errors='replace'"
        )
    return text


def check_own(own: Sequence[Iterable[tuple[int, int]]], texts: Sequence[str], name: str = "passages") -> None:
    """Say what is wrong with the spans that count in each of some texts.

    Parameters
    ----------
    own : sequence of tuple of (int, int)
        What a caller gave, for each text.
    texts : sequence of str
        The texts.
    name : str, default="passages"
        What they are called, for the message.

    Raises
    ------
    ValueError
        If there are not as many as texts, or spans are out of order, overlap, or reach beyond their text.

    Examples
    --------
    >>> check_own([((0, 4), (5, 9))], ["Rain fell."])
    """
    if len(own) != len(texts):
        raise ValueError(f"own must have an entry for each of {len(texts)} {name}, got {len(own)}; pass () for none")
    for number, (spans, text) in enumerate(zip(own, texts, strict=True)):
        at = 0
        for start, end in spans:
            if not at <= start <= end <= len(text):
                raise ValueError(
                    f"own must have ordered, disjoint spans within their text, got {shown(spans)} for text {number} of "
                    f"{len(text)} characters; sort them, and merge those that overlap"
                )
            at = end


def check_iterable(value: object, name: str) -> None:
    """Raise for what holds no passages, and for a frame or a mapping, whose names of columns would be taken for passages."""
    if not isinstance(value, Iterable):
        raise TypeError(f"{name} must be an iterable of str, got {type(value).__name__} {shown(value)}; pass a list of texts")
    if hasattr(value, "columns") or isinstance(value, Mapping):
        kind = type(value).__name__
        raise TypeError(f"{name} must be an iterable of str, got a {kind}; pass one column of it, for example {name}['text']")


def check_passages(passages: Iterable[str], name: str = "passages") -> list[str]:
    """Return passages as a list, or say what is wrong with them.

    Parameters
    ----------
    passages : iterable of str
        What a caller gave as passages.
    name : str, default="passages"
        The argument's name, for the message.

    Returns
    -------
    list of str
        The same passages.

    Raises
    ------
    TypeError
        If `passages` is one str or bytes, a frame, a mapping or no iterable, or holds something else than str.
    ValueError
        If a passage holds a lone surrogate.

    Examples
    --------
    >>> check_passages(("Rain fell.",))
    ['Rain fell.']
    """
    check_iterable(passages, name)
    if isinstance(passages, str | bytes):
        kind = type(passages).__name__
        raise TypeError(f"{name} must be an iterable of str, got one {kind} {shown(passages)}; put it in a list")
    return [check_text(text, f"each of {name}") for text in passages]
