"""Whether two tellings in an article are of one event: their people, times, places, status."""

from __future__ import annotations

from datetime import date

from kg.dates import OPEN, UNKNOWN_YEAR
from kg.extract.events.draft import Draft
from kg.extract.events.filters import complete
from kg.extract.events.index import Index
from kg.extract.events.where import VISITS

GATHERINGS = frozenset({"Summit", "Forum", "Session"})
TALKS = frozenset({"Meeting", "Call", "Negotiation"})
#: Types of which an article lists several between the same parties.
_SERIAL = frozenset({"Assistance", "Sanction", "Award", "Invitation"})
#: Rules of words that leave open how people talk.
_OPEN = frozenset({"to-talk", "to-discuss", "talks"})
#: How many sentences back a word without arguments may point.
_REACH = 4
#: Title and first sentences, whose undated events are of the day.
_NEWS = 3
#: Days that the longest visits and gatherings take.
_WEEK = 7


def counts_agree(a: Draft, b: Draft) -> bool:
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
    if a.earlier != b.earlier and not (a.time and b.time) and not _planned_before(a, b):
        return False
    if _another_of_series(a, b):
        return False
    if a.type in TALKS and complete(a) != complete(b) and (several(index, a) or several(index, b)):
        return False
    if elsewhere(index, a, b) or not counts_agree(a, b):
        return False
    if of_another_day(index, a, b) or of_another_day(index, b, a):
        return False
    return times_agree(a, b) and _roles_agree(index, a, b) and _status_agrees(index, a, b)


def _planned_before(a: Draft, b: Draft) -> bool:
    """«ранее сообщалось, что … приедет»: earlier is the telling."""
    plan = a if a.earlier else b
    return plan.type in VISITS and plan.status == "planned" and a.status != b.status


def _another_of_series(a: Draft, b: Draft) -> bool:
    """Sanctions of a year are not those of the news."""
    dated = (a.time is None) != (b.time is None)
    return a.type in _SERIAL and dated and last_sentence(b) > 2


def several(index: Index, draft: Draft) -> bool:
    """Whether the noun is in the plural: «провёл ряд встреч» is none of those told singly."""
    token = index.tree(draft.sentence).tokens[draft.occurrence.token]
    plural = token.pos == "NOUN" and token.feats.get("Number") == "Plur"
    return plural and draft.rule != "talks"


def elsewhere(index: Index, a: Draft, b: Draft) -> bool:
    """Whether two are held at places that cannot be one: two cities, or two states."""
    if a.place is None or b.place is None or a.place == b.place:
        return False
    one, two = index.entity(a.place), index.entity(b.place)
    return one.iso != two.iso or (one.kind == "city" and two.kind == "city")


def of_another_day(index: Index, a: Draft, b: Draft) -> bool:
    """Whether one is dated well before the article and the other is its undated news."""
    published = index.published
    if published is None or a.time is None or b.time is not None or a.type in VISITS | GATHERINGS:
        return False
    if a.type == "Signing" and a.sentence == b.sentence:
        return False
    news = b.sentence in index.prose[:_NEWS] and b.firm and b.status == "held"
    return news and _days_off(a, published, 1)


def of_another_week(index: Index, a: Draft, b: Draft) -> bool:
    """Whether one was over long before the other, a visit or gathering that is the news, began."""
    if index.published is None or a.time is None or b.time is not None:
        return False
    news = b.sentence in index.prose[:_NEWS] and b.firm and b.status in ("held", "ongoing")
    return news and a.time.date < index.published and _days_off(a, index.published, _WEEK)


def _days_off(draft: Draft, published: str, days: int) -> bool:
    """Whether its time is more than so many days from that of the article."""
    day = draft.time.date.partition("/")[2] or draft.time.date if draft.time else OPEN
    if day == OPEN or day.startswith(UNKNOWN_YEAR):
        return False
    if len(day) < len(published):
        return not published.startswith(day)
    return abs((date.fromisoformat(published) - date.fromisoformat(day)).days) > days


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
    return (adverbial or _either_way(a, b)) and set(a.entities()) == set(b.entities())


def _either_way(a: Draft, b: Draft) -> bool:
    """Whether one is a call and the other word leaves open how they talk, where and when."""
    if {a.type, b.type} != {"Meeting", "Call"}:
        return False
    meeting, call = (a, b) if a.type == "Meeting" else (b, a)
    return is_that_call(meeting, call) and meeting.status == call.status


def is_that_call(meeting: Draft, call: Draft) -> bool:
    """«обсудили» without a place, on no day of its own: over the phone, as told elsewhere."""
    dated = meeting.time is not None and call.time is None
    return leaves_open(meeting) and meeting.place is None and not dated and not call.earlier


def leaves_open(draft: Draft) -> bool:
    """Whether people may meet or call each other: «переговоры», «поговорил», «обсудили»."""
    return draft.rule in _OPEN and draft.reasons["type"] == "trigger"


def covered(index: Index, some: set[str], others: set[str]) -> bool:
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
    if a.type == "Accession" and {a.status, b.status} == {"ongoing", "planned"}:
        plan = a if a.status == "planned" else b
        return plan.time is None and (plan is a or plan.sentence not in index.prose[:_NEWS])
    done = {"held", "ongoing"}
    alike = (a.status in done) == (b.status in done)
    return alike or (a.time is not None and b.time is not None) or _came_about(index, a, b)


def _came_about(index: Index, a: Draft, b: Draft) -> bool:
    """«встретился …» in the news, «на 13 сентября запланированы переговоры» for that very day.

    Who is on a visit is the one who «должен был приехать» or whose visit «анонсировали».
    """
    plan, done = (a, b) if a.status == "planned" else (b, a)
    news = done.time is None and done.sentence in index.prose[:_NEWS]
    if plan.status == "planned" and plan.time is None and a.type in VISITS:
        today = done.time is not None and done.time.date == index.published
        return (news or today) and not done.earlier
    return news and plan.time is not None and plan.time.date == index.published


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
            if not (covered(index, one, two) or covered(index, two, one)):
                return False
        elif not any(covered(index, {e}, two) for e in one):
            return False
        shared = True
    return shared


def _bare(index: Index, documents: set[str]) -> bool:
    """«соглашение» and no more: whatever paper was told of beside it."""
    return all(" " not in index.entity(document).name for document in documents)
