"""An archive of articles, read some at a time, whatever its size: a table, or a folder of tables and of files of text."""

from __future__ import annotations

import csv
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from framing.many.tables import READERS, Columns, Damaged, Row, Unread, kind_of, known_encoding, readable, valid

PAGES = (".txt", ".html", ".htm")
KINDS = (*READERS, *PAGES)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some articles that follow each other.

    Attributes
    ----------
    first : int
        Number of the first one in the archive.
    texts : tuple
        The articles: str, or whatever else a row held.
    ids, sources : tuple of str
        Their names and sources.
    kept : tuple of tuple of str
        What else is kept of each, by column.
    n_read : int
        Bytes of the archive that are read by now.
    """

    first: int
    texts: tuple[object, ...]
    ids: tuple[str, ...]
    sources: tuple[str, ...]
    kept: tuple[tuple[str, ...], ...]
    n_read: int

    def digest(self) -> str:
        """Return a sha256 of the articles with their names, by which a finished part knows its own."""
        found = hashlib.sha256()
        for text, name, source, kept in zip(self.texts, self.ids, self.sources, self.kept, strict=True):
            for value in (text, name, source, *kept):
                data = (value if isinstance(value, str) else f"\0{value!r}").encode("utf-8", "surrogatepass")
                found.update(len(data).to_bytes(8, "little") + data)
        return found.hexdigest()


@dataclass
class Archive:
    """An archive of articles.

    Attributes
    ----------
    path : Path
        A table or a folder.
    columns : Columns
        What is read of tables.
    encoding : str, default="utf-8"
        Of all but Parquet files.
    """

    path: Path
    columns: Columns
    encoding: str = "utf-8"
    files: list[Path] = field(init=False)
    n_bytes: int = field(init=False)
    n_read: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Find the files, and see to it that each table has the columns."""
        self.encoding = known_encoding(self.encoding)
        self.files = files_of(self.path)
        self.n_bytes = sum(path.stat().st_size for path in self.files)
        for path in self.files:
            if kind_of(path) in READERS:
                next(self.file(path, 0), None)
        self.n_read = 0

    def chunks(self, rows: int) -> Iterator[Chunk]:
        """Yield the articles, some at a time; an archive without articles is one empty chunk."""
        articles, first = self.articles(), 0
        while True:
            own = list(islice(articles, rows))
            texts, ids, sources, kept = zip(*own, strict=True) if own else ((), (), (), ())
            if own or not first:
                yield Chunk(first, texts, ids, sources, kept, self.n_read)
            if len(own) < rows:
                return
            first += len(own)

    def articles(self) -> Iterator[Row]:
        """Yield the articles of all files; those without a name are numbered."""
        number = 0
        before = 0
        for path in self.files:
            for row in self.file(path, before):
                yield row if row.id else row._replace(id=str(number))
                number += 1
            before += path.stat().st_size
            self.n_read = before

    def file(self, path: Path, before: int) -> Iterator[Row]:
        """Yield the articles of one file, and keep how far it is read."""
        if kind_of(path) in PAGES:
            yield self.page(path)
            return
        n_rows = 0
        try:
            with path.open("rb") as raw:
                for row in READERS[kind_of(path)](path, raw, self.columns, self.encoding):
                    self.n_read = before + raw.tell()
                    n_rows += 1
                    yield row
        except (EOFError, zlib.error, gzip.BadGzipFile, csv.Error, UnicodeError, Damaged) as error:
            raise ValueError(
                f"archive must hold whole files, got {path.name}, damaged after {n_rows:,} articles: {error}; "
                "get it again, then go on with resume"
            ) from error

    def page(self, path: Path) -> Row:
        """Return a file that is one article."""
        name = path.relative_to(self.path) if path != self.path else Path(path.name)
        folder = "" if name.parent == Path() else name.parent.as_posix()
        try:
            text = readable(path.read_bytes().decode(self.encoding, "surrogateescape"), self.encoding)
        except UnicodeError as error:
            text = Unread(f"text must be in the archive's encoding: {error}; pass encoding (--encoding)")
        return Row(text, valid(name.as_posix()), valid(folder), ("",) * len(self.columns.keep))


def seen(path: Path, archive: Path) -> bool:
    """Tell whether a file is not hidden, nor in a hidden folder of an archive, where editors keep copies."""
    return not any(part.startswith(".") for part in path.relative_to(archive).parts)


def files_of(archive: Path) -> list[Path]:
    """Return the files of an archive, in order."""
    if archive.is_file():
        if kind_of(archive) not in KINDS:
            raise ValueError(f"archive must be a folder or one of {', '.join(KINDS)} (.gz), got {archive.name!r}; convert it")
        return [archive]
    if not archive.is_dir():
        raise FileNotFoundError(f"archive must be a file or a folder, got {str(archive)!r}, which is not there; check its name")
    found = sorted(path for path in archive.rglob("*") if path.is_file() and kind_of(path) in KINDS and seen(path, archive))
    if not found:
        raise FileNotFoundError(
            f"archive must hold files of {', '.join(KINDS)} (.gz), got none in {str(archive)!r}; check its name"
        )
    return found
