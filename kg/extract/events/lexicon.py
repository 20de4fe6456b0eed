"""Triggers and word lists of the events stage, loaded once from ``data/lang/ru``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import VocabularyError
from kg.resources import folder

#: Where a role's filler stands; explained in ``data/lang/ru/triggers/README.md``.
_PLAIN = frozenset(
    {"subject", "object", "agent", "gen", "dat", "poss", "adj", "anti", "carrier", "clause",
     "carried-object", "congratulated", "holder", "name", "self", "deep", "announcer", "posted",
     "sides", "over", "refuser"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """One way to find the fillers of a role: a relation, or a preposition with a case."""

    place: str
    preposition: str = ""
    case: str = ""

    def __str__(self) -> str:
        return f"{self.preposition}+{self.case}" if self.preposition else self.place


@dataclass(frozen=True, slots=True)
class Variant:
    """Another type for a trigger where its surroundings say so; all given conditions must hold."""

    type: str
    #: Adjectives on the trigger.
    modifiers: frozenset[str] = frozenset()
    #: Predicates that carry it.
    carriers: frozenset[str] = frozenset()
    #: Nouns that it depends on («раунд переговоров»).
    heads: frozenset[str] = frozenset()
    #: Lemma sequences in the same clause.
    near: tuple[tuple[str, ...], ...] = ()
    #: What it is about is named («переговоры по …», «о …»).
    matter: bool = False
    #: ``states``: nobody but states and bodies takes part.
    parties: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or construction that tells of an event, with its government."""

    rule: str
    type: str
    nouns: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    #: Lemmas that must follow a word of the key («обмен» → «мнение»).
    followers: Mapping[str, tuple[tuple[str, ...], ...]] | None = None
    slots: tuple[tuple[str, tuple[Way, ...]], ...] = ()
    #: Entity types that may fill a role, where narrower than the vocabulary's.
    types: Mapping[str, frozenset[str]] | None = None
    #: Each alternative: role → how many at least.
    needs: tuple[Mapping[str, int], ...] = ()
    #: How many fillers make an event worth keeping that lacks what it needs; None for none.
    least: int | None = None
    variants: tuple[Variant, ...] = ()
    #: Lemmas of which the object (or genitive) must be one.
    objects: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    near: tuple[tuple[str, ...], ...] = ()
    bars: tuple[tuple[str, ...], ...] = ()
    #: Only with one of its carriers.
    carried: bool = False
    #: Only as the complement of one of its carriers itself («стал президентом»).
    direct: bool = False
    #: Says nothing of the kind of contact: joins another draft with the same people if it can.
    weak: bool = False
    #: Words above it after which it counts as done («объявил о поставках»).
    settles: frozenset[str] = frozenset()
    #: Adds to a visit told elsewhere and is none itself («встречает … у трапа»).
    joins: bool = False
    #: A verb of coming or going.
    arrival: bool = False
    #: The state where it takes place holds it (a parade, an inauguration).
    venue_host: bool = False
    #: Any gathering, when it points back («на мероприятии»).
    general: bool = False
    #: No date follows from its being news («по приглашению»).
    undated: bool = False
    status: str | None = None
    #: Status of a noun whose clause does not tell it as done.
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists that say how events are spoken of."""

    leaders: frozenset[str]
    bodies: frozenset[str]
    papers: frozenset[str]
    pairs: frozenset[str]
    #: Leader noun → stems of the titles that it may mean.
    titles: Mapping[str, tuple[str, ...]]
    #: Leader noun → the offices of a state that it may mean.
    offices: Mapping[str, tuple[str, ...]]
    #: Lists by their part in grammar; in order where that matters.
    grammar: Mapping[str, tuple[str, ...]]
    status: Mapping[str, frozenset[str]]
    status_modifiers: Mapping[str, str]
    status_prepositions: Mapping[str, str]


@cache
def speaks(lang: str) -> bool:
    """Whether there are triggers for a language."""
    return (folder("data") / "lang" / lang / "triggers").is_dir()


@cache
def triggers(lang: str) -> tuple[Trigger, ...]:
    """All triggers of a language, by file and place in it."""
    found: list[Trigger] = []
    for path in sorted((folder("data") / "lang" / lang / "triggers").glob("*.yaml")):
        found += [_trigger(row, path) for row in _load(path)["triggers"]]
    return tuple(found)


@cache
def by_lemma(lang: str) -> Mapping[str, tuple[Trigger, ...]]:
    """Triggers by the lemma of their word."""
    index: dict[str, list[Trigger]] = {}
    for trigger in triggers(lang):
        for word in sorted(trigger.nouns | trigger.verbs):
            index.setdefault(word, []).append(trigger)
    return {word: tuple(group) for word, group in index.items()}


@cache
def words(lang: str) -> Words:
    """The word lists of a language."""
    here = folder("data") / "lang" / lang
    nouns, status = _load(here / "event_nouns.yaml"), _load(here / "event_status.yaml")
    modifiers, prepositions = status.pop("modifiers"), status.pop("prepositions")
    return Words(
        frozenset(nouns["leaders"]),
        frozenset(nouns["bodies"]),
        frozenset(nouns["papers"]),
        frozenset(nouns["pairs"]),
        {noun: tuple(stems) for noun, stems in nouns["titles"].items()},
        {noun: tuple(slugs) for noun, slugs in nouns["offices"].items()},
        {name: tuple(group) for name, group in _load(here / "event_grammar.yaml").items()},
        {name: frozenset(group) for name, group in status.items()},
        {word: name for name, group in modifiers.items() for word in group},
        {word: name for name, group in prepositions.items() for word in group},
    )


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return loaded


def _trigger(row: dict[str, Any], path: Path) -> Trigger:
    known = {
        "rule", "type", "nouns", "verbs", "slots", "types", "needs", "variants", "objects",
        "modifiers", "carriers", "near", "bars", "carried", "direct", "arrival", "status",
        "venue_host",
        "weak", "joins", "settles", "undated", "default", "least", "general",
    }  # fmt: skip
    if stray := sorted(set(row) - known):
        raise VocabularyError(f"{path.name}: {row.get('rule')}: unknown keys {', '.join(stray)}")
    nouns, verbs = row.get("nouns", ()), row.get("verbs", ())
    return Trigger(
        rule=row["rule"],
        type=row["type"],
        nouns=frozenset(w.split()[0] for w in nouns),
        verbs=frozenset(w.split()[0] for w in verbs),
        followers=_followers([*nouns, *verbs]),
        slots=tuple((role, tuple(map(_way, ways))) for role, ways in row["slots"].items()),
        types={role: frozenset(names) for role, names in row.get("types", {}).items()},
        needs=tuple(_need(names) for names in row.get("needs", ())),
        least=row.get("least"),
        variants=tuple(_variant(v) for v in row.get("variants", ())),
        objects=frozenset(row.get("objects", ())),
        modifiers=frozenset(row.get("modifiers", ())),
        carriers=frozenset(row.get("carriers", ())),
        near=_sequences(row.get("near", ())),
        bars=_sequences(row.get("bars", ())),
        carried=row.get("carried", False),
        direct=row.get("direct", False),
        arrival=row.get("arrival", False),
        weak=row.get("weak", False),
        settles=frozenset(row.get("settles", ())),
        joins=row.get("joins", False),
        venue_host=row.get("venue_host", False),
        general=row.get("general", False),
        undated=row.get("undated", False),
        status=row.get("status"),
        default=row.get("default"),
    )


def _followers(entries: Sequence[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for entry in entries:
        first, *rest = entry.split()
        found[first] = (*found.get(first, ()), tuple(rest))
    return {word: tails for word, tails in found.items() if () not in tails}


def _way(text: str) -> Way:
    if "+" in text:
        preposition, case = text.rsplit("+", 1)
        return Way("preposition", preposition, case)
    if text not in _PLAIN:
        raise VocabularyError(f"unknown way to fill a role: {text!r}")
    return Way(text)


def _need(names: Sequence[str]) -> Mapping[str, int]:
    pairs = (name.partition(":") for name in names)
    return {role: int(count or 1) for role, _, count in pairs}


def _variant(row: dict[str, Any]) -> Variant:
    return Variant(
        type=row["type"],
        modifiers=frozenset(row.get("modifiers", ())),
        carriers=frozenset(row.get("carriers", ())),
        heads=frozenset(row.get("heads", ())),
        near=_sequences(row.get("near", ())),
        matter=row.get("matter", False),
        parties=row.get("parties"),
    )


def _sequences(entries: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(entry.split()) for entry in entries)


@cache
def arrivals(lang: str) -> frozenset[str]:
    """Verbs of coming and going."""
    return frozenset(word for t in triggers(lang) if t.arrival for word in t.verbs)
