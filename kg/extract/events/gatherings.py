"""Who is at a summit, forum or parade: those who meet there, and those who come for it."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.events.draft import Draft, Filler
from kg.extract.events.index import Index
from kg.extract.events.merge import GATHERINGS, TALKS
from kg.extract.events.where import VISITS


def attend(index: Index, drafts: list[Draft]) -> list[Draft]:
    """Adds to gatherings the people of their parts; leaves out those that concern no other state."""
    for draft in drafts:
        whole = draft.parent
        if whole is not None and whole.type in GATHERINGS:
            _add(whole, draft)
    for draft in drafts:
        if draft.occurrence.trigger.venue_host:
            _host(index, draft)
    return [d for d in drafts if not _domestic(index, d)]


def _add(whole: Draft, part: Draft) -> None:
    roles = ("guest",) if part.type in VISITS else ("participant",) if part.type in TALKS else ()
    known = set(whole.entities())
    whole.fillers += [
        replace(f, role="participant", rule=f"{f.role} of its part", weight=0.8)
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
        0, Filler("organizer", state, "state of the place", 0.8, draft.sentence, at.start, at.end)
    )


def _domestic(index: Index, draft: Draft) -> bool:
    """Whether a ceremony has nobody from abroad."""
    if not draft.occurrence.trigger.venue_host:
        return False
    home = index.side(draft.place) if draft.place else None
    sides = {index.side(e) for e in draft.entities("participant")}
    return not (sides - {home, None})
