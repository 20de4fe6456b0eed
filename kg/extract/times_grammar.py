"""The grammar of time expressions in one language, read from ``data/lang/<xx>/times.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from kg.resources import folder

_WORD = re.compile(r"\{([a-z_]+)([0-9]?)\}")
_MACRO = re.compile(r"\{\{([a-z_]+)\}\}")
_SPACE = re.compile(r" (\?)?")
_WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression: its place, the reading that dates it, the numbers its words stand for."""

    start: int
    end: int
    read: str
    words: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of expression and the name of its reading in ``times_calendar``."""

    read: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules of a language."""

    rules: tuple[Rule, ...]
    #: Class of words → patterns with the number each stands for.
    values: Mapping[str, tuple[tuple[re.Pattern[str], int], ...]]
    #: What may stand before an expression to make it the beginning or the end of a time.
    since: re.Pattern[str]
    until: re.Pattern[str]
    #: Lemmas that put an event into the future.
    future: frozenset[str]
    #: Verbs whose infinitive tells of their own time.
    realised: frozenset[str]

    def find(self, text: str) -> list[Found]:
        """The expressions in a text; where they overlap, the longest, then the first rule's."""
        text = fold(text)
        found = [f for rule in self.rules for f in self._matches(rule, text)]
        kept: list[Found] = []
        for f in sorted(found, key=lambda f: f.start - f.end):
            if all(f.end <= k.start or f.start >= k.end for k in kept):
                kept.append(f)
        return sorted(kept, key=lambda f: f.start)

    def _matches(self, rule: Rule, text: str) -> Iterator[Found]:
        for match in rule.pattern.finditer(text):
            words = {
                name: self._value(name, text_of)
                for name, text_of in match.groupdict().items()
                if text_of is not None and name != _WHOLE
            }
            yield Found(*match.span(_WHOLE), rule.read, words)

    def _value(self, name: str, text: str) -> int:
        if text.isdecimal():
            return int(text)
        return next(v for pattern, v in self.values[name.rstrip("2")] if pattern.fullmatch(text))


def fold(text: str) -> str:
    """Lower case, ё as е, any white space as a space, each in place, so that offsets hold."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return re.sub(r"\s", " ", lower).replace("ё", "е")


@cache
def grammar(lang: str) -> Grammar | None:
    """The grammar of a language; None where there is none."""
    path = folder("data") / "lang" / lang / "times.yaml"
    if not path.is_file():
        return None
    data = yaml.safe_load(path.read_text("utf8"))
    words = {name: {str(k): v for k, v in of.items()} for name, of in data["words"].items()}
    return Grammar(
        tuple(_rule(rule, words, data["macros"]) for rule in data["rules"]),
        {n: tuple((re.compile(p), v) for p, v in of.items()) for n, of in words.items()},
        re.compile(rf"(?<!\w)(?:{data['since']}) +$"),
        re.compile(rf"(?<!\w)(?:{data['until']}) +$"),
        frozenset(data["future"]),
        frozenset(data.get("realised", ())),
    )


def _rule(
    rule: Mapping[str, str], words: Mapping[str, Mapping[str, int]], macros: Mapping[str, str]
) -> Rule:
    form = rule["form"]
    while _MACRO.search(form):
        form = _MACRO.sub(lambda m: macros[m[1]], form)
    form = _WORD.sub(lambda m: f"(?P<{m[1]}{m[2]}>{'|'.join(words[m[1]])})", form)
    after = rf"(?<!\w)(?:{rule['after']}) +" if "after" in rule else ""
    form = _SPACE.sub(lambda m: " *" if m[1] else " +", form)
    pattern = rf"{after}(?<![\w-])(?P<{_WHOLE}>{form})(?!\w)"
    return Rule(rule["read"], re.compile(pattern))
