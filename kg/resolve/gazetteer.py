"""The gazetteer: what is known of persons, states, organisations and places before reading.

Its files, which people edit, are those of ``kg.resolve.gazetteer_files``; what they must hold is
checked in ``kg.resolve.gazetteer_lint``.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, NamedTuple

from kg.model.gazetteer import Entry
from kg.resolve.gazetteer_files import load

LANGUAGES = ("en", "ru", "kk", "uz")

#: How well a name identifies: ``main`` and ``strong`` alone, ``weak`` with support in the text.
Strength = Literal["main", "strong", "weak"]

_APOSTROPHES = dict.fromkeys(map(ord, "ʻʼ‘’`´ʹ′"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_QUOTES = dict.fromkeys(map(ord, '«»"“”„'), None)
_FOLDING = _APOSTROPHES | _DASHES | _QUOTES | {ord("ё"): "е", 0xA0: " "}


def fold(name: str) -> str:
    """The key under which a name is looked up: NFC, lower case, ё as е, plain dashes and
    apostrophes, no quotation marks, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().translate(_FOLDING).split())


class Candidate(NamedTuple):
    """An entry that a name may mean."""

    id: str
    strength: Strength


class Surface(NamedTuple):
    """A name of an entry as a matcher needs it, nominative."""

    text: str
    lang: str
    id: str
    strength: Strength


def surfaces_of(entry: Entry) -> Iterator[Surface]:
    """All names of an entry, by language, main before strong before weak."""
    for lang, names in entry.names.items():
        yield Surface(names.main, lang, entry.id, "main")
        for text in names.strong:
            yield Surface(text, lang, entry.id, "strong")
        for text in names.weak:
            yield Surface(text, lang, entry.id, "weak")


def covers(start: str | None, end: str | None, on: str) -> bool:
    """Whether the time from ``start`` to ``end`` holds the date ``on``.

    All are ``YYYY[-MM[-DD]]``, None open; a coarse date stands for its whole year or month, so a
    term that began "2022" covers any day of that year.
    """
    starts = start is None or start <= on or start.startswith(on) or on.startswith(start)
    ends = end is None or on <= end or end.startswith(on) or on.startswith(end)
    return starts and ends


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """All entries with their look-ups; what a look-up yields is sorted by strength, then id."""

    #: By id, sorted.
    entries: Mapping[str, Entry]

    def get(self, id: str) -> Entry | None:
        """The entry of that id, or None."""
        return self.entries.get(id)

    def state(self, iso: str) -> Entry | None:
        """The state of an ISO 3166-1 alpha-2 code, or None."""
        return self.entries.get(f"state/{iso.upper()}")

    def surfaces(self, lang: str | None = None) -> Iterator[Surface]:
        """Every name of every entry, in one language or in all."""
        for entry in self.entries.values():
            for surface in surfaces_of(entry):
                if lang is None or surface.lang == lang:
                    yield surface

    def candidates(self, name: str, lang: str | None = None) -> tuple[Candidate, ...]:
        """The entries that a name (nominative, any case of letters) may mean, best first."""
        return self._by_name.get((fold(name), lang), ())

    def adjective(self, lemma: str, lang: str = "ru") -> tuple[str, ...]:
        """Ids of the entries whose relational adjective this is («казахстанский»)."""
        return self._by_adjective.get((fold(lemma), lang), ())

    def demonym(self, lemma: str, lang: str = "ru") -> tuple[str, ...]:
        """Ids of the entries whose inhabitant this is («казахстанец»)."""
        return self._by_demonym.get((fold(lemma), lang), ())

    def metonym(self, name: str, lang: str = "ru") -> tuple[str, ...]:
        """Ids of the states and organisations that a capital or seat may stand for («Астана»)."""
        return self._by_metonym.get((fold(name), lang), ())

    def adjectives(self, lang: str = "ru") -> Mapping[str, tuple[str, ...]]:
        """Folded adjective → ids."""
        return {key: ids for (key, of), ids in self._by_adjective.items() if of == lang}

    def demonyms(self, lang: str = "ru") -> Mapping[str, tuple[str, ...]]:
        """Folded demonym → ids."""
        return {key: ids for (key, of), ids in self._by_demonym.items() if of == lang}

    def metonyms(self, lang: str = "ru") -> Mapping[str, tuple[str, ...]]:
        """Folded name of a capital or seat → ids of what it stands for."""
        return {key: ids for (key, of), ids in self._by_metonym.items() if of == lang}

    def members(self, organization: str, on: str) -> tuple[str, ...]:
        """Ids of the members of an organisation or format on a date, sorted."""
        return tuple(
            id
            for id, entry in self.entries.items()
            if any(m.of == organization and covers(m.from_, m.until, on) for m in entry.member_of)
        )

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str | None], tuple[Candidate, ...]]:
        best: defaultdict[tuple[str, str | None], dict[str, Strength]] = defaultdict(dict)
        for text, lang, id, strength in self.surfaces():
            folded = fold(text)
            for key in ((folded, lang), (folded, None)):
                best[key][id] = min(strength, best[key].get(id, strength), key=_RANK.__getitem__)
        return {key: tuple(sorted(map(Candidate._make, found.items()), key=_best_first))
                for key, found in best.items()}  # fmt: skip

    @cached_property
    def _by_adjective(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return _index((e.id, _words(e.adjectives)) for e in self.entries.values())

    @cached_property
    def _by_demonym(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return _index((e.id, _words(e.demonyms)) for e in self.entries.values())

    @cached_property
    def _by_metonym(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return _index((e.id, self._metonyms_of(e)) for e in self.entries.values())

    def _metonyms_of(self, entry: Entry) -> Iterator[tuple[str, str]]:
        yield from _words(entry.metonyms)
        if entry.capital is not None:
            for text, lang, _, strength in surfaces_of(self.entries[entry.capital]):
                if strength != "weak":
                    yield lang, text


_RANK: Mapping[Strength, int] = {"main": 0, "strong": 1, "weak": 2}


def _words(by_lang: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    return ((lang, word) for lang, words in by_lang.items() for word in words)


def _best_first(candidate: Candidate) -> tuple[int, str]:
    return _RANK[candidate.strength], candidate.id


def _index(
    words_of: Iterable[tuple[str, Iterable[tuple[str, str]]]],
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Entries with their (language, word) pairs → ids by folded word and language."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for id, words in words_of:
        for lang, word in words:
            found[fold(word), lang].add(id)
    return {key: tuple(sorted(ids)) for key, ids in found.items()}


@cache
def gazetteer() -> Gazetteer:
    """The compiled gazetteer, loaded once. Raises VocabularyError where its file is unreadable."""
    return Gazetteer({entry.id: entry for entry in load()})
