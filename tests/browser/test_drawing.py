"""What is drawn, read from the picture that the page saves; fingers and keys on every canvas."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.browser.sample import graph
from tests.browser.test_files import saved
from tests.browser.test_network_page import choose, chosen
from tests.viz.synthetic import make

Page = Any
Opened = Callable[..., Page]
_TEXT = "{http://www.w3.org/2000/svg}text"
_BOXES = """(svg) => {
  const shown = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  document.body.append(document.adoptNode(shown));
  const texts = [...shown.querySelectorAll("text:not([fill=none])")];
  const boxes = texts.map((t) => {
    const { x, width, height } = t.getBBox();
    return [x, x + width, +t.getAttribute("y"), height];
  });
  shown.remove();
  return boxes;
}"""


def labels(page: Page) -> list[tuple[str, float]]:
    """Texts of the drawing with their size, weightiest first."""
    drawn = ElementTree.fromstring(saved(page, "svg"))
    texts = [t for t in drawn.iter(_TEXT) if t.get("fill") != "none"]
    return [(t.text or "", float(t.get("font-size", "0"))) for t in texts]


@pytest.mark.parametrize("zooms", [0, 3])
def test_labels_never_overlap(opened: Opened, zooms: int) -> None:
    page = opened(make(400).view, hash="#every=1")
    for _ in range(zooms):
        page.click("#zoomIn")
    page.wait_for_timeout(300)
    boxes = page.evaluate(_BOXES, saved(page, "svg").decode())
    assert len(boxes) > 15
    for (a0, a1, ay, ah), (b0, b1, by, bh) in combinations(boxes, 2):
        apart = a1 <= b0 + 1 or b1 <= a0 + 1 or abs(ay - by) >= min(ah, bh) * 0.7
        assert apart, (a0, a1, ay, b0, b1, by)


def test_labels_grow_with_zoom(opened: Opened) -> None:
    page = opened(make(400).view, hash="#every=1")
    choose(page, "State 1")
    page.keyboard.press("Escape")
    before = dict(labels(page))
    for _ in range(4):
        page.click("#zoomIn")
    page.wait_for_timeout(300)
    after = dict(labels(page))
    both = before.keys() & after.keys()
    assert both
    assert all(after[text] >= before[text] for text in both)
    assert sum(after[text] > before[text] for text in both) > len(both) / 2


def test_links_of_what_is_chosen_are_named(opened: Opened) -> None:
    page = opened(graph())
    assert "guest" not in dict(labels(page))
    choose(page, "state visit")
    assert {"guest", "host"} <= dict(labels(page)).keys()


def test_several_are_chosen_with_the_key_held(opened: Opened) -> None:
    page = opened(graph())
    choose(page, "Tokayev")
    page.click("[data-tab=statistics]")
    whole = page.text_content("#sheet")
    page.focus("#canvas")
    box = page.locator("#canvas").bounding_box()
    page.keyboard.down("Shift")
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] - 2, steps=3)
    page.mouse.up()
    page.keyboard.up("Shift")
    assert re.fullmatch(r"\d+ nodes chosen", chosen(page))
    assert page.text_content("#sheet") != whole


def test_two_chosen_show_what_they_share(opened: Opened) -> None:
    page = opened(graph())
    page.goto(page.url.split("#")[0] + "#select=person%2Fkassym-jomart-tokayev%20state%2FUZ")
    page.reload()
    page.wait_for_selector("html[data-told]", state="attached")
    assert page.locator("#details h3").last.text_content() == "Events of both (1)"


@pytest.mark.parametrize("kind", ["network", "timeline", "map"])
def test_keys_move_and_zoom_every_canvas(opened: Opened, kind: str) -> None:
    page = opened(graph(), hash=f"#kind={kind}")
    canvas = "#canvas" if kind == "network" else f"#{kind}"
    page.focus(canvas)

    def picture() -> bytes:
        page.wait_for_timeout(250)
        return page.locator(canvas).screenshot()

    page.keyboard.press("0")
    home = picture()
    for key in ("ArrowRight", "+", "ArrowUp", "-"):
        page.keyboard.press(key)
    assert picture() != home
    page.keyboard.press("0")
    assert picture() == home


def test_n_goes_through_the_timeline_by_date(opened: Opened) -> None:
    page = opened(graph(), hash="#kind=timeline")
    page.focus("#timeline")
    page.keyboard.press("n")
    assert "Someone Else" in chosen(page)
    page.keyboard.press("n")
    assert chosen(page).startswith("Invitation")


_PINCH = """(id) => {
  const canvas = document.getElementById(id);
  const box = canvas.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const send = (type, pointerId, dx) => canvas.dispatchEvent(new PointerEvent(type, {
    pointerId, pointerType: "touch", clientX: x + dx, clientY: y, bubbles: true }));
  canvas.setPointerCapture = () => {};
  send("pointerdown", 1, -30); send("pointerdown", 2, 30);
  for (let k = 40; k < 100; k += 6) {
    send("pointermove", 1, -k);
    send("pointermove", 2, k);
  }
  send("pointerup", 1, -100); send("pointerup", 2, 100);
}"""


@pytest.mark.parametrize("kind", ["canvas", "timeline", "map"])
def test_two_fingers_zoom_every_canvas(opened: Opened, kind: str) -> None:
    page = opened(graph(), hash="" if kind == "canvas" else f"#kind={kind}", touch=True)
    before = page.locator(f"#{kind}").screenshot()
    page.evaluate(_PINCH, kind)
    page.wait_for_timeout(400)
    assert page.locator(f"#{kind}").screenshot() != before


def test_a_tap_chooses(opened: Opened) -> None:
    page = opened(graph(), size=(420, 860), touch=True)
    page.touchscreen.tap(*_middle(page, "#legendToggle"))
    assert page.is_visible("#legend")
    page.touchscreen.tap(*_middle(page, "[data-key='status:planned']"))
    assert page.get_attribute("[data-key='status:planned']", "aria-pressed") == "false"


def _middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
