"""From occurrences of triggers to drafts: type, roles, status, time, place, ordinal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.events.arguments import Arguments
from kg.extract.events.draft import Draft, Filler, Occurrence
from kg.extract.events.earlier import is_earlier
from kg.extract.events.index import Index
from kg.extract.events.kinds import type_of
from kg.extract.events.match import occurrences
from kg.extract.events.merge import GATHERINGS
from kg.extract.events.ordinals import ordinal_of
from kg.extract.events.roles import Roles
from kg.extract.events.split import split
from kg.extract.events.status import Status
from kg.extract.events.when import then, time_of
from kg.extract.events.where import VISITS, place_of
from kg.extract.reading import TimeExpression

#: Types that happen at no one place.
_NOWHERE = frozenset(
    {"Call", "Invitation", "Sanction", "Recognition", "Accession", "Withdrawal", "Assistance"}
)


#: Roles of those who do something together, whom «стороны» and «лидеры» may mean later.
_TOGETHER = (
    "participant", "signatory", "inviter", "invitee", "actor", "recipient", "target"
)  # fmt: skip
#: Rules that tell of an election.
_ELECTIONS = frozenset({"to-win-election", "to-appoint"})
#: Types of which one may stay away.
_ATTENDED = GATHERINGS | {"Exercise"}
#: Ways that give who takes part of his own will.
_OWN_WILL = frozenset({"carrier", "clause", "subject"})


def drafts(index: Index) -> Iterator[Draft]:
    """Every occurrence of a trigger as a draft; ``verdict`` says why one is no event."""
    arguments = Arguments(index)
    roles, status = Roles(index, arguments), Status(index)
    last: TimeExpression | None = None
    before: Draft | None = None
    for at in occurrences(index):
        fillers = roles.fill(at)
        kind, reason = type_of(index, at, fillers)
        draft = Draft(at, kind, fillers, reasons={"type": reason})
        judgement = status.judge(at)
        draft.status, draft.reasons["status"] = judgement.status or "", judgement.reason
        draft.firm = judgement.firm
        if kind in _ATTENDED and _is_refused(index, at):
            _stay_away(draft)
        draft.time = (
            None if at.trigger.undated else time_of(index, at, kind) or then(index, at, last)
        )
        place = place_of(index, draft)
        if place is not None and kind not in _NOWHERE:
            draft.place, draft.reasons["place"] = place
        draft.narrows = _state_of(index, draft.place)
        draft.told = index.tree(at.sentence).relation(at.token).startswith("nsubj")
        draft.ordinal = ordinal_of(index, at, kind)
        draft.earlier = is_earlier(index, at)
        if kind in VISITS:
            _visited(index, draft)
        if kind == "Appointment" and _is_election(draft):
            _at_the_polls(index, draft)
        if kind == "Exercise":
            _on_the_ground(index, draft)
        if kind == "Protest":
            _at_the_ministry(index, draft)
        if kind not in GATHERINGS:
            arguments.remember(draft.entities(*_TOGETHER))
        if _goes_on(draft, before):
            draft.earlier, draft.time = True, draft.time or before.time if before else None
        before = draft if draft.time is not None else before
        last = draft.time or last
        yield from split(index, draft)


def _goes_on(draft: Draft, before: Draft | None) -> bool:
    """Whether a draft goes on with what was told of an earlier time in the sentence before."""
    return (
        before is not None
        and before.earlier
        and draft.time is None
        and draft.status == "held"
        and 0 <= draft.sentence - before.sentence <= 1
        and bool(set(draft.entities()) & set(before.entities()))
    )


def _is_election(draft: Draft) -> bool:
    """Whether an appointment is told as an election of its person, not as a date for another event."""
    told = {"gen", "congratulated"} & {f.rule for f in draft.fillers}
    return draft.rule in _ELECTIONS or (draft.rule == "appointment" and bool(told))


def _at_the_polls(index: Index, draft: Draft) -> None:
    """An election is held in the state whose leader is elected."""
    sides = [index.side(person) for person in draft.entities("appointee")]
    state = index.states.get(sides[0] or "") if sides else None
    if state is not None and draft.place is None:
        draft.place, draft.reasons["place"] = state, "state of the elected"


def _is_refused(index: Index, at: Occurrence) -> bool:
    """Whether the verb over a gathering's noun is denied, or one of refusing."""
    tree = index.tree(at.sentence)
    if at.carrier is None or at.carrier == at.token:
        return False
    refuses = tree.lemma(at.carrier) in index.words.status["refuse"]
    return refuses != tree.negated(at.carrier)


def _stay_away(draft: Draft) -> None:
    """«на саммит не приедет»: one who stays away does not cancel what others hold."""
    draft.fillers = [
        replace(f, role="absent") if f.role == "participant" and f.rule in _OWN_WILL else f
        for f in draft.fillers
    ]
    if draft.type in GATHERINGS and draft.entities("absent"):
        draft.status, draft.firm = "planned", False


def _on_the_ground(index: Index, draft: Draft) -> None:
    """Joint exercises in a state have it take part."""
    place = draft.place
    if draft.status == "cancelled" or place is None or index.entity(place).type != "State":
        return
    at = index.tree(draft.sentence).tokens[draft.occurrence.token]
    if place not in draft.entities():
        draft.fillers.append(
            Filler("participant", place, "place", 0.7, draft.sentence, at.start, at.end)
        )


def _at_the_ministry(index: Index, draft: Draft) -> None:
    """An ambassador is summoned in the state that protests."""
    sides = [index.side(actor) for actor in draft.entities("actor")]
    state = index.states.get(sides[0] or "") if sides else None
    if state is not None and draft.rule == "to-summon":
        draft.place, draft.reasons["place"] = state, "state of the actor"


def _state_of(index: Index, place: str | None) -> str | None:
    if place is None or index.entity(place).type == "State":
        return None
    return index.states.get(index.side(place) or "")


def _visited(index: Index, draft: Draft) -> None:
    """A city or venue as destination: its state is the host, the place itself the place."""
    out: list[Filler] = []
    for filler in draft.fillers:
        entity = index.entity(filler.entity)
        if filler.role == "host" and entity.type == "Place" and entity.iso:
            state = index.states.get(entity.iso)
            if state is None:
                continue
            filler = Filler("host", state, f"{filler.rule}, state of place", filler.weight,
                            filler.sentence, filler.start, filler.end)  # fmt: skip
        if all(f.entity != filler.entity or f.role != filler.role for f in out):
            out.append(filler)
    draft.fillers = out
