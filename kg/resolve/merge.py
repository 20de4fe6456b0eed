"""One event over many articles.

Tellings come in order of publication, and each joins the event that it agrees with best, or starts
one. So a later article never moves an earlier event, and the outcome depends on nothing but the set
of articles. Candidates come from an index by kind of event, filler or state, and time; the score
weighs time and participants, with the place, ordinal, larger event and words of the evidence beside
them. Two events of one article stay two, as its author kept them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.resolve.tellings import Telling, Window

_VISITS = ("Visit", "StateVisit", "OfficialVisit", "WorkingVisit", "PrivateVisit")
_GATHERINGS = ("Summit", "Session", "Forum")
#: Types that articles use for one and the same event; any other type stands alone.
_KIND = {**dict.fromkeys(_VISITS, "Visit"), **dict.fromkeys(_GATHERINGS, "Gathering")}

#: Roles whose fillers must agree, group by group.
_KEY_ROLES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Visit": (("guest",), ("host",)),
    "Gathering": (("organizer", "participant"),),
    "Invitation": (("inviter",), ("invitee",)),
    "Signing": (("signatory", "mediator", "beneficiary"),),
    "Launch": (("institution",), ("actor",)),
    "Ratification": (("member",), ("target",)),
    "Accession": (("member",), ("target",)),
    "Withdrawal": (("member",), ("target",)),
    "Appointment": (("appointee",),),
    "Dismissal": (("appointee",),),
    "Credentials": (("appointee",),),
    "RelationsEstablished": (("actor", "target"),),
    "RelationsSevered": (("actor",), ("target",)),
    "Recognition": (("actor",), ("target",)),
    "Recall": (("actor",), ("target",)),
    "Expulsion": (("actor",), ("target",)),
    "Sanction": (("actor",), ("target",)),
    "Protest": (("actor",), ("target",)),
    "Assistance": (("actor",), ("recipient",)),
    "Award": (("actor",), ("recipient",)),
}
#: Kinds whose two sides must both be there, if named at all.
_TWO_SIDED = frozenset({"Meeting", "Call", "Negotiation", "Signing", "RelationsEstablished"})
#: Kinds that happen so often between the same that words must agree too.
_FREQUENT = frozenset({"Sanction", "Assistance", "Award", "Protest", "Signing", "Launch"})

#: Days by which two exact dates of one event may differ, by kind.
_SLACK = {"Visit": 2, "Gathering": 2}
_SLACK_OTHERS = 1
#: Days over which a postponed event may move.
_POSTPONED = 200
#: Worth of agreement in time, by the coarser grain of the two.
_GRAIN = {"day": 1.0, "month": 0.8, "year": 0.35, "published": 0.55}
_TIME, _PARTIES = 0.5, 0.5
_SAME_PLACE, _OTHER_PLACE = 0.15, -0.15
_SAME_ORDINAL = 0.3
_SAME_WHOLE = 0.15
_WORDS = 0.3
_FREQUENT_COST = 0.15
#: Blocks of the index (30 days each): looked through for a postponed event, at most filled by one.
_FAR, _LONGEST = 7, 30
#: A telling joins an event from this score on.
_THRESHOLD = 0.7

Key = tuple[str, str, int]


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
    ordinal: int | None = None
    stems: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    #: Events that it is part of.
    wholes: set[int] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)


def cluster(articles: Iterable[Iterable[Telling]]) -> list[Cluster]:
    """Events out of the tellings of each article, articles in order of publication."""
    merger = _Merger()
    for tellings in articles:
        merger.add(tellings)
    return merger.clusters


class _Merger:
    """Events so far, with an index to find those that a telling may be of."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self._index: dict[Key, list[int]] = defaultdict(list)

    def add(self, tellings: Iterable[Telling]) -> None:
        """Place the tellings of one article, larger events first."""
        placed: dict[str, int] = {}
        for telling in tellings:
            whole = placed.get(telling.event.part_of or "")
            number = self._best(telling, whole)
            if number is None:
                number = len(self.clusters)
                self.clusters.append(Cluster([], kind_of(telling.type), telling.window))
            placed[telling.event.id] = number
            self._join(number, telling, whole)

    def _best(self, telling: Telling, whole: int | None) -> int | None:
        margin = _FAR if telling.event.status == "postponed" else 1
        candidates = {n for key in _keys(telling, margin) for n in self._index.get(key, ())}
        scored = [(score(telling, self.clusters[n], whole), -n) for n in candidates]
        best, number = max(scored, default=(0.0, 0))
        return -number if best >= _THRESHOLD else None

    def _join(self, number: int, telling: Telling, whole: int | None) -> None:
        cluster = self.clusters[number]
        _absorb(cluster, telling, whole)
        for key in _keys(telling):
            if not (known := self._index[key]) or known[-1] != number:
                known.append(number)


def _absorb(cluster: Cluster, telling: Telling, whole: int | None) -> None:
    cluster.tellings.append(telling)
    cluster.articles.add(telling.article)
    for role, nodes in telling.fillers.items():
        cluster.fillers[role] |= nodes
    for node, states in telling.states.items():
        cluster.states[node].update(states)
    if telling.place:
        cluster.places.add(telling.place)
    if telling.event.date:
        cluster.dates.add(telling.event.date)
    if whole is not None:
        cluster.wholes.add(whole)
    cluster.ordinal = cluster.ordinal or telling.event.ordinal
    cluster.stems |= telling.stems
    cluster.window = _narrower(cluster.window, telling)


