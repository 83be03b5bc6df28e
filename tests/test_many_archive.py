import gzip
import json
from pathlib import Path

import pandas as pd
import pytest

from framing.many.archive import KINDS, Archive
from framing.many.tables import Columns, Unread

ROWS = [{"text": "Rain fell.", "n": "1"}, {"text": 'It "rained".\nAgain.', "n": "2"}, {"text": "", "n": "3"}]


def written(path, data):
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def table(path):
    """Write the rows in the format that a name asks for."""
    frame = pd.DataFrame(ROWS)
    if path.suffix == ".parquet":
        frame.to_parquet(path)
        return path
    if ".jsonl" in path.suffixes:
        return written(path, "\n".join(map(json.dumps, ROWS)).encode())
    return written(path, frame.to_csv(index=False, sep="\t" if ".tsv" in path.suffixes else ",").encode("utf-8-sig"))


def texts(path, text="text", **columns):
    return [row.text for row in Archive(path, Columns(text, **columns)).articles()]


@pytest.mark.parametrize("name", ["a.parquet", "a.csv", "a.CSV", "a.csv.gz", "a.tsv", "a.jsonl", "a.jsonl.gz"])
def test_every_kind_of_table_gives_the_same_rows(tmp_path, name):
    rows = list(Archive(table(tmp_path / name), Columns("text", "n")).articles())
    assert [(row.text, row.id) for row in rows] == [(row["text"], row["n"]) for row in ROWS]


