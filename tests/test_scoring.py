from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.models import load_model
from framing.scoring import NO_WORDS, NOT_ENGLISH, score_passages

ARTICLE = """Shocking betrayal: mayor sells the harbour

10:15 03.02.2025 •

The mayor on the quay
Photo: Harbour Press

The council voted to sell the harbour on Monday, the mayor said.

“This is the most disgraceful, corrupt lie that I have ever heard,” she told the council. “It is vile.”

The sale will ruin the town, shrieks ‘The Evening Lantern’.

read more in our channel https://example.org/lantern
"""


@pytest.fixture(scope="module")
def scores(fast):
    return score_passages(ARTICLE, fast, name="fast 0")


def only(scores, start):
    return next(one for one in scores.passages if one.text.startswith(start))


def test_datelines_credits_and_promotion_are_not_scored(scores):
    for start in ("10:15", "Photo:", "read more"):
        assert isnan(only(scores, start).score)
        assert isnan(only(scores, start).percentile)


def test_the_headline_and_the_loaded_verb_stand_out(scores):
    neutral = only(scores, "The council voted").score
    assert only(scores, "Shocking").score > 0.5 > neutral
    assert only(scores, "The sale").score > 0.5


def test_a_quote_is_not_the_authors_voice(scores):
    quoted, whole = only(scores, "“This is"), only(scores, "“It is vile")
    assert (quoted.voice, whole.voice) == ("mixed", "quoted")
    assert quoted.quoted_score > 0.5 > quoted.score
    assert isnan(whole.score)
    assert whole.quoted_score > 0.5


def test_cues_name_words_kinds_and_neutral_alternatives(scores):
    cues = {cue.text: cue for cue in scores.cues}
    assert (cues["shrieks"].kind, cues["shrieks"].suggestion) == ("loaded reporting verb", "says")
    assert cues["Shocking"].kind == "sensational"
    assert min(cues["shrieks"].weight, cues["Shocking"].weight) > 0
    assert all(ARTICLE[cue.start : cue.end] == cue.text for cue in scores.cues)


def test_a_verb_that_somebody_quotes_is_not_the_authors(fast):
    article = "“They will shout. Lund screamed that it was a sham,” the mayor said."
    same = "“They will shout. Lund replied that it was a sham,” the mayor said."
    scores, others = (score_passages(text, fast).passages[1].score for text in (article, same))
    assert scores == pytest.approx(others, abs=1e-9)


def test_quotes_can_be_included_or_left_out(fast):
    included, excluded = (score_passages(ARTICLE, fast, quotes=quotes) for quotes in ("include", "exclude"))
    assert only(included, "“It is vile").score > 0.5
    assert isnan(included.quoted_score)
    assert isnan(excluded.quoted_score)
    assert excluded.score == score_passages(ARTICLE, fast).score


def test_an_unknown_way_with_quotes_is_refused(fast):
    with pytest.raises(ValueError, match="quotes must be one of separate, include, exclude, got 'drop'"):
        score_passages("It rained.", fast, quotes="drop")


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "\x00", "\u00ad", "10:15 03.02.2025 •", "!!!"])
def test_nothing_to_score_is_a_result_with_a_warning(fast, text):
    scores = score_passages(text, fast)
    assert isnan(scores.score)
    assert scores.warnings == (NO_WORDS,)


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        (None, TypeError, "text must be a str, got NoneType None"),
        (3, TypeError, "text must be a str, got int 3"),
        (["a"], TypeError, "text must be a str, got list"),
        (b"bytes", TypeError, r"got bytes b'bytes'; decode it first"),
        ("a\ud800b", ValueError, r"lone surrogate '\\ud800' at character 1"),
    ],
)
def test_what_is_no_text_is_refused(fast, wrong, error, message):
    with pytest.raises(error, match=message):
        score_passages(wrong, fast)


@pytest.mark.parametrize(
    "text",
    [
        "Der Stadtrat hat am Montag den Haushalt mit sieben gegen zwei Stimmen beschlossen, sagte die Sprecherin.",
        "Городской совет в понедельник утвердил бюджет семью голосами против двух, сообщил мэр.",
        "Der Bundestag hat am Montag in Berlin ein neues Gesetz beschlossen. Man habe so lange gewartet, wie es nötig war.",
        "Regeringen har mandag vedtaget en ny lov, og ministeren sagde, at det var en god dag for alle i landet.",
        "A kormány hétfőn új törvényt fogadott el, és a miniszter azt mondta, hogy az ország most jobb helyzetben van.",
        "Le conseil a adopté lundi une nouvelle loi, et la ministre a dit que cela était nécessaire pour les écoles.",
        "Skandal um die Kanzlerin",
        "市议会星期一以七票对两票通过预算。",
        "أقر المجلس الميزانية يوم الاثنين بسبعة أصوات مقابل صوتين",
    ],
)
def test_another_language_is_scored_with_a_warning(fast, text):
    assert score_passages(text, fast).warnings == (NOT_ENGLISH,)


