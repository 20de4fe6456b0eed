"""A store elsewhere: any engine that speaks SPARQL 1.1 (Protocol and Update) over HTTP.

Named as ``sparql+http://host:7878/query``; updates go to ``…/update`` beside a ``/query``, else to
the same address. The core is kept as a named graph (:data:`CORE`), since engines differ in what
their default graph is; the engine's default graph should be the union of all graphs (``oxigraph
serve --union-default-graph``; Virtuoso's own default).

A graph is written in parts to a staging graph and then moved into place in one operation: until
then readers see the old one, and a failed attempt can be repeated.
"""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from kg.errors import QueryError, StoreError, UsageError
from kg.model.graph import BASE
from kg.rdf.terms import PREFIXES
from kg.store.binding import bind
from kg.store.protocol import Results, Term, plain

#: The graph that holds the core.
CORE = BASE + "core"
_SCHEME = re.compile(r"sparql\+(https?):/{1,2}(?=[^/])")
_STAGING = BASE + "staging/"
#: Triples a request; Virtuoso reads at most 10,000 lines of a statement.
_PART = 1000
_ATTEMPTS = 5
#: Seconds before the second attempt; twice as long before each further one.
_PAUSE = 0.5
_AGAIN = (429, 502, 503, 504)
_RESULTS = "application/sparql-results+xml"
_GRAPH = "application/n-triples, text/turtle;q=0.9"
#: The word that says a query's form, outside IRIs, strings and comments.
_FORM = re.compile(
    r"""<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\#[^\n]*"""
    r"""|(?<![\w?$:])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:])""",
    re.IGNORECASE,
)
_FIELDS = "application/x-www-form-urlencoded"
_NAME = re.compile(r"(?<![\w?$:<])([a-z-]+):")
_GRAPH_TYPES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}


def is_remote(name: str | Path) -> bool:
    """Whether ``name`` names a store elsewhere and not a folder."""
    return _SCHEME.match(str(name)) is not None


