import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from framing import many, score_frame, score_many
from framing.many import Run
from framing.many.schema import COLUMNS

LOADED, CALM = "The shameless regime lied again. “A vile plot,” she said.", "The council met on Monday."
MISSING = {"text is missing": 1, "text is empty": 1}
TEXTS = [LOADED, CALM, None, "Rain fell.\n\nA disgraceful farce!", "", CALM, LOADED]


class Killed(BaseException):
    """What no code of ours can catch."""


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "articles.parquet"
    pd.DataFrame({"body": TEXTS, "name": list("abcdefg"), "paper": ["Times", "Herald"] * 3 + [None]}).to_parquet(path)
    return path


def dies(job):
    os._exit(1)


def run(archive, out, **options):
    return score_many(archive, out, **{"text": "body", "id": "name", "source": "paper", "rows": 2} | options)


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_rows_are_those_of_the_articles(archive, tmp_path):
    assert run(archive, tmp_path / "out") == Run(articles=7, passages=8, reasons=MISSING)
    found = pd.read_parquet(tmp_path / "out")
    alone = score_frame(pd.DataFrame({"text": TEXTS}, dtype=object), errors="report").reset_index()
    assert found.columns.tolist() == list(COLUMNS)
    pd.testing.assert_frame_equal(found[alone.columns], alone, check_dtype=False, rtol=0, atol=1e-12)
    assert found.groupby("article")["id"].first().tolist() == list("abcdefg")
    assert found.groupby("article")["source"].first().tolist() == ["Times", "Herald"] * 3 + [""]


