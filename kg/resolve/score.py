"""How far one article's telling agrees with an event as told so far.

A score of time and participants, half each, with the place, ordinal, larger event and words of the
evidence beside them; 0 where the two contradict each other. The weights were set on annotated
articles and judged merges of a news corpus, not learnt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.resolve.tellings import Telling, Window

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
_TWO_SIDED = frozenset({"Meeting", "Call", "Negotiation", "Signing", "RelationsEstablished"})
#: Kinds of which the same two have many in a year: a year does not tell which.
_OFTEN = frozenset({"Meeting", "Call"})
#: Kinds that happen so often between the same that words must agree too.
_FREQUENT = frozenset({"Sanction", "Assistance", "Award", "Protest", "Signing", "Launch"})

#: Days by which two exact dates of one event may differ, and what each day costs.
_SLACK: Mapping[str, int] = {"Visit": 2, "Gathering": 2}
_SLACK_OTHERS = 1
_DAY_OFF = 0.2
#: Days over which a postponed event may move.
_POSTPONED = 200
#: Worth of agreement in time, by the coarser grain of the two.
_GRAIN = {"day": 1.0, "month": 0.8, "published": 0.55, "year": 0.2}
#: Grains of a window, finest first.
GRAINS = ("day", "month", "year", "published")
_SAME_WORDS_OF_TIME = 0.6
_TIME, _PARTIES = 0.5, 0.5
#: Worth of a side of which one telling names nobody; of a state beside its people; of one side
#: where two are needed.
_NOBODY, _STATE_FOR_PERSON, _ONE_SIDE = 0.4, 0.6, 0.6
#: Up to so many names, each side must agree.
_FEW = 4
_SAME_PLACE, _OTHER_CITY, _OTHER_STATE = 0.15, -0.1, -0.3
_SAME_ORDINAL = 0.3
_SAME_WHOLE = 0.15
_WORDS = 0.3
_FREQUENT_COST = 0.15


def kind_of(type_: str) -> str:
    """The kind under which tellings of a type are compared."""
    return _KIND.get(type_, type_)


@dataclass(slots=True)
class Cluster:
    """An event with its tellings, in order of publication, and what they give together."""

    tellings: list[Telling]
    kind: str
    window: Window | None
    fillers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    states: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: set[str] = field(default_factory=set)
    #: States of the places.
    seats: set[str] = field(default_factory=set)
    ordinal: int | None = None
    stems: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
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
    if not time or parties < _NOBODY:
        return 0.0
    return _TIME * time + _PARTIES * parties + _beside(telling, cluster, whole)


def _contradict(telling: Telling, cluster: Cluster) -> bool:
    """Whether ordinals differ, or the one was refused and the other took place."""
    ordinal = telling.event.ordinal
    if ordinal and cluster.ordinal and ordinal != cluster.ordinal:
        return True
    if telling.event.status == "cancelled":
        return not cluster.statuses.isdisjoint(("held", "ongoing"))
    return telling.event.status in ("held", "ongoing") and "cancelled" in cluster.statuses


def _time(telling: Telling, cluster: Cluster) -> float:
    a, b = telling.window, cluster.window
    same_words = telling.event.date is not None and telling.event.date in cluster.dates
    if a is None or b is None:
        return 1.0 if same_words else 0.0
    gap = max(a.first - b.last, b.first - a.last, 0)
    if a.grain == b.grain == "day":
        if gap <= _SLACK.get(cluster.kind, _SLACK_OTHERS):
            return 1.0 - _DAY_OFF * gap
        moved = telling.event.status == "postponed" and gap <= _POSTPONED
        return _GRAIN["published"] if moved else 0.0
    if gap:
        return 0.0
    grain = min(_GRAIN[a.grain], _GRAIN[b.grain])
    if same_words:
        return max(grain, _SAME_WORDS_OF_TIME)
    return 0.0 if cluster.kind in _OFTEN and "year" in (a.grain, b.grain) else grain


def _parties(telling: Telling, cluster: Cluster) -> float:
    """Agreement of the fillers of the key roles: the worst of the groups."""
    worst = 1.0
    for group in KEY_ROLES.get(cluster.kind, OTHER_KEY_ROLES):
        ours = {n for role in group for n in telling.fillers.get(role, ())}
        theirs = {n for role in group for n in cluster.fillers.get(role, ())}
        agreed = _agreement(ours, theirs, telling, cluster) if ours and theirs else _NOBODY
        worst = min(worst, agreed)
    return worst


def _agreement(ours: set[str], theirs: set[str], telling: Telling, cluster: Cluster) -> float:
    """How far two lists of names agree, side by side; 0 where a side differs."""
    mine, other = _sides(ours, telling.states), _sides(theirs, cluster.states)
    common = mine.keys() & other.keys()
    smaller, larger = sorted((len(mine), len(other)))
    if not common or (cluster.kind in _TWO_SIDED and len(common) < min(2, smaller)):
        return 0.0
    worth = [_same_side(mine[side], other[side]) for side in common]
    if len(ours) <= _FEW and 0.0 in worth:
        return 0.0
    complete = 1.0 if len(common) > 1 or cluster.kind not in _TWO_SIDED else _ONE_SIDE
    # Gatherings are told with ever other guests; a visit of six is not that of one.
    size = smaller if cluster.kind != "Visit" else (smaller + larger) / 2
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
    found = _place(telling, cluster)
    if telling.event.ordinal and telling.event.ordinal == cluster.ordinal:
        found += _SAME_ORDINAL
    if whole is not None and whole in cluster.wholes:
        found += _SAME_WHOLE
    shared = len(telling.stems & cluster.stems) / max(1, len(telling.stems))
    return found + _WORDS * shared - (_FREQUENT_COST if cluster.kind in _FREQUENT else 0.0)


def _place(telling: Telling, cluster: Cluster) -> float:
    if telling.place is None or not cluster.places:
        return 0.0
    if telling.place in cluster.places:
        return _SAME_PLACE
    if cluster.seats.isdisjoint(telling.seat):
        return _OTHER_STATE
    cities = {p for p in cluster.places if not p.startswith("state/")}
    return _OTHER_CITY if cities and not telling.place.startswith("state/") else 0.0
