"""The drawing as one HTML file that is safe to open: nothing is fetched, no text becomes code.

The Content-Security-Policy admits only the page's own script and style, by hash; data lie in blocks
that are never run (see :func:`embed`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from viz.bundle import SRC, script
from viz.layout import Layout, lay_out
from viz.model import ENTITIES, Fact, ViewGraph
from viz.overview import overview

#: Edges that say where somebody or something belongs, and how much more than others they count.
_BELONGS, _BELONGING = frozenset({"office", "locatedIn"}), 6.0
_HOLE = re.compile(r"\{\{(\w+)\}\}")


def page(view: ViewGraph, *, lang: str, title: str, kind: str) -> str:
    """The HTML page of ``view``; see :func:`viz.render`."""
    layout = layout_of(view)
    style = _read("style.css")
    parts = {
        "lang": escape(lang),
        "title": escape(title or "diplograph"),
        "style": style,
        "script": script(),
        "policy": _policy(script(), style),
        "settings": embed({"lang": lang, "title": title, "kind": kind}),
        "world": (SRC.parent / "vendor" / "world.json").read_text(encoding="utf-8"),
        "words": embed(json.loads(_read("words.json"))),
        "graph": packed(payload(view, layout)),
        "texts": packed(texts(view)),
    }
    return _HOLE.sub(lambda match: parts[match[1]], _read("page.html"))


def layout_of(view: ViewGraph) -> Layout:
    """Where the nodes of a graph stand: who belongs together near one another."""
    edges = view.edges
    weight = [_BELONGING if role in _BELONGS else 1.0 for role in edges.role]
    return lay_out(len(view.nodes), edges.source, edges.target, weight)


def embed(value: object) -> str:
    """JSON that stays inert inside ``<script type="application/json">``."""
    text = _json(value)
    for char in "&<>\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def packed(value: object) -> str:
    """JSON, compressed (RFC 1951) and in base64: a third of its length."""
    deflate = zlib.compressobj(level=9, wbits=-15)
    return base64.b64encode(deflate.compress(_json(value).encode()) + deflate.flush()).decode()


def _json(value: object) -> str:
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    )


def _policy(code: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{_digest(code)}'; style-src '{_digest(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _read(name: str) -> str:
    return (SRC / name).read_text(encoding="utf-8")


def payload(view: ViewGraph, layout: Layout) -> dict[str, Any]:
    """The graph as ``src/data.js`` takes it: numbers for names, and only what is not as usual.

    What articles say is apart, in :func:`texts`, so that the first frame need not wait for it.
    """
    nodes, edges = view.nodes, view.edges
    base = _common_base(nodes.id)
    families, types = _Numbered(nodes.family), _Numbered(nodes.type)
    statuses, roles = _Numbered(filter(None, nodes.status)), _Numbered(edges.role)
    facts = _Facts(view, base)
    family_of = dict(zip(nodes.type, nodes.family, strict=True))
    number = {ident: i for i, ident in enumerate(nodes.id)}
    out_degree = Counter(edges.source)
    return {
        "base": base,
        "families": families.names,
        "types": [
            {"name": t, "family": families[family_of[t]], "event": family_of[t] not in ENTITIES}
            for t in types.names
        ],
        "statuses": statuses.names,
        "roles": roles.names,
        "facts": facts.names,
        "values": facts.values,
        "terms": _terms(view, facts),
        "notes": [dict(note) for note in view.notes],
        "cited": [len(view.sentences), len(view.articles)],
        "nodes": {
            "id": _front_coded([i.removeprefix(base) for i in nodes.id]),
            "type": [types[t] for t in nodes.type],
            "label": _sparse(dict(label) for label in nodes.label),
            "names": _sparse(nodes.names),
            "status": [statuses[s] if s else -1 for s in nodes.status],
            "start": [_date(start) for start in nodes.start],
            "end": {
                i: _date(end)
                for i, (start, end) in enumerate(zip(nodes.start, nodes.end, strict=True))
                if end != start
            },
            "place": _sparse(
                () if None in at else at for at in zip(nodes.lat, nodes.lon, strict=True)
            ),
            **{
                name: _sparse([number[i] for i in row if i in number] for row in column)
                for name, column in (
                    ("states", nodes.states),
                    ("guests", nodes.guests),
                    ("hosts", nodes.hosts),
                )
            },
            "size": [size or 0 for size in nodes.size],
            "facts": _sparse(facts.rows()),
            "x": layout.x,
            "y": layout.y,
            "community": layout.community,
        },
        "overview": _overview(view),
        "edges": {
            "out": [out_degree[i] for i in range(len(nodes))],
            "target": edges.target,
            "role": [roles[r] for r in edges.role],
            "event": _sparse(() if event is None else event + 1 for event in edges.event),
            "sentences": _unrepeated(edges.sentences),
        },
    }


def texts(view: ViewGraph) -> dict[str, Any]:
    """Articles and sentences, as ``src/data.js`` takes them; the same text is there once."""
    passages = {
        p: i for i, p in enumerate(dict.fromkeys((s.text, s.article) for s in view.sentences))
    }
    return {
        "articles": [_row(a.title, a.date, a.url, a.publisher) for a in view.articles],
        "passages": list(passages),
        "sentences": [
            _row(passages[s.text, s.article], s.mark_start, s.mark_end) for s in view.sentences
        ],
    }


def _overview(view: ViewGraph) -> dict[str, Any] | None:
    found = overview(view)
    if found is None:
        return None
    at = found.layout
    return {"nodes": found.nodes, "x": at.x, "y": at.y, "community": at.community}


class _Numbered:
    """Distinct names, sorted, and the number of each."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(set(names))
        self._number = {name: i for i, name in enumerate(self.names)}

    def __getitem__(self, name: str) -> int:
        return self._number[name]


