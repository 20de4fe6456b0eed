"""Connections that cannot be held open by doing nothing.

A client that sends its headers byte by byte, or never takes its answer, is cut off; uvicorn alone
waits for both without end.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Seconds for a request's headers to arrive, and for a client to take what is sent.
HEADER_SECONDS = 10.0
SEND_SECONDS = 30.0
#: Bytes of a request's line and headers.
HEADER_BYTES = 1 << 16


class Connection(HttpToolsProtocol):
    """uvicorn's protocol with limits of time and size."""

    _deadline: asyncio.TimerHandle | None = None
    _read = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start waiting for headers."""
        super().connection_made(transport)
        self._wait(HEADER_SECONDS)

    def data_received(self, data: bytes) -> None:
        """Count bytes until the headers are whole."""
        before = self.cycle
        self._read += len(data)
        super().data_received(data)
        if self.cycle is not before:
            self._read = 0
            self._stop()
        elif self.cycle is None or self.cycle.response_complete:
            self._between_requests()

    def _between_requests(self) -> None:
        if self._read > HEADER_BYTES:
            self.transport.abort()
        elif self._deadline is None:
            self._wait(HEADER_SECONDS)

    def pause_writing(self) -> None:
        """The client does not take what is sent."""
        super().pause_writing()
        self._wait(SEND_SECONDS)

    def resume_writing(self) -> None:
        """The client takes it again."""
        super().resume_writing()
        self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self, seconds: float) -> None:
        self._stop()
        self._deadline = self.loop.call_later(seconds, self.transport.abort)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
