"""Names of public data sets to frames, with licence, checksum and source."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from framing.datasets import articles, contrast, sentences
from framing.datasets.originals import fetch
from framing.errors import IntegrityError, shown
from framing.resources import resource_folder

__all__ = ["content", "describe", "load", "names", "verified"]

READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    "allsides": articles.allsides,
    "annolexical": sentences.annolexical,
    "babe": sentences.babe,
    "babe_sg2": sentences.babe_sg2,
    "checkthat": sentences.checkthat,
    "clickbait": sentences.clickbait,
    "cwhard": sentences.cwhard,
    "goodnewseveryone": sentences.goodnewseveryone,
    "gvfc": sentences.gvfc,
    "gwsd": sentences.gwsd,
    "hyperpartisan_articles": articles.hyperpartisan_articles,
    "hyperpartisan_titles": sentences.hyperpartisan_titles,
    "hypo_l": sentences.hypo_l,
    "hypo_pairs": sentences.hypo_pairs,
    "mbic": sentences.mbic,
    "mpqa": sentences.mpqa,
    "narrative_framing": articles.narrative_framing,
    "news_ninja": sentences.news_ninja,
    "newsdiscourse": articles.newsdiscourse,
    "newsmtsc": articles.newsmtsc,
    "newssd": sentences.newssd,
    "polnear": articles.polnear,
    "semeval2020": articles.semeval2020,
    "semeval2023": articles.semeval2023,
    "subj": sentences.subj,
    "wnc_pairs": sentences.wnc_pairs,
    "wnc_xlou": sentences.wnc_xlou,
    **contrast.READERS,
}


def names() -> tuple[str, ...]:
    """List the data sets that `load` knows.

    Returns
    -------
    tuple of str
        In alphabetical order.

    Examples
    --------
    >>> "babe" in names()
    True
    """
    return tuple(sorted(READERS))


def describe(name: str) -> dict[str, Any]:
    """Return what is recorded of a data set.

    Parameters
    ----------
    name : str
        One of `names()`.

    Returns
    -------
    dict
        Title, address, licence, citation, meaning of the label, columns,
        counts, and the sha256 of the originals where they are pinned.

    Raises
    ------
    ValueError
        If no set has that name.

    Examples
    --------
    >>> describe("newssd")["licence"]
    'CC BY 4.0'
    """
    path = resource_folder("datasets") / _known(name) / "dataset.json"
    described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return described


def load(name: str, data_dir: str | Path | None = None) -> pd.DataFrame:
    """Load a data set as one frame.

    Parameters
    ----------
    name : str
        One of `names()`.
    data_dir : str or Path, optional
        Folder of prepared data; docs/data.md shows its layout. Without it
        the environment's FRAMING_DATA, and without that the originals are
        fetched into a cache, for the sets whose originals are pinned. The
        contrast sets are in the package and need none.

    Returns
    -------
    DataFrame of shape (n_texts, at least 8)
        A row a text, in the release's order. Always there: text; label, 1 or
        0 in the set's own meaning, nan where it has none; strength, the share
        in [0, 1] of annotators who said 1, else the label; votes, their
        number or nan; source and topic, "" where unknown; group, what has to
        stay in one fold; set, the name.

    Raises
    ------
    ValueError
        If no set has that name; an `IntegrityError` if a fetched file is not
        the one recorded.
    FileNotFoundError
        If the set is neither in the folder nor can be fetched.
    """
    known = _known(name)
    if known in contrast.READERS:
        return READERS[known](resource_folder("datasets"))
    folder = data_dir if data_dir is not None else os.environ.get("FRAMING_DATA")
    if not folder:
        return READERS[known](fetch(describe(known)))
    try:
        return READERS[known](Path(folder))
    except (FileNotFoundError, NotADirectoryError) as missing:
        described = describe(known)
        raise FileNotFoundError(
            f"data_dir must hold {' and '.join(described['prepared'])} to load {known!r}, got {str(folder)!r} "
            f"without {Path(str(missing.filename)).name}; download the set from {described['address']} "
            "and put it there as docs/data.md shows"
        ) from missing


def content(frame: pd.DataFrame) -> str:
    """Return the sha256 of a set's texts and labels, in order: the same however the set was stored.

    Parameters
    ----------
    frame : DataFrame
        A set, from `load`.

    Returns
    -------
    str
        Hexadecimal digits, as ``describe(name)["content"]`` has them.

    Examples
    --------
    >>> content(load("contrast_traps")) == describe("contrast_traps")["content"]
    True
    """
    rows = zip(frame["text"].tolist(), frame["label"].tolist(), strict=True)
    return hashlib.sha256(json.dumps(list(rows), ensure_ascii=False).encode()).hexdigest()


def verified(name: str, data_dir: str | Path | None = None) -> pd.DataFrame:
    """Load a data set and compare it with what is recorded of it.

    Parameters
    ----------
    name : str
        One of `names()`.
    data_dir : str or Path, optional
        As in `load`.

    Returns
    -------
    DataFrame
        As from `load`.

    Raises
    ------
    IntegrityError
        If texts or labels are others than those that were recorded.
    """
    frame, recorded = load(name, data_dir), describe(name)["content"]
    found = content(frame)
    if found != recorded:
        raise IntegrityError(
            f"data_dir must hold the recorded release of {name!r}, content {recorded[:12]}…, got {len(frame):,} rows of content "
            f"{found[:12]}…; get it from {describe(name)['address']}, or record yours in datasets/{name}/dataset.json"
        )
    return frame


def _known(name: str) -> str:
    """Return the name, or say which there are."""
    if not isinstance(name, str):
        raise TypeError(f"name must be a str, got {type(name).__name__} {shown(name)}; pass one of framing.datasets.names()")
    if name not in READERS:
        raise ValueError(f"name must be a known data set, got {shown(name)}; pass one of {', '.join(names())}")
    return name
