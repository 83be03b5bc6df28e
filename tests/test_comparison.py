import json
import math
import re
import time
from html import unescape

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import compare
from framing.comparison.alignment import Text, align, out_of_order, tokens_of
from framing.comparison.changes import changed, changed_quotes
from framing.comparison.pairs import kind_of
from framing.scores import Cue

HEADLINE = "Harbour council votes to raise mooring fees"
BODY = (
    "The harbour council of Ostrane voted on Tuesday to raise mooring fees by eight percent.",
    "The increase will take effect in March and applies to boats longer than ten metres.",
    "“We looked at every other option before we touched the fees,” council chair Mira Dahl said.",
    "Fishing crews said the decision would cost each of them about 400 crowns a year.",
    "The council received 61 written objections, most of them from the northern basin.",
    "Dahl said the money would pay for repairs to the breakwater, which was damaged in 2021.",
    "A second vote on parking charges was postponed until May.",
)
WIRE = "\n\n".join([HEADLINE, *BODY])


def edited(*changes, headline=HEADLINE, body=BODY):
    """Return the article with some of its words changed."""
    text = "\n\n".join([headline, *body])
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


def statuses(comparison):
    return comparison.pairs["status"].tolist()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Rents will rise…", "Rents will rise..."),
        ("The café was full.", "The cafe\u0301 was full."),
        ("The government fell.", "The govern\u00adment fell."),
        ("The council\u200b met.", "\u200bThe council met.\u200b"),
        ("A well-known plan fell.", "A well\u2011known plan fell."),
    ],
)
def test_what_looks_the_same_is_not_edited(before, after):
    for found in (compare(before, after), compare(after, before)):
        assert (statuses(found), len(found.changes)) == (["exact"], 0)


def test_a_change_beside_what_looks_the_same_is_where_it_is():
    assert list(changed("A cafe\u0301 fell… late.", "A café shut... late.")) == [((8, 12), (7, 11))]


@pytest.mark.parametrize(
    "rewrite",
    [
        WIRE,
        WIRE.replace("“", '"').replace("”", '"'),
        WIRE.replace("“", "‘").replace("”", "’"),
        WIRE.replace("\n\n", "\n\n\n"),
        WIRE.replace("votes to", "votes  to"),
    ],
    ids=["identical", "straight marks", "single marks", "blank lines", "white space"],
)
def test_a_copy_adds_nothing(rewrite):
    found = compare(WIRE, rewrite)
    assert statuses(found) == ["exact"] * 8
    assert found.added == pytest.approx(0, abs=1e-12)
    assert found.changes.empty
    assert found.quotes.empty


@pytest.mark.parametrize("text", [WIRE, "Rain fell.", "Talks with tenants resume on Friday. The union called it unfair."])
def test_identical_texts_give_zero_to_the_last_digit(text):
    assert compare(text, text).added == 0


def test_a_new_headline_stands_for_the_old_one():
    found = compare(WIRE, edited(headline="Shocking: greedy bosses fleece helpless sailors"))
    assert statuses(found) == ["edited", *["exact"] * 7]
    assert found.pairs["change"].iloc[0] > 0.3
    assert found.added > 0


def test_changed_verbs_are_named_with_their_kind():
    found = compare(
        WIRE, edited(("Fishing crews said", "Fishing crews screamed that"), ("Dahl said the", "Dahl gloated that the"))
    )
    assert statuses(found) == [*["exact"] * 4, "edited", "exact", "edited", "exact"]
    assert found.changes[["before", "after"]].to_records(index=False).tolist() == [
        ("said", "screamed that"),
        ("said", "gloated that"),
    ]
    assert found.changes["kind"].tolist() == ["loaded reporting verb"] * 2
    assert (found.pairs["change"].iloc[[4, 6]] > 0.1).all()


