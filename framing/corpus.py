"""The joint training corpus: several data sets, near duplicates removed across them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from framing import datasets
from framing.duplicates import near_duplicate_groups
from framing.lexicons import rows
from framing.voice import attributions, quotations

# Weight of one passage of each set. The first set says what "editorialized" means; earlier sets win duplicates. Only sets whose
# licence allows any use are trained on.
WEIGHTS: Mapping[str, float] = {
    "babe": 12.0,
    "newssd": 2.0,
    "annolexical": 1.0,
    "verb_swaps": 1.0,
    "contrast": 3.0,
}
# What we wrote ourselves: the parts that are for training become the set "contrast".
CONTRAST = ("contrast_pairs", "contrast_traps", "contrast_quotations")
# Sets that are only scored, never trained on.
TEST_ONLY = ("checkthat",)
# Sets that are made of others.
MADE = ("verb_swaps", "contrast")
# Sets that are loaded.
SETS = (*(name for name in (*WEIGHTS, *TEST_ONLY) if name not in MADE), *CONTRAST)
# Sets of the same sentences: leaving one out leaves these out.
SAME = {"checkthat": ("newssd",), "newssd": ("checkthat",)}
COLUMNS = ["text", "label", "strength", "source", "topic", "group", "set"]
FORMS = ("base", "third", "past", "participle", "ing")
# Passages with swapped verbs, and the seed by which passages and verbs are drawn.
N_SWAPS, SEED = 3000, 42
# Balancing classes within a source: how far (0 not, 1 fully; docs/evaluation.md), passages added to each class, bounds.
BALANCE, SMOOTHING, LEAST_WEIGHT, MOST_WEIGHT = 0.7, 5, 0.2, 3.0


def load_all(names: Iterable[str], data_dir: str | Path | None = None) -> dict[str, pd.DataFrame]:
    """Load data sets.

    Parameters
    ----------
    names : iterable of str
        Their names.
    data_dir : str or Path, optional
        Where they lie; fetched or found as in `framing.datasets.load` without it.

    Returns
    -------
    dict of str to DataFrame
        The sets by name.

    Raises
    ------
    FileNotFoundError
        If any is missing: the message says of each what to download from where.
    IntegrityError
        If one is not the release that was recorded.
    """
    frames, missing = {}, []
    for name in names:
        try:
            frames[name] = datasets.verified(name, data_dir)
        except FileNotFoundError as error:
            missing.append(str(error))
    if missing:
        raise FileNotFoundError("\n".join(missing))
    return frames


def joined(sets: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Join all sets of passages into one frame.

    Parameters
    ----------
    sets : mapping of str to DataFrame
        At least those that `SETS` names.

    Returns
    -------
    DataFrame
        Columns text, label, strength, source, topic, group, set, and duplicates: equal numbers for near duplicates. No passage of
        a set has a near duplicate in an earlier one.
    """
    others = [sets[name][COLUMNS] for name in SETS if name not in CONTRAST]
    corpus = pd.concat([*others, contrast(sets)], ignore_index=True).dropna(subset=["label"])
    corpus = pd.concat([corpus, verb_swaps(corpus[corpus["set"] == "annolexical"])], ignore_index=True)
    corpus["duplicates"] = near_duplicate_groups(corpus["text"].tolist())
    return corpus[first_of_its_kind(corpus)].reset_index(drop=True)


def first_of_its_kind(corpus: pd.DataFrame) -> np.ndarray:
    """Tell which passages have no near duplicate in an earlier set of another origin; swapped verbs are duplicates on purpose."""
    order = {name: number for number, name in enumerate((*WEIGHTS, *TEST_ONLY))}
    number = corpus["set"].map(order).where(corpus["set"] != "verb_swaps", order["annolexical"])
    number = number.where(~corpus["set"].isin(TEST_ONLY), -1)
    first = number.where(number >= 0).groupby(corpus["duplicates"]).transform("min")
    return np.asarray((number == first) | (number < 0))


