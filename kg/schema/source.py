"""``schemas/``: the files that people edit, read as they stand.

``events/``, ``classes/`` and ``roles/`` hold a file a term, ``schemes/<scheme>/`` a file a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import VocabularyError
from kg.resources import folder

#: One file, as YAML gives it.
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Records:
    """All files, by name."""

    events: Mapping[str, Record]
    classes: Mapping[str, Record]
    roles: Mapping[str, Record]
    #: Scheme → value → file.
    schemes: Mapping[str, Mapping[str, Record]]


def read(root: Path | None = None) -> Records:
    """Read the folder (default: the project's own). Raises VocabularyError for a broken file."""
    root = root or folder("schemas")
    return Records(
        events=_files(root / "events"),
        classes=_files(root / "classes"),
        roles=_files(root / "roles"),
        schemes={p.name: _files(p) for p in sorted((root / "schemes").iterdir()) if p.is_dir()},
    )


def _files(path: Path) -> dict[str, Record]:
    return {file.stem: _load(file) for file in sorted(path.glob("*.yaml"))}


def _load(path: Path) -> Record:
    import yaml

    try:
        found = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path}: no valid YAML ({' '.join(str(error).split())})") from error
    if not isinstance(found, dict):
        raise VocabularyError(f"{path}: holds no fields")
    return found
