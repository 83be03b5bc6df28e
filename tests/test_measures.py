import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.measures.cues import cues
from framing.measures.person import person
from framing.measures.quoted import quoted
from framing.measures.surface import MARKS, surface, there
from framing.measures.verbs import verbs
from framing.measures.words import counted, pieces, subwords, words
from framing.tokens import tokenize


def found(measure, text):
    return {(text[start:end], name): round(value, 3) for start, end, name, value in measure(tokenize(text))}


@pytest.mark.parametrize("measure", [counted, cues, person, quoted, surface, verbs, subwords, words])
def test_an_empty_passage_has_no_occurrences(measure):
    assert measure(tokenize("")) == []


def test_words_and_pairs_share_the_root_of_the_length():
    assert found(words, "grim grey day") == {
        ("grim", "grim"): 0.354,
        ("grey", "grey"): 0.354,
        ("day", "day"): 0.354,
        ("grim grey", "grim grey"): 0.354,
        ("grey day", "grey day"): 0.354,
    }


def test_a_passage_of_few_words_counts_as_one_of_eight():
    shares = [found(words, " ".join(["grim", *["it"] * n]))["grim", "grim"] for n in (0, 7, 8, 24)]
    assert shares == [0.354, 0.354, 0.333, 0.2]


def test_a_pair_with_a_name_marks_only_the_word_that_is_seen():
    assert {(text, name) for text, name in found(words, "so Zoe Quux sat") if " " in name} == {
        ("so", "so <name>"),
        ("sat", "<name> sat"),
    }


def test_no_pair_spans_a_comma_and_a_name_is_anybody():
    pairs = {name for _, name in found(words, "grim, grey and Zoe Quux sat") if " " in name}
    assert pairs == {"grey and", "and <name>", "<name> sat"}


def test_pieces_mark_the_edges_of_a_word():
    assert pieces("ox") == ("<ox", "ox>", "<ox>")


def test_cues_are_counted_per_100_words():
    assert found(cues, "perhaps it rained again") == {("perhaps", "hedges_per_100_words"): 6.667}
    assert found(cues, "perhaps " + "it rained " * 12) == {("perhaps", "hedges_per_100_words"): 4.0}


def test_the_strength_of_a_judging_cue_counts_too():
    assert found(cues, "the radical cronies met") == {
        ("radical", "loaded_per_100_words"): 6.667,
        ("radical", "strength_of_loaded_per_100_words"): 2.667,
        ("cronies", "loaded_per_100_words"): 6.667,
        ("cronies", "strength_of_loaded_per_100_words"): 6.0,
        ("cronies", "strong_cues_per_100_words"): 6.667,
    }


def test_the_longest_phrase_of_a_lexicon_wins():
    names = [name for name in found(cues, "you won't believe it") if name[1].startswith("sensational")]
    assert names == [("you won't believe", "sensational_per_100_words")]


def test_a_hyphen_belongs_to_a_cue():
    assert "name_calling_per_100_words" not in {name for _, name in found(cues, "no date has been fixed")}
    assert ("has-been", "name_calling_per_100_words") in found(cues, "that old has-been")


def test_reporting_verbs_are_counted_by_class_and_strength():
    got = found(verbs, "Prices will rise, screams the Herald.")
    assert got["screams", "n_loaded_reporting_verbs"] == 1
    assert 0.6 <= got["screams", "strength_of_reporting_verbs"] <= 1
    assert found(verbs, "The child screamed in pain.") == {}


@pytest.mark.parametrize(
    ("text", "name", "spans"),
    [
        ("no!", "has_exclamation", 1),
        ("no! no!", "has_exclamation", 2),
        ("why? why?", "has_question", 2),
        ("it cost $3.5 or 4%", "has_number", 2),
        ("wait… and then", "has_ellipsis", 1),
        ("this — that", "has_dash", 1),
        ('his "reform" failed', "has_scare_quotes", 1),
        ("a TOTAL mess", "has_capitals", 1),
    ],
)
def test_a_mark_weighs_one_in_all(text, name, spans):
    values = [value for _, _, feature, value in surface(tokenize(text)) if feature == name]
    assert len(values) == spans
    assert sum(values) == pytest.approx(1)


def test_marks_inside_direct_speech_are_not_the_authors():
    assert "has_exclamation" not in {name for _, _, name, _ in surface(tokenize('"Never!" she said on Monday.'))}


def test_scare_quotes_are_the_authors():
    text = "The so-called “reform” failed, “we met on Monday,” the minister said."
    speech = ((text.index("“we"), text.index("”", text.index("“we")) + 1),)
    assert found(surface, text)["“reform”", "has_scare_quotes"] == 1
    assert "has_scare_quotes" not in {name for _, _, name, _ in surface(tokenize(text, own=speech))}


def test_the_share_quoted_is_of_characters():
    assert found(quoted, '"It rains," he said.') == {('"It rains,"', "share_quoted"): round(11 / 20, 3)}


def test_person_tells_writer_and_reader():
    assert found(person, "we told you") == {("we", "first_per_100_words"): 6.667, ("you", "second_per_100_words"): 6.667}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", {}),
        ("rain, rain", {("rain", "rain"): 1.0}),
        ("Ada Lovelace met Zoe", {("met", "met"): 1.0}),
        ("The mayor said it was grim", {("mayor", "mayor"): 1.0, ("grim", "grim"): 0.5}),
    ],
)
def test_each_word_counts_by_as_much_of_it_as_is_the_authors(text, words):
    assert words.items() <= found(counted, text).items()
    assert all(name == word for word, name in found(counted, text.lower()))


@given(st.text("ab !?.…—–-:;()1٣$€%"))
def test_no_mark_is_overlooked(text):
    assert {name for name, pattern in MARKS.items() if pattern.search(text)} <= set(there(text))