STRESSES = ("reported", "stresses", "evaluative reporting verb")
SCREAMED, BARKED = (("said", verb, "loaded reporting verb") for verb in ("screamed", "barked"))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("Rents rose, Reuters reported.", "Rents rose, stresses Reuters.", [STRESSES]),
        ("Rents rose, stresses Reuters.", "Rents rose, Reuters reported.", [("stresses", "reported", "")]),
        ("Rents rose, Reuters reported.", "Rents rose, reported Reuters.", [("", "reported", ""), ("reported", "", "")]),
        ("“No,” Ann Lee said; “so,” Bo Day said.", "“No,” screamed Ann Lee; “so,” barked Bo Day.", [SCREAMED, BARKED]),
        (
            "“Rents rose,” mayor Mira Dahl said late.",
            "Mira Dahl screamed: “Rents rose,” mayor.",
            [("", "Mira Dahl", ""), SCREAMED, ("", ":", ""), ("Mira Dahl", "", ""), ("late", "", "")],
        ),
    ],
    ids=["for one", "to a neutral one", "the same verb", "two", "with other words"],
)
def test_a_verb_that_changed_sides_with_its_speaker_is_one_change(before, after, changes):
    found = compare(before, after).changes[["before", "after", "kind"]].to_records(index=False).tolist()
    assert found == changes


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("The plan was unfair to them.", "The plan was “unfair” to them.", [("unfair", "“unfair”", "scare quotes")]),
        ("The plan was “unfair” to them.", 'The plan was "unfair" to them.', []),
        ("The plan was “unfair” to them.", "The plan was unfair to them.", [("“unfair”", "unfair", "scare quotes")]),
        (
            "The fair deal is a reform.",
            "The “fair deal” is one “reform”.",
            [("fair deal", "“fair deal”", "scare quotes"), ("a", "one", ""), ("reform", "“reform”", "scare quotes")],
        ),
        (
            "The plan was unfair.",
            "The plan is “zolly unfair”.",
            [("was", "is “zolly", "scare quotes"), ("", "”", "scare quotes")],
        ),
    ],
    ids=["put", "of another shape", "taken away", "twice", "other words"],
)
def test_scare_quotes_around_the_same_words_are_one_change(before, after, changes):
    found = compare(before, after)
    assert found.changes[["before", "after", "kind"]].to_records(index=False).tolist() == changes
    assert found.quotes.empty


@pytest.mark.parametrize("kind", ["word", "mark"])
def test_a_change_is_not_named_by_a_plain_word_or_mark(kind):
    assert kind_of([Cue(0, 0, 1, ",", kind, 1.0, "")], 0, 1) == ""


def test_added_passages_are_found_and_counted():
    comment = "This shameless money grab by an arrogant elite is a slap in the face of every honest sailor."
    found = compare(WIRE, edited(body=(*BODY[:2], comment, *BODY[2:])))
    assert statuses(found) == [*["exact"] * 3, "added", *["exact"] * 5]
    assert found.pairs["rewrite_text"].iloc[3] == comment
    assert found.added > 0.05


def test_neutral_additions_add_nothing():
    note = "The council has nine members and meets once a month."
    assert compare(WIRE, edited(body=(*BODY, note))).added < 0.01


def test_dropped_passages_stand_where_they_stood():
    found = compare(WIRE, edited(body=(*BODY[:3], *BODY[5:])))
    assert statuses(found) == [*["exact"] * 4, "dropped", "dropped", "exact", "exact"]
    assert found.pairs["original"].tolist() == list(range(8))
    assert found.added == pytest.approx(0, abs=1e-12)


def test_a_passage_that_is_repeated_is_not_edited():
    found = compare(WIRE, f"{WIRE}\n\n{BODY[1]}")
    assert statuses(found) == ["exact"] * 9
    assert found.changes.empty


def test_what_was_moved_is_marked():
    found = compare(WIRE, edited(body=(BODY[6], *BODY[:6])))
    assert statuses(found) == ["exact"] * 8
    assert found.pairs["moved"].tolist() == [False, True, *[False] * 6]


def test_of_the_same_sentence_said_twice_the_next_one_stays():
    found = compare("Rain fell on Ost. He agreed. Snow fell. He agreed. Hail fell.", "Snow fell. He agreed. Hail fell.")
    assert found.pairs.query("status == 'exact'")["original"].tolist() == [2, 3, 4]
    assert not found.pairs["moved"].any()


def test_a_quotation_with_other_words_is_altered():
    found = compare(WIRE, edited(("We looked at every other option", "We ignored every other option")))
    assert found.quotes["status"].tolist() == ["altered"]
    assert found.quotes["before"].item() == "We looked at every other option before we touched the fees,"
    assert WIRE.replace("looked at", "ignored")[slice(*found.quotes[["start", "end"]].iloc[0])] == found.quotes["after"].item()


def test_a_quotation_in_the_original_that_is_the_authors_now():
    found = compare(
        WIRE,
        edited(
            (
                "“We looked at every other option before we touched the fees,” council",
                "We looked at every other option before we touched the fees, council",
            )
        ),
    )
    assert found.quotes["status"].tolist() == ["unquoted"]


