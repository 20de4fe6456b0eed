"""Events that one article tells of more than once: a headline's visit, and the visit it goes into.

Two events of an article are one where they are of one kind, between the same, at times that fit,
and nothing sets them apart: a number in a series, a city, a status, a sum. Of kinds that recur
between the same two, both must be dated alike or stand in the same words. In doubt they stay two,
as their author told them apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.dates import split
from kg.model.extraction import Event, Evidence, Extraction
from kg.resolve.acts import FREQUENT
from kg.resolve.score import KEY_ROLES, KIND, ONCE, OTHER_KEY_ROLES, SITTINGS, TWO_SIDED
from kg.resolve.tellings import AHEAD, OVER, figures, overlap, window_of
from kg.schema import vocabulary

#: Kinds of which there are many between the same two.
_RECURRING = frozenset({"Meeting", "Call", "Negotiation", "Exercise", *FREQUENT})
#: Statuses of what does not take place as planned.
_OFF = frozenset({"cancelled", "postponed"})


def unite(
    extraction: Extraction, links: Mapping[str, str], judged: Collection[str] = ()
) -> tuple[Extraction, dict[str, str]]:
    """The extraction with each event once, and event → the event that now stands for it.

    ``links`` gives the nodes of entities. Events that people judged (``judged``) stay as they are.
    """
    told: list[Event] = []
    found: dict[str, str] = {}
    article = _Article(extraction.published, links)
    for event in extraction.events:
        number = next(
            (
                n
                for n, other in enumerate(told)
                if {event.id, other.id}.isdisjoint(judged) and article.is_one(other, event)
            ),
            None,
        )
        if number is None:
            told.append(event)
        else:
            found[event.id] = told[number].id
            told[number] = _joined(told[number], event, links)
    if not found:
        return extraction, found
    return _renamed(extraction, told, found), found


@dataclass(frozen=True, slots=True)
class _Article:
    """What events of an article are compared by."""

    published: str | None
    links: Mapping[str, str]

    def is_one(self, a: Event, b: Event) -> bool:
        """Whether two events are one."""
        kind = KIND.get(a.type, a.type)
        if kind != KIND.get(b.type, b.type) or _set_apart(a, b) or self._elsewhere(kind, a, b):
            return False
        alike = overlap(a.evidence, b.evidence) or self._same_act(kind, a, b)
        if kind in FREQUENT and not alike:
            return False
        return self._same_sides(kind, a, b) and self._same_time(kind, a, b, alike)

    def _elsewhere(self, kind: str, a: Event, b: Event) -> bool:
        """Whether they are in two cities; a visit of the same days goes to many."""
        cities = {self.links[e.place] for e in (a, b) if e.place}
        two = len({c for c in cities if not c.startswith("state/")}) == 2
        return two and not (kind == "Visit" and a.date and a.date == b.date)

    def _same_sides(self, kind: str, a: Event, b: Event) -> bool:
        """Whether all key roles have the same fillers; where both are dated, one may have more."""
        if kind == "Gathering":
            return bool(self._nodes(a, ("organizer",)) & self._nodes(b, ("organizer",)))
        needed = 2 if kind in TWO_SIDED else 1
        for group in KEY_ROLES.get(kind, OTHER_KEY_ROLES):
            ours, theirs = self._nodes(a, group), self._nodes(b, group)
            fits = ours == theirs or (a.date and b.date and (ours <= theirs or theirs <= ours))
            if len(ours & theirs) < needed or not fits:
                return False
        return True

    def _nodes(self, event: Event, roles: Collection[str]) -> set[str]:
        return {self.links[p.entity] for p in event.participants if p.role in roles}

    def _same_act(self, kind: str, a: Event, b: Event) -> bool:
        """Whether both tell one sum or document."""
        ours, theirs = (figures(e) | self._nodes(e, ("document",)) for e in (a, b))
        return kind in FREQUENT and not ours.isdisjoint(theirs)

    def _same_time(self, kind: str, a: Event, b: Event, alike: bool) -> bool:
        ours, theirs = window_of(a, self.published), window_of(b, self.published)
        if ours is None or theirs is None:
            return a.date == b.date
        if ours.first > theirs.last or theirs.first > ours.last:
            return False
        if a.date and a.date == b.date:
            return True
        if kind in _RECURRING:
            return alike and "year" not in (ours.grain, theirs.grain)
        return alike or bool(a.date or b.date) or self._undated_alike(kind, a, b)

    def _undated_alike(self, kind: str, a: Event, b: Event) -> bool:
        """Whether undated events are as far, and one is the article's own matter."""
        prominent = kind in ONCE or "main" in (a.salience, b.salience)
        return prominent and (a.status in OVER) == (b.status in OVER)


