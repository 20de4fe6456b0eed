"""The JSON API: what programs ask that know no SPARQL. Described by :func:`openapi`."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.errors import UsageError
from kg.lookup import find
from kg.rdf.terms import PREFIXES, date
from kg.schema.vocabulary import LANGUAGES
from kg.server.holdings import Holdings
from kg.server.jobs import Head, Job, RefusalError
from kg.server.search import Hit
from kg.server.search import search as find_words
from kg.server.site import words
from kg.server.site.node import NodePages
from kg.server.site.reader import Reader
from kg.server.site.words import Words
from kg.server.wire import Sink

#: Items of a list at most.
_MOST = 500
#: Events that a path may lead over, and nodes that a search for it may visit.
_STEPS = 6
_VISITS = 20_000
_DATE = re.compile(r"\d{4}-\d\d-\d\d")

Answer = Any


class Call:
    """One call: its parameters, checked, and what answers it."""

    def __init__(self, holdings: Holdings, job: Job) -> None:
        self.holdings = holdings
        self.given: Mapping[str, str] = job["parameters"]
        self.iri = str(job.get("iri", ""))
        self.lang = words.language(self.given.get("lang"), job["languages"])
        self.reader = Reader(holdings.raw, self.lang)
        self.nodes = NodePages(self.reader, Words(self.lang), holdings.index)

    def text(self, name: str) -> str:
        """A parameter that must be there."""
        if not (value := self.given.get(name, "").strip()):
            raise RefusalError(400, f"{name} is missing")
        return value[:500]

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 0 to ``most``."""
        value = self.given.get(name, str(default))
        if not re.fullmatch(r"[0-9]{1,9}", value) or int(value) > most:
            raise RefusalError(400, f"{name} is a whole number up to {most}")
        return int(value)

    def node(self, name: str) -> str:
        """The IRI of the node that a parameter names."""
        try:
            return find(self.holdings.store, self.text(name))
        except UsageError as error:
            raise RefusalError(404, str(error)) from error

    def named(self, iri: str) -> dict[str, str]:
        """A node by IRI and label."""
        return {"iri": iri, "label": self.reader.label(iri)}


def search(call: Call) -> Answer:
    """Names, events and sentences that words find."""
    if call.holdings.index is None:
        raise RefusalError(503, "the search is being prepared")
    limit = call.number("limit", 60, _MOST)
    hits = find_words(call.holdings.index.database, call.text("q"), limit)
    return {"hits": [{**asdict(h), **call.named(h.iri), **_told(call, h)} for h in hits]}


def _told(call: Call, hit: Hit) -> dict[str, str | None]:
    """What says how much a hit is worth: an event's date and status, the article of words."""
    if hit.kind == "Event":
        status = call.reader.one(hit.iri, "dip:status") or ""
        return {"date": call.reader.one(hit.iri, "dip:date"), "status": status.rpartition("/")[2]}
    if hit.article:
        published = call.reader.one(hit.article, "schema:datePublished")
        return {"headline": call.reader.label(hit.article), "published": published}
    return {}


def node(call: Call) -> Answer:
    """All that is known of one entity or event."""
    iri = call.node("name") if call.given.get("name") else call.iri
    try:
        page = call.nodes.page(NamedNode(iri).value)
    except ValueError:
        page = None
    if page is None:
        raise RefusalError(404, f"there is no {iri}")
    return asdict(page)


_EVENTS = """
SELECT DISTINCT ?event ?type ?status ?date ?start WHERE {
  ?event a dip:Event ; dip:specificType ?type ; dip:status ?status .
  OPTIONAL { ?event dip:date ?date } OPTIONAL { ?event dip:earliestStart ?start }
  FILTER(?p_type = "" || EXISTS { ?event a ?class FILTER(STRAFTER(STR(?class), "#") = ?p_type) })
  FILTER(?p_status = "" || STRAFTER(STR(?status), "status/") = ?p_status)
  FILTER(?p_about = dip:any || EXISTS { ?event dip:involves|dip:involvesState|dip:place ?p_about })
  FILTER(?p_from = "" || ?start >= ?p_from)
  FILTER(?p_to = "" || ?start <= ?p_to)
} ORDER BY DESC(?start) ?event
"""


def events(call: Call) -> Answer:
    """Events by type, status, participant and time, newest first."""
    given = call.given
    about = call.node("about") if given.get("about") else PREFIXES["dip"] + "any"
    found = call.holdings.store.query(
        _EVENTS,
        bindings={
            "p_type": Literal(given.get("type", "")),
            "p_status": Literal(given.get("status", "")),
            "p_about": NamedNode(about),
            "p_from": _day(call, "from"),
            "p_to": _day(call, "to"),
        },
    )
    offset, limit = call.number("offset", 0, 10**8), call.number("limit", 50, _MOST)
    rows = list(found)[offset : offset + limit]
    listed = [
        {
            **call.named(str(row["event"])),
            "type": str(row["type"]).rpartition("#")[2],
            "status": str(row["status"]).rpartition("/")[2],
            "date": row["date"],
        }
        for row in rows
    ]
    return {"total": len(found), "events": listed}


def _day(call: Call, name: str) -> Literal:
    value = call.given.get(name, "")
    if value and not _DATE.fullmatch(value):
        raise RefusalError(400, f"{name} is a day, such as 2025-11-14")
    return date(value) if value else Literal("")


