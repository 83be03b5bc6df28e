"""The command line: ``framing`` or ``python -m framing``. It reads, calls and writes, and computes nothing."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field, fields
from importlib import import_module
from typing import TextIO

from framing import Report, __version__, list_models, score
from framing.console import count, fail, problem, read
from framing.report import known
from framing.report.pieces import safe
from framing.scores import ScoredPassage
from framing.scoring import QUOTES

BAR = 30
FORMATS = (
    "text: the strongest passages, to read; json: everything, an object for one file, a list for several; "
    "jsonl: an object a line and file; csv: a row a passage, without cues; html: a page of one file (default: text)"
)
# Commands that have a module of their own.
OTHERS = {
    "train": "framing.train",
    "evaluate": "framing.evaluation.command",
    "adapt": "framing.adaptation.command",
    "compare": "framing.comparison.command",
    "score-many": "framing.many.command",
    "sources": "framing.sources.command",
}
Scored = Iterable[tuple[str, Report]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line; `sys.argv` without it.

    Returns
    -------
    int
        0 if all went well, 1 if an input, a model or the output failed, 130 if it was interrupted. A wrong command line exits
        with 2.

    Examples
    --------
    >>> main(["score", "no/such.txt"])
    1
    """
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    if sys.stdout is None or sys.stderr is None:
        return 1
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader, for example `head`, has enough; what Python flushes at its exit goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # Unreadable files never come here; what is left unwritten goes nowhere at Python's exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return fail(f"output: {error.strerror or error}; make room, or write elsewhere")
    except KeyboardInterrupt:
        return 130
    return status


def run(arguments: Sequence[str]) -> int:
    """Parse the command line and hand over to its command."""
    if arguments and arguments[0] in OTHERS:
        status: int = import_module(OTHERS[arguments[0]]).main(arguments[1:])
        return status
    parser = command_line()
    options = parser.parse_args(arguments)
    if options.command == "models":
        return write_models()
    if options.files.count("-") > 1:
        parser.error(
            f"- may stand once among the files, got it {options.files.count('-')} times; standard input can be read once"
        )
    if options.format == "html" and len(options.files) > 1:
        parser.error(f"--format html takes one file, got {len(options.files)}; run it once for each")
    return write_scores(options)


def command_line() -> argparse.ArgumentParser:
    """Return the parser."""
    parser = argparse.ArgumentParser(prog="framing", description="Find the editorialized passages of news articles.")
    parser.add_argument("--version", action="version", version=f"framing {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    scoring = commands.add_parser("score", help="score articles", description="Score articles, plain text or HTML, in UTF-8.")
    scoring.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="an article, plain text or (with the html extra) HTML; - reads standard input",
    )
    scoring.add_argument("--format", choices=list(WRITERS), default="text", help=FORMATS)
    scoring.add_argument("--model", default="fast", help="a name that `framing models` lists, or a folder (default: fast)")
    scoring.add_argument("--quotes", choices=QUOTES, default="separate", help="what to do with direct speech (default: separate)")
    scoring.add_argument("--limit", type=count, default=10, metavar="N", help="passages of an article in text (default: 10)")
    commands.add_parser("compare", help="compare a text with its republication: see framing compare --help", add_help=False)
    commands.add_parser("score-many", help="score an archive: see framing score-many --help", add_help=False)
    commands.add_parser("sources", help="sum up an archive's scores by source: see framing sources --help", add_help=False)
    commands.add_parser("models", help="list the models that ship with framing")
    commands.add_parser("train", help="retrain a model: see framing train --help", add_help=False)
    commands.add_parser("evaluate", help="measure a model: see framing evaluate --help", add_help=False)
    commands.add_parser("adapt", help="adapt a model to labels of your own: see framing adapt --help", add_help=False)
    return parser


