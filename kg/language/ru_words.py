"""Words of a Russian text: razdel's tokens, with what an apostrophe joins kept together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from razdel import tokenize

_APOSTROPHES = frozenset("'’ʼ")


@dataclass(frozen=True, slots=True)
class Word:
    """A token as segmented; ``stop`` is what slovnet calls its end."""

    start: int
    stop: int
    text: str


def words(text: str) -> list[Word]:
    """The tokens of a text; «О'Нил» and «Кот-д’Ивуар» are one each, with a plain apostrophe."""
    found = [Word(t.start, t.stop, t.text) for t in tokenize(text)]
    return list(_joined(found)) if _APOSTROPHES & set(text) else found


def _joined(found: list[Word]) -> Iterator[Word]:
    at = 0
    while at < len(found):
        word, at = found[at], at + 1
        while at + 1 < len(found) and _is_inside(word, found[at], found[at + 1]):
            end = found[at + 1]
            word = Word(word.start, end.stop, f"{word.text}'{end.text}")
            at += 2
        yield word


def _is_inside(word: Word, mark: Word, end: Word) -> bool:
    close = word.stop == mark.start and mark.stop == end.start
    return close and mark.text in _APOSTROPHES and word.text[-1].isalpha() and end.text[0].isalpha()
