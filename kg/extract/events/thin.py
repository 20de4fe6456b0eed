"""Events that lack a role: which are worth telling of all the same."""

from __future__ import annotations

from kg.extract.events.draft import Draft
from kg.extract.events.index import Index
from kg.extract.events.where import VISITS

_CONTACTS = frozenset({"Meeting", "Call"})


def tolerable(index: Index, draft: Draft) -> bool:
    """Whether an event that lacks a role is worth telling of all the same."""
    least = draft.occurrence.trigger.least
    if least is None or not draft.firm or len(draft.entities()) < least:
        return False
    if draft.type in VISITS:
        return _tells_of_visit(draft)
    if not draft.entities():
        return _happens(index, draft) and (draft.type != "Negotiation" or _abroad(index, draft))
    if draft.type in _CONTACTS and len(draft.entities()) == len(draft.entities("participant")) == 1:
        return _with_officials(index, draft)
    return any(not _is_company(index, e) for e in draft.entities())


def _happens(index: Index, draft: Draft) -> bool:
    """Whether talks of which nobody is named are told to begin, go on or be over."""
    at, tree = draft.occurrence, index.tree(draft.sentence)
    told = {tree.lemma(k) for k in (at.carrier, tree.told_of(at.token)) if k is not None}
    over = tree.lemma(tree.tokens[at.token].head) if tree.tokens[at.token].head >= 0 else ""
    status = index.words.status
    return draft.status in ("held", "ongoing", "planned") and bool(
        told & status["occur"] or over in status["portion"] or draft.time is not None
    )


def _tells_of_visit(draft: Draft) -> bool:
    """«летевший в … самолёт», «поездка на праздники» are none: a guest, or a time of a noun."""
    if not draft.entities("guest") and (draft.occurrence.is_verb or draft.time is None):
        return False
    return draft.place is not None or (draft.time is not None and draft.status != "cancelled")


def _abroad(index: Index, draft: Draft) -> bool:
    """Whether the sentence names a state or an official of one."""
    mentions = index.reading.mentions_in(draft.sentence)
    return any(
        m.form != "adjective"
        and index.side(m.entity)
        and index.entity(m.entity).type in ("State", "Person")
        for m in mentions
    )


def _with_officials(index: Index, draft: Draft) -> bool:
    """Whether talks of which one side is known may be with another: not with pupils or soldiers.

    The other side is a leader, an envoy, a delegation, or named by what it belongs to.
    """
    tree, token = index.tree(draft.sentence), draft.occurrence.token
    if _is_company(index, draft.entities()[0]):
        return False
    several = tree.tokens[token].feats.get("Number") == "Plur"
    nouns = index.words.leaders | index.words.bodies
    for base in {token, draft.occurrence.carrier} - {None}:
        for child in tree.kids[base or 0]:
            if tree.preposition(child) == "с" and tree.case(child) == "Ins":
                named = index.at(draft.sentence, child)
                if named and index.entity(named[0].entity).kind == "media":
                    return False
                return bool(named) or tree.lemma(child) in nouns
    return several


def _is_company(index: Index, entity: str) -> bool:
    party = index.entity(entity)
    return party.type == "Organization" and party.kind in ("company", "media")
