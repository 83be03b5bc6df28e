"""Passages: where they are, which paragraph they stand in, what they are."""

from __future__ import annotations

import builtins
import textwrap
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.passages import Passage, plain_text, split

FRIENDS = Path(__file__).parents[2] / "shared" / "articles" / "friends_of_steel.txt"


def texts(article: str) -> list[str]:
    return [passage.text for passage in split(article)]


SENTENCES = [
    ("", []),
    ("   \n\t ", []),
    ("One sentence", ["One sentence"]),
    ("It rained. It stopped! Did it?", ["It rained.", "It stopped!", "Did it?"]),
    # a closing mark belongs to the sentence that it closes
    ('"He left." She stayed.', ['"He left."', "She stayed."]),
    ("“He left.” She stayed.", ["“He left.”", "She stayed."]),
    ("‘He left.’ She stayed.", ["‘He left.’", "She stayed."]),
    ("'He left.' She stayed.", ["'He left.'", "She stayed."]),
    ("«He left.» She stayed.", ["«He left.»", "She stayed."]),
    ("« He left. » She stayed.", ["« He left. »", "She stayed."]),
    ("„He left.“ She stayed.", ["„He left.“", "She stayed."]),
    ("He left. ” She stayed.", ["He left. ”", "She stayed."]),
    ('"Who?" he asked.', ['"Who?" he asked.']),
    ("“Who?” Ann Lee asked.", ["“Who?” Ann Lee asked."]),
    ("“Run!” Mr. Lee told them.", ["“Run!” Mr. Lee told them."]),
    ("“Run!” Mr. Lee told the guards.", ["“Run!” Mr. Lee told the guards."]),
    ("“Run!” Lee told the guards that it burned.", ["“Run!”", "Lee told the guards that it burned."]),
    ("“Who?” Smith said he did not know.", ["“Who?”", "Smith said he did not know."]),
    ('"It is over," he said. "Go home."', ['"It is over," he said.', '"Go home."']),
    (
        "“It rained. It rained all week,” she said. They left.",
        ["“It rained.", "It rained all week,” she said.", "They left."],
    ),
    ("An odd “mark stands here. The rest goes on.", ["An odd “mark stands here.", "The rest goes on."]),
    ("In the '90s the mill closed. It never reopened.", ["In the '90s the mill closed.", "It never reopened."]),
    ("The owners' anger grew. Their guests' cars left.", ["The owners' anger grew.", "Their guests' cars left."]),
    ("He is 6'2\". She is 5'11\".", ["He is 6'2\".", "She is 5'11\"."]),
    # full stops that end no sentence
    ("The U.S. said yes. Canada said no.", ["The U.S. said yes.", "Canada said no."]),
    ("It was led by the U.S. In a note, they agreed.", ["It was led by the U.S.", "In a note, they agreed."]),
    ("U.S. President Ann Ward spoke.", ["U.S. President Ann Ward spoke."]),
    ("Mr. Lee met Sen. Roe, Dr. Poe and Lt. Col. Voss.", ["Mr. Lee met Sen. Roe, Dr. Poe and Lt. Col. Voss."]),
    ("J. R. R. Tolkien wrote. George W. Bush read.", ["J. R. R. Tolkien wrote.", "George W. Bush read."]),
    ("It was plan B. Plan A had failed.", ["It was plan B.", "Plan A had failed."]),
    ("He left No. 10 on Jan. 6. It was cold.", ["He left No. 10 on Jan. 6.", "It was cold."]),
    ("It left at 6 a.m. It came at 9 p.m. Monday.", ["It left at 6 a.m.", "It came at 9 p.m. Monday."]),
    (
        "Acme Inc. was sold. She joined Brand Ltd. He did not.",
        ["Acme Inc. was sold.", "She joined Brand Ltd.", "He did not."],
    ),
    ("It rose 3.5 percent to $1.25. It fell.", ["It rose 3.5 percent to $1.25.", "It fell."]),
    (
        "He paused... and went on. We waited... The door opened.",
        ["He paused... and went on.", "We waited...", "The door opened."],
    ),
    ("“I thought . . . maybe not.” He left.", ["“I thought . . . maybe not.”", "He left."]),
    ("See www.example.org/a.b?c=1!d. It is free.", ["See www.example.org/a.b?c=1!d.", "It is free."]),
    ("iPhone sales fell. iPad sales rose.", ["iPhone sales fell.", "iPad sales rose."]),
    (
        "Yahoo! said so. The band Panic! at the Disco played.",
        ["Yahoo! said so.", "The band Panic! at the Disco played."],
    ),
    ("The law passed.[1] It was popular.", ["The law passed.[1]", "It was popular."]),
    ("1. The first point. It is short.", ["1. The first point.", "It is short."]),
    ("Q. Why? Who asked?", ["Q. Why?", "Who asked?"]),
    ("A. The mayor did. I'd not.", ["A. The mayor did.", "I'd not."]),
    ("He chose plan A. The mayor left.", ["He chose plan A.", "The mayor left."]),
    ("They voted to leave.The next day it rained.", ["They voted to leave.", "The next day it rained."]),
    ('He said so."Yes," she said."No." They left.', ["He said so.", '"Yes," she said.', '"No."', "They left."]),
    ("“He left.”She stayed.", ["“He left.”", "She stayed."]),
    ("It rained. https://example.org/a", ["It rained.", "https://example.org/a"]),
    ("See example.The page is gone.", ["See example.", "The page is gone."]),
    ("Go to a/example.The page is gone.", ["Go to a/example.The page is gone."]),
    ("Rain fell. 😀 It stopped. ❤️", ["Rain fell.", "😀 It stopped. ❤️"]),
    ("— He left. — She stayed.", ["— He left.", "— She stayed."]),
    ("The Rt. Hon. member left. Art. It fell.", ["The Rt. Hon. member left.", "Art.", "It fell."]),
    # characters that cannot be seen
    ("\ufeffIt rained.\u200b \x00It stopped.\u200b", ["It rained.", "It stopped."]),
    ("It rained.\u00a0It stopped.\u00a0", ["It rained.", "It stopped."]),
    ("Co\u00adoperation grew.\u00ad It paid.", ["Co\u00adoperation grew.", "It paid."]),
]


