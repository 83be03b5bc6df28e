"""Fit and measure the probability that an article is opinion, from its score; count the marks by which articles say so.

Run ``python docs/benchmarks/genre.py --data-dir DIR``. Prints the numbers of docs/genre.md and the coefficients of
`framing.genre`. Houses are those of allsides that mark opinion and news by section; each is held out in turn.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from sklearn.metrics import roc_auc_score

import framing
from framing.evaluation.calibration import platt
from framing.genre import FEWEST_WORDS, MOST, OPINION, REPORTING
from framing.rubrics import rubric_of

# Sections of one house in allsides: opinion, news.
HOUSES = {
    "Boston Herald": (("Boston Herald Editorial",), ("Boston Herald",)),
    "CNN": (("CNN - Editorial",), ("CNN (Web News)",)),
    "Fox News": (("Fox News Opinion",), ("Fox News", "Fox News (Online)", "Fox Online News")),
    "New York Post": (("New York Post (Opinion)",), ("New York Post (News)",)),
    "New York Times": (
        ("New York Times - Opinion", "New York Times Editorial Board"),
        ("New York Times - News", "New York Times (Online News)"),
    ),
    "Newsmax": (("Newsmax - Opinion",), ("Newsmax - News", "Newsmax (News)")),
    "NPR": (("NPR Editorial",), ("NPR Online News",)),
    "Scriberr": (("Scriberr Media - Opinion/Editorial",), ("Scriberr Media - News",)),
    "The Week": (("The Week - Opinion",), ("The Week - News",)),
    "Wall Street Journal": (("Wall Street Journal - Editorial",), ("Wall Street Journal - News",)),
}
WIRES = ("Reuters", "Associated Press")
SECTIONS = {
    section: (house, name) for house, both in HOUSES.items() for name, own in zip((1, 0), both, strict=True) for section in own
}
N_BINS = 10
# What was tried beside the score.
MORE = ("log_n_words", "headline_log_odds", "share_quoted")
HEADER = """| model | articles | AUC | ECE | SemEval | AUC | ECE | wire copy said to read as opinion |
|---|---|---|---|---|---|---|---|"""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, required=True)
    folder = parser.parse_args().data_dir
    houses, wires, shared_task = of_houses(folder), of_wires(folder), of_shared_task(folder)
    of_marks(folder)
    print(HEADER)
    for model in ("fast", "accurate"):
        of_model(model, houses, shared_task, wires)


def of_houses(folder: Path) -> pd.DataFrame:
    """Return articles of sections: text, opinion (1 or 0), house."""
    every = articles(folder)
    own = every[every["source"].isin(SECTIONS)].reset_index(drop=True)
    marked = own["title"].str.match("(?i)opinion")
    house, opinion = zip(*own["source"].map(SECTIONS), strict=True)
    # News sections have some articles that AllSides' editors found to be opinion, and put that word before their titles.
    return own.assign(house=house, opinion=np.maximum(opinion, marked).astype(float))


def of_wires(folder: Path) -> pd.DataFrame:
    """Return wire copy."""
    every = articles(folder)
    return every[every["source"].isin(WIRES)].reset_index(drop=True)


def articles(folder: Path) -> pd.DataFrame:
    """Return articles under their titles, without the mark that AllSides put there."""
    every = framing.datasets.load("allsides", folder)
    title = every["title"].str.replace("(?i)^opinion: ", "", regex=True)
    return every.assign(source=every["source"].str.strip(), body=every["text"], text=title + "\n\n" + every["text"])


def of_shared_task(folder: Path) -> pd.DataFrame:
    """Return SemEval-2023's articles: text, opinion (1, 0; nan of satire)."""
    lines = framing.datasets.load("semeval2023", folder).groupby("group", sort=False)
    texts, genre = lines["text"].agg("\n\n".join), lines["genre"].first()
    return pd.DataFrame({"text": texts, "opinion": genre.map({"opinion": 1.0, "reporting": 0.0})}).reset_index(drop=True)


def of_marks(folder: Path) -> None:
    """Print how many articles bear a mark in their own text, by what is known of them, and which."""
    every = articles(folder)
    sections = every["source"].map({section: "opinion" if opinion else "news" for section, (_, opinion) in SECTIONS.items()})
    known = sections.fillna("all other").mask(every["source"].isin(WIRES), "wire copy")
    known = known.mask(every["title"].str.match("(?i)opinion"), "opinion").rename("articles")
    label = every["body"].map(lambda body: mark.label if (mark := rubric_of(body)) else "none").rename("mark")
    print(pd.crosstab(known, label).to_string(), "\n")


