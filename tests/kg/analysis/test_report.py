"""The tables, plots and page of a build."""

from __future__ import annotations

import csv
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.analysis import analyse, contacts, shortest_path
from kg.graph import GraphOnDisk
from kg.lookup import find


@pytest.fixture(scope="module")
def made(sample: GraphOnDisk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("analysis") / "out"
    analyse(sample.store, to)
    return to


def table(made: Path, name: str) -> list[dict[str, str]]:
    with (made / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_bytes_again(made: Path, sample: GraphOnDisk, tmp_path: Path) -> None:
    again = analyse(sample.store, tmp_path)
    assert [(f.name, f.read_bytes()) for f in again] == [
        (f.name, f.read_bytes()) for f in sorted(made.iterdir())
    ]


def test_contacts_are_those_that_took_place(sample: GraphOnDisk) -> None:
    found = contacts(sample.store)
    visit = next(c for c in found if c.day == "2025-11-14" and c.type == "StateVisit")
    assert (visit.guests, visit.hosts) == (("state/KZ",), ("state/UZ",))
    assert not any(c.day == "2025-11-16" for c in found), "still planned"


def test_tables_hold_what_the_articles_say(made: Path) -> None:
    rows = table(made, "contacts")
    assert any(
        (r["a_name"], r["b_name"], r["month"]) == ("Kazakhstan", "Uzbekistan", "2025-11")
        for r in rows
    )
    assert table(made, "states")[0]["name"] == "Kazakhstan"
    assert any(r["name"] == "Kassym-Jomart Tokayev" for r in table(made, "persons")[:3])


def test_the_page_needs_nothing_from_elsewhere(made: Path) -> None:
    page = (made / "report.html").read_text(encoding="utf-8")
    links: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            links.extend(v or "" for k, v in attrs if k in ("src", "href") and tag != "use")

    Links().feed(page)
    assert all((made / link).is_file() for link in links)
    assert "Kazakhstan" in page


def test_each_plot_is_there_for_a_page_and_for_a_document(made: Path) -> None:
    for name in ("pairs", "states", "persons", "reciprocity"):
        assert (made / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg")
        assert (made / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_a_path_between_persons(sample: GraphOnDisk) -> None:
    ends = (find(sample.store, "Trump"), find(sample.store, "Putin"))
    steps = shortest_path(sample.store, *ends)
    assert steps is not None
    assert len(steps) == 2
    assert (steps[0].source, steps[-1].target) == ends
