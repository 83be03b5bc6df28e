"""One reader for each set of sentences or headlines."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.datasets.clean import clean_escapes
from framing.datasets.frames import complete, lists, read_lines, texts

PARTS = ("train", "dev", "test")
STRAIGHT = str.maketrans("\u201c\u201d\u201e\u2018\u2019\u201a", "\"\"\"'''")
# The training part's one row that the prepared form leaves out.
LEFT_OUT = "2hCqbS7d37rVpJ97jDZbNX"
OUTLETS = {"The Federalist": "Federalist", "The Daily Beast": "Daily Beast", "Huffpost": "HuffPost"}
TOPICS = {"blm": "black-lives-matter", "vaccines": "vaccine"}


def key(text: str) -> str:
    """Return the text with straight quotes and single spaces, to join by."""
    return re.sub(r"\s+", " ", text.translate(STRAIGHT)).strip()


def one_name(values: pd.Series[Any], names: dict[str, str]) -> pd.Series[Any]:
    """Give a source or a topic of two spellings one of them."""
    return texts(values).replace(names)


def topics(values: pd.Series[Any]) -> pd.Series[Any]:
    """Spell the topics of BABE in one way."""
    return one_name(texts(values).str.replace(" ", "-"), TOPICS)


def babe(folder: Path) -> pd.DataFrame:
    """Read BABE's training part, with the raw votes where they are there."""
    original = folder / "originals" / "babe_train_dev_annomatic.csv"
    frame = _babe_original(original) if original.exists() else read_lines(folder / "babe" / "babe_v4_traindev.jsonl.gz")
    votes = folder / "babe" / "babe_sg2.jsonl.gz"
    if votes.exists():
        frame = _with_votes(frame, babe_sg2(folder))
    elif "words" not in frame:
        frame = frame.assign(words=lists(frame["text"]))
    frame["source"] = one_name(frame["outlet"], OUTLETS)
    return complete(frame.drop(columns="outlet"), "babe")


def _babe_original(path: Path) -> pd.DataFrame:
    """Read the training part as its repository publishes it."""
    frame = pd.read_csv(path, encoding="utf-8")
    frame = frame[frame["uuid"] != LEFT_OUT].reset_index(drop=True)
    words = [ast.literal_eval(value) if value else [] for value in texts(frame["biased_words"])]
    frame = frame.assign(words=lists(words), topic=topics(frame["topic"]), group=frame["news_link"])
    return frame[["text", "label", "outlet", "topic", "group", "words"]]


def _with_votes(frame: pd.DataFrame, votes: pd.DataFrame) -> pd.DataFrame:
    """Add strength, votes, topic, group and words by the sentence's text."""
    votes = votes.assign(key=votes["text"].map(key)).drop_duplicates("key").set_index("key")
    found = votes.reindex(frame["text"].map(key))
    found.index = frame.index
    for column in ("strength", "votes", "topic", "group", "words"):
        known = frame[column] if column in frame else pd.Series(np.nan, index=frame.index)
        frame[column] = found[column].where(found[column].notna(), known)
    frame["words"] = lists(frame["words"])
    return frame


def babe_sg2(folder: Path) -> pd.DataFrame:
    """Read the votes of BABE's five experts."""
    frame = read_lines(folder / "babe" / "babe_sg2.jsonl.gz")
    frame = _voted(frame).assign(topic=topics(frame["topic"]), source=one_name(frame["outlet"], OUTLETS))
    kept = ["text", "label", "strength", "votes", "source", "topic", "group", "words", "opinion", "word_votes"]
    return complete(frame[kept], "babe_sg2")


def _voted(frame: pd.DataFrame) -> pd.DataFrame:
    """Turn counts of votes and a named label into numbers."""
    label = frame["label"].map({"Biased": 1.0, "Non-biased": 0.0})
    strength = frame["n_biased"] / frame["n_votes"]
    names = {"n_votes": "votes", "url": "group", "biased_words": "words"}
    return frame.rename(columns=names).assign(label=label, strength=strength)


def mbic(folder: Path) -> pd.DataFrame:
    """Read MBIC: crowd votes, and the whole articles."""
    frame = _voted(read_lines(folder / "mbic" / "mbic.jsonl.gz"))
    frame = frame.assign(source=frame["outlet"], topic=topics(frame["topic"]), article=texts(frame["article"]))
    kept = ["text", "label", "strength", "votes", "source", "topic", "group", "words", "opinion", "article"]
    return complete(frame[kept], "mbic")


def news_ninja(folder: Path) -> pd.DataFrame:
    """Read the votes of News Ninja's players."""
    frame = read_lines(folder / "news_ninja" / "news_ninja.jsonl.gz")
    words = [[word.strip() for word in value.split(",") if word.strip()] for value in texts(frame["words"])]
    frame = frame.assign(words=lists(words), strength=frame["n_biased"] / frame["n_votes"], votes=frame["n_votes"])
    frame["ground_truth"] = frame["ground_truth"].astype(float)
    return complete(frame[["text", "label", "strength", "votes", "words", "ground_truth"]], "news_ninja")


def annolexical(folder: Path) -> pd.DataFrame:
    """Read the three parts that language models labelled."""
    parts = []
    for part in PARTS:
        original = folder / "originals" / f"anno-lexical-{part}.parquet"
        prepared = folder / "annolexical" / f"annolexical_{part}.jsonl.gz"
        frame = pd.read_parquet(original) if original.exists() and not prepared.exists() else read_lines(prepared)
        parts.append(frame.assign(split=part, source=frame["source_name"]))
    return complete(pd.concat(parts)[["text", "label", "source", "split"]], "annolexical")


