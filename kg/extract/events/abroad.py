"""Visits lead abroad: who is at home where a visit goes has no part in it as a guest."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.events.draft import Draft, Filler
from kg.extract.events.index import Index
from kg.extract.events.where import VISITS


def abroad(index: Index, events: Sequence[Draft]) -> list[Draft]:
    """The events without guests at home, and without visits that nobody from elsewhere makes."""
    return [draft for draft in events if draft.type not in VISITS or _leads_abroad(index, draft)]


def _leads_abroad(index: Index, draft: Draft) -> bool:
    """Takes those at home out of a visit: its guests if others come, else its hosts."""
    home = _sides(index, draft, "guest") & _sides(index, draft, "host") - {None}
    if not home:
        return True
    for role in ("guest", "host"):
        here = {f.entity for f in _at_home(index, draft, role, home)}
        if set(draft.entities(role)) - here:
            draft.fillers = [f for f in draft.fillers if f.role != role or f.entity not in here]
            return True
    return False


def _sides(index: Index, draft: Draft, role: str) -> set[str | None]:
    return {index.side(entity) for entity in draft.entities(role)}


def _at_home(index: Index, draft: Draft, role: str, home: set[str | None]) -> list[Filler]:
    return [f for f in draft.fillers if f.role == role and index.side(f.entity) in home]
