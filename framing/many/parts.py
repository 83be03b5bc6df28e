"""The folder of the result: parts are written whole or not at all, and those of another run are never mixed with these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.errors import IntegrityError
from framing.files import UNFINISHED, write_all
from framing.many.jobs import Part
from framing.many.schema import about_of

SUCCESS = "_SUCCESS"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts in a folder.

    Attributes
    ----------
    folder : Path
        Where they are.
    """

    folder: Path

    def begin(self, *, resume: bool) -> None:
        """Make the folder, or see to it that it may be gone on with."""
        if self.folder.is_dir() and any(self.folder.iterdir()) and not resume:
            raise FileExistsError(
                f"out must be a new or an empty folder, got {self.folder}, which holds files; "
                "go on with resume (--resume), or name another"
            )
        if self.folder.exists() and not self.folder.is_dir():
            raise FileExistsError(f"out must be a folder, got the file {self.folder}; name another")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            message = f"out must be a folder that can be made, got {self.folder}: {reason}; name another"
            raise OSError(error.errno, message) from error
        for left in self.folder.glob(f".part-*{UNFINISHED}"):
            left.unlink(missing_ok=True)

    def path(self, number: int) -> Path:
        """Return where a part is, or will be."""
        return self.folder / f"part-{number:06}.parquet"

    def finished(self, number: int, about: Mapping[str, Any]) -> Part | None:
        """Return a part that is there, None if it is not; without it or with a damaged one, the folder is no longer finished.

        Raises
        ------
        ValueError
            If it was made from other articles or with other settings.
        """
        path = self.path(number)
        if not path.exists():
            self.reopen()
            return None
        try:
            found = about_of(path)
        except IntegrityError:
            self.reopen()
            raise
        other = [
            "other articles, or other columns of them" if name == "articles" else f"{name} {found.get(name)!r}, not {value!r}"
            for name, value in about.items()
            if found.get(name) != value
        ]
        if other:
            raise ValueError(
                f"out must be a folder of the same run, got {path.name} of another one ({'; '.join(other)}); name another folder"
            )
        return Part(number, b"", found["passages"], found["reasons"])

    def reopen(self) -> None:
        """Take back that all parts are there."""
        (self.folder / SUCCESS).unlink(missing_ok=True)

    def write(self, part: Part) -> None:
        """Write one part."""
        self.put(self.path(part.number).name, part.data)

    def put(self, name: str, data: bytes) -> None:
        """Write a file, or say that there is no room for it."""
        try:
            write_all(self.folder, {name: data})
        except OSError as error:
            reason = error.strerror or str(error)
            raise OSError(error.errno, f"out must have room for {name}, got: {reason}; then go on with resume") from error

    def finish(self, n_parts: int) -> None:
        """Say that all parts are there.

        Raises
        ------
        ValueError
            If there are more.
        """
        more = sorted(path.name for path in self.folder.glob("part-*.parquet") if path >= self.path(n_parts))
        if more:
            raise ValueError(
                f"out must be a folder of the same run, got {len(more)} more parts from {more[0]}; name another folder"
            )
        self.put(SUCCESS, b"")
