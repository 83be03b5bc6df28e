"""Who does the jobs: this process, some processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from framing.many.jobs import Job, Part, scored_part

# Jobs at hand for each worker, the one that it does included.
AHEAD = 2
SECONDS_TO_CONNECT = 10


def unordered(jobs: Iterator[Job], n_jobs: int, scheduler: str | None) -> Iterator[tuple[Job, Part]]:
    """Do jobs and yield each with its part, as they are finished; only a few are read ahead.

    If reading fails, what is under way is finished first.
    """
    if n_jobs == 1 and scheduler is None:
        yield from ((job, job.finished or scored_part(job)) for job in jobs)
        return
    failed: list[OSError | ValueError] = []
    pending: dict[Future[Part], Job] = {}
    with cluster(scheduler) if scheduler else processes(n_jobs) as (executor, n_workers):
        try:
            for job in until_failure(jobs, failed):
                if job.finished:
                    yield job, job.finished
                    continue
                pending[executor.submit(scored_part, job)] = job
                if len(pending) >= AHEAD * n_workers:
                    yield from some_of(pending)
            while pending:
                yield from some_of(pending)
        finally:
            for future in pending:
                future.cancel()
    if failed:
        raise failed[0]


def until_failure(jobs: Iterator[Job], failed: list[OSError | ValueError]) -> Iterator[Job]:
    """Yield jobs while reading goes well; keep the error that ends it."""
    try:
        yield from jobs
    except (OSError, ValueError) as error:
        failed.append(error)


def some_of(pending: dict[Future[Part], Job]) -> Iterator[tuple[Job, Part]]:
    """Wait for a job, and yield those that are done."""
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in done:
        job = pending.pop(future)
        try:
            part = future.result()
        except BrokenProcessPool as error:
            raise OSError(
                "n_jobs must be as many processes as memory allows, got one that died; pass fewer, with resume"
            ) from error
        yield job, part


@contextmanager
def processes(n_jobs: int) -> Iterator[tuple[Executor, int]]:
    """Yield processes of this machine, and how many."""
    from joblib import effective_n_jobs
    from joblib.externals.loky import ProcessPoolExecutor

    n_workers = effective_n_jobs(n_jobs)
    with ProcessPoolExecutor(max_workers=n_workers) as executor:
        yield executor, n_workers


@contextmanager
def cluster(scheduler: str) -> Iterator[tuple[Executor, int]]:
    """Yield the workers of a running Dask cluster, and how many."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ImportError("scheduler needs Dask: pip install 'news-framing[dask]', or leave it out") from error
    try:
        client = Client(scheduler, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConnectionError(
            f"scheduler must be the address of a running Dask scheduler, got {scheduler!r}: {error}; start one: dask scheduler"
        ) from error
    with client:
        yield client.get_executor(), max(len(client.scheduler_info()["workers"]), 1)
