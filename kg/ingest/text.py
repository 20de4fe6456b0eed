"""Plain text and Markdown: optional YAML front matter, first line = title, the rest the body."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from kg.errors import SourceError
from kg.ingest.decode import decode
from kg.ingest.model import LONGEST_ARTICLE, Input, Raw

#: UTF-8 takes up to four bytes a character.
_LARGEST = 4 * LONGEST_ARTICLE
#: A longer first line is no title but a text printed on one line.
_LONGEST_TITLE = 300
_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\n(?P<yaml>.*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
_EMPTY = ("", "~", "null")
#: Markdown that is no text: image, link around its words, emphasis, heading.
_MARKUP = (
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]*?\S)\1"), r"\2"),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE), r"\1"),
)


def read_text(source: Input) -> Iterator[Raw]:
    """The one article of a ``.txt`` file."""
    yield _raw(source, _text(source))


def read_markdown(source: Input) -> Iterator[Raw]:
    """The one article of a ``.md`` file, without marks of headings, emphasis, links, images."""
    yield _raw(source, _text(source), markdown=True)


def _text(source: Input) -> str:
    return decode(source.take(_LARGEST), source.charset).replace("\r\n", "\n").replace("\r", "\n")


def _raw(source: Input, text: str, *, markdown: bool = False) -> Raw:
    fields, text = front_matter(text)
    for pattern, kept in _MARKUP if markdown else ():
        text = pattern.sub(kept, text)
    title, body = split_title(text, str(fields.get("title") or ""))
    given = {"url": source.url} if source.url else {}
    return Raw(source.origin, source.stem, {**given, **fields, "title": title, "text": body})


def front_matter(text: str) -> tuple[dict[str, object], str]:
    """The fields between two lines ``---`` at the top, all values as strings, and what follows.

    Raises SourceError where they are no YAML; a text that has none comes back as it is.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(match["yaml"])):
            raise SourceError("front matter: references (*name) are not read")
        # The base loader leaves every scalar a string: dates as written, ids with their zeros.
        fields = yaml.load(match["yaml"], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        problem = getattr(error, "problem", None) or str(error)
        raise SourceError(f"front matter is not YAML ({problem})") from error
    if fields is not None and not isinstance(fields, dict):
        return {}, text
    kept = {str(k).strip().lower(): v for k, v in (fields or {}).items() if v not in _EMPTY}
    return kept, text[match.end() :]


def split_title(text: str, title: str) -> tuple[str, str]:
    """Title and body; ``title`` is the one known already, which the first line may repeat."""
    text = text.strip("\n ")
    first, _, rest = text.partition("\n")
    if title:
        return title, rest if first.strip() == title.strip() else text
    return (first, rest) if len(first) <= _LONGEST_TITLE else ("", text)
