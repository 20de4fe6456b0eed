"""What became of invitations: open, accepted, declined or lapsed.

An invitation that itself was refused is declined. Else the event that it invites to decides; where
no article says which, it is a visit of the invited, or of their state, to the inviter's state: one
that an article of the invitation tells of as well, or the first in the year that follows. Without
any, it lapses after a year.
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


def settle(
    events: Iterable[Event], published: Mapping[str, str | None], newest: str | None
) -> Iterator[Event]:
    """The events, invitations among them with their status as of the newest article's day.

    ``published`` gives the day of each article.
    """
    every = {e.id: e for e in events}
    visits = _visits(every.values())
    for event in every.values():
        if event.type == "Invitation":
            days = sorted(d for a in event.articles if (d := published[a]))
            told = event.bounds.earliest_start or next(iter(days), None)
            answer = every.get(event.invites_to or "") or _answer(event, told, visits)
            yield replace(event, invitation_status=_status(event, told, answer, newest))
        else:
            yield event


def _visits(events: Iterable[Event]) -> Visits:
    found: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if "Visit" in (event.type, *vocabulary().ancestors(event.type)):
            guests = [n for role, n in event.roles if role == "guest"]
            for guest in {*guests, *event.guest_states}:
                for host in event.host_states:
                    found[guest, host].append(event)
    return found


def _answer(invitation: Event, told: str | None, visits: Visits) -> Event | None:
    """The visit by which an invitation of a day was answered."""
    invited = {n for role, n in invitation.roles if role == "invitee"}
    possible = [
        visit
        for guest in invited
        for host in invitation.host_states
        for visit in visits.get((guest, host), ())
        if _follows(visit, invitation, told)
    ]
    return min(possible, key=lambda v: (v.bounds.earliest_start or "", v.id), default=None)


def _follows(visit: Event, invitation: Event, told: str | None) -> bool:
    start = visit.bounds.earliest_start
    if told and start:
        return told <= start <= (date.fromisoformat(told) + _YEAR).isoformat()
    return not set(visit.articles).isdisjoint(invitation.articles)


def _status(invitation: Event, told: str | None, answer: Event | None, newest: str | None) -> str:
    if invitation.status == "cancelled" or (answer and answer.status == "cancelled"):
        return "declined"
    if answer and answer.status in ("planned", "ongoing", "held", "postponed"):
        return "accepted"
    if told and newest and date.fromisoformat(newest) - date.fromisoformat(told) > _YEAR:
        return "lapsed"
    return "open"
