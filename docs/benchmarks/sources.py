"""Check sources' scores against what is known of them: ratings, wire copy, opinion pages, sides.

Run ``framing score-many`` on allsides (see docs/sources.md), then
``python docs/benchmarks/sources.py --scores SCORES --data-dir DIR``. Prints the numbers of docs/sources.md. The ratings belong to
their raters and are only compared with.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from framing import summarize

WIRES = ("Reuters", "Associated Press")
# Sections of one house in allsides: opinion, news.
HOUSES = {
    "CNN - Editorial": ("CNN (Web News)",),
    "Fox News Opinion": ("Fox News", "Fox News (Online)", "Fox Online News"),
    "New York Times - Opinion": ("New York Times - News", "New York Times (Online News)"),
    "Newsmax - Opinion": ("Newsmax - News", "Newsmax"),
    "The Week - Opinion": ("The Week - News",),
}
ALIASES = {
    "associatedpress": "ap",
    "nprnews": "npr",
    "breitbartnews": "breitbart",
    "theblazecom": "theblaze",
    "cnnwebnews": "cnn",
}
FACTUAL = {"low": 0, "mixed": 1, "high": 2}
DRAWS, FEWEST, FEWEST_HALF = 2000, 20, 30


def main() -> None:
    """Print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scores", type=Path, required=True)
    parser.add_argument("--data-dir", type=Path, required=True)
    options = parser.parse_args()
    frame = pd.read_parquet(options.scores)
    found = summarize(frame)
    ranked = found[found["n_articles"] >= FEWEST]
    print(f"{len(frame):,} passages, {len(found)} sources, {len(ranked)} with {FEWEST} articles or more")
    of_wires(ranked)
    of_houses(found)
    of_ratings(ranked, options.data_dir / "outlets")
    of_halves(frame)
    of_sides(ranked, frame, options.data_dir / "outlets")


def of_wires(ranked: pd.DataFrame) -> None:
    """Say where wire copy stands."""
    for name in WIRES:
        row = ranked.loc[name]
        print(f"{name}: {row['score']:.3f} [{row['low']:.3f}, {row['high']:.3f}], rank {row['rank_low']} to {row['rank_high']}")


def of_houses(found: pd.DataFrame) -> None:
    """Compare opinion with news of the same house."""
    for opinion, sections in HOUSES.items():
        for news in sections:
            one, other = found.loc[opinion], found.loc[news]
            sure = "" if one["low"] > other["high"] else " (intervals overlap)"
            numbers = f"{one['score']:.3f} ({one['n_articles']}), {other['score']:.3f} ({other['n_articles']})"
            print(f"{opinion} over {news}: {numbers}: {one['score'] > other['score']}{sure}")


def of_ratings(ranked: pd.DataFrame, folder: Path) -> None:
    """Print rank correlations with ratings."""
    for name, ratings in {
        "Ad Fontes reliability": adfontes(folder)["reliability"],
        "MBFC factual reporting": mbfc(folder),
    }.items():
        rated = ranked.assign(rating=[ratings.get(key_of(source)) for source in ranked.index]).dropna(subset="rating")
        low, high = bootstrapped(rated["score"].to_numpy(), rated["rating"].to_numpy(dtype=float))
        value = spearmanr(rated["score"], rated["rating"].astype(float)).statistic
        print(f"Spearman with {name}: {value:.2f} [{low:.2f}, {high:.2f}], {len(rated)} sources")


def bootstrapped(scores: np.ndarray, ratings: np.ndarray) -> tuple[float, float]:
    """Return a 95 % interval of Spearman's correlation over sources."""
    rng = np.random.default_rng(0)
    draws = rng.integers(len(scores), size=(DRAWS, len(scores)))
    found = [spearmanr(scores[draw], ratings[draw]).statistic for draw in draws]
    return tuple(np.quantile(found, [0.025, 0.975]))


def of_halves(frame: pd.DataFrame) -> None:
    """Print how halves of sources' articles agree, and what that says of the whole (Spearman-Brown)."""
    rng = np.random.default_rng(0)
    articles = summarize(frame, by=["source", "article"])["score"].dropna().rename("score").reset_index()
    articles = articles[articles.groupby("source")["article"].transform("size") >= FEWEST_HALF]
    values = []
    for _ in range(100):
        half = rng.permutation(len(articles)) % 2
        means = articles.groupby(["source", half])["score"].mean().unstack()
        values.append(means.corr().iloc[0, 1])
    r = float(np.mean(values))
    print(f"halves of {articles['source'].nunique()} sources: r {r:.2f}, reliability {2 * r / (1 + r):.2f}")


def of_sides(ranked: pd.DataFrame, frame: pd.DataFrame, folder: Path) -> None:
    """Print by how much sources of the right score over those of the left, as they are and at equal reliability."""
    side = frame.groupby("source")["leaning"].first().map({"left": -0.5, "center": 0.0, "right": 0.5})
    ratings = adfontes(folder)["reliability"]
    every = ranked.assign(side=side, rating=[ratings.get(key_of(source)) for source in ranked.index]).astype({"rating": float})
    ends = every[every["side"] != 0]
    print(f"right over left: {slope(ends[['side', 'score']].to_numpy())}")
    rated = every.dropna(subset="rating")
    print(f"right over left at equal reliability: {slope(rated[['side', 'rating', 'score']].to_numpy())}")


def slope(table: np.ndarray) -> str:
    """Return the effect of the first column on the last at equal others, with a 95 % interval over rows."""
    rng, values = np.random.default_rng(0), []
    for draw in [np.arange(len(table)), *rng.integers(len(table), size=(DRAWS, len(table)))]:
        own = table[draw]
        design = np.column_stack([own[:, :-1], np.ones(len(own))])
        values.append(np.linalg.lstsq(design, own[:, -1], rcond=None)[0][0])
    low, high = np.quantile(values[1:], [0.025, 0.975])
    return f"{values[0]:+.3f} [{low:+.3f}, {high:+.3f}], {len(table)} sources"


def key_of(name: str) -> str:
    """Spell a source in one way."""
    key = re.sub(r"\(.*?\)| - (?:news|opinion|editorial)$|^the ", "", name.casefold())
    key = re.sub(r"[\W_]+", "", key)
    return ALIASES.get(key, key)


def adfontes(folder: Path) -> pd.DataFrame:
    """Return reliability by source."""
    table = pd.read_csv(folder / "outlets_adfontes.csv")
    return table.assign(key=table["source"].map(key_of)).drop_duplicates("key").set_index("key")


def mbfc(folder: Path) -> pd.Series[float]:
    """Return factual reporting by source, from its address."""
    table = pd.read_csv(folder / "outlets_mbfc.csv")
    keys = table["source"].str.rsplit(".", n=1).str[0].map(key_of)
    return pd.Series(table["factual_reporting"].map(FACTUAL).to_numpy(), index=keys).groupby(level=0).first()


if __name__ == "__main__":
    main()
