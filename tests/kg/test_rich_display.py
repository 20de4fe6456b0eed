"""What a notebook shows of graphs and answers."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.graph import GraphOnDisk


def test_a_graph_tells_how_much_it_holds(sample: GraphOnDisk) -> None:
    shown = sample._repr_html_()
    assert "Graph of 12 articles, published from 2022-12-22 to 2025-11-15" in shown
    assert ">events</td>" in shown


def test_a_saved_question_by_name(sample: GraphOnDisk) -> None:
    rows = sample.ask("visits", guest="KZ", host="UZ", from_="2025-01-01")
    assert [row["date"] for row in rows] == ["2025-11-14/2025-11-15"]
    with pytest.raises(UsageError):
        sample.ask("visits", whose="KZ")


def test_rows_are_shown_up_to_a_number_and_counted(sample: GraphOnDisk) -> None:
    many = sample.query("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 500")
    assert many._repr_html_().count("<tr>") == 61
    assert "60 of 500 rows" in many._repr_html_()
    one = sample.query(
        "SELECT (5 AS ?n) ('<b>' AS ?t) ('https://e.org/' AS ?u) (dip:Event AS ?e) {}"
    )
    shown = one._repr_html_()
    assert '<td style="text-align:right">5</td>' in shown
    assert "&lt;b&gt;" in shown
    assert '<a href="https://e.org/">' in shown
    assert 'title="https://w3id.org/diplograph/ontology#Event">dip:Event<' in shown
    assert "<p>1 row</p>" in shown


def test_what_is_no_rows(sample: GraphOnDisk) -> None:
    assert sample.query("ASK { ?e a dip:StateVisit }")._repr_html_() == "<p>yes</p>"
    built = sample.query("CONSTRUCT { state:KZ a dip:State } {}")
    assert "state:KZ" in built._repr_html_()
