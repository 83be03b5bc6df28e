"""An archive of articles, read row by row: tables, lines of JSON, or files of text, whatever their size."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from framing.errors import shown

PAGES = (".txt", ".html", ".htm")
DELIMITERS = {".csv": ",", ".tsv": "\t"}
LINES = (".jsonl", ".ndjson")
PACKED = ".gz"
KINDS = (".parquet", *DELIMITERS, *LINES, *PAGES)
# Characters of one cell of a table: no article has more, but an unclosed quotation mark makes the rest of the file one.
LONGEST = 1 << 24
READ_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are read.

    Attributes
    ----------
    text : str
        The articles.
    id, source : str or None
        Their names and sources, if there are any.
    """

    text: str
    id: str | None = None
    source: str | None = None

    def wanted(self) -> list[str]:
        """Return the names of all that are read."""
        return [name for name in (self.text, self.id, self.source) if name is not None]


@dataclass(frozen=True, slots=True)
class Unread:
    """Stands for an article that could not be read, and says why."""

    reason: str


class Row(NamedTuple):
    """One article; its name and its source are empty where there are none."""

    text: object
    id: str
    source: str


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
    n_read : int
        Bytes of the archive that are read by now.
    """

    first: int
    texts: tuple[object, ...]
    ids: tuple[str, ...]
    sources: tuple[str, ...]
    n_read: int

    def digest(self) -> str:
        """Return a sha256 of the articles with their names, by which a finished part knows its own."""
        found = hashlib.sha256()
        for row in zip(self.texts, self.ids, self.sources, strict=True):
            for value in row:
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
    """

    path: Path
    columns: Columns
    files: list[Path] = field(init=False)
    n_bytes: int = field(init=False)
    n_read: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Find the files."""
        self.files = files_of(self.path)
        self.n_bytes = sum(path.stat().st_size for path in self.files)

    def chunks(self, rows: int) -> Iterator[Chunk]:
        """Yield the articles, some at a time; an archive without articles is one empty chunk."""
        articles, first = self.articles(), 0
        while True:
            texts, ids, sources = zip(*own, strict=True) if (own := list(islice(articles, rows))) else ((), (), ())
            if own or not first:
                yield Chunk(first, texts, ids, sources, self.n_read)
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
                for row in READERS[kind_of(path)](path, raw, self.columns):
                    self.n_read = before + raw.tell()
                    n_rows += 1
                    yield row
        except (EOFError, zlib.error, gzip.BadGzipFile, csv.Error, Damaged) as error:
            raise ValueError(
                f"archive must hold whole files, got {path.name}, damaged after {n_rows:,} articles: {error}; "
                "get it again, then go on with resume"
            ) from error

    def page(self, path: Path) -> Row:
        """Return a file that is one article."""
        name = path.relative_to(self.path).as_posix() if path != self.path else path.name
        return Row(path.read_bytes().decode("utf-8-sig", "surrogateescape"), name, "")


class Damaged(Exception):
    """Raised for a table that cannot be read on."""


def files_of(archive: Path) -> list[Path]:
    """Return the files of an archive, in order."""
    if archive.is_file():
        if kind_of(archive) not in KINDS:
            raise ValueError(f"archive must be a folder or one of {', '.join(KINDS)} (.gz), got {archive.name!r}; convert it")
        return [archive]
    if not archive.is_dir():
        raise FileNotFoundError(f"archive must be a file or a folder, got {str(archive)!r}, which is not there; check its name")
    found = sorted(path for path in archive.rglob("*") if path.is_file() and kind_of(path) in KINDS)
    if not found:
        raise FileNotFoundError(
            f"archive must hold files of {', '.join(KINDS)} (.gz), got none in {str(archive)!r}; check its name"
        )
    return found


def kind_of(path: Path) -> str:
    """Return what kind of file it is, by its name."""
    suffixes = [one.lower() for one in path.suffixes]
    if suffixes[-1:] == [PACKED] and suffixes[-2:-1] and suffixes[-2] not in (".parquet", *PAGES):
        return suffixes[-2]
    return suffixes[-1] if suffixes else ""


def as_text(path: Path, raw: BinaryIO) -> io.TextIOWrapper:
    """Open a text file, perhaps packed; bytes that are no UTF-8 stay in their row, which scoring then reports."""
    stream = gzip.GzipFile(fileobj=raw) if path.suffix.lower() == PACKED else raw
    return io.TextIOWrapper(cast("BinaryIO", stream), "utf-8-sig", "surrogateescape", newline="")


def delimited(path: Path, raw: BinaryIO, columns: Columns) -> Iterator[Row]:
    """Yield the rows of a table with a heading."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    with as_text(path, raw) as text:
        table = csv.reader(text, delimiter=DELIMITERS[kind_of(path)])
        heading = next(table, [])
        there(columns, heading, path)
        places = {name: heading.index(name) for name in columns.wanted()}
        for cells in filter(None, table):
            yield row_of({name: cells[at] for name, at in places.items() if at < len(cells)}, columns)


def lines(path: Path, raw: BinaryIO, columns: Columns) -> Iterator[Row]:
    """Yield the objects of a file of one JSON object a line; a line that is none is an article that could not be read."""
    is_first = True
    with as_text(path, raw) as text:
        for number, line in enumerate(text, 1):
            if not line.strip():
                continue
            values = parsed(line, f"line {number} of {path.name} must be a JSON object")
            if isinstance(values, Unread):
                yield Row(values, "", "")
                continue
            if is_first:
                there(columns, list(values), path)
                is_first = False
            yield row_of(values, columns)


def parsed(line: str, expected: str) -> dict[str, Any] | Unread:
    """Return the object of a line, or why it has none."""
    try:
        values = json.loads(line)
    except ValueError as error:
        return Unread(f"{expected}: {error}")
    return values if isinstance(values, dict) else Unread(f"{expected}, got {shown(values)}")


def parquet(path: Path, raw: BinaryIO, columns: Columns) -> Iterator[Row]:
    """Yield the rows of a Parquet file."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ImportError("Parquet files need pyarrow: pip install 'news-framing[many]'") from error
    try:
        table = pq.ParquetFile(raw)
        there(columns, table.schema_arrow.names, path)
        for batch in table.iter_batches(READ_AT_ONCE, columns=columns.wanted()):
            for values in batch.to_pylist():
                yield row_of(values, columns)
    except (pa.ArrowInvalid, OSError) as error:
        raise Damaged(str(error)) from error


def row_of(values: dict[str, Any], columns: Columns) -> Row:
    """Return what is read of one row."""
    names = (values.get(name) if name is not None else None for name in (columns.id, columns.source))
    return Row(values.get(columns.text), *("" if value is None else str(value) for value in names))


def there(columns: Columns, have: list[str], path: Path) -> None:
    """Raise for a column that a table lacks."""
    for role, name in (("text", columns.text), ("id", columns.id), ("source", columns.source)):
        if name is not None and name not in have:
            listed = ", ".join(map(str, have)) or "no columns"
            raise ValueError(f"{role} must be a column of {path.name}, got {name!r}; it has {listed}")


READERS: dict[str, Callable[[Path, BinaryIO, Columns], Iterator[Row]]] = {
    ".parquet": parquet,
    **dict.fromkeys(DELIMITERS, delimited),
    **dict.fromkeys(LINES, lines),
}
