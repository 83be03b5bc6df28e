import pytest

from framing.cues import cues_of, known_phrases, merged, plain_kind
from framing.voice import attributions


@pytest.mark.parametrize(
    ("contributions", "phrases", "expected"),
    [
        ([], [], []),
        ([(0, 4, 1.0), (0, 8, 0.5), (5, 8, 0.25)], [], [((0, 4), 1.5), ((5, 8), 0.25)]),
        ([(0, 4, 1.0), (5, 8, 0.25)], [(0, 8)], [((0, 8), 1.25)]),
        ([(0, 9, 3.0), (1, 4, 1.0)], [], [((1, 4), 1.0)]),
    ],
)
def test_contributions_are_added_up_by_phrase(contributions, phrases, expected):
    assert merged(contributions, phrases, 9) == expected


def test_the_longest_phrase_of_a_lexicon_is_one_cue():
    assert known_phrases("You won't believe it", {})[0, 17][0] == "sensational"


def test_small_contributions_are_no_cues_but_loaded_verbs_always_are():
    text = "It will rain, screams the Herald."
    found = cues_of(3, 100, text, [(0, 2, 0.01), (14, 21, 0.0)], at(100, attributions(text)))
    assert [(cue.passage, cue.start, cue.end, cue.text, cue.suggestion) for cue in found] == [(3, 114, 121, "screams", "says")]


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
    ],
)
def test_what_no_lexicon_has_is_described_by_its_form(text, kind):
    assert plain_kind(text) == (kind, "")


def test_a_suggestion_comes_from_the_lexicon():
    text = "The regime spoke."
    (cue,) = cues_of(0, 0, text, [(4, 10, 1.0)], [])
    assert (cue.text, cue.kind, cue.suggestion) == ("regime", "loaded word", "government")


def test_a_has_been_is_not_what_has_been_said():
    assert known_phrases("No date has been fixed.", {}).keys().isdisjoint({(8, 16)})
    assert known_phrases("He is a has-been.", {})[8, 16][0] == "name-calling"
