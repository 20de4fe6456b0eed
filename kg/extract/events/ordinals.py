"""Ordinals on an event's noun: «второе заседание», «XIX форум», «78-я сессия»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.events.draft import Occurrence
from kg.extract.events.index import Index
from kg.extract.events.where import VISITS

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DIGITS = re.compile(r"(\d{1,3})-?(?:[йяем]|ый|ий|ой|ая|яя|ое|ее|го|му|ом|ем|ую)")
#: Types that are counted.
_COUNTED = VISITS | {"Summit", "Session", "Forum", "Meeting"}


def ordinal_of(index: Index, at: Occurrence, kind: str) -> int | None:
    """The ordinal among the trigger's attributes, None where it has none.

    «первый» says more often that something is new than that it is counted, so it is left out.
    """
    if kind not in _COUNTED:
        return None
    tree = index.tree(at.sentence)
    for child in tree.children(at.token, "amod", "nummod", "nmod", "det"):
        number = number_of(tree.tokens[child].text, tree.lemma(child), tree.grammar["ordinals"])
        if number is not None and number > 1:
            return number
    return None


def number_of(text: str, lemma: str, words: Sequence[str]) -> int | None:
    """The number that one of the words from «first» on, digits or a Roman numeral stand for."""
    if lemma in words:
        return words.index(lemma) + 1
    digits = _DIGITS.fullmatch(text)
    if digits:
        return int(digits[1])
    return _roman(text) if len(text) > 1 and set(text) <= set(_ROMAN) else None


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(
        -value if later > value else value
        for value, later in zip(values, [*values[1:], 0], strict=True)
    )
