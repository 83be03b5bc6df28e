"""The word lists: their format, their provenance, and what they must hold."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from framing.lexicons import names, rows
from framing.names import identities
from framing.tokens import tokenize

SCORED = (
    "boosters",
    "euphemisms",
    "evaluative_adverbs",
    "factives",
    "hedges",
    "hyperbole",
    "implicatives",
    "intensifiers",
    "loaded",
    "modals",
    "name_calling",
    "negation",
    "sensational",
    "superlatives",
)
COLUMNS = {
    **{name: ["cue", "strength", "suggestion", "source"] for name in SCORED},
    "function_words": ["cue", "class", "source"],
    "genre_marks": ["cue", "place", "class", "source"],
    "identities": ["cue", "class", "source"],
    "person": ["cue", "class", "source"],
}
OURS = sorted(COLUMNS)
CLASSES = {
    "identities": {
        *("party", "ideology", "nationality", "religion", "gender"),
        *("ethnicity", "orientation", "place", "outlet", "person", "ordinary word"),
    },
    "function_words": {"english", "foreign"},
    "genre_marks": {"opinion", "analysis", "satire", "section"},
    "person": {"first", "second", "imperative", "address", "question-tag", "exclamation"},
}
DOCS = Path(__file__).parents[1] / "docs" / "lexicons.md"
CUE = re.compile(r"[^\W_]+\.?(?:[ '/.+&-]*[^\W_]+)*[.+]?")


def source_lines(name: str) -> list[str]:
    """Return the lines of one lexicon's file."""
    return (files("framing.lexicons") / f"{name}.tsv").read_text(encoding="utf-8").splitlines()


def column(name: str, key: str = "cue") -> list[str]:
    """Return one column of a lexicon."""
    return [row[key] for row in rows(name)]


def row_of(name: str, cue: str) -> dict[str, str]:
    """Return the row of one cue."""
    return next(row for row in rows(name) if row["cue"] == cue)


def test_every_file_is_known_here() -> None:
    assert names() == tuple(sorted([*COLUMNS, "reporting_verbs"]))


@pytest.mark.parametrize("name", ["slogans", "../passages/words"])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(FileNotFoundError, match=f"got '{name}'"):
        rows(name)


def test_rows_are_shared_and_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="does not support item assignment"):
        rows("loaded")[0]["cue"] = "x"


@pytest.mark.parametrize("name", OURS)
def test_a_lexicon_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    header = [line for line in source_lines(name) if line.startswith("#")]
    assert re.fullmatch(r"# [A-Z][\w ,'-]+", header[0])
    for field in ("Class", "Definition", "Licence: CC0-1.0", "Provenance: written by the authors"):
        assert sum(line.startswith(f"# {field}") for line in header) == 1


@pytest.mark.parametrize("name", OURS)
def test_a_lexicon_has_its_columns_in_every_row(name: str) -> None:
    table = [line for line in source_lines(name) if not line.startswith("#")]
    assert table[0].split("\t") == COLUMNS[name]
    assert {line.count("\t") for line in table} == {len(COLUMNS[name]) - 1}


@pytest.mark.parametrize("name", OURS)
def test_cues_are_lowercase_words_in_straight_apostrophes(name: str) -> None:
    assert [cue for cue in column(name) if cue != cue.lower() or not CUE.fullmatch(cue)] == []


@pytest.mark.parametrize("name", OURS)
def test_cues_are_listed_once(name: str) -> None:
    assert len(column(name)) == len(set(column(name)))


@pytest.mark.parametrize("name", OURS)
def test_every_row_names_its_source(name: str) -> None:
    assert all(source.startswith("own; ") for source in column(name, "source"))


@pytest.mark.parametrize("name", SCORED)
def test_strengths_are_shares(name: str) -> None:
    assert all(0 < float(strength) <= 1 for strength in column(name, "strength"))


