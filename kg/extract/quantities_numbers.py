"""Figures in a text: numbers with their scale and unit, by ``data/lang/<xx>/quantities.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from kg.extract.lang import lexicon_file
from kg.extract.times_grammar import fold

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what follows it: code points into the text given, end exclusive."""

    start: int
    end: int
    value: float
    #: ``USD``, ``percent``, ``t`` …; None where no unit stands beside the number.
    unit: str | None


@dataclass(frozen=True, slots=True)
class _Grammar:
    pattern: re.Pattern[str]
    scales: Mapping[str, float]
    numerals: Mapping[str, float]
    signs: Mapping[str, str]
    units: Mapping[str, str]
    #: What parts thousands beside a space, and the sign of the decimal fraction.
    thousands: str
    decimal: str


def figures(text: str, lang: str) -> Iterator[Figure]:
    """The figures of a text, by position; none where the language has no grammar."""
    grammar = _grammar(lang)
    if grammar is None:
        return
    for match in grammar.pattern.finditer(fold(text)):
        value = _number(match["digits"], match["word"], grammar)
        scale, unit = match["scale"], match["unit"]
        if scale:
            value *= _looked_up(scale, grammar.scales)
        name = _looked_up(match["sign"], grammar.signs) if match["sign"] else None
        if unit:
            name = _looked_up(unit, grammar.units)
        end = max(match.end(g) for g in ("digits", "word", "scale", "unit"))
        yield Figure(match.start(), end, value, name)


def _number(digits: str | None, word: str | None, grammar: _Grammar) -> float:
    if digits is None:
        return _looked_up(word or "", grammar.numerals)
    plain = re.sub(r"\s", "", digits).replace(grammar.thousands, "")
    return float(plain.replace(grammar.decimal, "."))


def _looked_up(text: str, table: Mapping[str, V]) -> V:
    return next(value for pattern, value in table.items() if re.fullmatch(pattern, text))


@cache
def _grammar(lang: str) -> _Grammar | None:
    data = lexicon_file(lang, "quantities")
    if not data:
        return None
    scales, numerals, signs, units = (data[key] for key in ("scales", "numerals", "signs", "units"))
    thousands, decimal = (" ", ",") if data.get("decimal", ",") == "," else (",", ".")
    digits = (
        rf"\d{{1,3}}(?:{thousands}\d{{3}})+(?:{re.escape(decimal)}\d+)?|\d+(?:[.{decimal}]\d+)?"
    )
    pattern = re.compile(
        rf"(?<![\w.,-])(?P<sign>{'|'.join(signs)})? ?"
        rf"(?:(?P<digits>{digits})|(?P<word>{'|'.join(numerals)}))(?![\w-])"
        rf"(?: *(?P<scale>{'|'.join(scales)})(?!\w))?(?: *(?P<unit>{'|'.join(units)})(?!\w))?"
    )
    return _Grammar(pattern, scales, numerals, signs, units, thousands, decimal)
