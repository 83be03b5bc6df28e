from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
import pytest

from framing import datasets
from framing.duplicates import near_duplicate_groups, unseen

REAL = Path(__file__).parents[2] / "shared" / "data"
real = pytest.mark.skipif(not REAL.is_dir(), reason="needs the public data")
TEN = "the mayor opened a new bridge over the river today"


def brute_runs(text):
    """Return the runs of three words, by other means than the library."""
    words = re.sub(r"[^\w']|_", " ", re.sub("[\u2018\u2019\u201b`\u00b4]", "'", text).casefold()).split()
    words = [word for piece in words for word in [re.sub("'{2,}", "'", piece.strip("'"))] if word]
    return words, {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))}


def brute_near(one, other, threshold=0.6):
    (words_a, a), (words_b, b) = one, other
    small, words = (a, words_a) if len(a) <= len(b) else (b, words_b)
    shared = len(a & b)
    return shared / len(a | b) >= threshold or (len(words) >= 8 and shared / len(small) >= 0.85)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("", "", True),
        ("", "Rain.", False),
        ("Rain fell.", "RAIN FELL!", True),
        ("Rain fell.", "Rain fell again.", False),
        ("He said “no” and it's done", 'he said "no" and it\u2019s done', True),
        (TEN, TEN.replace("today", "yesterday"), True),  # 7 of 9 runs
        (TEN, TEN.replace("bridge", "road"), False),  # 5 of 11 runs
        (TEN, f"{TEN} and said that it would bring shops and work to the poor side of the town", True),
        ("a new bridge over the river", f"{TEN} and said that it would bring shops", False),  # too short to count
        ("one two three four", "two three four one", False),
    ],
)
def test_near_duplicates_share_most_runs_of_words(one, other, near):
    first, second = near_duplicate_groups([one, other])
    assert (first == second) == near


def test_no_texts_have_no_groups():
    assert near_duplicate_groups([]).shape == (0,)


def test_duplicates_of_duplicates_are_of_one_group():
    words = [f"w{number}" for number in range(24)]
    texts = [" ".join(words[start : start + 16]) for start in (0, 3, 6)]
    assert near_duplicate_groups([texts[0], texts[2]]).tolist() == [0, 1]
    assert near_duplicate_groups(texts).tolist() == [0, 0, 0]


def test_runs_of_hundreds_of_texts_still_find_their_duplicates():
    texts = [f"read our newest newsletter number {number}" for number in range(300)]
    texts += ["read our newest newsletter"] * 2
    groups = near_duplicate_groups(texts, 0.7)
    assert groups[-1] == groups[-2]
    assert len(set(groups)) == 301


@pytest.mark.parametrize("threshold", [0, -0.1, 1.1])
def test_a_threshold_that_is_no_share_is_refused(threshold):
    with pytest.raises(ValueError, match=r"threshold must be over 0 and at most 1, got"):
        near_duplicate_groups(["Rain."], threshold)


def test_one_lone_text_is_refused():
    with pytest.raises(TypeError, match=r"texts must be a sequence of texts, got one str: 'Rain\.'"):
        near_duplicate_groups("Rain.")


@pytest.mark.parametrize("threshold", [0.3, 0.6, 0.9, 1.0])
def test_the_pairs_are_those_of_a_brute_comparison(threshold):
    draw = random.Random(7)
    texts = [" ".join(draw.choices("abcd", k=draw.randint(1, 12))) for _ in range(120)]
    runs = [brute_runs(text) for text in texts]
    links = np.array([[brute_near(one, other, threshold) for other in runs] for one in runs])
    expected = np.linalg.matrix_power(links.astype(float), 128) > 0
    groups = near_duplicate_groups(texts, threshold)
    np.testing.assert_array_equal(groups[:, None] == groups[None, :], expected)


def test_unseen_texts_are_those_without_a_duplicate_held_out():
    assert unseen([TEN, "Rain fell."], [TEN.upper()]).tolist() == [False, True]
    assert unseen([], [TEN]).tolist() == []
    assert unseen([TEN], []).tolist() == [True]


@real
@pytest.mark.parametrize(
    "other",
    [
        "annolexical",
        "babe_sg2",
        "checkthat",
        "cwhard",
        "hyperpartisan_titles",
        "mbic",
        "mpqa",
        "news_ninja",
        "semeval2023",
    ],
)
def test_nothing_near_babe_is_left_in_another_set(other):
    babe = datasets.load("babe", REAL)["text"]
    texts = datasets.load(other, REAL)["text"]
    kept = texts[unseen(texts.tolist(), babe.tolist())]
    held = [brute_runs(text) for text in babe.sample(300, random_state=0)]
    sample = [brute_runs(text) for text in kept.sample(min(1000, len(kept)), random_state=0)]
    assert not any(brute_near(one, two) for one in sample for two in held if one[1] & two[1])


@real
def test_the_overlap_that_is_known_is_found():
    babe, votes = (datasets.load(name, REAL)["text"].tolist() for name in ("babe", "babe_sg2"))
    assert 2695 <= (~unseen(babe, votes)).sum() <= 2760
