"""The command line of a comparison: ``framing compare``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from framing.comparison import compare
from framing.console import count, fail, problem, read
from framing.report import terminal_width

PROGRAM, LIMIT = "framing compare", 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: ``framing compare ORIGINAL REWRITE``.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line; `sys.argv` without it.

    Returns
    -------
    int
        0 if all went well, 1 if a file or the model failed. A wrong command line exits with 2.
    """
    command_line = parser()
    options = command_line.parse_args(arguments)
    if options.original == options.rewrite == "-":
        command_line.error("- may stand once, got it twice; standard input can be read once")
    texts = []
    for file in (options.original, options.rewrite):
        try:
            texts.append(read(file))
        except (OSError, ValueError) as error:
            return fail(problem(file, error), PROGRAM)
    try:
        found = compare(*texts, model=options.model)
    except (OSError, ValueError, ImportError) as error:
        return fail(str(error), PROGRAM)
    write = {
        "text": lambda: found.to_text(width=terminal_width(), limit=options.limit),
        "json": found.to_json,
        "html": found.to_html,
    }
    sys.stdout.write(f"{write[options.format]()}\n")
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser."""
    found = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Say what a republisher made of a source text, passage by passage, and how much more editorialized it is.",
    )
    for name in ("original", "rewrite"):
        found.add_argument(name, metavar=name.upper(), help=f"the {name}, plain text or HTML; - reads standard input")
    found.add_argument("--format", choices=("text", "json", "html"), default="text", help="(default: text)")
    found.add_argument("--model", default="fast", help="a name that `framing models` lists, or a folder (default: fast)")
    found.add_argument("--limit", type=count, default=LIMIT, metavar="N", help=f"passages in text (default: {LIMIT})")
    return found


if __name__ == "__main__":
    sys.exit(main())
