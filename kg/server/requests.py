"""SPARQL 1.1 Protocol: from an HTTP request to a job."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.server.jobs import RefusalError
from kg.server.sight import refusal

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
#: Seconds that a client may take to send a body.
_BODY_SECONDS = 15.0

Pairs = list[tuple[str, str]]


async def body(request: Request, limit: int) -> bytes:
    """The body of ``request``.

    Raises RefusalError where it has more than ``limit`` bytes, is slow, or not whole.
    """
    parts = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for part in request.stream():
                parts += part
                if len(parts) > limit:
                    raise RefusalError(413, f"a request's body may have {limit} bytes")
    except TimeoutError:
        raise RefusalError(408, "the request's body did not arrive in time") from None
    except ClientDisconnect:
        raise RefusalError(400, "the request's body is not whole") from None
    return bytes(parts)


async def sparql_job(request: Request, limit: int) -> dict[str, object]:
    """The job that a request to the endpoint asks for. Raises RefusalError."""
    pairs = _pairs(request.scope["query_string"])
    if request.method == "POST":
        pairs += _posted(request.headers.get("content-type", ""), await body(request, limit))
    if any(name == "update" for name, _ in pairs):
        raise RefusalError(400, "update: this service only reads; send a query")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise RefusalError(400, f"send one query, as the parameter query; there are {len(queries)}")
    if reason := refusal(queries[0]):
        raise RefusalError(400, reason)
    return {
        **query_job(queries[0], request.headers.get("accept", "*/*")),
        "default": [value for name, value in pairs if name == "default-graph-uri"],
        "named": [value for name, value in pairs if name == "named-graph-uri"],
        "format": next((value for name, value in pairs if name == "format"), None),
    }


def query_job(query: str, accept: str) -> dict[str, object]:
    """The job that a query asks for by itself."""
    return {
        "do": "sparql",
        "query": query,
        "default": [],
        "named": [],
        "format": None,
        "accept": accept,
    }


def _posted(kind: str, data: bytes) -> Pairs:
    media = kind.partition(";")[0].strip().lower()
    if media == _FORM:
        return _pairs(data)
    if media == _QUERY:
        return [("query", _text(data))]
    if media == _UPDATE:
        raise RefusalError(400, "update: this service only reads; send a query")
    raise RefusalError(415, f"send a query as {_FORM} or {_QUERY}")


def _pairs(data: bytes) -> Pairs:
    try:
        return parse_qsl(_text(data), keep_blank_values=True, max_num_fields=1000, errors="strict")
    except ValueError as error:
        raise RefusalError(400, f"the parameters cannot be read ({error})") from error


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusalError(400, "the request is not in UTF-8") from error
