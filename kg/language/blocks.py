"""The blocks of an article: title, paragraphs, and the lines around them that are no prose.

Paragraphs are lines; inside a line, two or more spaces after the end of a sentence also part
paragraphs, as some sources print a whole article on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from kg.model.article import TITLE_BREAK, Article
from kg.model.document import BlockKind
from kg.resources import folder

#: A line break, or spaces between the end of a sentence and the capital or quote that follows.
_BREAK = re.compile(r"\n|(?<=[.!?…»”\"])[ \u00a0]{2,}(?=[«“\"—–-]?\s?[A-ZА-ЯЁ0-9])")
_TAGS = re.compile(r"(?:#[\w-]+[\s,]*)+")
_COUNTER = re.compile(r"[\d\s.,:/|–-]+")
#: Words joined by commas without spaces («Политика,Мнения»), or up to three words unpunctuated.
_LABEL = re.compile(r"\w[\w -]*(?:,\w[\w -]*)+|[\w-]+(?:\s[\w-]+){0,2}")
_DASH = re.compile(r"[-–—]\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of ``Article.text`` without surrounding space (code points, end exclusive)."""

    start: int
    end: int
    kind: BlockKind


def blocks(article: Article) -> Iterator[Block]:
    """The non-empty blocks in order; a dash that opens a turn of dialogue is left out."""
    yield from _trimmed(article.text, 0, len(article.title), "title")
    body, start = article.body, len(article.title) + len(TITLE_BREAK)
    ends = [match.span() for match in _BREAK.finditer(body)]
    lone = not ends
    for left, right in zip(
        [0, *(e for _, e in ends)], [*(s for s, _ in ends), len(body)], strict=True
    ):
        kind = "body" if lone else kind_of_line(body[left:right].strip(), article.lang)
        yield from _trimmed(article.text, start + left, start + right, kind)


def kind_of_line(line: str, lang: str) -> BlockKind:
    """What a line of the body is, by its form and its first words."""
    if _TAGS.fullmatch(line):
        return "tags"
    if _COUNTER.fullmatch(line) or _LABEL.fullmatch(line):
        return "header"
    for kind, pattern in _openings(lang).items():
        if pattern.match(line):
            return kind
    return "body"


@cache
def _openings(lang: str) -> dict[BlockKind, re.Pattern[str]]:
    """Patterns of the first words of captions, bylines and headers (``blocks.yaml``)."""
    path = folder("data") / "lang" / lang / "blocks.yaml"
    words = yaml.safe_load(path.read_text("utf8")) if path.is_file() else {}
    return {kind: re.compile("|".join(map(re.escape, opening))) for kind, opening in words.items()}


def _trimmed(text: str, start: int, end: int, kind: BlockKind) -> Iterator[Block]:
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    if dash := _DASH.match(text, start, end):
        start = dash.end()
    end = start + len(text[start:end].rstrip())
    if end > start:
        yield Block(start, end, kind)
