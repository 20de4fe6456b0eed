"""Where each node stands: a force-directed layout that gives the same numbers on every machine.

Louvain communities are placed first, as discs that attract one another by the edges between them
and may not overlap. Then all nodes move inside that frame as Fruchterman and Reingold have it
(Software: Practice and Experience 21, 1991), with repulsion between near nodes only and edges
inside a community pulling more than edges between communities.

No random numbers, threads or BLAS: only elementwise IEEE operations (add, multiply, divide, square
root) and ``bincount``, which adds in order. What comes out is rounded to whole units.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Pull of an edge inside a community, and of one between two.
_INSIDE, _BETWEEN = 4.0, 0.25
#: Whole units to the mean distance of neighbouring nodes.
UNIT = 40
#: Screens are wider than high: so is the drawing.
_WIDE = 1.25
#: Nodes further apart than this repel one another no more (in mean distances).
_RANGE = 3.0
#: A turn by the golden angle, as cosine and sine: sunflower spirals without trigonometry.
_TURN = (-0.7373688780783197, 0.6754902942615238)


@dataclass(frozen=True, slots=True)
class Layout:
    """Whole-number coordinates (y down) and the community of each node; 0 is the largest."""

    x: tuple[int, ...]
    y: tuple[int, ...]
    community: tuple[int, ...]


def lay_out(
    n: int, source: Sequence[int], target: Sequence[int], weight: Sequence[float] | None = None
) -> Layout:
    """Positions of ``n`` nodes joined by edges ``source[i]``—``target[i]``.

    ``weight`` (1 where not given) says how much an edge counts in finding communities.
    """
    if n == 0:
        return Layout((), (), ())
    community = communities(n, source, target, weight)
    at = _place(n, np.array(source, np.int64), np.array(target, np.int64), community)
    whole = np.rint(at * np.array([[_WIDE * UNIT], [UNIT / _WIDE]])).astype(np.int64)
    return Layout(tuple(whole[0].tolist()), tuple(whole[1].tolist()), tuple(community.tolist()))


def communities(
    n: int, source: Sequence[int], target: Sequence[int], weight: Sequence[float] | None = None
) -> Ints:
    """Louvain communities, numbered from the largest (ties: lowest node first)."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n))
    weights = [1.0] * len(source) if weight is None else weight
    graph.add_weighted_edges_from(zip(source, target, weights, strict=True))
    found = [sorted(c) for c in nx.community.louvain_communities(graph, seed=1)]
    of = np.zeros(n, np.int64)
    for number, members in enumerate(sorted(found, key=lambda c: (-len(c), c[0]))):
        of[members] = number
    return of


def _place(n: int, source: Ints, target: Ints, community: Ints) -> Floats:
    """Communities tied to others in the middle, lone ones in a belt around them."""
    apart = source != target
    source, target = source[apart], target[apart]
    sizes = np.bincount(community).astype(np.float64)
    radius = np.sqrt(sizes) * 0.8 + 0.5
    centres, tied = _place_discs(community[source], community[target], sizes, radius)
    pull = np.where(community[source] == community[target], _INSIDE, _BETWEEN)
    at = _start(community, sizes, centres)
    middle = tied[community]
    at[:, middle] = _relax_part(at, middle, source, target, pull)
    centres[:, ~tied] = _spiral(radius[~tied], _reach(at[:, middle]) + 2.0)
    at[:, ~middle] = _start(community, sizes, centres)[:, ~middle]
    at[:, ~middle] = _relax_part(at, ~middle, source, target, pull)
    return at


def _relax_part(
    at: Floats, part: NDArray[np.bool_], source: Ints, target: Ints, pull: Floats
) -> Floats:
    """New places of the nodes of a part that no edge leaves."""
    number = np.cumsum(part) - 1
    edges = part[source]
    return _relax(at[:, part], number[source[edges]], number[target[edges]], pull[edges])


