"""Files to files: an archive of articles becomes a folder of scored passages, part by part, and goes on after an interruption."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import Any

from framing import __version__
from framing.articles import check_n_jobs
from framing.errors import check_int, shown
from framing.many.archive import Archive
from framing.many.jobs import Job
from framing.many.parts import Parts
from framing.many.schema import COLUMNS, CUES
from framing.many.tables import Columns
from framing.many.workers import unordered
from framing.models import read_manifest, resolved
from framing.scoring import Quotes, check_quotes

# Articles of one part: some 20,000 passages, two megabytes.
ROWS = 500


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did.

    Attributes
    ----------
    articles : int
        Articles in the archive.
    passages : int
        Their passages.
    resumed : int
        Articles that an earlier run had scored.
    reasons : dict of str to int
        How many articles have no score, by why; ``reason`` in their rows says more.
    """

    articles: int = 0
    passages: int = 0
    resumed: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def unscored(self) -> int:
        """How many articles have no score."""
        return sum(self.reasons.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands after one more part.

    Attributes
    ----------
    run : Run
        What is done by now.
    n_read, n_bytes : int
        How much of the archive is read, and how much there is.
    """

    run: Run
    n_read: int
    n_bytes: int


def score_many(
    archive: str | Path,
    out: str | Path,
    *,
    text: str = "text",
    id: str | None = None,
    source: str | None = None,
    keep: Sequence[str] = (),
    encoding: str = "utf-8",
    model: str | Path = "fast",
    quotes: Quotes = "separate",
    cues: bool = False,
    n_jobs: int = 1,
    scheduler: str | None = None,
    resume: bool = False,
    rows: int = ROWS,
) -> Run:
    r"""Score an archive of articles, file to file, in bounded memory.

    Parameters
    ----------
    archive : str or Path
        A table (``.parquet``, ``.csv``, ``.tsv``, ``.jsonl`` or ``.ndjson``; all but the first perhaps with ``.gz``), or a folder
        of such tables and of articles (``.txt``, ``.html`` or ``.htm``, whose source is their folder), which are read in the
        order of their names; hidden files, other kinds and links to folders are left alone.
    out : str or Path
        Folder for the passages: ``part-000000.parquet`` and so on, a row a passage. Each is written whole or not at all, and
        ``_SUCCESS`` when all are there.
    text, id, source : str
        The table's columns with the articles, their names (numbered without it), and their sources (none without it).
    keep : sequence of str, optional
        Further columns that go to the result as they are, as text: dates, topics.
    encoding : str, default="utf-8"
        Of all files but Parquet, as Python names it.
    model : str or Path, default="fast"
        The name of a shipped model, or a model's folder; with `scheduler`, one that the workers have.
    quotes : {"separate", "include", "exclude"}, default="separate"
        As in `framing.score`.
    cues : bool, default=False
        As in `framing.score_frame`.
    n_jobs : int, default=1
        Processes; -1 for one a core.
    scheduler : str, optional
        Address of a running Dask scheduler, whose workers score instead.
    resume : bool, default=False
        Go on where an earlier run was interrupted: parts that are there stay as they are.
    rows : int, default=500
        Articles of one part, which is also what a process works on at a time.

    Returns
    -------
    Run
        Numbers of articles and passages.

    Raises
    ------
    FileNotFoundError, FileExistsError
        If `archive` is not there; if `out` holds anything and `resume` is not set.
    TypeError
        If `archive` or `out` is no path, a column's name, `encoding` or `scheduler` no str, `keep` a single str, `model` neither
        a name nor a folder, or `n_jobs` or `rows` no int.
    ValueError
        If a column is not there, a file is damaged, or `out` holds parts of another run. Finished parts stay.
    ConnectionError
        If there is no scheduler at that address.
    ImportError
        If pyarrow, Dask or what the model or a page needs is missing.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder, "articles.csv")
    ...     _ = table.write_text("text\nThe shameless regime lied. Rain fell.\n")
    ...     score_many(table, Path(folder, "scores.parquet"))
    Run(articles=1, passages=2, resumed=0, reasons={})
    """
    refuse_kinds({"archive": archive, "out": out}, str | PathLike, "a path")
    refuse_kinds({"text": text, "encoding": encoding}, str, "a str")
    refuse_kinds({"id": id, "source": source, "scheduler": scheduler}, str | None, "a str or None")
    if isinstance(keep, str):
        raise TypeError(f"keep must be a sequence of names, got one str {shown(keep)}; put it in a list")
    refuse_kinds({"keep": keep}, Iterable, "a sequence of names")
    last = Run()
    columns = Columns(text, id, source, tuple(keep))
    for name in columns.keep:
        refuse_kinds({"each of keep": name}, str, "a str")
    settings = Settings(columns, encoding, model, quotes, cues, n_jobs, scheduler, resume, rows)
    for progress in steps(Path(archive), Path(out), settings):
        last = progress.run
    return last


def refuse_kinds(arguments: Mapping[str, object], kind: Any, named: str) -> None:
    """Raise for the first argument that is of another kind than it must be."""
    for name, value in arguments.items():
        if not isinstance(value, kind):
            raise TypeError(f"{name} must be {named}, got {type(value).__name__} {shown(value)}; pass {named}")


@dataclass(frozen=True, slots=True)
class Settings:
    """How an archive is scored, as `score_many` takes it."""

    columns: Columns
    encoding: str
    model: str | Path
    quotes: Quotes
    cues: bool
    n_jobs: int
    scheduler: str | None
    resume: bool
    rows: int


def steps(path: Path, out: Path, settings: Settings) -> Iterator[Progress]:
    """Score an archive, and say after each part where the run stands; there is always one part."""
    checked(path, out, settings)
    archive, parts = Archive(path, settings.columns, settings.encoding), Parts(out)
    about = described(settings)
    parts.begin(resume=settings.resume)
    run, n_parts, n_read = Run(), 0, 0
    for job, part in unordered(jobs(archive, parts, about, settings), settings.n_jobs, settings.scheduler):
        n_articles, is_new = len(job.chunk.texts), job.finished is None
        if is_new:
            parts.write(part)
        run = Run(
            run.articles + n_articles,
            run.passages + part.passages,
            run.resumed + (0 if is_new else n_articles),
            dict(Counter(run.reasons) + Counter(part.reasons)),
        )
        n_parts, n_read = n_parts + 1, max(n_read, job.chunk.n_read)
        yield Progress(run, n_read, archive.n_bytes)
    parts.finish(n_parts)


def jobs(archive: Archive, parts: Parts, about: dict[str, Any], settings: Settings) -> Iterator[Job]:
    """Yield what is to be scored, or was by an earlier run."""
    for number, chunk in enumerate(archive.chunks(settings.rows)):
        own = about | {"articles": chunk.digest()}
        finished = parts.finished(number, own)
        yield Job(number, chunk, settings.model, settings.quotes, settings.cues, settings.columns.keep, own, finished)


def described(settings: Settings) -> dict[str, Any]:
    """Return everything but the articles that the rows of a part depend on."""
    return {
        "framing": __version__,
        "model": f"{resolved(settings.model)[1]} {read_manifest(settings.model)['digest'][:16]}",
        "quotes": settings.quotes,
        "cues": settings.cues,
        "keep": list(settings.columns.keep),
        "rows": int(settings.rows),
    }


def checked(path: Path, out: Path, settings: Settings) -> None:
    """Say what is wrong with the arguments, before anything is written."""
    if find_spec("pyarrow") is None:
        raise ImportError("an archive's scores are written by pyarrow: pip install 'news-framing[many]'")
    if path.resolve() in (out.resolve(), *out.resolve().parents):
        raise ValueError(f"out must lie outside of the archive, got {out} in {path}; name another folder")
    refuse(settings)


def refuse(settings: Settings) -> None:
    """Say what is wrong with the settings."""
    if not isinstance(settings.model, str | Path):
        raise TypeError(f"model must be a name or a folder, got {shown(settings.model)}; pass 'fast'")
    taken = [name for name in settings.columns.keep if name in COLUMNS or name == CUES]
    if taken:
        raise ValueError(f"keep must name columns that the result has not, got {shown(taken[0])}; rename it in the archive")
    check_quotes(settings.quotes)
    check_n_jobs(settings.n_jobs)
    check_int(settings.rows, "rows", "pass 1 or more")
    if settings.rows < 1:
        raise ValueError(f"rows must be 1 or more, got {settings.rows}; pass {ROWS}")
