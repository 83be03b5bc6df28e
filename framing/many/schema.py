"""The file of one part: its columns, their types, and what it was made from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import IntegrityError, shown

if TYPE_CHECKING:
    from pandas import DataFrame

# Arrow's names of types, by column.
COLUMNS = {
    "article": "int64",
    "id": "string",
    "source": "string",
    "passage": "int32",
    "start": "int32",
    "end": "int32",
    "text": "string",
    "paragraph": "int32",
    "kind": "string",
    "voice": "string",
    "score": "float64",
    "quoted_score": "float64",
    "percentile": "float64",
    "n_words": "int32",
    "n_author_words": "int32",
    "n_quoted_words": "int32",
    "reason": "string",
}
# A further column, if it is asked for.
CUES = "cues"
COMPRESSION = "zstd"
ABOUT = b"framing"


def as_parquet(frame: DataFrame, keep: Sequence[str], about: Mapping[str, Any]) -> bytes:
    """Return passages as the bytes of a Parquet file.

    Parameters
    ----------
    frame : DataFrame
        A row a passage, with the columns of `COLUMNS`, and further ones.
    keep : sequence of str
        Names of these, which are texts.
    about : mapping
        What it was made from, kept in the file's metadata as JSON.

    Returns
    -------
    bytes
        Always the same for the same rows.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = COLUMNS | dict.fromkeys(keep, "string")
    schema = pa.schema([(name, pa.type_for_alias(type_)) for name, type_ in types.items()])
    table = pa.Table.from_pandas(frame[list(types)], schema=schema, preserve_index=False)
    buffer = BytesIO()
    metadata = {ABOUT: json.dumps(about, sort_keys=True).encode()}
    pq.write_table(table.replace_schema_metadata(metadata), buffer, compression=COMPRESSION)
    return buffer.getvalue()


def about_of(path: Path) -> dict[str, Any]:
    """Return what a part was made from.

    Raises
    ------
    IntegrityError
        If it is no part, or damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_schema(path).metadata or {}
    except (pa.ArrowInvalid, OSError) as error:
        raise IntegrityError(
            f"out must hold whole parts, got a damaged {path.name}: {shown(str(error))}; delete it, then go on with resume"
        ) from error
    if ABOUT not in metadata:
        raise IntegrityError(f"out must hold parts that framing wrote, got another {path.name}; name another folder")
    found: dict[str, Any] = json.loads(metadata[ABOUT])
    return found
