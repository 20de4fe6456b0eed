"""Persons that the reading did not link: one node for every way to write a name, and for a surname.

A full name is compared without its patronymic and in one spelling («Шэппс», «Шеппс»). A surname
alone is the person of that surname whom other articles name in full: one of the same state, or, if
it comes without an office, the only one named within a month. Where there are two, it is neither;
and a word that is somebody's given name («Михаил») is no surname.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from kg.model.article import Article
from kg.model.extraction import Entity, Extraction
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.identity import name_key

_PATRONYMIC = re.compile(r"\w+(?:ович|евич|ьич|овна|евна|ична)")
_SPELLINGS = str.maketrans("эй", "еи")
#: Words that Russian writes in several ways, as :func:`person_key` spells them: «бин», «Мохаммад».
_ARABIC = ((re.compile(r"\b(?:бин|ибн)\b"), "бен"), (re.compile(r"\bм[оу]хам[ае]д\b"), "мухамед"))
_DOUBLED = re.compile(r"(\w)\1")
#: Days within which a surname without an office may be somebody's whom another article names.
_LATELY = 30


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """A person's name as it is compared: without patronymic, in one spelling."""
    words = name_key(name).split()
    kept = [w for w in words if len(words) != 3 or not _PATRONYMIC.fullmatch(w)]
    key = _DOUBLED.sub(r"\1", " ".join(kept).translate(_SPELLINGS))
    for spelt, usual in _ARABIC:
        key = spelt.sub(usual, key)
    return key


@cache
def full_names(gazetteer: Gazetteer) -> Mapping[str, str]:
    """Entry by key of each full name that only one person has."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in gazetteer.entries.values():
        if entry.type == "Person":
            for names in entry.names.values():
                for name in (names.main, *names.strong):
                    if " " in name_key(name):
                        found[person_key(name)].add(entry.id)
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}


@dataclass(slots=True)
class _Named:
    """A person as named in full: states of the offices, days of publication."""

    states: set[str] = field(default_factory=set)
    days: set[int] = field(default_factory=set)


class Surnames:
    """Whom the articles name in full, by surname."""

    def __init__(
        self,
        readings: Iterable[tuple[Article, Extraction]],
        links: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._named: dict[str, dict[str, _Named]] = defaultdict(lambda: defaultdict(_Named))
        self._given: set[str] = set()
        for article, extraction in readings:
            for entity in extraction.entities:
                if entity.type == "Person" and " " in name_key(entity.name):
                    node = links[article.id][entity.id]
                    first, *_, last = person_key(entity.name).split()
                    self._given.add(first)
                    known = self._named[last][node]
                    known.states |= _states(extraction, entity)
                    known.days |= _day(article)

    def settle(self, article: Article, extraction: Extraction, links: dict[str, str]) -> None:
        """Bring the nodes of an article's bare surnames to those of the persons they name."""
        for entity in extraction.entities:
            bare = entity.type == "Person" and " " not in name_key(entity.name)
            if bare and not entity.gazetteer:
                found = self._of(entity, article, extraction)
                if len(found) == 1:
                    links[entity.id] = found[0]

    def _of(self, entity: Entity, article: Article, extraction: Extraction) -> list[str]:
        key = person_key(entity.name)
        named = {} if key in self._given else self._named.get(key, {})
        states, days = _states(extraction, entity), _day(article)
        if states:
            return sorted(n for n, known in named.items() if known.states & states)
        near = {d + shift for d in days for shift in range(-_LATELY, _LATELY + 1)}
        return sorted(n for n, known in named.items() if known.days & near)


def _states(extraction: Extraction, person: Entity) -> set[str]:
    """Codes of the states of a person's offices."""
    of = {o.of for o in extraction.offices if o.holder == person.id and o.of}
    return {e.iso for e in extraction.entities if e.id in of and e.iso}


def _day(article: Article) -> set[int]:
    return {date.fromisoformat(article.published).toordinal()} if article.published else set()
