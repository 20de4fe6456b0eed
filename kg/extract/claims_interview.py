"""Interviews in dialogue: turns that open with a dash, of which the answers are one speaker's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model.document import Document

#: So many questions make a dialogue an interview.
FEWEST_QUESTIONS = 2
_DASH = re.compile(r"(?:^|\n)\s*[-–—]\s+$")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a dialogue: its sentences, by index, by paragraph."""

    paragraphs: tuple[tuple[int, ...], ...]
    asks: bool

    @property
    def first(self) -> int:
        """Its first sentence."""
        return self.paragraphs[0][0]


def questions(document: Document) -> frozenset[int]:
    """The sentences of an interview's questions."""
    return frozenset(
        sentence
        for turn in _turns(document)
        if turn.asks
        for paragraph in turn.paragraphs
        for sentence in paragraph
    )


def answers(document: Document) -> list[Turn]:
    """The turns of an interview that answer a question; empty where it is none."""
    found = _turns(document)
    asked = [turn for turn, _ in pairwise(found) if turn.asks]
    if len(asked) < FEWEST_QUESTIONS:
        return []
    return [turn for before, turn in pairwise(found) if before.asks and not turn.asks]


def _turns(document: Document) -> Sequence[Turn]:
    paragraphs: dict[int, list[int]] = {}
    for number, sentence in enumerate(document.sentences):
        if sentence.kind == "body":
            paragraphs.setdefault(sentence.block, []).append(number)
    return [_turn(document, group) for group in _grouped(document, list(paragraphs.values()))]


def _grouped(document: Document, paragraphs: list[list[int]]) -> Iterator[list[list[int]]]:
    """Paragraphs by turn; those before the first dash belong to none."""
    group: list[list[int]] = []
    for paragraph in paragraphs:
        start = document.sentences[paragraph[0]].start
        dashed = _DASH.search(document.article.text[max(0, start - 6) : start])
        if dashed and group:
            yield group
        if dashed:
            group = [paragraph]
        elif group:
            group.append(paragraph)
    if group:
        yield group


def _turn(document: Document, group: list[list[int]]) -> Turn:
    last = document.sentences[group[-1][-1]]
    asks = document.article.text[last.start : last.end].rstrip('»" ').endswith("?")
    return Turn(tuple(tuple(paragraph) for paragraph in group), asks)