class _Facts:
    """Facts as rows: their names and values by number, as many say the same."""

    def __init__(self, view: ViewGraph, base: str) -> None:
        self._nodes, self._base = view.nodes, base
        self._names = _Numbered(fact.name for row in view.nodes.facts for fact in row)
        self.names = self._names.names
        self.values: list[object] = []
        self._number: dict[str, int] = {}

    def rows(self) -> Iterator[list[list[object]]]:
        """The rows of each node; their dates are left out where they are the node's own."""
        nodes = self._nodes
        for facts, start, end in zip(nodes.facts, nodes.start, nodes.end, strict=True):
            yield [self._row(fact, (start, end)) for fact in facts]

    def _row(self, fact: Fact, own: tuple[str | None, str | None]) -> list[object]:
        start, end = (None, None) if (fact.start, fact.end) == own else (fact.start, fact.end)
        node = fact.node.removeprefix(self._base) if fact.node else None
        article = None if fact.article is None else fact.article + 1
        dates = _date(start), _date(end)
        return _row(
            self._names[fact.name], self._value(fact), *dates, article, node, fact.sentences
        )

    def _value(self, fact: Fact) -> int:
        value = dict(fact.value) if isinstance(fact.value, Mapping) else fact.value
        key = json.dumps(value, sort_keys=True)
        if key not in self._number:
            self._number[key] = len(self.values)
            self.values.append(value)
        return self._number[key]


def _terms(view: ViewGraph, facts: _Facts) -> dict[str, dict[str, str]]:
    """Labels of the terms that are used."""
    nodes = view.nodes
    used = {*nodes.type, *nodes.family, *nodes.status, *view.edges.role}
    used |= {fact.name for row in nodes.facts for fact in row}
    for row in nodes.facts:
        for fact in row:
            if not isinstance(fact.value, Mapping):
                used |= {fact.value} if isinstance(fact.value, str) else set(fact.value)
    return {name: dict(label) for name, label in view.terms.items() if name in used}


def _row(*cells: object) -> list[object]:
    """Cells without those at the end that say nothing."""
    kept = list(cells)
    while kept and kept[-1] in (None, 0, ()):
        kept.pop()
    return [0 if cell is None else cell for cell in kept]


def _sparse(cells: Iterable[Any]) -> dict[int, Any]:
    """Row number → cell, of cells that are not empty."""
    return {i: cell for i, cell in enumerate(cells) if cell or cell == 0}


def _date(date: str | None) -> int | str:
    """A date as the number of its digits: 2025, 202511, 20251114; 0 for none, ``..`` as it is."""
    digits = (date or "0").replace("-", "")
    return int(digits) if digits.isdigit() else digits


def _front_coded(ids: list[str]) -> list[object]:
    """Sorted ids: how many characters are those of the one before, then the others, in turns."""
    rows: list[object] = []
    before = ""
    for ident in ids:
        pairs = zip(before, ident, strict=False)
        same = next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(before), len(ident)))
        rows += [same, ident[same:]]
        before = ident
    return rows


def _unrepeated(rows: Iterable[tuple[int, ...]]) -> list[object]:
    """Rows of numbers: 0 for an empty one, 1 for the same as before it."""
    found: list[object] = []
    before: tuple[int, ...] = ()
    for row in rows:
        found.append(0 if not row else 1 if row == before else row)
        before = row
    return found


def _common_base(ids: tuple[str, ...]) -> str:
    """What all ids (sorted) begin with, up to a slash or hash: kept once."""
    if len(ids) < 2:
        return ""
    first, last = ids[0], ids[-1]
    same = next((k for k, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    return first[: max(first.rfind("/", 0, same), first.rfind("#", 0, same)) + 1]
