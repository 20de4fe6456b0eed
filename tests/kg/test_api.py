"""The Python API: three names, whatever was imported before."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import kg
from kg.errors import SourceError

ARTICLE = (
    "---\npublished: 2025-11-12\nlang: ru\n---\nВизит\n\n"
    "Президент Казахстана Касым-Жомарт Токаев посетит Узбекистан с государственным визитом."
)


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "visit.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


def test_extract_works_before_and_after_its_package_is_imported(source: str) -> None:
    for _ in range(2):
        (said,) = kg.extract(source)
        assert [e.type for e in said.events] == ["StateVisit"]
        importlib.import_module("kg.extract")


def test_build_open_ask_walk_and_draw(source: str, tmp_path: Path) -> None:
    report = kg.build([source], tmp_path / "out")
    assert (report.articles, report.refusals) == (1, [])
    graph = kg.open_graph(tmp_path / "out")
    frame = graph.query(
        "SELECT ?v ?d { ?v a dip:StateVisit OPTIONAL { ?v dip:date ?d } }"
    ).dataframe()
    assert list(frame.columns) == ["v", "d"]
    assert len(frame) == 1
    walk = graph.networkx()
    assert {d["role"] for _, _, d in walk.edges(data=True)} >= {"guest", "host"}
    triples = graph.query("CONSTRUCT WHERE { ?v a dip:StateVisit ; dip:guest ?who }").graph()
    assert len(triples) == 2
    page = graph.view(about="Tokayev").save(tmp_path / "page.html")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_what_cannot_be_read_is_raised(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nothing-here"):
        list(kg.extract(str(tmp_path / "nothing-here.txt")))


def test_an_unknown_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = kg.nonsense
