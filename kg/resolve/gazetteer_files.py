"""The gazetteer's files: YAML that people edit, and the one JSON file compiled out of it.

``python -m kg.resolve.gazetteer_lint`` compiles and checks; the same YAML gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kg.errors import VocabularyError
from kg.model.gazetteer import Entry
from kg.resources import folder

#: Folders of ``data/gazetteer``.
KINDS = ("states", "organizations", "people", "places")

_ENTRIES = TypeAdapter(tuple[Entry, ...])


def load() -> tuple[Entry, ...]:
    """The entries of ``gazetteer.json``, by id. Raises VocabularyError where it is unreadable."""
    path = _compiled()
    try:
        return _ENTRIES.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        advice = "compile it: python -m kg.resolve.gazetteer_lint"
        raise VocabularyError(f"{path}: {_first_line(error)}; {advice}") from error


def build() -> None:
    """Compile the YAML files into ``gazetteer.json``."""
    _compiled().write_text(compiled(read_yaml()), encoding="utf-8")


def stale(files: Mapping[Path, tuple[Entry, ...]]) -> bool:
    """Whether ``gazetteer.json`` is not what ``build`` would write of these entries by file."""
    return _compiled().read_text(encoding="utf-8") != compiled(files)


def compiled(files: Mapping[Path, tuple[Entry, ...]]) -> str:
    """The text of ``gazetteer.json``: one entry a line, sorted by id, empty fields left out."""
    every = sorted((e for es in files.values() for e in es), key=lambda e: e.id)
    lines = (
        json.dumps(
            e.model_dump(by_alias=True, exclude_defaults=True), ensure_ascii=False, sort_keys=True
        )
        for e in every
    )
    return "[\n" + ",\n".join(lines) + "\n]\n"


def read_yaml() -> Mapping[Path, tuple[Entry, ...]]:
    """The entries of every YAML file, by path. Raises VocabularyError naming file and entry."""
    root = folder("data") / "gazetteer"
    return {
        path: _read_file(path) for kind in KINDS for path in sorted((root / kind).glob("*.yaml"))
    }


def _read_file(path: Path) -> tuple[Entry, ...]:
    import yaml

    # The base loader keeps every scalar a string: dates stay as written, and NO is Norway.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _ENTRIES.validate_python(yaml.load(path.read_text(encoding="utf-8"), loader) or ())
    except (yaml.YAMLError, ValidationError) as error:
        raise VocabularyError(f"{path}: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return " ".join(str(error).split())


def _compiled() -> Path:
    return folder("data") / "gazetteer" / "gazetteer.json"
