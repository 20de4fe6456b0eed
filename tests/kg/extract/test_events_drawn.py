"""Drawn cases: a sentence, its date, and the events that it tells of (``tests/drawn/events``).

Sentences are made up after the manner of news. A case is read rightly where every event it lists is
read with the given fields, and no other event is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.extract import extract
from kg.language import analyse
from kg.model.article import Article
from kg.model.extraction import Event, Extraction

FOLDER = Path(__file__).parents[2] / "drawn" / "events"
PLAIN = {"type", "status", "start", "end", "ordinal"}
Case = dict[str, Any]


def cases() -> list[tuple[str, Case]]:
    """Every case with a name, by file and place in it."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        rows = yaml.safe_load(path.read_text(encoding="utf8"))
        found += [(f"{path.stem}-{number}", row) for number, row in enumerate(rows, 1)]
    return found


@pytest.fixture(scope="module")
def readings() -> dict[str, Extraction]:
    """What is read in each case, all analysed in one batch."""
    articles = [
        Article(id=name, title="", body=row["text"], published=str(row["published"]), lang="ru")
        for name, row in cases()
    ]
    return {d.article.id: extract(d) for d in analyse(articles)}


def shown(extraction: Extraction, event: Event) -> Case:
    """An event in the form of the drawn cases."""
    names = {e.id: e.name for e in extraction.entities}
    types = {e.id: e.type for e in extraction.events}
    roles: dict[str, list[str]] = {}
    for participant in event.participants:
        roles.setdefault(participant.role, []).append(names[participant.entity])
    plain = {field: getattr(event, field) for field in PLAIN}
    place = names[event.place] if event.place else None
    return plain | {"place": place, "part_of": types.get(event.part_of or "")} | roles


def differences(wanted: Case, read: Case) -> list[str]:
    """Fields of a drawn event that were read otherwise."""
    out = []
    for field, value in wanted.items():
        got = read.get(field)
        dated = field in ("start", "end") and value is not None
        expected = str(value) if dated else value
        if isinstance(value, list):
            got, expected = sorted(got or ()), sorted(value)
        if got != expected:
            out.append(f"{field}: {expected!r}, read {got!r}")
    return out


@pytest.mark.parametrize(("name", "row"), cases(), ids=[name for name, _ in cases()])
def test_drawn(name: str, row: Case, readings: dict[str, Extraction]) -> None:
    extraction = readings[name]
    read = [shown(extraction, event) for event in extraction.events]
    problems = []
    for wanted in row["events"]:
        alike = [r for r in read if r["type"] == wanted["type"]]
        if not alike:
            problems.append(f"no {wanted['type']}")
            continue
        best = min(alike, key=lambda r: len(differences(wanted, r)))
        problems += differences(wanted, best)
        read.remove(best)
    problems += [f"too much: {r}" for r in read]
    assert not problems, "\n".join([row["text"], *problems])
