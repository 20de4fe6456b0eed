"""Handlers of requests: how a request becomes a job, and its reply a response."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Coroutine
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from kg.server.api import CALLS, openapi
from kg.server.generations import Generations
from kg.server.jobs import RefusalError
from kg.server.metrics import Metrics
from kg.server.negotiate import GRAPHS, HTML, RESULTS, choose
from kg.server.pool import BusyError, Job, Reply
from kg.server.requests import sparql_job
from kg.server.settings import Settings
from kg.server.sight import is_stable
from kg.server.site.reader import iri_of

#: Seconds after which a client that was turned away may come back.
_LATER = "2"
#: Seconds after which it is worth looking whether the client is still there.
_PATIENCE = 0.25
#: Nodes of a drawing within a page.
_SMALL_DRAWING = 120
#: How many times as large as another answer a whole graph may be.
_OF_GRAPH = 4


class Service:
    """Handlers of requests."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.generations = Generations(settings)
        self.metrics = Metrics()
        #: Client's address → its requests that are being answered.
        self._clients: Counter[str] = Counter()

    def home(self, request: Request) -> str:
        """The service's own address, without a slash at its end."""
        if self.settings.public:
            return self.settings.public.rstrip("/")
        host = request.headers.get("host", f"{self.settings.host}:{self.settings.port}")
        return f"{request.scope['scheme']}://{host}"

    async def answer(
        self, request: Request, job: Job, *, foreign: bool = False, stable: bool = True
    ) -> Response:
        """Have ``job`` done and answer with it; 304 where the client has the answer already."""
        async with self.generations.now.in_use() as generation:
            tag = entity_tag(generation.tag, job) if stable else None
            if tag and _has(request, tag):
                return Response(status_code=304, headers={"ETag": tag, "Vary": _VARY})
            if tag:
                request.scope["answers"] = generation.answers
            pool = generation.queries if foreign else generation.pages
            client = request.client.host if request.client else ""
            if not self.enter(client):
                return _later(429, "too many requests of yours are being answered")
            try:
                reply = await _while_wanted(request, pool.run(job))
            except BusyError as error:
                return _later(503, str(error))
            finally:
                self.leave(client)
            return response(reply, tag)

    def enter(self, client: str) -> bool:
        """Count a request of a client; false where too many of its own are being answered."""
        if self._clients[client] >= self.settings.per_client:
            return False
        self._clients[client] += 1
        return True

    def leave(self, client: str) -> None:
        """Count a request of a client as answered."""
        self._clients[client] -= 1
        if not self._clients[client]:
            del self._clients[client]

    async def sparql(self, request: Request) -> Response:
        """The SPARQL endpoint; without a query, the editor or the service description."""
        asked = any(name in ("query", "update") for name in request.query_params)
        if request.method != "POST" and not asked:
            if choose(request.headers.get("accept", ""), (*GRAPHS, HTML)) == HTML:
                return await self._page(request, "editor")
            return await self._describe(request, "service")
        job = await sparql_job(request, self.settings.request << 20)
        job["base"] = f"{self.home(request)}/sparql"
        stable = is_stable(str(job["query"]))
        return await self.answer(request, job, foreign=True, stable=stable)

    async def _describe(self, request: Request, what: str) -> Response:
        accept = request.headers.get("accept", "*/*")
        job = {"do": "describe", "what": what, "home": self.home(request), "accept": accept}
        return await self.answer(request, job)

    async def void(self, request: Request) -> Response:
        """The VoID description."""
        return await self._describe(request, "void")

    async def store(self, request: Request) -> Response:
        """The Graph Store Protocol, for reading: ``?default`` or ``?graph=IRI``."""
        parameters = request.query_params
        if ("default" in parameters) == ("graph" in parameters):
            raise RefusalError(400, "name one graph: ?default or ?graph=IRI")
        job = {
            "do": "graph",
            "iri": parameters.get("graph"),
            "format": parameters.get("format"),
            "accept": request.headers.get("accept", "*/*"),
            "limit": (_OF_GRAPH * self.settings.answer) << 20,
        }
        return await self.answer(request, job)

    async def _page(self, request: Request, page: str, **more: object) -> Response:
        return await self.answer(request, {**_common(request), "do": "page", "page": page, **more})

    async def home_page(self, request: Request) -> Response:
        """What the graph holds."""
        return await self._page(request, "home")

    async def search(self, request: Request) -> Response:
        """What a few words find."""
        return await self._page(request, "search")

    async def node(self, request: Request) -> Response:
        """An entity or event: a page, or RDF at the same address."""
        raw = request.scope["raw_path"].decode("ascii", "replace")
        job = {**_common(request), "iri": iri_of(raw.removeprefix("/id/"))}
        if job["format"] is None and choose(job["accept"], (HTML, *GRAPHS)) == HTML:
            return await self._page(request, "node", iri=job["iri"])
        return await self.answer(request, {**job, "do": "node"})

    async def questions(self, request: Request) -> Response:
        """The saved questions."""
        return await self._page(request, "ask")

    async def question(self, request: Request) -> Response:
        """A saved question: its form and answer as a page, or the answer in a result format."""
        name = request.path_params["name"]
        job = {**_common(request), "do": "asked", "name": name}
        if job["format"] is None and choose(job["accept"], (HTML, *RESULTS)) == HTML:
            return await self._page(request, "answer", name=name)
        return await self.answer(request, job)

    async def drawing(self, request: Request) -> Response:
        """The interactive drawing: itself with ``frame`` or ``small``, else a page around it."""
        name = request.url.path.strip("/")
        kind = "network" if name == "graph" else name
        if not {"frame", "small"} & request.query_params.keys():
            return await self._page(request, "drawing", kind=kind)
        job = {**_common(request), "do": "drawing", "kind": kind}
        if "small" in request.query_params:
            job["max_nodes"] = _SMALL_DRAWING
        return await self.answer(request, job)

    async def api(self, request: Request) -> Response:
        """The description of the JSON API, as a page or as OpenAPI."""
        if choose(request.headers.get("accept", ""), ("application/json", HTML)) == HTML:
            return await self._page(request, "api")
        return await self.openapi(request)

    async def openapi(self, request: Request) -> Response:
        """The description of the JSON API as OpenAPI."""
        return JSONResponse(openapi(self.home(request)))

    async def call(self, request: Request) -> Response:
        """A call of the JSON API."""
        call = request.path_params["call"]
        if call not in CALLS or call == "node":
            raise RefusalError(404, f"there is no call {call!r}; /api lists them")
        return await self.answer(request, {**_common(request), "do": "api", "call": call})

    async def call_node(self, request: Request) -> Response:
        """The call of the JSON API that has an IRI for its path."""
        raw = request.scope["raw_path"].decode("ascii", "replace")
        iri = iri_of(raw.removeprefix("/api/node/"))
        return await self.answer(
            request, {**_common(request), "do": "api", "call": "node", "iri": iri}
        )

    async def healthz(self, request: Request) -> Response:
        """Whether the service can answer."""
        well = self.generations.now.alive
        return PlainTextResponse("ok\n" if well else "recovering\n", 200 if well else 503)

    async def robots(self, request: Request) -> Response:
        """What crawlers leave alone: what is reckoned anew for each address."""
        closed = "sparql store ask graph timeline map matrix entity search api".split()
        lines = ["User-agent: *", *(f"Disallow: /{path}" for path in closed)]
        return PlainTextResponse("\n".join(lines) + "\n")

    async def counters(self, request: Request) -> Response:
        """What Prometheus reads."""
        text = self.metrics.text(self.generations)
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


