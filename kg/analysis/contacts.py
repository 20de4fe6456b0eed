"""Contacts: events at which states, or persons, met; and the net that they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from kg.model.graph import BASE
from kg.store.protocol import Store

if TYPE_CHECKING:
    import networkx

Actors = Literal["states", "persons"]

#: Contacts that took place: nothing cancelled, unconfirmed, put off or only planned.
_EVENTS = """
SELECT DISTINCT ?event ?who ?start ?type ?guest ?host WHERE {
  ?event a dip:Contact ; dip:status ?status ; %s ?who ; dip:specificType ?type .
  FILTER(?status IN (status:held, status:ongoing))
  FILTER EXISTS { ?who a %s }
  OPTIONAL { ?event dip:earliestStart ?start . ?event dip:latestStart ?start }
  BIND(EXISTS { ?event dip:guestState ?who } AS ?guest)
  BIND(EXISTS { ?event dip:hostState ?who } AS ?host)
} ORDER BY ?event ?who
"""
_SOURCES = {"states": ("dip:involvesState", "dip:State"), "persons": ("dip:involves", "dip:Person")}
_PUBLISHED = """
SELECT ?month (COUNT(?article) AS ?articles) WHERE {
  ?article schema:datePublished ?day . FILTER NOT EXISTS { ?article dip:reprintOf ?earlier }
  BIND(SUBSTR(STR(?day), 1, 7) AS ?month)
} GROUP BY ?month ORDER BY ?month
"""
_NAMES = "SELECT ?who ?name { ?who a %s ; rdfs:label ?name FILTER(LANG(?name) = '%s') }"


@dataclass(frozen=True, slots=True)
class Contact:
    """One event with those who took part, named by local id (``state/KZ``), sorted."""

    event: str
    #: Most specific class, without prefix.
    type: str
    who: tuple[str, ...]
    #: ISO day on which it began, where that is known to the day.
    day: str | None = None
    #: Of a visit between states.
    guests: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each two of those who took part, once, sorted."""
        return combinations(sorted(set(self.who)), 2)


def contacts(store: Store, actors: Actors = "states") -> list[Contact]:
    """The contacts that took place between states or persons, sorted by event.

    Those with one party only are left out.
    """
    rows: dict[tuple[str, str, str | None], list[dict[str, str | None]]] = defaultdict(list)
    for row in store.query(_EVENTS % _SOURCES[actors]):
        rows[str(row["event"]), str(row["type"]), row["start"]].append(row)
    found = [_contact(*key, parties) for key, parties in rows.items()]
    return [contact for contact in found if len(contact.who) > 1]


def _contact(
    event: str, type_: str, day: str | None, parties: list[dict[str, str | None]]
) -> Contact:
    def those(field: str) -> tuple[str, ...]:
        return tuple(_local(str(p["who"])) for p in parties if p[field] == "true")

    who = tuple(_local(str(p["who"])) for p in parties)
    return Contact(_local(event), type_.rpartition("#")[2], who, day, those("guest"), those("host"))


def labels(store: Store, actors: Actors, lang: str = "en") -> dict[str, str]:
    """Local id → name in a language."""
    query = _NAMES % (_SOURCES[actors][1], lang)
    return {_local(str(row["who"])): str(row["name"]) for row in store.query(query)}


def published(store: Store) -> dict[str, int]:
    """Month ``YYYY-MM`` → number of articles that appeared in it, reprints left out; sorted."""
    return {str(row["month"]): int(str(row["articles"])) for row in store.query(_PUBLISHED)}


def network(found: Iterable[Contact]) -> networkx.Graph[str]:
    """The undirected net of contacts; nodes and edges sorted.

    An event of n parties adds 1 / (n - 1) to the ``weight`` of each pair, so that each party has a
    weight of one from it however many came (Newman 2001, "Scientific collaboration networks. II",
    Phys. Rev. E 64, 016132). ``events`` counts the events of a pair. Weights mean strength, not
    distance.
    """
    import networkx as nx

    weight: dict[tuple[str, str], float] = defaultdict(float)
    events: dict[tuple[str, str], int] = defaultdict(int)
    for contact in found:
        for pair in contact.pairs():
            weight[pair] += 1 / (len(set(contact.who)) - 1)
            events[pair] += 1
    net: networkx.Graph[str] = nx.Graph()
    net.add_nodes_from(sorted({who for pair in weight for who in pair}))
    for a, b in sorted(weight):
        net.add_edge(a, b, weight=weight[a, b], events=events[a, b])
    return net


def _local(iri: str) -> str:
    return iri.removeprefix(BASE)
