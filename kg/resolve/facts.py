"""The best knowledge of an event over all articles that tell of it.

Rules of choice, each field by itself. Type: the one told most often among those that no other told
type refines. Status: the last reported, of one day's articles the furthest on; that an event is to
come or refused counts no more once it was held, nor that it was held on a day to come. Date: the
finest; of equals the one told with the event under way or over, then the one told most often, then
the last told; a postponed event has the date of the last article that moved it. Place: a city or
venue before a state, then the most told. Ordinal, larger event: the most told. Roles: all that some
article asserts and no person rejects, but for guests of their own state beside others. Confidence:
the highest of any telling. Where people accepted or corrected a field, only what they said of it
counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.dates import Bounds, bounds, split
from kg.model import graph
from kg.resolve.clusters import FAIR_SHARE
from kg.resolve.labels import event_labels
from kg.resolve.tellings import AHEAD, OVER, Telling, vague
from kg.schema import vocabulary

_Value = TypeVar("_Value", bound=Hashable)

#: How far an event has come, by status.
_PROGRESS = ("unconfirmed", "planned", "postponed", "ongoing", "cancelled", "held")
_GUESTS, _HOSTS = ("guest", "invitee"), ("host", "inviter")
#: Families in which it matters who comes to whom.
_DIRECTED = ("Visit", "Invitation")


@dataclass(frozen=True, slots=True)
class Context:
    """What the facts of an event draw on beside its tellings."""

    #: (article, event of the article) → event of the graph.
    events: Mapping[tuple[str, str], str]
    #: Labels of entities.
    names: Mapping[str, graph.Labels]
    #: Day of the newest article.
    newest: str | None


def event(tellings: Sequence[Telling], context: Context) -> graph.Event:
    """One event out of its tellings, in order of publication."""
    node = tellings[0].id
    type_, status = _type(_of(tellings, "type")), _status(_of(tellings, "status"))
    one_day = vocabulary().event_types[type_].one_day
    date = _date(_of(tellings, "date"), status, one_day)
    extent = bounds(date, one_day=one_day)
    ordinal = _most_told([t.event.ordinal for t in _of(tellings, "ordinal")])
    rejected = {pair for t in tellings for pair in t.rejected}
    told = Counter(pair for t in tellings for pair in t.asserted - rejected)
    stands_for = _stands_for(tellings)
    roles = tuple(sorted(told.keys() - _at_home(told, stands_for)))
    shown = [pair for pair in roles if told[pair] * FAIR_SHARE >= len(tellings)]
    codes = vocabulary().codes(type_, status)
    place = _place(_of(tellings, "place"))
    return graph.Event(
        node,
        type_,
        event_labels(type_, shown or roles, date, ordinal, place, context.names, stands_for),
        status,
        outcome_unknown=_outcome_unknown(status, extent, context.newest),
        date=date,
        bounds=extent,
        place=place,
        part_of=_most_told(_others(node, tellings, context, "part_of")),
        ordinal=ordinal,
        topics=_all(t.event.topics for t in tellings),
        resulted_in=_all(t.resulted_in for t in tellings),
        invites_to=_most_told(_others(node, tellings, context, "invites_to")),
        roles=roles,
        guest_states=_states(tellings, roles, _GUESTS) if _is_directed(type_) else (),
        host_states=_states(tellings, roles, _HOSTS) if _is_directed(type_) else (),
        plover=(codes.plover,) if codes else (),
        cameo=codes.cameo if codes else (),
        confidence=max(t.event.confidence for t in tellings),
        source_count=len({t.original for t in tellings}),
        attributed_source_count=len(_all(t.sources for t in tellings)),
        evidence=_all(t.evidence for t in tellings),
        articles=_all((t.article,) for t in tellings),
    )


def _of(tellings: Sequence[Telling], field: str) -> Sequence[Telling]:
    """The tellings that count for a field: those that people judged, else all."""
    return [t for t in tellings if field in t.judged] or tellings


def _all(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({value for group in groups for value in group}))


def _most_told(
    values: Sequence[_Value | None], rank: Callable[[_Value], object] = lambda _: 0
) -> _Value | None:
    """The value of the highest rank; of equals the most frequent, then the last; None for none."""
    told: dict[_Value, list[int]] = defaultdict(list)
    for number, value in enumerate(values):
        if value is not None:
            told[value].append(number)
    return max(told, key=lambda v: (rank(v), len(told[v]), told[v][-1]), default=None)


def _type(tellings: Sequence[Telling]) -> str:
    told = {t.type for t in tellings}
    refined = {parent for type_ in told for parent in vocabulary().ancestors(type_)}
    found = _most_told([t.type if t.type not in refined else None for t in tellings])
    assert found is not None
    return found


def _status(tellings: Sequence[Telling]) -> str:
    held = any(t.status == "held" for t in tellings)
    counted = [t for t in tellings if not (held and t.status in (*AHEAD, "cancelled"))]
    last = max(t.published or "" for t in counted)
    return max((t.status for t in counted if (t.published or "") == last), key=_PROGRESS.index)


def _date(tellings: Sequence[Telling], status: str, one_day: bool) -> str | None:
    if status == "postponed":
        moved = [t.event.date for t in tellings if t.status == status and t.event.date]
        if moved:
            return moved[-1]
    over = {t.event.date for t in tellings if t.status in OVER}
    dates = [t.event.date for t in tellings]
    return _most_told(dates, lambda d: (_fineness(d, one_day), d in over))


def _fineness(date: str, one_day: bool) -> tuple[int, int]:
    """Length of the coarser known point, less for a vague interval; and how many are known."""
    points = [p for p in split(date) if p]
    return min(map(len, points)) - vague(date, one_day), len(points)


def _place(tellings: Sequence[Telling]) -> str | None:
    return _most_told([t.place for t in tellings], lambda p: not p.startswith("state/"))


def _others(
    node: str, tellings: Sequence[Telling], context: Context, name: str
) -> list[str | None]:
    """The other events that the tellings point at by a field."""
    others = [context.events.get((t.article, getattr(t.event, name) or "")) for t in tellings]
    return [o if o != node else None for o in others]


def _states(
    tellings: Sequence[Telling], roles: Iterable[tuple[str, str]], wanted: Collection[str]
) -> tuple[str, ...]:
    """States behind the fillers of the wanted roles."""
    nodes = {node for role, node in roles if role in wanted}
    return _all(t.states.get(node, ()) for t in tellings for node in nodes)


def _at_home(
    told: Iterable[tuple[str, str]], stands_for: Mapping[str, set[str]]
) -> set[tuple[str, str]]:
    """Guests of their own state, where others are guests: one article's slip for the host."""
    hosts = {state for role, node in told if role == "host" for state in stands_for.get(node, ())}
    guests = {pair for pair in told if pair[0] == "guest"}
    at_home = {g for g in guests if (own := stands_for.get(g[1])) and own <= hosts}
    return at_home if at_home < guests else set()


def _stands_for(tellings: Sequence[Telling]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for telling in tellings:
        for node, states in telling.states.items():
            found[node].update(states)
    return found


def _is_directed(type_: str) -> bool:
    return any(name in _DIRECTED for name in (type_, *vocabulary().ancestors(type_)))


def _outcome_unknown(status: str, extent: Bounds, newest: str | None) -> bool:
    end = extent.latest_end or (extent.latest_start if status == "planned" else None)
    return bool(status in ("planned", "ongoing") and end and newest and end < newest)
