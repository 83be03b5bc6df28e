import time

import pytest

from framing.cues import cues_of, known_phrases, merged, plain_kind
from framing.scoring import score_passages
from framing.voice import attributions


@pytest.mark.parametrize(
    ("contributions", "phrases", "expected"),
    [
        ([], [], []),
        ([(0, 4, 1.0), (0, 8, 0.5), (5, 8, 0.25)], [], [((0, 4), 1.5), ((5, 8), 0.25)]),
        ([(0, 4, 1.0), (5, 8, 0.25)], [(0, 8)], [((0, 8), 1.25)]),
        ([(0, 0, 3.0), (1, 4, 1.0)], [], [((1, 4), 1.0)]),
    ],
)
def test_contributions_are_added_up_by_phrase(contributions, phrases, expected):
    assert merged(contributions, phrases) == expected


@pytest.mark.parametrize(
    ("contributions", "expected"),
    [
        ([(2, 5, 0.5), (6, 9, 1.0)], [("fat-dog", 1.5)]),
        ([(6, 9, 1.0)], [("dog", 1.0)]),
    ],
)
def test_words_that_a_hyphen_joins_are_one_cue_if_each_adds_something(contributions, expected):
    found = cues_of(0, 0, "A fat-dog budget.", contributions, [])
    assert [(cue.text, cue.weight) for cue in found] == expected


@pytest.mark.parametrize("unit", ["a", "a'", "a-", "1", "1,", "aaaaaaaaaa’", "vile 1 "])
def test_a_long_passage_takes_linear_time(unit):
    start = time.process_time()
    cues_of(0, 0, unit * (100_000 // len(unit)), [], [])
    assert time.process_time() - start < 10  # measured: under 0.2; quadratic time takes minutes


@pytest.mark.parametrize(
    ("text", "pieces", "expected"),
    [
        ("In 2022.", [(3, 6), (6, 7), (7, 8)], [("2022", 2.0), (".", 1.0)]),
        ("12,345 left.", [(0, 2), (2, 3), (3, 6)], [("12,345", 3.0)]),
        ("It was 4.5%.", [(7, 8), (8, 9), (9, 10), (10, 11)], [("4.5", 3.0), ("%", 1.0)]),
        ("The 2030s, a 19-year-old", [(4, 7), (7, 8), (8, 9), (13, 15)], [("2030s", 3.0), ("19", 1.0)]),
        ("COVID19 rose", [(0, 7)], [("COVID19", 1.0)]),
    ],
)
def test_a_number_is_one_cue(text, pieces, expected):
    found = cues_of(0, 0, text, [(*span, 1.0) for span in pieces], [])
    assert [(cue.text, cue.weight) for cue in found] == expected


def test_the_longest_phrase_of_a_lexicon_is_one_cue():
    assert known_phrases("You won't believe it", {})[0, 17][0] == "sensational"


def test_small_contributions_are_no_cues_but_loaded_verbs_always_are():
    text = "It will rain, screams the Herald."
    found = cues_of(3, 100, text, [(0, 2, 0.01), (14, 21, 0.01)], at(100, attributions(text)))
    assert [(cue.passage, cue.start, cue.end, cue.text, cue.suggestion) for cue in found] == [(3, 114, 121, "screams", "says")]


def test_one_word_is_a_cue_also_where_it_is_the_whole_passage(fast):
    assert [cue.text for cue in score_passages("Disgraceful", fast).cues] == ["Disgraceful"]


def test_no_cue_ends_with_a_space_or_begins_with_a_name(fast):
    found = score_passages("Putin is a shameless liar. The British fiasco angers critics of Xi.", fast).cues
    assert found
    assert [cue.text for cue in found if cue.text != cue.text.strip() or cue.text.startswith(("Putin", "British"))] == []


def test_what_is_quoted_has_cues_of_its_own(fast):
    text = "The minister said: “It is a disgraceful lie.” The fiasco goes on."
    scores = score_passages(text, fast)
    assert {(cue.text, cue.voice) for cue in scores.cues} >= {("disgraceful", "quoted"), ("fiasco", "author")}
    assert all(text[cue.start : cue.end] == cue.text for cue in scores.cues)
    assert {cue.voice for cue in score_passages(text, fast, quotes="exclude").cues} == {"author"}


def at(start, verbs):
    from dataclasses import replace

    return [replace(verb, start=verb.start + start, end=verb.end + start) for verb in verbs]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("!", "exclamation"),
        ("…", "ellipsis"),
        ("“reform”", "scare quotes"),
        ("TOTAL", "capitals"),
        ("day", "word"),
        (":", "colon"),
        ("–", "dash"),
        ("12", "number"),
        (",", "mark"),
        (".", "mark"),
        ("'", "scare quotes"),
    ],
)
def test_what_no_lexicon_has_is_described_by_its_form(text, kind):
    assert plain_kind(text, f"It is {text}") == (kind, "")


@pytest.mark.parametrize(("cue", "passage"), [("AGAIN", "MAYOR LIES AGAIN!"), ("EU", "The EU again")])
def test_capitals_of_a_whole_passage_or_of_an_abbreviation_are_no_kind(cue, passage):
    assert plain_kind(cue, passage) == ("word", "")


def test_a_suggestion_comes_from_the_lexicon():
    text = "The regime spoke."
    (cue,) = cues_of(0, 0, text, [(4, 10, 1.0)], [])
    assert (cue.text, cue.kind, cue.suggestion) == ("regime", "loaded word", "government")


@pytest.mark.parametrize("weight", [0.0, -0.3])
def test_what_does_not_raise_a_score_needs_no_alternative(weight):
    text = "It will rain, screams the Herald."
    (cue,) = cues_of(0, 0, text, [(14, 21, weight)], attributions(text))
    assert (cue.kind, cue.suggestion) == ("loaded reporting verb", "")


@pytest.mark.parametrize(
    "text",
    [
        "They slept in a cave in the hills.",
        "The bride and the groom kept their silence.",
        "Such conduct disgraces the club.",
        "The children clap.",
        "The army invaded in May.",
        "The tanks hit a rig.",
    ],
)
def test_a_word_in_its_plain_sense_has_no_alternative(text):
    assert {suggestion for _, suggestion in known_phrases(text, {}).values()} <= {""}


def test_a_plain_cross_head_is_not_sensational():
    assert known_phrases("What happens next", {}) == {}


def test_a_has_been_is_not_what_has_been_said():
    assert known_phrases("No date has been fixed.", {}).keys().isdisjoint({(8, 16)})
    assert known_phrases("He is a has-been.", {})[8, 16][0] == "name-calling"