@pytest.mark.parametrize(("article", "expected"), SENTENCES)
def test_sentences_end_where_a_reader_ends_them(article: str, expected: list[str]) -> None:
    assert texts(article) == expected


WRAPPED = """The council of the old town met on Monday evening and decided, after
a long debate, that the bridge over the river will be closed to cars
for the whole summer. Shops near the market fear for their custom, but
the mayor said that buses would run twice as often.
The next meeting is in June. It is open to everybody who wants to come
and to speak.
"""

PARAGRAPHS = [
    ("", []),
    ("One.\n\nTwo.", [("One.", 0), ("Two.", 1)]),
    ("One.\nTwo. Three.", [("One.", 0), ("Two.", 1), ("Three.", 1)]),
    ("One.\r\n\r\nTwo.\rThree.", [("One.", 0), ("Two.", 1), ("Three.", 2)]),
    ("One.\u2029Two.\u2028Three.\x0cFour.", [("One.", 0), ("Two.", 1), ("Three.", 2), ("Four.", 3)]),
    ("One.\n \u00a0\u200b\nTwo.", [("One.", 0), ("Two.", 1)]),
    ("They want:\n• more buses\n• less noise", [("They want:", 0), ("• more buses", 1), ("• less noise", 2)]),
    ("“It rained.\n\n“It stopped.”", [("“It rained.", 0), ("“It stopped.”", 1)]),
    (
        "The mayor of the old town said on Monday evening that\nshe was tired.",
        [("The mayor of the old town said on Monday evening that\nshe was tired.", 0)],
    ),
]


@pytest.mark.parametrize(("article", "expected"), PARAGRAPHS)
def test_paragraphs_are_counted_from_zero(article: str, expected: list[tuple[str, int]]) -> None:
    assert [(passage.text, passage.paragraph) for passage in split(article)] == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    found = [(passage.paragraph, passage.text.split()[0]) for passage in split(WRAPPED)]
    assert found == [(0, "The"), (0, "Shops"), (1, "The"), (1, "It")]


def test_an_indented_line_begins_a_paragraph_of_hard_wrapped_text() -> None:
    words = "The council of the old town met on Monday, and the mayor was late "
    indented = "Rain falls\n" + "\n".join("    " + textwrap.fill(words * 4 + "again.", 72) for _ in range(4))
    assert {passage.paragraph for passage in split(indented)} == {0, 1, 2, 3, 4}


def test_a_line_that_goes_on_under_its_bullet_begins_no_paragraph() -> None:
    hanging = textwrap.fill("the council of the old town met on monday and the mayor was late " * 4, 72, subsequent_indent="    ")
    assert [passage.paragraph for passage in split(hanging)] == [0]


def test_short_lines_of_a_poem_are_not_hard_wrapped() -> None:
    assert len(split("Rain on the roof\nand wind in the tree\nsnow on the hill\nand ice on the sea\n")) == 4


