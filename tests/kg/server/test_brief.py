"""What an assistant is told of a node has the IRIs of the graph."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model.graph import BASE
from kg.server.brief import brief
from kg.server.site.reader import path_of

PAGE: dict[str, Any] = {
    "iri": BASE + "state/KZ", "label": "Kazakhstan", "type": "state", "date": None, "state": "",
    "names": [], "facts": [], "offices": [], "events": [], "more_events": 0, "sentences": [],
    "more_sentences": 0, "articles": [], "more_articles": 0,
}  # fmt: skip


@pytest.mark.parametrize("name", ["article/a", "article/site%2F2025%2F1", "person/токаев"])
def test_iris_are_those_of_the_graph(name: str) -> None:
    article = {"text": "headline", "href": path_of(BASE + name)}
    told = brief({**PAGE, "articles": [article]})
    assert told["articles"] == [{"label": "headline", "iri": BASE + name}]