def test_every_kind_of_file_is_documented():
    page = (Path(__file__).parents[1] / "docs/archives.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []


def test_a_folder_is_its_files_in_the_order_of_their_names(tmp_path):
    table(tmp_path / "b.csv")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/page.html").write_text("<p>Sun.", encoding="utf-8")
    (tmp_path / "c.txt").write_text("Snow.", encoding="utf-8")
    (tmp_path / "notes.md").write_text("none", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("none", encoding="utf-8")
    (tmp_path / "a/.ipynb_checkpoints").mkdir()
    (tmp_path / "a/.ipynb_checkpoints/page.txt").write_text("none", encoding="utf-8")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    rows = list(Archive(tmp_path, Columns("text")).articles())
    assert [row.text for row in rows] == ["<p>Sun.", *(row["text"] for row in ROWS), "Snow."]
    assert [row.id for row in rows] == ["a/page.html", "1", "2", "3", "c.txt"]
    assert [row.source for row in rows] == ["a", "", "", "", ""]


def test_chunks_number_their_articles_and_cover_the_archive(tmp_path):
    archive = Archive(table(tmp_path / "a.csv"), Columns("text"))
    chunks = list(archive.chunks(2))
    assert [(one.first, len(one.texts), one.ids) for one in chunks] == [(0, 2, ("0", "1")), (2, 1, ("2",))]
    assert chunks[-1].n_read == archive.n_bytes > 0


def test_as_many_articles_as_fill_chunks_leave_no_empty_one(tmp_path):
    assert [len(one.texts) for one in Archive(table(tmp_path / "a.csv"), Columns("text")).chunks(3)] == [3]


def test_a_digest_knows_every_cell(tmp_path):
    path, digests = tmp_path / "a.csv", set()
    for rows in ("ab,c,d,e", "a,bc,d,e", "a,b,cd,e", "ab,,cd,e", "ab,,c,de"):
        path.write_text(f"text,id,source,date\n{rows}\n", encoding="utf-8")
        digests |= {chunk.digest() for chunk in Archive(path, Columns("text", "id", "source", ("date",))).chunks(2)}
    assert len(digests) == 5


def test_a_missing_text_is_not_the_word_none(tmp_path):
    path = written(tmp_path / "a.jsonl", b'{"text": null}\n{"text": "None"}\n')
    first, second = (chunk.digest() for chunk in Archive(path, Columns("text")).chunks(1))
    assert first != second
    assert texts(path) == [None, "None"]


def test_a_line_that_is_no_object_loses_no_other(tmp_path):
    path = written(tmp_path / "a.jsonl", b'{"text": "Rain."}\n\n{"text": \n[1]\n{"other": 1}\n')
    first, broken, listed, missing = texts(path)
    assert (first, missing) == ("Rain.", None)
    assert isinstance(broken, Unread)
    assert broken.reason.startswith("line must be a JSON object, got line 3 of a.jsonl: Expecting value")
    assert listed == Unread("line must be a JSON object, got line 4 of a.jsonl: [1]")


def test_a_source_of_nan_is_none(tmp_path):
    path = written(tmp_path / "a.jsonl", b'{"text": "Rain.", "source": NaN}\n')
    assert [row.source for row in Archive(path, Columns("text", source="source")).articles()] == [""]


def test_a_short_row_lacks_its_text(tmp_path):
    assert texts(written(tmp_path / "a.csv", b"n,text\n1\n\n2,Rain.\n")) == [None, "Rain."]


def test_a_row_with_more_cells_than_the_heading_is_not_taken_for_what_is_left_of_it(tmp_path):
    rows = b"text,source\nRain fell, they said,BBC\nSun.,BBC,,\n"
    cut, whole = Archive(written(tmp_path / "a.csv", rows), Columns("text", source="source")).articles()
    assert cut.text.reason.startswith("row must have no more cells than the heading, got 3 for 2, up to line 2 of a.csv; put")
    assert (cut.source, whole.text, whole.source) == ("", "Sun.", "BBC")


def test_bytes_that_are_no_utf8_stay_in_their_row(tmp_path):
    path = written(tmp_path / "a.csv", "text,id\nIt’s wet.,Zürich\nRain.,b\n".encode("windows-1252"))
    wet, rain = Archive(path, Columns("text", "id")).articles()
    assert wet.text.reason.startswith("text must be in the archive's encoding, got byte 0x92; pass encoding (--encoding)")
    assert (wet.id, rain.text) == ("Z?rich", "Rain.")
    assert next(Archive(path, Columns("text", "id"), "windows-1252").articles())[:2] == ("It’s wet.", "Zürich")


def test_no_encoding_is_advised_that_was_passed(tmp_path):
    path = written(tmp_path / "a.csv", "text\nA “lie”.\n".encode())
    [row] = Archive(path, Columns("text"), "windows-1252").articles()
    assert row.text.reason.endswith("got byte 0x9d; pass encoding (--encoding), e.g. utf-8")


def test_a_page_in_another_encoding_loses_no_other(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"odd")
    (tmp_path / "b.txt").write_bytes("Rain.".encode("utf-16-le"))
    odd, rain = Archive(tmp_path, Columns("text"), "utf-16-le").articles()
    assert odd.text.reason.startswith("text must be in the archive's encoding: 'utf-16-le' codec")
    assert rain.text == "Rain."


def test_a_page_in_utf_16_is_told_so(tmp_path):
    (tmp_path / "a.txt").write_bytes("Rain.".encode("utf-16"))
    (tmp_path / "b.txt").write_bytes("Rain.".encode("utf-16-le"))
    (tmp_path / "c.txt").write_bytes("Rain\x92s end.".encode("latin-1"))
    reasons = [row.text.reason for row in Archive(tmp_path, Columns("text")).articles()]
    assert [reason.rpartition(" ")[2] for reason in reasons] == ["utf-16", "utf-16", "windows-1252"]


def test_a_bad_text_of_a_parquet_file_stays_in_its_row(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.Array.from_buffers(pa.string(), 2, pa.array([b"It\x92s", b"Rain."]).buffers())
    pq.write_table(pa.table({"text": text}), tmp_path / "a.parquet")
    wet, rain = texts(tmp_path / "a.parquet")
    assert wet == Unread("text must be in UTF-8, got byte 0x92; decode it before it is written to the Parquet file")
    assert rain == "Rain."


def test_bytes_of_a_parquet_file_are_text(tmp_path):
    pd.DataFrame({"text": [b"Rain."], "id": ["Zürich".encode()]}).to_parquet(tmp_path / "a.parquet")
    [rain] = Archive(tmp_path / "a.parquet", Columns("text", "id")).articles()
    assert (rain.text, rain.id) == ("Rain.", "Zürich")


def test_a_date_that_python_has_none_of_is_kept(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    years = pa.array([1 << 45, 1 << 59], pa.timestamp("us"))
    pq.write_table(pa.table({"text": ["Rain.", "Sun."], "date": years}), tmp_path / "a.parquet")
    kept = [row.kept for row in Archive(tmp_path / "a.parquet", Columns("text", keep=("date",))).articles()]
    assert kept == [("1971-02-12 05:26:12.088832",), ("20237-04-25 10:45:03.423488",)]


def test_a_time_in_a_zone_that_python_has_none_of_is_kept(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    times = pa.array([0], pa.timestamp("s", "Mars/Olympus"))
    pq.write_table(pa.table({"text": ["Rain."], "date": times}), tmp_path / "a.parquet")
    [row] = Archive(tmp_path / "a.parquet", Columns("text", keep=("date",))).articles()
    assert row.kept == ("1970-01-01 00:00:00.000Z",)


@pytest.mark.parametrize("blank", ["\n", "\r\n \r\n"])
def test_blank_lines_before_the_heading_of_a_csv_are_passed_over(tmp_path, blank):
    path = written(tmp_path / "a.csv", f"{blank}id;text\na;Rain, again.\n".encode())
    assert texts(path) == ["Rain, again."]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_may_have_other_delimiters(tmp_path, delimiter):
    lines = [["id", "text"], ["a", '"Rain; fell, today"'], ["b", "Sun."]]
    path = written(tmp_path / "a.csv", "\n".join(map(delimiter.join, lines)).encode())
    assert texts(path) == ["Rain; fell, today", "Sun."]


def test_lines_may_leave_out_what_is_null(tmp_path):
    path = written(tmp_path / "a.jsonl", b'{"text": "Rain."}\n{"text": "Sun.", "source": "A", "date": 5}\n' + b"[" * 100_000)
    first, second, deep = Archive(path, Columns("text", source="source", keep=("date",))).articles()
    assert (first.source, first.kept) == ("", ("",))
    assert (second.source, second.kept) == ("A", ("5",))
    assert isinstance(deep.text, Unread)


@pytest.mark.parametrize(
    ("name", "data", "match"),
    [
        ("a.csv", b"body,date\nRain.,1\n", r"text \(--text\) must be a column of a.csv, got 'text'; it has body, date"),
        ("a.csv", b"text,text\nRain.,Sun.\n", r"text \(--text\) must be one column of a.csv, got 'text' twice; rename one"),
        (
            "a.csv",
            "text\nRain.\n".encode("utf-16"),
            r"encoding \(--encoding\) must be that of a.csv, which looks like UTF-16; pass utf-16",
        ),
        (
            "a.jsonl.gz",
            gzip.compress('{"text": "Rain."}'.encode("utf-16-le")),
            "must be that of a.jsonl.gz, which looks like UTF-16; pass utf-16",
        ),
        ("a.csv", b"", r"text \(--text\) must be a column of a.csv, got 'text'; it has no columns"),
        ("a.jsonl", b'{"body": "Rain."}', r"text \(--text\) must be a column of a.jsonl, got 'text'; it has body"),
        ("a.parquet", b"PAR1 no", "archive must hold whole files, got a.parquet, damaged after 0 articles"),
        ("a.csv", b'text\n"' + b"x" * (1 << 25), "got a.csv, damaged after 0 articles: field larger than field limit"),
        ("a.csv", b'text,id\n"Rain fell,2\nSun.,3\n', "got a.csv, damaged after 0 articles: unexpected end of data"),
        ("a.tsv", b'text\n"A lie," he said.\n', "got a.tsv, damaged after 0 articles: .* expected after"),
        ("a.docx", b"", r"archive must be a folder or one of .parquet, .csv, .* got 'a.docx'"),
        ("a.parquet.gz", b"", "got 'a.parquet.gz'"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, data, match):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ValueError, match=match):
        texts(path)


def test_a_truncated_file_gives_what_is_whole(tmp_path):
    path = written(tmp_path / "a.csv.gz", b"text\n" + b"".join(b"Rain fell %d times.\n" % n for n in range(9000)))
    path.write_bytes(path.read_bytes()[:-2000])
    found = []
    with pytest.raises(ValueError, match=r"got a.csv.gz, damaged after [\d,]+ articles"):
        found.extend(Archive(path, Columns("text")).articles())
    assert len(found) > 1000
    assert [row.text for row in found] == [f"Rain fell {n} times." for n in range(len(found))]


def test_every_table_of_a_folder_is_looked_at_first(tmp_path):
    table(tmp_path / "a.csv")
    written(tmp_path / "b.csv", b"body\nRain.\n")
    with pytest.raises(ValueError, match=r"must be a column of b.csv"):
        Archive(tmp_path, Columns("text"))


@pytest.mark.parametrize(("made", "match"), [(False, "which is not there"), (True, "must hold files of .parquet, .*without")])
def test_an_archive_without_files_is_refused(tmp_path, made, match):
    folder = tmp_path / "none"
    if made:
        folder.mkdir()
    with pytest.raises(FileNotFoundError, match=match):
        Archive(folder, Columns("text"))
