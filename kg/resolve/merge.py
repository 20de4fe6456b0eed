"""One event over many articles.

Tellings come in order of publication, and each joins the event that it agrees with best, or starts
one. So a later article never moves an earlier event, and the outcome depends on nothing but the set
of articles. Candidates come from an index by kind of event, filler or state, and time; how far they
agree is :mod:`kg.resolve.score`'s word. What one article tells twice was united before
(:mod:`kg.resolve.coreference`); its other events stay apart, as its author kept them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.resolve.clusters import Cluster
from kg.resolve.identities import Ties
from kg.resolve.score import GRAINS, KEY_ROLES, OTHER_KEY_ROLES, kind_of, score
from kg.resolve.tellings import Telling, Window

#: A telling joins an event from this score on.
_THRESHOLD = 0.72
#: Blocks of the index, of 30 days each, that are looked through around a window: those beside it,
#: and many for an event that was put off.
_NEAR, _FAR = 1, 7
#: A window of more blocks has one of its own.
_LONGEST = 30
_TIMELESS, _LONG = -1, -2

#: What the most told event has before others that a telling may join, and from how many tellings.
_LARGER, _LARGE = 0.25, 10

#: Kind, filler or state, block.
_Key = tuple[str, str, int]


#: A telling that starts an event has a rival from this score on.
_RIVAL = 0.55
#: A score of which nobody doubts that it is of one event.
_CERTAIN = 1.1


@dataclass(frozen=True, slots=True)
class Placement:
    """How a telling came to its event."""

    #: How sure it is that it belongs there: 0.5 where it might as well belong elsewhere.
    certainty: float
    #: Id of another event that it nearly joined.
    rival: str | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """Events, and how each telling (article, event of the article) came to its own."""

    clusters: list[Cluster]
    placements: dict[tuple[str, str], Placement]


def cluster(articles: Iterable[Iterable[Telling]], ties: Ties | None = None) -> Merged:
    """Events out of the tellings of each article, articles in order of publication.

    What people decided (``ties``) goes before any score.
    """
    merger = _Merger(ties or Ties())
    for tellings in articles:
        merger.add(tellings)
    return Merged(merger.clusters, merger.placements)


class _Merger:
    """Events so far, with an index to find those that a telling may be of."""

    def __init__(self, ties: Ties) -> None:
        self.clusters: list[Cluster] = []
        self.placements: dict[tuple[str, str], Placement] = {}
        self._ties = ties
        #: Group of tellings that people put together → number of their event.
        self._groups: dict[int, int] = {}
        self._index: dict[_Key, list[int]] = defaultdict(list)

    def add(self, tellings: Iterable[Telling]) -> None:
        """Place the tellings of one article, larger events first."""
        placed: dict[str, int] = {}
        for telling in tellings:
            whole = placed.get(telling.event.part_of or "")
            number = self._place(telling, whole)
            if number == len(self.clusters):
                self.clusters.append(Cluster([], kind_of(telling), telling.window))
            placed[telling.event.id] = number
            self._join(number, telling, whole)

    def _place(self, telling: Telling, whole: int | None) -> int:
        """Number of the event that a telling joins, or of a new one."""
        key = telling.article, telling.event.id
        group = self._ties.together.get(key)
        if group in self._groups:
            self.placements[key] = Placement(1.0)
            return self._groups[group]
        best, number = self._best(telling, whole)
        if best < _THRESHOLD:
            rival = self.clusters[number].tellings[0].id if best >= _RIVAL else None
            self.placements[key] = Placement(1.0 - 0.5 * best / _THRESHOLD, rival)
            number = len(self.clusters)
        else:
            excess = min(1.0, (best - _THRESHOLD) / (_CERTAIN - _THRESHOLD))
            self.placements[key] = Placement(0.5 + 0.5 * excess)
        if group is not None:
            self._groups[group] = number
        return number

    def _best(self, telling: Telling, whole: int | None) -> tuple[float, int]:
        """Score and number of the event that a telling agrees with best."""
        margin = _FAR if telling.status == "postponed" else _NEAR
        candidates = {n for key in _keys(telling, margin) for n in self._index.get(key, ())}
        apart = self._ties.apart.get((telling.article, telling.event.id), frozenset())
        scored = [
            (score(telling, self.clusters[n], whole), n)
            for n in sorted(candidates)
            if not apart or apart.isdisjoint(_members(self.clusters[n]))
        ]
        return max(scored, key=self._preference, default=(0.0, 0))

    def _preference(self, scored: tuple[float, int]) -> tuple[float, int]:
        """Its score; of events that it joins as well, rather the one that many tell of."""
        found, number = scored
        size = min(len(self.clusters[number].tellings), _LARGE) / _LARGE
        return found + (_LARGER * size if found >= _THRESHOLD else 0.0), -number

    def _join(self, number: int, telling: Telling, whole: int | None) -> None:
        _absorb(self.clusters[number], telling, whole)
        for key in _keys(telling):
            if not (known := self._index[key]) or known[-1] != number:
                known.append(number)


def _members(cluster: Cluster) -> set[tuple[str, str]]:
    return {(t.article, t.event.id) for t in cluster.tellings}


def _absorb(cluster: Cluster, telling: Telling, whole: int | None) -> None:
    cluster.tellings.append(telling)
    cluster.articles.add(telling.article)
    cluster.statuses.add(telling.status)
    if telling.status == "held" and telling.published:
        cluster.held_by = min(cluster.held_by or telling.published, telling.published)
    for role, nodes in telling.fillers.items():
        cluster.fillers[role].update(nodes)
    for node, states in telling.states.items():
        cluster.states[node].update(states)
    if telling.place:
        cluster.places.add(telling.place)
        cluster.seats.update(telling.seat)
    if telling.event.date:
        cluster.dates.add(telling.event.date)
    if whole is not None:
        cluster.wholes.add(whole)
    if telling.event.ordinal:
        cluster.ordinals.add(telling.event.ordinal)
    cluster.window = _narrower(cluster.window, telling)


def _narrower(window: Window | None, telling: Telling) -> Window | None:
    """The window to compare with from now on: the finer; of undated ones the last told."""
    new = telling.window
    if window is None or new is None:
        return window or new
    if telling.status == "postponed" and new.grain != "published":
        return new
    finer = GRAINS.index(new.grain) < GRAINS.index(window.grain)
    return new if finer or (new.grain == window.grain == "published") else window


def _keys(telling: Telling, margin: int = 0) -> Iterator[_Key]:
    """Index keys: kind, each filler that counts and its states, each block of the window."""
    kind = kind_of(telling)
    groups = KEY_ROLES.get(kind, OTHER_KEY_ROLES)
    fillers = {n for group in groups for role in group for n in telling.fillers.get(role, ())}
    anchors = fillers.union(*(telling.states[n] for n in fillers))
    for anchor in anchors:
        for block in _blocks(None if telling.continuing else telling.window, margin):
            yield kind, anchor, block


def _blocks(window: Window | None, margin: int) -> Iterable[int]:
    if window is None:
        return (_TIMELESS,)
    first, last = window.first // 30 - margin, window.last // 30 + margin
    return range(first, last + 1) if last - first <= _LONGEST else (_LONG,)
