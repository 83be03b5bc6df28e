import os
import signal

import pandas as pd
import pytest

from framing import articles, score_frame, score_many
from framing.many import workers

dask = pytest.importorskip("dask.dataframe", reason="Dask is not installed")
distributed = pytest.importorskip("distributed", reason="Dask is not installed")
TEXTS = ["The shameless regime lied again.", None, "Rain fell. “A vile plot,” she said.", 3.5]


@pytest.fixture
def frame():
    return pd.DataFrame({"body": TEXTS[:3] * 8}, index=range(100, 124), dtype=object)


def test_a_dask_frame_is_lazy_and_gives_the_same_rows(frame, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(articles, "score_together", lambda heard, model, cues: [] if not heard else pytest.fail("scored"))
        lazy = score_frame(dask.from_pandas(frame, npartitions=3), "body", quotes="include")
    found, expected = lazy.compute(scheduler="synchronous"), score_frame(frame, "body", quotes="include")
    pd.testing.assert_frame_equal(found, expected)
    assert lazy.dtypes.equals(expected.dtypes)


def test_a_dask_frame_has_processes_of_its_own(frame):
    with pytest.raises(ValueError, match="n_jobs must be 1 for a Dask frame, got 2"):
        score_frame(dask.from_pandas(frame, npartitions=3), "body", n_jobs=2)


def test_a_wrong_column_of_a_dask_frame_is_named_at_once(frame):
    with pytest.raises(ValueError, match="text must be one column of df, got 'text'; df has body"):
        score_frame(dask.from_pandas(frame, npartitions=3))


@pytest.mark.filterwarnings("ignore")
def test_workers_of_a_cluster_that_die_are_named():
    options = {"n_workers": 1, "processes": False, "dashboard_address": None}
    died, told = distributed.scheduler.KilledWorker("scored_part", None, 3), "scheduler must have workers of enough memory"
    with distributed.LocalCluster(**options) as one, pytest.raises(OSError, match=told), workers.cluster(one.scheduler_address):
        raise died


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_killed_worker_of_a_cluster_loses_nothing(tmp_path):
    path = tmp_path / "articles.jsonl"
    pd.DataFrame({"text": [f"{TEXTS[0]} {number}" for number in range(4000)]}).to_json(path, orient="records", lines=True)
    score_many(path, tmp_path / "alone", rows=50)
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        pid = min(client.run(os.getpid).values())
        client.loop.call_later(1, os.kill, pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        score_many(path, tmp_path / "cluster", rows=50, scheduler=cluster.scheduler_address)
        assert pid not in client.run(os.getpid).values()
    names = sorted(one.name for one in (tmp_path / "alone").iterdir())
    assert names == sorted(one.name for one in (tmp_path / "cluster").iterdir())
    assert all((tmp_path / "alone" / name).read_bytes() == (tmp_path / "cluster" / name).read_bytes() for name in names)
