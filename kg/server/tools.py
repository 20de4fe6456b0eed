"""The graph as tools for assistants (Model Context Protocol), each answer with its sentences.

Queries run in the same walled workers as those of the service.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mcp.server import MCPServer

from kg.errors import UsageError
from kg.questions import question as saved_question
from kg.questions import questions as saved_questions
from kg.server.brief import brief
from kg.server.generations import Generations
from kg.server.negotiate import RESULTS
from kg.server.pool import BusyError, Job
from kg.server.settings import Settings
from kg.server.sight import refusal
from kg.server.site.reader import iri_of

_INSTRUCTIONS = (
    "A graph of diplomatic news: people, states, bodies, agreements, places, and dated events with"
    " roles. Search first, then read an entity: its sentences are verbatim; cite them with their"
    " articles. A planned event is no event that took place: mind the status."
)
#: Hits of a search, as the API takes a number.
_HITS = "30"
_CSV = next(media for media, name in RESULTS.items() if name == "csv")


def server(settings: Settings) -> MCPServer:
    """The tools over the build in ``settings.folder``. Raises StoreError where there is none."""
    generations = Generations(settings)

    @asynccontextmanager
    async def lifespan(_: MCPServer) -> AsyncIterator[None]:
        await generations.start()
        yield
        await generations.stop()

    tools = MCPServer("diplograph", instructions=_INSTRUCTIONS, lifespan=lifespan)

    async def run(job: Job, *, foreign: bool = False) -> str:
        """The body of a job's answer, or the reason why there is none."""
        async with generations.now.in_use() as generation:
            pool = generation.queries if foreign else generation.pages
            try:
                reply = await pool.run(job)
            except BusyError as error:
                return f"error: {error}"
        body = reply.body.whole()
        reply.body.close()
        return f"error: {reply.head['text']}" if "text" in reply.head else (body or b"").decode()

    async def call(what: str, lang: str, iri: str = "", **parameters: str) -> str:
        job = {"do": "api", "call": what, "parameters": {**parameters, "lang": lang}}
        return await run({**job, "languages": "", "iri": iri})

    @tools.tool()
    async def search(words: str, lang: str = "en") -> str:
        """Find people, states, bodies, places, events and sentences by a few words.

        Words may be in English, Russian, Kazakh or Uzbek and in any inflection; sentences are found
        in the language of their article. Gives JSON; each hit has the iri to read with the tool
        entity. lang (en, ru, kk, uz) is the language of labels.
        """
        return await call("search", lang, q=words, limit=_HITS)

    @tools.tool()
    async def entity(iri: str, lang: str = "en") -> str:
        """Read one entity or event: facts, offices, newest events, verbatim sentences (JSON).

        iri: as given by search, or its end, such as state/KZ, or a name, such as Tokayev. What is
        counted under "more" can be asked for with the tools ask and sparql.
        """
        if iri.startswith("http") or "/" in iri:
            iri = iri if iri.startswith("http") else iri_of(iri)
            found = await call("node", lang, iri=iri)
        else:
            found = await call("node", lang, name=iri)
        if found.startswith("error: "):
            return found
        return json.dumps(brief(json.loads(found)), ensure_ascii=False)

    @tools.tool()
    def questions() -> str:
        """List the saved questions, with their parameters (JSON)."""
        listed: list[dict[str, Any]] = [
            {
                "name": asked.name,
                "title": asked.title.get("en"),
                "parameters": [p.model_dump() for p in asked.parameters],
            }
            for asked in saved_questions().values()
        ]
        return json.dumps(listed, ensure_ascii=False)

    @tools.tool()
    async def ask(question: str, parameters: dict[str, str] | None = None) -> str:
        """Answer a saved question, by its name; parameters as the tool questions lists (CSV)."""
        try:
            saved_question(question)
        except UsageError as error:
            return f"error: {error}"
        job = {"do": "asked", "name": question, "parameters": parameters or {}}
        return await run({**job, "accept": _CSV, "format": None})

    @tools.tool()
    async def sparql(query: str) -> str:
        """Answer a SPARQL 1.1 query that only reads (CSV; Turtle for CONSTRUCT and DESCRIBE).

        Prefixes are known: dip: (terms), id:, event:, person:, state:, status:, rdfs:, skos: …
        Give a LIMIT.
        """
        if reason := refusal(query):
            return f"error: {reason}"
        accept = f"{_CSV}, text/turtle"
        return await run({"do": "sparql", "query": query, "accept": accept}, foreign=True)

    return tools
