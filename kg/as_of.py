"""A build as it would be if its newest articles had not appeared yet.

Merging is a pure function of the set of articles, so what was known on a day is what the articles
published up to it give when they are resolved by themselves: no later article dates, merges or
confirms anything. What the gazetteer knows is taken as it stands today.
"""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kg import fingerprint, rdf
from kg.errors import StoreError, UsageError
from kg.graph import GraphOnDisk
from kg.ledger import Ledger
from kg.model.graph import Graph
from kg.pipeline import confident, options_of
from kg.resolve import resolve
from kg.store.oxigraph import OxigraphStore
from kg.store.snapshots import current


def open_as_of(folder: str | Path, day: str) -> GraphOnDisk:
    """Open the build in ``folder`` as known at the end of ``day`` (``YYYY-MM-DD``).

    Articles without a date of publication are left out. The graph is kept under ``folder/as-of``
    until the build changes. Raises UsageError for a date that is none and StoreError where there is
    no build, nothing had been published, or another build is at work.
    """
    folder, day = Path(folder), _checked(day)
    current(folder)
    with Ledger(folder / "articles.sqlite") as ledger:
        made_of = f"{ledger.state('complete')} {fingerprint.graph()} {day}"
        home = folder / "as-of" / f"{day}-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}"
        if not home.is_dir():
            _make(graph_as_of(ledger, folder, day), home)
    return GraphOnDisk(folder, OxigraphStore.read_only(home))


def graph_as_of(ledger: Ledger, folder: Path, day: str) -> Graph:
    """The graph of the articles that had been published by ``day``.

    Raises StoreError where there are none.
    """
    minimum, review = options_of(ledger)
    readings = [
        (article, confident(extraction, minimum))
        for article, extraction in ledger.readings()
        if article.published and article.published[:10] <= day
    ]
    if not readings:
        raise StoreError(f"{folder}: none of its articles had been published by {day}")
    return resolve(readings, reader=fingerprint.reader(), review=review)


def _make(graph: Graph, home: Path) -> None:
    """Fill the store at ``home``; those of the same day that an older build left behind go."""
    home.parent.mkdir(exist_ok=True)
    for old in home.parent.glob(f"{home.name[:10]}-*"):
        shutil.rmtree(old, ignore_errors=True)
    core = (ox.Quad(t.subject, t.predicate, t.object) for t in rdf.core(graph))
    OxigraphStore.create(home, [*core, *rdf.reports(graph)])


def _checked(day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise UsageError(f"--as-of: {day!r} is no date; write 2025-11-13") from None