@pytest.mark.parametrize("name", SCORED)
def test_a_suggestion_is_no_cue_of_its_own_kind(name: str) -> None:
    cues = {*column("loaded"), *column("sensational"), *column(name)}
    assert cues.intersection(column(name, "suggestion")) == set()


@pytest.mark.parametrize("name", SCORED)
def test_no_scored_cue_holds_a_word_of_identity(name: str) -> None:
    held = [cue for cue in column(name) if "" in tokenize(cue).words]
    assert held == []


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_classes_are_those_documented(name: str) -> None:
    assert set(column(name, "class")) == CLASSES[name]


@pytest.mark.parametrize(
    ("name", "cue", "strength", "suggestion"),
    [
        ("sensational", "jaw-dropping", "1.0", "surprising"),
        ("sensational", "bombshells", "0.9", "disclosures"),
        ("sensational", "you won't believe", "1.0", ""),
        ("loaded", "regime", "0.9", "government"),
        ("loaded", "regimes", "0.9", "governments"),
        ("loaded", "slashed", "0.8", "cut"),
        ("loaded", "rammed through", "0.8", "passed"),
        ("loaded", "swept under the rug", "0.8", "left out"),
        ("loaded", "wormed out", "0.8", "withdrew"),
        ("loaded", "gaslit", "0.8", "misled"),
        ("loaded", "heroic", "0.8", ""),
        ("loaded", "cronies", "0.9", "associates"),
        ("intensifiers", "utterly", "0.9", ""),
        ("hedges", "allegedly", "0.9", ""),
        ("boosters", "undoubtedly", "0.9", ""),
        ("factives", "admitted", "0.9", ""),
        ("implicatives", "failed to", "0.9", ""),
        ("evaluative_adverbs", "shamefully", "0.9", ""),
        ("name_calling", "warmongers", "1.0", ""),
        ("superlatives", "deadliest", "0.9", ""),
        ("modals", "must", "1.0", ""),
        ("negation", "don't", "1.0", ""),
        ("euphemisms", "collateral damage", "0.9", "civilian deaths"),
    ],
)
def test_a_cue_has_its_strength_and_suggestion(name: str, cue: str, strength: str, suggestion: str) -> None:
    assert (row_of(name, cue)["strength"], row_of(name, cue)["suggestion"]) == (strength, suggestion)


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("tory", "party"),
        ("democratic", "party"),
        ("left-wing", "ideology"),
        ("right-wing", "ideology"),
        ("nigerien", "nationality"),
        ("burkina faso", "place"),
        ("catholics", "religion"),
        ("she", "gender"),
        ("hispanic", "ethnicity"),
        ("transgender", "orientation"),
        ("breitbart", "outlet"),
        ("merkel", "person"),
    ],
)
def test_an_identity_has_its_class(cue: str, expected: str) -> None:
    assert row_of("identities", cue)["class"] == expected


@pytest.mark.parametrize("word", ["will", "mark", "may", "hope", "bill", "rich", "grant", "turkey", "chad", "said"])
def test_an_ordinary_word_is_no_identity_in_lower_case(word: str) -> None:
    assert word not in identities()


@pytest.mark.parametrize(("cue", "expected"), [("we", "first"), ("your", "second"), ("let's", "imperative")])
def test_a_word_of_address_has_its_class(cue: str, expected: str) -> None:
    assert row_of("person", cue)["class"] == expected


@pytest.mark.parametrize("cue", ["he", "she", "they", "his", "their"])
def test_the_third_person_is_not_an_address(cue: str) -> None:
    assert cue not in column("person")


def test_the_lists_are_as_long_as_their_documentation_says() -> None:
    documented = dict(re.findall(r"\| `(\w+)\.tsv` \|[^|]*\| ([\d,]+) \|", DOCS.read_text(encoding="utf-8")))
    assert {name: f"{len(rows(name)):,}" for name in OURS} == {name: documented[name] for name in OURS}
