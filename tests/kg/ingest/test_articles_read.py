"""``read``: sources of every kind into articles, and one line for all that is none."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ingest import Refusal, read
from kg.model.article import Article
from kg.resources import folder

NEWS = (
    "Токаев прибыл в Ташкент\n\n"
    "Президент Казахстана Касым-Жомарт Токаев прибыл в Ташкент с государственным визитом.\n"
)


def articles(
    *sources: Path | str,
    stdin: bytes = b"",
    published: str | None = None,
    lang: str | None = None,
) -> list[Article]:
    names = map(str, sources)
    found = list(read(names, stdin=io.BytesIO(stdin), published=published, lang=lang))
    assert [str(r) for r in found if isinstance(r, Refusal)] == []
    return [a for a in found if isinstance(a, Article)]


def refusals(*sources: Path | str) -> list[str]:
    return [str(r) for r in read(map(str, sources)) if isinstance(r, Refusal)]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_the_samples_are_read_whole() -> None:
    found = articles(folder("data") / "articles")
    assert sorted(a.lang for a in found) == ["en", "en", "kk", *["ru"] * 8, "uz"]
    assert {a.publisher for a in found} == {"Diplograph sample"}
    assert {a.author for a in found} == {"Diplograph project"}
    for article in found:
        assert article.published is not None
        assert article.id.startswith(article.published[:7])
        assert "#" not in article.text
        assert 100 <= len(article.text.split()) <= 350


def test_title_body_and_offsets_of_a_text_file(tmp_path: Path) -> None:
    [article] = articles(write(tmp_path / "arrival.txt", NEWS))
    assert article.id == "arrival"
    assert article.title == "Токаев прибыл в Ташкент"
    assert article.text == NEWS.rstrip()
    assert (article.lang, article.published) == ("ru", None)


@pytest.mark.parametrize(
    "encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5", "utf-8-sig", "utf-16", "utf-32"]
)
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    [article] = articles(write(tmp_path / "a.txt", NEWS.encode(encoding)))
    assert article.text == NEWS.rstrip()


def test_what_is_given_fills_only_what_is_missing(tmp_path: Path) -> None:
    lines = [
        {
            "id": "a",
            "text": "Один текст",
            "published": "2025-01-02T23:59:00-11:00",
            "lang": "kk-KZ",
        },
        {"id": "b", "text": "Другой текст"},
    ]
    source = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    a, b = articles(source, published="2025-11-12", lang="ru")
    assert (a.published, a.lang) == ("2025-01-02", "kk")
    assert (b.published, b.lang) == ("2025-11-12", "ru")


def test_unusable_options_are_told_at_once() -> None:
    for value in ("2025-02-30", "soon"):
        with pytest.raises(UsageError, match=f"--published {value}: no date"):
            read([], published=value)
    with pytest.raises(UsageError, match="--lang Russian: no language code"):
        read([], lang="Russian")


def test_json_lines_go_on_after_a_broken_one(tmp_path: Path) -> None:
    source = write(
        tmp_path / "n.jsonl",
        '{"id": 7, "text": "Семь"}\n{"text": \n\n[1]\n{"id": "e", "text": null, "headline": "x"}\n'
        '{"id": "d", "text": "День", "published": "2014-02-30"}\n'
        '{"title": "Без номера", "text": "Тело", "topic": ["a", {"b": "\\u0001"}]}\n',
    )
    found = list(read([str(source)]))
    assert [a.id for a in found if isinstance(a, Article)] == ["7", "n-7"]
    assert found[-1].extra == {"topic": ["a", {"b": " "}]}  # type: ignore[union-attr]
    assert [str(r).removeprefix(str(source)) for r in found if isinstance(r, Refusal)] == [
        ":2: not JSON (Expecting value at column 1)",
        ":4: an object with fields is expected, found: list",
        ':5: no "text" (fields: headline, id, text)',
        ":6: field \"published\": '2014-02-30' is no date; write it as 2025-11-12",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"text": "t", "x": ' + "[" * 100_000 + "}", "recursion"),
        ('{"text": "t", "x": ' + "[" * 50 + "]" * 50 + "}", "nested more than 20 deep"),
        ('{"text": "t", "x": ' + "9" * 5000 + "}", "not JSON"),
        ('{"text": ["t"]}', 'field "text" holds a list, not text'),
        ('{"text": "t", "published": 20251112}', "'20251112' is no date"),
        (json.dumps({"text": "a" * 1_000_001}), "an article may have 1,000,000"),
    ],
)
def test_hostile_json_lines_are_refused(tmp_path: Path, content: str, reason: str) -> None:
    [line] = refusals(write(tmp_path / "n.jsonl", content))
    assert reason in line
    assert "\n" not in line


def test_a_line_of_many_megabytes_is_passed_over(tmp_path: Path) -> None:
    source = write(tmp_path / "n.jsonl", b'{"text": "' + b"a" * 40_000_000 + b'"}\n{"text": "b"}\n')
    refused, article = read([str(source)])
    assert str(refused) == f"{source}:1: line over 16 MB"
    assert isinstance(article, Article)
    assert article.id == "n-2"


def test_compressed_lines_and_damage_in_them(tmp_path: Path) -> None:
    whole = gzip.compress(b'{"id": "a", "text": "b"}\n' * 2)
    found = articles(write(tmp_path / "w.jsonl.gz", whole))
    assert [(a.id, a.body) for a in found] == [("a", "b"), ("a", "b")]
    damaged = write(tmp_path / "d.jsonl.gz", whole[:-6])
    first, *_, last = read([str(damaged)])
    assert isinstance(first, Article)
    assert "damaged gzip" in str(last)


def test_utf16_lines(tmp_path: Path) -> None:
    lines = '{"id": "a", "text": "Первый"}\n{"id": "b", "text": "Второй"}\n'
    found = articles(write(tmp_path / "a.jsonl", lines.encode("utf-16")))
    assert [a.body for a in found] == ["Первый", "Второй"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_the_encoding_and_with_the_delimiter_of_a_spreadsheet(
    tmp_path: Path, delimiter: str
) -> None:
    rows = [
        ["id", "Title", "text", "published", "note"],
        ["1", "=1+1", '"Первая строка\nи вторая, и; третья"', "12.11.2025", ""],
    ]
    table = "\r\n".join(delimiter.join(row) for row in rows)
    [article] = articles(write(tmp_path / "t.csv", table.encode("cp1251")))
    assert article.text == "=1+1\n\nПервая строка\nи вторая, и; третья"
    assert (article.id, article.published, article.extra) == ("1", "2025-11-12", {})


def test_json_array(tmp_path: Path) -> None:
    found = articles(write(tmp_path / "a.json", '[{"text": "Первый"}, {"id": "b", "text": "2"}]'))
    assert [a.id for a in found] == ["a-1", "b"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.md", b" \n\n", "empty"),
        ("a.txt", b"\x00\x01\x02", "binary data, not text"),
        ("a.txt", b"%PDF-1.7 ...", "a PDF, not text"),
        ("a.jsonl", b"\x1f\x8b..", "gzip data, not text"),
        ("a.txt", b"word " * 10_000_000, "larger than 4 MB"),
        ("a.html", b"<html></html>", "no article text found"),
        ("a.xml", b"<a>b</a>", "neither an RSS nor an Atom feed"),
        ("a.csv", b"a,b\n1,2\n", 'no column "text" (columns: a, b)'),
        ("a.json", b"{no", "not JSON"),
        ("a.jsonl", b"\n\n", "no article in it"),
        ("a.jsonl.gz", b"plain", "damaged gzip"),
        ("a.docx", b"PK", "files .docx are not read"),
        ("a.md", b"---\na: [\n---\nText", "front matter is not YAML"),
        ("a.md", b"---\na: &x 1\nb: *x\n---\nText", "references (*name) are not read"),
    ],
)
def test_bad_files_in_one_line(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = write(tmp_path / name, content)
    [line] = refusals(path)
    assert line.startswith(f"{path}: ")
    assert reason in line


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("missing.txt", "no such file or folder"),
        ("*.txt", "no file matches"),
        (".", "no article in this folder"),
        ("x" * 5000, "no such file or folder"),
    ],
)
def test_sources_that_lead_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, reason: str
) -> None:
    write(tmp_path / "note.doc", "no article")
    write(tmp_path / ".hidden.txt", "nor this")
    monkeypatch.chdir(tmp_path)
    [line] = refusals(source)
    assert line.startswith(f"{source}: {reason}")


def test_folders_and_globs_in_any_order_give_each_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.md", "sub/.git/d.txt", "sub/e.bin"):
        write(tmp_path / name, f"# Title {name}\n\nText")
    one = articles(tmp_path)
    other = articles(tmp_path / "sub", f"{tmp_path}/*.txt", tmp_path / "a.txt")
    assert [a.id for a in one] == ["a", "b", "c"]
    assert other == one


def test_ids_that_clash_are_told_apart_by_content(tmp_path: Path) -> None:
    for place in ("x", "y"):
        write(tmp_path / place / "news.txt", f"Title\n\nFrom {place}")
    first, second = articles(tmp_path)
    assert first.id == "news"
    assert second.id == f"news-{second.content_hash[:8]}"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (NEWS.encode(), ["stdin"]),
        (b'{"id": "a", "text": "t"}\n{"text": "u"}', ["a", "stdin-2"]),
        (b'[{"id": "a", "text": "t"}]', ["a"]),
        (gzip.compress(b'{"id": "a", "text": "t"}'), ["a"]),
        (b"<!doctype html><html><body><p>" + NEWS.encode() * 3 + b"</p></body></html>", ["stdin"]),
    ],
)
def test_standard_input_is_told_by_its_first_bytes(data: bytes, expected: list[str]) -> None:
    assert [a.id for a in articles("-", stdin=data)] == expected


def test_a_file_without_ending_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    [article] = articles(write(tmp_path / "plain", NEWS))
    assert article.title == "Токаев прибыл в Ташкент"


def test_reading_does_not_need_memory_for_all(tmp_path: Path) -> None:
    line = json.dumps({"text": "слово " * 1000}).encode() + b"\n"
    source = write(tmp_path / "many.jsonl", line * 50)
    stream = read([str(source)])
    assert next(stream).id == "many-1"  # type: ignore[union-attr]
    assert sum(1 for _ in stream) == 49


GOLD = Path(__file__).parents[4] / "shared" / "gold"


@pytest.mark.skipif(not GOLD.is_dir(), reason="no annotated articles beside the checkout")
@pytest.mark.parametrize("part", ["dev", "train", "multi/dev"])
def test_annotated_articles_are_read_letter_for_letter(part: str) -> None:
    found = articles(GOLD / part / "articles.jsonl")
    for article in found:
        printed = (GOLD / part / "txt" / f"{article.id}.txt").read_text("utf-8")
        assert article.text == printed.rstrip()
    detected = {a.id: a.lang for a in articles(GOLD / part / "txt")}
    assert detected == {a.id: a.lang for a in found}