def test_english_has_no_warning(scores):
    assert scores.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "Floods kill 12 in northern Peru, hundreds displaced, more rain forecast",
        "Shares fell 4% Monday; Dow off 300. Gold up 2%, oil down a dollar.",
        "El Paso mourns; Los Angeles, La Jolla fires spread",
        "The minister said “Wir schaffen das” and left Berlin with his team for a summit that had been planned since May.",
    ],
)
def test_terse_english_and_foreign_names_have_no_warning(fast, text):
    assert score_passages(text, fast).warnings == ()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2029", " \n", "\x85"])
def test_voices_are_the_same_under_every_end_of_line(fast, end):
    lines = [
        "The mayor said “We stay.",
        "The shameless regime lied again.",
        "It was a disgraceful fiasco.",
        "Rain fell on Monday.",
    ]
    found = [one.voice for one in score_passages(end.join(lines), fast).passages]
    assert found == [one.voice for one in score_passages("\n".join(lines), fast).passages] == ["mixed", *["author"] * 3]


@pytest.mark.parametrize("space", ["\xa0", "\u2009", "\t", "  "])
def test_scores_are_the_same_whatever_space_stands_between_words(fast, space):
    article = (
        "NEW YORK, June 3 (AP) — The “slow train” plan is dead, said Ann “Bo” Lund. "
        "It was ‘the workers’ plan of the whole long year’ to her. “We will not go home now without it” was the chant."
    )
    plain, spaced = (score_passages(text, fast).passages for text in (article, article.replace(" ", space)))
    assert len(plain) == 4
    assert [" ".join(one.text.split()) for one in spaced] == [one.text for one in plain]
    assert [(one.kind, one.voice, one.n_quoted_words) for one in spaced] == [
        (one.kind, one.voice, one.n_quoted_words) for one in plain
    ]
    assert [one.score for one in spaced] == pytest.approx([one.score for one in plain], abs=1e-9, nan_ok=True)


def test_an_article_that_begins_like_a_page_is_read_once(fast):
    pytest.importorskip("trafilatura", reason="needs the html extra")
    body = "<p>The pupils of the old school wrote their first page on Monday, the teacher said, and it was a good day.</p>" * 3
    page = f"<!doctype html><title>Tags</title><article><h1>Tags</h1><p>&lt;html&gt; was the first of them.</p>{body}</article>"
    scores = score_passages(page.replace("Tags", "&lt;html&gt; is a tag"), fast)
    assert scores.text.startswith("<html> is a tag\n")
    assert [scores.text[one.start : one.end] for one in scores.passages] == [one.text for one in scores.passages]


def test_a_short_headline_is_no_certainty(fast):
    scores = {text: score_passages(text, fast).score for text in ("Historic flood", "Massive fire", "Council approves budget")}
    assert max(scores.values()) < 0.9


def test_a_nul_is_skipped(fast):
    with_nul = score_passages("It rained.\x00\n\nA vile lie.", fast)
    without = score_passages("It rained.\n\nA vile lie.", fast)
    assert [one.score for one in with_nul.passages] == [one.score for one in without.passages]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_scores_are_probabilities_or_nan(text):
    model = load_model_once()
    scores = score_passages(text, model)
    for one in scores.passages:
        assert all(isnan(value) or 0 <= value <= 1 for value in (one.score, one.quoted_score, one.percentile))
        assert isnan(one.score) == isnan(one.percentile)


def load_model_once(cache=[]):  # noqa: B006
    cache or cache.append(load_model("fast"))
    return cache[0]


def test_on_a_real_article_the_outlets_own_words_stand_out(fast, friends_of_steel):
    passages = score_passages(friends_of_steel, fast).passages
    first = next(one.paragraph for one in passages if one.text.startswith("Chinese President Xi Jinping told"))
    last = next(one.paragraph for one in passages if one.text.startswith("In their joint statement"))
    wire = [one for one in passages if first <= one.paragraph <= last and one.kind == "body"]
    means = [mean_score(wire, number) for number in {one.paragraph for one in wire}]
    starts = ("Shocking", "As Putin", "The world is", "Now Putin")
    own = [one.score for one in passages if one.text.startswith(starts)]
    assert len(own) == 4
    assert min(own) > max(mean for mean in means if not isnan(mean))


def mean_score(passages, paragraph):
    known = [(one.score, one.n_words) for one in passages if one.paragraph == paragraph and not isnan(one.score)]
    return sum(score * words for score, words in known) / sum(words for _, words in known) if known else float("nan")


def test_on_a_real_article_cues_kinds_and_voices_are_right(fast, friends_of_steel):
    scores = score_passages(friends_of_steel, fast)
    cues = {cue.text: cue for cue in scores.cues}
    assert cues["screams"].suggestion in {"says", "writes"}
    assert cues["Shocking"].weight > 0
    assert only(scores, '"Together with our Chinese').voice == "quoted"
    assert only(scores, '"The victory over fascism').voice == "mixed"
    assert isnan(only(scores, '"Together with our Chinese').score)
    for start in ("9:25", "Photo", "read more"):
        assert isnan(only(scores, start).score)
