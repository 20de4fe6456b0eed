"""RSS and Atom feeds: one article an entry, with the text that the feed itself carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from kg.errors import SourceError
from kg.ingest.language import hint
from kg.ingest.model import LARGEST_TABLE, Input, Raw

_BLOCKS = frozenset({"p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"})


def read_feed(source: Input) -> Iterator[Raw]:
    """The entries of a feed. Raises SourceError where the file is none."""
    import feedparser

    # As a stream: feedparser would take a string for an address to open.
    feed = feedparser.parse(BytesIO(source.take(LARGEST_TABLE)))
    if not feed.version:
        raise SourceError("XML, but neither an RSS nor an Atom feed")
    for number, entry in enumerate(feed.entries, 1):
        yield Raw(
            f"{source.origin}:{number}",
            f"{source.stem}-{number}",
            _fields(entry, feed.feed),
        )


def _fields(entry: Any, feed: Any) -> dict[str, object]:
    contents = [content.value for content in entry.get("content", ())]
    text = plain(max([*contents, entry.get("summary", "")], key=len))
    return {
        "id": entry.get("id") or entry.get("link"),
        "title": plain(entry.get("title", "")),
        "text": text,
        "published": _date(entry.get("published") or entry.get("updated")),
        "lang": hint(feed.get("language"), text),
        "url": entry.get("link"),
        "author": entry.get("author"),
        "publisher": feed.get("title"),
    }


def _date(value: str | None) -> str | None:
    """An RFC 2822 date as ``YYYY-MM-DD`` of its own time zone; other values as they are."""
    parsed = parsedate(value) if value else None
    return "{:04}-{:02}-{:02}".format(*parsed[:3]) if parsed else value


def plain(markup: str) -> str:
    """Text of an HTML fragment, one line a block."""
    parser = _Plain()
    parser.feed(markup)
    parser.close()
    lines = "".join(parser.parts).split("\n")
    return "\n".join(filter(None, (re.sub(" +", " ", line).strip() for line in lines)))


class _Plain(HTMLParser):
    """Collects text; a block's tag breaks the line."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, [])

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\n", " "))