def test_the_authors_words_that_are_quoted_now():
    found = compare(WIRE, edited(("Dahl said the money would pay for repairs", "Dahl said “the money would pay for repairs”")))
    assert found.quotes["status"].tolist() == ["quoted"]


def test_few_words_that_are_quoted_now_are_told_by_those_before():
    plain, quoted = "The union said the plan was unfair. Talks go on.", "The union said the plan was “unfair”. Talks go on."
    assert [(one.status, one.before, one.after) for one in changed_quotes(plain, quoted)] == [("quoted", "", "unfair")]
    assert [(one.status, one.before, one.after) for one in changed_quotes(quoted, plain)] == [("unquoted", "unfair", "")]
    assert [one.status for one in changed_quotes("Unfair, the union said.", quoted)] == ["new"]
    assert [one.status for one in changed_quotes("Talks go on.", "“Unfair,” he said.")] == ["new"]


def test_an_invented_quotation_is_new():
    found = compare(WIRE, edited(body=(*BODY, "“They can drown for all I care,” a member of the council said.")))
    assert found.quotes["status"].tolist() == ["new"]


@pytest.mark.parametrize("cut", ["“We looked at every other option,” council", "“We looked at … the fees,” council"])
def test_a_quotation_that_was_cut_is_not_altered(cut):
    whole = "“We looked at every other option before we touched the fees,” council"
    found = compare(WIRE, edited((whole, cut))).quotes
    assert found["status"].tolist() == ["cut"]
    assert found["before"].item() == "We looked at every other option before we touched the fees,"


def test_a_text_that_was_translated_back_is_edited_throughout():
    back = (
        "On Tuesday the harbour council in Ostrane decided to increase the mooring fees by eight percent.",
        "The rise takes effect in March and concerns boats of more than ten metres.",
        "“We examined every other option before we touched the fees,” said Mira Dahl, who chairs the council.",
        "Fishermen said that the decision will cost each of them around 400 crowns per year.",
        "The council got 61 objections in writing, most of them from the northern basin.",
        "Dahl said the funds would go to repairing the breakwater, damaged in 2021.",
        "Another vote, on parking charges, has been put off until May.",
    )
    found = compare(WIRE, edited(headline="Harbour council decides to increase mooring fees", body=back))
    assert statuses(found) == ["edited"] * 8
    assert not found.pairs["moved"].any()
    assert found.quotes["status"].tolist() == ["altered"]


def test_a_passage_that_was_cut_in_two_is_no_addition():
    first, second = "The increase will take effect in March.", "It applies to boats longer than ten metres."
    found = compare(WIRE, edited(body=(BODY[0], first, second, *BODY[2:])))
    assert statuses(found) == ["exact", "exact", "edited", "edited", *["exact"] * 5]
    assert found.pairs["original"].tolist() == [0, 1, 2, 2, 3, 4, 5, 6, 7]


def test_passages_that_were_joined_are_not_dropped():
    joint = (
        "The council received 61 written objections, most of them from the northern basin, "
        "and a second vote on parking charges was postponed until May."
    )
    found = compare(WIRE, edited(body=(*BODY[:4], joint, BODY[5])))
    assert "dropped" not in statuses(found)
    assert "added" not in statuses(found)


def test_texts_of_the_same_length_need_not_be_related():
    one = "Mayor opens new bridge\n\nThe bridge crosses the river Ost.\n\nIt cost the town two million.\n\nThe band played."
    two = "Team wins cup final\n\nThe striker scored the winner.\n\nFans sang in the stands.\n\nThe coach wept."
    assert math.isnan(compare(one, two).added)
    assert math.isnan(compare(f"MOSCOW, June 1 (Reuters) - {one}", f"MOSCOW, June 1 (Reuters) - {two}").added)


def test_a_joined_passage_is_held_against_both_that_it_comes_from():
    calm, loud = (
        "Council members met in the hall on Monday.",
        "The shameless, vile mayor lied to everyone about his greedy cronies.",
    )
    joint = "Council members met in the hall on Monday, and the shameless, vile mayor lied to everyone about his greedy cronies."
    found = compare(f"{calm} {loud}", joint)
    assert statuses(found) == ["edited", "edited"]
    before = [one.score for one in found.original.scores.passages]
    assert min(before) < found.rewrite.score - found.added < max(before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("“We will cut taxes,” he said, “and we will raise the pay.”", "“We will cut taxes and we will raise the pay,” he said."),
        ("“We will cut taxes and we will raise the pay,” he said.", "“We will cut taxes,” he said, “and we will raise the pay.”"),
        ("The council has no money left. “No,” she said.", "The council has no money left."),
        ("The council has no money left.", "The council has no money left. “No,” she said."),
    ],
)
def test_the_same_words_in_other_marks_accuse_nobody(before, after):
    assert {one.status for one in changed_quotes(before, after)} <= {"new"}


