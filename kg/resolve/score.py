"""How far one article's telling agrees with an event as told so far.

A score of time and participants, half each, with the place, ordinal, larger event and words of the
evidence beside them; 0 where the two contradict each other. The weights were set on annotated
articles and judged merges of a news corpus, not learnt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.resolve.tellings import AHEAD, OVER, Telling, Window

_VISITS = ("Visit", "StateVisit", "OfficialVisit", "WorkingVisit", "PrivateVisit")
_GATHERINGS = ("Summit", "Session", "Forum")
#: Types that articles use for one and the same event; any other type stands alone.
_KIND = {**dict.fromkeys(_VISITS, "Visit"), **dict.fromkeys(_GATHERINGS, "Gathering")}

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
    **dict.fromkeys(("Assistance", "Award"), _GIFT),
}
OTHER_KEY_ROLES: _Groups = (("participant",),)
#: Kinds with two sides or more, which must both be there if named at all.
_TWO_SIDED = frozenset(
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
_OF_A_YEAR: Mapping[str, float] = {"Meeting": 0.0, "Call": 0.0, "Gathering": 0.5}
#: Kinds of which there are many in a month or year between the same two.
_MANY = frozenset({"Meeting", "Call"})
_COARSE = frozenset({"month", "year"})
#: Kinds that happen so often between the same that words must agree too; less so where both tell of
#: one date that is not just the day of the news, or in like words in the same days, and not at all
#: where both tell one figure or document; more where the figures differ.
_FREQUENT = frozenset({"Sanction", "Assistance", "Award", "Protest", "Signing", "Launch"})
_FREQUENT_COST, _DATED_COST, _OTHER_SUM_COST = 0.3, 0.15, 0.6
#: Share of common words from which articles of the same days tell of one such event.
_ALIKE = 0.4
#: Kinds whose lists of names are told in full: six who travel or join are not one who does.
_IN_FULL = frozenset(
    {"Visit", "Meeting", "Call", "Ratification", "Accession", "Withdrawal", "Expulsion", "Recall"}
)

#: Days by which two exact dates of one event may differ, and what each day costs.
_SLACK: Mapping[str, int] = {"Visit": 2, "Gathering": 2}
_SLACK_OTHERS = 1
_DAY_OFF = 0.2
#: A filler counts where one telling in so many has it.
FAIR_SHARE = 3
_THESE_DAYS = 7
#: Days over which a postponed event may move.
_POSTPONED = 200
#: Worth of agreement in time, by the coarser grain of the two.
_GRAIN = {"day": 1.0, "month": 0.8, "published": 0.55, "year": 0.2}
#: Grains of a window, finest first.
GRAINS = ("day", "month", "year", "published")
_SAME_WORDS_OF_TIME = 0.6
#: Days within which articles that give no date still speak of one event; worth beyond that.
_SOON, _LONG_AFTER = 30, 0.35
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
#: What decides between events that agree alike: the type told, and how many tell of it.
_SAME_TYPE, _LARGER, _LARGE = 0.04, 0.04, 10
_WORDS = 0.3
#: Up to here events of a frequent kind agree that share neither day nor figure.
_UNSURE = 0.65
#: Tellings of an event, the last ones, whose words are compared.
_LAST = 5


def kind_of(type_: str) -> str:
    """The kind under which tellings of a type are compared."""
    return _KIND.get(type_, type_)


@dataclass(slots=True)
class Cluster:
    """An event with its tellings, in order of publication, and what they give together."""

    tellings: list[Telling]
    kind: str
    window: Window | None
    #: Role → node → number of tellings.
    fillers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    states: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: set[str] = field(default_factory=set)
    #: States of the places.
    seats: set[str] = field(default_factory=set)
    ordinals: set[int] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    #: First day on which it was told as held.
    held_by: str | None = None
    dates: set[str] = field(default_factory=set)
    #: Numbers of the events that it is part of.
    wholes: set[int] = field(default_factory=set)


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
    if time < _SURE and _cost(telling, cluster) == _FREQUENT_COST:
        return _UNSURE * min(1.0, time + _words(telling, cluster))
    return _TIME * time + _PARTIES * parties + _beside(telling, cluster, whole)


def _contradict(telling: Telling, cluster: Cluster) -> bool:
    """Whether ordinals differ, or statuses cannot follow one another."""
    ordinal = telling.event.ordinal
    if ordinal and cluster.ordinals and ordinal not in cluster.ordinals:
        return not _same_days(telling.window, cluster.window)
    # Of a gathering it is a member that refuses.
    if telling.status == "cancelled" and cluster.kind != "Gathering":
        return not cluster.statuses.isdisjoint(OVER)
    if telling.status in OVER and cluster.kind != "Gathering":
        return "cancelled" in cluster.statuses
    return telling.status in AHEAD and _held_before(telling, cluster)


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
    same_words = telling.event.date is not None and telling.event.date in cluster.dates
    if a is None or b is None:
        return 1.0 if same_words else 0.0
    gap = max(a.first - b.last, b.first - a.last, 0)
    if a.grain == b.grain == "day":
        if gap <= _SLACK.get(cluster.kind, _SLACK_OTHERS):
            return 1.0 - _DAY_OFF * gap
        moved = telling.status == "postponed" and gap <= _POSTPONED
        return _GRAIN["published"] if moved else 0.0
    if gap:
        return 0.0
    grain = min(_GRAIN[a.grain], _GRAIN[b.grain])
    if a.grain == b.grain == "published" and _days_between(telling, cluster.tellings[-1]) > _SOON:
        return _LONG_AFTER
    if same_words:
        return max(grain, _SAME_WORDS_OF_TIME)
    if grain == _GRAIN["published"] and _sits_all_year(telling, cluster):
        soon = _days_between(telling, cluster.tellings[-1]) <= _SLACK["Gathering"]
        return grain if soon else 0.0
    if grain == _GRAIN["published"] and cluster.kind in _MANY and {a.grain, b.grain} & _COARSE:
        return 0.0
    if "year" in (a.grain, b.grain):
        return _OF_A_YEAR.get(cluster.kind, grain)
    return grain


def _sits_all_year(telling: Telling, cluster: Cluster) -> bool:
    """Whether it is a sitting, not a summit, of a body that has many."""
    types = {telling.type, cluster.tellings[0].type}
    return (
        cluster.kind == "Gathering"
        and "Summit" not in types
        and ("Session" in types or telling.regular)
    )


def _days_between(telling: Telling, other: Telling) -> int:
    a, b = telling.published, other.published
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) if a and b else 0


def _parties(telling: Telling, cluster: Cluster) -> float:
    """Agreement of the fillers of the key roles: the worst of the groups."""
    if cluster.kind == "Gathering" and (series := _series(telling, cluster)) is not None:
        return series
    worst = 1.0
    for group in KEY_ROLES.get(cluster.kind, OTHER_KEY_ROLES):
        ours = {n for role in group for n in telling.fillers.get(role, ())}
        theirs = {n for role in group for n in _told_of(cluster, role)}
        agreed = _agreement(ours, theirs, telling, cluster) if ours and theirs else _NOBODY
        worst = min(worst, agreed)
    return worst if cluster.kind != "Gathering" else min(worst, _GUESTS_ONLY)


def _told_of(cluster: Cluster, role: str) -> set[str]:
    """The fillers of a role that a fair share of the tellings has."""
    counts = cluster.fillers.get(role, Counter())
    return {n for n, count in counts.items() if count * FAIR_SHARE >= len(cluster.tellings)}


def _series(telling: Telling, cluster: Cluster) -> float | None:
    """Whether both name the body that sits, and the same; None where one names none."""
    ours, theirs = (
        {n for n in fillers if n.startswith("organization/")}
        for fillers in (telling.fillers.get("organizer", ()), _told_of(cluster, "organizer"))
    )
    return float(not ours.isdisjoint(theirs)) if ours and theirs else None


def _agreement(ours: set[str], theirs: set[str], telling: Telling, cluster: Cluster) -> float:
    """How far two lists of names agree, side by side; 0 where a side differs."""
    mine, other = _sides(ours, telling.states), _sides(theirs, cluster.states)
    if cluster.kind in _TWO_SIDED and (len(mine) < len(ours) == 2 or len(other) < len(theirs) == 2):
        mine, other = {n: {n} for n in ours}, {n: {n} for n in theirs}
    common = mine.keys() & other.keys()
    smaller, larger = sorted((len(mine), len(other)))
    if not common or (cluster.kind in _TWO_SIDED and len(common) < min(2, smaller)):
        return 0.0
    worth = [_same_side(mine[side], other[side]) for side in common]
    if len(ours) <= _FEW and 0.0 in worth:
        return 0.0
    two_sided = cluster.kind in _TWO_SIDED and cluster.kind != "Gathering"
    complete = _ONE_SIDE if two_sided and len(common) == 1 else 1.0
    # Gatherings are told with ever other guests; a visit of six is not that of one.
    size = (smaller + larger) / 2 if cluster.kind in _IN_FULL else smaller
    return complete * sum(worth) / size


def _sides(nodes: set[str], states: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Nodes by the state that they stand for, or by themselves."""
    sides: dict[str, set[str]] = {}
    for node in nodes:
        for side in tuple(states.get(node, ())) or (node,):
            sides.setdefault(side, set()).add(node)
    return sides