LONG = "The river rose by two metres, and the council closed the bridge."
UNICODE = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
NEWSLIKE = st.lists(
    st.sampled_from(["Rain", "fell", "Mr.", "U.S.", ".", "?", "…", '"', "“", "”", "'", "\n", "\r\n", " ", "\u00a0",
                     "\u200b", "\ufeff", "\x00", "Photo: A", "LONDON (AP) —", "9:25", "•", "\u2028", "😀", "\u00ad",
                     "The", "said"]),
    max_size=40,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(UNICODE | NEWSLIKE)
def test_passages_are_pieces_of_the_text(article: str) -> None:
    for passage in split(article):
        assert article[passage.start : passage.end] == passage.text != ""


@settings(deadline=None)
@given(UNICODE | NEWSLIKE)
def test_passages_are_ordered_and_cover_all_that_can_be_seen(article: str) -> None:
    end, paragraph = 0, 0
    for passage in [*split(article), Passage(len(article), len(article), "", 10**9, "body")]:
        left_out = article[end : passage.start]
        assert passage.start >= end
        assert passage.paragraph >= paragraph
        assert all(unicodedata.category(mark) in ("Cc", "Cf", "Zs", "Zl", "Zp") for mark in left_out)
        end, paragraph = passage.end, passage.paragraph


@settings(deadline=None)
@given(NEWSLIKE)
def test_paragraph_numbers_leave_none_out(article: str) -> None:
    numbers = [passage.paragraph for passage in split(article)]
    assert sorted(set(numbers)) == list(range(len(set(numbers))))


HOSTILE = ['"', "“", "'", " ", "\n", "word", ".", "<", "a. ", "7", "7.", "U.S. ", "(", "?! ", ". ", '. "', ".\u00a0",
           "[1]", "A/", "\x00", "Photo: ", "10 May ", "?” Lee of ", "LONDON, ", "read t.me/ ", "\r\n\n", "Mr. ", "—",
           "* "]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_megabyte_takes_seconds(piece: str) -> None:
    start = time.process_time()
    split((piece * 1_000_000)[:1_000_000])
    assert time.process_time() - start < 10  # measured: under 1; quadratic time would take minutes


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_split_whole(piece: str) -> None:
    article = (piece * 3000)[:3000]
    assert "".join(article.split()).strip("\x00") == "".join("".join(texts(article)).split())


@pytest.mark.parametrize("function", [split, plain_text])
def test_only_text_is_split(function: object) -> None:
    with pytest.raises(TypeError, match="text must be a str, got int 3"):
        function(3)
    with pytest.raises(ValueError, match="lone surrogate"):
        function("a\ud800")


PAGE = f"""<!DOCTYPE html><html><head><title>Rain falls on the old town</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>Rain falls on the old town</h1>
<p>{LONG} The mayor asked everybody to stay at home until the water falls.</p>
<p>“It rained all week, and we are tired of it,” she said in the town hall on Monday.</p></article>
<footer>All rights reserved</footer></body></html>"""


@pytest.mark.parametrize("start", ["", "\n \ufeff", "<?xml version='1.0' encoding='utf-8'?>\n"])
def test_a_page_is_read_as_its_article(start: str) -> None:
    pytest.importorskip("trafilatura", reason="needs the html extra")
    article = plain_text(start + PAGE)
    found = split(start + PAGE)
    assert [passage.kind for passage in found] == ["headline", "body", "body", "body"]
    assert [passage.paragraph for passage in found] == [0, 1, 1, 2]
    assert all(article[passage.start : passage.end] == passage.text for passage in found)


@pytest.mark.parametrize(
    ("quoted", "text"),
    [
        ("<p><q>It rained,</q> she said.</p>", "“It rained,” she said."),
        ("<p>Ada: <q>She said <q>rain</q> <b>all</b> week</q>, so <q>dry</q>.</p>", "Ada: “She said “rain” all week”, so “dry”."),
        ("<blockquote><p>It <b>rained</b></p><p>All week.</p></blockquote>", "“It rained\n“All week.”"),
        ("<blockquote>It rained<br>all week.</blockquote>", "“It rained\n“all week.”"),
        ("<blockquote><p>It rained.</p>— Ada <a>today</a></blockquote>", "“It rained.”\n— Ada today"),
        ("<blockquote><p>'It rained.'</p></blockquote>", "'It rained.'"),
        ("<blockquote><p>It rained.</p><blockquote><p>All week.</p></blockquote></blockquote>", "“It rained.\n“All week.”"),
    ],
)
def test_what_tags_quote_is_put_in_marks(quoted: str, text: str) -> None:
    pytest.importorskip("trafilatura", reason="needs the html extra")
    last = "<p>“It rained all week"
    assert f"\n{text}\n" in plain_text(PAGE.replace(last, quoted + last))


@pytest.mark.parametrize("control", ["&#1;", "&#x1F;", "&#000;", "&#31", "&#x0B;", "\x01", "&#xFFFE;", "&#65535;"])
@pytest.mark.parametrize("quoted", ["", "<q>Snow</q> &#33; &#x21; &#10;"])
def test_control_characters_of_a_page_are_left_out(control: str, quoted: str) -> None:
    pytest.importorskip("trafilatura", reason="needs the html extra")
    with_control, without = (PAGE.replace(f"<p>{LONG}", f"<p>{one}{quoted}{one}{LONG}") for one in (control, ""))
    assert with_control != without
    assert plain_text(with_control) == plain_text(without)


def test_a_page_within_one_quotation_is_no_quotation() -> None:
    pytest.importorskip("trafilatura", reason="needs the html extra")
    page = PAGE.replace("<p>", "<blockquote><p>", 1).replace("</article>", "</blockquote></article>")
    assert plain_text(page) == plain_text(PAGE)


def test_a_page_without_an_article_is_refused() -> None:
    pytest.importorskip("trafilatura", reason="needs the html extra")
    with pytest.raises(ValueError, match="text must be a page with an article"):
        split("<!doctype html><html><body></body></html>")


def test_a_page_needs_the_html_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def refuse(name: str, *rest: object) -> object:
        if name.startswith("trafilatura"):
            raise ImportError(name)
        return imported(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match=r'pip install "news-framing\[html\]"'):
        plain_text(PAGE)


@pytest.mark.parametrize(
    "article",
    [
        "",
        "Rain < 2 mm.",
        "He wrote <html> on the wall.",
        "<rain@example.org> wrote:\n\nRain  <3",
        "1 <p and p> 2, a <b and c> d",
        "AT&T; R&D & Q&A; &notit; &c. example.org/?a=1&quote=2&amp=3&lt=4",
        "Rain\r\nfell --> here ]]>",
        "Use the <b> tag: if (a<b && b>c) return a<i>c;",
    ],
)
def test_other_text_is_left_as_it_is(article: str) -> None:
    assert plain_text(article) == article


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        ("<p>&quot;It rained,&quot; she said.</p>", '"It rained," she said.'),
        ("&#8220;It rained,&#x201d; she said.\n It&rsquo;s  dry.", "“It rained,” she said.\n It’s  dry."),
        ("&lt;p&gt;It rained &amp;amp; blew.&lt;/p&gt;", "It rained & blew."),
        ("<b>Rain</b> fell\non <A HREF='x' title=\"a > b\">Rome</A>.", "Rain fell\non Rome."),
        ("<p class=lead>Rain\nfell  on\tRome.</p>\n<p>It <i hidden>blew</i>.</p>", "Rain fell on Rome.\n\nIt blew."),
        ("Rain fell.\n\n<h2>Rome</h2>It blew.", "Rain fell.\n\nRome\n\nIt blew."),
        ("<div><div>Rain<br/>fell.<BR><br>It blew.</div></div>", "Rain\nfell.\n\nIt blew."),
        ("<p>Rain <!-- <b>not</b> --> fell.</p><script>a < b</script><style>p {}</style >", "Rain fell."),
        ("<p>Rain <!-- fell.<br>It blew.", "Rain fell.\nIt blew."),
        ("Rain fell.<!--more-->It blew.", "Rain fell.It blew."),
        ("<p>Rain fell.</p><script>if (a<b) { document", "Rain fell."),
        ("Rain-->snow <br/><p>Wind", "Rain-->snow\n\nWind"),
        ("<![CDATA[<p>Rain &lt;3 <o:p></o:p><iframe src=x async></iframe></p>]]>", "Rain <3"),
        ("<p>Ada: <q>It <q>rained</q></q>.</p>", "Ada: “It “rained””."),
        (
            "Ada said, in a long letter:<blockquote><p>Rain.</p><p>Wind.</p></blockquote>",
            "Ada said, in a long letter:\n\n“Rain.\n\n“Wind.”",
        ),
        ("<p>Ada wrote to us all:</p><blockquote>Rain.<br>— Ada</blockquote>", "Ada wrote to us all:\n\n“Rain.”\n— Ada"),
        ("<p>Ada wrote:</p><blockquote>&ldquo;Rain.&rdquo;</blockquote>", "Ada wrote:\n\n“Rain.”"),
        (
            "<p>Ada wrote a lot:</p><blockquote>A <blockquote>B</blockquote></blockquote></blockquote>",
            "Ada wrote a lot:\n\n“A\n\n“B”",
        ),
        ("<blockquote>Rain fell on Rome.</blockquote><p>Dry.</p>", "Rain fell on Rome.\n\nDry."),
        ("<p>Ada wrote:</p><blockquote>Rain.", "Ada wrote:\n\nRain."),
        ('<img src="rain.png">', ""),
        ('<p>Rain.</p><img alt="<p>Ada</p>" src=a?b=c />Wind<iframe src="x"title="y"></iframe>blew.', "Rain.\n\nWind blew."),
        ("<![if !mso]><p>Rain.</p><![endif]><?xml v?><b.c>", "Rain."),
        ("<p>Vote:</p><select><option>Yes</option><option>No</option></select>", "Vote:\n\nYes\n\nNo"),
        ("It&#8217s &quot;rain&quot &ldquo;AT&amp;amp;T&rdquo.", 'It’s "rain" “AT&T”.'),
        ('<summary type="html">&lt;p&gt;Rain&lt;/p&gt;</summary>', "Rain"),
        ("Ada: <q>“Rain”</q>.", "Ada: “Rain”."),
        (
            "<p>Ada wrote to all of us:</p><blockquote><p>Rain.</p> <cite>The Mayor</cite></blockquote>",
            "Ada wrote to all of us:\n\n“Rain.”\n\nThe Mayor",
        ),
        ("<p>Rain fell.</p><p>It blew.</p><h2>Snow</h2><ul><li>One</li></ul>", "Rain fell.\n\nIt blew.\n\nSnow\n\nOne"),
        ("<p>â€œRain,â€</p><p>Ada said. &acirc;&euro;&oelig;No.&acirc;&euro;&#157;</p>", "“Rain,”\n\nAda said. “No.”"),
    ],
)
def test_a_piece_of_html_is_read_without_its_tags(piece: str, text: str) -> None:
    assert plain_text(piece) == text


