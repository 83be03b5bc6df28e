"""A user's file of labelled passages becomes a frame."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from framing.errors import shown


def read_csv(path: Path, texts: Sequence[str]) -> pd.DataFrame:
    """Read a CSV file, some columns as they are written: a passage may be "None" or "1984", a source "007"."""
    frame = pd.read_csv(path, encoding="utf-8", keep_default_na=False, dtype=dict.fromkeys(texts, str))
    if not isinstance(frame.index, pd.RangeIndex):  # pandas takes the first cells of wider rows for an index
        raise ValueError("its rows have more cells than its heading; is a comma not in quotation marks?")
    return frame


def read_json_lines(path: Path, texts: Sequence[str]) -> pd.DataFrame:
    """Read a file of an object a line."""
    with path.open(encoding="utf-8-sig") as lines:  # a text may hold U+2028, which str.splitlines takes for an end of line
        return pd.DataFrame([json_object(line, number) for number, line in enumerate(lines, 1) if line.strip()])


def json_object(line: str, number: int) -> dict[str, Any]:
    """Return the object that a line holds, or say which line holds none."""
    try:
        found = json.loads(line)
    except ValueError as error:
        raise ValueError(f"line {number} is no JSON ({error})") from error
    if not isinstance(found, dict):
        raise ValueError(f"line {number} is no JSON object, but {shown(found)}")
    return found


def read_parquet(path: Path, texts: Sequence[str]) -> pd.DataFrame:
    """Read a Parquet file."""
    return pd.read_parquet(path)


NUMBERS = ("label", "strength")
TABLES: Mapping[str, Callable[[Path, Sequence[str]], pd.DataFrame]] = {
    ".csv": read_csv,
    ".jsonl": read_json_lines,
    ".parquet": read_parquet,
}


def read_table(path: Path, columns: Mapping[str, str | None], argument: str) -> pd.DataFrame:
    """Read a file of labelled passages.

    Parameters
    ----------
    path : Path
        A CSV, JSON-lines or Parquet file.
    columns : mapping of str to str or None
        The file's column by what it is, such as text, label or source; where it is None, the column of that name if there is one.
    argument : str
        What the command line calls the file, for errors.

    Returns
    -------
    DataFrame
        A column for each of `columns` that the file has, and id if it has one; in the file's order.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is none of the three kinds, cannot be read, is empty, or lacks a column.
    """
    if not path.is_file():
        raise FileNotFoundError(
            f"{argument} must be a file, got {shown(str(path))}, which is not there; check its name and folder"
        )
    read = TABLES.get(path.suffix.lower())
    if read is None:
        raise ValueError(f"{argument} must end in {', '.join(TABLES)}, got {shown(path.name)}; convert it to one of them")
    try:
        frame = read(path, ["id", *(column or role for role, column in columns.items() if role not in NUMBERS)])
    except (ValueError, OSError) as error:
        why = str(error).strip()
        raise ValueError(
            f"{argument} must be a table in UTF-8, got {shown(path.name)}, which pandas cannot read: {why}; repair it"
        ) from error
    named = {role: column or role for role, column in columns.items() if column or role in frame}
    for role, column in named.items():
        if column not in frame:
            have = ", ".join(map(str, frame.columns))
            raise ValueError(f"--{role} must name a column of {shown(path.name)}, got {shown(column)}; it has {have}")
    own = {role: frame[column] for role, column in named.items()}
    return pd.DataFrame(own | ({"id": frame["id"]} if "id" in frame else {}))
