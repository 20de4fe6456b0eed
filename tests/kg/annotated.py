"""Annotated articles as stand-ins for what extraction reads."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.dates import interval
from kg.model.article import Article, normalise
from kg.model.extraction import Extraction

GOLD = Path(__file__).parents[3] / "shared" / "gold"
Readings = list[tuple[Article, Extraction]]


@cache
def gold(split: str) -> Readings:
    """``gold("dev")``: annotated articles with offsets looked up; skips where they are absent."""
    folder = GOLD / split
    if not folder.is_dir():
        pytest.skip("the annotated articles are not beside the repository")
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = {a.id: a for a in (_article(json.loads(line)) for line in lines)}
    files = sorted((folder / "json").glob("*.json"))
    return [(articles[f.stem], _extraction(f, articles[f.stem])) for f in files]


def _article(record: dict[str, Any]) -> Article:
    return Article(
        id=record["id"],
        title=normalise(record["title"]),
        body=normalise(record["text"]),
        published=record.get("published"),
        lang=record["lang"],
        url=record.get("url"),
    )


def _extraction(file: Path, article: Article) -> Extraction:
    data = json.loads(file.read_text(encoding="utf-8"))
    for entity in data["entities"]:
        entity["mentions"] = sorted(m for s in entity["surfaces"] for m in _places(article.text, s))
    for group in ("offices", "events", "quantities", "claims"):
        for number, part in enumerate(data[group], 1):
            part["id"] = part.get("id") or f"{group[0]}{number}"
            part["evidence"] = [_fragment(article.text, t) for t in part.get("evidence", ())]
    for event in data["events"]:
        event["date"] = interval(event["start"], event["end"])
    return Extraction.model_validate({**data, "published": article.published})


def _places(text: str, surface: str) -> list[tuple[int, int]]:
    found, at = [], text.find(surface)
    while at >= 0:
        found.append((at, at + len(surface)))
        at = text.find(surface, at + 1)
    return found


def _fragment(text: str, piece: str) -> dict[str, Any]:
    start = text.index(piece)
    return {"text": piece, "start": start, "end": start + len(piece)}