def test_lines_that_are_no_objects_are_one_reason(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"body": "Rain."}\n[1]\n[2]\n{\n', encoding="utf-8")
    assert run(tmp_path / "a.jsonl", tmp_path / "out", id=None, source=None).reasons == {"line must be a JSON object": 3}


def test_further_columns_are_kept(archive, tmp_path):
    run(archive, tmp_path / "out", source=None, keep=["paper"])
    found = pd.read_parquet(tmp_path / "out")
    assert found.columns.tolist() == [*COLUMNS, "paper"]
    assert found.groupby("article")["paper"].first().tolist() == ["Times", "Herald"] * 3 + [""]


def test_what_is_left_over_of_an_older_run_is_no_sign_of_success(archive, tmp_path):
    run(archive, tmp_path / "out")
    (tmp_path / "out/part-000001.parquet").write_bytes(b"damaged")
    with pytest.raises(ValueError, match="damaged part-000001"):
        run(archive, tmp_path / "out", resume=True)
    assert not (tmp_path / "out/_SUCCESS").exists()


def test_a_run_with_other_settings_changes_nothing(archive, tmp_path):
    run(archive, tmp_path / "out")
    finished = files(tmp_path / "out")
    with pytest.raises(ValueError, match="of another one"):
        run(archive, tmp_path / "out", resume=True, quotes="include")
    assert files(tmp_path / "out") == finished


def test_readers_skip_what_is_unfinished(archive, tmp_path):
    run(archive, tmp_path / "out")
    (tmp_path / "out/.part-000009.parquet.unfinished").write_bytes(b"half")
    assert len(pd.read_parquet(tmp_path / "out")) == 10


def test_a_process_that_dies_is_named_and_what_is_finished_stays(archive, tmp_path, monkeypatch):
    run(archive, tmp_path / "out")
    (tmp_path / "out/part-000001.parquet").unlink()
    finished = files(tmp_path / "out")
    monkeypatch.setattr("framing.many.workers.scored_part", dies)
    with pytest.raises(OSError, match="n_jobs must be what memory allows, got a process that died"):
        run(archive, tmp_path / "out", n_jobs=2, resume=True)
    assert files(tmp_path / "out") == {name: data for name, data in finished.items() if name != "_SUCCESS"}


def test_articles_without_a_name_are_numbered(archive, tmp_path):
    run(archive, tmp_path / "out", id=None, source=None)
    found = pd.read_parquet(tmp_path / "out")
    assert found["id"].tolist() == found["article"].astype(str).tolist()


def test_an_empty_archive_gives_one_part_with_all_columns(tmp_path):
    (tmp_path / "empty.csv").write_text("text\n", encoding="utf-8")
    assert score_many(tmp_path / "empty.csv", tmp_path / "out") == Run()
    assert pd.read_parquet(tmp_path / "out").columns.tolist() == list(COLUMNS)


def test_processes_write_the_same_files(archive, tmp_path):
    run(archive, tmp_path / "one")
    run(archive, tmp_path / "two", n_jobs=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_numbers_may_be_numpys(archive, tmp_path):
    run(archive, tmp_path / "one")
    run(archive, tmp_path / "two", n_jobs=np.int64(1), rows=np.int64(2))
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_finished_run_is_only_checked(archive, tmp_path, monkeypatch):
    run(archive, tmp_path / "out")
    monkeypatch.setattr("framing.many.workers.scored_part", lambda job: pytest.fail("scored again"))
    assert run(archive, tmp_path / "out", resume=True) == Run(articles=7, passages=8, resumed=7, reasons=MISSING)


def test_what_is_finished_stays_where_reading_fails(tmp_path):
    path = tmp_path / "articles.jsonl.gz"
    pd.DataFrame({"body": [f"{CALM} {number}" for number in range(4000)]}).to_json(path, orient="records", lines=True)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match=r"got articles.jsonl.gz, damaged after [\d,]+ articles: .*go on with resume"):
        score_many(path, tmp_path / "out", text="body", rows=200)
    n_finished = len(list((tmp_path / "out").glob("part-*")))
    assert n_finished > 1
    path.write_bytes(whole)
    assert score_many(path, tmp_path / "out", text="body", rows=200, resume=True).resumed == 200 * n_finished


def test_reading_that_fails_finishes_what_processes_do(archive, tmp_path, monkeypatch):
    def chunks(self, rows, whole=many.Archive.chunks):
        yield from list(whole(self, rows))[:3]
        raise ValueError("damaged")

    monkeypatch.setattr(many.Archive, "chunks", chunks)
    with pytest.raises(ValueError, match="damaged"):
        run(archive, tmp_path / "out", n_jobs=2)
    assert len(files(tmp_path / "out")) == 3


def kill_at(monkeypatch, moment):
    """Let the writer be killed at its nth step from now on: half of a file written, before its name is given, or after."""
    step, fsync, replace = iter(range(10**6)), os.fsync, Path.replace

    def half(descriptor):
        if next(step) == moment:
            os.truncate(descriptor, os.fstat(descriptor).st_size // 2)
            raise Killed
        fsync(descriptor)

    def renamed(self, target):
        if next(step) == moment:
            raise Killed
        replace(self, target)
        if next(step) == moment:
            raise Killed

    monkeypatch.setattr(os, "fsync", half)
    monkeypatch.setattr(Path, "replace", renamed)


def killed_often(archive, folder, monkeypatch, n_kills):
    """Kill runs at random moments until so many kills have happened; yield each folder when its run has ended."""
    rng, kills, number = random.Random(5), 0, 0
    while kills < n_kills:
        out, done = folder / str(number), False
        while not done:
            with monkeypatch.context() as patch:
                kill_at(patch, rng.randrange(12))
                try:
                    run(archive, out, resume=True)
                    done = True
                except Killed:
                    kills += 1
        number += 1
        yield out


def assert_kills_lose_nothing(archive, tmp_path, monkeypatch, n_kills):
    run(archive, tmp_path / "whole")
    expected = files(tmp_path / "whole")
    for out in killed_often(archive, tmp_path, monkeypatch, n_kills):
        assert files(out) == expected


def test_kills_lose_nothing_and_repeat_nothing(archive, tmp_path, monkeypatch):
    assert_kills_lose_nothing(archive, tmp_path, monkeypatch, 30)


@pytest.mark.slow
def test_a_thousand_kills_lose_nothing_and_repeat_nothing(archive, tmp_path, monkeypatch):
    assert_kills_lose_nothing(archive, tmp_path, monkeypatch, 1000)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_process_loses_nothing(tmp_path):
    path, rng = tmp_path / "articles.csv", random.Random(3)
    pd.DataFrame({"text": [f"{LOADED} {CALM} {number}." for number in range(3000)]}).to_csv(path, index=False)
    command = [sys.executable, "-m", "framing", "score-many", str(path), "--rows", "30", "--resume", "--out"]
    subprocess.run([*command, str(tmp_path / "whole")], check=True, capture_output=True)
    for _ in range(5):
        n_parts = len(list(tmp_path.glob("killed/part-*.parquet"))) + rng.randrange(1, 15)
        process = subprocess.Popen([*command, str(tmp_path / "killed")], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while len(list(tmp_path.glob("killed/part-*.parquet"))) < n_parts and process.poll() is None:
            time.sleep(0.003)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
    subprocess.run([*command, str(tmp_path / "killed")], check=True, capture_output=True)
    assert files(tmp_path / "killed") == files(tmp_path / "whole")


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell")
def test_processes_end_with_a_run_that_is_killed_amid_a_job():
    code = "import os, time; from framing.many import workers\nwith workers.processes(2) as (run, *_): "
    code += "run.submit(os.getpid).result(); jobs = [run.submit(time.sleep, 99) for _ in range(4)]; os.kill(os.getpid(), 9)"
    killed = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)  # waits for all who may write
    assert killed.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("options", "error", "match"),
    [
        (
            {"text": "none"},
            ValueError,
            r"text \(--text\) must be a column of articles.parquet, got 'none'; it has body, name, paper",
        ),
        ({"keep": ["date"]}, ValueError, r"keep \(--keep\) must be a column of articles.parquet, got 'date'"),
        ({"archive": ["articles.csv"]}, TypeError, r"archive must be a path, got list \['articles.csv'\]; pass a path"),
        ({"out": None}, TypeError, "out must be a path, got NoneType None"),
        ({"text": None}, TypeError, "text must be a str, got NoneType None"),
        ({"encoding": None}, TypeError, "encoding must be a str, got NoneType None"),
        ({"source": ["paper"]}, TypeError, r"source must be a str or None, got list \['paper'\]"),
        ({"scheduler": 8786}, TypeError, "scheduler must be a str or None, got int 8786"),
        ({"keep": None}, TypeError, "keep must be a sequence of names, got NoneType None"),
        ({"keep": ["paper", None]}, TypeError, "each of keep must be a str, got NoneType None"),
        ({"keep": "paper"}, TypeError, "keep must be a sequence of names, got one str 'paper'"),
        ({"keep": ["score"]}, ValueError, "keep must name columns that the result has not, got 'score'"),
        ({"encoding": "latin-9000"}, ValueError, "encoding must be one that Python knows, got 'latin-9000'"),
        ({"encoding": "hex"}, ValueError, "encoding must be one that Python knows, got 'hex'"),
        ({"encoding": "undefined"}, ValueError, "encoding must be one that Python knows, got 'undefined'"),
        ({"model": 5}, TypeError, "model must be a name or a folder, got 5"),
        ({"quotes": "some"}, ValueError, "quotes must be one of separate"),
        ({"rows": 0}, ValueError, "rows must be 1 or more, got 0"),
        ({"rows": "9"}, TypeError, "rows must be an int, got str '9'"),
        ({"rows": True}, TypeError, "rows must be an int, got bool True"),
        ({"n_jobs": True}, TypeError, "n_jobs must be an int, got bool True"),
        ({"n_jobs": 0}, ValueError, "n_jobs must be a number of processes"),
        ({"model": "slow"}, FileNotFoundError, "model must be one of"),
    ],
)
def test_a_wrong_argument_is_named_and_nothing_is_written(archive, tmp_path, options, error, match):
    with pytest.raises(error, match=match):
        run(**{"archive": archive, "out": tmp_path / "out"} | options)
    assert not (tmp_path / "out").exists() or not files(tmp_path / "out")


def test_the_result_may_not_lie_in_the_archive(archive):
    with pytest.raises(ValueError, match="out must lie outside of the archive"):
        run(archive.parent, archive.parent / "scores.parquet")


def test_settings_are_kept_in_each_part(archive, tmp_path):
    run(archive, tmp_path / "out", quotes="include")
    assert b'"quotes": "include"' in pq.read_schema(tmp_path / "out/part-000003.parquet").metadata[b"framing"]


def test_cues_are_a_column_and_another_run(archive, tmp_path):
    run(archive, tmp_path / "out", cues=True)
    found = pd.read_parquet(tmp_path / "out")
    assert found.columns.tolist() == [*COLUMNS, "cues"]
    assert "shameless" in found["cues"][0]
    with pytest.raises(ValueError, match=r"another one \(cues True, not False\)"):
        run(archive, tmp_path / "out", resume=True)
    with pytest.raises(ValueError, match="keep must name columns that the result has not, got 'cues'"):
        run(archive, tmp_path / "other", keep=["cues"])
