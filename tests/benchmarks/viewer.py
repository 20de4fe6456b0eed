"""How fast the drawing is in a real Chromium, beside pyvis, as a table in Markdown.

    python -m tests.benchmarks.viewer [--build DIR] [--sizes 200 1000 5000 20000 50000] [--runs 3]

Graphs are made up (tests/viz/synthetic.py), or come out of a build, where larger sizes repeat its
events with other people. First frame: from opening the file to the first full painting, with every
node in it and not the overview alone. Frames per second: counted by requestAnimationFrame while the
mouse drags, and while the wheel turns. The best of all runs counts: other work on the machine makes
a run worse, never better. Layout: seconds of one core. Together: of a node's ten nearest, the share
of its own community.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tests.viz.synthetic import make
from viz import render
from viz.layout import Layout
from viz.model import Edge, ViewGraph
from viz.page import layout_of

SIZES = (200, 1000, 5000, 20_000, 50_000)
#: Larger graphs than this are made of one of this size.
_WHOLE = 19_999
#: pyvis is tried up to here; beyond, one waits for minutes.
PYVIS_UP_TO = 5000
#: Nodes whose neighbours are looked at for the share of their own community.
_SAMPLE = 2000
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_COUNT = """() => {
  window.frames_ = 0;
  window.since_ = performance.now();
  const count = () => { window.frames_++; window.ticking_ = requestAnimationFrame(count); };
  count();
}"""
_RATE = """() => {
  cancelAnimationFrame(window.ticking_);
  return window.frames_ / ((performance.now() - window.since_) / 1000);
}"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table; None where it was not measured."""

    renderer: str
    nodes: int
    edges: int
    layout: float | None
    first_frame: float | None
    drag: float | None
    wheel: float | None
    megabytes: float
    bare_megabytes: float | None = None
    together: float | None = None

    def row(self) -> str:
        cells = (
            self.renderer,
            f"{self.nodes:,}",
            f"{self.edges:,}",
            _shown(self.layout, "{:.1f} s"),
            _shown(self.first_frame, "{:.2f} s"),
            _shown(self.drag, "{:.0f}"),
            _shown(self.wheel, "{:.0f}"),
            f"{self.megabytes:.1f} MB",
            _shown(self.bare_megabytes, "{:.1f} MB"),
            _shown(self.together, "{:.2f}"),
        )
        return f"| {' | '.join(cells)} |"


