"""The measures themselves, over contacts or the net of them; formula and paper in each docstring.

Values are rounded to six places, so that tables do not depend on the order of additions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log
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
            for a, b in contact.pairs():
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


@dataclass(frozen=True, slots=True)
class Burst:
    """Months, first to last, in which a party had markedly more contacts than usual."""

    first: str
    last: str
    #: In these months.
    contacts: int
    #: Log likelihood gained by the burst over usual contacts, its months together.
    weight: float


def bursts(
    found: Iterable[Contact],
    published: Mapping[str, int],
    *,
    ratio: float = 3.0,
    cost: float = 1.0,
) -> dict[str, list[Burst]]:
    """Party → its bursts; ``published`` is month ``YYYY-MM`` → number of articles that were read.

    Kleinberg (2003), "Bursty and hierarchical structure in streams", Data Mining and Knowledge
    Discovery 7(4), with two states and with counts a month in place of gaps: a count is Poisson
    with the party's mean λ or with ``ratio``·λ, either in proportion to the month's articles, so
    that a month of which more was read is no burst; entering one costs ``cost``·ln(months), and the
    cheapest sequence of states is found by dynamic programming. Months without articles are passed
    over.
    """
    months = sorted(month for month, number in published.items() if number)
    if not months:
        return {}
    mean = sum(published[m] for m in months) / len(months)
    monthly: dict[str, Counter[str]] = defaultdict(Counter)
    for contact in found:
        if contact.day and contact.day[:7] in published:
            for who in set(contact.who):
                monthly[who][contact.day[:7]] += 1
    enter = cost * log(max(len(months), 2))
    spans: dict[str, list[Burst]] = {}
    for who, counts in sorted(monthly.items()):
        usual = sum(counts.values()) / len(months)
        gains = [_gain(counts[m], usual * published[m] / mean, ratio) for m in months]
        if runs := _runs(gains, enter, months, counts):
            spans[who] = runs
    return spans


def _gain(count: int, rate: float, ratio: float) -> float:
    """How much likelier a count is in a burst than as usual, as logarithm."""
    return count * log(ratio) - rate * (ratio - 1)


def _runs(
    gains: list[float], enter: float, months: list[str], counts: Mapping[str, int]
) -> list[Burst]:
    runs: list[list[int]] = []
    for at, busy in enumerate(_states(gains, enter)):
        if busy and runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        elif busy:
            runs.append([at])
    return [
        Burst(
            months[run[0]],
            months[run[-1]],
            sum(counts[months[at]] for at in run),
            round(sum(gains[at] for at in run), 3),
        )
        for run in runs
    ]


def _states(gains: list[float], enter: float) -> list[bool]:
    """Whether each month is in a burst: the sequence of most gain, less ``enter`` each time."""
    calm, busy = 0.0, -enter
    back: list[tuple[bool, bool]] = []
    for gain in gains:
        back.append((busy > calm, busy >= calm - enter))
        calm, busy = max(calm, busy), max(busy, calm - enter) + gain
    state, states = busy > calm, []
    for was in reversed(back):
        states.append(state)
        state = was[state]
    return states[::-1]


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {key: round(value, _PLACES) for key, value in values.items()}
