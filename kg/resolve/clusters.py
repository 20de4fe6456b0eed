"""An event with its tellings so far, as merging compares it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from kg.resolve.tellings import Telling, Window

#: A filler counts where one telling in so many has it.
FAIR_SHARE = 3


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


def told_of(cluster: Cluster, role: str) -> set[str]:
    """The fillers of a role that a fair share of the tellings has."""
    counts = cluster.fillers.get(role, Counter())
    return {n for n, count in counts.items() if count * FAIR_SHARE >= len(cluster.tellings)}


def cities(cluster: Cluster) -> set[str]:
    """The places told, whole states left out."""
    return {place for place in cluster.places if not place.startswith("state/")}


def days_between(telling: Telling, other: Telling) -> int:
    """Days between the publication of two articles; 0 where one has no date."""
    a, b = telling.published, other.published
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) if a and b else 0
