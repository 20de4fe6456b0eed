"""Interactive drawings: of the whole graph, or of what lies around one node.

What lies around a node is copied out of the store first, so that its drawing costs what it shows
and not what the graph holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from itertools import islice

import pyoxigraph as ox

from kg.errors import UsageError
from kg.lookup import find
from kg.rdf.terms import PREFIXES, term
from kg.server.holdings import Holdings
from kg.server.index import Index
from kg.server.jobs import Head, Job, RefusalError
from kg.server.site import words
from kg.server.site.reader import TIES, iri_of, unmentioned
from kg.server.wire import Sink
from kg.store.oxigraph import OxigraphStore
from kg.view import draw

#: Newest events that are drawn around a node, and of the whole graph.
_EVENTS = 60
_ALL_EVENTS = 150
_FARTHEST = 2
#: Given nodes that are drawn.
_NODES = 200
#: How far ahead of the news events are drawn.
_AHEAD = timedelta(days=183)
#: What report nodes say of an event.
_REPORTS = ("dip:ofEvent", "rdf:subject")
#: Articles of an entity that are counted for its size.
_ARTICLES = 200
_MENTIONED = term("dip:mentionedIn")
_EVIDENCE = term("dip:evidence")
#: Sentences of an office held that are drawn.
_QUOTED = 20
#: Nodes that thousands of articles may speak of; what else is said of them is in the core.
_OURS = PREFIXES["id"]
_MUCH_MENTIONED = tuple(
    PREFIXES["id"] + kind for kind in ("state/", "person/", "organization/", "place/", "holding/")
)
_POLICY = re.compile(r'http-equiv="Content-Security-Policy"\s+content="([^"]*)"')


def drawing(holdings: Holdings, job: Job, sink: Sink) -> Head:
    """The job ``drawing``: a page of the ``kind`` asked for, with a policy of its own."""
    given = job["parameters"]
    lang = words.language(given.get("lang"), job["languages"])
    try:
        depth = min(_FARTHEST, int(given.get("depth") or 1))
        part = _part(holdings, given, depth)
        html = draw(
            part.store,
            lang=lang,
            title=part.title(words.Words(lang)),
            kind=job["kind"],
            about=part.about,
            depth=depth,
            between=part.between,
            since=given.get("from") or None,
            until=given.get("to") or None,
            max_nodes=job.get("max_nodes"),
        )
    except (UsageError, ValueError) as error:
        raise RefusalError(400, str(error)) from error
    sink.write(html.encode())
    found = _POLICY.search(html)
    own = unescape(found[1]) if found else "default-src 'none'"
    headers = {"Content-Security-Policy": f"{own}; frame-ancestors 'self'"}
    return {"status": 200, "type": "text/html", "headers": headers}


@dataclass(frozen=True, slots=True)
class _Part:
    """What is copied out of the graph to be drawn."""

    store: OxigraphStore
    about: tuple[str, ...] = ()
    between: tuple[str, str] | None = None
    #: Events copied, and events there.
    events: int = 0
    of: int = 0

    def title(self, say: words.Words) -> str:
        """What of the graph is shown, where it is not all."""
        return say("newest", n=self.events, of=self.of) if self.events < self.of else ""


def _part(holdings: Holdings, given: Mapping[str, str], depth: int) -> _Part:
    if given.get("about"):
        iri = find(holdings.store, given["about"])
        quads = _around(holdings, ox.NamedNode(iri), depth)
        return _Part(OxigraphStore.memory(quads), about=(iri,))
    events, count, sides = _chosen(holdings, given)
    nodes = {ox.NamedNode(event) for event in events}
    facts = _Facts(holdings.raw)
    store = OxigraphStore.memory(_quads(facts, nodes | _beside(facts, nodes)))
    between = (sides[0], sides[1]) if sides else None
    return _Part(store, between=between, events=len(events), of=count)


def _chosen(holdings: Holdings, given: Mapping[str, str]) -> tuple[list[str], int, list[str]]:
    """Events to draw, of how many, and the two sides that they have in common, if asked for."""
    if holdings.index is None:
        raise RefusalError(503, "the drawing is being prepared; try again in a moment")
    if given.get("nodes"):
        events = _meant(holdings.index, [iri_of(end) for end in given["nodes"].split()])
        return events, len(events), []
    names = [given["a"], given["b"]] if given.get("a") and given.get("b") else []
    sides = [find(holdings.store, name) for name in names]
    since, until = given.get("from", ""), given.get("to", "") or _horizon(holdings.index)
    events, count = holdings.index.shared(sides, since, until + "~", _ALL_EVENTS)
    return events, count, sides


def _horizon(index: Index) -> str:
    """Up to when events are drawn unless told: half a year after the newest article."""
    newest = index.overview().newest
    return str(date.fromisoformat(newest) + _AHEAD) if newest else "9999"


def _meant(index: Index, nodes: list[str]) -> list[str]:
    """Of given nodes the events; where there is none, those that several of the nodes share."""
    nodes = list(dict.fromkeys(nodes))[:_NODES]
    if events := [node for node in nodes if "/event/" in node]:
        return events
    counts = Counter(event for node in nodes for event in index.tied("event", node, _EVENTS)[0])
    shared = [event for event, n in counts.most_common(_ALL_EVENTS) if n > 1]
    return shared or list(counts)[:_ALL_EVENTS]


def drawn_events(holdings: Holdings, given: Mapping[str, str]) -> list[str]:
    """The events of a drawing, as :func:`drawing` takes them. Raises UsageError, RefusalError."""
    if given.get("about"):
        node = ox.NamedNode(find(holdings.store, given["about"]))
        return [event.value for event in _events(holdings, node)]
    return _chosen(holdings, given)[0]


def _around(holdings: Holdings, centre: ox.NamedNode, depth: int) -> Iterator[ox.Quad]:
    """All quads of a node, of the events that it is in, and of all that these name."""
    facts = _Facts(holdings.raw)
    seen = edge = {centre}
    for _ in range(depth):
        events = {event for node in edge for event in _events(holdings, node)}
        edge = _beside(facts, events)
        seen = seen | events | edge
    return _quads(facts, seen)


def _beside(facts: _Facts, events: set[ox.NamedNode]) -> set[ox.NamedNode]:
    """What events name, and what their reports are and name."""
    reports = {report for event in events for report in _pointing(facts.raw, event, _REPORTS)}
    return reports | facts.named(events | reports)


def _quads(facts: _Facts, seen: set[ox.NamedNode]) -> Iterator[ox.Quad]:
    """All quads of nodes, of what they name, and of the articles that these quote.

    Of articles that speak of a node only some.
    """
    shown = seen | facts.named(seen)
    quoted = [node for node in shown if "/evidence/" in node.value]
    for node in sorted(shown | facts.named(quoted), key=str):
        if "/article/" not in node.value:
            yield from islice(facts.raw.quads_for_pattern(node, _MENTIONED, None, None), _ARTICLES)
        yield from facts.of(node)


class _Facts:
    """What is said of nodes, but for who mentions them; each is read once."""

    def __init__(self, raw: ox.Store) -> None:
        self.raw = raw
        self._read: dict[ox.NamedNode, list[ox.Quad]] = {}

    def of(self, node: ox.NamedNode) -> list[ox.Quad]:
        """The quads of a node."""
        if node not in self._read:
            self._read[node] = self._find(node)
        return self._read[node]

    def named(self, nodes: Iterable[ox.NamedNode]) -> set[ox.NamedNode]:
        """Nodes of ours that the facts of ``nodes`` have as objects."""
        return {
            quad.object
            for node in nodes
            for quad in self.of(node)
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(_OURS)
        }

    def _find(self, node: ox.NamedNode) -> list[ox.Quad]:
        if not node.value.startswith(_MUCH_MENTIONED):
            return list(self.raw.quads_for_pattern(node, None, None, None))
        found = unmentioned(self.raw, node)
        quads = [ox.Quad(node, predicate, thing) for predicate, thing in found]
        quoted = sorted((q for q in quads if q.predicate == _EVIDENCE), key=str)[:_QUOTED]
        return [q for q in quads if q.predicate != _EVIDENCE] + quoted


def _events(holdings: Holdings, node: ox.NamedNode) -> list[ox.NamedNode]:
    """The event itself, or the newest events of a node."""
    if "/event/" in node.value:
        return [node]
    if holdings.index is not None:
        found, _ = holdings.index.tied("event", node.value, _EVENTS)
        return [ox.NamedNode(event) for event in found]
    raw = holdings.raw
    tied = {*_pointing(raw, node, TIES)}
    return sorted(tied, key=lambda event: (_start(raw, event), event.value))[-_EVENTS:]


def _start(raw: ox.Store, event: ox.NamedNode) -> str:
    found = raw.quads_for_pattern(event, term("dip:earliestStart"), None, ox.DefaultGraph())
    return next((q.object.value for q in found if isinstance(q.object, ox.Literal)), "")


def _pointing(raw: ox.Store, node: ox.NamedNode, names: Iterable[str]) -> Iterator[ox.NamedNode]:
    for name in names:
        for quad in raw.quads_for_pattern(None, term(name), node, None):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject
