"""Tables of articles, row by row: Parquet, CSV, lines of JSON; and what stands for a row that cannot be read."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from framing.errors import shown

DELIMITERS = {".csv": ",;\t", ".tsv": "\t"}
LINES = (".jsonl", ".ndjson")
PACKED = ".gz"
# Characters of one cell of a table: no article has more, but an unclosed quotation mark makes the rest of the file one.
LONGEST = 1 << 24
READ_AT_ONCE = 256
# Bytes of a file in which UTF-16 has a NUL, and nothing else does.
WIDE = 4
BUFFER = 1 << 20
# What stands for a byte that could not be decoded.
UNREAD_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are read.

    Attributes
    ----------
    text : str
        The articles.
    id, source : str or None
        Their names and sources, if there are any.
    keep : tuple of str
        Further columns that go to the result as they are.
    """

    text: str
    id: str | None = None
    source: str | None = None
    keep: tuple[str, ...] = ()

    def wanted(self) -> list[str]:
        """Return the names of all that are read, each once."""
        return list(dict.fromkeys(name for name in (self.text, self.id, self.source, *self.keep) if name is not None))


@dataclass(frozen=True, slots=True)
class Unread:
    """Stands for an article that could not be read, and says why."""

    reason: str


class Row(NamedTuple):
    """One article; its name and its source are empty where there are none."""

    text: object
    id: str = ""
    source: str = ""
    kept: tuple[str, ...] = ()


class Damaged(Exception):
    """Raised for a table that cannot be read on."""


def kind_of(path: Path) -> str:
    """Return what kind of file it is, by its name."""
    suffixes = [one.lower() for one in path.suffixes]
    if suffixes[-1:] == [PACKED] and suffixes[-2:-1] and suffixes[-2] in (*DELIMITERS, *LINES):
        return suffixes[-2]
    return suffixes[-1] if suffixes else ""


def known_encoding(name: str) -> str:
    """Return an encoding that Python knows; UTF-8 with or without a byte order mark."""
    try:
        "".encode(name)  # hex and its like are codecs, but not of text
        found = codecs.lookup(name).name
    except (LookupError, ValueError) as error:
        raise ValueError(f"encoding must be one that Python knows, got {shown(name)}; pass 'utf-8' or 'windows-1252'") from error
    return "utf-8-sig" if found == "utf-8" else found


