from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.browser.sample import CANARY, graph
from tests.viz.synthetic import make
from viz import bundle, render
from viz.layout import lay_out
from viz.model import Edge, Node, ViewGraph
from viz.page import embed, payload


class Blocks(HTMLParser):
    """Script and style blocks of a page, and every attribute that could fetch or run something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[tuple[str, dict[str, str | None], str]] = []
        self.dangerous: list[tuple[str, str]] = []
        self._open: tuple[str, dict[str, str | None]] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._open = (tag, dict(attrs))
        self.dangerous += [
            (tag, name) for name, _ in attrs if name in ("src", "href", "style") or name[:2] == "on"
        ]

    def handle_data(self, data: str) -> None:
        if self._open:
            self.blocks.append((*self._open, data))

    def handle_endtag(self, tag: str) -> None:
        self._open = None


def policy(html: str) -> str:
    match = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert match is not None
    return match[1]


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.fixture(scope="module", params=["canvas", "pyvis"])
def page(request: pytest.FixtureRequest) -> str:
    return render(graph(canary=CANARY), title=CANARY, renderer=request.param)


def test_the_policy_admits_exactly_the_pages_own_scripts(page: str) -> None:
    blocks = Blocks(page).blocks
    scripts = {
        digest(t)
        for tag, at, t in blocks
        if tag == "script" and at.get("type") in (None, "text/javascript")
    }
    assert set(re.findall(r"sha256-([^']+)'", policy(page).split("style-src")[0])) == scripts
    assert policy(page).startswith("default-src 'none'; script-src 'sha256-")


def test_nothing_in_the_markup_fetches_or_runs(page: str) -> None:
    found = [d for d in Blocks(page).dangerous if d[0] not in ("div", "input")]
    assert found == []
    assert "<img" not in re.sub(r"(?s)<script.*?</script>", "", page)


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert render(graph()) == render(graph())


def test_data_come_back_from_the_page() -> None:
    html = render(graph(canary=CANARY))
    found = re.search(r'<script type="text/plain" id="texts">([\w+/=]*)</script>', html)
    assert found is not None
    made = json.loads(zlib.decompress(base64.b64decode(found[1]), wbits=-15))
    assert CANARY in made["articles"][0][0]


@given(st.recursive(st.text() | st.integers() | st.none(), st.lists))
def test_embedded_json_is_inert_and_whole(value: object) -> None:
    text = embed(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


def ids_of(made: dict[str, Any]) -> list[str]:
    """The ids of a payload, front coding undone."""
    ids, before = [], ""
    coded = made["nodes"]["id"]
    for same, rest in zip(coded[::2], coded[1::2], strict=True):
        before = before[:same] + rest
        ids.append(made["base"] + before)
    return ids


def test_payload_keeps_ids_short() -> None:
    view = graph()
    made = payload(view, lay_out(len(view.nodes), view.edges.source, view.edges.target))
    assert made["base"] == "https://w3id.org/diplograph/id/"
    assert ids_of(made) == list(view.nodes.id)


@pytest.mark.parametrize("ids", [("a",), ("x/a", "y/b"), ("same", "same-er"), ("b/1", "b/2")])
def test_any_ids_come_back(ids: tuple[str, ...]) -> None:
    view = ViewGraph.of([Node(i, "State", "State") for i in ids], [])
    made = payload(view, lay_out(len(ids), (), ()))
    assert ids_of(made) == sorted(ids)


@pytest.mark.parametrize(("quotes", "budget"), [(True, 6e6), (False, 3e6)])
def test_twenty_thousand_nodes_stay_within_the_budget(quotes: bool, budget: float) -> None:
    small, large = (len(render(make(n, quotes=quotes).view).encode()) for n in (1000, 3000))
    each = (large - small) / 2000
    assert small + 19_000 * each < budget


def test_every_word_of_the_interface_is_there_in_four_languages() -> None:
    words = json.loads((bundle.SRC / "words.json").read_text(encoding="utf-8"))
    lacking = [key for key, text in words.items() if set(text) != {"en", "ru", "kk", "uz"}]
    assert lacking == []
    holes = {
        key: {lang: sorted(re.findall(r"\{\w+\}", said)) for lang, said in text.items()}
        for key, text in words.items()
    }
    assert [
        key for key, by_lang in holes.items() if len({tuple(v) for v in by_lang.values()}) > 1
    ] == []


def test_every_word_that_the_code_says_is_known_and_the_other_way_round() -> None:
    words = json.loads((bundle.SRC / "words.json").read_text(encoding="utf-8"))
    code = "".join(p.read_text(encoding="utf-8") for p in sorted(bundle.SRC.glob("*.js")))
    page = (bundle.SRC / "page.html").read_text(encoding="utf-8")
    said = set(re.findall(r'\bsay\("(\w+)"', code))
    said |= set(re.findall(r'data-say(?:-\w+)?="(\w+)"', page))
    assert said <= words.keys(), sorted(said - words.keys())
    named = {key for key in words if f'"{key.removesuffix("Help")}"' in code + page}
    assert {key for key in words if not key.startswith("term.")} <= named


def test_bundle_refuses_circular_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.js").write_text('import { b } from "./two.js";\nexport const a = 1;\n')
    (tmp_path / "two.js").write_text('import { a } from "./one.js";\nexport const b = 2;\n')
    monkeypatch.setattr(bundle, "SRC", tmp_path)
    with pytest.raises(ValueError, match="one → two → one"):
        bundle.script.__wrapped__("one")


def test_too_large_for_pyvis_is_said() -> None:
    nodes = [Node(f"n{i:05}", "State", "State") for i in range(2001)]
    with pytest.raises(ValueError, match="at most 2000 nodes"):
        render(ViewGraph.of(nodes, [Edge("n00000", "n00001", "x")]), renderer="pyvis")


def test_every_family_has_a_shape_and_a_colour_of_its_own() -> None:
    code = (bundle.SRC / "style.js").read_text(encoding="utf-8").split("const SPARE")[0]
    rows = re.findall(r'(\w+): \["(\w+)", "(#\w{6})", "(#\w{6})"\]', code)
    assert len(rows) == 13
    for column in zip(*rows, strict=True):
        assert len(set(column)) == len(rows)
