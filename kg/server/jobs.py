"""What a worker can be asked to do with the data: functions of holdings, job and sink.

Each writes the body to the sink and returns the head: ``status``, ``type`` and further headers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from kg.rdf.terms import PREFIXES
from kg.server import description
from kg.server.holdings import Holdings
from kg.server.negotiate import GRAPHS, RESULTS, choose, short
from kg.server.points import points
from kg.server.sight import names_dataset
from kg.server.wire import Sink, TooLargeError

Job = Mapping[str, Any]
Head = dict[str, Any]

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "nq": ox.RdfFormat.N_QUADS,
}
#: How pyoxigraph's parser begins to say what it expected.
_PLACE = re.compile(r"error at (\d+):(\d+): expected")
_WITH_PREFIXES = ("text/turtle", "application/trig", "application/rdf+xml", "application/ld+json")


class RefusalError(Exception):
    """A job that is answered with an error: ``str()`` says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def sparql(holdings: Holdings, job: Job, sink: Sink) -> Head:
    """Answer ``query`` over the dataset ``default``, ``named`` in the format of ``accept``.

    ``base`` is what relative IRIs of the query are relative to.
    """
    try:
        found = holdings.raw.query(
            job["query"],
            base_iri=job.get("base"),
            prefixes=_used(job["query"]),
            **_dataset(job),
        )
        if isinstance(found, ox.QueryTriples):
            media = _media(job, GRAPHS)
            _write(found, media, sink)
        else:
            media = _media(job, RESULTS)
            found.serialize(output=sink.file, format=_RESULTS[RESULTS[media]])
    except (RefusalError, TooLargeError, MemoryError):
        raise
    except SyntaxError as error:
        raise RefusalError(400, f"the query does not parse{_where(str(error))}") from error
    except Exception as error:
        raise RefusalError(400, f"the query cannot be answered: {error}") from error
    return {"status": 200, "type": media}


def _where(said: str) -> str:
    """What a parser said, without the letters and words that it would have liked better."""
    place = _PLACE.match(said)
    return f" at line {place[1]}, column {place[2]}" if place else f": {said}"


def _used(query: str) -> dict[str, str]:
    """Of our prefixes those that ``query`` may use; to declare all costs more than a look-up."""
    return {prefix: iri for prefix, iri in PREFIXES.items() if prefix + ":" in query}


def _dataset(job: Job) -> dict[str, Any]:
    """The dataset: what the protocol names, else the query's own, else the union of all graphs."""
    default, named = job.get("default") or (), job.get("named") or ()
    if default or named:
        return {
            "default_graph": [checked(g) for g in default],
            "named_graphs": [checked(g) for g in named],
        }
    return {} if names_dataset(job["query"]) else {"use_default_graph_as_union": True}


def checked(iri: str) -> ox.NamedNode:
    """An IRI as a term. Raises RefusalError."""
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise RefusalError(400, f"{iri!r} is no IRI ({error})") from error


def _media(job: Job, offers: Mapping[str, str]) -> str:
    if wanted := job.get("format"):
        media = short(wanted, offers)
    else:
        media = choose(job.get("accept") or "*/*", tuple(offers))
    if media is None:
        raise RefusalError(406, f"this query has an answer as {', '.join(offers)}")
    return media


def _write(
    triples: Iterable[ox.Triple], media: str, sink: Sink, prefixes: Mapping[str, str] = PREFIXES
) -> None:
    names = dict(prefixes) if media in _WITH_PREFIXES else None
    ox.serialize(triples, output=sink.file, format=_GRAPHS[GRAPHS[media]], prefixes=names)


def graph(holdings: Holdings, job: Job, sink: Sink) -> Head:
    """The whole of one graph (``iri``; None stands for the default graph)."""
    media = _media(job, GRAPHS)
    name = ox.DefaultGraph() if job["iri"] is None else checked(job["iri"])
    if isinstance(name, ox.NamedNode) and not holdings.raw.contains_named_graph(name):
        raise RefusalError(404, f"there is no graph {name.value}")
    triples = (quad.triple for quad in holdings.raw.quads_for_pattern(None, None, None, name))
    _write(triples, media, sink)
    return {"status": 200, "type": media}


def describe_service(holdings: Holdings, job: Job, sink: Sink) -> Head:
    """The service description (``what`` is ``service``) or the VoID description of the data."""
    triples = getattr(description, job["what"])(holdings, job["home"])
    media = _media(job, GRAPHS)
    _write(triples, media, sink, {**PREFIXES, **description.PREFIXES})
    return {"status": 200, "type": media}


_NODE = """
CONSTRUCT {{ {node} ?p ?o . ?s ?q {node} . ?o skos:prefLabel ?label }} WHERE {{
  {{ {node} ?p ?o OPTIONAL {{ ?o skos:prefLabel ?label }} }}
  UNION {{ SELECT ?s ?q WHERE {{ ?s ?q {node} }} LIMIT 2000 }}
}}
"""


def node(holdings: Holdings, job: Job, sink: Sink) -> Head:
    """What the graph says of one node: its triples both ways, and the labels of its neighbours."""
    name = checked(job["iri"])
    if next(holdings.raw.quads_for_pattern(name, None, None, None), None) is None:
        raise RefusalError(404, f"there is no {name.value} in this graph")
    return sparql(holdings, {**job, "query": _NODE.format(node=name)}, sink)


#: Job name → what does it.
Jobs = Mapping[str, Callable[[Holdings, Job, Sink], Head]]

#: What workers for foreign queries can do; those for pages see :mod:`kg.server.site.jobs`.
QUERIES: Jobs = {
    "sparql": sparql,
    "points": points,
    "graph": graph,
}
