"""Compare encoders that were trained on less: how well each orders sets that it did not see.

Run ``python docs/benchmarks/ablation.py --data-dir DIR --cache CACHE``, with the cache of ``python -m framing.train accurate``,
whose stages are taken up. Needs the extras ``train`` and ``accurate``. Prints AUC by set, and what 8-bit matrices cost.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score
from tokenizers import Tokenizer

from framing.corpus import SAME
from framing.encoder import WINDOW, Encoder
from framing.training.accurate import LEFT_OUT, packaged, trainer_of
from framing.training.examples import Example
from framing.training.export import exported, graph_of
from framing.training.joint import HEADS, Job, Settings, Trainer
from framing.training.network import Rates, Targets, fit, fresh, restored, scores
from framing.training.prepared import MAIN, prepared, training_rows

# Sets whose licence allows any use: MIT, CC BY, CC0.
PERMISSIVE = ("newssd", "annolexical", "verb_swaps")
# Plain fine-tuning, as in published work: passes, rate, batch.
PLAIN = Rates(4, 5e-5, batch=16, marks=0)
SEED = 42


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--encoder", default=None)
    options = parser.parse_args()
    corpus, encoder = prepared(options.data_dir), options.encoder or packaged()
    full = trainer_of(corpus, encoder, options.cache, Settings(), write)
    n_joint = {name: n for name, n in Settings().n_joint.items() if name in PERMISSIVE}
    free = trainer_of(corpus, encoder, options.cache, replace(Settings(), n_joint=n_joint), write)
    jobs = [Job(name, name, corpus.rows_of(name), without=name) for name in LEFT_OUT]
    found = {
        "plain": plain(full, jobs),
        "permissive licences": permissive(free, jobs),
        "all": {name: own["log_odds"] for name, own in full.held_out(jobs).items()},
    }
    write(f"| trained on | {' | '.join(LEFT_OUT)} | mean |\n|{'---|' * (len(LEFT_OUT) + 2)}")
    for variant, log_odds in found.items():
        values = [roc_auc_score(corpus.labels[job.test], log_odds[job.name]) for job in jobs]
        write(f"| {variant} | {' | '.join(f'{value:.3f}' for value in [*values, np.mean(values)])} |")
    of_bytes(full)


def permissive(free: Trainer, jobs: list[Job]) -> dict[str, np.ndarray]:
    """Score all sets by encoders that saw none of them: by one, but for a set that shares sentences with one trained on."""
    alone = [job for job in jobs if job.name in SAME]
    others = [job for job in jobs if job.name not in SAME]
    together = Job("others", "random", np.concatenate([job.test for job in others]))
    found = free.held_out([*alone, together])
    parts = np.split(found["others"]["log_odds"], np.cumsum([len(job.test) for job in others])[:-1])
    return {job.name: found[job.name]["log_odds"] for job in alone} | {
        job.name: part for job, part in zip(others, parts, strict=True)
    }


def plain(full: Trainer, jobs: list[Job]) -> dict[str, np.ndarray]:
    """Fine-tune on the main set alone, names and quotations as they stand, and score all sets."""
    corpus = full.corpus
    read = in_full(corpus.frame["text"].tolist(), full.vocabulary)
    tested = np.concatenate([job.test for job in jobs])
    rows = np.intersect1d(corpus.rows_of(MAIN), training_rows(corpus.frame, "random", tested))
    network = fresh(full.encoder, 1, SEED)
    targets = Targets(np.zeros(len(read), np.int64), corpus.labels, np.ones(len(read)))
    fit(network, read, [rows] * PLAIN.epochs, targets, PLAIN, SEED)
    return {job.name: scores(network, [read[row] for row in job.test])[0] for job in jobs}


def in_full(texts: list[str], vocabulary: str) -> list[Example]:
    """Read passages with nothing covered."""
    tokenizer = Tokenizer.from_str(vocabulary)
    tokenizer.no_padding()
    tokenizer.enable_truncation(WINDOW)
    found = []
    for one in tokenizer.encode_batch(texts):
        origins = np.array([start if end > start else -1 for start, end in one.offsets], np.int64)
        lengths = np.array([end - start for start, end in one.offsets], np.int64)
        found.append(Example(np.array(one.ids, np.int64), origins, lengths, None))
    return found


def of_bytes(full: Trainer) -> None:
    """Compare an exported graph with its matrices in 8 bits and in full, on the first random fold."""
    corpus = full.corpus
    test = corpus.tests()["random"][0]
    network = restored(full.encoder, len(HEADS), full.last(Job("random-0", "random", test)).state)
    texts = corpus.frame["text"].iloc[test].tolist()
    graphs = {"32 bits": graph_of(network, 1.0), "8 bits": exported(network, 1.0)}
    bias = float(network.heads.bias.detach().mean())
    log_odds = {}
    for name, graph in graphs.items():
        weighed = Encoder(graph, full.vocabulary).token_weights(texts)
        log_odds[name] = np.array([sum(mean / max(len(own), 1) + add for _, _, mean, add in own) for own in weighed]) + bias
        f1 = f1_score(corpus.labels[test], log_odds[name] > 0, average="macro")
        write(f"{name}: {len(graph) / 1e6:.1f} MB, macro-F1 of {len(test)} passages, nothing covered or calibrated: {f1:.4f}")
    write(f"largest difference of log-odds: {np.abs(log_odds['32 bits'] - log_odds['8 bits']).max():.3f}")


def write(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
