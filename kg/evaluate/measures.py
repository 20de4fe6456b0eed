"""Counts for every measure of one annotated article against what was read in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.evaluate.case import Case, Key, Tally
from kg.evaluate.events import EventPairs
from kg.evaluate.matching import Interval, Json, cuts, fold, overlap, pair, spans, touch

_ENTITY_TYPES = ("Person", "State", "Organization", "Place", "Agreement")
#: What the one figure EVENTS pools.
_POOLED = ("event.type", "argument", "event.start", "event.place", "event.status")


def compare(found: Case) -> tuple[dict[str, Tally], list[str]]:
    """Counts by measure, and a line for each error in the events."""
    events = EventPairs(found)
    counts = {
        **dict(_entities(found)),
        "offsets": _offsets(found),
        **dict(_offices(found)),
        **dict(events.tallies()),
    }
    pooled = Tally(0, 0, 0)
    for name in _POOLED:
        pooled = pooled.plus(counts[name])
    counts["EVENTS"] = pooled
    counts |= {**dict(_quantities(found)), **dict(_claims(found))}
    return counts, list(events.errors())


def _entities(found: Case) -> Iterator[tuple[str, Tally]]:
    gold, read = found.both("entities")
    pairs = [(gold[i], read[j]) for i, j in found.entities.items()]
    for kind in _ENTITY_TYPES:
        counts = ([e.get("type") for e in side].count(kind) for side in (read, gold))
        yield f"entity.{kind}", Tally(sum(g["type"] == kind for g, _ in pairs), *counts)
    yield "entity", Tally(len(pairs), len(read), len(gold))
    kinds = sum(_has_kind(g) and g["kind"] == p.get("kind") for g, p in pairs)
    yield "entity.kind", Tally.over(kinds, _has_kind, read, gold)
    shared = sum(len(_surfaces(g) & _surfaces(p)) for g, p in pairs)
    yield "entity.surfaces", Tally.over(shared, lambda e: len(_surfaces(e)), read, gold)


def _has_kind(entity: Json) -> bool:
    return bool(entity.get("kind"))


def _surfaces(entity: Json) -> frozenset[str]:
    return frozenset(map(fold, entity.get("surfaces") or ()))


def _offsets(found: Case) -> Tally:
    shown = [
        fragment
        for part in ("events", "quantities", "claims")
        for record in found.predicted.get(part) or ()
        for fragment in record.get("evidence") or ()
    ]
    return Tally(sum(cuts(found.text, f) for f in shown), len(shown), len(shown))


class _Office(NamedTuple):
    holder: Key
    of: Key
    status: str | None
    #: First five letters of each word of the title.
    stems: frozenset[str]


def _office(record: Json, holder: Key, of: Key) -> _Office:
    words = fold(record.get("title") or "").split()
    return _Office(holder, of, record.get("status"), frozenset(word[:5] for word in words))


def _offices(found: Case) -> Iterator[tuple[str, Tally]]:
    known, read = found.both("offices")
    gold = [_office(o, o["holder"], o["of"]) for o in known]
    predicted = [_office(o, found.see(o.get("holder")), found.see(o.get("of"))) for o in read]
    pairs = [(gold[i], predicted[j]) for i, j in pair(gold, predicted, _office_weight).items()]
    counts = len(predicted), len(gold)
    yield "office", Tally(sum(overlap(g.stems, p.stems) >= 0.3 for g, p in pairs), *counts)
    full = sum(overlap(g.stems, p.stems) >= 0.5 and g.status == p.status for g, p in pairs)
    yield "office.full", Tally(full, *counts)


def _office_weight(gold: _Office, read: _Office) -> float:
    if (gold.holder, gold.of) != (read.holder, read.of):
        return 0
    return 1 + len(gold.stems & read.stems) + 0.5 * (gold.status == read.status)


def _number(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return float("nan")


def _figure_weight(gold: Json, read: Json) -> float:
    """0 unless value (to a thousandth) and unit agree; the metric decides between equals."""
    value = _number(gold["value"])
    if not abs(value - _number(read.get("value"))) <= 1e-3 * abs(value):
        return 0
    if gold["unit"] != read.get("unit"):
        return 0
    return 2 if gold["metric"] == read.get("metric") else 1


def _quantities(found: Case) -> Iterator[tuple[str, Tally]]:
    gold, read = found.both("quantities")
    pairs = [(gold[i], read[j]) for i, j in pair(gold, read, _figure_weight).items()]
    counts = len(read), len(gold)
    yield "quantity", Tally(len(pairs), *counts)
    full = sum(
        all(g.get(key) == p.get(key) for key in ("kind", "metric", "deadline"))
        and set(g["between"]) == set(map(found.see, p.get("between") or ()))
        for g, p in pairs
    )
    yield "quantity.full", Tally(full, *counts)


class _Claim(NamedTuple):
    speaker: Key
    modality: str | None
    places: list[Interval]


def _claims(found: Case) -> Iterator[tuple[str, Tally]]:
    known, read = found.both("claims")
    gold = [_claim(found, c, c["speaker"]) for c in known]
    predicted = [_claim(found, c, found.see(c.get("speaker"))) for c in read]
    pairs = [(gold[i], predicted[j]) for i, j in pair(gold, predicted, _same_claim).items()]
    counts = len(predicted), len(gold)
    yield "claim", Tally(len(pairs), *counts)
    yield "claim.modality", Tally(sum(g.modality == p.modality for g, p in pairs), *counts)


def _claim(found: Case, record: Json, speaker: Key) -> _Claim:
    return _Claim(speaker, record.get("modality"), spans(found.text, record.get("evidence")))


def _same_claim(gold: _Claim, read: _Claim) -> float:
    return gold.speaker == read.speaker and touch(gold.places, read.places)
