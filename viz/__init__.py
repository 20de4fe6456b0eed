"""Drawings of a graph as one HTML file: :func:`render` a :class:`viz.model.ViewGraph`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from viz.model import ViewGraph

__all__ = ["MOST_PYVIS_NODES", "Kind", "Renderer", "render"]

Kind = Literal["network", "timeline", "map", "matrix", "entity"]
Renderer = Literal["canvas", "pyvis"]
#: Beyond this a browser cannot move vis-network's drawing any more.
MOST_PYVIS_NODES = 2000


def render(
    view: ViewGraph,
    *,
    lang: str = "en",
    title: str = "",
    renderer: Renderer = "canvas",
    kind: Kind = "network",
) -> str:
    """One HTML page that works without a network; the same graph gives the same bytes.

    ``lang`` (en, ru, kk, uz) is the language it opens in, ``kind`` the view that it opens with.
    """
    if renderer == "pyvis":
        from viz.pyvis import pyvis_page

        return pyvis_page(view, lang=lang, title=title)
    from viz.page import page

    return page(view, lang=lang, title=title, kind=kind)
