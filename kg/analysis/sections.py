"""The tables of a build's analysis, each with what it says and a plot where one helps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.analysis import measures, plots
from kg.analysis.contacts import Contact, contacts, labels, network
from kg.store.protocol import Store

if TYPE_CHECKING:
    import networkx

Cell = str | int | float
Names = Mapping[str, str]
#: (party, party, month ``YYYY-MM``) → number of contacts.
Monthly = Mapping[tuple[str, str, str], int]
#: Members of a community that its row on the page names.
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Section:
    """A table with what it says, and a plot of it where there is one."""

    name: str
    title: str
    method: str
    #: Column → its heading on the page; without one it is in the CSV file only.
    head: Mapping[str, str]
    rows: tuple[tuple[Cell, ...], ...]
    plot: plots.Plot | None = None


def sections(store: Store, lang: str, read: Mapping[str, int]) -> Iterator[Section]:
    """All sections, in the order in which a page tells them; names in ``lang``.

    ``read`` is month ``YYYY-MM`` → number of articles that were read.
    """
    states, names = contacts(store, "states"), labels(store, "states", lang)
    net, counts = network(states), measures.intensity(states)
    yield _pairs(states, net, counts, names, read)
    yield _months(counts, names)
    yield from _net("states", net, names)
    persons = network(contacts(store, "persons"))
    yield from _net("persons", persons, labels(store, "persons", lang))
    yield _reciprocity(states, names)
    yield _bursts(states, names, read)


def _pairs(
    found: Sequence[Contact],
    net: networkx.Graph[str],
    counts: Monthly,
    names: Names,
    read: Mapping[str, int],
) -> Section:
    number = {(a, b): data["events"] for a, b, data in net.edges(data=True)}
    days: dict[tuple[str, str], list[str]] = defaultdict(list)
    for contact in found:
        if contact.day:
            for pair in contact.pairs():
                days[pair].append(contact.day)
    order = sorted(number, key=lambda pair: (-number[pair], pair))
    within = any(month in read for _, _, month in counts)
    return Section(
        "pairs",
        "Which states are in contact",
        "Visits, meetings, talks, calls, sessions, summits and forums that took place; first and "
        "last of those dated to the day. The plot has the contacts a month of the pairs that have "
        "most; in shaded months no article appeared.",
        {"a": "", "b": "", "a_name": "State", "b_name": "State"}
        | {"contacts": "Contacts", "first": "First", "last": "Last"},
        tuple(
            (
                *pair,
                *(names.get(p, p) for p in pair),
                number[pair],
                min(days[pair], default=""),
                max(days[pair], default=""),
            )
            for pair in order
        ),
        plots.over_time(counts, names, read) if plots.available() and within else None,
    )


def _months(counts: Monthly, names: Names) -> Section:
    return Section(
        "contacts",
        "Contacts of two states by month",
        "Those dated to the day.",
        dict.fromkeys(("a", "b", "a_name", "b_name", "month", "contacts"), ""),
        tuple((a, b, names.get(a, a), names.get(b, b), m, n) for (a, b, m), n in counts.items()),
    )


def _net(name: str, net: networkx.Graph[str], names: Names) -> Iterator[Section]:
    by_measure = {
        "Contacts": measures.degree(net),
        "Betweenness": measures.betweenness(net),
        "PageRank": measures.pagerank(net),
        "Brokerage": measures.brokerage(net),
    }
    degree = by_measure["Contacts"]
    groups = measures.communities(net)
    group = {who: i for i, g in enumerate(groups, 1) for who in g}
    order = sorted(net, key=lambda who: (-degree[who], who))
    yield Section(
        name,
        f"Where {name} stand in the net of contacts",
        "Contacts is the weighted degree (Barrat et al. 2004); betweenness (Freeman 1977); "
        "PageRank (Brin, Page 1998); brokerage, how little the neighbours are in contact among "
        "themselves (Burt 1992); community (Louvain, Blondel et al. 2008).",
        {"id": "", "name": "Name", "degree": "Contacts", "betweenness": "Betweenness"}
        | {"pagerank": "PageRank", "brokerage": "Brokerage", "community": "Community"},
        tuple(
            (w, names.get(w, w), *(values[w] for values in by_measure.values()), group[w])
            for w in order
        ),
        plots.standing(by_measure, names) if plots.available() and order else None,
    )
    yield Section(
        f"{name}-communities",
        f"Communities of {name}",
        "Groups in contact among themselves more than with others; those first that have most "
        "contacts.",
        {"community": "Community", "size": "Size", "members": "Members"},
        tuple((i, len(g), _members(g, degree, names)) for i, g in enumerate(groups, 1)),
    )


def _members(group: Sequence[str], degree: Mapping[str, float], names: Names) -> str:
    first = sorted(group, key=lambda who: (-degree[who], who))[:_NAMED]
    more = f" and {len(group) - _NAMED} more" if len(group) > _NAMED else ""
    return ", ".join(names.get(who, who) for who in first) + more


def _reciprocity(found: Sequence[Contact], names: Names) -> Section:
    pairs = measures.reciprocity(found)
    order = sorted(pairs, key=lambda pair: (-sum(pairs[pair]), pair))
    named = [(names.get(a, a), names.get(b, b), *pairs[a, b]) for a, b in order]
    return Section(
        "reciprocity",
        "Visits returned",
        "2·min(there, back) / (there + back), after Squartini et al. (2013): 1 where all are "
        "returned, 0 where none is.",
        {"a": "", "b": "", "a_name": "State", "b_name": "State", "a_to_b": "Visits there"}
        | {"b_to_a": "Visits back", "returned": "Returned"},
        tuple(
            (*pair, *row, _returned(*pairs[pair])) for pair, row in zip(order, named, strict=True)
        ),
        plots.returned(named) if plots.available() and named else None,
    )


def _returned(made: int, back: int) -> float:
    return round(2 * min(made, back) / (made + back), 3)


def _bursts(found: Sequence[Contact], names: Names, read: Mapping[str, int]) -> Section:
    spans = measures.bursts(found, read)
    flat = [(who, burst) for who, runs in spans.items() for burst in runs]
    flat.sort(key=lambda item: (-item[1].weight, item[0], item[1].first))
    named = [(names.get(who, who), burst) for who, burst in flat]
    return Section(
        "bursts",
        "Bursts of contacts",
        "Months in which a state had markedly more contacts than usual for as many articles "
        "(Kleinberg 2003); weight is the gain in log likelihood.",
        {"id": "", "name": "State", "first": "First month", "last": "Last month"}
        | {"contacts": "Contacts", "weight": "Weight"},
        tuple((who, names.get(who, who), b.first, b.last, b.contacts, b.weight) for who, b in flat),
        plots.spans(named, plots.calendar(read)) if plots.available() and named else None,
    )
