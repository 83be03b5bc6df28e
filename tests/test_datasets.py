from __future__ import annotations

import gzip
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing import datasets
from framing.datasets import originals as fetching
from framing.datasets.clean import clean, clean_escapes
from framing.datasets.frames import SHARED
from framing.errors import IntegrityError
from framing.resources import resource_folder

REAL = Path(__file__).parents[2] / "shared" / "data"
real = pytest.mark.skipif(not REAL.is_dir(), reason="needs the public data")
WIRE = b"text\nRain fell.\n"


def write_lines(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def server(monkeypatch, tmp_path):
    """Serve the bytes of `files`; those of `cut` break off halfway."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = self.server.files.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write((body or b"")[: len(body or b"") // (2 if self.path in self.server.cut else 1)])

        def log_message(self, *_):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.files, httpd.cut = {}, set()
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("FRAMING_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("FRAMING_DATA", raising=False)
    monkeypatch.setattr(fetching, "HOST", f"http://127.0.0.1:{httpd.server_port}")
    yield httpd
    httpd.shutdown()
    thread.join()
    httpd.server_close()


def described(content=WIRE):
    original = {"path": "wire.csv", "saved_as": "originals/wire.csv", "sha256": hashlib.sha256(content).hexdigest()}
    return {"name": "wire", "repository": "agency/wire", "commit": "c0", "originals": [original]}


# --- names and descriptions


def test_every_set_is_described_and_every_description_is_of_a_set():
    folders = {path.parent.name for path in resource_folder("datasets").glob("*/dataset.json")}
    assert folders == set(datasets.names())


@pytest.mark.parametrize("name", datasets.names())
def test_a_description_holds_what_a_reader_needs(name):
    record = datasets.describe(name)
    assert record["name"] == name
    assert record["columns"][: len(SHARED)] == list(SHARED)
    assert all(record[key] for key in ("title", "address", "licence", "citation", "label", "prepared"))
    assert all(len(original["sha256"]) == 64 and len(record["commit"]) == 40 for original in record["originals"])


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"name must be a known data set, got 'bab'; pass one of .*babe, babe_sg2"):
        datasets.load("bab")


def test_a_name_that_is_no_str_is_refused():
    with pytest.raises(TypeError, match="name must be a str, got int 3"):
        datasets.load(3)


def test_a_missing_file_is_named_with_its_address_and_place(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"mpqa/mpqa_sents.jsonl.gz to load 'mpqa', .*https://mpqa.cs.pitt.edu/"):
        datasets.load("mpqa", tmp_path)


def test_a_set_that_cannot_be_fetched_says_where_it_is_from(monkeypatch):
    monkeypatch.delenv("FRAMING_DATA", raising=False)
    with pytest.raises(FileNotFoundError, match=r"'mpqa', which cannot be fetched.*mpqa.cs.pitt.edu.*FRAMING_DATA"):
        datasets.load("mpqa")


# --- cleaning and readers


@pytest.mark.parametrize(
    ("garbled", "text"),
    [
        ("", ""),
        ("the world\u00e2\u0080\u0099s coal", "the world\u2019s coal"),
        ("the world\u00e2\u20ac\u2122s coal", "the world\u2019s coal"),
        ("\u00c3\u00a2\u00e2\u201a\u00ac\u00e2\u201e\u00a2s", "\u2019s"),
        ("Nu\u00c3\u00b1ez", "Nuñez"),
        ("CAF\u00c9\u201d, ch\u00e2teau, S\u00c3O", "CAFÉ”, château, SÃO"),
        ("AT&amp;T &lt; 3 &quot;R&D;&quot;", 'AT&T < 3 "R&D;"'),
        ("it rained <ref name = x> a b </ref> . <UH> Yes", "it rained . Yes"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
    ],
)
def test_a_text_is_cleaned_of_what_the_release_did_to_it(garbled, text):
    assert clean(garbled) == text


def test_escapes_of_white_space_become_white_space():
    assert clean_escapes("We look forward\\n      to it. \\n\\t\\n") == "We look forward to it."


def test_votes_join_a_sentence_by_its_text_whatever_its_quotes(tmp_path):
    lie = {"text": "“A  lie,” he said", "label": 1, "outlet": "Huffpost"}
    rows = [lie, {"text": "Rain fell.", "label": 0, "outlet": ""}]
    vote = {"text": '"A lie," he said', "label": "Biased", "n_votes": 5, "n_biased": 4, "topic": "gun control"}
    extra = {"url": "u", "outlet": "HuffPost", "biased_words": ["lie"], "opinion": "", "word_votes": {"lie": 4}}
    write_lines(tmp_path / "babe" / "babe_v4_traindev.jsonl.gz", rows)
    write_lines(tmp_path / "babe" / "babe_sg2.jsonl.gz", [vote | extra])
    frame = datasets.load("babe", tmp_path)
    assert frame["strength"].tolist() == [0.8, 0.0]
    assert frame["votes"].fillna(-1).tolist() == [5, -1]
    assert frame["words"].tolist() == [["lie"], []]
    found = frame[["source", "topic", "group"]].to_numpy().tolist()
    assert found == [["HuffPost", "gun-control", "u"], ["", "", "babe-1"]]


def test_babe_without_votes_takes_its_labels_as_strength(tmp_path, monkeypatch):
    write_lines(tmp_path / "babe" / "babe_v4_traindev.jsonl.gz", [{"text": "Rain.", "label": 1, "outlet": "Reuters"}])
    monkeypatch.setenv("FRAMING_DATA", str(tmp_path))
    row = datasets.load("babe").iloc[0]
    assert (row["strength"], row["words"], row["set"]) == (1.0, [], "babe")
    assert np.isnan(row["votes"])


def test_a_line_with_another_technique_only_has_no_label(tmp_path):
    names = [[], ["Doubt"], ["Doubt", "Loaded_Language"], ["Name_Calling,Labeling"], ["Exaggeration,Minimisation"]]
    spans = [[{"technique": name, "start": 0, "end": 3, "txt": "Vex"} for name in row] for row in names]
    rows = [
        {"text": "Vexed.", "article": "7", "line": 0, "title": False, "spans": span, "techniques": row}
        for row, span in zip(names, spans, strict=True)
    ]
    write_lines(tmp_path / "semeval2020_t11" / "ptc2020_train_lines.jsonl.gz", rows)
    frame = datasets.load("semeval2020", tmp_path)
    assert frame["label"].fillna(-1).tolist() == [0, -1, 1, 1, 1]
    assert frame["spans"][1] == [(0, 3, "Doubt")]
    assert set(frame["group"]) == {"7"}


def test_a_triple_becomes_rows_of_one_group_without_the_missing_one(tmp_path):
    rows = [
        {"id": "a", "hyperbole": "It cost a fortune. ", "paraphrase": "It cost a lot.", "minimal_unit": None},
        {"id": "b", "hyperbole": "I died. ", "paraphrase": "I laughed.", "minimal_unit": "He died."},
    ]
    write_lines(tmp_path / "hyperbole" / "hypo_triples.jsonl.gz", rows)
    frame = datasets.load("hypo_pairs", tmp_path)
    assert frame["text"].tolist() == ["It cost a fortune.", "It cost a lot.", "I died.", "I laughed.", "He died."]
    assert frame["label"].tolist() == [1, 0, 1, 0, 0]
    assert frame["group"].tolist() == ["a", "a", "b", "b", "b"]


def test_a_pair_that_cleaning_makes_equal_is_dropped(tmp_path):
    pair = {"id": "a", "split": "train", "biased": "so it <ref> x </ref> was", "neutral": "so it was", "changed": True}
    other = {"id": "b", "split": "train", "biased": "a vile act", "neutral": "an act", "changed": True}
    same = {"id": "c", "split": "train", "biased": "an act", "neutral": "an act", "changed": False}
    write_lines(tmp_path / "wikipedia" / "wnc_toy_pairs.jsonl.gz", [pair, other, same])
    frame = datasets.load("wnc_pairs", tmp_path)
    assert list(zip(frame["text"], frame["label"], strict=True)) == [("a vile act", 1.0), ("an act", 0.0)]


# --- fetching


def test_a_fetched_file_is_kept_where_the_readers_look(server):
    server.files["/agency/wire/c0/wire.csv"] = WIRE
    cache = fetching.fetch(described())
    assert (cache / "originals" / "wire.csv").read_bytes() == WIRE


def test_a_file_in_the_cache_is_not_fetched_again(server):
    server.files["/agency/wire/c0/wire.csv"] = WIRE
    fetching.fetch(described())
    server.files.clear()
    assert (fetching.fetch(described()) / "originals" / "wire.csv").read_bytes() == WIRE


def test_a_file_damaged_in_the_cache_is_fetched_again(server):
    server.files["/agency/wire/c0/wire.csv"] = WIRE
    kept = fetching.fetch(described()) / "originals" / "wire.csv"
    kept.write_bytes(b"text\nSun shone.\n")
    fetching.fetch(described())
    assert kept.read_bytes() == WIRE


@pytest.mark.parametrize("content", [b"", WIRE[:-3], b"<html>moved</html>"])
def test_another_file_than_the_recorded_one_is_refused_and_not_kept(server, content):
    server.files["/agency/wire/c0/wire.csv"] = content
    with pytest.raises(IntegrityError, match="must have the sha256"):
        fetching.fetch(described())
    assert not [path for path in fetching.cache_folder().rglob("*") if path.is_file()]


@pytest.mark.parametrize("fault", ["cut", "missing", "down"])
def test_a_server_that_fails_is_named_and_nothing_kept(server, monkeypatch, fault):
    server.files.update({} if fault == "missing" else {"/agency/wire/c0/wire.csv": WIRE})
    server.cut.update({"/agency/wire/c0/wire.csv"} if fault == "cut" else set())
    if fault == "down":
        monkeypatch.setattr(fetching, "HOST", "http://127.0.0.1:9")
    with pytest.raises(ConnectionError, match=r"agency/wire/c0/wire.csv must be reachable"):
        fetching.fetch(described())
    assert not [path for path in fetching.cache_folder().rglob("*") if path.is_file()]


def test_the_cache_is_the_users_unless_named(monkeypatch):
    monkeypatch.delenv("FRAMING_CACHE", raising=False)
    assert fetching.cache_folder().name == "news-framing"


def test_a_set_that_is_not_the_recorded_one_is_named(tmp_path):
    write_lines(tmp_path / "subj" / "subj.jsonl.gz", [{"text": "A dull film.", "label": 1}])
    assert len(datasets.load("subj", tmp_path)) == 1
    with pytest.raises(IntegrityError, match=r"recorded release of 'subj', content \w+…, got 1 rows of content .* get it from"):
        datasets.verified("subj", tmp_path)


def test_the_content_of_a_set_is_its_texts_and_labels_in_order():
    frame = pd.DataFrame({"text": ["It rained.", "Vile!"], "label": [0.0, 1.0], "source": ["", "Globe"]})
    same = [
        datasets.content(own) == datasets.content(frame)
        for own in (frame.assign(source=""), frame[::-1], frame.assign(label=0.0))
    ]
    assert same == [True, False, False]


# --- the real data


@real
@pytest.mark.parametrize("name", datasets.names())
def test_a_set_has_the_recorded_columns_and_counts(name):
    frame, record = datasets.load(name, REAL), datasets.describe(name)
    assert list(frame.columns) == record["columns"]
    assert isinstance(frame.index, pd.RangeIndex)
    assert (len(frame), int((frame["label"] == 1).sum())) == (record["counts"]["rows"], record["counts"]["positives"])
    assert frame["label"].isin([0, 1]).sum() + record["counts"]["unlabelled"] == len(frame)
    assert frame["strength"].dropna().between(0, 1).all()
    assert frame["text"].str.strip().ne("").all()
    assert frame["group"].ne("").all()
    assert datasets.content(frame) == record["content"]


@real
@pytest.mark.parametrize("name", ["semeval2020", "semeval2023"])
def test_the_spans_of_a_line_lie_in_its_text(name):
    frame = datasets.load(name, REAL)
    assert all(0 <= start < end <= len(row.text) for row in frame.itertuples() for start, end, _ in row.spans)


@real
def test_the_offsets_of_an_attribution_lie_in_its_article():
    row = datasets.load("polnear", REAL).iloc[5]
    start, end = row["attributions"][0]["cue"][0]
    assert row["text"][start:end] == "calls"


@real
@pytest.mark.parametrize("name", [name for name in datasets.names() if datasets.describe(name)["originals"]])
def test_a_fetched_set_is_the_prepared_one(server, tmp_path, name):
    record = datasets.describe(name)
    for original in record["originals"]:
        address = f"/{record['repository']}/{record['commit']}/{original['path']}"
        server.files[address] = (REAL / original["saved_as"]).read_bytes()
    for folder in {path.split("/")[0] for path in record["prepared"]}:
        (tmp_path / folder).symlink_to(REAL / folder)
    fetched, prepared = datasets.load(name), datasets.load(name, tmp_path)
    pd.testing.assert_frame_equal(fetched[["text", "label", "source"]], prepared[["text", "label", "source"]])
