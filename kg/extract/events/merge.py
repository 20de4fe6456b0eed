"""Events told several times in one article become one."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.events.draft import Draft
from kg.extract.events.filters import complete
from kg.extract.events.fold import fold
from kg.extract.events.index import Index
from kg.extract.events.match import modifiers
from kg.extract.events.same import (
    GATHERINGS,
    TALKS,
    counts_agree,
    covered,
    is_that_call,
    last_sentence,
    of_another_day,
    of_another_week,
    same,
    times_agree,
)
from kg.extract.events.thin import tolerable
from kg.extract.events.where import VISITS

#: Types that a word without arguments may point back at.
_BACK: dict[str, frozenset[str]] = {
    "Meeting": TALKS | {"Session"},
    "Negotiation": TALKS,
    "Call": frozenset({"Call"}),
    "Summit": frozenset({"Summit"}),
    "Session": GATHERINGS,
    "Forum": frozenset({"Forum"}),
}
#: Rules of verbs whose object says what the event is («посетил выставку» is no known visit).
_WITH_OBJECT = frozenset({"to-visit"})
#: Rules of verbs that leave open how two talk.
_TALKING = frozenset({"to-talk"})
#: How many sentences back a word without arguments may point.
_REACH = 4
#: Title and first sentences, whose undated events are of the day.
_NEWS = 3


def merged(index: Index, drafts: list[Draft]) -> list[Draft]:
    """One draft for each event, in order of first mention; others are folded into theirs."""
    out: list[Draft] = []
    for draft in (d for d in drafts if not _joins(d)):
        target = _target(index, draft, out)
        if target is None and not complete(draft):
            _edition(draft, out)
        if target is not None:
            fold(index, target, draft)
        elif complete(draft) or tolerable(index, draft):
            out.append(draft)
    out = _without_heralds(index, _without_weak(index, out))
    for draft in filter(_joins, drafts):
        _join(index, out, draft)
    return out


def _edition(draft: Draft, earlier: list[Draft]) -> None:
    """«в 2022 году форум проходил …» after this year's was told of: another of the same series."""
    if draft.type not in GATHERINGS or not draft.told or draft.time is None:
        return
    for other in reversed(earlier):
        organizers = [f for f in other.fillers if f.role == "organizer"]
        if other.rule == draft.rule and organizers and not times_agree(draft, other):
            draft.fillers += [replace(f, rule="of its series") for f in organizers]
            return


def _joins(draft: Draft) -> bool:
    return draft.occurrence.trigger.joins


def _join(index: Index, events: list[Draft], draft: Draft) -> None:
    guests = set(draft.entities("guest"))
    sides = {index.side(h) for h in draft.entities("host")}
    visits = [
        e
        for e in events
        if e.type in VISITS
        and guests & set(e.entities("guest"))
        and (not sides or sides & {index.side(h) for h in e.entities("host")})
    ]
    if visits and complete(draft):
        fold(index, min(visits, key=lambda e: abs(e.sentence - draft.sentence)), draft)


def _without_heralds(index: Index, events: list[Draft]) -> list[Draft]:
    """A title that leaves out who is told of in the text below («переговоры с главами стран»)."""
    out = list(events)
    for draft in events:
        vague = _points_back(index, draft) or draft.rule in _TALKING
        whole = vague and draft.sentence in index.prose[:1]
        told = (
            other
            for other in out
            if other is not draft
            and draft.sentence < other.sentence <= draft.sentence + _NEWS
            and complete(other)
            and not _points_back(index, other)
            and _refers(index, draft, other)
        )
        target = next(told, None) if whole else None
        if target is not None:
            fold(index, target, draft)
            out.remove(draft)
            out.remove(target)
            out.insert(events.index(draft), target)
    return out


