"""``kg mcp`` as an assistant uses it: over standard input and output."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kg.server.conftest import node

mcp = pytest.importorskip("mcp", reason="the MCP SDK is not installed")

VISIT = node("dip:specificType", "StateVisit")


async def _converse(folder: Path, calls: list[tuple[str, dict[str, Any]]]) -> list[str]:
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    command = StdioServerParameters(
        command=sys.executable, args=["-m", "kg", "mcp", "-g", str(folder)]
    )
    async with stdio_client(command) as streams, ClientSession(*streams) as session:
        await session.initialize()
        names = {tool.name for tool in (await session.list_tools()).tools}
        assert names == {"search", "entity", "questions", "ask", "sparql"}
        answers = [await session.call_tool(name, arguments) for name, arguments in calls]
        return [str(answer.content[0].text) for answer in answers]


def converse(folder: Path, *calls: tuple[str, dict[str, Any]]) -> list[str]:
    return asyncio.run(_converse(folder, list(calls)))


def test_an_assistant_gets_from_words_to_sentences(folder: Path) -> None:
    found, entity, named, listed, answer, rows, refused, broken = converse(
        folder,
        ("search", {"words": "государственному визиту", "lang": "ru"}),
        ("entity", {"iri": VISIT}),
        ("entity", {"iri": "Токаев"}),
        ("questions", {}),
        ("ask", {"question": "visits", "parameters": {"guest": "KZ"}}),
        ("sparql", {"query": "SELECT ?v { ?v a dip:StateVisit }"}),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}),
        ("sparql", {"query": "SELECT {"}),
    )
    assert VISIT in {hit["iri"] for hit in json.loads(found)["hits"]}
    page = json.loads(entity)
    assert page["status"]
    assert json.loads(named)["label"] == "Kassym-Jomart Tokayev"
    assert page["sentences"][0]["words"]
    assert page["sentences"][0]["article"].startswith("https://w3id.org/diplograph/id/article/")
    assert {"label", "iri"} == page["facts"]["guest"][0].keys()
    assert "visits" in {question["name"] for question in json.loads(listed)}
    assert VISIT in answer
    assert rows.split() == ["v", VISIT]
    assert refused.startswith("error: SERVICE")
    assert broken.startswith("error: the query does not parse")
