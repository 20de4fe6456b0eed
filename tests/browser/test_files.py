"""What the page gives away: pictures, tables, data, paper; and the page inside a notebook."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kg.graph import Drawing
from tests.browser.sample import CANARY, SENTENCE, graph
from viz import render

Page = Any
Opened = Callable[..., Page]
VIEWS = ("network", "timeline", "map", "matrix", "entity")
SUBJECT = "&subject=person%2Fkassym-jomart-tokayev"


def saved(page: Page, kind: str) -> bytes:
    with page.expect_download() as download:
        page.select_option("#export", kind)
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_saved_as_a_picture(opened: Opened, view: str) -> None:
    page = opened(graph(canary=CANARY), hash=f"#kind={view}{SUBJECT}")
    assert saved(page, "png").startswith(b"\x89PNG")
    drawn = ElementTree.fromstring(saved(page, "svg"))
    written = " ".join(text.text or "" for text in drawn.iter("{http://www.w3.org/2000/svg}text"))
    assert ("Tashkent" if view == "map" else "Kazakhstan") in written
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_saved_as_data(opened: Opened, view: str) -> None:
    page = opened(graph(canary='=HYPERLINK("x")'), hash=f"#kind={view}{SUBJECT}")
    rows = list(csv.reader(io.StringIO(saved(page, "csv").decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert not any(cell.startswith("=") for row in rows for cell in row)
    data = json.loads(saved(page, "json"))
    if view == "network":
        assert len(rows) == 1 + len(data["edges"])
    elif view == "matrix":
        assert [row[1:] for row in rows[1:]] == [[str(n) for n in row] for row in data["counts"]]
    else:
        assert [row[0] for row in rows[1:]] == [event["id"] for event in data["events"]]
        assert any(SENTENCE in row[rows[0].index("sentence")] for row in rows[1:])


@pytest.mark.parametrize("view", VIEWS)
def test_paper_holds_the_view_and_what_is_chosen(opened: Opened, view: str) -> None:
    page = opened(graph(), hash=f"#kind={view}&select=state%2FKZ{SUBJECT}", dark=True)
    page.evaluate("""window.addEventListener("beforeprint", () => {
      const sheet = document.getElementById("printed");
      window.sheet_ = sheet.hidden ? 0 : sheet.width;
      window.theme_ = document.documentElement.dataset.theme;
    })""")
    assert page.pdf(print_background=True).startswith(b"%PDF")
    assert page.evaluate("window.theme_") == "light"
    assert (page.evaluate("window.sheet_") > 0) == (view in ("network", "timeline", "map"))
    assert page.get_attribute("html", "data-theme") == "dark"
    page.emulate_media(media="print")
    assert page.is_hidden("#export")
    assert page.is_visible("#details h2")


def test_a_notebook_shows_the_page_in_a_frame(opened: Opened) -> None:
    drawing = Drawing(render(graph(canary=CANARY)))
    title = "<!doctype html><html lang=en><title>Notebook</title><body>"
    page = opened(f"{title}{drawing._repr_html_()}", waits=False)
    frame = page.frame_locator("iframe")
    frame.locator("html[data-told]").wait_for()
    frame.locator("#search").fill("Tokayev")
    frame.locator("#search").press("Enter")
    assert frame.locator("#details h2").text_content() == "Kassym-Jomart Tokayev"
    assert page.evaluate("window.hacked") is None
