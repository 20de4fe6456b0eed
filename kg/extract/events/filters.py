"""Which drafts are events at all: enough parties, and not among one state's own people."""

from __future__ import annotations

from kg.extract.events.draft import Draft
from kg.extract.events.index import Index
from kg.extract.events.where import VISITS

#: Types of which a refusal is told, not an event.
_ACTS = frozenset({"Sanction", "Assistance", "RelationsSevered", "Expulsion", "Recall", "Protest",
                   "Dismissal"})  # fmt: skip
_CONTACTS = frozenset({"Meeting", "Call", "Negotiation"})


def verdict(index: Index, draft: Draft) -> str:
    """Why a draft is no event; empty where it is one, or may be part of one told elsewhere."""
    if not draft.status:
        return draft.reasons["status"]
    if draft.type in _ACTS and draft.status == "cancelled":
        return "refused or lifted: a claim only"
    if draft.type in VISITS and _at_home(index, draft):
        return "visit within the guest's own state"
    if draft.type in _CONTACTS and _among_themselves(index, draft, "participant"):
        return "all of one state"
    if draft.type == "Signing" and _of_business(index, draft):
        return "a deal of companies"
    if draft.type == "Invitation" and _among_themselves(index, draft, "inviter", "invitee"):
        return "all of one state"
    return ""


def complete(draft: Draft) -> bool:
    """Whether the roles that the trigger needs are filled."""
    needs = draft.occurrence.trigger.needs
    if draft.occurrence.trigger.venue_host and draft.place is not None:
        return True
    return not needs or any(
        all(len(draft.entities(role)) >= count for role, count in need.items()) for need in needs
    )


def tolerable(draft: Draft) -> bool:
    """Whether an event that lacks a role is worth telling of all the same."""
    least = draft.occurrence.trigger.least
    if draft.type in VISITS and not _tells_of_visit(draft):
        return False
    if draft.status == "cancelled" and not draft.entities():
        return False
    return least is not None and draft.firm and len(draft.entities()) >= least


def _tells_of_visit(draft: Draft) -> bool:
    """Whether a visit without its guest or host is told plainly: «летевший в … самолёт» is none."""
    if draft.occurrence.is_verb and not draft.entities("guest"):
        return False
    return draft.place is not None or (draft.time is not None and draft.status != "cancelled")


def _at_home(index: Index, draft: Draft) -> bool:
    guests = {index.side(e) for e in draft.entities("guest")}
    hosts = {index.side(e) for e in draft.entities("host")}
    return bool(guests and hosts) and len(guests | hosts) == 1 and None not in guests | hosts


def _of_business(index: Index, draft: Draft) -> bool:
    """Whether only companies, or one state's people and bodies, have a part in a deal."""
    parties = [index.entity(e) for e in draft.entities("signatory", "beneficiary")]
    if not parties or any(e.type == "State" for e in parties):
        return False
    if all(e.type == "Organization" and e.kind in ("company", "other") for e in parties):
        return True
    sides = {index.side(e.id) for e in parties}
    return len(parties) > 1 and len(sides) == 1 and None not in sides


def _among_themselves(index: Index, draft: Draft, *roles: str) -> bool:
    sides = [index.side(e) for e in draft.entities(*roles)]
    return len(sides) >= 2 and len(set(sides)) == 1 and None not in sides
