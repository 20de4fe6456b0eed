"""Drawings of a build: what of it is drawn, as a :class:`viz.model.ViewGraph`, and the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.store.protocol import Store

if TYPE_CHECKING:
    from viz import Kind, Renderer
    from viz.model import ViewGraph

__all__ = ["MAX_NODES", "draw", "view_graph"]

#: Nodes that a drawing holds unless told otherwise; what is cut is said on the page.
MAX_NODES = 20_000


def view_graph(
    store: Store,
    *,
    about: Sequence[str] = (),
    depth: int = 1,
    between: tuple[str, str] | None = None,
    since: str | None = None,
    until: str | None = None,
    query: str | None = None,
    max_nodes: int = MAX_NODES,
    quotes: bool = True,
) -> ViewGraph:
    """What is to be drawn of the graph in ``store``.

    ``about`` names things (IRI, ISO code, Wikidata id or name) around which to draw, ``depth`` how
    many events away; ``between`` two that the events must share; ``since`` and ``until``
    (``YYYY[-MM[-DD]]``) when they took place. ``query`` (SPARQL) gives the edges instead: a
    CONSTRUCT's triples, or a SELECT's ``?source ?target`` and, if there, ``?role ?sentence``.
    ``quotes`` False leaves the sentences out. Raises UsageError for a name that is not there, a
    date that is none, or a drawing without anything in it, QueryError for a broken query.
    """
    if query is not None:
        from kg.view.asked import asked_graph

        return asked_graph(store, query, max_nodes=max_nodes, quotes=quotes)
    from kg.dates import first_day, last_day
    from kg.view.assembly import assemble
    from kg.view.rows import read_details, read_rows
    from kg.view.scope import choose
    from kg.view.sources import Sources

    rows = read_rows(store)
    chosen = choose(
        rows,
        about=tuple(about),
        depth=depth,
        between=between,
        since=since,
        until=until,
        max_nodes=max_nodes,
    )
    if not chosen.events:
        raise UsageError("there is no event to draw: nothing fits these limits")
    within = first_day(since) if since else None, last_day(until) if until else None
    details = read_details(store, chosen.events, chosen.entities, quotes=quotes, within=within)
    return assemble(rows, details, chosen, Sources(details, quotes=quotes))


def draw(
    store: Store,
    *,
    lang: str = "en",
    title: str = "",
    renderer: Renderer = "canvas",
    kind: Kind = "network",
    about: Sequence[str] | str = (),
    depth: int = 1,
    between: tuple[str, str] | None = None,
    since: str | None = None,
    until: str | None = None,
    query: str | None = None,
    max_nodes: int | None = None,
    quotes: bool = True,
) -> str:
    """The drawing as one HTML page that works without a network; options of :func:`view_graph`.

    ``lang`` is the language that the page opens in, ``kind`` the view; ``renderer`` ``pyvis`` makes
    vis-network's page, for which ``max_nodes`` is 2000 at most.
    """
    from viz import MOST_PYVIS_NODES, render

    limit = max_nodes or (MOST_PYVIS_NODES if renderer == "pyvis" else MAX_NODES)
    if renderer == "pyvis" and limit > MOST_PYVIS_NODES:
        raise UsageError(f"pyvis draws at most {MOST_PYVIS_NODES} nodes")
    view = view_graph(
        store,
        about=(about,) if isinstance(about, str) else about,
        depth=depth,
        between=between,
        since=since,
        until=until,
        query=query,
        max_nodes=limit,
        quotes=quotes,
    )
    return render(view, lang=lang, title=title, renderer=renderer, kind=kind)
