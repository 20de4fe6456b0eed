"""What became of invitations: open, accepted, declined or lapsed.

An invitation that itself was refused is declined. Else the event that it invites to decides; where
no article says which, it is the first visit of the invited, or of their state, to the inviter's
state in the year that follows. Without any, it lapses after a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from kg.model.graph import Event
from kg.schema import vocabulary

_YEAR = timedelta(days=365)
#: (guest or guest's state, host state) → visits.
Visits = Mapping[tuple[str, str], list[Event]]


def settle(events: Iterable[Event], newest: str | None) -> Iterator[Event]:
    """The events, invitations among them with their status as of the newest article's day."""
    every = {e.id: e for e in events}
    visits = _visits(every.values())
    for event in every.values():
        if event.type == "Invitation":
            answer = every.get(event.invites_to or "") or _answer(event, visits)
            yield replace(event, invitation_status=_status(event, answer, newest))
        else:
            yield event


def _visits(events: Iterable[Event]) -> Visits:
    found: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.bounds.earliest_start and "Visit" in (
            event.type, *vocabulary().ancestors(event.type)
        ):  # fmt: skip
            guests = [n for role, n in event.roles if role == "guest"]
            for guest in {*guests, *event.guest_states}:
                for host in event.host_states:
                    found[guest, host].append(event)
    return found


def _answer(invitation: Event, visits: Visits) -> Event | None:
    """The visit by which an invitation was answered."""
    told = invitation.bounds.earliest_start
    if told is None:
        return None
    last = (date.fromisoformat(told) + _YEAR).isoformat()
    invited = {n for role, n in invitation.roles if role == "invitee"}
    after = [
        visit
        for guest in invited
        for host in invitation.host_states
        for visit in visits.get((guest, host), ())
        if told <= (visit.bounds.earliest_start or "") <= last
    ]
    return min(after, key=lambda v: (v.bounds.earliest_start or "", v.id), default=None)


def _status(invitation: Event, answer: Event | None, newest: str | None) -> str:
    if invitation.status == "cancelled" or (answer and answer.status == "cancelled"):
        return "declined"
    if answer and answer.status in ("planned", "ongoing", "held", "postponed"):
        return "accepted"
    told = invitation.bounds.earliest_start
    if told and newest and date.fromisoformat(newest) - date.fromisoformat(told) > _YEAR:
        return "lapsed"
    return "open"
