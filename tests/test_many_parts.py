import errno
import os
from pathlib import Path

import pytest

from framing.articles import score_frame
from framing.errors import IntegrityError
from framing.many import score_many
from framing.many.jobs import Part
from framing.many.parts import Parts
from framing.many.schema import about_of, as_parquet

ABOUT = {"model": "fast", "articles": "ab"}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "out"


def a_part(number=0, **about):
    import pandas as pd

    frame = score_frame(pd.DataFrame({"text": ["Rain fell."]})).reset_index().assign(id="a", source="")
    return Part(number, as_parquet(frame, (), ABOUT | {"passages": 1, "reasons": {}} | about), 1, {})


def test_a_written_part_is_found_again(folder):
    parts = Parts(folder)
    parts.begin(resume=False)
    assert parts.finished(0, ABOUT) is None
    parts.write(a_part())
    assert parts.finished(0, ABOUT) == Part(0, b"", 1, {})
    assert about_of(parts.path(0))["model"] == "fast"


def test_a_part_of_another_run_is_refused(folder):
    parts = Parts(folder)
    parts.begin(resume=False)
    parts.write(a_part())
    with pytest.raises(ValueError, match=r"part-000000.parquet of another one \(model 'fast', not 'accurate'\)"):
        parts.finished(0, ABOUT | {"model": "accurate"})


def test_more_parts_than_a_run_makes_are_of_another_run(folder):
    parts = Parts(folder)
    parts.begin(resume=False)
    parts.write(a_part(0))
    parts.write(a_part(7))
    with pytest.raises(ValueError, match=r"got 1 more parts from part-000007.parquet"):
        parts.finish(1)
    assert not (folder / "_SUCCESS").exists()


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1xxxxPAR1"])
def test_a_damaged_part_is_named_and_stays(folder, data):
    parts = Parts(folder)
    parts.begin(resume=False)
    parts.path(0).write_bytes(data)
    with pytest.raises(IntegrityError, match=r"damaged part-000000.parquet: .*; delete it, then go on with resume"):
        parts.finished(0, ABOUT)
    assert parts.path(0).read_bytes() == data


def test_a_parquet_file_that_is_not_ours_is_no_part(folder):
    import pandas as pd

    folder.mkdir()
    pd.DataFrame({"a": [1]}).to_parquet(folder / "part-000000.parquet")
    with pytest.raises(IntegrityError, match=r"got another part-000000.parquet; name another folder"):
        Parts(folder).finished(0, ABOUT)


def test_a_folder_that_holds_files_is_refused_and_stays(folder):
    folder.mkdir()
    (folder / "thesis.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(FileExistsError, match=r"out must be a new or an empty folder, got .*; go on with resume"):
        Parts(folder).begin(resume=False)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_folder(folder):
    folder.write_text("precious", encoding="utf-8")
    with pytest.raises(FileExistsError, match="out must be a folder, got the file"):
        Parts(folder).begin(resume=True)


def test_a_folder_that_cannot_be_made_is_named(folder):
    folder.write_text("precious", encoding="utf-8")
    with pytest.raises(NotADirectoryError, match=r"out must be a folder that can be made, got .*out/in: Not a directory"):
        Parts(folder / "in").begin(resume=False)


def test_what_was_left_unfinished_is_cleared(folder):
    folder.mkdir()
    (folder / ".part-000003.parquet.unfinished").write_bytes(b"half")
    (folder / "thesis.unfinished").write_bytes(b"precious")
    Parts(folder).begin(resume=True)
    assert [path.name for path in folder.iterdir()] == ["thesis.unfinished"]


def test_a_full_disk_keeps_what_is_finished(folder, tmp_path, monkeypatch):
    archive, steps, fsync = tmp_path / "a.csv", iter(range(9)), os.fsync
    archive.write_text("text\n" + "Rain fell.\n" * 3, encoding="utf-8")

    def full(descriptor):
        if next(steps):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        OSError, match=r"out must have room for part-000001.parquet, got: No space left.*; then go on with resume"
    ):
        score_many(archive, folder, rows=1)
    assert [path.name for path in Path(folder).iterdir()] == ["part-000000.parquet"]
