"""The command line of sources: ``framing sources``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.console import fail
from framing.many.parts import SUCCESS
from framing.report.pieces import safe
from framing.sources import ARTICLE, CUES, FEWEST, NEEDED, PASSAGE, REASON, summarize
from framing.sources.forest import forest_plot

if TYPE_CHECKING:
    from pandas import DataFrame

PROGRAM = "framing sources"
FORMATS = ("text", "csv", "json", "html")
WARNING = (
    "A score is about wording: it does not say what is true, which side is taken or what was left out. Ranks are ranges, since "
    "intervals overlap."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: ``framing sources scores.parquet --by source``.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line; `sys.argv` without it.

    Returns
    -------
    int
        0 if all went well, 1 if an input or the output failed.
    """
    options = parser().parse_args(arguments)
    keys = [name.strip() for name in options.by.split(",")]
    try:
        frame = read(options.scores, [*keys, *([options.topic] if options.topic else [])])
        found = summarize(frame, keys, topic=options.topic, fewest=options.fewest)
        if options.plot:
            options.plot.write_bytes(forest_plot(found))
    except (OSError, ValueError, TypeError, ImportError) as error:
        return fail(str(error), PROGRAM)
    sys.stdout.write(written(found.sort_values("score") if len(keys) == 1 else found, options.format))
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser."""
    found = argparse.ArgumentParser(prog=PROGRAM, description="Sum up scored passages by source, with intervals. " + WARNING)
    found.add_argument(
        "scores", type=Path, help="what framing score-many wrote, or another Parquet file of score_frame's columns"
    )
    found.add_argument(
        "--by", default="source", metavar="COLS", help="a column, or several with commas between (default: source)"
    )
    found.add_argument("--topic", metavar="COL", help="a column with topics, to compare as if all were alike")
    found.add_argument("--fewest", type=int, default=FEWEST, metavar="N", help=f"articles to be ranked (default: {FEWEST})")
    found.add_argument("--format", choices=FORMATS, default="text", help="how to write the table (default: text)")
    found.add_argument("--plot", type=Path, metavar="FILE", help="draw estimates and intervals as a PNG (needs the charts extra)")
    return found


def read(path: Path, columns: Sequence[str]) -> DataFrame:
    """Read the columns that are needed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ImportError("Parquet files need pyarrow: pip install 'news-framing[many]'") from error
    if not path.exists():
        raise FileNotFoundError(f"scores must be a file or a folder, got {str(path)!r}, which is not there; check its name")
    files = sorted(path.glob("[!._]*.parquet")) if path.is_dir() else [path]
    if not files:
        raise FileNotFoundError(f"scores must be a folder of Parquet files, got {str(path)!r}, which has none; check its name")
    if path.is_dir() and any(path.glob("part-*")) and not (path / SUCCESS).exists():
        fail(f"{path} is not finished; go on with framing score-many --resume", PROGRAM)
    try:
        have = pq.read_schema(files[0]).names
        wanted = [*dict.fromkeys([ARTICLE, *NEEDED, *columns])]
        missing = [name for name in wanted if name not in have]
        if missing:
            raise ValueError(f"scores must have the column {missing[0]!r}, got {', '.join(have)}; pass what score-many wrote")
        further = [name for name in (PASSAGE, REASON, CUES) if name in have]
        found: DataFrame = pq.read_table(files, columns=[*wanted, *further]).to_pandas()
        return found
    except pa.ArrowInvalid as error:
        raise ValueError(f"scores must be a Parquet file or a folder of some, got {str(path)!r}: {error}") from error


def written(found: DataFrame, kind: str) -> str:
    """Return the table in a format."""
    if kind == "csv":
        return found.to_csv()
    if kind == "json":
        return found.reset_index().to_json(orient="records", date_format="iso") + "\n"
    if kind == "html":
        return f"{found.reset_index().to_html(index=False, float_format='{:.3f}'.format, na_rep='')}\n<p>{WARNING}</p>\n"
    table = found.reset_index().map(lambda value: safe(value) if isinstance(value, str) else value)
    return f"{table.to_string(index=False, float_format='{:.3f}'.format, na_rep='')}\n\n{WARNING}\n"


if __name__ == "__main__":
    sys.exit(main())
