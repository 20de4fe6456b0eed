"""Connections that cannot be held open by doing nothing.

A client that sends its headers byte by byte, or never takes its answer, is cut off; uvicorn alone
waits for both without end.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.server.batch import Found
from kg.server.lane import Asked, Lane

#: Seconds for a request's headers to arrive, and for a client to take what is sent.
HEADER_SECONDS = 10.0
SEND_SECONDS = 30.0
#: Bytes of a request's line and headers.
HEADER_BYTES = 1 << 16
_LOOK_UP = b"/sparql?query="
#: Fields of a request that the application must see.
_NOT_SHORT = (b"content-length", b"transfer-encoding", b"expect", b"if-none-match")


class Connection(HttpToolsProtocol):
    """uvicorn's protocol with limits of time and size, and the short way to answers."""

    def __init__(self, *given: Any, lane: Lane, **more: Any) -> None:
        super().__init__(*given, **more)
        self._lane = lane
        self._deadline: asyncio.TimerHandle | None = None
        self._read = 0
        #: The bytes received, where they are one request without a body and all that is asked.
        self._whole: bytes | None = None
        #: A look-up on its way, and what arrives before it is answered.
        self._looking: asyncio.Future[Any] | None = None
        self._later = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start waiting for headers."""
        super().connection_made(transport)
        self._wait(HEADER_SECONDS)

    def data_received(self, data: bytes) -> None:
        """Answer what was answered before; else parse, and count bytes until headers are whole."""
        if self._looking is not None:
            self._put_by(data)
            return
        self._whole = data if self._is_whole(data) else None
        first = self.server_state.default_headers
        if self._whole and (answer := self._lane.repeated(data, first)):
            self.transport.write(answer)
            self._answered()
        elif self._whole and (asked := self._lane.point(data, self._address())):
            self._looking = asked.found
            asked.found.add_done_callback(partial(self._pointed, asked))
        else:
            self._parse(data)

    def _address(self) -> str:
        return self.client[0] if self.client else ""

    def _parse(self, data: bytes) -> None:
        before = self.cycle
        self._read += len(data)
        super().data_received(data)
        if self.cycle is not before or self._looking is not None:
            self._read = 0
            self._stop()
        elif self.cycle is None or self.cycle.response_complete:
            self._between_requests()

    def _is_whole(self, data: bytes) -> bool:
        """Whether ``data`` is all of one GET request, and nothing is on its way either way."""
        return (
            data.startswith(b"GET /")
            and data.find(b"\r\n\r\n") == len(data) - 4
            and self._read == 0
            and (self.cycle is None or self.cycle.response_complete)
            and self.transport.get_write_buffer_size() == 0
            and len(self.connections) < (self.limit_concurrency or len(self.connections) + 1)
        )

    def on_headers_complete(self) -> None:
        """Look up at once what is asked in an address; hand all else to the application."""
        self.scope["state"]["request"] = self._whole
        if self._whole and self._is_look_up():
            scope: Scope = {
                **self.scope,
                "method": "GET",
                "path": "/sparql",
                "raw_path": b"/sparql",
                "query_string": self.url.partition(b"?")[2],
                "watched": True,
            }
            self._lane.learn(self._whole, scope)
            work = self._look_up(scope)
            self._looking = self.loop.create_task(work)
            self._looking.add_done_callback(self._looked_up)
        else:
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Nothing to tell where no application was asked."""
        if self._looking is None:
            super().on_message_complete()

    def _is_look_up(self) -> bool:
        return (
            self.url.startswith(_LOOK_UP)
            and self.parser.get_http_version() == "1.1"
            and self.parser.should_keep_alive()
            and not self.parser.should_upgrade()
            and not any(name in _NOT_SHORT for name, _ in self.headers)
        )

    async def _look_up(self, scope: Scope) -> None:
        async for piece in self._lane.look_up(scope, self.server_state.default_headers):
            self.transport.write(piece)
            await self.flow.drain()

    def _pointed(self, asked: Asked, future: asyncio.Future[Found]) -> None:
        """Send what a point look-up found; where it must go the long way, begin there."""
        answer = self._lane.found(asked, self.server_state.default_headers)
        if answer is None and not future.cancelled():
            self._looking = None
            self._parse(asked.request)
        else:
            self.transport.write(answer or b"")
            self._looked_up(future)

    def _looked_up(self, task: asyncio.Future[Any]) -> None:
        self._looking = None
        if task.cancelled() or self.transport.is_closing():
            return
        if (error := task.exception()) is not None:
            self.logger.error("a look-up broke", exc_info=error)
            self.transport.abort()
            return
        self._answered()
        later, self._later = self._later, b""
        if later:
            self.flow.resume_reading()
            self.data_received(later)

    def _answered(self) -> None:
        """Wait for the next request, as uvicorn does between two."""
        self.server_state.total_requests += 1
        self._stop()
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def _put_by(self, data: bytes) -> None:
        """Keep what arrives too early, and take no more."""
        self._later += data
        self.flow.pause_reading()

    def _between_requests(self) -> None:
        if self._read > HEADER_BYTES:
            self.transport.abort()
        elif self._deadline is None:
            self._wait(HEADER_SECONDS)

    def shutdown(self) -> None:
        """End when what is on its way is answered."""
        if self._looking is not None:
            self._looking.add_done_callback(lambda _: self.transport.close())
        else:
            super().shutdown()

    def pause_writing(self) -> None:
        """The client does not take what is sent."""
        super().pause_writing()
        self._wait(SEND_SECONDS)

    def resume_writing(self) -> None:
        """The client takes it again."""
        super().resume_writing()
        self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more, and nobody to look up for."""
        self._stop()
        if self._looking is not None:
            self._looking.cancel()
        super().connection_lost(exc)

    def _wait(self, seconds: float) -> None:
        self._stop()
        self._deadline = self.loop.call_later(seconds, self.transport.abort)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
