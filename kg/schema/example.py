"""The example of an event type as triples: the facts that a build would hold."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.dates import bounds
from kg.rdf.terms import PREFIXES
from kg.resolve.identity import hash16
from kg.schema.source import Example, Source
from kg.schema.statements import Statements, integer
from kg.schema.vocabulary import EventType, assemble


def example(source: Source, name: str) -> Statements | None:
    """The facts of the example of an event type; None where it has none.

    Labels, evidence, confidence and counts are left out.
    """
    told = source.events[name].example
    if told is None:
        return None
    words = assemble(source)
    out = Statements(source.alignments)
    subject = f"event:{hash16('example', name)}"
    type_ = words.event_types[name]
    for class_ in (name, *type_.parents):
        out.add(subject, "rdf:type", f"dip:{class_}")
    out.add(subject, "dip:status", f"dips:status/{told.status}")
    if type_.rank:
        out.add(subject, "dip:rank", f"dips:rank/{type_.rank}")
    for role, entities in told.roles.items():
        nodes = [_node(e) for e in entities]
        out.add(subject, f"dip:{role}", *nodes)
        if words.roles[role].involves:
            out.add(subject, "dip:involves", *nodes)
    if told.place:
        out.add(subject, "dip:place", _node(told.place))
    if told.ordinal is not None:
        out.add(subject, "dip:ordinal", integer(told.ordinal))
    if codes := type_.codes.get(told.status):
        out.add(subject, "dip:plover", Literal(codes.plover))
        out.add(subject, "dip:cameo", *map(Literal, codes.cameo))
    for predicate, day in _time(told, type_):
        out.add(subject, predicate, day)
    return out


def _node(local_id: str) -> str:
    """``person/vladimir-putin`` by its prefix."""
    return local_id.replace("/", ":", 1)


def _time(told: Example, type_: EventType) -> Iterator[tuple[str, Literal]]:
    if not told.date:
        return
    yield "dip:date", Literal(told.date)
    extent = bounds(told.date, one_day=type_.one_day)
    for name, day in (
        ("dip:earliestStart", extent.earliest_start),
        ("dip:latestStart", extent.latest_start),
        ("dip:earliestEnd", extent.earliest_end),
        ("dip:latestEnd", extent.latest_end),
        ("schema:startDate", _exact(extent.earliest_start, extent.latest_start)),
        ("schema:endDate", _exact(extent.earliest_end, extent.latest_end)),
    ):
        if day:
            yield name, Literal(day, datatype=NamedNode(PREFIXES["xsd"] + "date"))


def _exact(first: str | None, last: str | None) -> str | None:
    return first if first == last else None
