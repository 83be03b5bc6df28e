"""Compare ways to make one score of an article's passages, on hyperpartisan news (645 articles).

Run ``python docs/benchmarks/articles.py --data-dir DIR``. Prints AUC of each formula, and the accuracy of a model that is fitted
to all of them, in 10 folds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import framing

FOLDS = StratifiedKFold(10, shuffle=True, random_state=42)
FORMULAS: dict[str, Callable[[pd.DataFrame], float]] = {
    "mean, weighed by words (`report.score`)": lambda own: np.average(own["score"], weights=own["n_author_words"]),
    "mean": lambda own: own["score"].mean(),
    "mean of log-odds, weighed by words": lambda own: np.average(
        np.log(own["score"] / (1 - own["score"])), weights=own["n_author_words"]
    ),
    "share of words in passages over .5": lambda own: np.average(own["score"] > 0.5, weights=own["n_author_words"]),
    "median": lambda own: own["score"].median(),
    "upper quartile": lambda own: own["score"].quantile(0.75),
    "ninth tenth": lambda own: own["score"].quantile(0.9),
    "highest": lambda own: own["score"].max(),
    "first fifth": lambda own: own["score"].head(max(1, len(own) // 5)).mean(),
    "last fifth": lambda own: own["score"].tail(max(1, len(own) // 5)).mean(),
    "headline alone": lambda own: own.loc[own["kind"] == "headline", "score"].mean(),
    "without the headline, weighed by words": lambda own: (
        np.average(own.loc[own["kind"] != "headline", "score"], weights=own.loc[own["kind"] != "headline", "n_author_words"])
        if (own["kind"] != "headline").any()
        else np.nan
    ),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, required=True)
    articles = framing.datasets.load("hyperpartisan_articles", parser.parse_args().data_dir)
    measured = {model: of_model(articles, model) for model in ("accurate", "fast")}
    print("| an article's score | AUC, accurate | AUC, fast |\n|---|---|---|")
    for name in measured["fast"]:
        print(f"| {name} | {' | '.join(f'{found[name]:.3f}' for found in measured.values())} |")


def of_model(articles: pd.DataFrame, model: str) -> dict[str, float]:
    """Return the AUC of each formula, and accuracies."""
    labels = articles["label"].to_numpy(dtype=float)
    frame = framing.score_frame(articles[["text"]].reset_index(drop=True), model=model)
    scored = frame.dropna(subset="score").groupby("article")
    table = pd.DataFrame({name: scored.apply(formula) for name, formula in FORMULAS.items()}).reindex(range(len(articles)))
    found = {}
    for name, values in table.items():
        known = values.notna().to_numpy()
        found[str(name)] = float(roc_auc_score(labels[known], values[known]))
    first = next(iter(FORMULAS))
    found["accuracy of `report.score` and a threshold, 10 folds"] = accuracy(table[[first]], labels)
    words = frame.groupby("article")[["n_words", "n_quoted_words"]].sum()
    more = table.assign(
        quoted=words["n_quoted_words"] / words["n_words"], length=np.log(words["n_words"]), spread=scored["score"].std()
    )
    found["accuracy of a model of all of them, share quoted, length and spread, 10 folds"] = accuracy(more, labels)
    return found


def accuracy(table: pd.DataFrame, labels: np.ndarray) -> float:
    """Return the accuracy of logistic regression on held-out folds."""
    fitted = make_pipeline(StandardScaler(), LogisticRegression(C=0.1))
    called = cross_val_predict(fitted, table.fillna(table.mean()), labels, cv=FOLDS)
    return float((called == labels).mean())


if __name__ == "__main__":
    main()
