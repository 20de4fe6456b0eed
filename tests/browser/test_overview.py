"""What a large graph opens with: participants and how often they met, by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.browser.test_network_page import choose, chosen
from tests.browser.test_other_views import hover_until
from tests.viz.synthetic import make
from viz import render

Page = Any
Opened = Callable[..., Page]


@cache
def html() -> str:
    return render(make(900).view)


@pytest.fixture
def page(opened: Opened) -> Page:
    return opened(html())


def test_it_says_what_is_left_out(page: Page) -> None:
    assert page.is_checked("#overview")
    note = page.text_content("#overviewNote")
    assert "most active of" in note
    assert page.locator("#legend h2").first.text_content() == "Communities"


def test_a_tie_shows_the_events_of_both(page: Page) -> None:
    at = hover_until(page, "#canvas", " – ")
    events = page.text_content("#hint span")
    page.mouse.click(*at)
    assert chosen(page) == "2 nodes chosen"
    heading = page.text_content("#details h3")
    assert heading.removeprefix("Events of both ") == events.removeprefix("Events ")
    page.click("#details .event .node >> nth=0")
    assert page.is_visible("#details dl")


def test_all_events_on_demand_and_back(page: Page) -> None:
    page.uncheck("#overview")
    assert page.is_hidden("#overviewNote")
    assert "every=1" in page.url
    page.click("#undo")
    assert page.is_checked("#overview")


def test_somebody_outside_it_is_shown_with_the_neighbours(page: Page) -> None:
    page.uncheck("#overview")
    page.click("[data-tab=nodes]")
    page.click("#sheet thead th:nth-child(5) button")
    name = page.text_content("#sheet tbody tr:has(td:text-is('Person')) th >> nth=0")
    page.check("#overview")
    choose(page, name)
    assert chosen(page) == name
    assert page.is_hidden("#overviewNote")
    page.click("#showEverything")
    assert page.is_visible("#overviewNote")


def test_a_community_chooses_its_members(page: Page) -> None:
    row = page.locator("#legend section").first.locator("button").first
    number = row.locator(".count").text_content()
    row.click()
    assert chosen(page) == f"{number} nodes chosen"


def test_time_and_legend_change_the_ties(page: Page) -> None:
    before = page.text_content("#overviewNote")
    page.click("[data-key='family:Contact']")
    assert page.text_content("#overviewNote") != before
    page.click("#undo")
    page.fill("#months [data-key=since]", "2023")
    page.press("#months [data-key=since]", "Enter")
    assert page.text_content("#overviewNote") != before


def test_the_timeline_still_shows_events(page: Page) -> None:
    page.click("[data-kind=timeline]")
    assert page.is_hidden("#overviewNote")
    hover_until(page, "#timeline", "·")