def _set_apart(a: Event, b: Event) -> bool:
    """Whether number, city, status or a forum's sitting makes them two."""
    if a.ordinal and b.ordinal and a.ordinal != b.ordinal:
        return True
    if b.part_of == a.id or a.part_of == b.id or SITTINGS.get(a.type) == b.type:
        return True
    return a.status != b.status and not _OFF.isdisjoint((a.status, b.status))


def _joined(a: Event, b: Event, links: Mapping[str, str]) -> Event:
    """One event of two: as the more prominent has it, with what only the other tells."""
    first, other = sorted((a, b), key=lambda e: (e.salience != "main", e is b))
    known = {(p.role, links[p.entity]) for p in first.participants}
    more = (p for p in other.participants if (p.role, links[p.entity]) not in known)
    dated = max((first, other), key=lambda e: _fineness(e.date))
    placed = max((first, other), key=lambda e: _nearness(e.place, links))
    return first.model_copy(
        update={
            "id": a.id,
            "type": _finer(first.type, other.type),
            "status": _further(first, other),
            **{name: getattr(dated, name) for name in ("date", "start", "end", "date_text")},
            "place": placed.place,
            "part_of": first.part_of or other.part_of,
            "ordinal": first.ordinal or other.ordinal,
            "confidence": max(first.confidence, other.confidence),
            "participants": (*first.participants, *more),
            "topics": tuple(dict.fromkeys((*first.topics, *other.topics))),
            "resulted_in": tuple(dict.fromkeys((*first.resulted_in, *other.resulted_in))),
            "invites_to": first.invites_to or other.invites_to,
            "evidence": _all_of(first.evidence, other.evidence),
        }
    )


def _fineness(date: str | None) -> int:
    """Length of the coarser known point."""
    return min((len(point) for point in split(date) if point), default=0) if date else 0


def _nearness(place: str | None, links: Mapping[str, str]) -> int:
    """2 for a city or venue, 1 for a state, 0 for none."""
    return (1 + (not links[place].startswith("state/"))) if place else 0


def _finer(type_: str, other: str) -> str:
    """The type that refines the other, if one does."""
    return other if type_ in vocabulary().ancestors(other) else type_


def _further(first: Event, other: Event) -> str:
    """The status of the more prominent; of equals, of what is under way or done."""
    ahead = first.status in AHEAD and other.status in OVER
    return other.status if ahead and other.salience == first.salience else first.status


def _all_of(ours: Evidence, theirs: Evidence) -> Evidence:
    """Both in order of the text, without what another fragment contains."""
    every = {*ours, *theirs}
    kept = (
        f for f in every if not any(o != f and o.start <= f.start and f.end <= o.end for o in every)
    )
    return tuple(sorted(kept, key=lambda f: (f.start, f.end)))


def _renamed(extraction: Extraction, told: list[Event], found: Mapping[str, str]) -> Extraction:
    """The extraction with these events, and all that points at an event set right."""

    def other(event: Event, named: str | None) -> str | None:
        now = found.get(named, named) if named else None
        return now if now != event.id else None

    events = (
        e.model_copy(update={"part_of": other(e, e.part_of), "invites_to": other(e, e.invites_to)})
        for e in told
    )
    claims = (
        c.model_copy(update={"about": tuple(dict.fromkeys(found.get(a, a) for a in c.about))})
        for c in extraction.claims
    )
    return extraction.model_copy(update={"events": tuple(events), "claims": tuple(claims)})
