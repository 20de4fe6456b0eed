"""What an article's own events change in the offices that it names."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.extraction import Event, Office


def after_events(offices: Sequence[Office], events: Sequence[Event]) -> tuple[Office, ...]:
    """The offices, those of a person whose dismissal the article reports as former.

    A dismissal that a later appointment of the same person follows changes nothing, as the office
    that the article gives is then the new one.
    """
    left = {p: e.start or "" for e in events for p in _appointees(e, "Dismissal")}
    took = {p: e.start or "" for e in events for p in _appointees(e, "Appointment")}
    return tuple(
        office.model_copy(update={"status": "former"})
        if office.status == "current"
        and office.holder in left
        and left[office.holder] >= took.get(office.holder, "")
        else office
        for office in offices
    )


def _appointees(event: Event, type_: str) -> list[str]:
    if event.type != type_ or event.status != "held":
        return []
    return [p.entity for p in event.participants if p.role == "appointee"]