def write_models() -> int:
    """Write the shipped models as a table."""
    try:
        rows = [("name", "version", "created", "description"), *(tuple(map(str, model.values())) for model in list_models())]
    except (OSError, ValueError, KeyError) as error:
        return fail(str(error))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        sys.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n")
    return 0


def write_scores(options: argparse.Namespace) -> int:
    """Score files and write them; go on where one fails."""
    try:
        score("", model=options.model)
    except (OSError, ValueError, KeyError) as error:
        return fail(f"--model {safe(options.model)}: {error}")
    scoring = Scoring(options)
    for chunk in WRITERS[options.format](scoring, options):
        sys.stdout.write(chunk)
    return 1 if scoring.failed else 0


@dataclass
class Scoring:
    """Files and their reports, one at a time; says which failed."""

    options: argparse.Namespace
    failed: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[str, Report]]:
        """Yield each file that can be read, and its report."""
        files = self.options.files
        for done, file in enumerate(files):
            progress(done, len(files))
            try:
                report = score(read(file), model=self.options.model, quotes=self.options.quotes)
            except (OSError, ValueError, ImportError) as error:
                self.failed.append(file)
                clear(len(files))
                fail(problem(file, error))
                continue
            clear(len(files))
            yield file, report


def progress(done: int, total: int) -> None:
    """Draw how many files are done, for a person who waits."""
    if total > 1 and sys.stderr.isatty():
        sys.stderr.write(f"\r[{'#' * (BAR * done // total):{BAR}}] {done}/{total}")
        sys.stderr.flush()


def clear(total: int) -> None:
    """Take the bar away before anything else is written."""
    if total > 1 and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def as_text(scored: Scored, options: argparse.Namespace) -> Iterator[str]:
    """Yield a report to read for each file, under its name if there are several."""
    color = colored(sys.stdout)
    for number, (file, report) in enumerate(scored):
        heading = f"{safe(file)}\n\n" if len(options.files) > 1 else ""
        yield ("\n\n" if number else "") + heading + report.to_text(limit=options.limit, color=color) + "\n"


def colored(stream: TextIO) -> bool:
    """Say whether to write colours; see https://no-color.org."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def as_json(scored: Scored, options: argparse.Namespace) -> Iterator[str]:
    """Yield an object for one file, an array for several."""
    if len(options.files) == 1:
        yield from as_lines(scored, options)
        return
    yield "["
    for number, (file, report) in enumerate(scored):
        yield (",\n" if number else "") + line(file, report)
    yield "]\n"


def as_lines(scored: Scored, options: argparse.Namespace) -> Iterator[str]:
    """Yield a line of JSON for each file."""
    for file, report in scored:
        yield line(file, report) + "\n"


def line(file: str, report: Report) -> str:
    """Return a file's name and report as one line of JSON."""
    return json.dumps({"file": file, **report.to_dict()}, ensure_ascii=False, allow_nan=False)


def as_csv(scored: Scored, options: argparse.Namespace) -> Iterator[str]:
    """Yield a row for each passage, the file first."""
    yield row(["file", *(column.name for column in fields(ScoredPassage)), "techniques"])
    for file, report in scored:
        for warning in report.warnings:
            fail(f"{file}: {warning}")
        techniques = map("; ".join, report.passages["techniques"])
        both = zip(report.scores.passages, techniques, strict=True)
        yield "".join(row([file, *map(known, astuple(passage)), own]) for passage, own in both)


def row(values: Iterable[object]) -> str:
    """Return values as one row of CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(values)
    return text.getvalue()


def as_html(scored: Scored, options: argparse.Namespace) -> Iterator[str]:
    """Yield the page of the one file."""
    for _, report in scored:
        yield report.to_html()


WRITERS: dict[str, Callable[[Scored, argparse.Namespace], Iterator[str]]] = {
    "text": as_text,
    "json": as_json,
    "jsonl": as_lines,
    "csv": as_csv,
    "html": as_html,
}

if __name__ == "__main__":
    sys.exit(main())
