"""What an invitation invites to, and the hosts that it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.events.draft import Draft
from kg.extract.events.index import Index
from kg.extract.events.same import GATHERINGS, mentions_of
from kg.extract.events.where import VISITS


def invited_to(index: Index, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The visit of the invited to the inviter's state, else the gathering told of beside it."""
    if draft.type != "Invitation":
        return None
    invited = set(draft.entities("invitee"))
    sides = {index.side(e) for e in draft.entities("inviter")} - {None}
    for visit in drafts:
        hosts = {index.side(e) for e in visit.entities("host")}
        later = visit.type in VISITS and not visit.earlier
        if later and invited & set(visit.entities("guest")) and sides & hosts:
            return visit
    told = {m.sentence for m in mentions_of(draft)}
    beside = (
        d for d in drafts if d.type in GATHERINGS and told & {m.sentence for m in mentions_of(d)}
    )
    return next(beside, None)


def receive(index: Index, drafts: Sequence[Draft]) -> None:
    """Who invites to a visit receives the guest: a host beside his state."""
    for draft in drafts:
        visit = invited_to(index, draft, drafts)
        if visit is None or visit.type not in VISITS:
            continue
        known = set(visit.entities())
        visit.fillers += [
            replace(f, role="host", rule="invites")
            for f in draft.fillers
            if f.role == "inviter"
            and f.entity not in known
            and index.entity(f.entity).type == "Person"
        ]