def _reach(at: Floats) -> float:
    """How far from the middle nearly all nodes stand."""
    away = np.sort(np.sqrt(at[0] * at[0] + at[1] * at[1]))
    return float(away[len(away) * 98 // 100]) if len(away) else 0.0


def _place_discs(
    a: Ints, b: Ints, sizes: Floats, radius: Floats
) -> tuple[Floats, NDArray[np.bool_]]:
    """Centres of communities tied to others, by forces; and which communities these are."""
    k = len(sizes)
    key, count = np.unique(np.minimum(a, b) * k + np.maximum(a, b), return_counts=True)
    a, b, count = key // k, key % k, count.astype(np.float64)
    a, b, count = a[a != b], b[a != b], count[a != b]
    tied = (np.bincount(a, minlength=k) + np.bincount(b, minlength=k)) > 0
    number = np.cumsum(tied) - 1
    centres = np.zeros((2, k))
    pull = count / np.sqrt(sizes[a] * sizes[b])
    centres[:, tied] = _settle(radius[tied], number[a], number[b], pull)
    return centres, tied


def _settle(radius: Floats, a: Ints, b: Ints, pull: Floats) -> Floats:
    """Discs drawn together by ``pull`` and to the middle, and pushed apart where they overlap."""
    k = len(radius)
    at = _spiral(radius, 0.0)
    rounds = max(30, min(300, 20_000_000 // max(1, k * k)))
    i, j = np.triu_indices(k, 1)
    apart = radius[i] + radius[j]
    share = radius[j] * radius[j] / (radius[i] * radius[i] + radius[j] * radius[j])
    strength = np.bincount(a, pull, minlength=k) + np.bincount(b, pull, minlength=k) + 1e-9
    for turn in range(rounds):
        heat = 0.1 * (1.0 - turn / rounds)
        move = -_attraction(at, a, b, pull, k) / strength - 0.3 * at
        at = at + move * heat
        d = at[:, i] - at[:, j]
        length = np.sqrt(d[0] * d[0] + d[1] * d[1]) + 1e-9
        push = np.maximum(apart - length, 0.0) / length * 0.5
        at = at + _scatter(i, d * (push * share), k) - _scatter(j, d * (push * (1.0 - share)), k)
    return at


def _spiral(radius: Floats, inner: float) -> Floats:
    """Discs of given radii along a sunflower spiral that begins at the distance ``inner``."""
    area = np.cumsum(radius * radius) - radius * radius / 2
    return _directions(len(radius)) * np.sqrt(area * 1.5 + inner * inner)


def _directions(k: int) -> Floats:
    """``k`` unit vectors, each turned by the golden angle from the one before."""
    out = np.empty((2, k))
    x, y = 1.0, 0.0
    cos, sin = _TURN
    for i in range(k):
        out[0, i], out[1, i] = x, y
        x, y = x * cos - y * sin, x * sin + y * cos
    return out


def _start(community: Ints, sizes: Floats, centres: Floats) -> Floats:
    """Each node on a sunflower spiral around the centre of its community."""
    order = np.argsort(community, kind="stable")
    first = np.cumsum(sizes) - sizes
    rank = np.empty(len(community))
    rank[order] = np.arange(len(community)) - first[community[order]]
    spread = _directions(int(sizes.max()))[:, rank.astype(np.int64)]
    return centres[:, community] + spread * np.sqrt(rank + 0.5) * 0.7


def _relax(at: Floats, source: Ints, target: Ints, pull: Floats) -> Floats:
    """Move nodes along the forces on them, by ever smaller steps."""
    n = at.shape[1]
    if n < 2:
        return at
    degree = np.bincount(source, minlength=n) + np.bincount(target, minlength=n) + 1.0
    charge = np.sqrt(degree)
    rounds = max(20, min(200, 500_000 // n))
    for turn in range(rounds):
        step = 1.5 * (1.0 - turn / rounds) + 0.02
        force = _repulsion(at, charge) * charge - _attraction(at, source, target, pull * 0.08, n)
        force = force / charge
        length = np.sqrt(force[0] * force[0] + force[1] * force[1]) + 1e-9
        at = at + force * (np.minimum(length, step) / length)
    return at


def _attraction(at: Floats, source: Ints, target: Ints, pull: Floats, n: int) -> Floats:
    d = (at[:, source] - at[:, target]) * pull
    return _scatter(source, d, n) - _scatter(target, d, n)


def _scatter(index: Ints, vectors: Floats, n: int) -> Floats:
    """Sum of the vectors that belong to each of ``n`` indices, added in order."""
    return np.stack([np.bincount(index, v, minlength=n) for v in vectors])


def _repulsion(at: Floats, charge: Floats) -> Floats:
    """Field ``charge / distance`` of the nodes near each node, falling to nothing at the reach."""
    n = at.shape[1]
    field = np.zeros((2, n))
    for a, b in _near_pairs(at):
        d = at[:, a] - at[:, b]
        squared = d[0] * d[0] + d[1] * d[1] + 0.01
        d = d * np.maximum(1.0 / squared - 1.0 / (_RANGE * _RANGE), 0.0)
        field += _scatter(a, d * charge[b], n) - _scatter(b, d * charge[a], n)
    return field


def _near_pairs(at: Floats) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of nodes in the same or in neighbouring cells of a grid as wide as the reach."""
    n = at.shape[1]
    cell = ((at - at.min(axis=1)[:, None]) / _RANGE).astype(np.int64)
    width = int(cell[1].max()) + 3
    where = (cell[0] + 1) * width + cell[1] + 1
    order = np.argsort(where, kind="stable")
    ranked = where[order]
    for step in (0, 1, width - 1, width, width + 1):
        begin = np.searchsorted(ranked, where + step, side="left")
        count = np.searchsorted(ranked, where + step, side="right") - begin
        a = np.repeat(np.arange(n), count)
        b = order[np.arange(len(a)) - np.repeat(np.cumsum(count) - count - begin, count)]
        yield (a, b) if step else (a[a < b], b[a < b])
