"""Extractions against articles that people annotated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.evaluate.case import case
from kg.evaluate.measures import compare
from kg.evaluate.scores import Figures, Score, Scores

__all__ = ["Figures", "Score", "Scores", "evaluate"]


def evaluate(
    gold_dir: Path, predicted: Iterable[Mapping[str, Any]], *, lang: str | None = None
) -> Scores:
    """Score extractions in the shape of ``kg extract --format jsonl``.

    ``gold_dir`` holds ``json/ID.json`` and ``txt/ID.txt``; extractions are matched by ``id``, and
    an annotated article without one counts in full. With ``lang`` only articles of that language
    count. Raises UsageError where there is nothing annotated or a file of it is broken.
    """
    found = {str(extraction.get("id")): extraction for extraction in predicted}
    scores = [_score(text, gold, found) for text, gold in _annotated(gold_dir, lang)]
    if not scores:
        raise UsageError(f"{gold_dir}: no annotated articles (json/*.json with txt/*.txt)")
    return Scores(scores, len(found))


def _score(text: str, gold: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]) -> Score:
    tallies, errors = compare(case(text, gold, found.get(gold["id"], {})))
    return Score(gold["id"], tallies, errors)


def _annotated(folder: Path, lang: str | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path in sorted((folder / "json").glob("*.json")):
        try:
            gold = json.loads(path.read_text(encoding="utf-8"))
            if lang is None or gold["lang"] == lang:
                yield (folder / "txt" / f"{gold['id']}.txt").read_text(encoding="utf-8"), gold
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path}: not an annotated article ({error})") from error
