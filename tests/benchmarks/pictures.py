"""The pictures in docs/pictures, from a build of a news corpus and from the sample articles.

python -m tests.benchmarks.pictures --corpus out [--sample sample] [--to docs/pictures]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

from kg.graph import open_graph

CENTRAL_ASIA = ("KZ", "UZ", "KG", "TJ", "TM")
_SIZE = {"width": 1360, "height": 800}
#: Points of the picture to a pixel of the page.
_SHARPNESS = 1.5


def taken(browser: Any, html: str, hash_: str, to: Path) -> None:
    """A picture of the page as it opens with ``hash_``, in light colours."""
    context = browser.new_context(
        viewport=_SIZE, device_scale_factor=_SHARPNESS, color_scheme="light", offline=True
    )
    page = context.new_page()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        page.goto(file.as_uri() + hash_)
        page.wait_for_selector("html[data-told]", state="attached", timeout=60_000)
        page.wait_for_timeout(800)
        page.screenshot(path=to)
    context.close()


def main() -> None:
    """Draws, and takes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--sample", type=Path)
    parser.add_argument("--to", type=Path, default=Path("docs/pictures"))
    options = parser.parse_args()
    wanted: list[tuple[str, str, str]] = []
    if options.corpus:
        graph = open_graph(options.corpus)
        title = "Central Asia in 2023"
        html = graph.view(about=CENTRAL_ASIA, since="2023", until="2023", title=title).html
        wanted += [("central-asia-2023", html, ""), ("map", html, "#kind=map")]
        wanted.append(("timeline", html, "#kind=timeline&lanes=person"))
        wanted.append(("overview", graph.view(since="2023", until="2023", title="2023").html, ""))
    if options.sample:
        html = open_graph(options.sample).view().html
        wanted.append(("graph", html, "#select=person%2Fkassym-jomart-tokayev"))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, html, hash_ in wanted:
            taken(browser, html, hash_, options.to / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
