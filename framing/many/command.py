"""The command line of an archive: ``framing score-many``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from framing.console import fail
from framing.many import ROWS, Progress, Run, Settings, steps
from framing.many.tables import Columns
from framing.report.pieces import counted
from framing.scoring import QUOTES

PROGRAM = "framing score-many"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: ``framing score-many articles.parquet --out scores.parquet``.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line; `sys.argv` without it.

    Returns
    -------
    int
        0 if all went well, 1 if an input, the output or a model failed, or if no article has a score; 130 if it was interrupted.
        What is finished stays.
    """
    options = parser().parse_args(arguments)
    settings = Settings(
        Columns(options.text, options.id, options.source, tuple(filter(None, map(str.strip, options.keep.split(","))))),
        options.encoding,
        options.model,
        options.quotes,
        options.cues,
        options.jobs,
        options.scheduler,
        options.resume,
        options.rows,
    )
    began, run = time.monotonic(), Run()
    try:
        for progress in watched(steps(options.archive, options.out, settings)):
            run = progress.run
    except (OSError, ValueError, TypeError, ImportError) as error:
        return fail(str(error), PROGRAM)
    except KeyboardInterrupt:
        fail("interrupted; go on with --resume", PROGRAM)
        return 130
    sys.stdout.write(summary(run, options.out, time.monotonic() - began))
    return 1 if 0 < run.articles == run.unscored else 0


def parser() -> argparse.ArgumentParser:
    """Return the parser."""
    found = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Score an archive of articles into a folder of Parquet files, a row a passage, in bounded memory.",
    )
    found.add_argument(
        "archive", type=Path, help="a table (.parquet, .csv, .tsv, .jsonl, perhaps .gz), or a folder of tables, .txt and .html"
    )
    found.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder to write, for example scores.parquet")
    found.add_argument("--text", default="text", metavar="COL", help="the table's column with the articles (default: text)")
    found.add_argument("--id", metavar="COL", help="the table's column with their names (default: they are numbered)")
    found.add_argument("--source", metavar="COL", help="the table's column with their sources (default: none)")
    found.add_argument(
        "--keep", default="", metavar="COLS", help="further columns for the result, with commas between: date,topic"
    )
    found.add_argument("--encoding", default="utf-8", help="of all files but Parquet, for example windows-1252 (default: utf-8)")
    found.add_argument("--model", default="fast", help="a name that `framing models` lists, or a folder (default: fast)")
    found.add_argument("--quotes", choices=QUOTES, default="separate", help="what to do with direct speech (default: separate)")
    found.add_argument("--cues", action="store_true", help="add the words that raise a passage's score, for framing sources")
    found.add_argument("--jobs", type=int, default=1, metavar="N", help="processes, -1 for one a core (default: 1)")
    found.add_argument(
        "--scheduler", metavar="ADDRESS", help="let the workers of a running Dask scheduler score: tcp://HOST:PORT"
    )
    found.add_argument("--rows", type=int, default=ROWS, metavar="N", help=f"articles of one part (default: {ROWS})")
    found.add_argument("--resume", action="store_true", help="go on where an earlier run was interrupted")
    return found


def watched(progress: Iterator[Progress]) -> Iterator[Progress]:
    """Draw a bar with rate and time left on a terminal, while a run goes on; none without tqdm."""
    try:
        from tqdm import tqdm
    except ImportError:
        yield from progress
        return
    with tqdm(unit="B", unit_scale=True, disable=None, leave=False) as bar:
        for one in progress:
            bar.total = one.n_bytes
            bar.set_postfix(articles=f"{one.run.articles:,}", passages=f"{one.run.passages:,}", refresh=False)
            bar.update(one.n_read - bar.n)
            yield one


def summary(run: Run, out: Path, seconds: float) -> str:
    """Say what was done."""
    parts = [f"{counted(run.articles, 'article', 'articles')}, {counted(run.passages, 'passage', 'passages')}"]
    if run.resumed:
        parts.append(f"{run.resumed:,} scored before")
    if run.reasons:
        why = ", ".join(f"{n:,} {reason}" for reason, n in sorted(run.reasons.items(), key=lambda one: -one[1]))
        parts.append(f"{run.unscored:,} without a score ({why}: see column reason)")
    return f"{'; '.join(parts)}; {seconds:,.0f} s: {out}\n"


if __name__ == "__main__":
    sys.exit(main())