@pytest.mark.parametrize("headline", ["", "Snow closes mountain roads\n\n"])
def test_unrelated_texts_give_a_warning_and_no_number(headline):
    other = f"{headline}Snow closed three mountain roads on Friday.\n\nPloughs worked through the night, a spokesman said."
    found = compare(WIRE, other)
    assert math.isnan(found.added)
    assert set(statuses(found)) == {"added", "dropped"}
    assert "Warning: the texts share hardly a passage" in str(found)


def test_an_article_of_one_sentence():
    found = compare("The mayor said no.", "The mayor barked no.")
    assert statuses(found) == ["edited"]
    assert found.added == pytest.approx(found.rewrite.score - found.original.score)


@pytest.mark.parametrize(("sides", "name"), [(("", WIRE), "original"), ((WIRE, " \n"), "rewrite"), ((WIRE, "…"), "rewrite")])
def test_an_empty_side_is_named(sides, name):
    with pytest.raises(ValueError, match=f"{name} must have a passage to score"):
        compare(*sides)


def test_what_is_no_text_is_named():
    with pytest.raises(TypeError, match="rewrite must be a str, got int 5"):
        compare(WIRE, 5)


def test_hundreds_of_passages_take_less_than_a_second_each_side():
    body = [f"{text[:-1]} in case {number}." for number in range(45) for text in BODY]
    other = [text.replace("said", "gloated") if number % 3 else text for number, text in enumerate(body)]
    began = time.process_time()
    found = compare(edited(body=body), edited(body=other[20:] + other[:20]))
    assert time.process_time() - began < 2
    assert set(statuses(found)) == {"exact", "edited"}


def test_the_text_lists_what_was_dropped_and_moved():
    shown = str(compare(WIRE, edited(("Dahl said the", "Dahl gloated that the"), body=(BODY[5], *BODY[:3], BODY[4]))))
    assert "1 edited, 2 dropped, 1 moved" in shown
    assert "edited, moved\n" in shown
    assert f"dropped\n  {BODY[6]}" in shown


def test_a_sentence_that_shares_little_stands_for_the_one_in_its_place():
    found = compare(WIRE, edited(body=(*BODY[:3], "Each crew will have to find around 400 crowns, fishermen reckon.", *BODY[4:])))
    assert statuses(found) == [*["exact"] * 4, "edited", *["exact"] * 3]


def test_the_text_says_what_changed():
    found = compare(WIRE, edited(("Fishing crews said", "Fishing crews screamed that"), ("We looked at", "We ignored")))
    shown = found.to_text(width=70)
    assert shown.startswith("editorialization added in the rewrite's own voice: +0.")
    assert "6 passages as in the original, 2 edited\n1 quotation altered\n" in shown
    assert '"said" → "screamed that" (loaded reporting verb)' in shown
    assert "Quotation altered\n  “We ignored every other option before we touched the fees,”\n  was: “We looked at" in shown
    assert max(map(len, shown.splitlines())) <= 70


@pytest.mark.parametrize(
    ("options", "message"),
    [({"width": 19}, "width must be 20 or more, got 19"), ({"limit": -1}, "limit must be 0 or more, got -1")],
)
def test_a_text_too_narrow_or_without_a_limit_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        compare("Rain fell.", "Rain fell.").to_text(**options)


def test_the_page_shows_both_sides_and_what_changed():
    page = compare(WIRE, edited(("Fishing crews said", "Fishing crews screamed that"), ("We looked at", "We ignored"))).to_html()
    assert "<del>said</del>" in page
    assert "<ins>screamed that</ins>" in page
    assert page.count("<tr>") == 1 + 8
    assert "<li>Quotation altered: “We ignored every other option before we touched the fees,”, was: “We looked at" in page


def test_the_page_tells_direct_speech_from_the_authors_words_beside_it():
    found = compare("“We have no other choice,” she said.", "“We have a vile choice,” she gloated.")
    (passage,) = found.rewrite.scores.passages
    quoted = f'<span class="quoted" style="--score:{passage.quoted_score:.3f}">“We have <ins>a vile</ins> choice,”</span>'
    own = f'<span class="author" style="--score:{passage.score:.3f}"> she <ins>gloated</ins>.</span>'
    assert f"{quoted}{own}" in found.to_html()


