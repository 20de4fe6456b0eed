"""A release: a folder that can be cited and read by itself, made from a build."""

from __future__ import annotations

from kg.release.folder import release

__all__ = ["release"]
