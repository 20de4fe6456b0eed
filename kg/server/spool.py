"""An answer on its way: small ones in memory, larger ones in a file that has no name.

A worker is free as soon as its answer is written, however slowly the client takes it.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from typing import IO

#: Bytes kept in memory.
_MEMORY = 1 << 20
_CHUNK = 1 << 16


class Spool:
    """Bytes written once and read once."""

    def __init__(self, *parts: bytes) -> None:
        self._parts = list(parts)
        self._file: IO[bytes] | None = None
        self.size = sum(map(len, parts))

    def write(self, data: bytes) -> None:
        """Add ``data``."""
        self.size += len(data)
        if self._file is None and self.size > _MEMORY:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
            self._file.writelines(self._parts)
            self._parts.clear()
        if self._file is None:
            self._parts.append(data)
        else:
            self._file.write(data)

    def whole(self) -> bytes | None:
        """All of it, where it is small."""
        return b"".join(self._parts) if self._file is None else None

    async def chunks(self) -> AsyncIterator[bytes]:
        """All of it, piece by piece; closes at the end."""
        assert self._file is not None
        try:
            self._file.seek(0)
            while chunk := self._file.read(_CHUNK):
                yield chunk
        finally:
            self.close()

    def close(self) -> None:
        """Give the space back."""
        self._parts.clear()
        if self._file is not None:
            self._file.close()
