"""The web application: its routes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import get_args

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.server.jobs import RefusalError
from kg.server.lane import Lane
from kg.server.service import Service, refused
from kg.server.settings import Settings
from kg.server.shell import Shell
from viz import Kind

#: Drawings beside the network, at paths of their names.
_KINDS = [kind for kind in get_args(Kind) if kind != "network"]
_NO_ROUTE = {
    404: "there is nothing at this address; / is where to begin",
    405: "this service only reads: GET, HEAD, OPTIONS, and POST to /sparql",
}
_STATIC = Path(__file__).with_name("static")


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusalError)
    return refused(error)


async def _no_route(request: Request, error: Exception) -> Response:
    """A path or method that there is none of."""
    assert isinstance(error, HTTPException)
    text = _NO_ROUTE.get(error.status_code, error.detail)
    return PlainTextResponse(f"{text}\n", error.status_code, headers=error.headers)


async def _broken(request: Request, error: Exception) -> Response:
    return PlainTextResponse("something broke here; it is logged\n", 500)


def application(settings: Settings) -> tuple[Shell, Lane]:
    """The ASGI application over the build in ``settings.folder``, and the lane beside it."""
    service = Service(settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await service.generations.start()
        yield
        await service.generations.stop()

    app = Starlette(
        routes=[
            Route("/sparql", service.sparql, methods=["GET", "POST"]),
            Route("/", service.home_page),
            Route("/search", service.search),
            Route("/id/{rest:path}", service.node),
            Route("/ask", service.questions),
            Route("/ask/{name}", service.question),
            *(Route(f"/{kind}", service.drawing) for kind in ("graph", *_KINDS)),
            Route("/api", service.api),
            Route("/api/openapi.json", service.openapi),
            Route("/api/node/{rest:path}", service.call_node),
            Route("/api/{call}", service.call),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Route("/store", service.store),
            Route("/.well-known/void", service.void),
            Route("/robots.txt", service.robots),
            Route("/healthz", service.healthz),
            Route("/metrics", service.counters),
        ],
        exception_handlers={
            RefusalError: _refused,
            HTTPException: _no_route,
            Exception: _broken,
        },
        lifespan=lifespan,
    )
    compressed = GZipMiddleware(app, minimum_size=1000, compresslevel=5)
    shell = Shell(compressed, service.metrics, settings.token)
    return shell, Lane(service, shell)
