"""A drawing of whatever a query gives as edges."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.errors import UsageError
from kg.store.protocol import Results, Store, Term
from kg.view.assembly import assemble, terms
from kg.view.rows import local, read_details, read_rows
from kg.view.scope import Scope
from kg.view.sources import Sources
from viz.model import Edge, Node, ViewGraph

_WANTED = (
    "a drawing's query is a CONSTRUCT, or a SELECT with ?source and ?target "
    "(and, if wanted, ?role and ?sentence)"
)
#: Source, target, role, sentence (text or evidence).
_Row = tuple[str, str, str, Term | None]


def asked_graph(store: Store, query: str, *, max_nodes: int, quotes: bool) -> ViewGraph:
    """Nodes and edges as the query gives them; nodes that the graph knows come with their facts.

    Raises QueryError for a broken query, UsageError for one without edges or with too many.
    """
    found = sorted(set(_edges(store.query(query))), key=str)
    ids = {end for row in found for end in row[:2]}
    if not ids:
        raise UsageError("the query gives no edge to draw")
    if len(ids) > max_nodes:
        raise UsageError(f"the query gives {len(ids)} nodes, more than {max_nodes}: narrow it")
    rows = read_rows(store)
    scope = Scope(
        tuple(sorted(ids & rows.events.keys())), tuple(sorted(ids & rows.entities.keys()))
    )
    said = {row[3].value for row in found if isinstance(row[3], NamedNode)}
    details = read_details(store, scope.events, scope.entities, quotes=quotes, cited=said)
    sources = Sources(details, quotes=quotes)
    known = {node.id: node for node in assemble(rows, details, scope, sources).node_rows()}
    nodes = [known.get(i) or Node(i, "Thing", "Thing", {"en": local(i) or i}) for i in sorted(ids)]
    edges = [Edge(s, t, role, sentences=sources.said(said)) for s, t, role, said in found]
    return ViewGraph.of(
        nodes, edges, sentences=sources.sentences, articles=sources.articles, terms=terms()
    )


def _edges(results: Results) -> Iterator[_Row]:
    if results.form == "construct":
        for triple in results.triples:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
                yield triple.subject.value, triple.object.value, local(triple.predicate.value), None
        return
    if results.form != "select" or not {"source", "target"} <= set(results.variables):
        raise UsageError(_WANTED)
    for row in results.rows:
        cells = dict(zip(results.variables, row, strict=True))
        ends = [_name(cells[v]) for v in ("source", "target")]
        role = cells.get("role")
        name = local(role.value) if isinstance(role, NamedNode) else _name(role) or "linkedTo"
        if ends[0] and ends[1]:
            yield ends[0], ends[1], name, cells.get("sentence")


def _name(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
