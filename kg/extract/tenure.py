"""What an article's own events change in the offices that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model.extraction import Event, Evidence, Office


def after_events(offices: Sequence[Office], events: Sequence[Event]) -> tuple[Office, ...]:
    """The offices, as former those whose holder the article tells to have been dismissed.

    The dismissal must be told where the office is named («об увольнении министра …»), and no
    later appointment of the same person may follow it.
    """
    return tuple(
        office.model_copy(update={"status": "former"}) if _has_ended(office, events) else office
        for office in offices
    )


def _has_ended(office: Office, events: Sequence[Event]) -> bool:
    took = max((e.start or "" for e in _of(office.holder, "Appointment", events)), default="")
    return office.status == "current" and any(
        (event.start or "") >= took and _overlap(event.evidence, office.evidence)
        for event in _of(office.holder, "Dismissal", events)
    )


def _of(person: str, type_: str, events: Sequence[Event]) -> Iterator[Event]:
    for event in events:
        appointees = [p.entity for p in event.participants if p.role == "appointee"]
        if event.type == type_ and event.status == "held" and person in appointees:
            yield event


def _overlap(ones: Evidence, others: Evidence) -> bool:
    return any(a.start < b.end and b.start < a.end for a in ones for b in others)
