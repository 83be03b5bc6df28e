"""Compare the encoder with plain fine-tuning on sets that neither saw, and its matrices in 8 bits with those in 32.

Run ``python docs/benchmarks/ablation.py --data-dir DIR --cache CACHE``, with the cache of ``python -m framing.train accurate``,
whose stages are taken up. Needs the extras ``train`` and ``accurate``. Prints AUC by set, and what 8-bit matrices cost.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score
from tokenizers import Tokenizer

from framing.classifiers.accurate import AccurateClassifier
from framing.classifiers.fast import MEASURES
from framing.corpus import WEIGHTS
from framing.duplicates import unseen
from framing.encoder import WINDOW, Encoder
from framing.training.accurate import ALL, LEFT_OUT, trainer_of
from framing.training.examples import Example, examples
from framing.training.export import exported, graph_of
from framing.training.joint import Job, Settings, Trainer
from framing.training.network import PLAIN, Network, Rates, Targets, fit, fresh, scores
from framing.training.prepared import MAIN, NEW, Corpus, prepared, training_rows
from framing.training.pretrained import packaged
from framing.training.stages import Stages

# Plain fine-tuning, as in published work: passes, rate, batch.
AS_PUBLISHED = Rates(4, 5e-5, batch=16, marks=0)
SEED = 42


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--encoder", default=None)
    parser.add_argument("--teacher", default=None)
    options = parser.parse_args()
    corpus, encoder = prepared(options.data_dir), options.encoder or packaged()
    trainer = trainer_of(corpus, encoder, options.teacher, Stages(options.cache), Settings(), write)
    jobs = {name: Job(name, name, corpus.rows_of(name), without=name) for name in LEFT_OUT} | dict.fromkeys(NEW, ALL)
    tests = {name: passages_of(corpus, name) for name in jobs}
    bare = plain(trainer, [text for texts, _ in tests.values() for text in texts])
    write(f"| trained on | {' | '.join(tests)} | mean |\n|{'---|' * (len(tests) + 2)}")
    found: dict[str, list[float]] = {"BABE alone, plain fine-tuning": [], "the encoder's stages": []}
    for name, (texts, labels) in tests.items():
        ours = trainer.network(trainer.last(jobs[name]).fitted())
        read = examples(texts, [None] * len(texts), corpus.common, trainer.encoder.vocabulary)
        found["BABE alone, plain fine-tuning"].append(
            roc_auc_score(labels, scores(bare, in_full(texts, trainer.encoder.vocabulary))[0])
        )
        found["the encoder's stages"].append(roc_auc_score(labels, scores(ours, read)[0]))
    for variant, values in found.items():
        write(f"| {variant} | {' | '.join(f'{value:.3f}' for value in [*values, np.mean(values)])} |")
    of_bytes(trainer)


def passages_of(corpus: Corpus, name: str) -> tuple[list[str], np.ndarray]:
    """Return the passages of a set that are new, and their labels."""
    frame = corpus.frame.iloc[corpus.rows_of(name)] if name in LEFT_OUT else corpus.sets[name].dropna(subset=["label"])
    trained = corpus.frame.loc[corpus.frame["set"].isin(WEIGHTS), "text"].tolist()
    new = np.ones(len(frame), bool) if name in LEFT_OUT else unseen(frame["text"].tolist(), trained)
    return frame.loc[new, "text"].tolist(), frame.loc[new, "label"].to_numpy(dtype=float)


def plain(trainer: Trainer, tested: list[str]) -> Network:
    """Fine-tune on the main set alone, names and quotations as they stand, without what is like a tested passage."""
    corpus = trainer.corpus
    rows = np.intersect1d(corpus.rows_of(MAIN), training_rows(corpus.frame, "random", corpus.rows_of(LEFT_OUT[0])))
    rows = rows[unseen(corpus.frame["text"].iloc[rows].tolist(), tested)]
    read = in_full(corpus.frame["text"].tolist(), trainer.encoder.vocabulary)
    network = fresh(trainer.encoder.folder, 1, PLAIN, SEED)
    targets = Targets(np.zeros(len(read), np.int64), corpus.labels, np.ones(len(read)))
    fit(network, read, [rows] * AS_PUBLISHED.epochs, targets, AS_PUBLISHED, SEED)
    return network


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


def of_bytes(trainer: Trainer) -> None:
    """Compare an exported graph with its matrices in 8 bits and in full, on the first random fold."""
    corpus = trainer.corpus
    test = corpus.tests()["random"][0]
    network = trainer.network(trainer.last(Job("random-0", "random", test)).fitted())
    texts = corpus.frame["text"].iloc[test].tolist()
    graphs = {"32 bits": graph_of(network, 1.0), "8 bits": exported(network, 1.0)}
    bias = float(network.heads.bias.detach().mean())
    none: dict[str, dict[str, float]] = {measure: {} for measure in MEASURES}
    log_odds = {}
    for name, graph in graphs.items():
        encoder = Encoder(graph, trainer.encoder.vocabulary)
        model = AccurateClassifier(encoder, none, bias, corpus.common, np.zeros(2), network.gates.saturation)
        log_odds[name] = model.decision_function(texts)
        f1 = f1_score(corpus.labels[test], log_odds[name] > 0, average="macro")
        write(f"{name}: {len(graph) / 1e6:.1f} MB, macro-F1 of {len(test)} passages, not calibrated: {f1:.4f}")
    write(f"largest difference of log-odds: {np.abs(log_odds['32 bits'] - log_odds['8 bits']).max():.3f}")


def write(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
