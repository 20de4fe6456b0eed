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

#: Spaces between the end of a sentence and the capital or quote that follows.
_BREAK = re.compile(r"(?<=[.!?…»”\"])[ \u00a0]{2,}(?=[«“\"—–-]?\s?[A-ZА-ЯЁ0-9])")
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
    start, lines = len(article.title) + len(TITLE_BREAK), article.body.split("\n")
    for line in lines:
        kind = kind_of_line(line.strip(), article.lang) if len(lines) > 1 else "body"
        for left, right in _parts(line) if kind == "body" else [(0, len(line))]:
            part = opening(line[left:right].strip(), article.lang) or kind
            yield from _trimmed(article.text, start + left, start + right, part)
        start += len(line) + 1


def _parts(line: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a line."""
    left = 0
    for match in _BREAK.finditer(line):
        yield left, match.start()
        left = match.end()
    yield left, len(line)


def kind_of_line(line: str, lang: str) -> BlockKind:
    """What a line of the body is, by its form and its first words."""
    if _TAGS.fullmatch(line):
        return "tags"
    if _COUNTER.fullmatch(line) or _LABEL.fullmatch(line):
        return "header"
    return opening(line, lang) or "body"


def opening(line: str, lang: str) -> BlockKind | None:
    """The kind that the first words of a line speak for («Фото: …»)."""
    found = (kind for kind, pattern in _openings(lang).items() if pattern.match(line))
    return next(found, None)


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
