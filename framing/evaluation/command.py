"""The command line of the evaluation: ``framing evaluate``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.console import count, fail, folder_to_write
from framing.evaluation.charts import charts
from framing.evaluation.everything import evaluate
from framing.evaluation.files import read_table
from framing.evaluation.intervals import RESAMPLES
from framing.evaluation.judgements import checked, labelled
from framing.evaluation.page import page
from framing.evaluation.subject import check_new, is_new, subject
from framing.files import write_all

PROGRAM, OPTIONAL = "framing evaluate", ("source", "strength", "group")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: ``framing evaluate --model fast --data-dir DIR --out DIR``.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line; `sys.argv` without it.

    Returns
    -------
    int
        0 if all went well, 1 if an input or a model failed; nothing is written then.
    """
    options = parser().parse_args(arguments)
    try:
        found = measured(options)
        files = {"evaluation.json": as_json(found), "evaluation.md": page(found).encode()}
        if options.out:
            write_all(options.out, files | drawn(found))
    except (OSError, ValueError, TypeError, ImportError) as error:
        return fail(str(error), PROGRAM)
    sys.stdout.write(page(found))
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser."""
    found = argparse.ArgumentParser(prog=PROGRAM, description="Measure a model on public data or on your own.")
    found.add_argument("--model", default="fast", help="a name that `framing models` lists, or a folder (default: fast)")
    found.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="folder of the data sets; without it those that may be are fetched"
    )
    found.add_argument(
        "--labelled", type=Path, metavar="FILE", help="measure on these passages instead: .csv, .jsonl or .parquet"
    )
    for role in ("text", "label"):
        found.add_argument(f"--{role}", default=role, metavar="COL", help=f"the file's column with the {role} (default: {role})")
    found.add_argument("--source", metavar="COL", help="the file's column with the source (default: source, if there)")
    found.add_argument("--strength", metavar="COL", help="the file's column with a strength (default: strength, if there)")
    found.add_argument(
        "--group", metavar="COL", help="the column that intervals keep together, such as the article (default: group, if there)"
    )
    found.add_argument("--out", type=folder_to_write, metavar="DIR", help="folder for evaluation.json, evaluation.md and charts")
    found.add_argument(
        "--resamples", type=count, default=RESAMPLES, metavar="N", help=f"draws of each interval (default: {RESAMPLES})"
    )
    return found


def measured(options: argparse.Namespace) -> dict[str, Any]:
    """Measure what the options ask for."""
    if not options.labelled:
        return evaluate(options.model, options.data_dir, options.resamples)
    one = subject(options.model, options.data_dir, options.resamples)
    roles = {role: getattr(options, role) for role in ("text", "label", *OPTIONAL)}
    frame = checked(read_table(options.labelled, roles, "--labelled"))
    new = is_new(one, frame["text"].tolist())
    check_new(one, frame["label"], new, "--labelled")
    found = labelled(one.model, frame[new], options.resamples)
    return {"model": one.name, "of": options.labelled.name, "left_out": int((~new).sum()), **found}


def as_json(found: Mapping[str, Any]) -> bytes:
    """Return what was measured as a file of JSON."""
    return (json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def drawn(found: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the charts; without matplotlib none, and a line that says what to install."""
    try:
        return charts(found)
    except ImportError as missing:
        fail(str(missing), PROGRAM)
        return {}


if __name__ == "__main__":
    sys.exit(main())
