"""diplograph: news about diplomacy, kept as a graph that people trust.

>>> from kg import build, extract, open_graph
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import extract
    from kg.graph import open_graph
    from kg.pipeline import build

__all__ = ["build", "extract", "open_graph"]

#: Name → module that holds it: loaded when first asked for, so that ``import kg`` stays quick.
_HOMES = {"build": "kg.pipeline", "extract": "kg.api", "open_graph": "kg.graph"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
