"""The network page as a reader uses it: by clicks and keys, offline."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.browser.sample import CANARY, SENTENCE, graph
from tests.viz.synthetic import make
from viz.page import layout_of

Page = Any
Opened = Callable[..., Page]


def choose(page: Page, query: str) -> None:
    """Types into the search box and takes the first hit."""
    page.fill("#search", query)
    page.press("#search", "Enter")


def chosen(page: Page) -> str:
    return str(page.text_content("#details h2"))


def visible_counts(page: Page) -> list[int]:
    """Nodes and links that the page says are shown."""
    return [
        int(part)
        for part in page.text_content("#counts").replace(",", "").split()
        if part.isdigit()
    ]


def screen_of(page: Page, *ids: str) -> tuple[float, float]:
    """The middle of nodes on the screen, by the page's layout and the camera in its address."""
    page.wait_for_timeout(350)
    at = re.search(r"at=([-\d.]+)%20([-\d.]+)%20([\d.]+)", page.url)
    assert at is not None
    camera_x, camera_y, zoom = (float(part) for part in at.groups())
    view = graph()
    known = [i.removeprefix("https://w3id.org/diplograph/id/") for i in view.nodes.id]
    layout = layout_of(view)
    found = [known.index(i) for i in ids]
    x, y = (sum(axis[i] for i in found) / len(found) for axis in (layout.x, layout.y))
    box = page.locator("#canvas").bounding_box()
    return (
        box["x"] + box["width"] / 2 + (x - camera_x) * zoom,
        box["y"] + box["height"] / 2 + (y - camera_y) * zoom,
    )


def test_opens_without_a_word_to_the_network(opened: Opened) -> None:
    page = opened(graph(), title="Test")
    assert page.title() == "Test"
    assert visible_counts(page) == [10, 12]


def test_canaries_stay_text(opened: Opened) -> None:
    page = opened(graph(canary=CANARY), title=f"Title {CANARY}")
    for query in ("Someone", "Tokayev"):
        choose(page, query)
    page.click("#details .event .node")
    page.wait_for_timeout(50)
    for kind in ("nodes", "edges", "statistics"):
        page.click(f"[data-tab={kind}]")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    assert CANARY in page.text_content("#title")


def test_links_lead_to_http_only(opened: Opened) -> None:
    page = opened(graph(canary=CANARY))
    choose(page, "Mirziyoyev")
    page.click("#details .event .node")
    addresses = page.eval_on_selector_all("a", "links => links.map(a => a.href)")
    assert addresses
    assert all(a.startswith(("http://", "https://")) for a in addresses)


def test_search_finds_a_name_in_any_script(opened: Opened) -> None:
    page = opened(graph())
    for query in ("Тоқаев", "токаев", "Tokayev", "Toqayev", "kasym jomart", "Tokaev"):
        choose(page, query)
        assert chosen(page) == "Kassym-Jomart Tokayev", query
    page.fill("#search", "wbfgptm")
    assert page.text_content("#hits") == "Nothing found"


def test_legend_hides_and_counts(opened: Opened) -> None:
    page = opened(graph())
    page.click("[data-key='family:Invitation']")
    assert page.get_attribute("[data-key='family:Invitation']", "aria-pressed") == "false"
    assert visible_counts(page)[0] == 9
    page.click("[data-key='family:Invitation']")
    page.click("[data-key='status:planned']")
    assert visible_counts(page)[0] == 9
    page.click("#undo")
    assert visible_counts(page)[0] == 10
    page.click("#redo")
    assert visible_counts(page)[0] == 9


def test_an_edge_shows_the_sentence_with_the_words_marked(opened: Opened) -> None:
    page = opened(graph())
    choose(page, "Tokayev")
    page.click("#details .event:has-text('state visit') .why")
    assert page.text_content("#details blockquote") == SENTENCE
    assert page.text_content("#details mark") == "визитом"
    assert page.get_attribute("#details .source a", "href") == "https://example.org/1"


def test_an_event_tells_the_offices_that_its_people_held_then(opened: Opened) -> None:
    page = opened(graph())
    choose(page, "state visit")
    offices = page.locator("#details section:has(h3:text('Offices on that date'))")
    assert "Kassym-Jomart Tokayev" in offices.text_content()
    assert "president" in offices.text_content()
    choose(page, "Someone Else")
    page.click("#details .event .node")
    assert page.locator("#details h3:text('Offices on that date')").count() == 0


def test_the_life_of_an_event_is_told_report_by_report(opened: Opened) -> None:
    page = opened(graph())
    choose(page, "state visit")
    told = page.locator("#details .history li strong").all_text_contents()
    assert told == ["planned", "held"]


def test_marks_count_code_points(opened: Opened) -> None:
    page = opened(graph())
    choose(page, "meeting: Kassym")
    assert page.text_content("#details .quotes:not([hidden]) mark") == "переговоры"


def test_clicking_the_canvas_on_an_edge(opened: Opened) -> None:
    page = opened(graph())
    page.mouse.click(*screen_of(page, "event/0004", "person/someone-else"))
    assert page.text_content("#details header .kind") == "Link"