def _same_side(ours: set[str], theirs: set[str]) -> float:
    """1 for a common name, less for a state beside its people, 0 for two people of one state."""
    if ours & theirs:
        return 1.0
    people = [any(n.startswith("person/") for n in nodes) for nodes in (ours, theirs)]
    return 0.0 if all(people) else _STATE_FOR_PERSON


def _beside(telling: Telling, cluster: Cluster, whole: int | None) -> float:
    """What place, ordinal, larger event and words add or take."""
    found = _place(telling, cluster) + _LARGER * min(len(cluster.tellings), _LARGE) / _LARGE
    if any(telling.type == t.type for t in cluster.tellings):
        found += _SAME_TYPE
    if telling.event.ordinal in cluster.ordinals:
        found += _SAME_ORDINAL
    if whole is not None and whole in cluster.wholes:
        found += _SAME_WHOLE
    return found + _WORDS * _words(telling, cluster) - _cost(telling, cluster)


def _cost(telling: Telling, cluster: Cluster) -> float:
    """What an event of a frequent kind must make up for by its words."""
    if cluster.kind not in _FREQUENT:
        return 0.0
    sums = {n for t in cluster.tellings for n in t.figures}
    documents = telling.fillers.get("document", frozenset())
    if not sums.isdisjoint(telling.figures) or documents & _told_of(cluster, "document"):
        return 0.0
    if sums and telling.figures:
        return _OTHER_SUM_COST
    date_ = telling.event.date
    told = date_ in cluster.dates and date_ not in (None, telling.published)
    near = _days_between(telling, cluster.tellings[-1]) <= _THESE_DAYS
    alike = near and _words(telling, cluster) >= _ALIKE
    return _DATED_COST if told or alike or cluster.kind == "Award" else _FREQUENT_COST


def _words(telling: Telling, cluster: Cluster) -> float:
    """Share of the telling's words that one of the last tellings has, too."""
    shared = (len(telling.stems & t.stems) for t in cluster.tellings[-_LAST:])
    return max(shared) / max(1, len(telling.stems))


def _place(telling: Telling, cluster: Cluster) -> float:
    if telling.place is None or not cluster.places:
        return 0.0
    if telling.place in cluster.places:
        return _SAME_PLACE
    if cluster.seats.isdisjoint(telling.seat) and cluster.kind != "Visit":
        return _OTHER_STATE
    cities = {p for p in cluster.places if not p.startswith("state/")}
    return _OTHER_CITY if cities and not telling.place.startswith("state/") else 0.0