def test_words_dropped_across_the_edge_of_a_quotation_are_struck_out_on_both_sides():
    page = compare("He screamed “Never, no” twice at the crowd on Monday.", "He screamed at the crowd on Monday.").to_html()
    assert re.findall("<del>(.*?)</del>", page)[:2] == ["“Never, no”", " twice"]


def test_a_notebook_shows_the_page_in_a_frame_without_scripts():
    found = compare(WIRE, edited(("raise", "<b>jack up</b>")))
    frame = found._repr_html_()
    assert frame.startswith('<iframe sandbox="" title="Framing comparison"')
    assert frame.count("<") == 2
    assert unescape(re.search('srcdoc="(.*)"', frame, re.DOTALL)[1]) == found.to_html()


@pytest.mark.parametrize("unit", ["“a ", "“a,” he said, "])
def test_long_passages_of_the_same_words_are_compared_in_seconds(unit):
    start = time.process_time()
    compare(unit * 5_000, unit * 5_001)
    assert time.process_time() - start < 8  # measured: under 3; trying every pair of words takes over 10


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "\u202egnorw"])
def test_a_hostile_article_is_inert(hostile):
    page = compare(
        WIRE, edited(("Fishing crews said", f"Fishing crews {hostile} screamed"), headline=f"Shock: {hostile} votes")
    ).to_html()
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert page.count("</table>") == 1


def test_json_holds_everything_and_no_nan():
    found = compare(WIRE, edited(body=BODY[1:]))
    read = json.loads(found.to_json())
    assert read["pairs"][1]["status"] == "dropped"
    assert read["pairs"][1]["rewrite_score"] is None
    assert read.keys() == {"model", "added", "original_score", "rewrite_score", "warnings", "pairs", "changes", "quotes"}
    assert json.loads(compare(WIRE, "Snow fell.").to_json())["added"] is None


def test_frames_have_their_columns_without_a_row():
    found = compare(WIRE, WIRE)
    assert list(found.changes.columns) == ["original", "rewrite", "before", "after", "before_start", "start", "end", "kind"]
    assert isinstance(found.quotes, pd.DataFrame)


PIECES = [*BODY, "“Never", "again,” ", "\n\n", " he said.", "PARIS (AP) — ", "‘", "…", "\u202e", "<b>", "“”", "- -", "Read more:"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_any_two_articles_can_be_compared(original, rewrite):
    found = compare(f"Rain fell. {original}", f"Rain fell. {rewrite}")
    assert found.to_html().endswith("</html>\n")
    assert json.loads(found.to_json())["pairs"]
    assert str(found)
    sides = found.original.text, found.rewrite.text
    for one in found.changed:
        assert sides[1][one.start : one.end] == one.after
        assert sides[0][one.before_start : one.before_start + len(one.before)] == one.before
    for one in found.quoted:
        text, words = (sides[0], one.before) if one.status == "unquoted" else (sides[1], one.after)
        assert text[one.start : one.end] == words


TEXTS = st.lists(st.sampled_from([*BODY, "Rain fell.", "It was a vile day."]), max_size=8)


@settings(max_examples=50, deadline=None)
@given(TEXTS, TEXTS)
def test_every_passage_is_in_a_link(original, rewrite):
    links = align([Text.of(text, "body") for text in original], [Text.of(text, "body") for text in rewrite])
    assert {one.original for one in links} - {-1} == set(range(len(original)))
    assert {one.rewrite for one in links} - {-1} == set(range(len(rewrite)))
    assert [one.rewrite for one in links if one.rewrite >= 0] == sorted(one.rewrite for one in links if one.rewrite >= 0)


@given(st.text("ab “”'.,\n"), st.text("ab “”'.,\n"))
def test_changes_lead_from_one_version_to_the_other(before, after):
    built, at = [], 0
    for (start, end), (first, last) in changed(before, after):
        built += [tokens_of(before[at:start]), tokens_of(after[first:last])]
        at = end
    assert sum([*built, tokens_of(before[at:])], ()) == tokens_of(after)


@given(st.lists(st.integers(0, 20), unique=True))
def test_what_is_in_order_ascends_and_is_not_fewer_than_any_greedy_run(numbers):
    kept = [number for number, moved in zip(numbers, out_of_order(numbers), strict=True) if not moved]
    greedy = [number for at, number in enumerate(numbers) if number == max(numbers[: at + 1])]
    assert kept == sorted(kept)
    assert len(kept) >= len(greedy)


def test_the_same_quotations_are_no_change():
    assert changed_quotes(WIRE, WIRE) == []
