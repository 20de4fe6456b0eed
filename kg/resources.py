"""Where the packaged folders ``schemas/`` and ``data/`` lie: the one module that knows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGED = Path(__file__).parent / "_resources"
_CHECKOUT = Path(__file__).parent.parent


@cache
def folder(name: str) -> Path:
    """The folder ``schemas`` or ``data``: out of the wheel if packaged, else the checkout's.

    Raises FileNotFoundError where neither holds it.
    """
    for root in (_PACKAGED, _CHECKOUT):
        if (root / name).is_dir():
            return root / name
    raise FileNotFoundError(f"folder {name!r} is neither packaged nor in the checkout")
