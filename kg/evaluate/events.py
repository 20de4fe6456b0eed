"""Events of gold and of a reading: which are the same, and what is right about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from kg.evaluate.case import Case, Key, Tally
from kg.evaluate.matching import Interval, Json, pair, spans, touch
from kg.schema import vocabulary

_FIELDS = ("start", "end", "place", "status", "ordinal", "part_of")


class _Event(NamedTuple):
    record: Json
    #: (entity, role)
    arguments: frozenset[tuple[Key, Any]]
    places: list[Interval]

    @property
    def entities(self) -> frozenset[Key]:
        return frozenset(entity for entity, _ in self.arguments)

    @property
    def type(self) -> str | None:
        return self.record.get("type")


class EventPairs:
    """The events of a case, paired: same family, and same place of the text or a participant."""

    def __init__(self, found: Case) -> None:
        known, read = found.both("events")
        self._found = found
        self._gold = [self._event(e, _as_it_is) for e in known]
        self._read = [self._event(e, found.see) for e in read]
        self._pairs = pair(self._gold, self._read, _likeness)

    def _event(self, record: Json, see: Callable[[Any], Key]) -> _Event:
        participants = record.get("participants") or ()
        arguments = frozenset((see(p.get("entity")), p.get("role")) for p in participants)
        return _Event(record, arguments, spans(self._found.text, record.get("evidence")))

    def _paired(self) -> list[tuple[_Event, _Event]]:
        return [(self._gold[i], self._read[j]) for i, j in self._pairs.items()]

    def tallies(self) -> Iterator[tuple[str, Tally]]:
        """Counts of all measures of events."""
        gold, read, pairs = self._gold, self._read, self._paired()
        counts = len(read), len(gold)
        yield "event.family", Tally(len(pairs), *counts)
        yield "event.type", Tally(sum(g.type == p.type for g, p in pairs), *counts)
        main = [i for i, e in enumerate(gold) if e.record["salience"] == "main"]
        found = sum(i in self._pairs for i in main)
        yield "event.main_recall", Tally(found, len(main), len(main))
        for name, part in (("argument", "arguments"), ("argument.entity", "entities")):
            hits = sum(len(getattr(g, part) & getattr(p, part)) for g, p in pairs)
            yield name, Tally.over(hits, partial(_size, part), read, gold)
        for field in _FIELDS:
            yield f"event.{field}", self._field(field)

    def _field(self, field: str) -> Tally:
        wholes = {p.record.get("id"): g.record["id"] for g, p in self._paired()}
        translate: dict[str, Callable[[Any], Key]] = {
            "place": self._found.see,
            "part_of": wholes.get,
        }
        see = translate.get(field, _as_it_is)
        hits = sum(
            g.record.get(field) is not None and g.record[field] == see(p.record.get(field))
            for g, p in self._paired()
        )
        return Tally.over(hits, lambda e: e.record.get(field) is not None, self._read, self._gold)

    def errors(self) -> Iterator[str]:
        """A line for each event missed, too many, or wrong in type, arguments or start."""
        for i, event in enumerate(self._gold):
            if i not in self._pairs:
                yield f"missed {_told(event)}"
        for j, event in enumerate(self._read):
            if j not in self._pairs.values():
                yield f"extra {_told(event)}"
        for gold, read in self._paired():
            if _essence(gold) != _essence(read):
                shown, other = self._shown(gold), self._shown(read)
                yield f"wrong {_told(gold)}: annotated {shown}; read {other}"

    def _shown(self, event: _Event) -> str:
        """Type, start and arguments by name, ``?`` after one that is not annotated."""
        names = {e["id"]: e["name"] for e in self._found.gold["entities"]}
        for entity in self._found.predicted.get("entities") or ():
            names["unmatched", entity.get("id")] = f"{entity.get('name')}?"
        arguments = sorted(f"{role} {names.get(key, key)}" for key, role in event.arguments)
        return f"{event.type} {event.record.get('start')} [{', '.join(arguments)}]"


def _size(part: str, event: _Event) -> int:
    return len(getattr(event, part))


def _as_it_is(value: Any) -> Key:
    return value


def _family(event_type: str | None) -> str | None:
    known = vocabulary().event_types.get(event_type or "")
    return known.family if known else None


def _is_visit(event_type: str | None) -> bool:
    known = vocabulary().event_types.get(event_type or "")
    return known is not None and "Visit" in (known.name, *known.parents)


def _likeness(gold: _Event, read: _Event) -> float:
    if _family(gold.type) is None or _family(gold.type) != _family(read.type):
        return 0
    ones, others = gold.entities, read.entities
    shared = len(ones & others) / max(1, len(ones | others))
    seen = touch(gold.places, read.places)
    if not seen and not shared:
        return 0
    start = gold.record["start"]
    same_start = start is not None and start == read.record.get("start")
    both_visits = _is_visit(gold.type) and _is_visit(read.type)
    return 2 * (gold.type == read.type) + both_visits + seen + shared + 0.5 * same_start


def _essence(event: _Event) -> tuple[object, ...]:
    return event.type, event.arguments, event.record.get("start")


def _told(event: _Event) -> str:
    """Type, status and the beginning of the evidence."""
    first = next(iter(event.record.get("evidence") or ()), "")
    words = first.get("text") if isinstance(first, Mapping) else first
    return f"{event.type}/{event.record.get('status')} «{str(words)[:100]}»"
