"""The index has what pages would else gather from the graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.rdf.terms import PREFIXES
from kg.server.index import Index
from kg.server.site.node import NodePages
from kg.server.site.reader import Reader
from kg.server.site.words import Words
from tests.kg.server.conftest import sample


@pytest.fixture(scope="module")
def store() -> ox.Store:
    raw = ox.Store()
    raw.extend(sample())
    return raw


@pytest.fixture(scope="module")
def index(store: ox.Store) -> Index:
    return Index.of(store)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_pages_are_the_same_with_and_without(store: ox.Store, index: Index, lang: str) -> None:
    nodes = {q.subject.value for q in store if isinstance(q.subject, ox.NamedNode)}
    ours = sorted(n for n in nodes if n.startswith(PREFIXES["id"]))
    pages = [
        [NodePages(Reader(store, lang), Words(lang), known).page(node) for node in ours]
        for known in (index, None)
    ]
    assert pages[0] == pages[1]
    assert any(page and page.sentences and not page.is_event for page in pages[0])