def _narrower(window: Window | None, telling: Telling) -> Window | None:
    """The window to compare with from now on: the finer one; of two coarse ones the later told."""
    new = telling.window
    if window is None or new is None:
        return window or new
    grains = list(_GRAIN)
    if telling.event.status == "postponed" and new.grain != "published":
        return new
    finer = grains.index(new.grain) < grains.index(window.grain)
    return new if finer or (new.grain == window.grain == "published") else window


def _keys(telling: Telling, margin: int = 0) -> Iterator[Key]:
    """Index keys: kind, each filler that counts and its states, each block of the window."""
    kind = kind_of(telling.type)
    anchors = {
        anchor
        for node in _fillers(telling.fillers, kind)
        for anchor in (node, *telling.states.get(node, ()))
    }
    for anchor in anchors:
        for block in _blocks(telling.window, margin):
            yield kind, anchor, block


def _blocks(window: Window | None, margin: int) -> Iterable[int]:
    """Blocks of 30 days that a window touches; a window of many years has one of its own."""
    if window is None:
        return (-1,)
    first, last = window.first // 30 - margin, window.last // 30 + margin
    return range(first, last + 1) if last - first <= _LONGEST else (-2,)


def _fillers(fillers: Mapping[str, Iterable[str]], kind: str) -> set[str]:
    groups = _KEY_ROLES.get(kind, (("participant",),))
    return {node for group in groups for role in group for node in fillers.get(role, ())}


def score(telling: Telling, cluster: Cluster, whole: int | None = None) -> float:
    """How far a telling and an event agree, 0 where they contradict each other."""
    if telling.article in cluster.articles:
        return 0.0
    if telling.event.ordinal and cluster.ordinal and telling.event.ordinal != cluster.ordinal:
        return 0.0
    time, parties = _time(telling, cluster), _parties(telling, cluster)
    if not time or not parties:
        return 0.0
    return _TIME * time + _PARTIES * parties + _beside(telling, cluster, whole)


def _time(telling: Telling, cluster: Cluster) -> float:
    a, b = telling.window, cluster.window
    if a is None or b is None:
        # Without a year, or without any date: only the very same words of time count.
        return 1.0 if telling.event.date and telling.event.date in cluster.dates else 0.0
    gap = max(a.first - b.last, b.first - a.last, 0)
    if a.grain == b.grain == "day":
        slack = _SLACK.get(cluster.kind, _SLACK_OTHERS)
        if gap <= slack:
            return 1.0 - 0.2 * gap
        moved = telling.event.status == "postponed" and gap <= _POSTPONED
        return _GRAIN["published"] if moved else 0.0
    return min(_GRAIN[a.grain], _GRAIN[b.grain]) if gap == 0 else 0.0


def _parties(telling: Telling, cluster: Cluster) -> float:
    groups = _KEY_ROLES.get(cluster.kind, (("participant",),))
    found = []
    for group in groups:
        ours = {n for role in group for n in telling.fillers.get(role, ())}
        theirs = {n for role in group for n in cluster.fillers.get(role, ())}
        if ours and theirs:
            agreed = _agreement(ours, theirs, telling, cluster)
            if not agreed:
                return 0.0
            found.append(agreed)
        else:
            found.append(0.3)
    return sum(found) / len(found)


def _agreement(ours: set[str], theirs: set[str], telling: Telling, cluster: Cluster) -> float:
    """Share of the smaller set that the other has, too; a state stands half for its people."""
    mine, other = _sides(ours, telling.states), _sides(theirs, cluster.states)
    common = mine.keys() & other.keys()
    smaller = min(len(mine), len(other))
    if not common or (cluster.kind in _TWO_SIDED and len(common) < min(2, smaller)):
        return 0.0
    worth = [_same_side(mine[side], other[side]) for side in common]
    if len(ours) <= 4 and 0.0 in worth:
        return 0.0
    complete = 1.0 if len(common) > 1 or cluster.kind not in _TWO_SIDED else 0.6
    return complete * sum(worth) / smaller


def _sides(nodes: set[str], states: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Nodes by the state that they stand for, or by themselves."""
    sides: dict[str, set[str]] = {}
    for node in nodes:
        for side in tuple(states.get(node, ())) or (node,):
            sides.setdefault(side, set()).add(node)
    return sides


def _same_side(ours: set[str], theirs: set[str]) -> float:
    if ours & theirs:
        return 1.0
    persons = [{n for n in nodes if n.startswith("person/")} for nodes in (ours, theirs)]
    return 0.0 if all(persons) else 0.6


def _beside(telling: Telling, cluster: Cluster, whole: int | None) -> float:
    """What place, ordinal, larger event and words add or take."""
    found = 0.0
    if telling.place and cluster.places:
        found += _SAME_PLACE if telling.place in cluster.places else _OTHER_PLACE
    if telling.event.ordinal and telling.event.ordinal == cluster.ordinal:
        found += _SAME_ORDINAL
    if whole is not None and whole in cluster.wholes:
        found += _SAME_WHOLE
    shared = len(telling.stems & cluster.stems) / max(1, len(telling.stems))
    return found + _WORDS * shared - (_FREQUENT_COST if cluster.kind in _FREQUENT else 0.0)