def as_text(path: Path, raw: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """Open a text file, perhaps packed; bytes that are not in the encoding stay in their row."""
    stream = cast("io.BufferedReader", gzip.GzipFile(fileobj=raw) if path.suffix.lower() == PACKED else raw)
    if b"\0" in stream.peek(WIDE)[:WIDE] and not encoding.startswith(("utf-16", "utf-32")):
        raise ValueError(
            f"encoding (--encoding) must be that of {path.name}, which looks like UTF-16; pass utf-16 (--encoding utf-16)"
        )
    return io.TextIOWrapper(stream, encoding, "surrogateescape", newline="")


def readable(text: object, encoding: str | None) -> object:
    """Return a text, or why it is none: a byte that is not in its file's encoding, or a NUL where UTF-16 has one.

    The encoding of a Parquet file is None, for UTF-8.
    """
    if not isinstance(text, str):
        return text
    found, wide = UNREAD_BYTE.search(text), encoding is not None and "\0" in text[:WIDE]
    if not found and not wide:
        return text
    got = f"got byte 0x{ord(found[0]) - 0xDC00:02x}" if found else "got a NUL"
    if encoding is None:
        return Unread(f"text must be in UTF-8, {got}; decode it before it is written to the Parquet file")
    other = "utf-16" if wide else "windows-1252" if encoding.startswith("utf-8") else "utf-8"
    return Unread(f"text must be in the archive's encoding, {got}; pass encoding (--encoding), e.g. {other}")


def valid(text: str) -> str:
    """Return a text with a question mark for what is no Unicode."""
    return text.encode("utf-8", "replace").decode()


def delimited(path: Path, raw: BinaryIO, columns: Columns, encoding: str) -> Iterator[Row]:
    """Yield the rows of a table with a heading; a .csv may have semicolons or tabs.

    A row with more cells than the heading is an article that could not be read: one of its texts is cut, but which is not known.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    with as_text(path, raw, encoding) as text:
        first = opening(text)
        delimiter = max(DELIMITERS[kind_of(path)], key="".join(first).count)
        table = csv.reader(chain(first, text), delimiter=delimiter, strict=True)
        heading = next((cells for cells in table if "".join(cells).strip()), [])
        there(columns, heading, path)
        places = {name: heading.index(name) for name in columns.wanted()}
        for cells in filter(None, table):
            if any(cells[len(heading) :]):
                got = f"got {len(cells)} for {len(heading)}, up to line {table.line_num} of {path.name}"
                what = f"row must have no more cells than the heading, {got}; put cells with {delimiter!r} in quotation marks"
                yield unread(Unread(what), columns)
                continue
            yield row_of({name: cells[at] for name, at in places.items() if at < len(cells)}, columns, encoding)


def opening(text: Iterable[str]) -> list[str]:
    """Return the lines of a file up to the first that is not blank."""
    found = []
    for line in text:
        found.append(line)
        if line.strip():
            break
    return found


def lines(path: Path, raw: BinaryIO, columns: Columns, encoding: str) -> Iterator[Row]:
    """Yield the objects of a file of one JSON object a line; a line that is none is an article that could not be read.

    Only the column of the articles must be in the first one: many writers leave out what is null.
    """
    is_first = True
    with as_text(path, raw, encoding) as text:
        for number, line in enumerate(text, 1):
            if not line.strip():
                continue
            values = parsed(line, f"line must be a JSON object, got line {number} of {path.name}")
            if isinstance(values, Unread):
                yield unread(values, columns)
                continue
            if is_first:
                there(Columns(columns.text), list(values), path)
                is_first = False
            yield row_of(values, columns, encoding)


def parsed(line: str, got: str) -> dict[str, Any] | Unread:
    """Return the object of a line, or why it has none: what differs by line follows "got", for reasons are counted."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Unread(f"{got}: {error}")
    return values if isinstance(values, dict) else Unread(f"{got}: {shown(values)}")


def parquet(path: Path, raw: BinaryIO, columns: Columns, encoding: str) -> Iterator[Row]:
    """Yield the rows of a Parquet file, which are always in UTF-8."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ImportError("Parquet files need pyarrow: pip install 'news-framing[many]'") from error
    try:
        table = pq.ParquetFile(raw, buffer_size=BUFFER, pre_buffer=False)
        there(columns, table.schema_arrow.names, path)
        for batch in table.iter_batches(READ_AT_ONCE, columns=columns.wanted()):
            for number in range(batch.num_rows):
                yield row_of({name: cell(batch.column(name)[number]) for name in batch.schema.names}, columns, None)
    except (pa.ArrowInvalid, OSError) as error:
        raise Damaged(str(error)) from error


def cell(value: Any) -> Any:
    """Return a cell of a Parquet file, bytes as text; of text that is no UTF-8 what can be read."""
    try:
        found = value.as_py()
    except UnicodeDecodeError:
        found = bytes(value.as_buffer())
    except OverflowError:  # a time that Python has none of, before the year 1 or after 9999
        found = value.cast("string").as_py()
    except KeyError:  # a time in a zone that Python has none of
        import pyarrow as pa

        found = value.cast(pa.timestamp(value.type.unit, "UTC")).cast("string").as_py()
    return found.decode("utf-8", "surrogateescape") if isinstance(found, bytes) else found


def unread(why: Unread, columns: Columns) -> Row:
    """Return a row of which nothing could be read."""
    return Row(why, kept=("",) * len(columns.keep))


def row_of(values: dict[str, Any], columns: Columns, encoding: str | None) -> Row:
    """Return what is read of one row."""
    id_, source, *kept = (values.get(name) if name is not None else None for name in (columns.id, columns.source, *columns.keep))
    return Row(readable(values.get(columns.text), encoding), as_name(id_), as_name(source), tuple(map(as_name, kept)))


def as_name(value: object) -> str:
    """Return a cell as text, empty if there is none."""
    return "" if value is None or value != value else valid(str(value))


def there(columns: Columns, have: list[str], path: Path) -> None:
    """Raise for a column that a table lacks, or has more than once."""
    roles = [("text", columns.text), ("id", columns.id), ("source", columns.source), *(("keep", name) for name in columns.keep)]
    for role, name in roles:
        if name is not None and name not in have:
            listed = ", ".join(map(str, have)) or "no columns"
            raise ValueError(f"{role} (--{role}) must be a column of {path.name}, got {name!r}; it has {listed}")
        if name is not None and have.count(name) > 1:
            raise ValueError(f"{role} (--{role}) must be one column of {path.name}, got {name!r} twice; rename one")


READERS: dict[str, Callable[[Path, BinaryIO, Columns, str], Iterator[Row]]] = {
    ".parquet": parquet,
    **dict.fromkeys(DELIMITERS, delimited),
    **dict.fromkeys(LINES, lines),
}
