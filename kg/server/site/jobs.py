"""What workers for pages can do: pages, drawings, the JSON API, and our own queries."""

from __future__ import annotations

from kg.server import jobs
from kg.server.api import api
from kg.server.holdings import Holdings
from kg.server.jobs import Head, Job
from kg.server.site import pages
from kg.server.site.drawings import drawing
from kg.server.wire import Sink


def asked(holdings: Holdings, job: Job, sink: Sink) -> Head:
    """The answer to a saved question in a result format; as ``rq`` the query itself, bound."""
    query = pages.question_query(holdings, str(job["name"]), job["parameters"])
    if job["format"] == "rq":
        sink.write(query.encode())
        return {"status": 200, "type": "application/sparql-query"}
    return jobs.sparql(holdings, {**job, "query": query}, sink)


PAGES: jobs.Jobs = {
    "describe": jobs.describe_service,
    "graph": jobs.graph,
    "node": jobs.node,
    "page": pages.page,
    "drawing": drawing,
    "api": api,
    "asked": asked,
}
