"""The word lists of a language: ``data/lang/<language>/*.yaml``, read once."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from kg.resources import folder


@cache
def lexicon_file(lang: str, name: str) -> dict[str, Any]:
    """The content of ``data/lang/<lang>/<name>.yaml``; empty where the language has none."""
    path = folder("data") / "lang" / lang / f"{name}.yaml"
    return yaml.safe_load(path.read_text("utf8")) if path.is_file() else {}


@cache
def words(lang: str, name: str, key: str) -> frozenset[str]:
    """One list of such a file, with «е» for «ё»; ``key`` may be ``outer.inner``."""
    found: Any = lexicon_file(lang, name)
    for part in key.split("."):
        found = found.get(part, {})
    return frozenset(str(word).replace("ё", "е") for word in found)
