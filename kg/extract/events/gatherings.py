"""Who is at a summit, forum or parade: those who meet there, and those who come for it."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.events.draft import Draft, Filler
from kg.extract.events.fold import fold
from kg.extract.events.index import Index
from kg.extract.events.same import GATHERINGS, TALKS
from kg.extract.events.where import VISITS

#: Type → roles of those who are where it happens.
_PRESENT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(VISITS, ("guest",)),
    **dict.fromkeys(TALKS, ("participant",)),
    "Award": ("actor", "recipient"),
}
#: A meeting with as many is the summit itself.
_CROWD = 4


def attend(index: Index, drafts: list[Draft]) -> list[Draft]:
    """Adds to gatherings the people of their parts; drops those that concern no other state."""
    drafts = _without_crowds(index, drafts)
    for draft in drafts:
        whole = draft.parent
        if whole is not None and whole.type in GATHERINGS:
            _add(whole, draft)
        if draft.type == "Signing" and whole is not None and whole.type in TALKS:
            _sign(whole, draft)
        if whole is not None and whole.type in VISITS:
            _on_visit(index, whole, draft)
        if draft.type == "Summit":
            _receive(index, draft)
    for draft in drafts:
        if draft.occurrence.trigger.venue_host:
            _host(index, draft)
    absent = {e for d in drafts if d.type in GATHERINGS for e in d.entities("absent")}
    return [d for d in drafts if not _domestic(index, d) and not _stays_away(d, absent)]


def _stays_away(draft: Draft, absent: set[str]) -> bool:
    """Whether a visit is only what one who does not come to a gathering does not do."""
    guests = set(draft.entities("guest"))
    return draft.type in VISITS and draft.status == "cancelled" and guests <= absent


def _without_crowds(index: Index, drafts: list[Draft]) -> list[Draft]:
    """A leader who meets many at a summit takes part in it: no meeting of its own."""
    out = []
    for draft in drafts:
        whole = draft.parent
        crowd = draft.type == "Meeting" and len(draft.entities("participant")) >= _CROWD
        if crowd and whole is not None and whole.type == "Summit":
            _add(whole, draft)
            fold(index, whole, draft)
        else:
            out.append(draft)
    return out


def _sign(whole: Draft, part: Draft) -> None:
    """Those who talked are those who agreed («в ходе переговоров … достигнуто соглашение»)."""
    known = set(part.entities())
    part.fillers += [
        replace(f, role="signatory", rule="participant of the talks")
        for f in whole.fillers
        if f.role == "participant" and f.entity not in known
    ]


def _on_visit(index: Index, visit: Draft, part: Draft) -> None:
    """What is done on a visit, its guests and hosts do: leaders talk, states sign and launch."""
    roles = {"Meeting": "participant", "Session": "participant", "Signing": "signatory",
             "Launch": "actor"}  # fmt: skip
    role = roles.get(part.type)
    present = part.entities(role) if role else []
    if role is None or len(present) > 1 or (part.type == "Meeting" and len(present) == 1):
        return
    for entity in _both_sides(index, visit, leaders=role == "participant"):
        if entity not in part.entities() and not _represented(index, entity, present):
            at = part.occurrence
            token = index.tree(at.sentence).tokens[at.token]
            part.fillers.append(
                Filler(role, entity, "of the visit", at.sentence, token.start, token.end)
            )


def _both_sides(index: Index, visit: Draft, *, leaders: bool) -> list[str]:
    """Guests and hosts of a visit: persons where leaders are wanted and named, else states."""
    if leaders:
        hosts = [e for e in visit.entities("host") if index.entity(e).type == "Person"]
        states = [e for e in visit.entities("host") if index.entity(e).type == "State"]
        named = [index.holder("лидер", state) or state for state in states]
        return visit.entities("guest") + (hosts or named)
    sides = [index.side(e) for e in visit.entities("guest", "host")]
    return list(dict.fromkeys(index.states[s] for s in sides if s in index.states))


def _represented(index: Index, entity: str, present: list[str]) -> bool:
    return index.side(entity) in {index.side(p) for p in present}


def _receive(index: Index, draft: Draft) -> None:
    """A state that is named as the place of a summit receives it."""
    place = draft.place
    if place is None or index.entity(place).type != "State" or place in draft.entities():
        return
    at = index.tree(draft.sentence).tokens[draft.occurrence.token]
    draft.fillers.append(Filler("organizer", place, "place", draft.sentence, at.start, at.end))


def _add(whole: Draft, part: Draft) -> None:
    roles = _PRESENT.get(part.type, ())
    known = set(whole.entities())
    whole.fillers += [
        replace(f, role="participant", rule=f"{f.role} of its part")
        for f in part.fillers
        if f.role in roles and f.entity not in known
    ]


def _host(index: Index, draft: Draft) -> None:
    """A parade or inauguration is held by the state where it is."""
    side = index.side(draft.place) if draft.place else None
    state = index.states.get(side) if side else None
    if state is None or state in draft.entities():
        return
    at = index.tree(draft.sentence).tokens[draft.occurrence.token]
    draft.fillers.insert(
        0, Filler("organizer", state, "state of the place", draft.sentence, at.start, at.end)
    )


def _is_nameless(index: Index, organizer: str) -> bool:
    """Whether a body or series is none that is known for its part in the world's affairs."""
    entity = index.entity(organizer)
    return entity.type == "Organization" and entity.gazetteer is None and entity.kind != "igo"


def _domestic(index: Index, draft: Draft) -> bool:
    """Whether a ceremony or sitting has nobody from abroad."""
    if draft.type in GATHERINGS and not draft.occurrence.trigger.venue_host:
        sides = {index.side(e) for e in draft.entities()}
        foreign = sides - {None}
        organizers = draft.entities("organizer")
        nameless = bool(organizers) and all(_is_nameless(index, e) for e in organizers)
        return (nameless and len(foreign) <= 1) or (len(foreign) == 1 and None not in sides)
    if not draft.occurrence.trigger.venue_host:
        return False
    home = index.side(draft.place) if draft.place else None
    sides = {index.side(e) for e in draft.entities("participant")}
    return not (sides - {home, None}) or (home is None and len(sides) == 1)
