"""Originals of a data set into a cache, each checked against its sha256."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from framing.errors import IntegrityError

HOST = "https://raw.githubusercontent.com"
SECONDS = 60


def fetch(described: dict[str, Any]) -> Path:
    """Bring the originals of a data set into the cache.

    Parameters
    ----------
    described : dict
        What `describe` returns: repository, commit and, under originals,
        path, sha256 and the place in the cache of each file.

    Returns
    -------
    Path
        The cache, laid out like a folder of data.

    Raises
    ------
    FileNotFoundError
        If the originals of the set are not pinned.
    IntegrityError
        If a file is not the one recorded; it is not kept.
    ConnectionError
        If the server does not answer or breaks off.
    """
    if not described["originals"]:
        raise FileNotFoundError(
            f"data_dir must be given for {described['name']!r}, which cannot be fetched, got None; download the set "
            f"from {described['address']}, put it at {' and '.join(described['prepared'])} in a folder "
            "as docs/data.md shows and pass that as data_dir, --data-dir or FRAMING_DATA"
        )
    cache = cache_folder()
    for original in described["originals"]:
        _fetch_file(f"{HOST}/{described['repository']}/{described['commit']}/{original['path']}", original, cache)
    return cache


def cache_folder() -> Path:
    """Return the folder for fetched files: FRAMING_CACHE, else the user's cache."""
    named = os.environ.get("FRAMING_CACHE")
    return Path(named) if named else Path(_pooch().os_cache("news-framing"))


def _pooch() -> Any:
    """Return the module that downloads, which only training needs."""
    try:
        import pooch
    except ImportError as missing:
        message = "fetching must have pooch, got none; install it: pip install 'news-framing[train]'"
        raise ImportError(message) from missing
    return pooch


def _fetch_file(address: str, original: dict[str, Any], cache: Path) -> None:
    """Download one file unless the cache has it, whole and as recorded."""
    pooch = _pooch()
    from requests.exceptions import RequestException

    target = cache / original["saved_as"]
    logging.getLogger("pooch").setLevel(logging.WARNING)
    try:
        pooch.retrieve(
            address,
            known_hash=f"sha256:{original['sha256']}",
            fname=target.name,
            path=target.parent,
            downloader=pooch.HTTPDownloader(timeout=SECONDS),
        )
    except RequestException as broken:
        raise ConnectionError(
            f"{address} must be reachable where data_dir is not given, got {type(broken).__name__}; try again, or "
            f"download the file by hand to {original['saved_as']} in a folder and pass that as data_dir"
        ) from broken
    except ValueError as different:
        raise IntegrityError(
            f"{address} must have the sha256 {original['sha256']}, got another file, which is not kept; try again, "
            "or report that the published file has changed"
        ) from different
