"""A graph of the sample articles, built once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import GraphOnDisk, open_graph
from kg.pipeline import build

ARTICLES = Path(__file__).parent.parent.parent / "data" / "articles"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> GraphOnDisk:
    """The graph of ``data/articles``, as a user builds it."""
    out = tmp_path_factory.mktemp("sample") / "out"
    report = build([str(ARTICLES)], out)
    assert report.refusals == []
    return open_graph(out)