def _common(request: Request) -> Job:
    """What every page, call or saved question takes from its request."""
    return {
        "path": request.url.path,
        "parameters": dict(request.query_params),
        "languages": request.headers.get("accept-language", "")[:200],
        "accept": request.headers.get("accept", "*/*"),
        "format": request.query_params.get("format"),
    }


_VARY = "Accept, Accept-Language"


def entity_tag(generation: str, job: Job) -> str:
    """What names the answer to a job."""
    digest = hashlib.sha256(repr((generation, sorted(job.items()))).encode()).hexdigest()
    return f'W/"{digest[:20]}"'


def _has(request: Request, tag: str) -> bool:
    """Whether the client says that it has the answer."""
    known = request.headers.get("if-none-match", "")
    return tag in known or known.strip() == "*"


def _later(status: int, text: str) -> Response:
    return PlainTextResponse(text + "; try again\n", status, headers={"Retry-After": _LATER})


async def _while_wanted(request: Request, work: Coroutine[Any, Any, Reply]) -> Reply:
    """Do the work, but give it up when the client is gone."""
    if request.scope.get("watched"):
        return await work
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=_PATIENCE)
        if not done:
            gone = asyncio.ensure_future(_gone(request))
            await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
            gone.cancel()
        if task.done():
            return task.result()
        raise RefusalError(499, "the client is gone")
    finally:
        task.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def response(reply: Reply, tag: str | None) -> Response:
    """A worker's reply as a response."""
    if "text" in reply.head:
        reply.body.close()
        return PlainTextResponse(reply.head["text"] + "\n", reply.status)
    headers = {"Vary": _VARY, "Content-Type": _content_type(reply.head["type"])}
    headers |= reply.head.get("headers", {})
    if tag:
        headers |= {"ETag": tag, "Cache-Control": "no-cache"}
    whole = reply.body.whole()
    if whole is not None:
        return Response(whole, reply.status, headers=headers)
    headers["Content-Length"] = str(reply.body.size)
    return StreamingResponse(reply.body.chunks(), reply.status, headers=headers)


def _content_type(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def refused(error: RefusalError) -> Response:
    """The response to what is refused."""
    return PlainTextResponse(f"{error}\n", error.status)