HEAD = (
    "| renderer | nodes | links | layout | first frame | fps, drag | fps, wheel | file | bare "
    "| together |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def _shown(value: float | None, pattern: str) -> str:
    return "–" if value is None else pattern.format(value)


@cache
def graph_of(build: Path | None, n: int, *, quotes: bool = True) -> ViewGraph:
    """A graph of about ``n`` nodes."""
    if build is None:
        return make(n, quotes=quotes).view
    from kg.graph import open_graph
    from kg.view import view_graph

    if n > _WHOLE:
        whole = graph_of(build, _WHOLE, quotes=quotes)
        return whole if len(whole.nodes) >= n * 0.95 else scaled(whole, n)
    view = view_graph(open_graph(build).store, max_nodes=n, quotes=quotes)
    return view if len(view.nodes) >= n * 0.95 or n == _WHOLE else scaled(view, n)


def scaled(view: ViewGraph, n: int) -> ViewGraph:
    """The graph again and again, states shared, all else under new ids, until ``n`` nodes."""
    nodes, edges = view.node_rows(), view.edges
    made = {node.id: node for node in nodes}
    links = list(_edges(view, ""))
    copy = 0
    while len(made) < n:
        copy += 1
        for node in nodes[: n - len(made)]:
            new = _copied(node.id, copy)
            made.setdefault(new, replace(node, id=new))
        links += [e for e in _edges(view, copy) if e.source in made and e.target in made]
    assert len(edges) <= len(links)
    return ViewGraph.of(
        made.values(), links, sentences=view.sentences, articles=view.articles, terms=view.terms
    )


def _copied(ident: str, copy: int | str) -> str:
    return ident if "/state/" in ident or copy == "" else f"{ident}-{copy}"


def _edges(view: ViewGraph, copy: int | str) -> Iterator[Edge]:
    ids, edges = view.nodes.id, view.edges
    rows = zip(edges.source, edges.target, edges.role, edges.sentences, strict=True)
    for source, target, role, cited in rows:
        yield Edge(_copied(ids[source], copy), _copied(ids[target], copy), role, sentences=cited)


def measure_canvas(
    browser: Any, view: ViewGraph, bare: ViewGraph, folder: Path, runs: int
) -> Measured:
    timed = [_timed_layout(view) for _ in range(runs)]
    html = render(view)
    tried = [_canvas_run(browser, html, folder) for _ in range(runs)]
    return Measured(
        "canvas",
        len(view.nodes),
        len(view.edges),
        min(seconds for seconds, _ in timed),
        min(first for first, _, _ in tried),
        max(drag for _, drag, _ in tried),
        max(wheel for _, _, wheel in tried),
        len(html.encode()) / 1e6,
        len(render(bare).encode()) / 1e6,
        together(timed[0][1]),
    )


def _timed_layout(view: ViewGraph) -> tuple[float, Layout]:
    begun = time.process_time()
    layout = layout_of(view)
    return time.process_time() - begun, layout


def _canvas_run(browser: Any, html: str, folder: Path) -> tuple[float, float, float]:
    """Seconds to the first frame, frames a second while dragging and while zooming."""
    page = _opened(browser, html, folder, "#every=1")
    page.wait_for_selector("html[data-drawn]", timeout=60_000)
    first = page.evaluate("performance.getEntriesByName('drawn')[0].startTime") / 1000
    rates = _rates(page, "#canvas")
    page.context.close()
    return first, *rates


def together(layout: Layout) -> float:
    """Mean share of a node's ten nearest that are of its own community, for a sample of nodes."""
    at = np.array([layout.x, layout.y], float)
    of = np.array(layout.community)
    shares = []
    for i in range(0, len(of), max(1, len(of) // _SAMPLE)):
        away = ((at - at[:, i : i + 1]) ** 2).sum(axis=0)
        nearest = np.argsort(away, kind="stable")[1:11]
        shares.append((of[nearest] == of[i]).mean())
    return float(np.mean(shares))


def measure_pyvis(browser: Any, view: ViewGraph, folder: Path) -> Measured:
    import viz.pyvis

    viz.pyvis.MOST_PYVIS_NODES = 10**6
    html = render(view, renderer="pyvis")
    page = _opened(browser, html, folder)
    page.wait_for_function("window.network && network.body.nodeIndices.length > 0", timeout=90_000)
    page.evaluate(
        "new Promise((done) => { network.once('afterDrawing', done); network.redraw(); })"
    )
    first = page.evaluate("performance.now()") / 1000
    drag, wheel = _rates(page, "#mynetwork canvas")
    page.context.close()
    size = len(html.encode()) / 1e6
    return Measured("pyvis", len(view.nodes), len(view.edges), None, first, drag, wheel, size)


def _opened(browser: Any, html: str, folder: Path, hash_: str = "") -> Any:
    file = folder / "graph.html"
    file.write_text(html, encoding="utf-8", newline="\n")
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, bypass_csp=True, offline=True
    )
    page = context.new_page()
    page.goto(file.as_uri() + hash_)
    return page


def _rates(page: Any, canvas: str) -> tuple[float, float]:
    """Frames per second while dragging, and while turning the wheel."""
    page.wait_for_timeout(1000)
    box = page.locator(canvas).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 30
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_COUNT)
    for step in range(90):
        page.mouse.move(x + 200 * ((step % 30) / 30 - 0.5), y - step)
        page.wait_for_timeout(8)
    drag = page.evaluate(_RATE)
    page.mouse.up()
    page.wait_for_timeout(500)
    page.evaluate(_COUNT)
    for step in range(60):
        page.mouse.wheel(0, 60 if step % 20 < 10 else -60)
        page.wait_for_timeout(8)
    return drag, page.evaluate(_RATE)


def main() -> None:
    """Measures, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    print(HEAD)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(_FLAGS)
        )
        for n in options.sizes:
            view, bare = (graph_of(options.build, n, quotes=quotes) for quotes in (True, False))
            measured = measure_canvas(browser, view, bare, Path(folder), options.runs)
            print(measured.row(), flush=True)
            if n <= PYVIS_UP_TO:
                print(measure_pyvis(browser, view, Path(folder)).row(), flush=True)
        print(f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {browser.version}")
        browser.close()


if __name__ == "__main__":
    main()
