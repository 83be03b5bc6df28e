"""Files are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

# End of the names of files that are not finished; with the dot in front, readers of a folder skip them.
UNFINISHED = ".unfinished"


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder: each under another name first, and renamed only when all are on the disk.

    Parameters
    ----------
    folder : Path
        Where to write; made if it is not there.
    files : mapping of str to bytes
        Contents by name; they are renamed in this order.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_all(Path(folder), {"a.txt": b"Rain fell."})
    ...     [path.name for path in Path(folder).iterdir()]
    ['a.txt']
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts = {name: folder / f".{name}{UNFINISHED}" for name in files}
    try:
        for name, data in files.items():
            with parts[name].open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for name, part in parts.items():
            part.replace(folder / name)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
