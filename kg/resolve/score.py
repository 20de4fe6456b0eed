"""How far one article's telling agrees with an event as told so far.

A score of time and participants, half each, with the place, ordinal, larger event and words of the
evidence beside them; 0 where the two contradict each other. The weights were set on annotated
articles and judged merges of a news corpus, not learnt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from kg.resolve.acts import alike, cost, repeats, words
from kg.resolve.clusters import Cluster, cities, days_between, told_of
from kg.resolve.tellings import AHEAD, OVER, Telling, Window, dated_by_news

_VISITS = ("Visit", "StateVisit", "OfficialVisit", "WorkingVisit", "PrivateVisit")
_GATHERINGS = ("Summit", "Session", "Forum")
#: Types that articles use for one and the same event; any other type stands alone.
KIND = {**dict.fromkeys(_VISITS, "Visit"), **dict.fromkeys(_GATHERINGS, "Gathering")}

_Groups = tuple[tuple[str, ...], ...]
_MEMBERSHIP: _Groups = (("member",), ("target",))
_ACT: _Groups = (("actor",), ("target",))
_GIFT: _Groups = (("actor",), ("recipient",))
_POST: _Groups = (("appointee",),)
#: Roles whose fillers must agree, group by group, by kind.
KEY_ROLES: Mapping[str, _Groups] = {
    "Visit": (("guest",), ("host",)),
    "Gathering": (("organizer", "participant"),),
    "Invitation": (("inviter",), ("invitee",)),
    "Signing": (("signatory", "mediator", "beneficiary"),),
    "Launch": (("institution",), ("actor",)),
    **dict.fromkeys(("Ratification", "Accession", "Withdrawal"), _MEMBERSHIP),
    **dict.fromkeys(("Appointment", "Dismissal", "Credentials"), _POST),
    "RelationsEstablished": (("actor", "target"),),
    **dict.fromkeys(("RelationsSevered", "Recognition", "Recall", "Expulsion"), _ACT),
    **dict.fromkeys(("Sanction", "Protest"), _ACT),
    **dict.fromkeys(("Assistance", "Award", "ContinuingAssistance"), _GIFT),
    "ContinuingSanction": _ACT,
}
OTHER_KEY_ROLES: _Groups = (("participant",),)
#: Kinds with two sides or more, which must both be there if named at all.
TWO_SIDED = frozenset(
    {
        "Meeting",
        "Call",
        "Negotiation",
        "Signing",
        "RelationsEstablished",
        "Gathering",
        "Exercise",
    }
)
#: Worth of agreement on no more than the year, by kind: the same two meet many times in it, a
#: summit is held once.
_OF_A_YEAR: Mapping[str, float] = {
    **dict.fromkeys(("Meeting", "Call", "Negotiation"), 0.0),
    "Gathering": 0.5,
}
#: Kinds of which there are many in a month or year between the same two.
_MANY = frozenset({"Meeting", "Call"})
_COARSE = frozenset({"month", "year"})
#: Of aid and sanctions articles also speak as of what goes on, without day or sum.
_CONTINUING = "Continuing"
#: Kinds that happen once, so that long pauses between undated tellings mean little.
ONCE = frozenset(
    {
        "Accession",
        "Withdrawal",
        "Ratification",
        "RelationsEstablished",
        "RelationsSevered",
        "Recognition",
    }
)
#: Kinds whose lists of names are told in full: six who travel or join are not one who does.
_IN_FULL = frozenset(
    {"Visit", "Meeting", "Call", "Ratification", "Accession", "Withdrawal", "Expulsion", "Recall"}
)

#: Days by which two exact dates of one event may differ, and what each day costs.
_SLACK: Mapping[str, int] = {"Visit": 2, "Gathering": 2}
_SLACK_OTHERS = 1
#: A day told, and only the day of the news: off by as much as two days are.
_NEWS_OF_DAY = {"day", "published"}
#: Days after a visit or gathering for which the day of the news is taken for its own.
_AFTER = 4
#: Kinds of which there is one, so that one of two years is an error; days between two years.
_FOUNDED, _NEXT_YEAR = frozenset({"Launch", "RelationsEstablished"}), 1
_DAY_OFF = 0.2
_THESE_DAYS = 7
#: Days over which a postponed event may move.
_POSTPONED = 200
#: Worth of agreement in time, by the coarser grain of the two.
_GRAIN = {"day": 1.0, "month": 0.8, "published": 0.55, "year": 0.2}
#: Grains of a window, finest first.
GRAINS = ("day", "month", "year", "published")
_SAME_WORDS_OF_TIME = 0.6
#: Days within which articles that give no date still speak of one event; worth beyond that.
_SOON, _LONG_AFTER, _LONG_AFTER_ONCE = 30, 0.2, 0.5
#: Kinds of which an article without a date must tell in some words of another's.
_POSTS, _FEW_WORDS = frozenset({"Appointment", "Dismissal"}), 0.2
#: Days within which undated talks are the same talks, invitations the same invitation.
_SAME_TALKS = 14
#: Days within which undated sittings of a body that sits all year are one.
_SAME_SITTING = 2
_TIME, _PARTIES = 0.5, 0.5
#: Worth of a side of which one telling names nobody; of a state beside its people; of one side
#: where two are needed; of a gathering's guests where nothing tells whose gathering it is.
_NOBODY, _STATE_FOR_PERSON, _ONE_SIDE, _GUESTS_ONLY = 0.4, 0.6, 0.3, 0.45
#: Either time or participants must agree so far.
_SURE = 0.8
#: Up to so many names, each side must agree.
_FEW = 4
_SAME_PLACE, _OTHER_CITY, _OTHER_STATE = 0.15, -0.1, -0.3
_SAME_ORDINAL = 0.3
_SAME_WHOLE = 0.15
#: Of a sitting and the summit that it is part of.
_PART_OF_IT = -0.15
#: A forum is opened by a plenary session, which is not the forum.
SITTINGS: Mapping[str, str] = {"Session": "Forum", "Forum": "Session"}
#: What decides between events that agree alike: the type told, and how many tell of it.
_SAME_TYPE, _LARGER, _LARGE = 0.04, 0.04, 10
_WORDS = 0.3
#: Up to here events of a frequent kind agree that share neither day nor figure.
_UNSURE = 0.65


def kind_of(telling: Telling) -> str:
    """The kind under which a telling is compared with others."""
    if telling.continuing:
        return _CONTINUING + telling.type
    return KIND.get(telling.type, telling.type)


def score(telling: Telling, cluster: Cluster, whole: int | None = None) -> float:
    """How far a telling and an event agree, from 0 for a contradiction to 1 and a little over.

    ``whole`` is the number of the event that the telling is part of.
    """
    if telling.article in cluster.articles or _contradict(telling, cluster):
        return 0.0
    time, parties = _time(telling, cluster), _parties(telling, cluster)
    if not time or parties < _NOBODY or max(time, parties) < _SURE:
        return 0.0
    if parties == _NOBODY and time < 1.0:
        return 0.0
    if cluster.kind in _MANY and max(time, parties) == _GRAIN["month"]:
        return 0.0
    price = cost(telling, cluster)
    if price is None:
        return _UNSURE * min(1.0, time * parties + words(telling, cluster))
    return _TIME * time + _PARTIES * parties + _beside(telling, cluster, whole) - price


def _contradict(telling: Telling, cluster: Cluster) -> bool:
    """Whether ordinals differ, or statuses cannot follow one another."""
    ordinal = telling.event.ordinal
    if ordinal and cluster.ordinals and ordinal not in cluster.ordinals:
        return not _same_days(telling.window, cluster.window)
    if _part_and_whole(telling, cluster):
        return True
    # Of a gathering it is a member that refuses.
    if telling.status == "cancelled" and cluster.kind != "Gathering":
        return not cluster.statuses.isdisjoint(OVER)
    if telling.status in OVER and cluster.kind != "Gathering":
        return "cancelled" in cluster.statuses
    return telling.status in AHEAD and _held_before(telling, cluster)


def _part_and_whole(telling: Telling, cluster: Cluster) -> bool:
    """Whether one is a forum and the other a sitting in it."""
    other = SITTINGS.get(telling.type)
    return other is not None and any(t.type == other for t in cluster.tellings)


def _same_days(a: Window | None, b: Window | None) -> bool:
    """Whether one is dated to the day, the other too or about then, and they overlap."""
    if a is None or b is None or a.first > b.last or b.first > a.last:
        return False
    grains = {a.grain, b.grain}
    short = max(a.last - a.first, b.last - b.first) <= _SOON
    return "day" in grains and grains <= {"day", "published"} and short


def _held_before(telling: Telling, cluster: Cluster) -> bool:
    """Whether an event was past when this was still to come.

    Not where it was held in these days: articles still speak of what is planned for the rest of it.
    """
    a, b = telling.window, cluster.window
    if not (cluster.held_by and telling.published and cluster.held_by < telling.published):
        return False
    if a is None or b is None or b.grain == "published":
        return True
    today = date.fromisoformat(telling.published).toordinal()
    return b.last + _THESE_DAYS < today and not a.grain == b.grain == "day"


def _time(telling: Telling, cluster: Cluster) -> float:
    a, b = telling.window, cluster.window
    if cluster.kind.startswith(_CONTINUING):
        return 1.0
    same_words = telling.event.date is not None and telling.event.date in cluster.dates
    if a is None or b is None:
        return 1.0 if same_words else 0.0
    gap = max(a.first - b.last, b.first - a.last, 0)
    if a.grain == b.grain == "day":
        if gap <= _SLACK.get(cluster.kind, _SLACK_OTHERS):
            return 1.0 - _DAY_OFF * gap
        moved = telling.status == "postponed" and gap <= _POSTPONED
        return _GRAIN["published"] if moved or _just_over(telling, cluster) else 0.0
    if gap and a.grain == b.grain == "year" and gap <= _NEXT_YEAR and cluster.kind in _FOUNDED:
        return _LONG_AFTER_ONCE
    if gap > (_SLACK.get(cluster.kind, 0) if {a.grain, b.grain} == _NEWS_OF_DAY else 0):
        return 0.0
    if same_words and (a.grain != "year" or _OF_A_YEAR.get(cluster.kind, 1.0)):
        return max(min(_GRAIN[a.grain], _GRAIN[b.grain]), _SAME_WORDS_OF_TIME)
    if cluster.kind == "Negotiation" and {a.grain, b.grain} & _COARSE:
        return _GRAIN["month"] if alike(telling, cluster) else 0.0
    if "published" in (a.grain, b.grain):
        return _time_of_undated(telling, cluster, {a.grain, b.grain})
    if "year" in (a.grain, b.grain):
        sits = _sits_all_year(telling, cluster) or telling.type == "Session"
        return 0.0 if sits else _OF_A_YEAR.get(cluster.kind, _GRAIN["year"])
    return min(_GRAIN[a.grain], _GRAIN[b.grain])


def _just_over(telling: Telling, cluster: Cluster) -> bool:
    """Whether the day told is only that of the news, a few days after a visit or gathering."""
    a, b = telling.window, cluster.window
    of_news = dated_by_news(telling.event, telling.published)
    if a is None or b is None or not of_news or telling.status != "held":
        return False
    return cluster.kind in _SLACK and b.last < a.first <= b.last + _AFTER


def _time_of_undated(telling: Telling, cluster: Cluster, grains: set[str]) -> float:
    """Agreement in time where an article gives no date, so that only its own tells when."""
    since = days_between(telling, cluster.tellings[-1])
    since_first = days_between(telling, cluster.tellings[0])
    if _sits_all_year(telling, cluster):
        numbered = telling.event.ordinal in cluster.ordinals
        same = numbered or (since <= _SAME_SITTING and _told_alike(telling, cluster))
        return _GRAIN["published"] if same else 0.0
    if cluster.kind in _MANY and grains & _COARSE:
        return 0.0
    if cluster.kind == "Negotiation":
        same = since_first <= _SAME_TALKS and alike(telling, cluster)
        return _GRAIN["published"] if same else 0.0
    if "year" in grains:
        return _OF_A_YEAR.get(cluster.kind, _GRAIN["year"])
    apart = since_first > _SOON or since > _SAME_TALKS
    if cluster.kind in _MANY and grains == {"published"} and apart:
        return _GRAIN["published"] if repeats(telling, cluster) else 0.0
    if cluster.kind in _POSTS and words(telling, cluster) < _FEW_WORDS:
        return 0.0
    if cluster.kind == "Invitation" and since > _SAME_TALKS and not repeats(telling, cluster):
        return 0.0
    long = since_first > 2 * _SOON and cluster.kind == "Visit"
    if grains == {"published"} and (long or since > _SOON):
        repeated = repeats(telling, cluster)
        later = _LONG_AFTER_ONCE if cluster.kind in ONCE else _LONG_AFTER
        return _GRAIN["published"] if repeated else later
    return _GRAIN["published"]


def _told_alike(telling: Telling, cluster: Cluster) -> bool:
    """Whether some who take part are the same, or the words are like."""
    ours, theirs = (
        _sides(set(fillers.get("participant", ())), states).keys()
        for fillers, states in (
            (telling.fillers, telling.states),
            (cluster.fillers, cluster.states),
        )
    )
    return not ours.isdisjoint(theirs) or alike(telling, cluster)


def _sits_all_year(telling: Telling, cluster: Cluster) -> bool:
    """Whether it is a sitting, not a summit, of a body that has many."""
    types = {telling.type, cluster.tellings[0].type}
    return (
        cluster.kind == "Gathering"
        and "Summit" not in types
        and ("Session" in types or telling.regular)
    )


def _parties(telling: Telling, cluster: Cluster) -> float:
    """Agreement of the fillers of the key roles: the worst of the groups."""
    if cluster.kind == "Gathering" and (series := _series(telling, cluster)) is not None:
        return series
    if cluster.kind.startswith(_CONTINUING):
        return float(_same_parties(telling, cluster))
    worst = 1.0
    for group in KEY_ROLES.get(cluster.kind, OTHER_KEY_ROLES):
        ours = {n for role in group for n in telling.fillers.get(role, ())}
        theirs = {n for role in group for n in told_of(cluster, role)}
        agreed = _agreement(ours, theirs, telling, cluster) if ours and theirs else _NOBODY
        worst = min(worst, agreed)
    return worst if cluster.kind != "Gathering" else min(worst, _GUESTS_ONLY)


def _same_parties(telling: Telling, cluster: Cluster) -> bool:
    """Whether each side has the very same states."""
    first = cluster.tellings[0]
    return all(
        _sides(set(telling.fillers.get(role, ())), telling.states).keys()
        == _sides(set(first.fillers.get(role, ())), first.states).keys()
        for group in KEY_ROLES[cluster.kind]
        for role in group
    )


def _series(telling: Telling, cluster: Cluster) -> float | None:
    """Whether both name the body that sits, and the same; None where one names none."""
    ours, theirs = (
        {n for n in fillers if n.startswith("organization/")}
        for fillers in (telling.fillers.get("organizer", ()), told_of(cluster, "organizer"))
    )
    return float(not ours.isdisjoint(theirs)) if ours and theirs else None


def _agreement(ours: set[str], theirs: set[str], telling: Telling, cluster: Cluster) -> float:
    """How far two lists of names agree, side by side; 0 where a side differs."""
    mine, other = _sides(ours, telling.states), _sides(theirs, cluster.states)
    if cluster.kind in TWO_SIDED and (len(mine) < len(ours) == 2 or len(other) < len(theirs) == 2):
        mine, other = {n: {n} for n in ours}, {n: {n} for n in theirs}
    common = mine.keys() & other.keys()
    smaller, larger = sorted((len(mine), len(other)))
    if not common or (cluster.kind in TWO_SIDED and len(common) < min(2, smaller)):
        return 0.0
    in_full = cluster.kind in _IN_FULL
    worth = [_same_side(mine[side], other[side], in_full) for side in sorted(common)]
    if len(ours) <= _FEW and 0.0 in worth:
        return 0.0
    two_sided = cluster.kind in TWO_SIDED and cluster.kind != "Gathering"
    complete = _ONE_SIDE if two_sided and len(common) == 1 else 1.0
    # Gatherings are told with ever other guests; a visit of six is not that of one.
    size = (smaller + larger) / 2 if in_full else smaller
    return complete * sum(worth) / size


def _sides(nodes: set[str], states: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Nodes by the state that they stand for, or by themselves."""
    sides: dict[str, set[str]] = {}
    for node in nodes:
        for side in tuple(states.get(node, ())) or (node,):
            sides.setdefault(side, set()).add(node)
    return sides


