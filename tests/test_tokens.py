import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.tokens import common_words, identities, tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("It rained.", ["it", "rained"]),
        ("The mayor met Ada Lovelace in Paris.", ["the", "mayor", "met", "", "", "in", ""]),
        ("the democrats and trump", ["the", "", "and", ""]),
        ("a woman", ["a", ""]),
        ("The city’s plan", ["the", "city", "plan"]),
        ("edi\u00adtorial", ["editorial"]),
        ("well-known", ["well", "known"]),
        ('He said "no way" twice.', ["", "said", "twice"]),
    ],
)
def test_words_are_lowercase_and_names_are_masked(text, expected):
    assert tokenize(text).words == expected


def test_a_capital_at_the_start_is_kept_only_if_the_word_is_common():
    assert tokenize("Shocking news", {"shocking", "news"}).words == ["shocking", "news"]
    assert tokenize("Zyx news", {"shocking", "news"}).words == ["", "news"]


def test_a_title_keeps_common_words_and_masks_the_rest():
    title = "Council Rejects Zanzibar Harbour Budget"
    assert tokenize(title, {"council", "rejects", "harbour", "budget"}).words == ["council", "rejects", "", "harbour", "budget"]


def test_a_phrase_is_joined_only_over_a_space_or_a_hyphen():
    assert tokenize("so-called reform, they").joined == [False, True, True, False]


@pytest.mark.parametrize(("one", "other"), [("Democrats", "Republicans"), ("Muslims", "Christians"), ("Russia", "France")])
def test_swapping_who_it_is_about_changes_no_word(one, other):
    text = "The {} in the council voted for {}."
    assert tokenize(text.format(one, one)).words == tokenize(text.format(other, other)).words


def test_own_spans_choose_the_voice():
    text = 'He said "no way" twice.'
    assert tokenize(text, own=((8, 16),)).words == ["no", "way"]


def test_common_words_are_those_written_small_within_sentences():
    found = common_words(["We saw the mark of Mark Rand.", "They saw it. Mark Rand left.", "we saw Mark with a mark"])
    assert "saw" in found
    assert "rand" not in found


@given(st.text())
def test_tokens_lie_in_the_text_in_order(text):
    tokens = tokenize(text)
    ends = [0, *(end for _, end in tokens.spans)]
    assert all(end <= start < stop for end, (start, stop) in zip(ends, tokens.spans, strict=False))
    assert tokens.n_words == sum(bool(word) for word in tokens.words)
    assert identities().isdisjoint(tokens.words)