class RemoteStore:
    """The :class:`kg.store.protocol.Store` over a SPARQL 1.1 endpoint.

    Raises UsageError for an address that is none.
    """

    def __init__(self, address: str | Path, *, pause: float = _PAUSE) -> None:
        if not is_remote(address):
            raise UsageError(f"{address}: write sparql+http://HOST:PORT/PATH")
        self._query = _SCHEME.sub(r"\1://", str(address))
        if not urlsplit(self._query).hostname:
            raise UsageError(f"{address}: write sparql+http://HOST:PORT/PATH")
        self._update = re.sub(r"/query$", "/update", self._query)
        self._pause = pause

    def replace_graph(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Make ``quads`` the whole content of the named graph ``graph``.

        Raises StoreError where the endpoint refuses, or cannot be reached in several attempts.
        """
        self._replace(ox.NamedNode(graph), (quad.triple for quad in quads))

    def replace_core(self, triples: Iterable[ox.Triple]) -> None:
        """Make ``triples`` the whole content of the core. Raises StoreError."""
        self._replace(ox.NamedNode(CORE), triples)

    def _replace(self, graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> None:
        rows = iter(dict.fromkeys(triples))
        first = list(islice(rows, _PART))
        rest = list(islice(rows, 1))
        if not rest:
            clear = f"CLEAR SILENT GRAPH {graph}"
            self.update(f"{clear} ;\n{_insert(graph, first)}" if first else clear)
            return
        staging = ox.NamedNode(_STAGING + graph.value.removeprefix(BASE))
        self.update(f"CLEAR SILENT GRAPH {staging} ;\n{_insert(staging, first)}")
        while part := rest + list(islice(rows, _PART - len(rest))):
            self.update(_insert(staging, part))
            rest = []
        self.update(f"MOVE GRAPH {staging} TO GRAPH {graph}")

    def update(self, text: str) -> None:
        """Run a SPARQL update. Raises StoreError."""
        try:
            self._send(self._update, "application/sparql-update", text.encode(), None)
        except QueryError as error:
            raise StoreError(str(error)) from error

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        timeout: float | None = None,
    ) -> Results:
        """Answer a SPARQL 1.1 query over the endpoint's default graph.

        Raises QueryError for a query that is refused or takes longer than ``timeout`` seconds,
        StoreError where the endpoint cannot be reached.
        """
        text = _prologue(sparql) + bind(sparql, bindings or {})
        body = urlencode({"query": text}).encode()
        form = _form(text)
        accept = _GRAPH if form in ("CONSTRUCT", "DESCRIBE") else _RESULTS
        media, data = self._send(self._query, _FIELDS, body, timeout, accept)
        return _results(media, data, form)

    def graphs(self) -> Iterator[str]:
        """IRIs of the named graphs of articles, sorted."""
        found = self.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        names = (str(row["g"]) for row in found)
        return iter(sorted(g for g in names if g.startswith(BASE + "graph/")))

    def core(self) -> Iterator[ox.Quad]:
        """The quads of the core, as of the default graph."""
        return (ox.Quad(t.subject, t.predicate, t.object) for t in self._triples(CORE))

    def quads(self) -> Iterator[ox.Quad]:
        """All quads, of the core and of every article's graph."""
        yield from self.core()
        for name in self.graphs():
            yield from self.graph(name)

    def graph(self, name: str) -> Iterator[ox.Quad]:
        """The quads of one named graph."""
        node = ox.NamedNode(name)
        return (ox.Quad(t.subject, t.predicate, t.object, node) for t in self._triples(name))

    def _triples(self, graph: str) -> tuple[ox.Triple, ...]:
        found = self.query(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        return found.triples

    def snapshot(self, to: Path) -> None:
        """Not for a store elsewhere: raises StoreError."""
        raise StoreError(f"{self._query}: a store elsewhere has its own backups; or kg export")

    def _send(
        self, to: str, kind: str, body: bytes, timeout: float | None, accept: str = "*/*"
    ) -> tuple[str, bytes]:
        """POST, again where the endpoint is busy or cut off; media type and body of the answer."""
        headers = {"Content-Type": kind, "Accept": accept}
        request = urllib.request.Request(to, body, headers, method="POST")
        for attempt in range(_ATTEMPTS):
            if attempt:
                time.sleep(self._pause * 2 ** (attempt - 1))
            try:
                with urllib.request.urlopen(request, timeout=timeout) as answer:
                    return answer.headers.get_content_type(), answer.read()
            except urllib.error.HTTPError as error:
                reason = error.read(2000).decode("utf-8", "replace").strip().split("\n")[0]
                problem = f"{to} answered {error.code}: {reason or error.reason}"
                if error.code not in _AGAIN:
                    raise QueryError(problem) from error
            except TimeoutError as error:
                if timeout is not None:
                    raise QueryError(f"{to} did not answer within {timeout:g} s") from error
                problem = f"{to} does not answer"
            except (urllib.error.URLError, OSError) as error:
                problem = f"{to} cannot be reached ({getattr(error, 'reason', error)})"
        raise StoreError(problem)


def _insert(graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> str:
    lines = "\n".join(f"{triple} ." for triple in triples)
    return f"INSERT DATA {{ GRAPH {graph} {{\n{lines}\n}} }}"


def _form(sparql: str) -> str:
    found = (match[1] for match in _FORM.finditer(sparql) if match[1])
    return next(found, "SELECT").upper()


def _prologue(sparql: str) -> str:
    """Declarations of our prefixes that a query uses and does not declare."""
    used = {name for name in _NAME.findall(sparql) if name in PREFIXES}
    declared = set(re.findall(r"(?i)PREFIX\s+([\w-]*):", sparql))
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in sorted(used - declared))


def _results(media: str, data: bytes, form: str) -> Results:
    if media in _GRAPH_TYPES:
        triples = (quad.triple for quad in ox.parse(data, format=_GRAPH_TYPES[media]))
        return Results("construct", triples=tuple(triples))
    fmt = ox.QueryResultsFormat.JSON if media.endswith("json") else ox.QueryResultsFormat.XML
    try:
        found = ox.parse_query_results(data, format=fmt)
    except SyntaxError as error:
        raise QueryError(f"the endpoint answered {media}, which is no result ({error})") from error
    if isinstance(found, ox.QueryBoolean):
        return Results("ask", answer=bool(found))
    variables = tuple(v.value for v in found.variables)
    rows = tuple(tuple(row) for row in found)
    if form == "ASK":  # Virtuoso 7.2 answers with a row of one number
        return Results("ask", answer=plain(rows[0][0]) in ("1", "true"))
    return Results("select", variables, rows)
