"""Kinds of passages: headlines, captions, datelines, promotion."""

from __future__ import annotations

import pytest

from framing.passages import split


def kinds(article: str) -> list[str]:
    return [passage.kind for passage in split(article)]


LONG = "The river rose by two metres, and the council closed the bridge."

KINDS = [
    ("", []),
    ("Rain falls", ["body"]),
    (f"Rain falls\n\n{LONG}", ["headline", "body"]),
    (f"Who is to pay?\n{LONG}", ["headline", "body"]),
    (f"Rain, rain, rain…\n{LONG}", ["headline", "body"]),
    (f"Mayor leaves for the U.S.\n{LONG}", ["headline", "body"]),
    (f"Who pays? Nobody knows\n{LONG}", ["headline", "headline", "body"]),
    (f"Rain fell.\n{LONG}", ["body", "body"]),
    (f"Rain fell. Nobody came\n{LONG}", ["body", "body", "body"]),
    (f"---\n{LONG}", ["body", "body"]),
    ("Rain falls\n\nADVERTISEMENT", ["body", "promotion"]),
    (f"Updated 10:15 GMT\n\nRain falls\n\n{LONG}", ["dateline", "headline", "body"]),
    (f"{'Rain ' * 40}\n\n{LONG}", ["body", "body"]),
    # captions and credits
    (f"{LONG}\n\nA wet street on Monday.\nPhoto: Ann Lee\n\n{LONG}", ["body", "caption", "promotion", "body"]),
    (f"{LONG}\n\n{LONG}\n\nPhoto: Ann Lee", ["body", "body", "promotion"]),
    (f"{LONG}\n\nA wet street\n\nGetty Images\n\n{LONG}", ["body", "caption", "promotion", "body"]),
    (f"{LONG}\n\nFILE PHOTO: A wet street. REUTERS/Ann Lee", ["body", "caption", "promotion"]),
    (f"{LONG}\n\nPhoto: The mayor waves to people who stand in the rain.", ["body", "caption"]),
    (f"{LONG}\n\nImage caption,\n\nThe mayor at work\n\n{LONG}", ["body", "caption", "caption", "body"]),
    (f"{LONG}\n\nImage caption,\n\n{(LONG + ' ') * 9}", ["body", "caption", *["body"] * 9]),
    (f"{LONG}\n\nImage caption: A wet street.\n\n{LONG}", ["body", "caption", "body"]),
    (f"Rain falls\nPhoto: Ann Lee\n\n{LONG}", ["headline", "promotion", "body"]),
]


@pytest.mark.parametrize(("article", "expected"), KINDS)
def test_paragraphs_are_told_apart(article: str, expected: list[str]) -> None:
    assert kinds(article) == expected


DATELINES = [
    ("KYIV, Ukraine: Drones hit the city.", ["KYIV, Ukraine:"]),
    ("PARIS, 12 May: Rain fell.", ["PARIS, 12 May:"]),
    ("(Reuters) - Rain fell.", ["(Reuters) -"]),
    ("3h ago 14.05 GMT", ["3h ago 14.05 GMT"]),
    ("12m ago", ["12m ago"]),
    ("(Reporting by Ann Lee in Vik; writing by Bo de Poe)", ["(Reporting by Ann Lee in Vik; writing by Bo de Poe)"]),
    ("13:58 - Office extends its warning", ["13:58 -"]),
    ("1:40pm: A lorry blocked the road.", ["1:40pm:"]),
    ("SMITH: This is a lie.", []),
    ("2:1 - that was the score.", []),
    ("12 p.m. on Monday saw rain.", []),
    ("9:25 09.05.2025 •", ["9:25 09.05.2025 •"]),
    ("Published 12 May 2023, 10:15 GMT", ["Published 12 May 2023, 10:15 GMT"]),
    ("By Ann Lee and Tom Poe", ["By Ann Lee and Tom Poe"]),
    ("By Ann Lee - May 2, 2024 10:15 GMT", ["By Ann Lee - May 2, 2024 10:15 GMT"]),
    ("By Ann Lee | Valley Post", ["By Ann Lee | Valley Post"]),
    ("By ANN LEE ( @annlee )", ["By ANN LEE ( @annlee )"]),
    ("— Sad Ann (@sad_ann) May 2, 2024", ["— Sad Ann (@sad_ann) May 2, 2024"]),
    ("It rained. — Ann (@ann) May 2, 2024", ["— Ann (@ann) May 2, 2024"]),
    ("— He wrote to Ann (@ann) on Monday.", []),
    ("The Associated Press contributed to this report.", ["The Associated Press contributed to this report."]),
    ("AP writers Ann B. Lee and Tom Poe contributed reporting.", ["AP writers Ann B. Lee and Tom Poe contributed reporting."]),
    ("It rained. Ann Lee contributed to this story.", ["Ann Lee contributed to this story."]),
    ("Rain contributed to this year's flood.", []),
    ("(Reporting by Ann Lee; Editing by Tom Poe)", ["(Reporting by Ann Lee; Editing by Tom Poe)"]),
    (f"LONDON, May 8 (Reuters) — {LONG}", ["LONDON, May 8 (Reuters) —"]),
    (f"WASHINGTON (AP) - {LONG}", ["WASHINGTON (AP) -"]),
    (f"PARIS — {LONG}", ["PARIS —"]),
    (f"SAN JUAN, Puerto Rico (AP) — {LONG}", ["SAN JUAN, Puerto Rico (AP) —"]),
    (f"Berlin (dpa) – {LONG}", ["Berlin (dpa) –"]),
    (f"MOSCOW, May 9. /TASS/. {LONG}", ["MOSCOW, May 9. /TASS/."]),
    (f"ALBANY, N.Y. – {LONG}", ["ALBANY, N.Y. –"]),
    (f"SHOCKING — {LONG}", []),
    (f"EXCLUSIVE: {LONG}", []),
    (f"Paris was wet — {LONG}", []),
    ("May it rain.", []),
]


