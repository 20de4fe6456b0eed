"""The access log: a line a request on standard error, written a second's worth at a time.

It has no address, no user agent and no query string, in which people's searches stand.
"""

from __future__ import annotations

import asyncio
import sys

#: Seconds that a line may wait, and lines that may.
_WAIT = 1.0
_MANY = 500
_LONGEST = 200


class AccessLog:
    """Lines that wait to be written."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def add(self, method: str, path: str, status: int, seconds: float, size: int) -> None:
        """Log a request: of its address only the path."""
        if not self._lines:
            asyncio.get_running_loop().call_later(_WAIT, self.write)
        shown = path[:_LONGEST] if path.isprintable() else repr(path[:_LONGEST])
        self._lines.append(f"{method} {shown} {status} {seconds * 1000:.0f} ms {size} B\n")
        if len(self._lines) >= _MANY:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        sys.stderr.write("".join(self._lines))
        sys.stderr.flush()
        self._lines.clear()
