"""Hashes over version, code, lexicons and models: what read an article, what made a graph."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kg.resources import folder

#: Code whose change may change what is read.
_CODE = ("language", "extract", "model", "resolve/gazetteer.py", "resolve/offices.py", "dates.py")
#: Data whose change may.
_DATA = ("lang", "models", "gazetteer/gazetteer.json", "offices.yaml")
_MODELS = ("natasha", "slovnet", "navec", "razdel", "pymorphy3")


#: Beside all of that, what may change the graph made from the same readings.
_GRAPH_CODE = (*_CODE, "rdf", "resolve", "schema")


@cache
def reader() -> str:
    """Sixteen hex digits that stay the same as long as the same text yields the same reading."""
    return _hash(((Path(__file__).parent, _CODE), (folder("data"), _DATA)))


@cache
def graph() -> str:
    """Sixteen hex digits that stay the same as long as the same articles yield the same graph."""
    here = Path(__file__).parent
    return _hash(((here, _GRAPH_CODE), (folder("data"), _DATA), (folder("schemas"), (".",))))


def _hash(sources: tuple[tuple[Path, tuple[str, ...]], ...]) -> str:
    digest = hashlib.sha256()
    for name in ("diplograph", *_MODELS):
        digest.update(f"{name} {version(name)}\n".encode())
    for root, parts in sources:
        for path in _files(root, parts):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files(root: Path, parts: tuple[str, ...]) -> list[Path]:
    found: list[Path] = []
    for part in parts:
        path = root / part
        found += path.rglob("*") if path.is_dir() else [path]
    return sorted(p for p in found if p.is_file() and p.suffix not in {".pyc", ".pyo"})
