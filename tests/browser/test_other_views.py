"""Timeline, map, matrix, profile and the bar of months, by clicks and keys, offline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.sample import CANARY, graph
from tests.viz.synthetic import make

Page = Any
Opened = Callable[..., Page]
VIEWS = ("network", "timeline", "map", "matrix", "entity")


def visible_nodes(page: Page) -> int:
    return int(page.text_content("#counts").split()[0])


_PROBE = """([id, wanted]) => {
  const canvas = document.querySelector(id);
  const box = canvas.getBoundingClientRect();
  for (let y = box.top + 6; y < box.bottom; y += 6) {
    for (let x = box.left + 6; x < box.right; x += 4) {
      canvas.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y }));
      const hint = document.getElementById("hint");
      if (!hint.hidden && hint.textContent.includes(wanted)) return [x, y];
    }
  }
  return null;
}"""


def hover_until(page: Page, canvas: str, wanted: str) -> tuple[float, float]:
    """A point of a canvas whose hint holds a text."""
    page.wait_for_timeout(200)
    found = page.evaluate(_PROBE, [canvas, wanted])
    assert found is not None, f"{wanted} is nowhere on {canvas}"
    return tuple(found)


@pytest.mark.parametrize("kind", VIEWS)
def test_each_view_opens_from_its_tab_and_from_its_address(opened: Opened, kind: str) -> None:
    page = opened(graph(canary=CANARY))
    page.click(f"[data-kind={kind}]")
    assert page.get_attribute(f"#kinds [data-kind={kind}]", "aria-pressed") == "true"
    again = opened(graph(canary=CANARY), hash=f"#kind={kind}&lang=uz")
    assert again.get_attribute("html", "data-shown") == kind
    assert again.evaluate("window.hacked") is None


def test_a_page_may_open_with_any_view(opened: Opened) -> None:
    page = opened(graph(), kind="matrix")
    assert page.is_visible("table.matrix")


def test_timeline_event_opens_its_details(opened: Opened) -> None:
    page = opened(graph(), hash="#kind=timeline&from=2025-11&to=2025-11")
    at = hover_until(page, "#timeline", "state visit")
    page.mouse.click(*at)
    assert "State visit" in page.text_content("#details h2")


def test_timeline_lanes_by_person_and_type(opened: Opened) -> None:
    page = opened(graph(), hash="#kind=timeline")
    for by in ("person", "organization", "type", "state"):
        page.select_option("#lanes", by)
    hover_until(page, "#timeline", "Kazakhstan")


def test_map_arc_of_a_visit_selects_it(opened: Opened) -> None:
    view = make(300).view
    page = opened(view, hash="#kind=map")
    at = hover_until(page, "#map", "→")
    page.mouse.click(*at)
    assert page.is_visible("#details")


def test_borders_are_drawn_only_when_asked_for(opened: Opened) -> None:
    page = opened(graph(), hash="#kind=map")
    assert not page.is_checked("#borders")
    before = page.locator("#map").screenshot()
    page.check("#borders")
    page.wait_for_timeout(150)
    assert page.locator("#map").screenshot() != before
    assert "Natural Earth" in page.text_content("label:has(#borders)")


def test_matrix_cell_selects_its_events(opened: Opened) -> None:
    page = opened(make(300).view, hash="#kind=matrix")
    first = page.locator("table.matrix tbody td button").first
    number = int(first.text_content())
    first.click()
    if number > 1:
        assert page.text_content("#details h2") == f"{number} nodes chosen"
    page.select_option("#counted", "visits")
    assert "rows visit columns" in page.text_content("table.matrix caption")


def test_profile_shows_calendar_partners_and_events(opened: Opened) -> None:
    page = opened(graph())
    page.fill("#search", "Tokayev")
    page.press("#search", "Enter")
    page.click("#details button:has-text('Profile')")
    assert page.text_content("#entity h2") == "Kassym-Jomart Tokayev"
    assert page.is_hidden("#details")
    assert page.text_content("table.calendar tbody th") == "2025"
    page.click(".partners .node >> nth=0")
    assert page.text_content("#entity h2") == "Shavkat Mirziyoyev"
    page.click("#entity .event .node >> nth=0")
    assert page.is_visible("#details")
    assert page.text_content("#entity h2") == "Shavkat Mirziyoyev"


def test_months_narrow_every_view(opened: Opened) -> None:
    page = opened(graph())
    page.fill("#months [data-key=since]", "2025-11")
    page.press("#months [data-key=since]", "Enter")
    assert visible_nodes(page) == 6
    assert "from=2025-11" in page.url
    page.fill("#months [data-key=since]", "nonsense")
    page.press("#months [data-key=since]", "Enter")
    assert page.input_value("#months [data-key=since]") == "2025-11"
    page.click("#months button[aria-label='All time']")
    assert visible_nodes(page) == 10


def test_dragging_over_months_chooses_a_stretch(opened: Opened) -> None:
    page = opened(make(300).view)
    box = page.locator("#months .track").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 10, steps=3)
    page.mouse.up()
    since, until = (page.input_value(f"#months [data-key={key}]") for key in ("since", "until"))
    assert "2021" <= since < until < "2023"
    assert visible_nodes(page) < 300
    page.click("#undo")


def test_playback_goes_month_by_month(opened: Opened) -> None:
    page = opened(make(300).view)
    page.click("#months button >> nth=0")
    first = page.input_value("#months [data-key=since]")
    page.wait_for_timeout(1100)
    second = page.input_value("#months [data-key=since]")
    page.click("#months button >> nth=0")
    assert first < second
    assert page.is_disabled("#undo")
