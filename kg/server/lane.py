"""The short way: what is asked most is answered beside the application, to the same effect.

That is a request that was answered before, byte for byte; a point look-up whose header fields were
read before; and any query in an address. None needs routing, middleware or the ASGI protocol, which
together cost more than the look-up itself, and the first two are not even parsed as HTTP.
"""

from __future__ import annotations

import asyncio
import gzip
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from urllib.parse import unquote_plus

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Scope

from kg.server.batch import Batches, Found
from kg.server.jobs import RefusalError
from kg.server.negotiate import RESULTS, choose
from kg.server.points import Point
from kg.server.pool import Reply
from kg.server.requests import query_job
from kg.server.service import Service, entity_tag, refused, response
from kg.server.shell import Fields, Shell, complete, encoded, keep
from kg.server.spool import Spool

#: Bytes from which an answer is compressed.
COMPRESSED_FROM = 1000
GZIP_LEVEL = 5
#: A request whose address is a query and nothing else; what follows the first line is its head.
_QUERY = re.compile(rb"GET /sparql\?query=([!-%'-~]+) HTTP/1\.1\r\n")
_JSON = "application/sparql-results+json"
#: Heads that are remembered, and bytes of one.
_HEADS = 1024
_LONGEST = 2048
_LINES = {
    status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus
}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a client asks, by its header fields: what it accepts, and the service's own address."""

    scope: Scope
    accept: str
    home: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A point look-up on its way; ``found`` ends when it must go on."""

    request: bytes
    client: str
    manner: Manner
    query: str
    began: float
    found: asyncio.Future[Found]


class Lane:
    """Answers as bytes, counted and logged as any. ``first`` are fields before all others."""

    def __init__(self, service: Service, shell: Shell) -> None:
        self._service = service
        self._shell = shell
        self._batches = Batches(service.generations)
        self._manners: dict[bytes, Manner] = {}

    def repeated(self, request: bytes, first: Fields) -> bytes | None:
        """The answer to a request that was answered before from the same snapshot."""
        rest = self._service.generations.now.answers.get(request)
        if rest is None:
            return None
        path = request[4 : request.find(b" ", 4)].partition(b"?")[0]
        self._shell.count("GET", path.decode("ascii"), 200, 0.0, len(rest))
        return _whole(first, rest)

    def point(self, request: bytes, client: str) -> Asked | None:
        """A whole request as a point look-up on its way; None where it must go the long way."""
        found = _QUERY.match(request)
        manner = self._manners.get(request[found.end() :]) if found else None
        if found is None or manner is None or self._batches.full:
            return None
        try:
            query = unquote_plus(found[1].decode("ascii"), errors="strict")
        except UnicodeDecodeError:
            return None
        point = Point.of(query)
        if point is None or not self._service.enter(client):
            return None
        began = time.perf_counter()
        return Asked(request, client, manner, query, began, self._batches.ask(point))

    def found(self, asked: Asked, first: Fields) -> bytes | None:
        """The answer to a point look-up that has ended; None where it must go the long way."""
        self._service.leave(asked.client)
        if asked.found.cancelled() or (found := asked.found.result()) is None:
            return None
        body, generation = found
        job = {
            **query_job(asked.query, asked.manner.accept),
            "base": f"{asked.manner.home}/sparql",
        }
        tag = entity_tag(generation.tag, job)
        if len(body) < COMPRESSED_FROM:
            rest = _small() % (tag.encode(), len(body)) + body
        else:
            headers, body = _squeezed(_fields(tag, body), body, asked.manner.scope)
            rest = encoded(headers, body)
        generation.answers.keep(asked.request, rest)
        self._service.metrics.points += 1
        self._shell.count("GET", "/sparql", 200, time.perf_counter() - asked.began, len(body))
        return _whole(first, rest)

    def learn(self, request: bytes, scope: Scope) -> None:
        """Remember what the head of a request says, where point look-ups may come with it."""
        head = request[request.find(b"\r\n") + 2 :]
        asked = Request(scope)
        accept = asked.headers.get("accept", "*/*")
        if (
            len(head) > _LONGEST
            or choose(accept, tuple(RESULTS)) != _JSON
            or self._shell.refusal(scope) is not None
        ):
            return
        if len(self._manners) >= _HEADS:
            self._manners.clear()
        self._manners[head] = Manner(scope, accept, self._service.home(asked))

    async def look_up(self, scope: Scope, first: Fields) -> AsyncIterator[bytes]:
        """The answer to a query in an address, in pieces."""
        began = time.perf_counter()
        response = self._shell.refusal(scope) or await self._answer(scope)
        headers: Fields = complete(response.raw_headers)
        line = _LINES[response.status_code]
        if isinstance(response, StreamingResponse):
            size = 0
            yield line + encoded([*first, *headers], b"")
            async for piece in response.body_iterator:
                size += len(piece)
                yield bytes(piece) if not isinstance(piece, str) else piece.encode()
        else:
            headers, body = _squeezed(headers, bytes(response.body), scope)
            size = len(body)
            if response.status_code == 200:
                keep(scope, headers, body)
            yield line + encoded([*first, *headers], body)
        seconds = time.perf_counter() - began
        self._shell.count("GET", scope["path"], response.status_code, seconds, size)

    async def _answer(self, scope: Scope) -> Response:
        try:
            return await self._service.sparql(Request(scope, _nothing))
        except RefusalError as error:
            return refused(error)


def _whole(first: Fields, rest: bytes) -> bytes:
    """An answer that is well, out of the fields before all others and what follows them."""
    return _LINES[200] + b"".join([b"%b: %b\r\n" % field for field in first]) + rest


def _fields(tag: str, body: bytes) -> Fields:
    return complete(response(Reply(200, {"type": _JSON}, Spool(body)), tag).raw_headers)


@cache
def _small() -> bytes:
    """The headers of a small answer in JSON, with places for its entity tag and its length."""
    return encoded(_fields("%b", b""), b"").replace(b"length: 0", b"length: %d")


def _squeezed(headers: Fields, body: bytes, scope: Scope) -> tuple[Fields, bytes]:
    """Headers and body, compressed where the client takes it and it is worth while."""
    if len(body) < COMPRESSED_FROM:
        return headers, body
    changed = dict(headers)
    changed[b"vary"] = b", ".join([*filter(None, [changed.get(b"vary")]), b"Accept-Encoding"])
    accepted = next((v for n, v in scope["headers"] if n == b"accept-encoding"), b"")
    if b"gzip" in accepted:
        body = gzip.compress(body, GZIP_LEVEL, mtime=0)
        changed[b"content-encoding"] = b"gzip"
        changed[b"content-length"] = str(len(body)).encode()
    return list(changed.items()), body


async def _nothing() -> Message:
    """What a client sends that has sent all."""
    await asyncio.Event().wait()
    raise AssertionError
