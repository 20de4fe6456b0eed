"""Who is who over all articles, and one event out of many reports."""

from kg.resolve.assembly import resolve, resolved

__all__ = ["resolve", "resolved"]
