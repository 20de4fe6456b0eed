"""What web process and worker say to each other over a socket.

A frame is one byte of kind, four of length, then as many bytes. A job is one ``J`` frame (JSON);
its answer any number of ``D`` frames (the body) and an ``H`` frame (JSON: status, type, headers).
The head comes last, since only then is it known whether the body is whole.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import IO, Any, cast

HEADER = struct.Struct(">cI")
#: Bytes gathered before they are sent.
_CHUNK = 1 << 16

Message = dict[str, Any]


def frame(kind: bytes, payload: bytes) -> bytes:
    """One frame."""
    return HEADER.pack(kind, len(payload)) + payload


def message(kind: bytes, content: Message) -> bytes:
    """A frame of JSON."""
    return frame(kind, json.dumps(content, ensure_ascii=False).encode())


def receive(channel: socket.socket) -> Message | None:
    """The next job, or None where the other side is gone.

    Nothing follows a job before it is answered, so what has arrived is of one job.
    """
    data = bytearray()
    while len(data) < HEADER.size or len(data) < HEADER.size + HEADER.unpack_from(data)[1]:
        piece = channel.recv(_CHUNK)
        if not piece:
            return None
        data += piece
    return dict(json.loads(data[HEADER.size :]))


class TooLargeError(Exception):
    """The answer is larger than an answer may be."""


class Sink:
    """A file-like object whose bytes go to the web process as frames.

    ``limit`` is in bytes; a write beyond it raises TooLargeError.
    """

    def __init__(self, channel: socket.socket, limit: int) -> None:
        self._channel = channel
        self._left = limit
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Take ``data``. Raises TooLargeError."""
        self._left -= len(data)
        if self._left < 0:
            raise TooLargeError
        self._held += data
        if len(self._held) >= _CHUNK:
            self._channel.sendall(frame(b"D", bytes(self._held)))
            self._held.clear()
        return len(data)

    @property
    def file(self) -> IO[bytes]:
        """This sink, as what a serializer writes to."""
        return cast(IO[bytes], self)

    def flush(self) -> None:
        """Nothing: frames go when they are full, or with the head."""

    def finish(self, head: Message) -> None:
        """Send what is held, and the head."""
        rest = frame(b"D", bytes(self._held)) if self._held else b""
        self._channel.sendall(rest + message(b"H", head))
        self._held.clear()
