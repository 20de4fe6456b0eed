"""Events told several times in one article become one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.dates import OPEN, UNKNOWN_YEAR, narrows
from kg.extract.events.draft import Draft, Filler
from kg.extract.events.filters import complete
from kg.extract.events.index import Index
from kg.extract.events.match import modifiers
from kg.extract.events.thin import tolerable
from kg.extract.events.where import NOWHERE, VISITS
from kg.extract.reading import TimeExpression

GATHERINGS = frozenset({"Summit", "Forum", "Session"})
TALKS = frozenset({"Meeting", "Call", "Negotiation"})
#: Types that a word without arguments may point back at.
_BACK: dict[str, frozenset[str]] = {
    "Meeting": TALKS | {"Session"},
    "Negotiation": TALKS,
    "Call": frozenset({"Call"}),
    "Summit": frozenset({"Summit"}),
    "Session": GATHERINGS,
    "Forum": frozenset({"Forum"}),
}
#: Types whose roles are different people's.
_OPPOSED = VISITS | {
    "Sanction", "Assistance", "Expulsion", "Recall", "Protest", "Invitation", "Award",
}  # fmt: skip
#: Types of which an article lists several between the same parties.
_SERIAL = frozenset({"Assistance", "Sanction", "Award", "Invitation"})
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
            and not other.occurrence.trigger.weak
            and other.type in TALKS
            and (_covered(index, people, set(other.entities())) or _told_next(other, draft))
            and times_agree(draft, other)
            and not _of_another_day(index, draft, other)
            and not _of_another_day(index, other, draft)
        ]
        if draft.occurrence.trigger.weak and kin:
            fold(index, min(kin, key=lambda o: abs(o.sentence - draft.sentence)), draft)
        else:
            out.append(draft)
    return out


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
        or _of_another_day(index, draft, other)
        or not _counts_agree(draft, other)
    ):
        return False
    if draft.type in GATHERINGS:
        alike = _done(draft) == _done(other) or not (draft.told and other.told)
        return alike and (_is_general(draft) or _is_ceremony(draft) == _is_ceremony(other))
    pointed = modifiers(index.tree(draft.sentence), draft.occurrence.token) & {"этот", "такой"}
    surely = draft.firm and other.firm and (draft.told or other.time is not None) and not pointed
    if surely and _done(draft) != _done(other):
        return False
    return _covered(index, set(draft.entities()), set(other.entities()))


def _done(draft: Draft) -> bool:
    return draft.status in ("held", "ongoing")


def _is_general(draft: Draft) -> bool:
    """«на мероприятии» may be at any."""
    return draft.occurrence.trigger.general


def _is_ceremony(draft: Draft) -> bool:
    """A parade is none of the forums that are told of beside it."""
    return draft.occurrence.trigger.venue_host


def _counts_agree(a: Draft, b: Draft) -> bool:
    """«второе заседание» is not the first; «первая встреча прошла в 2019 году» is not today's."""
    if a.ordinal is not None and b.ordinal is not None:
        return a.ordinal == b.ordinal
    return not any(d.ordinal == 1 and d.time is not None and d.told for d in (a, b))


def last_sentence(draft: Draft) -> int:
    """Index of the last sentence that tells of the event."""
    return max(m.sentence for m in mentions_of(draft))


def mentions_of(draft: Draft) -> list[Draft]:
    """The draft and all that were folded into it."""
    return [draft, *(m for other in draft.merged for m in mentions_of(other))]


def same(index: Index, a: Draft, b: Draft) -> bool:
    """Whether two complete drafts tell of one event."""
    if a.type != b.type and not {a.type, b.type} <= VISITS and not _at_those_talks(index, a, b):
        return False
    if a.earlier != b.earlier and not (a.time and b.time):
        return False
    if _another_of_series(a, b):
        return False
    if a.type in TALKS and complete(a) != complete(b) and (several(index, a) or several(index, b)):
        return False
    if _elsewhere(index, a, b) or not _counts_agree(a, b):
        return False
    if _of_another_day(index, a, b) or _of_another_day(index, b, a):
        return False
    return times_agree(a, b) and _roles_agree(index, a, b) and _status_agrees(index, a, b)


def _another_of_series(a: Draft, b: Draft) -> bool:
    """Sanctions of a year are not those of the news."""
    dated = (a.time is None) != (b.time is None)
    return a.type in _SERIAL and dated and last_sentence(b) > 2


def several(index: Index, draft: Draft) -> bool:
    """Whether the noun is in the plural: «провёл ряд встреч» is none of those told singly."""
    token = index.tree(draft.sentence).tokens[draft.occurrence.token]
    plural = token.pos == "NOUN" and token.feats.get("Number") == "Plur"
    return plural and draft.rule != "talks"


def _elsewhere(index: Index, a: Draft, b: Draft) -> bool:
    """Whether two are held at places that cannot be one: two cities, or two states."""
    if a.place is None or b.place is None or a.place == b.place:
        return False
    one, two = index.entity(a.place), index.entity(b.place)
    return one.iso != two.iso or (one.kind == "city" and two.kind == "city")


