"""Offices that the article's events end."""

from __future__ import annotations

import pytest

from kg.extract.tenure import after_events
from kg.model.extraction import Event, Fragment, Office, Participant

HERE, THERE = (
    (Fragment(text="министра", start=0, end=8),),
    (Fragment(text="посла", start=9, end=14),),
)


def _event(type_: str, status: str = "held", start: str | None = None) -> Event:
    who = (Participant(entity="e1", role="appointee"),)
    return Event(id="v", type=type_, status=status, start=start, participants=who, evidence=HERE)


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ([], "current"),
        ([_event("Dismissal")], "former"),
        ([_event("Dismissal", "planned")], "current"),
        ([_event("Dismissal", start="2023-05"), _event("Appointment", start="2023-06")], "current"),
        ([_event("Appointment", start="2020"), _event("Dismissal", start="2023-05")], "former"),
    ],
)
def test_a_dismissal_makes_the_office_named_with_it_former(
    events: list[Event], status: str
) -> None:
    offices = (
        Office(id="o1", holder="e1", title="министр", evidence=HERE),
        Office(id="o2", holder="e1", title="посол", evidence=THERE),
        Office(id="o3", holder="e2", title="министр", evidence=HERE),
    )
    assert [o.status for o in after_events(offices, events)] == [status, "current", "current"]
