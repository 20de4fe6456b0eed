"""Export to pyvis (vis-network) for graphs of up to 2,000 nodes: safe, and without a network.

pyvis itself asks a CDN for parts of its page, writes titles into the page as markup, and adds nodes
and edges in quadratic time; this module goes around all three.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from viz import MOST_PYVIS_NODES
from viz.model import ENTITIES, ViewGraph
from viz.names import Namer
from viz.page import layout_of

if TYPE_CHECKING:
    from pyvis.network import Network

#: Up to here events are labelled too; beyond, their tooltips say what they are.
_FEW = 120
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "color": {"color": "#9aa3ae", "opacity": 0.5}, "font": {"size": 9}},
    "nodes": {"font": {"size": 15, "face": "sans-serif"}, "borderWidth": 1},
    "interaction": {"hover": True, "tooltipDelay": 120, "hideEdgesOnDrag": True},
}
#: vis-network shape and colour of each family; colours as in ``src/style.js``.
STYLE = {
    "Person": ("dot", "#0072b2"),
    "State": ("hexagon", "#24365c"),
    "Organization": ("square", "#2a9d8f"),
    "Place": ("triangle", "#8a7a2f"),
    "Agreement": ("square", "#7b5ea7"),
    "Contact": ("diamond", "#e08e00"),
    "Invitation": ("triangleDown", "#c2649a"),
    "AgreementEvent": ("diamond", "#00875f"),
    "InstitutionEvent": ("diamond", "#3f94c9"),
    "PersonnelEvent": ("diamond", "#9a6319"),
    "RelationsEvent": ("triangleDown", "#882255"),
    "Coercion": ("star", "#cc4b00"),
    "Cooperation": ("star", "#8b9400"),
}
_SPARE = ("dot", "#556270")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_REMOTE = re.compile(r"<link\b[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>", re.I)
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.S | re.I)
_ADDRESS = re.compile(r"<[a-z]+\b[^>]*\s(?:src|href)\s*=\s*[\"']?\s*(?:https?:)?//", re.I)
_STYLE = """
html, body { height: 100%; margin: 0; background: #fbfaf8; color: #1c2430; }
body { font: 14px/1.4 sans-serif; }
.card { height: 100%; }
#mynetwork { border: 0 !important; background: #fbfaf8 !important; }
#legend { position: fixed; z-index: 2; left: 10px; top: 10px; }
#legend { background: #fffc; padding: 8px 12px; }
#legend h1 { font-size: 15px; margin: 0 0 4px; }
#legend li { list-style: none; }
#legend ul { margin: 0; padding: 0; }
div.vis-tooltip { white-space: pre-line; max-width: 420px; }
"""


def pyvis_page(view: ViewGraph, *, lang: str, title: str) -> str:
    """One HTML page by pyvis, laid out, with legend and sentences in tooltips.

    Raises ValueError for a graph of more than :data:`MOST_PYVIS_NODES` nodes.
    """
    if len(view.nodes) > MOST_PYVIS_NODES:
        raise ValueError(
            f"pyvis draws at most {MOST_PYVIS_NODES} nodes, this graph has {len(view.nodes)}: "
            "narrow it, or use the canvas renderer"
        )
    from pyvis.network import Network

    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_OPTIONS))
    namer = Namer(view, lang)
    _add_nodes(network, view, namer)
    _add_edges(network, view, namer)
    made = network.generate_html(notebook=False)
    return _made_safe(made, _legend(view, namer, title), lang, title)


def _add_nodes(network: Network, view: ViewGraph, namer: Namer) -> None:
    from pyvis.node import Node

    nodes = view.nodes
    layout = layout_of(view)
    few = len(nodes) <= _FEW
    degrees = Counter(view.edges.source) + Counter(view.edges.target)
    for i, ident in enumerate(nodes.id):
        shape, color = STYLE.get(nodes.family[i], _SPARE)
        tip = [namer.node(i), namer.term(nodes.type[i])]
        tip += [namer.term(status) for status in (nodes.status[i],) if status]
        tip += [date for date in (nodes.start[i],) if date]
        size = 6 + min(24.0, 2 * degrees[i] ** 0.5)
        made = Node(
            ident,
            shape,
            label=_short(namer.node(i)) if few or nodes.family[i] in ENTITIES else "",
            title=_text("\n".join(tip)),
            x=layout.x[i],
            y=layout.y[i],
            color=color,
            size=size,
        )
        network.nodes.append(made.options)


def _add_edges(network: Network, view: ViewGraph, namer: Namer) -> None:
    from pyvis.edge import Edge

    edges, ids = view.edges, view.nodes.id
    rows = zip(edges.source, edges.target, edges.role, edges.sentences, strict=True)
    for source, target, role, cited in rows:
        tip = [f"{namer.node(source)} → {namer.term(role)} → {namer.node(target)}"]
        tip += [_quote(view, s) for s in cited[:3]]
        made = Edge(ids[source], ids[target], True, title=_text("\n\n".join(tip)))
        network.edges.append(made.options)


def _quote(view: ViewGraph, number: int) -> str:
    """A sentence with the words that count between brackets, and where it stands."""
    sentence = view.sentences[number]
    article = view.articles[sentence.article]
    start, end, text = sentence.mark_start, sentence.mark_end, sentence.text
    marked = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}" if end > start else text
    where = ", ".join(part for part in (article.publisher, article.date) if part)
    return f"{marked}\n({article.title or where}{', ' + where if article.title and where else ''})"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _text(text: str) -> str:
    """Text that leaves pyvis in its plain mode: the letters h-r-e-f would switch it to markup."""
    return re.sub("(?i)(hr)(ef)", "\\1\u2060\\2", text)


def _legend(view: ViewGraph, namer: Namer, title: str) -> str:
    counts = Counter(view.nodes.family)
    signs = {"dot": "●", "hexagon": "⬢", "square": "■", "triangle": "▲", "diamond": "◆"}
    signs |= {"triangleDown": "▼", "star": "★"}
    rows = []
    for number, family in enumerate(sorted(counts)):
        sign = f'<b class="f{number}">{signs[STYLE.get(family, _SPARE)[0]]}</b>'
        rows.append(f"<li>{sign} {escape(namer.term(family))} ({counts[family]})</li>")
    colors = "".join(
        f".f{number} {{ color: {STYLE.get(family, _SPARE)[1]}; }}\n"
        for number, family in enumerate(sorted(counts))
    )
    notes = "".join(f"<p>{escape(namer.pick(note))}</p>" for note in view.notes)
    head = f"<h1>{escape(title)}</h1>" if title else ""
    inside = f"{head}<ul>{''.join(rows)}</ul>{notes}"
    return f'<style>{_STYLE}{colors}</style><nav id="legend">{inside}</nav>'


def _made_safe(made: str, legend: str, lang: str, title: str) -> str:
    """The page without what it would fetch, under a policy that admits its own scripts only.

    Raises RuntimeError where an address to fetch from is left, which a new pyvis might bring.
    """
    bare = _REMOTE.sub("", _COMMENT.sub("", made))
    start, end = bare.rindex("<body>"), bare.rindex("</body>")
    head = bare[bare.index("<head>") + len("<head>") : bare.rindex("</head>", 0, start)]
    head = re.sub(r"(?is)<meta\b[^>]*>|<center>.*?</center>", "", head)
    body = bare[start + len("<body>") : end]
    if _ADDRESS.search(_SCRIPT.sub("", bare)):
        raise RuntimeError("pyvis wrote a page that fetches something: this version is not known")
    hashes = " ".join(f"'{_digest(script)}'" for script in _SCRIPT.findall(head + body))
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{escape(title or 'diplograph')}</title>\n{head}</head>\n"
        f"<body>{legend}{body}</body>\n</html>\n"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
