"""Web pages: trafilatura finds text, title, date, author and site (Barbaresi 2021)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.errors import SourceError
from kg.ingest.decode import decode
from kg.ingest.language import hint
from kg.ingest.model import LARGEST_PAGE, Input, Raw
from kg.ingest.text import split_title

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)""", re.IGNORECASE)
_LANG = re.compile(r"""<html\b[^>]*?\s(?:xml:)?lang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
#: Bytes or characters in which a page states its encoding and language.
_HEAD = 4096
#: Dates stated in the page only, with bounds that no clock moves.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"}


def read_page(source: Input) -> Iterator[Raw]:
    """The one article of an ``.html`` page. Raises SourceError where no text is found in it."""
    data = source.take(LARGEST_PAGE)
    declared = _CHARSET.search(data[:_HEAD])
    html = decode(data, source.charset or (declared[1].decode("ascii") if declared else None))
    yield Raw(source.origin, source.stem, page_fields(html, source.url))


def page_fields(html: str, url: str | None) -> dict[str, object]:
    """Fields of the article in ``html``. Raises SourceError where there is none."""
    found = _extract(html, url)
    if found is None or not found.text:
        raise SourceError("no article text found in the page")
    title, body = split_title(found.text, found.title or "")
    lang = _LANG.search(html[:_HEAD])
    return {
        "title": title,
        "text": body,
        "published": found.date,
        "author": found.author,
        "publisher": found.sitename,
        "url": url or found.url,
        "lang": hint(lang[1] if lang else None, body),
    }


def _extract(html: str, url: str | None) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_DATES,
    )