def checkthat(folder: Path) -> pd.DataFrame:
    """Read CheckThat!'s subjective and objective news sentences."""
    parts = []
    for part in ("train", "dev", "dev_test"):
        frame = read_lines(folder / "checkthat_subjectivity" / f"checkthat_{part}_en.jsonl.gz")
        parts.append(frame.assign(split=part, label=frame["label"].map({"SUBJ": 1, "OBJ": 0})))
    return complete(pd.concat(parts)[["text", "label", "split"]], "checkthat")


def newssd(folder: Path) -> pd.DataFrame:
    """Read NewsSD-ENG as its repository publishes it."""
    parts = []
    for part in ("train", "val", "test"):
        frame = pd.read_csv(folder / "newssd_eng" / "english" / f"{part}.csv", encoding="utf-8")
        label = frame["Label"].map({"SUBJ": 1, "OBJ": 0})
        parts.append(pd.DataFrame({"text": frame["Sentence"], "label": label, "split": part}))
    return complete(pd.concat(parts), "newssd")


def hyperpartisan_titles(folder: Path) -> pd.DataFrame:
    """Read titles with three votes each."""
    frame = read_lines(folder / "hyperpartisan" / "hyperpartisan_titles_training.jsonl.gz")
    strength = [float(np.mean(votes)) for votes in frame["votes"]]
    votes = [len(votes) for votes in frame["votes"]]
    frame = frame.assign(strength=strength, votes=votes, source=frame["outlet"])
    return complete(frame[["text", "label", "strength", "votes", "source", "year"]], "hyperpartisan_titles")


def hypo_pairs(folder: Path) -> pd.DataFrame:
    """Read hyperboles, their paraphrases and the same words used literally."""
    frame = read_lines(folder / "hyperbole" / "hypo_triples.jsonl.gz").rename(columns={"id": "group"})
    long = frame.melt("group", ["hyperbole", "paraphrase", "minimal_unit"], "role", "text", ignore_index=False)
    long = long.sort_index(kind="stable")
    return complete(long.assign(label=(long["role"] == "hyperbole").astype(int)), "hypo_pairs")


def hypo_l(folder: Path) -> pd.DataFrame:
    """Read sentences with and without hyperbole."""
    frame = read_lines(folder / "hyperbole" / "hypo_l.jsonl.gz")
    return complete(frame[["text", "label", "metaphor"]], "hypo_l")


def wnc_pairs(folder: Path) -> pd.DataFrame:
    """Read the sentences before and after a neutrality edit."""
    frame = read_lines(folder / "wikipedia" / "wnc_toy_pairs.jsonl.gz")
    frame = frame[frame["changed"]].rename(columns={"id": "group"})
    long = frame.melt(["group", "split"], ["biased", "neutral"], "role", "text", ignore_index=False)
    long = complete(long.sort_index(kind="stable").assign(label=lambda rows: rows["role"] == "biased"), "wnc_pairs")
    differ = long.groupby("group")["text"].transform("nunique") == 2
    return long[differ].reset_index(drop=True)


def wnc_xlou(folder: Path) -> pd.DataFrame:
    """Read biased and neutral statements of Wikipedia."""
    frame = read_lines(folder / "wikipedia" / "wnc_xlou.jsonl.gz")
    return complete(frame[["text", "label", "split"]], "wnc_xlou")


def cwhard(folder: Path) -> pd.DataFrame:
    """Read statements of Wikipedia judged by a crowd."""
    return complete(read_lines(folder / "wikipedia" / "cwhard.jsonl.gz")[["text", "label"]], "cwhard")


def clickbait(folder: Path) -> pd.DataFrame:
    """Read headlines of clickbait and of news."""
    return complete(read_lines(folder / "clickbait32k" / "clickbait32k.jsonl.gz")[["text", "label"]], "clickbait")


def mpqa(folder: Path) -> pd.DataFrame:
    """Read MPQA's subjective and objective sentences."""
    return complete(read_lines(folder / "mpqa" / "mpqa_sents.jsonl.gz")[["text", "label"]], "mpqa", clean_escapes)


def subj(folder: Path) -> pd.DataFrame:
    """Read sentences of film reviews and of plots."""
    return complete(read_lines(folder / "subj" / "subj.jsonl.gz")[["text", "label"]], "subj")


def gwsd(folder: Path) -> pd.DataFrame:
    """Read sentences with their stance on climate change."""
    frame = read_lines(folder / "gwsd" / "gwsd.jsonl.gz")
    stance = frame["label"].map({0: "neutral", 1: "agrees", 2: "disagrees"})
    frame = frame.assign(label=(stance != "neutral").astype(int), stance=stance)
    return complete(frame[["text", "label", "stance"]], "gwsd")


def goodnewseveryone(folder: Path) -> pd.DataFrame:
    """Read headlines with the cue of the emotion in them."""
    frame = read_lines(folder / "goodnewseveryone" / "goodnewseveryone.jsonl.gz")
    frame = frame.assign(cue=texts(frame["cue_pos"]), experiencer=texts(frame["experiencer_pos"]))
    return complete(frame[["text", "cue", "experiencer"]], "goodnewseveryone")


def gvfc(folder: Path) -> pd.DataFrame:
    """Read headlines on gun violence with their frames."""
    frame = pd.read_csv(folder / "gvfc" / "gvfc_headlines.csv", encoding="utf-8")
    names = {"Q1 Relevant": "relevant", "Q2 Focus": "focus", "Q3 Theme1": "theme1", "Q3 Theme2": "theme2"}
    return complete(frame.rename(columns={"news_title": "text", **names}), "gvfc")
