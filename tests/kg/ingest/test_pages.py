"""Markdown, web pages and feeds: what is kept of their markup, and their metadata."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest

from kg.errors import SourceError
from kg.ingest.decode import decode
from kg.ingest.feed import plain, read_feed
from kg.ingest.model import Input, Raw
from kg.ingest.page import read_page
from kg.ingest.text import front_matter, read_markdown, split_title


def one(reader: Callable[[Input], Iterator[Raw]], content: str | bytes) -> dict[str, object]:
    data = content if isinstance(content, bytes) else content.encode()
    stream = io.BufferedReader(io.BytesIO(data))
    [raw] = reader(Input("here", "stem", "", lambda: stream))
    return {name: value for name, value in raw.fields.items() if value}


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    fields = one(
        read_markdown,
        "---\npublished: 2025-11-12\nid: 007\ntags: [a, b]\nurl: ~\n---\n"
        "# Визит **Токаева**\n\n## Программа ##\n\n"
        "Он [прибыл](http://example.org) в ![герб](x.png)Ташкент __утром__.\n\n#визит #Токаев\n",
    )
    assert fields == {
        "published": "2025-11-12",
        "id": "007",
        "tags": ["a", "b"],
        "title": "Визит Токаева",
        "text": "\nПрограмма\n\nОн прибыл в Ташкент утром.\n\n#визит #Токаев",
    }


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert front_matter("---\nJust prose\n---\nMore") == ({}, "---\nJust prose\n---\nMore")
    assert front_matter("---\n---\nText") == ({}, "Text")
    assert front_matter("Text\n---\na: b\n---\n")[0] == {}


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("\n\nTitle\nBody", "", ("Title", "Body")),
        ("Only a title", "", ("Only a title", "")),
        ("long " * 100, "", ("", ("long " * 100).strip())),
        ("Title\nBody", "Title", ("Title", "Body")),
        ("Body\nMore", "Title", ("Title", "Body\nMore")),
    ],
)
def test_title_and_body(text: str, known: str, expected: tuple[str, str]) -> None:
    assert split_title(text, known) == expected


PAGE = """<!DOCTYPE html><html lang="{lang}"><head><meta charset="{charset}">
<title>Токаев прибыл в Ташкент - Пример</title>
<meta property="og:title" content="Токаев прибыл в Ташкент">
<meta property="og:site_name" content="Пример">
<meta property="article:published_time" content="2025-11-14T23:40:00-05:00">
<meta name="author" content="Иван Иванов"></head><body>
<nav><a href="/">Главная</a><a href="/p">Политика</a></nav>
<article><h1>Токаев прибыл в Ташкент</h1>
<p>Президент Казахстана Касым-Жомарт Токаев прибыл в Ташкент с государственным визитом.</p>
<p>В аэропорту его встретил президент Узбекистана Шавкат Мирзиёев.</p></article>
<script>alert("x")</script><footer>Все права защищены</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
def test_a_page_gives_its_article_and_metadata(charset: str) -> None:
    page = PAGE.format(lang="ru-RU", charset=charset).encode(charset)
    assert one(read_page, page) == {
        "title": "Токаев прибыл в Ташкент",
        "text": "Президент Казахстана Касым-Жомарт Токаев прибыл в Ташкент с государственным "
        "визитом.\nВ аэропорту его встретил президент Узбекистана Шавкат Мирзиёев.",
        "published": "2025-11-14",
        "author": "Иван Иванов",
        "publisher": "Пример",
        "lang": "ru",
    }


def test_the_language_of_a_template_is_not_believed() -> None:
    assert "lang" not in one(read_page, PAGE.format(lang="en", charset="utf-8"))


def test_a_feed_gives_its_entries() -> None:
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Канал</title>'
        "<language>ru</language><item><title>Токаев &amp; Мирзиёев</title>"
        "<link>https://example.org/a?x=1</link><pubDate>Wed, 12 Nov 2025 23:30:00 -0500</pubDate>"
        "<description>&lt;p&gt;Первый&lt;br&gt;абзац.&lt;/p&gt;&lt;p&gt;Второй&lt;/p&gt;"
        "</description></item></channel></rss>"
    )
    assert one(read_feed, feed) == {
        "id": "https://example.org/a?x=1",
        "title": "Токаев & Мирзиёев",
        "text": "Первый\nабзац.\nВторой",
        "published": "2025-11-12",
        "lang": "ru",
        "url": "https://example.org/a?x=1",
        "publisher": "Канал",
    }


def test_an_atom_feed() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>urn:x:1</id>'
        "<title>T</title><updated>2025-11-12T23:30:00-05:00</updated>"
        "<author><name>A</name></author><content>Body</content></entry></feed>"
    )
    fields = one(read_feed, feed)
    assert (fields["id"], fields["published"], fields["author"], fields["text"]) == (
        "urn:x:1", "2025-11-12T23:30:00-05:00", "A", "Body",
    )  # fmt: skip


def test_plain_text_of_markup() -> None:
    assert plain("a&nbsp;b <b>c</b>\n d<p>e</p><script>") == "a\xa0b c d\ne"


def test_utf8_is_believed_before_a_wrong_declaration() -> None:
    assert decode("Токаев".encode(), "iso-8859-1") == "Токаев"
    assert decode("Токаев".encode("cp1251"), "windows-1251") == "Токаев"
    assert decode("Токаев прибыл в Ташкент".encode("cp1251"), "no-such") == (
        "Токаев прибыл в Ташкент"
    )


def test_a_few_broken_bytes_do_not_make_another_encoding() -> None:
    data = "Президент прибыл в Астану. ".encode() * 20
    assert decode(data + b"\xd0") == data.decode() + "\N{REPLACEMENT CHARACTER}"


def test_binary_data_is_named() -> None:
    with pytest.raises(SourceError, match="a PNG image, not text"):
        decode(b"\x89PNG\r\n\x1a\n" + bytes(100))
