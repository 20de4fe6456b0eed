"""What the service is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: Addresses that only this machine reaches.
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the service listens, and how much a request may take."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 7878
    #: Seconds that a query may run.
    seconds: float = 10.0
    #: MiB that a query may take beyond the graph itself.
    memory: int = 512
    #: MiB that an answer may have.
    answer: int = 32
    #: MiB that a request's body may have.
    request: int = 1
    #: Processes that answer queries; as many answer pages.
    workers: int = 2
    #: Requests that may wait for a worker.
    queue: int = 64
    #: Requests that one address may have running or waiting.
    per_client: int = 32
    #: Connections held open.
    connections: int = 512
    #: What a client must show (``Authorization: Bearer``, or as password), if anything.
    token: str | None = None
    #: The address under which the service is reached, where it is not the request's own.
    public: str | None = None
