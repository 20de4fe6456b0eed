"""One event told as to come and as done, or once more in passing, in one article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from kg.dates import start_of
from kg.extract.events.draft import Draft
from kg.extract.events.fold import fold
from kg.extract.events.index import Index
from kg.extract.events.match import modifiers
from kg.extract.events.same import (
    GATHERINGS,
    TALKS,
    counts_agree,
    covered,
    elsewhere,
    mentions_of,
    times_agree,
)
from kg.extract.events.where import VISITS

#: A visit that began so many days before the article may still be spoken of as going on.
_STAY = timedelta(days=7)
_DONE = ("held", "ongoing")


def told_once(index: Index, events: Sequence[Draft]) -> list[Draft]:
    """The events with plain retellings folded in, in their order."""
    out: list[Draft] = []
    for draft in events:
        at = next((i for i, known in enumerate(out) if _alike(index, known, draft)), None)
        if at is None:
            out.append(draft)
        else:
            out[at] = _joined(index, out[at], draft)
    return out


def _joined(index: Index, known: Draft, draft: Draft) -> Draft:
    """The two as one: the telling that it is done, or else the fuller one, takes in the other."""
    kept, other = known, draft
    if _rank(draft) > _rank(known):
        kept, other = draft, known
    fold(index, kept, other)
    kept.date = kept.date or other.date
    if "main" in (kept.salience, other.salience):
        kept.salience = "main"
    return kept


def _rank(draft: Draft) -> tuple[bool, bool, int]:
    return draft.status in _DONE, draft.date is not None, len(draft.entities())


def _alike(index: Index, a: Draft, b: Draft) -> bool:
    """Whether two drafts are one event by the rule for their kind, with nothing against it."""
    rule: Callable[[Index, Draft, Draft], bool]
    if {a.type, b.type} <= VISITS:
        rule = _one_stay
    elif a.type != b.type:
        return False
    elif a.type in TALKS:
        rule = _one_meeting
    elif a.type in GATHERINGS:
        rule = _one_gathering
    elif a.type == "Sanction":
        rule = _one_sanction
    else:
        return False
    apart = a.earlier or b.earlier or _set_apart(index, a) or _set_apart(index, b)
    if apart or elsewhere(index, a, b) or not counts_agree(a, b) or not times_agree(a, b):
        return False
    return rule(index, a, b)


def _set_apart(index: Index, draft: Draft) -> bool:
    """Whether a word on the noun sets it apart from the one told of beside it."""
    trees = ((index.tree(m.sentence), m.occurrence.token) for m in mentions_of(draft))
    return any(not modifiers(t, at).isdisjoint(t.grammar["other"]) for t, at in trees)


def _planned_and_done(a: Draft, b: Draft) -> tuple[Draft, Draft] | None:
    plan, done = (a, b) if a.status == "planned" else (b, a)
    return (plan, done) if plan.status == "planned" and done.status in _DONE else None


def _one_stay(index: Index, a: Draft, b: Draft) -> bool:
    """«пробудет с визитом ещё два дня» beside «прилетел 20 марта»; «отменён», «отложен»."""
    guests, others = set(a.entities("guest")), set(b.entities("guest"))
    hosts = [{index.side(h) for h in d.entities("host")} - {None} for d in (a, b)]
    if not guests or guests != others or not hosts[0] & hosts[1]:
        return False
    if {a.status, b.status} == {"cancelled", "postponed"}:
        return True
    pair = _planned_and_done(a, b)
    if pair is None or pair[0].date is not None or _invited(pair[0]):
        return False
    return _of_these_days(index, pair[1])


def _invited(draft: Draft) -> bool:
    return any("пригла" in m.reasons["status"] for m in mentions_of(draft))


def _of_these_days(index: Index, draft: Draft) -> bool:
    start, published = start_of(draft.date), index.published
    if start is None or published is None or len(start) != len(published):
        return False
    gone = date.fromisoformat(published) - date.fromisoformat(start)
    return timedelta() <= gone <= _STAY


def _one_meeting(index: Index, a: Draft, b: Draft) -> bool:
    """«в ходе переговоров лидеры затронут …» beside «начались переговоры»: today's."""
    pair = _planned_and_done(a, b)
    if pair is None or pair[1].date != index.published:
        return False
    plan, done = pair
    today = plan.date == index.published or (plan.date is None and _framed(index, plan))
    people = set(plan.entities("participant"))
    return today and bool(people) and covered(index, people, set(done.entities("participant")))


def _framed(index: Index, draft: Draft) -> bool:
    tree = index.tree(draft.sentence)
    return tree.preposition(draft.occurrence.token) in tree.grammar["framed"]


def _one_gathering(index: Index, a: Draft, b: Draft) -> bool:
    """«на саммите G7» and «итоги саммита G7»: of the same body, both done, one of them undated."""
    holders = [set(d.entities("organizer")) for d in (a, b)]
    done = a.status in _DONE and b.status in _DONE
    return done and bool(holders[0] & holders[1]) and None in (a.date, b.date)


def _one_sanction(index: Index, a: Draft, b: Draft) -> bool:
    """«санкции против Ирана» in passing, beside those that somebody imposed on it."""
    passing, told = (a, b) if not a.entities("actor") else (b, a)
    if passing.entities("actor") or not told.entities("actor"):
        return False
    if passing.date is not None or not {a.status, b.status} <= set(_DONE) or passing.firm:
        return False
    return set(passing.entities("target")) <= set(told.entities("target"))
