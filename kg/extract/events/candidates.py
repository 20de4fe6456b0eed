"""From occurrences of triggers to drafts: type, roles, status, time, place, ordinal."""

from __future__ import annotations

from collections.abc import Iterator

from kg import dates
from kg.extract.events.adjust import adjust
from kg.extract.events.arguments import Arguments
from kg.extract.events.draft import Draft, Occurrence
from kg.extract.events.earlier import is_earlier
from kg.extract.events.index import Index
from kg.extract.events.kinds import type_of
from kg.extract.events.match import occurrences
from kg.extract.events.ordinals import ordinal_of
from kg.extract.events.roles import Roles
from kg.extract.events.same import GATHERINGS, TALKS
from kg.extract.events.split import split
from kg.extract.events.status import SETTLED, Status
from kg.extract.events.when import then, time_of
from kg.extract.events.where import place_of

#: Roles of those who do something together, whom «стороны» and «лидеры» may mean later.
_TOGETHER = (
    "participant", "signatory", "inviter", "invitee", "actor", "recipient", "target"
)  # fmt: skip
#: Types that one comes for.
MET = GATHERINGS | TALKS


def drafts(index: Index) -> Iterator[Draft]:
    """Every occurrence of a trigger as a draft, in order; later ones may go on with earlier."""
    arguments = Arguments(index)
    roles, status = Roles(index, arguments), Status(index)
    before: Draft | None = None
    for at in occurrences(index):
        draft = _draft(index, roles, status, at)
        if not at.trigger.undated:
            draft.time = time_of(index, at, draft.type) or then(index, at)
        if draft.time is not None and (_too_late(index, draft) or _too_early(index, draft)):
            draft.time = None
        _purpose(index, draft)
        _begun(index, draft)
        if draft.type not in GATHERINGS:
            arguments.remember(draft.entities(*_TOGETHER))
        if before is not None and _goes_on(draft, before):
            draft.earlier, draft.time = True, before.time
        if draft.time is not None:
            before = draft
        yield from split(index, draft)


def _draft(index: Index, roles: Roles, status: Status, at: Occurrence) -> Draft:
    """What an occurrence's own sentence says of its event."""
    fillers = roles.fill(at)
    kind, reason = type_of(index, at, fillers)
    draft = Draft(at, kind, fillers, reasons={"type": reason})
    judgement = status.judge(at)
    draft.status, draft.reasons["status"] = judgement.status or "", judgement.reason
    draft.firm = judgement.firm
    place = place_of(index, draft)
    if place is not None:
        draft.place, draft.reasons["place"] = place
    draft.narrows = _state_of(index, draft.place)
    tree = index.tree(at.sentence)
    draft.told = tree.relation(at.token).startswith("nsubj") or tree.told_of(at.token) is not None
    draft.ordinal = ordinal_of(index, at, kind)
    draft.earlier = is_earlier(index, at)
    adjust(index, draft)
    return draft


def _too_late(index: Index, draft: Draft) -> bool:
    """Whether a time after the article cannot be that of what it tells of as past.

    What has only been announced is then still to come («объявил о решении закрыть с 1 октября»),
    and so is what is told in the present tense («завтра прибывает»).
    """
    start = dates.start_of(draft.time.date) if draft.time is not None else None
    past = draft.status in ("held", "ongoing") and draft.firm
    late = past and bool(start and index.published and start > index.published)
    if late and (draft.reasons["status"] == SETTLED or draft.status == "ongoing"):
        draft.status = "planned"
        return False
    return late


def _begun(index: Index, draft: Draft) -> None:
    """«начались учения»: on the day of the article, or with no day given, they go on."""
    at, tree = draft.occurrence, index.tree(draft.sentence)
    verb = tree.told_of(at.token) or at.carrier
    if verb is None or draft.status != "held" or draft.earlier:
        return
    past = tree.tokens[verb].feats.get("Tense") == "Past"
    if not past or tree.lemma(verb) not in index.words.status["begin"]:
        return
    if draft.time is None or _covers(draft.time.date, index.published):
        draft.status, draft.reasons["status"] = "ongoing", f"begun: {tree.tokens[verb].text}"


def _too_early(index: Index, draft: Draft) -> bool:
    """Whether a time before the article is not that of a plan but of its telling."""
    if draft.status not in ("planned", "unconfirmed") or draft.time is None:
        return False
    start, end = dates.split(draft.time.date)
    last = dates.last_day(end or start or "") if end or start else None
    return bool(last and index.published and last < index.published)


def _covers(date: str, day: str | None) -> bool:
    start, end = dates.split(date)
    first = dates.first_day(start) if start else None
    last = dates.last_day(end or start or "") if end or start else None
    return day is not None and first is not None and last is not None and first <= day <= last


def _purpose(index: Index, draft: Draft) -> None:
    """«прилетел в Самарканд на саммит», «для встречи»: what one has come for is still to come.

    It is where one has come to. Of an arrival on an earlier day it is not known.
    """
    at, tree = draft.occurrence, index.tree(draft.sentence)
    if at.is_verb or at.carrier is None or draft.status != "held" or draft.type not in MET:
        return
    preposition = tree.preposition(at.token)
    meant = preposition in ("для", "на участие") or (
        preposition == "на" and tree.case(at.token) == "Acc"
    )
    if not meant or tree.lemma(at.carrier) not in index.leading:
        return
    start = dates.start_of(draft.time.date) if draft.time is not None else index.published
    if start == index.published:
        draft.status, draft.reasons["status"] = "planned", f"what one came for: {preposition}"
        draft.firm = False


def _goes_on(draft: Draft, before: Draft) -> bool:
    """Whether a draft goes on with what was told of an earlier time in the sentence before."""
    return (
        before.earlier
        and draft.time is None
        and draft.status == "held"
        and 0 <= draft.sentence - before.sentence <= 1
        and bool(set(draft.entities()) & set(before.entities()))
    )


def _state_of(index: Index, place: str | None) -> str | None:
    if place is None or index.entity(place).type == "State":
        return None
    return index.states.get(index.side(place) or "")
