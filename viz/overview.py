"""What a large drawing opens with: its most active participants, by how often they met.

Events are not drawn in it. Whoever takes part in the same event is tied; each participant keeps its
strongest ties, and communities of these are found and placed (see :mod:`viz.layout`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from viz.layout import Layout, lay_out
from viz.model import ENTITIES, ViewGraph

#: Drawings with fewer events need none.
FEWEST_EVENTS = 400
#: Participants that an overview holds, and ties of each that its layout follows.
_PARTICIPANTS, _TIES = 130, 3
_FAMILIES = ("State", "Person", "Organization")
_NOT_TAKING_PART = frozenset({"place", "partOf", "resultedIn", "invitesTo", "document"})


@dataclass(frozen=True, slots=True)
class Overview:
    """Participants (indices into the nodes, the most active first) and where they stand."""

    nodes: tuple[int, ...]
    layout: Layout


def overview(view: ViewGraph) -> Overview | None:
    """The overview of a graph; None where the graph is small enough to be seen as it is."""
    events = sum(family not in ENTITIES for family in view.nodes.family)
    if events < FEWEST_EVENTS:
        return None
    ties: Counter[tuple[int, int]] = Counter()
    for together in _meetings(view):
        ties.update(combinations(sorted(together), 2))
    activity: Counter[int] = Counter()
    for pair, count in ties.items():
        activity.update(dict.fromkeys(pair, count))
    ranked = sorted(activity, key=lambda i: (-activity[i], i))[:_PARTICIPANTS]
    if len(ranked) < 3:
        return None
    place = {node: k for k, node in enumerate(ranked)}
    kept = sorted(_strongest(ties, place))
    layout = lay_out(len(ranked), [a for a, _ in kept], [b for _, b in kept])
    return Overview(tuple(ranked), layout)


def _meetings(view: ViewGraph) -> Iterator[set[int]]:
    """Who takes part in each event, and in another set the states in it."""
    nodes, edges = view.nodes, view.edges
    number = {ident: i for i, ident in enumerate(nodes.id)}
    present: dict[int, set[int]] = defaultdict(set)
    for source, target, role in zip(edges.source, edges.target, edges.role, strict=True):
        is_event = nodes.family[source] not in ENTITIES
        if is_event and role not in _NOT_TAKING_PART and nodes.family[target] in _FAMILIES:
            present[source].add(target)
    yield from present.values()
    for event, states in enumerate(nodes.states):
        yield {number[s] for s in states if s in number} - present[event]


def _strongest(ties: Counter[tuple[int, int]], place: dict[int, int]) -> set[tuple[int, int]]:
    """The strongest ties of each participant, as pairs of their places in the overview."""
    of: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for (a, b), count in ties.items():
        if a in place and b in place:
            of[place[a]].append((-count, place[b], place[a]))
            of[place[b]].append((-count, place[a], place[b]))
    return {(min(a, b), max(a, b)) for found in of.values() for _, a, b in sorted(found)[:_TIES]}
