"""The vendored editor is what its manifest says, and works in a browser within the site."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kg.server.conftest import Client

HOME = Path(__file__).parents[3] / "kg" / "server"
VENDOR = HOME / "static" / "vendor"


def test_the_manifest_names_each_file_by_its_digest() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text())
    names = {file.name for file in VENDOR.iterdir()} - {"manifest.json"}
    found = {n: hashlib.sha256((VENDOR / n).read_bytes()).hexdigest() for n in names}
    assert manifest["files"] == found
    package = json.loads((HOME / "editor" / "package.json").read_text())
    assert package["dependencies"] == {manifest["package"]: manifest["version"]}
    assert all(part["licence"] for part in manifest["bundled"])


def test_the_lock_names_no_registry() -> None:
    lock = (HOME / "editor" / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "omit-lockfile-registry-resolved=true" in (HOME / "editor" / ".npmrc").read_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: Any, client: Client) -> Iterator[Any]:
    """A tab in which a request elsewhere, an error or a breach of the policy fails the test."""
    wrong: list[str] = []
    home = f"http://127.0.0.1:{client.port}"
    context = browser.new_context(base_url=home, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("request", lambda r: wrong.append(r.url) if elsewhere(r.url, home) else None)
    yield page
    context.close()
    assert wrong == []


def elsewhere(url: str, home: str) -> bool:
    return not url.startswith((home, "data:", "blob:"))


@pytest.mark.browser
def test_a_saved_question_is_asked_in_the_editor(tab: Any) -> None:
    tab.goto("/sparql")
    tab.select_option("#saved", "visits")
    tab.fill("#p-guest", "KZ")
    tab.click("#parameters button")
    tab.wait_for_selector(".yasr table tbody tr")
    assert "StateVisit" in tab.inner_text(".yasr table")
    assert "state/KZ" in tab.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert not tab.is_visible("#plain")


@pytest.mark.browser
def test_results_are_named_and_drawn_as_chart_network_and_map(tab: Any) -> None:
    tab.goto("/sparql")
    tab.wait_for_selector(".CodeMirror")
    tab.evaluate("q => document.querySelector('.CodeMirror').CodeMirror.setValue(q)",
                 "SELECT ?t (COUNT(*) AS ?n) { ?e dip:involvesState ?t } GROUP BY ?t")  # fmt: skip
    tab.click(".yasqe_queryButton")
    tab.locator(".yasr table a[href^='/id/state/UZ']", has_text="Uzbekistan").wait_for()
    tab.click(".yasr button.select_chart")
    tab.locator("svg.drawn", has_text="Uzbekistan").wait_for()
    assert tab.locator("svg.drawn rect.bar").count() > 1
    for name, kind in (("network", "graph"), ("map", "map")):
        tab.click(f".yasr button.select_{name}")
        frame = tab.frame_locator(f".yasr iframe[src*='/{kind}?nodes=']")
        frame.locator(f"#kinds button[data-kind={name}][aria-pressed=true]").wait_for()
    tab.click(".yasr button.select_table")


@pytest.mark.browser
@pytest.mark.parametrize(
    "path", ["/", "/id/state/UZ", "/ask/visits", "/search?q=визит", "/graph", "/sparql?lang=ru"]
)
def test_a_page_fits_a_phone(tab: Any, path: str) -> None:
    tab.goto(path)
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_the_plain_form_works_without_javascript(browser: Any, client: Client) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{client.port}/sparql?lang=en")
    page.fill("#query", "ASK { ?v a dip:StateVisit }")
    page.select_option("#format", "json")
    page.click("#plain button")
    assert re.search(r'"boolean"\s*:\s*true', page.content())
    context.close()
