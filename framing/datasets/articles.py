"""One reader for each set of articles, or of sentences that keep theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from framing.datasets.frames import complete, lists, read_lines, texts

# Techniques that lie in the author's words, not in the argument; the two releases spell them differently.
LOADED = frozenset(
    {
        "Loaded_Language",
        "Name_Calling,Labeling",
        "Name_Calling-Labeling",
        "Exaggeration,Minimisation",
        "Exaggeration-Minimisation",
    }
)
AGENCIES = {"reuters": "Reuters", "xinhua": "Xinhua", "nyt": "New York Times"}
FIELDS = ("Business", "Crime", "Disaster", "Politics")


def semeval2020(folder: Path) -> pd.DataFrame:
    """Read lines with spans of propaganda, 2020."""
    frame = _techniques(read_lines(folder / "semeval2020_t11" / "ptc2020_train_lines.jsonl.gz"))
    return complete(frame, "semeval2020", str)


def semeval2023(folder: Path) -> pd.DataFrame:
    """Read lines with spans of propaganda, genre and frames, 2023."""
    lines = read_lines(folder / "semeval2023_t3" / "semeval2023_train_lines.jsonl.gz")
    frame = _techniques(lines).assign(genre=texts(lines["genre"]), frames=lists(lines["frames"]))
    return complete(frame, "semeval2023", str)


def _techniques(lines: pd.DataFrame) -> pd.DataFrame:
    """Label a line 1 for loaded words, 0 for no span, else not at all."""
    found = lines["techniques"]
    label = [1.0 if LOADED.intersection(names) else np.nan if names else 0.0 for names in found]
    spans = [[(span["technique"], span["start"], span["end"]) for span in row] for row in lines["spans"]]
    spans_first = [[(start, end, technique) for technique, start, end in row] for row in spans]
    kept = {"text": lines["text"], "label": label, "group": lines["article"], "line": lines["line"]}
    return pd.DataFrame({**kept, "title": lines["title"], "spans": spans_first, "techniques": found})


def hyperpartisan_articles(folder: Path) -> pd.DataFrame:
    """Read articles judged as a whole."""
    frame = read_lines(folder / "hyperpartisan" / "hyperpartisan_byarticle.jsonl.gz")
    text = ["\n\n".join([title, *rows]) for title, rows in zip(frame["title"], frame["paragraphs"], strict=True)]
    source = [urlsplit(url).netloc.removeprefix("www.") for url in frame["url"]]
    frame = frame.rename(columns={"id": "group", "hyperpartisan": "label"})
    frame = frame.assign(text=text, source=source, date=texts(frame["date"]))
    return complete(frame[["text", "label", "source", "group", "title", "date"]], "hyperpartisan_articles")


def newsmtsc(folder: Path) -> pd.DataFrame:
    """Read news sentences with the sentiment towards who is in them."""
    frame = read_lines(folder / "newsmtsc" / "newsmtsc_train.jsonl.gz")
    group = ["_".join(name.split("_")[:3]) for name in frame["id"]]
    # Published as 2, 4, 6: negative, neutral, positive.
    polarity = [float(np.mean([(target["polarity"] - 4) / 2 for target in row])) for row in frame["targets"]]
    targets = [[(t["start"], t["end"], (t["polarity"] - 4) / 2) for t in row] for row in frame["targets"]]
    frame = pd.DataFrame({"text": frame["text"], "group": group, "polarity": polarity, "targets": targets})
    return complete(frame, "newsmtsc", str)


def newsdiscourse(folder: Path) -> pd.DataFrame:
    """Read sentences with the role that each plays in its article."""
    articles = read_lines(folder / "newsdiscourse" / "newsdiscourse.jsonl.gz")
    rows = [
        {"group": article, "sid": sentence["sid"], "text": sentence["text"], "tags": sentence["tags"]}
        for article, sentences in zip(articles["id"], articles["sents"], strict=True)
        for sentence in sentences
    ]
    frame = pd.DataFrame(rows)
    frame["source"] = [_named_in(group.rsplit("/", 1)[-1], AGENCIES) for group in frame["group"]]
    frame["topic"] = [_field(group) for group in frame["group"]]
    return complete(frame, "newsdiscourse")


def _named_in(file: str, names: dict[str, str]) -> str:
    """Return the agency that a file is named after."""
    return next((name for part, name in names.items() if part in file.lower()), "")


def _field(path: str) -> str:
    """Return the field from a path's folder, or from the letter before its agency."""
    folder, file = path.split("/")[-2:]
    letters = {field[0]: field for field in FIELDS}
    before = letters.get(file[0], "") if file[1:].startswith(("Reuters", "Xinhua")) else ""
    return (folder if folder in FIELDS else before).lower()


def polnear(folder: Path) -> pd.DataFrame:
    """Read political articles with every attribution in them."""
    frame = read_lines(folder / "polnear" / "polnear.jsonl.gz")
    frame["attributions"] = lists([_spans(attribution) for attribution in row] for row in frame["attributions"])
    frame = frame.rename(columns={"publisher": "source", "id": "group"}).assign(wire=texts(frame["wire"]))
    kept = ["text", "source", "group", "split", "title", "date", "wire", "attributions"]
    return complete(frame[kept], "polnear", str)


def _spans(attribution: dict[str, Any]) -> dict[str, list[tuple[int, int]]]:
    """Keep the offsets of an attribution's source, cue and content."""
    roles = ("source", "cue", "content")
    return {role: [(start, end) for start, end in (attribution.get(role) or {"spans": []})["spans"]] for role in roles}


def allsides(folder: Path) -> pd.DataFrame:
    """Read articles with their source, topic and the source's leaning."""
    frame = read_lines(folder / "allsides_articles" / "articles.jsonl.gz")
    frame = frame.rename(columns={"content_original": "text", "ID": "group", "bias_text": "leaning"})
    frame["title"] = frame["title"].str.strip()
    return complete(frame[["text", "source", "topic", "group", "title", "date", "leaning"]], "allsides")


def narrative_framing(folder: Path) -> pd.DataFrame:
    """Read climate articles with their frames and the outlet's rating."""
    path = folder / "narrative_framing" / "articles_metadata.tsv"
    frame = pd.read_csv(path, sep="\t", encoding="utf-8")
    codes = {"RE": "resolution", "HI": "human interest", "CO": "conflict", "MO": "moral", "EC": "economic"}
    frame["frames"] = [[codes[code] for code in codes if row[code]] for row in frame[list(codes)].to_dict("records")]
    frame = frame.rename(columns={"mbfc": "rating"}).assign(group=[f"narrative_framing-{n}" for n in frame["ID"]])
    return complete(frame[["text", "source", "group", "date", "rating", "frames"]], "narrative_framing")
