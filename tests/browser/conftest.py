"""A real browser without a network.

Every page opened is watched: a request, an error or a violation of its policy fails the test.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from viz import render
from viz.model import ViewGraph

Page = Any
Opened = Callable[..., Page]

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (e) => window.violations.push(
    e.violatedDirective + " " + e.blockedURI + " " + e.sourceFile + ":" + e.lineNumber));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_FLAGS))
        yield browser
        browser.close()


class Watched:
    """What went wrong in a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("file:", "blob:", "data:")):
            self.wrong.append(f"request: {request.url}")

    def check(self) -> None:
        violations = self.page.evaluate("window.violations")
        assert [*self.wrong, *violations] == []


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Opened]:
    """``opened(view, hash="", lang="en", dark=False, size=(1280, 800), …)``: the page, drawn."""
    watched: list[Watched] = []
    contexts: list[Any] = []

    def open_(
        view: ViewGraph | str,
        *,
        hash: str = "",
        dark: bool = False,
        size: tuple[int, int] = (1280, 800),
        touch: bool = False,
        waits: bool = True,
        **options: Any,
    ) -> Page:
        html = view if isinstance(view, str) else render(view, **options)
        file = tmp_path / f"page{len(watched)}.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            offline=True,
            has_touch=touch,
            accept_downloads=True,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(_WATCH)
        watched.append(Watched(page))
        page.goto(file.as_uri() + hash)
        if waits and options.get("renderer") != "pyvis":
            page.wait_for_selector("html[data-shown]")
        if waits and page.is_visible("#canvas"):
            page.wait_for_selector("html[data-drawn]")
        if waits and options.get("renderer") != "pyvis":
            page.wait_for_selector("html[data-told]", state="attached")
        return page

    yield open_
    for one in watched:
        one.check()
    for context in contexts:
        context.close()
