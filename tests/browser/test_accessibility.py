"""No violation in axe-core's eyes."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from tests.browser.sample import graph

pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
PARTS = {
    "network": "#select=person%2Fkassym-jomart-tokayev&table=nodes",
    "edge": "#edge=event%2F0001%20guest%20person%2Fkassym-jomart-tokayev&table=edges",
    "timeline": "#kind=timeline&table=statistics",
    "map": "#kind=map",
    "matrix": "#kind=matrix",
    "profile": "#kind=entity&subject=person%2Fkassym-jomart-tokayev",
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("part", PARTS)
def test_axe_finds_nothing(opened: Callable[..., Any], part: str, dark: bool) -> None:
    page = opened(graph(), hash=PARTS[part], dark=dark)
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    assert [(v["id"], [node["html"][:80] for node in v["nodes"]]) for v in found] == []
