"""The drawing as one HTML file that is safe to open: nothing is fetched, no text becomes code.

The Content-Security-Policy admits only the page's own script and style, by hash; data lie in blocks
that are never run (see :func:`embed`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from typing import Any

from viz.bundle import SRC, script
from viz.layout import Layout, lay_out
from viz.model import ENTITIES, Fact, ViewGraph

_HOLE = re.compile(r"\{\{(\w+)\}\}")


def page(view: ViewGraph, *, lang: str, title: str, kind: str) -> str:
    """The HTML page of ``view``; see :func:`viz.render`."""
    layout = lay_out(len(view.nodes), view.edges.source, view.edges.target)
    style = _read("style.css")
    parts = {
        "lang": escape(lang),
        "title": escape(title or "diplograph"),
        "style": style,
        "script": script(),
        "policy": _policy(script(), style),
        "settings": embed({"lang": lang, "title": title, "kind": kind}),
        "words": embed(json.loads(_read("words.json"))),
        "graph": embed(payload(view, layout)),
    }
    return _HOLE.sub(lambda match: parts[match[1]], _read("page.html"))


def embed(value: object) -> str:
    """JSON that stays inert inside ``<script type="application/json">``."""
    text = json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    )
    for char in "&<>\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


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
    """The graph as the viewer's ``readGraph`` takes it: numbers for names, blanks left out."""
    nodes, edges = view.nodes, view.edges
    base = _common_base(nodes.id)
    families = sorted(set(nodes.family), key=lambda f: (f not in ENTITIES, f))
    family = {name: i for i, name in enumerate(families)}
    types = dict(sorted(zip(nodes.type, nodes.family, strict=True)))
    type_of = {name: i for i, name in enumerate(types)}
    statuses = sorted({s for s in nodes.status if s})
    status = {name: i for i, name in enumerate(statuses)}
    roles = sorted(set(edges.role))
    role = {name: i for i, name in enumerate(roles)}
    return {
        "base": base,
        "families": families,
        "types": [
            {"name": t, "family": family[f], "event": f not in ENTITIES} for t, f in types.items()
        ],
        "statuses": statuses,
        "roles": roles,
        "terms": dict(view.terms),
        "notes": [dict(note) for note in view.notes],
        "articles": [a.model_dump(exclude_none=True) for a in view.articles],
        "sentences": [s.model_dump() for s in view.sentences],
        "nodes": {
            "id": [i.removeprefix(base) for i in nodes.id],
            "type": [type_of[t] for t in nodes.type],
            "label": [dict(label) or 0 for label in nodes.label],
            "names": [list(names) for names in nodes.names],
            "status": [status[s] if s else -1 for s in nodes.status],
            "start": list(nodes.start),
            "end": list(nodes.end),
            "lat": list(nodes.lat),
            "lon": list(nodes.lon),
            "size": list(nodes.size),
            "facts": [[_fact(f, base) for f in facts] for facts in nodes.facts],
            "x": layout.x,
            "y": layout.y,
            "community": layout.community,
        },
        "edges": {
            "source": edges.source,
            "target": edges.target,
            "role": [role[r] for r in edges.role],
            "event": [-1 if e is None else e for e in edges.event],
            "sentences": edges.sentences,
        },
    }


def _common_base(ids: tuple[str, ...]) -> str:
    """What all ids (sorted) begin with, up to a slash or hash: kept once."""
    if len(ids) < 2:
        return ""
    first, last = ids[0], ids[-1]
    same = next((k for k, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    return first[: max(first.rfind("/", 0, same), first.rfind("#", 0, same)) + 1]


def _fact(fact: Fact, base: str) -> dict[str, Any]:
    given = fact.model_dump(exclude_none=True, exclude_defaults=True)
    if fact.node:
        given["node"] = fact.node.removeprefix(base)
    return given
