"""Running the service until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import socket
from functools import partial
from typing import cast

import uvicorn

from kg.errors import UsageError
from kg.server.app import application
from kg.server.connection import Connection
from kg.server.log import AccessLog
from kg.server.settings import Settings
from kg.store.snapshots import current


def serve(settings: Settings) -> None:
    """Serve until interrupted.

    Raises StoreError where there is no build, UsageError where the address is taken.
    """
    current(settings.folder)
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    shell, lane = application(settings)
    config = uvicorn.Config(
        shell,
        http=cast(type[asyncio.Protocol], partial(Connection, lane=lane)),
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        limit_concurrency=settings.connections,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=int(settings.seconds) + 1,
    )
    with _listening(settings) as listener:
        _Server(config, shell.log).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Writes what waits in the access log before the signal that ends it goes on."""

    def __init__(self, config: uvicorn.Config, log: AccessLog) -> None:
        super().__init__(config)
        self._log = log

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish requests, then the log."""
        await super().shutdown(sockets)
        self._log.write()


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=256)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise UsageError(f"cannot listen on {where} ({error.strerror}); choose --port") from error
