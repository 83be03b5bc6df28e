"""Tests of the contrast sets: what our own data must be, whatever is added to them."""

import json
import re

import pandas as pd
import pytest

from framing import datasets
from framing.datasets.contrast import READERS, SLOT, filled
from framing.datasets.frames import SHARED
from framing.duplicates import near_duplicate_groups
from framing.resources import resource_folder

NAMES = sorted(READERS)
EXTRA = {
    "contrast_identities": ["id", "part", "slot", "filler"],
    "contrast_injections": ["id", "part", "kind", "words"],
    "contrast_pairs": ["id", "part", "kind", "side", "headline"],
    "contrast_quotations": ["id", "part", "kind", "quoted"],
    "contrast_traps": ["id", "part", "kind"],
}
ITEMS = {"contrast_pairs": 300, "contrast_traps": 150, "contrast_quotations": 150, "contrast_identities": 60}


@pytest.fixture(scope="module")
def sets():
    return {name: datasets.load(name) for name in NAMES}


def items(frame):
    return frame.drop_duplicates("id")


@pytest.mark.parametrize("name", NAMES)
def test_a_contrast_set_needs_no_folder(name, sets, tmp_path):
    pd.testing.assert_frame_equal(datasets.load(name, tmp_path), sets[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_contrast_set_has_its_columns_and_recorded_counts(name, sets):
    frame, record = sets[name], datasets.describe(name)
    assert list(frame.columns) == [*SHARED, *EXTRA[name]] == record["columns"]
    assert record["licence"] == "CC0-1.0"
    counts = {"rows": len(frame), "positives": int((frame["label"] == 1).sum()), "negatives": int((frame["label"] == 0).sum())}
    counts |= {"unlabelled": 0, "with_votes": 0, "groups": frame["group"].nunique()}
    parts = {part: int((frame["part"] == part).sum()) for part in ("train", "test")}
    assert record["counts"] == counts | parts
    assert sum(parts.values()) == len(frame)


@pytest.mark.parametrize("name", list(ITEMS))
def test_there_are_enough_items(name, sets):
    assert len(items(sets[name])) >= ITEMS[name]


@pytest.mark.parametrize("name", ["contrast_identities", "contrast_injections"])
def test_some_sets_are_for_testing_only(name, sets):
    assert set(sets[name]["part"]) == {"test"}


@pytest.mark.parametrize("name", NAMES)
def test_an_id_names_one_item(name):
    folder = resource_folder("datasets") / name
    ids = [json.loads(line)["id"] for path in folder.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", ["contrast_pairs", "contrast_injections"])
def test_a_pair_has_two_texts_that_differ(name, sets):
    for _, pair in sets[name].groupby("group"):
        assert pair["label"].tolist() == [0, 1]
        assert pair["text"].nunique() == 2


@pytest.mark.parametrize("part", ["train", "test"])
def test_neither_side_is_attacked_or_praised_more(part, sets):
    frame = items(sets["contrast_pairs"])
    counts = frame.loc[frame["part"] == part, "side"].value_counts()
    assert set(counts.index) == {"left", "right", "none"}
    assert abs(counts["left"] - counts["right"]) <= 0.15 * (counts["left"] + counts["right"])


def test_no_text_is_near_one_of_the_other_part(sets):
    frame = pd.concat([sets[name] for name in NAMES], ignore_index=True)
    groups = pd.Series(near_duplicate_groups(frame["text"].tolist()))
    assert frame["part"].groupby(groups).nunique().max() == 1


def test_every_template_has_its_slot_and_every_slot_its_fillers(sets):
    folder = resource_folder("datasets") / "contrast_identities"
    fillers = json.loads((folder / "fillers.json").read_text(encoding="utf-8"))
    templates = [json.loads(line) for line in (folder / "identities.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(SLOT in one["text"] and not re.search(r"[{}]", one["text"].replace(SLOT, "")) for one in templates)
    assert all(len(set(fillers[one["slot"]])) == len(fillers[one["slot"]]) > 1 for one in templates)
    assert not sets["contrast_identities"]["text"].str.contains("{", regex=False).any()


def test_a_filler_fits_the_article_before_it(sets):
    texts = sets["contrast_identities"]["text"]
    assert not texts.str.contains(r"\b(?:a [aeiou]|an [^aeiou])", case=False).any()


def test_a_template_says_the_same_of_each_filler(sets):
    for _, own in sets["contrast_identities"].groupby("group"):
        assert own["label"].nunique() == 1
        assert own["text"].nunique() == len(own) == own["filler"].nunique()


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{X} won. {X} lost.", "Left-wing won. left-wing lost."),
        ("The {X} won.", "The left-wing won."),
        ("He, {X}.", "He, left-wing."),
    ],
)
def test_a_filler_that_opens_a_sentence_gets_a_capital(template, text):
    assert filled(template, "left-wing") == text


def test_a_case_of_several_paragraphs_has_a_blank_line(sets):
    frame = sets["contrast_quotations"]
    several = frame[frame["kind"].str.contains("paragraph")]
    assert len(several)
    assert several["text"].str.contains("\n\n", regex=False).all()


def test_texts_are_clean(sets):
    for frame in sets.values():
        assert frame["text"].eq(frame["text"].str.strip()).all()
        assert not frame["text"].str.contains(r"  |\t| \n|\n ").any()
