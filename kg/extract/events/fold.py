"""What a later telling of an event adds to it."""

from __future__ import annotations

from kg.dates import narrows
from kg.extract.events.draft import Draft, Filler
from kg.extract.events.filters import complete
from kg.extract.events.index import Index
from kg.extract.events.same import GATHERINGS, TALKS, covered, leaves_open
from kg.extract.events.where import NOWHERE, VISITS
from kg.extract.reading import TimeExpression

#: Types whose roles are different people's.
_OPPOSED = VISITS | {
    "Sanction", "Assistance", "Expulsion", "Recall", "Protest", "Invitation", "Award",
}  # fmt: skip


def _take(index: Index, target: Draft, draft: Draft) -> None:
    """Adds fillers that are new; not a state beside its person, or the other way round."""
    for filler in draft.fillers:
        present = target.entities(filler.role)
        paired = target.type in TALKS or (target.type in VISITS and filler.role == "guest")
        alike = paired and bool(present) and covered(index, {filler.entity}, set(present))
        if target.type in _OPPOSED and filler.role == "actor" and present:
            alike = (
                alike
                or covered(index, {filler.entity}, set(present))
                or any(index.side(filler.entity) == index.side(p) is not None for p in present)
            )
        other = target.type in _OPPOSED and filler.entity in target.entities()
        if alike and index.entity(filler.entity).type == "Person":
            _name(index, target, filler)
        if filler.entity not in target.entities(filler.role) and not alike and not other:
            target.fillers.append(filler)


def _name(index: Index, target: Draft, filler: Filler) -> None:
    """Puts the person who is named now in the place of the state or body that stood for him."""
    side = index.side(filler.entity)
    for at, known in enumerate(target.fillers):
        stood = index.entity(known.entity).type != "Person" and known.role == filler.role
        if stood and index.side(known.entity) == side is not None:
            named = filler.entity in target.entities(filler.role)
            target.fillers[at : at + 1] = [] if named else [filler]
            return


def _lies_in(index: Index, draft: Draft, target: Draft) -> bool:
    """Whether a draft's place is one in the target's: a city in the state, a venue in the city."""
    if draft.narrows == target.place:
        return True
    one, two = (index.entity(d.place) for d in (draft, target) if d.place is not None)
    return one.kind == "venue" and two.kind == "city" and one.iso == two.iso


def _closer(one: TimeExpression | None, two: TimeExpression | None) -> TimeExpression | None:
    """Of two times that agree the one that says more: the days of a month, not the month."""
    if one is None or two is None:
        return one or two
    return two if narrows(two.date, one.date) else one


def fold(index: Index, target: Draft, draft: Draft) -> None:
    """Takes over what a later mention adds."""
    target.merged.append(draft)
    alike = target.type == draft.type or {target.type, draft.type} <= VISITS
    if alike or not target.entities():
        _take(index, target, draft)
    if target.type == "Visit" and draft.type in VISITS:
        target.type = draft.type
    surely = draft.reasons["type"] != "trigger" or leaves_open(target)
    if (target.type, draft.type) == ("Meeting", "Call") and surely:
        target.type, target.reasons["type"] = "Call", draft.reasons["type"]
    if draft.status == "unconfirmed" and target.status == "planned":
        target.status, target.reasons["status"] = "unconfirmed", draft.reasons["status"]
    if target.type == "Accession" and (target.status, draft.status) == ("planned", "ongoing"):
        target.status, target.reasons["status"] = "ongoing", draft.reasons["status"]
    called_off = draft.status == "cancelled" and target.status == "planned"
    if called_off and target.type not in GATHERINGS:
        target.status, target.reasons["status"] = "cancelled", draft.reasons["status"]
    if draft.firm and not target.firm:
        target.status, target.firm = draft.status, True
        target.reasons["status"] = draft.reasons["status"]
    if alike and (complete(draft) or draft.told):
        target.time = _closer(target.time, draft.time)
    placed = draft.place is not None and target.type not in NOWHERE
    if placed and (target.place is None or _lies_in(index, draft, target)):
        target.place, target.reasons["place"] = draft.place, draft.reasons["place"]
    target.ordinal = target.ordinal or draft.ordinal