def test_state_in_the_hash_survives_a_reload(opened: Opened) -> None:
    page = opened(graph())
    page.select_option("#language", "ru")
    page.click("[data-key='status:planned']")
    choose(page, "Токаев")
    page.click("#theme")
    page.wait_for_timeout(400)
    before = page.url
    page.reload()
    page.wait_for_selector("html[data-drawn]")
    assert chosen(page) == "Касым-Жомарт Токаев"
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.get_attribute("[data-key='status:planned']", "aria-pressed") == "false"
    page.wait_for_timeout(400)
    assert page.url == before


def test_focus_expand_collapse_hide(opened: Opened) -> None:
    page = opened(graph())
    choose(page, "Someone")
    page.click("#details .actions button >> nth=0")
    assert visible_counts(page)[0] == 2
    page.click("#details .actions button:has-text('2')")
    assert visible_counts(page)[0] == 3
    page.click("#showEverything")
    assert visible_counts(page)[0] == 10
    page.click("#details button:has-text('Hide')")
    assert visible_counts(page)[0] == 9
    page.click("#unhide")
    assert visible_counts(page)[0] == 10
    choose(page, "state visit")
    page.click("#details button:has-text('Collapse')")
    assert visible_counts(page)[0] == 9


def test_events_of_a_visit_are_grouped_into_it(opened: Opened) -> None:
    page = opened(graph())
    page.check("#grouped")
    assert visible_counts(page) == [9, 11]
    assert "group=1" in page.url
    page.click("#undo")
    assert not page.is_checked("#grouped")
    assert visible_counts(page) == [10, 12]


def test_shortest_path(opened: Opened) -> None:
    page = opened(graph())
    choose(page, "Someone")
    page.click("#details button:has-text('Path to')")
    choose(page, "Uzbekistan")
    assert page.text_content("#status") == "Path of 5 steps"


def test_languages_switch_all_texts(opened: Opened) -> None:
    page = opened(graph())
    for lang, word in (("ru", "Запланировано"), ("kk", "Жоспарланған"), ("uz", "Rejalashtirilgan")):
        page.select_option("#language", lang)
        assert page.get_attribute("html", "lang") == lang
        assert word in page.text_content("#legend")


def test_dark_scheme_of_the_system(opened: Opened) -> None:
    page = opened(graph(), dark=True)
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 31)"


def test_keyboard_alone(opened: Opened) -> None:
    page = opened(graph())
    page.keyboard.press("/")
    page.keyboard.type("Mirziyoyev")
    page.keyboard.press("Enter")
    assert chosen(page) == "Shavkat Mirziyoyev"
    page.focus("#canvas")
    page.keyboard.press("n")
    assert chosen(page) != "Shavkat Mirziyoyev"
    page.keyboard.press("h")
    assert visible_counts(page)[0] == 9
    page.keyboard.press("Control+z")
    assert visible_counts(page)[0] == 10
    page.keyboard.press("Escape")
    assert page.is_hidden("#details")


def test_drag_pins_a_node_and_undo_frees_it(opened: Opened) -> None:
    page = opened(graph())
    at = screen_of(page, "person/someone-else")
    page.mouse.click(*at)
    page.wait_for_timeout(100)
    at = screen_of(page, "person/someone-else")
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + 80, at[1] + 40, steps=4)
    page.mouse.up()
    assert page.is_visible("#details button:has-text('Unpin')")
    assert "pin=" in page.url
    page.click("#undo")
    assert not page.is_visible("#details button:has-text('Unpin')")


def test_lasso_selects_several(opened: Opened) -> None:
    page = opened(graph())
    box = page.locator("#canvas").bounding_box()
    page.keyboard.down("Shift")
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4, steps=3)
    page.mouse.up()
    page.keyboard.up("Shift")
    assert chosen(page) == "10 nodes chosen"


def test_table_sorts_and_selects(opened: Opened) -> None:
    page = opened(graph())
    page.click("[data-tab=nodes]")
    page.click("#sheet thead th:nth-child(5) button")
    page.click("#sheet thead th:nth-child(5) button")
    links = [int(t) for t in page.locator("#sheet tbody td:nth-child(5)").all_text_contents()]
    assert links == sorted(links, reverse=True)
    assert page.get_attribute("#sheet thead th:nth-child(5)", "aria-sort") == "descending"
    page.click("#sheet tbody th button >> nth=0")
    assert chosen(page) == page.text_content("#sheet tr.chosen th")


def test_large_graph_pages_its_table(opened: Opened) -> None:
    page = opened(make(2000).view)
    page.click("[data-tab=nodes]")
    assert page.locator("#sheet tbody tr").count() == 100
    assert "of 2000" in page.text_content("#sheet caption")


def test_small_screen(opened: Opened) -> None:
    page = opened(graph(), size=(390, 800), touch=True)
    choose(page, "Tokayev")
    assert page.locator("#details").bounding_box()["width"] == 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_pyvis_page_fetches_nothing_and_runs_nothing(opened: Opened) -> None:
    page = opened(graph(canary=CANARY + " href"), renderer="pyvis", title=f"T {CANARY}")
    page.wait_for_selector("#mynetwork canvas")
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("network.body.nodeIndices.length") == 10
    assert "href (3)" in page.text_content("#legend")
