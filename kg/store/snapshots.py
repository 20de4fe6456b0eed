"""Snapshots of a build: readers open the newest while the writer goes on.

``DIR/snapshots/<n>`` are hard-linked copies; ``DIR/snapshots/current`` names the newest and is
replaced in one step, so a reader always finds a whole one. A service keeps its index of a snapshot
beside it (``<n>.index``).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from kg.errors import StoreError
from kg.store.oxigraph import OxigraphStore

_POINTER = "current"


def publish(store: OxigraphStore, folder: Path) -> Path:
    """Copy ``store`` to a new snapshot under ``folder`` (a build folder), and point readers at it.

    The one before stays for readers that still have it open; older ones go.
    """
    home = folder / "snapshots"
    home.mkdir(exist_ok=True)
    numbers = sorted(int(p.name) for p in home.iterdir() if p.name.isdigit())
    number = numbers[-1] + 1 if numbers else 1
    store.snapshot(home / str(number))
    fresh = home / (_POINTER + ".new")
    fresh.write_text(str(number), encoding="utf-8")
    os.replace(fresh, home / _POINTER)
    for old in numbers[:-1]:
        shutil.rmtree(home / str(old), ignore_errors=True)
        (home / f"{old}.index").unlink(missing_ok=True)
    return home / str(number)


def current(folder: Path) -> Path:
    """The newest snapshot of the build in ``folder``.

    Raises StoreError where there is no build, or its first one was interrupted.
    """
    pointer = folder / "snapshots" / _POINTER
    if not pointer.is_file():
        raise StoreError(f"{folder}: no graph here; build one with: kg build SOURCE -o {folder}")
    return folder / "snapshots" / pointer.read_text(encoding="utf-8").strip()
