"""Files that are there whole or not at all."""

import errno
import os

import pytest

from framing.files import write_all


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_files_are_written_into_a_folder_that_is_made(tmp_path):
    write_all(tmp_path / "new" / "out", {"a": b"Rain", "b": b""})
    assert contents(tmp_path / "new" / "out") == {"a": b"Rain", "b": b""}


def test_files_are_written_all_or_not_at_all(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(TypeError):
        write_all(tmp_path, {"a": b"new", "b": None})
    assert contents(tmp_path) == {"a": b"old"}


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_what_is_interrupted_leaves_the_old_files(tmp_path, monkeypatch, error):
    def interrupted(descriptor):
        raise error

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(type(error)):
        write_all(tmp_path, {"a": b"new"})
    assert contents(tmp_path) == {"a": b"old"}
