"""The measures themselves, over contacts or the net of them; formula and paper in each docstring.

Values are rounded to six places, so that tables do not depend on the order of additions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from kg.analysis.contacts import Contact

if TYPE_CHECKING:
    import networkx

#: Above so many nodes betweenness is estimated from a sample of so many sources.
_EXACT, _SAMPLE = 10_000, 1_000
_PLACES = 6
_SEED = 0


def intensity(found: Iterable[Contact]) -> dict[tuple[str, str, str], int]:
    """(party, party, month ``YYYY-MM``) → number of contacts; undated contacts are left out."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for contact in found:
        if contact.day:
            for a, b in combinations(sorted(set(contact.who)), 2):
                counts[a, b, contact.day[:7]] += 1
    return dict(sorted(counts.items()))


def degree(net: networkx.Graph[str]) -> dict[str, float]:
    """Weighted degree, s(v) = sum of w(v, u) over neighbours u: contacts in which v took part.

    Barrat, Barthélemy, Pastor-Satorras, Vespignani (2004), "The architecture of complex weighted
    networks", PNAS 101(11).
    """
    return _rounded(dict(net.degree(weight="weight")))


def betweenness(net: networkx.Graph[str]) -> dict[str, float]:
    """Betweenness, b(v) = sum over pairs s, t of σ(s, t | v) / σ(s, t), scaled to [0, 1].

    σ counts shortest paths, and those through v; an edge is 1 / weight long. Freeman (1977), "A set
    of measures of centrality based on betweenness", Sociometry 40(1); algorithm of Brandes (2001).
    Above 10,000 nodes it is estimated from 1,000 sources (Brandes, Pich 2007).
    """
    import networkx as nx

    distant = net.copy()
    for _, _, data in distant.edges(data=True):
        data["distance"] = 1 / data["weight"]
    sample = _SAMPLE if len(net) > _EXACT else None
    return _rounded(nx.betweenness_centrality(distant, k=sample, weight="distance", seed=_SEED))


def pagerank(net: networkx.Graph[str]) -> dict[str, float]:
    """PageRank, p(v) = (1 - d) / n + d · sum of p(u) · w(u, v) / s(u), with d = 0.85.

    Brin, Page (1998), "The anatomy of a large-scale hypertextual Web search engine". Computed by
    power iteration in fixed order, without BLAS.
    """
    damping, n = 0.85, len(net)
    if not n:
        return {}
    strength = dict(net.degree(weight="weight"))
    rank = dict.fromkeys(net, 1 / n)
    for _ in range(200):
        new = {
            v: (1 - damping) / n
            + damping * sum(rank[u] * net[u][v]["weight"] / strength[u] for u in net[v])
            for v in net
        }
        moved = sum(abs(new[v] - rank[v]) for v in net)
        rank = new
        if moved < 1e-10:
            break
    return _rounded(rank)


def communities(net: networkx.Graph[str]) -> list[list[str]]:
    """Groups that are in contact among themselves more than with others, largest first.

    Louvain method, which maximises modularity: Blondel, Guillaume, Lambiotte, Lefebvre (2008),
    "Fast unfolding of communities in large networks", J. Stat. Mech. P10008. The seed is fixed.
    """
    import networkx as nx

    if not net:
        return []
    groups = nx.community.louvain_communities(net, weight="weight", seed=_SEED)
    return sorted((sorted(group) for group in groups), key=lambda g: (-len(g), g))


def reciprocity(found: Iterable[Contact]) -> dict[tuple[str, str], tuple[int, int]]:
    """(state, state) → visits of the first to the second, and back; each pair once, sorted.

    The share of returned ties, 2·min(a, b) / (a + b), follows Squartini, Picciolo, Ruzzenenti,
    Garlaschelli (2013), "Reciprocity of weighted networks", Scientific Reports 3.
    """
    made: Counter[tuple[str, str]] = Counter()
    for contact in found:
        made.update({(g, h) for g in contact.guests for h in contact.hosts if g != h})
    pairs = sorted({(min(pair), max(pair)) for pair in made})
    return {(a, b): (made[a, b], made[b, a]) for a, b in pairs}


def brokerage(net: networkx.Graph[str]) -> dict[str, float]:
    """Effective size divided by degree: the share of v's neighbours that only v joins, in (0, 1].

    Effective size n - 2t / n, with n neighbours and t ties among them: Burt (1992), "Structural
    Holes"; in this form Borgatti (1997), Connections 20(1). Nodes with one neighbour have 0, as
    they join nobody.
    """
    shares = {}
    for v in net:
        near = set(net[v])
        n = len(near)
        ties = sum(1 for a, b in combinations(sorted(near), 2) if net.has_edge(a, b))
        shares[v] = (n - 2 * ties / n) / n if n > 1 else 0.0
    return _rounded(shares)


def bursts(
    found: Iterable[Contact], *, ratio: float = 3.0, cost: float = 1.0
) -> dict[str, list[tuple[str, str]]]:
    """Party → spans of months (first, last) in which it had markedly more contacts than usual.

    Kleinberg (2003), "Bursty and hierarchical structure in streams", Data Mining and Knowledge
    Discovery 7(4), with two states and with counts a month in place of gaps: a count is Poisson
    with the party's mean λ or with ``ratio``·λ; entering a burst costs ``cost``·ln(months), and the
    cheapest sequence of states is found by dynamic programming.
    """
    monthly: dict[str, Counter[str]] = defaultdict(Counter)
    for contact in found:
        if contact.day:
            for who in set(contact.who):
                monthly[who][contact.day[:7]] += 1
    months = _all_months({month for counts in monthly.values() for month in counts})
    spans = {
        who: _spans([counts[m] for m in months], months, ratio, cost)
        for who, counts in sorted(monthly.items())
    }
    return {who: runs for who, runs in spans.items() if runs}


def _all_months(seen: set[str]) -> list[str]:
    if not seen:
        return []
    first, last = (12 * int(m[:4]) + int(m[5:]) - 1 for m in (min(seen), max(seen)))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]


def _spans(
    counts: list[int], months: list[str], ratio: float, cost: float
) -> list[tuple[str, str]]:
    from math import log

    usual = sum(counts) / len(months)
    rates, enter = (usual, usual * ratio), cost * log(max(len(months), 2))
    best, back = [0.0, enter], []
    for count in counts:
        calm, burst = (rate - count * log(rate) for rate in rates)
        before = (int(best[1] < best[0]), int(best[1] <= best[0] + enter))
        best = [
            best[before[0]] + calm,
            (best[1] if before[1] else best[0] + enter) + burst,
        ]
        back.append(before)
    state, states = int(best[1] < best[0]), []
    for before in reversed(back):
        states.append(state)
        state = before[state]
    return _runs(states[::-1], months)


def _runs(states: list[int], months: list[str]) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for i, (state, month) in enumerate(zip(states, months, strict=True)):
        if state and i and states[i - 1]:
            runs[-1] = (runs[-1][0], month)
        elif state:
            runs.append((month, month))
    return runs


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {key: round(value, _PLACES) for key, value in values.items()}
