"""Who is who over all articles, and one event out of many reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.resolve.assembly import resolve, resolved

__all__ = ["resolve", "resolved"]


def __getattr__(name: str) -> Any:
    """Load what resolves when it is first asked for: most come for the gazetteer or for names."""
    if name not in __all__:
        raise AttributeError(f"module 'kg.resolve' has no attribute {name!r}")
    from kg.resolve import assembly

    return getattr(assembly, name)
