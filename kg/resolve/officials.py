"""Persons known by their office: whose name is spelt in some other way, or is that of two people.

Articles write foreign names in several ways («де Кроо», «Де Кро») and at times wrongly. Whoever is
told in an office of the day when the gazetteer has somebody of much the same name in it is that
person, there and, if always the same one, in all articles; so is one of two namesakes, and who is
told by a surname that is too common to tell of one person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from kg.model.article import Article
from kg.model.extraction import Extraction
from kg.model.gazetteer import Entry
from kg.resolve.gazetteer import surfaces_of
from kg.resolve.holdings import told
from kg.resolve.persons import person_key
from kg.resolve.terms import Terms

#: Share of letters that two spellings of one word have in common.
_ALIKE = 0.75
#: Letters of the shortest word that may be spelt in two ways; «II» is not «III».
_MAY_DIFFER = 3


class Officials:
    """Brings persons unknown by name to the entries of those who held their offices."""

    def __init__(self, gazetteer: Mapping[str, Entry], terms: Terms) -> None:
        self._gazetteer = gazetteer
        self._terms = terms

    def settle(
        self,
        readings: Iterable[tuple[Article, Extraction]],
        links: Mapping[str, dict[str, str]],
    ) -> None:
        """Change the nodes of persons in ``links``, by article id."""
        readings, found = list(readings), defaultdict(set)
        for article, extraction in readings:
            of = links[article.id]
            for entity, entry in list(self._known(article, extraction, of)):
                found[of[entity]].add(entry)
                of[entity] = entry
        always = {node: entries.pop() for node, entries in found.items() if len(entries) == 1}
        for of in links.values():
            of.update({entity: always[node] for entity, node in of.items() if node in always})

    def _known(
        self, article: Article, extraction: Extraction, links: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        """(entity, entry) of the unknown persons of an article who are known by their offices."""
        names = {e.id: e.name for e in extraction.entities}
        for office in extraction.offices:
            if links[office.holder].startswith("person/x-"):
                held = self._terms.holders(told(office, article, extraction, links))
                alike = [h for h in held if self._is_named(h, names[office.holder])]
                if len(alike) == 1:
                    yield office.holder, alike[0]

    def _is_named(self, entry: str, name: str) -> bool:
        written = person_key(name).split()
        known = [person_key(s.text).split() for s in surfaces_of(self._gazetteer[entry])]
        if len(written) == 1:
            return any(written == words[-1:] for words in known)
        return any(_are_alike(written, words) for words in known)


def _are_alike(one: list[str], other: list[str]) -> bool:
    """Whether two names have the same words, in order, but for their spelling and further words
    of the longer; two words at least."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(short) > 1 and all(any(_is_spelt(a, b) for b in rest) for a in short)


def _is_spelt(one: str, other: str) -> bool:
    if one == other or min(len(one), len(other)) < _MAY_DIFFER:
        return one == other
    return one[0] == other[0] and SequenceMatcher(None, one, other).ratio() >= _ALIKE