@pytest.mark.parametrize("encoding", ["windows-1252", "latin-1"])
def test_marks_that_were_read_in_the_wrong_encoding_are_read(encoding: str) -> None:
    text = "“It’s ‘rain’ — or snow – or …,” she said."
    # Windows-1252 has no character for the last byte of ”, which other programs keep.
    misread = text.encode().decode(encoding, "replace")
    assert (
        plain_text(misread) == plain_text(misread.replace("\ufffd", "\x9d")) == plain_text(misread.replace("\ufffd", "")) == text
    )
    assert (
        plain_text('„Nein”, â€œNoâ€Â\xa0Ada, â€žJaâ€œ said â€" Château â€\xa0 â€¢')
        == "„Nein”, “No”Â\xa0Ada, „Ja“ said — Château â€\xa0 â€¢"
    )


def test_a_piece_that_is_like_a_page_but_holds_no_article_is_read_as_a_piece() -> None:
    pytest.importorskip("trafilatura", reason="needs the html extra")
    assert plain_text("<article><p><a>Rain</a></p></article>") == "Rain"


@pytest.mark.parametrize(
    "piece",
    [
        "<a",
        "<!--",
        "<a href='",
        '<a b="',
        "<p ",
        "&#",
        "<![CDATA[",
        "</",
        "<blockquote>",
        "<script>",
        " \n",
        " ",
        "\xa0",
        "<blockquote><p>",
        "<q>",
        "<a b",
    ],
)
def test_a_hostile_piece_of_html_takes_no_longer_than_it_is_long(piece: str) -> None:
    # At the square of its length each would take minutes.
    plain_text("<p>Rain</p>" + piece * 100_000)


@pytest.mark.skipif(not FRIENDS.exists(), reason="the article to try is not beside this checkout")
def test_a_republished_wire_article_is_told_apart() -> None:
    found = split(FRIENDS.read_text(encoding="utf-8"))
    counts = {kind: sum(passage.kind == kind for passage in found) for kind in ("headline", "dateline", "caption", "promotion")}
    assert counts == {"headline": 1, "dateline": 1, "caption": 3, "promotion": 4}
    assert [passage.paragraph for passage in found if passage.kind == "caption"] == [2, 13, 23]
    assert found[4].kind == "body"
    assert found[4].text.startswith("“")