def contrast(sets: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what we wrote to train on: both sides of pairs, traps, and quotations.

    A quotation gives two passages: the text, labelled by the author's words, and the words of those quoted, by theirs.

    Parameters
    ----------
    sets : mapping of str to DataFrame
        At least those that `CONTRAST` names.

    Returns
    -------
    DataFrame
        Columns as in `COLUMNS`, set ``contrast``.
    """
    own = pd.concat([sets[name][sets[name]["part"] == "train"] for name in CONTRAST], ignore_index=True)
    quoting = own[own["quoted"].notna()]
    spoken = quoting.assign(text=[speech(text) for text in quoting["text"]], label=quoting["quoted"], strength=quoting["quoted"])
    joint = pd.concat([own, spoken[spoken["text"] != ""]], ignore_index=True)
    return joint[COLUMNS].assign(set="contrast")


def speech(text: str) -> str:
    """Return the words of direct speech in a text."""
    return " ".join(text[one.inner_start : one.inner_end].strip() for one in quotations(text) if one.kind == "speech")


def verb_swaps(passages: pd.DataFrame) -> pd.DataFrame:
    """Pair neutral passages that report with "said" with copies that report with a loaded verb.

    The facts stay and the verb changes, so the difference in label can only be the verb's.

    Parameters
    ----------
    passages : DataFrame
        Passages with text and label.

    Returns
    -------
    DataFrame
        Both passages of each pair, label 0 and 1, set ``verb_swaps``.
    """
    rng = np.random.default_rng(SEED)
    neutral = passages[(passages["label"] == 0) & passages["text"].str.contains(r"\bsa(?:id|ys)\b")]
    plain, loaded = inflections()
    pairs = []
    for text in neutral["text"].iloc[rng.permutation(len(neutral))].tolist():
        for verb in attributions(text)[-1:]:
            slot = plain.get(text[verb.start : verb.end])
            if slot is not None:
                other = loaded[int(rng.integers(len(loaded)))][slot]
                pairs += [(text, 0.0), (text[: verb.start] + other + text[verb.end :], 1.0)]
        if len(pairs) >= N_SWAPS:
            break
    frame = pd.DataFrame(pairs, columns=["text", "label"])
    group = [str(number // 2) for number in range(len(frame))]
    return frame.assign(strength=frame["label"], source="", topic="", group=group, set="verb_swaps")


def inflections() -> tuple[dict[str, int], list[list[str]]]:
    """Return the place of each form of "say" among inflections, and the inflections of each loaded verb that can replace it."""
    table = {row["lemma"]: row["forms"].split("|") for row in rows("reporting_verbs")}
    loaded = [
        table[row["lemma"]]
        for row in rows("reporting_verbs")
        if row["class"] == "loaded" and row["use"] != "object" and len(table[row["lemma"]]) >= len(FORMS)
    ]
    return {form: table["say"].index(form) for form in ("says", "said")}, loaded


def passage_weights(passages: pd.DataFrame) -> np.ndarray:
    """Weigh passages by their set, and those of the main set so that the classes of each source weigh more alike.

    Without this a model learns which sources are called editorialized often, and fails on a source that it has not seen.

    Parameters
    ----------
    passages : DataFrame
        Training passages with set, source and label.

    Returns
    -------
    ndarray of shape (n_passages,)
        Weights; balancing leaves the sum over the main set as it is.
    """
    weights = passages["set"].map(dict(WEIGHTS)).to_numpy(dtype=float, copy=True)
    main = (passages["set"] == next(iter(WEIGHTS))).to_numpy()
    own = passages[main]
    of_source = own.groupby("source")["label"].transform("size")
    of_class = own.groupby(["source", "label"])["label"].transform("size")
    balance = np.clip((0.5 * of_source / (of_class + SMOOTHING)).to_numpy(), LEAST_WEIGHT, MOST_WEIGHT) ** BALANCE
    weights[main] *= balance * len(balance) / balance.sum()
    return weights
