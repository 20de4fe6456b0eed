from __future__ import annotations

import pytest

from kg.server.negotiate import GRAPHS, RESULTS, choose

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("*/*", JSON),
        ("", JSON),
        ("text/csv", "text/csv"),
        ("application/json", JSON),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", XML),
        ("text/csv; q=0.9, application/sparql-results+xml; q=0.9", XML),
        ("text/*;q=0.3, text/tab-separated-values", "text/tab-separated-values"),
        ("*/*;q=0.1, text/csv;q=0", JSON),
        ("TEXT/CSV", "text/csv"),
        ("text/csv;charset=utf-8;q=1", "text/csv"),
        ("text/html, image/png", None),
        ("text/csv;q=nonsense", None),
        ("*/*;q=0", None),
    ],
)
def test_the_best_liked_format_is_chosen(accept: str, chosen: str | None) -> None:
    assert choose(accept, tuple(RESULTS)) == chosen


def test_graphs_have_formats_of_their_own() -> None:
    assert choose("application/ld+json, */*;q=0.1", tuple(GRAPHS)) == "application/ld+json"
    assert choose("application/x-turtle", tuple(GRAPHS)) == "text/turtle"