@pytest.mark.parametrize(("paragraph", "expected"), DATELINES)
def test_a_dateline_is_apart_from_its_paragraph(paragraph: str, expected: list[str]) -> None:
    found = split(f"{LONG}\n\n{paragraph}")
    assert [passage.text for passage in found if passage.kind == "dateline"] == expected
    assert found[-1].paragraph == 1


PROMOTIONS = [
    "Photo: Kremlin.ru", "Getty Images", "(AP Photo/Ann Lee)", "Image: Ann Lee / Getty",
    "Ann Lee/AFP via Getty Images", "REUTERS/Ann Lee/File Photo", "© 2024 The Post",
    "Source: Post| 2024-01-05 10:04|Editor: Lee", "read more in our Telegram-channel https://t.me/some_channel",
    "toggle caption", "Enlarge this image", "Skip to main content",
    "Sign up for our newsletter", "Follow us on Facebook", "Click here to see the pictures",
    "Read more: The bridge is closed", "ADVERTISEMENT", "Share this", "Related articles",
    "Story continues below advertisement", "https://example.org/a", "Subscribe", "Comments",
    "Copyright 2024 The Post", "Get our weekly newsletter with the most shocking stories.", "Get our free morning newsletter",
    "Get all the news delivered to your inbox.", "Get breaking news alerts", "Support our fine journalism by donating today.",
    "Watch: Shocking footage of the crash", "(READ: The bridge is gone)", "Ann Lee via AP",
    "(Valley County Sheriff's Office/The Post via AP, File)",
]  # fmt: skip


@pytest.mark.parametrize("line", PROMOTIONS)
def test_what_a_site_puts_around_an_article_is_promotion(line: str) -> None:
    assert kinds(f"{LONG}\n\n{line}\n\n{LONG}") == ["body", "promotion", "body"]


@pytest.mark.parametrize("line", [
    "Reporting by The Post last year showed that the mayor lied.",
    "Skip to the last page and all is well.", "3 days ago it rained.",
    "Readers read more books now.", "Like our fathers, we wait.", "Getty Images said the picture was old.",
    "Share prices fell.", "Follow the money, he said.", "Related companies lost as well.", "Reuters reported it first.",
    "He wrote it at https://example.org and nobody answered for a week.", "Donate blood, the minister said.",
    "Get our troops home, he said.", "Support for local journalism fell.", "Watch: it falls.", "She sent it via Reuters.",
])  # fmt: skip
def test_a_sentence_of_the_article_is_not_promotion(line: str) -> None:
    assert kinds(f"{LONG}\n\n{line}\n\n{LONG}") == ["body", "body", "body"]


@pytest.mark.parametrize("article", ["Watch: The bridge falls", f"Watch: The bridge falls\n\n{LONG}"])
def test_a_headline_may_begin_as_a_teaser_does(article: str) -> None:
    assert "promotion" not in kinds(article)


def test_a_prompt_at_the_end_of_a_paragraph_is_promotion() -> None:
    assert kinds(f"{LONG} It rained. Sign up for our newsletter.") == ["body", "body", "promotion"]


@pytest.mark.parametrize(
    "start", ["Photo by a", "Photo: A B C a", "Photo: A.com ", "AP", "By A", "Reuters/", "By A | A", "— A ("]
)
@pytest.mark.parametrize("unit", [".com", "a.com", "A.com ", ",", " /", " and", "A "])
def test_a_line_like_a_credit_is_read_in_one_way(start: str, unit: str) -> None:
    # A pattern that can read these in two ways would try 2 ** 40.
    assert len(split((start + unit * 300)[:290] + "!")) >= 1


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Our Standards: The Thomson Reuters Trust Principles.", "promotion"),
        ("EXCLUSIVE", "promotion"),
        ("Comments (34)", "promotion"),
        ("Support independent journalism.", "promotion"),
        ("This interview has been edited for length and clarity.", "promotion"),
        ("Image source, Getty Images", "promotion"),
        ("Image caption, The bridge was closed on Monday", "caption"),
        ("Interview by Tom Reade", "dateline"),
        ("Comment is free but facts are sacred.", "body"),
        ("Analysis of the data shows a drop.", "body"),
    ],
)
def test_other_lines_of_a_page_are_told_from_sentences(line: str, kind: str) -> None:
    found = split(f"Bridge closes\n\nThe bridge was closed on Monday.\n\n{line}\n\nIt will open again in May.")
    assert [one.kind for one in found if one.text == line] == [kind]


def test_what_speaks_to_the_reader_is_no_caption() -> None:
    article = f"{LONG}\n\nDo YOU know more? Write to tips@herald.example\n\nPicture: SWNS\n\n{LONG}"
    assert kinds(article) == ["body", "body", "body", "promotion", "body"]