def neighbours(call: Call) -> Answer:
    """Entities that share events with one, most often first."""
    iri = call.node("of")
    shared: dict[str, list[str]] = {}
    for event in call.reader.subjects("dip:involves", iri):
        for other in call.reader.objects(event, "dip:involves"):
            if other.value != iri:
                shared.setdefault(other.value, []).append(event)
    ranked = sorted(shared, key=lambda other: (-len(shared[other]), other))
    limit = call.number("limit", 50, _MOST)
    listed = [
        {**call.named(n), "count": len(shared[n]), "events": shared[n][:20]} for n in ranked[:limit]
    ]
    return {"of": call.named(iri), "neighbours": listed}


def path(call: Call) -> Answer:
    """A shortest chain of events and entities from one entity to another."""
    start, goal = call.node("from"), call.node("to")
    before: dict[str, tuple[str, str] | None] = {start: None}
    queue = deque([(start, 0)])
    while queue and goal not in before and len(before) < _VISITS:
        here, steps = queue.popleft()
        if steps == _STEPS:
            continue
        for event in call.reader.subjects("dip:involves", here):
            for other in call.reader.objects(event, "dip:involves"):
                if other.value not in before:
                    before[other.value] = (here, event)
                    queue.append((other.value, steps + 1))
    return {"path": [call.named(iri) for iri in _chain(before, goal)]}


def _chain(before: Mapping[str, tuple[str, str] | None], goal: str) -> list[str]:
    if goal not in before:
        return []
    chain = [goal]
    while step := before[chain[0]]:
        chain = [*step, *chain]
    return chain


CALLS: Mapping[str, Callable[[Call], Answer]] = {
    "search": search,
    "node": node,
    "events": events,
    "neighbours": neighbours,
    "path": path,
}


def api(holdings: Holdings, job: Job, sink: Sink) -> Head:
    """The job ``api``: the call ``name``."""
    answer = CALLS[job["call"]](Call(holdings, job))
    sink.write(json.dumps(answer, ensure_ascii=False).encode())
    return {"status": 200, "type": "application/json"}


_PARAMETERS: Mapping[str, Mapping[str, tuple[str, dict[str, Any], bool]]] = {
    "search": {
        "q": ("Words; the last one may be cut off.", {"type": "string", "minLength": 1}, True),
        "limit": ("Hits at most.", {"type": "integer", "minimum": 0, "maximum": _MOST}, False),
    },
    "events": {
        "type": ("A type or family, such as Visit.", {"type": "string"}, False),
        "status": ("A status, such as held.", {"type": "string"}, False),
        "about": ("Who or what takes part: IRI, ISO code, name.", {"type": "string"}, False),
        "from": ("Not before this day.", {"type": "string", "format": "date"}, False),
        "to": ("Not after this day.", {"type": "string", "format": "date"}, False),
        "limit": ("Events at most.", {"type": "integer", "minimum": 0, "maximum": _MOST}, False),
        "offset": ("Events passed over.", {"type": "integer", "minimum": 0}, False),
    },
    "neighbours": {
        "of": ("IRI, ISO code or name.", {"type": "string", "minLength": 1}, True),
        "limit": ("Entities at most.", {"type": "integer", "minimum": 0, "maximum": _MOST}, False),
    },
    "path": {
        "from": ("IRI, ISO code or name.", {"type": "string", "minLength": 1}, True),
        "to": ("IRI, ISO code or name.", {"type": "string", "minLength": 1}, True),
    },
}


def openapi(home: str) -> dict[str, Any]:
    """The description of the API (OpenAPI 3.1)."""
    paths = {
        f"/api/{name}": {"get": _operation(name, _query_parameters(name))}
        for name in CALLS
        if name != "node"
    }
    rest = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "What follows /id/ in an IRI, such as state/KZ.",
        "schema": {"type": "string"},
    }
    paths["/api/node/{id}"] = {"get": _operation("node", [rest, _LANG])}
    return {
        "openapi": "3.1.0",
        "info": {"title": "diplograph", "version": "1", "license": {"name": "MIT"}},
        "servers": [{"url": home}],
        "paths": paths,
    }


_LANG = {
    "name": "lang",
    "in": "query",
    "description": "Language of labels.",
    "schema": {"type": "string", "enum": list(LANGUAGES)},
}


def _query_parameters(name: str) -> list[dict[str, Any]]:
    listed = [
        {"name": n, "in": "query", "description": text, "schema": schema, "required": required}
        for n, (text, schema, required) in _PARAMETERS[name].items()
    ]
    return [*listed, _LANG]


def _operation(name: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    problem = {"content": {"text/plain": {"schema": {"type": "string"}}}}
    answer = {"content": {"application/json": {"schema": {"type": "object"}}}}
    return {
        "operationId": name,
        "summary": str(CALLS[name].__doc__),
        "parameters": parameters,
        "responses": {
            "200": {"description": "The answer.", **answer},
            "400": {"description": "A parameter is wrong.", **problem},
            "404": {"description": "There is no such node.", **problem},
            "429": {"description": "Too many requests of one client.", **problem},
            "503": {"description": "Too many requests wait.", **problem},
            "504": {"description": "It took too long.", **problem},
        },
    }