def _of_another_day(index: Index, a: Draft, b: Draft) -> bool:
    """Whether one is dated well before the article and the other is its undated news."""
    published = index.published
    if published is None or a.time is None or b.time is not None or a.type in VISITS | GATHERINGS:
        return False
    if a.type == "Signing" and a.sentence == b.sentence:
        return False
    news = b.sentence in index.prose[:_NEWS] and b.firm and b.status == "held"
    day = a.time.date.partition("/")[2] or a.time.date
    if not news or day == OPEN or day.startswith(UNKNOWN_YEAR):
        return False
    if len(day) < len(published):
        return not published.startswith(day)
    return abs((date.fromisoformat(published) - date.fromisoformat(day)).days) > 1


def _at_those_talks(index: Index, a: Draft, b: Draft) -> bool:
    """«в разговоре с премьером …» soon after a call to him: what is told happened at it."""
    if (
        not {a.type, b.type} <= TALKS
        or a.time is not None
        or a.sentence - last_sentence(b) > _REACH
    ):
        return False
    tree, noun = index.tree(a.sentence), a.occurrence.token
    adverbial = noun != a.occurrence.carrier and bool(tree.preposition(noun))
    return adverbial and set(a.entities()) == set(b.entities())


def _covered(index: Index, some: set[str], others: set[str]) -> bool:
    """Whether all of some are among others, a state and its person counting as one."""
    sides = {index.side(o): index.entity(o).type for o in others if index.side(o)}
    return all(
        e in others
        or (sides.get(index.side(e)) is not None and sides[index.side(e)] != index.entity(e).type)
        for e in some
    )


def times_agree(a: Draft, b: Draft) -> bool:
    """Whether nothing in their times keeps two events apart."""
    if a.time is None or b.time is None:
        return True
    one, two = a.time.date.split("/"), b.time.date.split("/")
    if one[0].startswith(two[0]) or two[0].startswith(one[0]):
        return True
    return one[0] <= two[-1] and two[0] <= one[-1]


def _status_agrees(index: Index, a: Draft, b: Draft) -> bool:
    """Held and planned talks are two, unless a time says that they are one."""
    if not (a.firm and b.firm) or a.status == b.status or a.type in GATHERINGS:
        return True
    if "cancelled" in (a.status, b.status):
        return {a.status, b.status} == {"cancelled", "planned"} and _one_plan(a, b)
    done = {"held", "ongoing"}
    alike = (a.status in done) == (b.status in done)
    return alike or (a.time is not None and b.time is not None) or _came_about(index, a, b)


def _came_about(index: Index, a: Draft, b: Draft) -> bool:
    """«встретился …» in the news, «на 13 сентября запланированы переговоры» for that very day."""
    plan, done = (a, b) if a.status == "planned" else (b, a)
    today = plan.time is not None and plan.time.date == index.published
    return today and done.time is None and done.sentence in index.prose[:_NEWS]


def _one_plan(a: Draft, b: Draft) -> bool:
    """Whether what was planned is what fell through: a meeting or visit at the one place."""
    return a.type in TALKS | VISITS and a.place is not None and a.place == b.place


def _roles_agree(index: Index, a: Draft, b: Draft) -> bool:
    """Every role that both fill shares an entity, and at least one role does."""
    shared = False
    for role in {f.role for f in a.fillers} & {f.role for f in b.fillers}:
        one, two = set(a.entities(role)), set(b.entities(role))
        if role == "participant" and a.type in GATHERINGS:
            continue
        if role == "document" and (_bare(index, one) or _bare(index, two)):
            shared = shared or a.sentence == b.sentence
            continue
        if role == "participant" and a.type in TALKS:
            if not (_covered(index, one, two) or _covered(index, two, one)):
                return False
        elif not any(_covered(index, {e}, two) for e in one):
            return False
        shared = True
    return shared


def _bare(index: Index, documents: set[str]) -> bool:
    """«соглашение» and no more: whatever paper was told of beside it."""
    return all(" " not in index.entity(document).name for document in documents)


def _take(index: Index, target: Draft, draft: Draft) -> None:
    """Adds fillers that are new; not a state beside its person, or the other way round."""
    for filler in draft.fillers:
        present = target.entities(filler.role)
        paired = target.type in TALKS or (target.type in VISITS and filler.role == "guest")
        alike = paired and bool(present) and _covered(index, {filler.entity}, set(present))
        if target.type in _OPPOSED and filler.role == "actor" and present:
            alike = (
                alike
                or _covered(index, {filler.entity}, set(present))
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
    if (target.type, draft.type) == ("Meeting", "Call") and draft.reasons["type"] != "trigger":
        target.type, target.reasons["type"] = "Call", draft.reasons["type"]
    if draft.status == "unconfirmed" and target.status == "planned":
        target.status, target.reasons["status"] = "unconfirmed", draft.reasons["status"]
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
