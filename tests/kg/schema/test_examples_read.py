"""The examples on the pages of event types, as the reader of today reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from kg.extract import extract
from kg.ingest import read as ingest
from kg.language import analyse
from kg.model.article import Article
from kg.model.graph import Event
from kg.resolve import resolve
from kg.resolve.gazetteer import gazetteer
from kg.resources import folder
from kg.schema.source import Example, read

EXAMPLES = {
    name: file.example for name, file in read(folder("schemas")).events.items() if file.example
}
CASES = [(name, lang) for name, told in EXAMPLES.items() for lang in told.read]


def published(told: Example) -> str:
    """The day after the event; of one that is planned, some day before it."""
    day = (told.date or "").rpartition("/")[2]
    if told.status == "planned":
        return "2025-09-01" if day else "2024-06-01"
    whole = {0: "2024-06-01", 4: f"{day}-12-31", 7: f"{day}-28"}.get(len(day), day)
    return str(date.fromisoformat(whole) + timedelta(days=1))


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], list[Event]]:
    """(event type, language) → the events that are read from the example."""
    path = tmp_path_factory.mktemp("examples") / "examples.jsonl"
    rows = [
        {
            "id": f"{name}-{lang}",
            "title": "",
            "text": EXAMPLES[name].text[lang],
            "lang": lang,
            "published": published(EXAMPLES[name]),
        }
        for name, lang in CASES
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    articles = [a for a in ingest([str(path)]) if isinstance(a, Article)]
    found = zip(CASES, articles, analyse(articles), strict=True)
    return {case: list(resolve([(a, extract(d))]).events) for case, a, d in found}


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_an_example_is_read_as_its_page_says(
    events: Mapping[tuple[str, str], list[Event]], name: str, lang: str
) -> None:
    told = EXAMPLES[name]
    (event,) = events[name, lang]
    assert (event.type, event.status, event.date) == (name, told.status, told.date)
    assert (event.place, event.ordinal) == (told.place, told.ordinal)
    wanted = {(role, _known(node)) for role, nodes in told.roles.items() for node in nodes}
    assert {(role, _known(node)) for role, node in event.roles} == wanted


def _known(node: str) -> str:
    """A node of the gazetteer by its id, any other by its kind."""
    is_known = node in gazetteer().entries or node.startswith("state/")
    return node if is_known else node.partition("/")[0]


def test_most_examples_are_read() -> None:
    """Of four languages and thirty types; Russian first."""
    assert len(CASES) >= 90
    assert sum(lang == "ru" for _, lang in CASES) >= 27