def of_model(model: str, houses: pd.DataFrame, shared_task: pd.DataFrame, wires: pd.DataFrame) -> None:
    """Print a row of the table, how often it is right at the cuts, the houses, what more would help, and the coefficients."""
    own, other, wire = (scored(one, model) for one in (houses, shared_task.dropna(subset="opinion"), wires))
    out, both = held_out(own), fitted(own)
    abroad, copy = likely(other, both), likely(wire, both)
    print(f"| {model} | {quality(own['opinion'], out)} | {quality(other['opinion'], abroad)} | {(copy >= OPINION).mean():.3f} |")
    for name, table, given in (("houses", own, out), ("SemEval", other, abroad)):
        print(f"  {name}: {right(table['opinion'], given)}")
    print(f"  wire copy said to read as reporting: {(copy <= REPORTING).mean():.2f}")
    print(f"  opinion by tenths of probability: {', '.join(f'{share:.2f}' for share in tenths(own['opinion'], out))}")
    for house, rows in own.groupby("house"):
        print(f"  {house}: {quality(rows['opinion'], out[rows.index])}")
    for more in MORE:
        print(f"  with {more}: {quality(own['opinion'], held_out(own, ['log_odds', more]))}")
    print(f"  coefficients: {', '.join(f'{one:.4f}' for one in both)}\n")


def scored(table: pd.DataFrame, model: str) -> pd.DataFrame:
    """Return the articles that would have a probability, with the log-odds of their scores and what else might help."""
    passages = framing.score_frame(table[["text"]].reset_index(drop=True), model=model)
    quoted = passages.groupby(level=0)["n_quoted_words"].sum()
    passages = passages[(passages["reason"] == "") & passages["score"].notna()]
    words = passages["n_author_words"].groupby(level=0).sum()
    score = (passages["score"] * passages["n_author_words"]).groupby(level=0).sum() / words
    headline = passages.loc[passages["kind"] == "headline", "score"].groupby(level=0).mean().reindex(score.index).fillna(score)
    found = table.reset_index(drop=True).assign(log_odds=logit(score), n_words=words, share_quoted=quoted / (quoted + words))
    found["log_n_words"], found["headline_log_odds"] = np.log(words), logit(headline)
    return found[found["n_words"] >= FEWEST_WORDS]


def fitted(table: pd.DataFrame, columns: Sequence[str] = ("log_odds",)) -> np.ndarray:
    """Return intercept and slopes, with opinion and reporting at even odds."""
    labels = table["opinion"].to_numpy()
    slopes, offset = platt(table[list(columns)].to_numpy(), labels, even(labels))
    return np.array([offset, *slopes])


def likely(table: pd.DataFrame, fit: np.ndarray, columns: Sequence[str] = ("log_odds",)) -> pd.Series[float]:
    """Return the probability of each article, as `framing.genre` does."""
    return expit(fit[0] + table[list(columns)] @ fit[1:]).clip(upper=MOST)


def held_out(table: pd.DataFrame, columns: Sequence[str] = ("log_odds",)) -> pd.Series[float]:
    """Return the probability of each article by coefficients that its house had no part in."""
    houses = table.groupby("house")
    return pd.concat([likely(own, fitted(table[table["house"] != house], columns), columns) for house, own in houses])[
        table.index
    ]


def even(labels: np.ndarray) -> np.ndarray:
    """Return weights by which both classes count the same."""
    return np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))


def quality(opinion: pd.Series[float], given: pd.Series[float]) -> str:
    """Return the numbers of articles, AUC, and calibration error at even odds, as cells."""
    labels, weights = opinion.to_numpy(), even(opinion.to_numpy())
    bins = np.minimum((given.to_numpy() * N_BINS).astype(int), N_BINS - 1)
    error = np.abs(np.bincount(bins, weights=weights * (labels - given.to_numpy()))).sum() / weights.sum()
    return f"{labels.sum():.0f} + {(1 - labels).sum():.0f} | {roc_auc_score(labels, given):.3f} | {error:.3f}"


def tenths(opinion: pd.Series[float], given: pd.Series[float]) -> pd.Series[float]:
    """Return the share of opinion at even odds, for each tenth of probability."""
    weights, tenth = pd.Series(even(opinion.to_numpy()), opinion.index), (given * N_BINS).astype(int)
    return (weights * opinion).groupby(tenth).sum() / weights.groupby(tenth).sum()


def right(opinion: pd.Series[float], given: pd.Series[float]) -> str:
    """Say how often either sentence is right at even odds, and how many it finds."""
    parts = []
    for name, said, true in (("opinion", given >= OPINION, opinion == 1), ("reporting", given <= REPORTING, opinion == 0)):
        hits, misses = said[true].mean(), said[~true].mean()
        parts.append(f"{name} right {hits / (hits + misses):.2f}, found {hits:.2f}")
    return "; ".join(parts)


if __name__ == "__main__":
    main()
