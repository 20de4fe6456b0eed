"""What was known on a day: the graph of what had been published by then."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.as_of import open_as_of
from kg.errors import StoreError, UsageError
from kg.graph import GraphOnDisk, open_graph
from kg.pipeline import build

ARTICLES = Path(__file__).parent.parent.parent / "data" / "articles"
EARLY = sorted(str(p) for p in ARTICLES.glob("2022*"))


def status_of_visit(graph: GraphOnDisk) -> list[str]:
    rows = graph.query(
        "SELECT DISTINCT ?s { ?v a dip:StateVisit ; dip:date '2025-11-14/2025-11-15' ;"
        " dip:status ?s }"
    )
    return [str(row["s"]).rpartition("/")[2] for row in rows]


def test_the_same_as_a_build_of_the_early_articles(tmp_path: Path, sample: GraphOnDisk) -> None:
    build(EARLY, tmp_path / "early")
    then = open_as_of(sample.folder, "2023-01-01")
    assert set(then.store.quads()) == set(open_graph(tmp_path / "early").store.quads())


def test_an_event_is_still_planned(sample: GraphOnDisk) -> None:
    assert status_of_visit(open_as_of(sample.folder, "2025-11-13")) == ["planned"]
    assert status_of_visit(open_as_of(sample.folder, "2025-11-15")) != ["planned"]


def test_at_the_end_it_is_the_build(sample: GraphOnDisk) -> None:
    last = open_as_of(sample.folder, "2099-01-01")
    assert set(last.store.quads()) == set(sample.store.quads())


def test_an_unusable_day_is_explained(sample: GraphOnDisk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'13\.11\.2025' is no date"):
        open_as_of(sample.folder, "13.11.2025")
    with pytest.raises(StoreError, match="none of its articles had been published by 1999-12-31"):
        open_as_of(sample.folder, "1999-12-31")
    with pytest.raises(StoreError, match="no graph here"):
        open_as_of(tmp_path, "2025-11-13")
