import gzip
import json

import pandas as pd
import pytest

from framing.many.archive import Archive, Columns, Unread

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


def test_a_folder_is_its_files_in_the_order_of_their_names(tmp_path):
    table(tmp_path / "b.csv")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/page.html").write_text("<p>Sun.", encoding="utf-8")
    (tmp_path / "c.txt").write_text("Snow.", encoding="utf-8")
    (tmp_path / "notes.md").write_text("none", encoding="utf-8")
    rows = list(Archive(tmp_path, Columns("text")).articles())
    assert [row.text for row in rows] == ["<p>Sun.", *(row["text"] for row in ROWS), "Snow."]
    assert [row.id for row in rows] == ["a/page.html", "1", "2", "3", "c.txt"]


def test_chunks_number_their_articles_and_cover_the_archive(tmp_path):
    archive = Archive(table(tmp_path / "a.csv"), Columns("text"))
    chunks = list(archive.chunks(2))
    assert [(one.first, len(one.texts), one.ids) for one in chunks] == [(0, 2, ("0", "1")), (2, 1, ("2",))]
    assert chunks[-1].n_read == archive.n_bytes > 0


def test_as_many_articles_as_fill_chunks_leave_no_empty_one(tmp_path):
    assert [len(one.texts) for one in Archive(table(tmp_path / "a.csv"), Columns("text")).chunks(3)] == [3]


def test_a_digest_knows_every_cell(tmp_path):
    path, digests = tmp_path / "a.csv", set()
    for rows in ("ab,c,d", "a,bc,d", "a,b,cd", "ab,,cd"):
        path.write_text(f"text,id,source\n{rows}\n", encoding="utf-8")
        digests |= {chunk.digest() for chunk in Archive(path, Columns("text", "id", "source")).chunks(2)}
    assert len(digests) == 4


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
    assert broken.reason.startswith("line 3 of a.jsonl must be a JSON object: Expecting value")
    assert listed == Unread("line 4 of a.jsonl must be a JSON object, got [1]")


def test_a_short_row_lacks_its_text(tmp_path):
    assert texts(written(tmp_path / "a.csv", b"n,text\n1\n\n2,Rain.,more\n")) == [None, "Rain."]


def test_bytes_that_are_no_utf8_stay_in_their_row(tmp_path):
    assert texts(written(tmp_path / "a.csv", b"text\nIt\x92s wet.\nRain.\n")) == ["It\udc92s wet.", "Rain."]


@pytest.mark.parametrize(
    ("name", "data", "match"),
    [
        ("a.csv", b"body,date\nRain.,1\n", "text must be a column of a.csv, got 'text'; it has body, date"),
        ("a.csv", b"", "text must be a column of a.csv, got 'text'; it has no columns"),
        ("a.jsonl", b'{"body": "Rain."}', "text must be a column of a.jsonl, got 'text'; it has body"),
        ("a.parquet", b"PAR1 no", "archive must hold whole files, got a.parquet, damaged after 0 articles"),
        ("a.csv", b'text\n"' + b"x" * (1 << 25), "got a.csv, damaged after 0 articles: field larger than field limit"),
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


@pytest.mark.parametrize(("made", "match"), [(False, "which is not there"), (True, "must hold files of .parquet, .*without")])
def test_an_archive_without_files_is_refused(tmp_path, made, match):
    folder = tmp_path / "none"
    if made:
        folder.mkdir()
    with pytest.raises(FileNotFoundError, match=match):
        Archive(folder, Columns("text"))
