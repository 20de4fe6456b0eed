"""Which part of the graph is drawn: around something, between two, in a time; what fits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.dates import first_day, last_day, split, valid
from kg.errors import UsageError
from kg.rdf import BASE, PREFIXES
from kg.view.rows import Facts, Rows, first

#: Properties of an event, beside its roles, that tie it to an entity in a drawing.
_TIES = ("dip:place", "dip:resultedIn")


@dataclass(frozen=True, slots=True)
class Scope:
    """Chosen events and entities (IRIs, sorted), and what to say of what was cut, by language."""

    events: tuple[str, ...]
    entities: tuple[str, ...]
    notes: tuple[Mapping[str, str], ...] = ()


def choose(
    rows: Rows,
    *,
    about: Sequence[str],
    depth: int,
    between: tuple[str, str] | None,
    since: str | None,
    until: str | None,
    max_nodes: int,
) -> Scope:
    """The events that fit all limits, with the entities in them. Raises UsageError."""
    tied = _tied(rows)
    events = _in_time(rows, since, until)
    if between:
        sides = [set(identify(rows, name)) for name in between]
        events = {e for e in events if all(side & (tied[e] | _states(rows, e)) for side in sides)}
    if about:
        centre = {iri for name in about for iri in identify(rows, name)}
        events = _around(rows, tied, events, centre, depth)
    return _fitted(rows, tied, events, max_nodes)


def _tied(rows: Rows) -> dict[str, set[str]]:
    """Entities in each event: by role, as its place, as its result."""
    tied: dict[str, set[str]] = {event: set() for event in rows.events}
    for event, _, entity in rows.roles():
        tied[event].add(entity)
    for event, facts in rows.events.items():
        for name in _TIES:
            tied[event].update(v.value for v in facts.get(name, ()))
    return tied


def _states(rows: Rows, event: str) -> set[str]:
    return {v.value for v in rows.events[event].get("dip:involvesState", ())}


def identify(rows: Rows, name: str) -> list[str]:
    """IRIs of what a name stands for: IRI, prefixed IRI, ISO code, Wikidata id, or a name.

    Raises UsageError where nothing is called so.
    """
    prefix, colon, rest = name.partition(":")
    iri = PREFIXES[prefix] + rest if colon and prefix in PREFIXES else name
    for known in (iri, BASE + name):
        if known in rows.entities or known in rows.events:
            return [known]
    plain = name.casefold()
    found = [
        (level, iri)
        for iri, facts in rows.entities.items()
        if (level := _fits(facts, name, plain)) is not None
    ]
    if not found:
        raise UsageError(f"nothing in the graph is called {name!r}")
    best = min(level for level, _ in found)
    return [iri for level, iri in found if level == best]


def _fits(facts: Facts, name: str, plain: str) -> int | None:
    """0 for a code, 1 for a label, 2 for another name, 3 for a word of a label; None for no fit."""
    if (
        first(facts, "dip:specificType") == PREFIXES["dip"] + "State"
        and first(facts, "dip:iso") == name
    ):
        return 0
    if (first(facts, "owl:sameAs") or "").endswith("/" + name):
        return 0
    labels = [v.value.casefold() for v in facts.get("skos:prefLabel", ())]
    if plain in labels:
        return 1
    if any(v.value.casefold() == plain for v in facts.get("skos:altLabel", ())):
        return 2
    return 3 if any(plain in label.split() for label in labels) else None


def _in_time(rows: Rows, since: str | None, until: str | None) -> set[str]:
    for day in (since, until):
        if day is not None and (not valid(day) or "/" in day or "X" in day):
            raise UsageError(f"{day!r} is not a date: YYYY, YYYY-MM or YYYY-MM-DD")
    if since is None and until is None:
        return set(rows.events)
    earliest = first_day(since) if since else None
    latest = last_day(until) if until else None
    return {e for e, facts in rows.events.items() if _overlaps(facts, earliest, latest)}


def _overlaps(facts: Facts, earliest: str | None, latest: str | None) -> bool:
    date = first(facts, "dip:date")
    if date is None:
        return False
    start, end = split(date)
    begins = first_day(start) if start else None
    ends = last_day(end) if end else (None if date.endswith("/..") else last_day(start or ""))
    if begins is None and ends is None:
        return False
    return (latest is None or begins is None or begins <= latest) and (
        earliest is None or ends is None or ends >= earliest
    )


def _around(
    rows: Rows, tied: Mapping[str, set[str]], events: set[str], centre: set[str], depth: int
) -> set[str]:
    """Events at most ``depth`` events away from the centre, with the larger ones they belong to."""
    of: dict[str, set[str]] = defaultdict(set)
    for event in events:
        for entity in tied[event] | _states(rows, event):
            of[entity].add(event)
    kept = centre & events
    reached = set(centre)
    for step in range(depth):
        kept |= {event for entity in reached for event in of[entity]}
        reached = (
            {entity for event in kept for entity in tied[event]} if step + 1 < depth else set()
        )
    wholes = (first(rows.events[event], "dip:partOf") for event in kept)
    return kept | {whole for whole in wholes if whole in events}


def _fitted(rows: Rows, tied: Mapping[str, set[str]], events: set[str], max_nodes: int) -> Scope:
    """All of it if it fits; else the most active entities and the events that join them."""
    activity = Counter(entity for event in events for entity in tied[event] | _states(rows, event))
    entities = [e for e in activity if e in rows.entities]
    if len(events) + len(entities) <= max_nodes:
        return Scope(tuple(sorted(events)), tuple(sorted(entities)))
    ranked = sorted(entities, key=lambda e: (-activity[e], e))
    low, high = 1, len(ranked)
    while low < high:
        middle = (low + high + 1) // 2
        size = middle + len(_joined(tied, events, set(ranked[:middle])))
        low, high = (middle, high) if size <= max_nodes else (low, middle - 1)
    kept = ranked[:low]
    joined = _joined(tied, events, set(kept))[: max_nodes - low]
    note = _note(len(kept), len(ranked), len(joined), len(events))
    return Scope(tuple(sorted(joined)), tuple(sorted(kept)), (note,))


def _joined(tied: Mapping[str, set[str]], events: Iterable[str], kept: set[str]) -> list[str]:
    """Events with at least two of the entities kept."""
    return sorted(event for event in events if len(tied[event] & kept) > 1)


def _note(entities: int, all_entities: int, events: int, all_events: int) -> dict[str, str]:
    return {
        "en": f"Cut: the {entities:,} most active of {all_entities:,} participants, and the "
        f"{events:,} of {all_events:,} events that join two of them. "
        "Narrow the drawing to see all of a part.",
        "ru": f"Показано не всё: {entities} самых активных участников из {all_entities} и "
        f"{events} событий из {all_events}, которые связывают хотя бы двоих из них. "
        "Сузьте выборку, чтобы увидеть её целиком.",
        "kk": f"Бәрі көрсетілмеді: {all_entities} қатысушының ең белсенді {entities} және олардың "
        f"кемінде екеуін байланыстыратын {all_events} оқиғаның {events}. "
        "Толық көру үшін іріктеуді тарылтыңыз.",
        "uz": f"Hammasi koʻrsatilmadi: {all_entities} ishtirokchidan eng faol {entities} tasi va "
        f"ulardan kamida ikkitasini bogʻlaydigan {all_events} voqeadan {events} tasi. "
        "Toʻliq koʻrish uchun tanlovni toraytiring.",
    }
