"""Who does the jobs: this process, some processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Thread
from time import sleep

from framing.many.jobs import Job, Part, scored_part

# Jobs at hand for each worker, the one that it does included.
AHEAD = 2
# How often a process looks whether the one that started it is still there.
SECONDS_TO_LOOK = 1.0
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
            yield from handed_out(until_failure(jobs, failed), executor, AHEAD * n_workers, pending)
        finally:
            for future in pending:
                future.cancel()
    if failed:
        raise failed[0]


def handed_out(
    jobs: Iterator[Job], executor: Executor, most: int, pending: dict[Future[Part], Job]
) -> Iterator[tuple[Job, Part]]:
    """Hand out jobs, at most so many at a time, and yield those that are done; `pending` holds the others."""
    for job in jobs:
        if job.finished:
            yield job, job.finished
            continue
        pending[executor.submit(scored_part, job)] = job
        if len(pending) >= most:
            yield from some_of(pending)
    while pending:
        yield from some_of(pending)


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
        yield pending.pop(future), future.result()


@contextmanager
def processes(n_jobs: int) -> Iterator[tuple[Executor, int]]:
    """Yield processes of this machine, and how many; raise if one dies."""
    from joblib import cpu_count, effective_n_jobs
    from joblib.externals.loky import ProcessPoolExecutor

    n_workers = effective_n_jobs(n_jobs)
    threads = {"OMP_NUM_THREADS": str(max(cpu_count() // n_workers, 1))}
    with ProcessPoolExecutor(max_workers=n_workers, initializer=follow, initargs=(os.getpid(),), env=threads) as executor:
        try:
            yield executor, n_workers
        except BrokenProcessPool as error:
            raise OSError("n_jobs must be what memory allows, got a process that died; pass less, and resume") from error


def follow(parent: int) -> None:
    """Let this process end when the one that started it does, even if that is killed amid a job that it hands over."""

    def watch() -> None:
        while os.getppid() == parent:
            sleep(SECONDS_TO_LOOK)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def cluster(scheduler: str) -> Iterator[tuple[Executor, int]]:
    """Yield the workers of a running Dask cluster, and how many; raise if one job kills several."""
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise ImportError("scheduler needs Dask: pip install 'news-framing[dask]', or leave it out") from error
    try:
        client = Client(scheduler, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConnectionError(
            f"scheduler must be the address of a running Dask scheduler, got {scheduler!r}: {error}; start one: dask scheduler"
        ) from error
    with client:
        try:
            yield client.get_executor(), max(len(client.nthreads()), 1)
        except KilledWorker as error:
            raise OSError("scheduler must have workers of enough memory, got some that died; add memory, and resume") from error
