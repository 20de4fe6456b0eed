"""Which drafts are events at all: enough parties, and not among one state's own people."""

from __future__ import annotations

from kg.extract.events.draft import Draft
from kg.extract.events.index import Index
from kg.extract.events.where import VISITS
from kg.model.extraction import Entity

#: Types of which a refusal is told, not an event.
_ACTS = frozenset({"Sanction", "Assistance", "RelationsSevered", "Expulsion", "Recall", "Protest",
                   "Dismissal"})  # fmt: skip
#: Acts against another state.
_FOREIGN = frozenset({"Expulsion", "Sanction", "Protest"})
_PARTIES = ("signatory", "beneficiary", "mediator")
_POSTS = frozenset({"Appointment", "Dismissal"})
_CONTACTS = frozenset({"Meeting", "Call", "Negotiation"})


def verdict(index: Index, draft: Draft) -> str:
    """Why a draft is no event; empty where it is one, or may be part of one told elsewhere."""
    if not draft.status:
        return draft.reasons["status"]
    if draft.type in _ACTS and draft.status == "cancelled":
        return "refused or lifted: a claim only"
    if draft.type in VISITS and _at_home(index, draft):
        return "visit within the guest's own state"
    if draft.type in VISITS and _on_duty(index, draft):
        return "an envoy where he is posted"
    guests = [index.entity(e) for e in draft.entities("guest")]
    if draft.type in VISITS and guests and all(_is_private(index, e) for e in guests):
        return "a private person's way"
    if draft.type in _CONTACTS and _among_themselves(index, draft, "participant"):
        return "all of one state"
    talkers = [index.entity(e) for e in draft.entities("participant")]
    if draft.type in _CONTACTS and talkers and all(_is_private(index, e) for e in talkers):
        return "private people"
    appointees = [index.entity(e) for e in draft.entities("appointee")]
    private = bool(appointees) and all(_is_private(index, e) for e in appointees)
    if draft.type in _POSTS and private and not _of_a_post(index, draft):
        return "no office of a state or body"
    if draft.type == "Accession" and _to_a_state(index, draft):
        return "a state joins others in something"
    if draft.type == "Exercise" and len(draft.entities()) == 1 and draft.entities("participant"):
        return "a state's own exercise"
    if draft.type == "Signing" and _of_business(index, draft):
        return "a deal of companies"
    if draft.type == "Signing" and _of_nobody(index, draft):
        return "some agreement of nobody's"
    if draft.type in _FOREIGN and _among_themselves(index, draft, "actor", "target"):
        return "a state's own people"
    inviters = [index.entity(e) for e in draft.entities("inviter")]
    if inviters and all(e.type == "Person" and _is_private(index, e) for e in inviters):
        return "a private person's invitation"
    if draft.type == "Invitation" and _only_called_so(index, draft):
        return "said of whom, not told"
    if draft.type == "Invitation" and _among_themselves(index, draft, "inviter", "invitee"):
        return "all of one state"
    return ""


def _of_a_post(index: Index, draft: Draft) -> bool:
    """«назначили послом», «на пост министра»: an office of a state, whoever had it."""
    tree, token = index.tree(draft.sentence), draft.occurrence.token
    near = [*tree.subtree(token)] if draft.occurrence.is_verb else []
    return any(
        tree.lemma(k) in index.words.grammar["posts"] and tree.case(k) in ("Ins", "Gen")
        for k in near
    )


def complete(draft: Draft) -> bool:
    """Whether the roles that the trigger needs are filled."""
    needs = draft.occurrence.trigger.needs
    if draft.occurrence.trigger.venue_host and draft.place is not None:
        return True
    return not needs or any(
        all(len(draft.entities(role)) >= count for role, count in need.items()) for need in needs
    )


def _at_home(index: Index, draft: Draft) -> bool:
    guests = {index.side(e) for e in draft.entities("guest")}
    hosts = {index.side(e) for e in draft.entities("host")}
    return bool(guests and hosts) and len(guests | hosts) == 1 and None not in guests | hosts


def _on_duty(index: Index, draft: Draft) -> bool:
    """«посол прибыл в МИД»: an ambassador at a ministry, which is no journey."""
    hosts = [index.entity(e) for e in draft.entities("host")]
    titles = [{o.title_en for o in index.reading.offices_of(e)} for e in draft.entities("guest")]
    ministry = bool(hosts) and all(h.kind == "government" for h in hosts)
    return ministry and bool(titles) and all("ambassador" in held for held in titles)


def _to_a_state(index: Index, draft: Draft) -> bool:
    """«к ОАЭ присоединился Йемен»: only territories join a state."""
    members = {index.entity(e).type for e in draft.entities("member")}
    targets = {index.entity(e).type for e in draft.entities("target")}
    return members == targets == {"State"}


def _of_business(index: Index, draft: Draft) -> bool:
    """Whether only companies, or one state's people and bodies, have a part in a deal."""
    parties = [index.entity(e) for e in draft.entities("signatory", "beneficiary")]
    if not parties:
        documents = [index.entity(e) for e in draft.entities("document")]
        return bool(documents) and all("контракт" in e.name.lower() for e in documents)
    if any(e.type == "State" for e in parties):
        return False
    if all(_is_private(index, e) for e in parties):
        return True
    sides = {index.side(e.id) for e in parties}
    return len(parties) > 1 and len(sides) == 1 and None not in sides


def _only_called_so(index: Index, draft: Draft) -> bool:
    """«в списке приглашённых стран», «отказ пригласить их»: nobody is told to invite."""
    if draft.entities("inviter"):
        return False
    tree, token = index.tree(draft.sentence), draft.occurrence.token
    if tree.tokens[token].rel not in ("amod", "acl"):
        return draft.status == "cancelled"
    denied = any(tree.negated(node) for node in tree.above(token) if tree.is_predicate(node))
    return denied or not tree.kids[token] or draft.status == "cancelled"


def _of_nobody(index: Index, draft: Draft) -> bool:
    """«можем достичь соглашения»: not which, nor with whom."""
    papers = [index.entity(e).name for e in draft.entities("document")]
    wish = draft.status == "planned" and not draft.entities(*_PARTIES)
    return wish and bool(papers) and all(" " not in name for name in papers)


def _is_private(index: Index, party: Entity) -> bool:
    """A company, a club, or a person of no office that anybody knows."""
    if party.type == "Organization":
        return party.kind in ("company", "other")
    known = index.side(party.id) is not None or bool(index.reading.offices_of(party.id))
    return party.type == "Person" and not known


def _among_themselves(index: Index, draft: Draft, *roles: str) -> bool:
    sides = [index.side(e) for e in draft.entities(*roles)]
    return len(sides) >= 2 and len(set(sides)) == 1 and None not in sides
