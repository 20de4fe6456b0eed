"""The short way: what is asked most is answered beside the application, to the same effect.

That is a request that was answered before, byte for byte, and a query in an address. Neither needs
routing, middleware or the ASGI protocol, which together cost more than the look-up itself.
"""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import AsyncIterator
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Scope

from kg.server.jobs import RefusalError
from kg.server.service import Service, refused
from kg.server.shell import Fields, Shell, complete, encoded, keep

#: Bytes from which an answer is compressed.
COMPRESSED_FROM = 1000
GZIP_LEVEL = 5
_LINES = {
    status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus
}


class Lane:
    """Answers as bytes, counted and logged as any. ``first`` are fields before all others."""

    def __init__(self, service: Service, shell: Shell) -> None:
        self._service = service
        self._shell = shell

    def repeated(self, request: bytes, first: Fields) -> bytes | None:
        """The answer to a request that was answered before from the same snapshot."""
        rest = self._service.generations.now.answers.get(request)
        if rest is None:
            return None
        path = request[4 : request.find(b" ", 4)].partition(b"?")[0]
        self._shell.count("GET", path.decode("ascii"), 200, 0.0, len(rest))
        return _LINES[200] + b"".join([b"%b: %b\r\n" % field for field in first]) + rest

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


def _squeezed(headers: Fields, body: bytes, scope: Scope) -> tuple[Fields, bytes]:
    """Headers and body, compressed where the client takes it and it is worth while."""
    accepted = next((v for n, v in scope["headers"] if n == b"accept-encoding"), b"")
    if len(body) < COMPRESSED_FROM or b"gzip" not in accepted:
        return headers, body
    packed = gzip.compress(body, GZIP_LEVEL, mtime=0)
    changed = dict(headers)
    changed[b"content-encoding"] = b"gzip"
    changed[b"content-length"] = str(len(packed)).encode()
    changed[b"vary"] = changed.get(b"vary", b"") + b", Accept-Encoding"
    return list(changed.items()), packed


async def _nothing() -> Message:
    """What a client sends that has sent all."""
    await asyncio.Event().wait()
    raise AssertionError
