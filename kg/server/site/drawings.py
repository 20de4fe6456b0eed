"""Interactive drawings: of the whole graph, or of what lies around one node.

What lies around a node is copied out of the store first, so that its drawing costs what it shows
and not what the graph holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

import pyoxigraph as ox

from kg.errors import UsageError
from kg.lookup import find
from kg.rdf.terms import PREFIXES, term
from kg.server.holdings import Holdings
from kg.server.jobs import Head, Job, RefusalError
from kg.server.site import words
from kg.server.wire import Sink
from kg.store.oxigraph import OxigraphStore
from kg.view import draw

#: Newest events around a node that are drawn.
_EVENTS = 80
_FARTHEST = 2
_TIES = ("dip:involves", "dip:involvesState", "dip:place", "dip:absent")
#: What report nodes say of an event.
_REPORTS = ("dip:ofEvent", "rdf:subject")
_POLICY = re.compile(r'http-equiv="Content-Security-Policy"\s+content="([^"]*)"')


def drawing(holdings: Holdings, job: Job, sink: Sink) -> Head:
    """The job ``drawing``: a page of the ``kind`` asked for, with a policy of its own."""
    given = job["parameters"]
    pair = (given.get("a", ""), given.get("b", ""))
    try:
        depth = min(_FARTHEST, int(given.get("depth") or 1))
        store, about = _scope(holdings, given.get("about"), depth)
        html = draw(
            store,
            lang=words.language(given.get("lang"), job["languages"]),
            kind=job["kind"],
            about=about,
            depth=depth,
            between=pair if all(pair) else None,
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


def _scope(
    holdings: Holdings, about: str | None, depth: int
) -> tuple[OxigraphStore, tuple[str, ...]]:
    if not about:
        return holdings.store, ()
    iri = find(holdings.store, about)
    return OxigraphStore.memory(_around(holdings.raw, iri, depth)), (iri,)


def _around(raw: ox.Store, iri: str, depth: int) -> Iterator[ox.Quad]:
    """All quads of the node, of the events that it is in, and of all that these name."""
    seen = {ox.NamedNode(iri)}
    edge = set(seen)
    for _ in range(depth):
        events = {event for node in edge for event in _events(raw, node)}
        reports = {report for event in events for report in _pointing(raw, event, _REPORTS)}
        edge = set(_named(raw, events | reports))
        seen |= events | reports | edge
    seen |= set(_named(raw, seen))
    for node in seen:
        yield from raw.quads_for_pattern(node, None, None, None)


def _events(raw: ox.Store, node: ox.NamedNode) -> list[ox.NamedNode]:
    if "/event/" in node.value:
        return [node]
    found = {*_pointing(raw, node, _TIES)}
    return sorted(found, key=lambda event: (_start(raw, event), event.value))[-_EVENTS:]


def _start(raw: ox.Store, event: ox.NamedNode) -> str:
    found = raw.quads_for_pattern(event, term("dip:earliestStart"), None, ox.DefaultGraph())
    return next((q.object.value for q in found if isinstance(q.object, ox.Literal)), "")


def _pointing(raw: ox.Store, node: ox.NamedNode, names: Iterable[str]) -> Iterator[ox.NamedNode]:
    for name in names:
        for quad in raw.quads_for_pattern(None, term(name), node, None):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject


def _named(raw: ox.Store, nodes: Iterable[ox.NamedNode]) -> Iterator[ox.NamedNode]:
    """Nodes of ours that the quads of ``nodes`` have as objects."""
    for node in nodes:
        for quad in raw.quads_for_pattern(node, None, None, None):
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(
                PREFIXES["id"]
            ):
                yield quad.object
