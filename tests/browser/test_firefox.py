"""The same page in Firefox: it opens, asks for nothing, runs nothing, and answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.firefox import Firefox, started
from tests.browser.sample import CANARY, graph
from viz import render

FOUND = shutil.which("firefox-esr") or shutil.which("firefox")

pytest.importorskip("websockets", reason="websockets is not installed")
pytestmark = pytest.mark.skipif(FOUND is None, reason="no Firefox on this machine")


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    assert FOUND is not None
    with started(FOUND, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def file(tmp_path: Path) -> str:
    page = tmp_path / "page.html"
    page.write_text(render(graph(canary=CANARY), title=CANARY), encoding="utf-8", newline="\n")
    return page.as_uri()


def test_the_network_is_drawn_and_searched(firefox: Firefox, file: str) -> None:
    firefox.asked.clear()
    firefox.open(file)
    firefox.until("'told' in document.documentElement.dataset")
    firefox.press("/", *"Tokayev", "\ue007")
    firefox.until("document.querySelector('#details h2')")
    name = "document.querySelector('#details h2').textContent"
    assert firefox.run(name) == "Kassym-Jomart Tokayev"
    assert firefox.run("String(window.hacked)") == "undefined"
    assert [a for a in firefox.asked if not a.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize("kind", ["timeline", "map", "matrix", "entity"])
def test_other_views_open(firefox: Firefox, file: str, kind: str) -> None:
    firefox.logged.clear()
    firefox.open(f"{file}#kind={kind}&subject=person%2Fkassym-jomart-tokayev&lang=kk")
    firefox.until(f"document.documentElement.dataset.shown === '{kind}'")
    firefox.open("about:blank")
    assert [text for text in firefox.logged if "Error" in text or "Content-Security" in text] == []