def _same_side(ours: set[str], theirs: set[str], in_full: bool) -> float:
    """1 for a common name, less for a state beside its people, 0 for two people of one state.

    Where people are named in full (``in_full``), those who are not on both lists take from it.
    """
    people = [{n for n in nodes if n.startswith("person/")} for nodes in (ours, theirs)]
    if ours & theirs:
        both = people[0] & people[1]
        return 2 * len(both) / sum(map(len, people)) if in_full and both else 1.0
    return 0.0 if all(people) else _STATE_FOR_PERSON


def _beside(telling: Telling, cluster: Cluster, whole: int | None) -> float:
    """What place, ordinal, larger event and words add or take."""
    found = _place(telling, cluster) + _LARGER * min(len(cluster.tellings), _LARGE) / _LARGE
    types = {t.type for t in cluster.tellings}
    if telling.type in types:
        found += _SAME_TYPE
    elif "Session" in (telling.type, *types):
        found += _PART_OF_IT
    if telling.event.ordinal in cluster.ordinals:
        found += _SAME_ORDINAL
    if whole is not None and whole in cluster.wholes:
        found += _SAME_WHOLE
    return found + _WORDS * words(telling, cluster)


def _place(telling: Telling, cluster: Cluster) -> float:
    if telling.place is None or not cluster.places:
        return 0.0
    if telling.place in cluster.places:
        return _SAME_PLACE
    known = cluster.seats and telling.seat
    if known and cluster.seats.isdisjoint(telling.seat) and cluster.kind != "Visit":
        return _OTHER_STATE
    return _OTHER_CITY if cities(cluster) and not telling.place.startswith("state/") else 0.0
