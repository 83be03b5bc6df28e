"""What the command lines share: a number, a folder, the text of a file, what is wrong with it, a line of error."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from framing.errors import shown
from framing.report.pieces import safe


def read(file: str) -> str:
    """Return the text of a file, or of standard input for ``-``."""
    if file == "-" and sys.stdin is None:
        raise OSError("must be open, got a closed one; name a file")
    if not file:
        raise ValueError("must be named, got an empty name; is a variable of the shell unset?")
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    text = data.decode("utf-8").removeprefix("\ufeff")
    if "\0" in text:
        raise ValueError(f"must be text, got a NUL at character {text.index(chr(0))}; is it a binary file, or UTF-16?")
    return text


def problem(file: str, error: Exception) -> str:
    """Say what is wrong with a file and what to do."""
    name = "standard input" if file == "-" else safe(file) or "file"
    if isinstance(error, UnicodeDecodeError):
        wide = error.object[:2] in (b"\xff\xfe", b"\xfe\xff")
        if b"\0" in error.object and not wide:
            return f"{name}: must be text, got a binary file; name a file of plain text or HTML"
        encoding = "utf-16" if wide else "windows-1252"
        command = f"iconv -f {encoding} -t utf-8{'' if file == '-' else ' ' + safe(shlex.quote(file))}"
        return f"{name}: must be UTF-8, got byte 0x{error.object[error.start]:02x} at offset {error.start}; convert it: {command}"
    if isinstance(error, FileNotFoundError):
        return f"{name}: no such file; check its name and folder"
    if isinstance(error, IsADirectoryError):
        return f"{name}: must be a file, got a folder; name the files in it"
    if isinstance(error, PermissionError):
        return f"{name}: may not be read; change its permissions"
    return f"{name}: {error.strerror or error if isinstance(error, OSError) else error}"


def count(text: str) -> int:
    """Return a whole number that an option was given."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"must be a whole number, 0 or more, got {text!r}")
    return int(text)


def folder_to_write(text: str) -> Path:
    """Return a folder that an option was given, and that nothing stands in the way of."""
    folder = Path(text)
    if folder.exists() and not folder.is_dir():
        raise argparse.ArgumentTypeError(f"must be a folder, got the file {shown(text)}; name another")
    return folder


def fail(message: str, program: str = "framing") -> int:
    """Write one line of error and return the status to exit with."""
    sys.stderr.write(f"{program}: {safe(message)}\n")
    return 1