def _without_weak(index: Index, events: list[Draft]) -> list[Draft]:
    """Folds «обсудили» into the call or meeting at which it was, wherever that is told."""
    out: list[Draft] = []
    for draft in events:
        people = set(draft.entities())
        kin = [
            other
            for other in events
            if other is not draft
            and (not other.occurrence.trigger.weak or _by_phone(draft, other))
            and other.type in TALKS
            and (covered(index, people, set(other.entities())) or _told_next(other, draft))
            and times_agree(draft, other)
            and not of_another_day(index, draft, other)
            and not of_another_day(index, other, draft)
        ]
        if draft.occurrence.trigger.weak and kin:
            surer = [o for o in kin if not o.occurrence.trigger.weak] or kin
            fold(index, min(surer, key=lambda o: abs(o.sentence - draft.sentence)), draft)
        else:
            out.append(draft)
    return out


def _by_phone(draft: Draft, other: Draft) -> bool:
    """«обсудили» beside «по телефону обсудили»."""
    return (draft.type, other.type) == ("Meeting", "Call") and is_that_call(draft, other)


def _told_next(other: Draft, draft: Draft) -> bool:
    """«прошли переговоры …. Стороны обсудили …»: who talked is told in the sentence after."""
    return not other.entities() and draft.sentence - other.sentence == 1


def _target(index: Index, draft: Draft, earlier: list[Draft]) -> Draft | None:
    for other in reversed(earlier):
        if complete(draft) and same(index, draft, other):
            return other
    if not _points_back(index, draft):
        return None
    fitting = [o for o in reversed(earlier) if _refers(index, draft, o)]
    near = [o for o in fitting if draft.sentence - last_sentence(o) <= _REACH]
    only = len([o for o in earlier if o.type in _kinds(draft) and o.type != "Session"]) == 1
    known = bool(draft.entities()) or only
    return next(iter(near or (fitting if known else [])), None)


def _kinds(draft: Draft) -> frozenset[str]:
    """Types that a word for a draft's type may point back at."""
    if draft.occurrence.trigger.general:
        return GATHERINGS
    return VISITS if draft.type in VISITS else _BACK.get(draft.type, frozenset({draft.type}))


def _of_somebody_else(index: Index, draft: Draft) -> bool:
    """«в Шанхае находится завод»: a verb of going whose subject is none of those told of."""
    if draft.type not in VISITS or draft.entities("guest"):
        return False
    tree = index.tree(draft.sentence)
    subject = tree.subject(draft.occurrence.token)
    return subject is not None and tree.tokens[subject].pos in ("NOUN", "PROPN")


def _points_back(index: Index, draft: Draft) -> bool:
    """A noun that lacks what a new event needs: «на встрече», «в ходе визита», «саммит»."""
    verb = draft.occurrence.token == draft.occurrence.carrier
    if draft.type in GATHERINGS:
        return not draft.entities("organizer") and (not verb or _is_general(draft))
    if complete(draft) or (verb and _of_somebody_else(index, draft)):
        return False
    return not verb or (bool(draft.fillers) and draft.rule not in _WITH_OBJECT)


def _refers(index: Index, draft: Draft, other: Draft) -> bool:
    """Whether a draft points back at another: of a fitting type, no conflict."""
    if (
        other.type not in _kinds(draft)
        or not times_agree(draft, other)
        or draft.earlier != other.earlier
        or of_another_day(index, draft, other)
        or (draft.occurrence.is_verb and of_another_week(index, draft, other))
        or not counts_agree(draft, other)
    ):
        return False
    if draft.type in GATHERINGS:
        alike = _done(draft) == _done(other) or not (draft.told and other.told)
        return alike and (_is_general(draft) or _is_ceremony(draft) == _is_ceremony(other))
    pointed = modifiers(index.tree(draft.sentence), draft.occurrence.token) & {"этот", "такой"}
    told = draft.told or other.time is not None or (draft.occurrence.is_verb and draft.time)
    surely = draft.firm and other.firm and told and not pointed
    if surely and _done(draft) != _done(other):
        return False
    return covered(index, set(draft.entities()), set(other.entities()))


def _done(draft: Draft) -> bool:
    return draft.status in ("held", "ongoing")


def _is_general(draft: Draft) -> bool:
    """«на мероприятии» may be at any."""
    return draft.occurrence.trigger.general


def _is_ceremony(draft: Draft) -> bool:
    """A parade is none of the forums that are told of beside it."""
    return draft.occurrence.trigger.venue_host
