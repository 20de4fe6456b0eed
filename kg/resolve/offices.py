"""Offices: one slug for every way of naming an office, and who held which office when.

The titles lie in ``data/offices.yaml``, the terms in the gazetteer's persons.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import VocabularyError
from kg.model.gazetteer import OfficeTerm
from kg.resolve.gazetteer import covers, fold, gazetteer
from kg.resolve.identity import slug
from kg.resources import folder

LANGUAGES = ("en", "ru", "kk", "uz")


@dataclass(frozen=True)
class Titles:
    """The table of titles, expanded."""

    #: (language, folded title) → office.
    offices: Mapping[tuple[str, str], str]
    #: office → language → label.
    labels: Mapping[str, Mapping[str, str]]
    #: Offices that one person holds at a time.
    single: frozenset[str]
    #: General title («глава государства») → the offices it may mean, in order.
    means: Mapping[str, tuple[str, ...]]
    #: (general title, gazetteer id) → the office it means there.
    but: Mapping[tuple[str, str], str]
    #: language → folded words that are no part of a title.
    drop: Mapping[str, tuple[str, ...]]


def normalise_title(title: str, lang: str) -> str:
    """The office of a title in the nominative: «глава МИД», «министр иностранных дел» →
    ``minister-of-foreign-affairs``. A title that the table lacks is its own slug; "" only for none.
    """
    known = titles().offices
    bare = _bare(title, lang)
    return known.get((lang, bare)) or known.get((lang, fold(title))) or slug(bare)


def label(office: str, lang: str) -> str | None:
    """The title of an office in a language, None where the table has none."""
    return titles().labels.get(office, {}).get(lang)


def is_single(office: str) -> bool:
    """Whether one person at a time holds the office of a state or body."""
    return office in titles().single


def offices_meant(office: str, of: str) -> tuple[str, ...]:
    """The offices that a slug may mean of a state or body, best first.

    ``head-of-state`` of Japan is its emperor, ``minister-of-foreign-affairs`` of the United States
    the secretary of state; most offices mean themselves alone.
    """
    table = titles()
    exception = table.but.get((office, of))
    return ((exception,) if exception else ()) + table.means.get(office, (office,))


def holder(office: str, of: str, on: str, *, to: str | None = None) -> str | None:
    """Gazetteer id of the person who held an office (a slug) of a state or body on an ISO date.

    ``to`` is where an envoy is accredited. Where several may have held it, the one whose known
    start is latest (a successor on the day of change); None where that does not decide, as with
    the many ambassadors of a state.
    """
    for meant in offices_meant(office, of):
        held = [
            (term.from_ or "", person)
            for person, term in _terms().get((meant, of), ())
            if covers(term.from_, term.until, on) and to in (None, term.to)
        ]
        if held:
            latest = max(start for start, _ in held)
            best = {person for start, person in held if start == latest}
            many = len({person for _, person in held}) > 1 and not is_single(meant)
            return None if many or len(best) > 1 else best.pop()
    return None


def held_by(person: str, on: str) -> tuple[OfficeTerm, ...]:
    """The offices that a person (gazetteer id) held on an ISO date, as the gazetteer lists them."""
    entry = gazetteer().get(person)
    terms = entry.offices if entry else ()
    return tuple(term for term in terms if covers(term.from_, term.until, on))


@cache
def _terms() -> Mapping[tuple[str, str], tuple[tuple[str, OfficeTerm], ...]]:
    """(office, of) → who held it, with the term."""
    found: defaultdict[tuple[str, str], list[tuple[str, OfficeTerm]]] = defaultdict(list)
    for entry in gazetteer().entries.values():
        for term in entry.offices:
            found[term.office, term.of].append((entry.id, term))
    return {key: tuple(terms) for key, terms in found.items()}


def _bare(title: str, lang: str) -> str:
    """A folded title without words that tell of its holder's standing."""
    folded = fold(title).removeprefix("экс-").removeprefix("ex-")
    for word in titles().drop.get(lang, ()):
        folded = folded.removeprefix(word + " ")
    return folded


@cache
def titles() -> Titles:
    """The table, loaded once. Raises VocabularyError where two offices share a title."""
    table = _read()
    specs = {**table["offices"], **_ministers(table)}
    specs |= {office: spec for office, spec in table["general"].items() if office not in specs}
    return Titles(
        offices=_by_title(specs),
        labels={office: _labels(spec) for office, spec in specs.items()},
        single=frozenset(office for office, spec in specs.items() if "single" in spec),
        means={office: tuple(spec["means"]) for office, spec in table["general"].items()},
        but={
            (office, f"state/{iso}"): meant
            for office, spec in table["general"].items()
            for meant, states in spec.get("but", {}).items()
            for iso in states
        },
        drop={lang: tuple(map(fold, words)) for lang, words in table["drop"].items()},
    )


#: Office → its part of the table, as YAML gives it.
Specs = dict[str, dict[str, Any]]


def _read() -> dict[str, Specs]:
    import yaml

    # The base loader keeps every scalar a string: NO is Norway.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    path = folder("data") / "offices.yaml"
    try:
        table: dict[str, Specs] = yaml.load(path.read_text(encoding="utf-8"), loader)
    except yaml.YAMLError as error:
        raise VocabularyError(f"{path}: {' '.join(str(error).split())}") from error
    return table


def _ministers(table: Mapping[str, Specs]) -> Specs:
    """The titles of ministers and their deputies: each pattern filled with each portfolio."""
    pairs = itertools.product(table["patterns"].items(), table["portfolios"].items())
    return {
        f"{rank}-{portfolio}": _filled(pattern, words) | _single(pattern)
        for (rank, pattern), (portfolio, words) in pairs
    }


def _filled(pattern: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, list[str]]:
    """Titles by language: ``{p}``, in Russian ``{of}`` and ``{body}``, replaced by the words."""
    filled: dict[str, list[str]] = {}
    for lang in (lang for lang in LANGUAGES if lang in pattern and lang in words):
        slots = words[lang] if lang == "ru" else {"p": words[lang]}
        filled[lang] = [
            template.replace(f"{{{slot}}}", word)
            for template in pattern[lang]
            for slot, choices in slots.items()
            if f"{{{slot}}}" in template
            for word in choices
        ]
    return filled


def _single(spec: Mapping[str, Any]) -> dict[str, Any]:
    return {"single": spec["single"]} if "single" in spec else {}


def _labels(spec: Mapping[str, Any]) -> Mapping[str, str]:
    return {lang: spec[lang][0] for lang in LANGUAGES if spec.get(lang)}


def _by_title(specs: Specs) -> Mapping[tuple[str, str], str]:
    offices: dict[tuple[str, str], str] = {}
    for office, spec in specs.items():
        for lang, title in _titles_of(spec):
            other = offices.setdefault((lang, fold(title)), office)
            if other != office:
                raise VocabularyError(f"data/offices.yaml: «{title}» is both {other} and {office}")
    return offices


def _titles_of(spec: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((lang, title) for lang in LANGUAGES for title in spec.get(lang, ()))
