"""Fit the model of modality that ``claims_modality`` applies.

    python -m kg.extract.claims_training GOLD [--labels CSV --articles JSONL[.gz]] -o MODEL

GOLD is a folder of annotated articles (``articles.jsonl``, ``json/ID.json``). Labels add claims of
other articles by their place (``article,start,modality``; where the evidence starts, code points).
The model is a multinomial logistic regression with an L2 penalty, fitted by gradient descent with
Adam (Kingma & Ba 2015) from zero, so that the same input gives the same bytes. ``--folds N`` prints
how often it is right about annotated articles that it was not fitted on, with and without each part
of it; ``--check GOLD`` beside that how often it is right about other annotated articles.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from kg.extract.claims import Draft, drafts
from kg.extract.claims_modality import OPEN, STANCE, Weights, features, judge
from kg.extract.reading import Reading
from kg.model.article import Article, normalise
from kg.model.extraction import Span

#: Weight of a labelled claim against an annotated one.
LABEL_WEIGHT = 0.6
PENALTY = 4.0
#: A feature seen in fewer claims is left out, as is a weight smaller than this.
FEWEST, SMALLEST = 2, 0.02
STEPS, RATE = 400, 0.05
#: Part of the model → how the names of its features begin.
ABLATED = {
    "words": ("word=", "main-word="),
    "stances": (STANCE,),
    "subjects": ("subject=",),
    "dates": ("when=",),
    "tones": ("blame", "praise", "refusals", "proposals", "happenings", "failing", "any-"),
    "tenses and sorts of predicates": ("main=", "main-", "denied"),
}

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A claim to learn from."""

    article: str
    features: Sequence[str]
    modality: str
    weight: float


def annotated(gold: Path) -> Iterator[Example]:
    """The claims of annotated articles that the reader finds too."""
    for reading in _readings(_articles(gold / "articles.jsonl")):
        article = reading.document.article
        wanted = json.loads((gold / "json" / f"{article.id}.json").read_text("utf8"))["claims"]
        found = [d for d in drafts(reading) if _is_open(reading, d)]
        for claim in wanted:
            spans = [s for text in claim["evidence"] for s in _places(article.text, text)]
            best = max(found, key=lambda d: _overlap(spans, d.spans), default=None)
            if best is not None and _overlap(spans, best.spans) >= 0.2:
                found.remove(best)
                yield _example(reading, best, claim["modality"], 1.0)


def labelled(labels: Path, articles: Path) -> Iterator[Example]:
    """The claims of other articles that somebody labelled by their place."""
    with labels.open(encoding="utf8", newline="") as file:
        wanted: dict[str, dict[int, str]] = {}
        for row in csv.DictReader(file):
            wanted.setdefault(row["article"], {})[int(row["start"])] = row["modality"]
    kept = (a for a in _articles(articles) if a.id in wanted)
    for reading in _readings(kept):
        of = wanted[reading.document.article.id]
        for draft in drafts(reading):
            if draft.spans[0][0] in of and _is_open(reading, draft):
                yield _example(reading, draft, of[draft.spans[0][0]], LABEL_WEIGHT)


def fit(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Feature → modality → weight, without the smallest."""
    counts = Counter(f for example in examples for f in example.features)
    names = sorted(f for f, n in counts.items() if n >= FEWEST)
    kinds = sorted({example.modality for example in examples})
    weights = _descend(*_matrices(examples, names, kinds))
    return {
        name: found
        for name, row in zip(names, weights.tolist(), strict=True)
        if (found := _kept(dict(zip(kinds, row, strict=True))))
    }


def _kept(row: Mapping[str, float]) -> dict[str, float]:
    return {kind: round(weight, 3) for kind, weight in row.items() if abs(weight) >= SMALLEST}


def cross_validate(examples: Sequence[Example], folds: int) -> float:
    """Share of annotated claims judged rightly by models fitted without their articles, [0, 1]."""
    exact = [e for e in examples if e.weight == 1.0]
    articles = sorted({e.article for e in exact})
    right = 0.0
    for fold in range(folds):
        held = set(articles[fold::folds])
        model = fit([e for e in examples if e.article not in held])
        right += sum(_rights(model, [e for e in exact if e.article in held]))
    return right / len(exact)


def _rights(model: Weights, examples: Sequence[Example]) -> Iterator[bool]:
    return (judge(model, e.features) == e.modality for e in examples)


def ablation(
    examples: Sequence[Example], checked: Sequence[Example], folds: int
) -> Iterator[tuple[str, float, float]]:
    """Without what, share right in cross-validation, share right of other annotated claims."""
    for name, kept in _ablated(examples):
        test = [replace(e, features=_without(e.features, ABLATED.get(name, ()))) for e in checked]
        model = fit(kept)
        yield name, cross_validate(kept, folds), sum(_rights(model, test)) / max(1, len(test))
    says = [e.modality == OPEN for e in examples if e.weight == 1.0]
    other = [e.modality == OPEN for e in checked]
    yield "the model", sum(says) / len(says), sum(other) / max(1, len(other))


def _ablated(examples: Sequence[Example]) -> Iterator[tuple[str, list[Example]]]:
    yield "nothing", list(examples)
    yield "labels", [e for e in examples if e.weight == 1.0]
    for name, dropped in ABLATED.items():
        yield name, [replace(e, features=_without(e.features, dropped)) for e in examples]


def _without(features: Sequence[str], dropped: tuple[str, ...]) -> list[str]:
    return [f for f in features if not f.startswith(dropped or "\0")]


def _matrices(
    examples: Sequence[Example], names: Sequence[str], kinds: Sequence[str]
) -> tuple[Array, Array, Array]:
    """Which example has which feature, which modality, and what it weighs."""
    columns = {name: i for i, name in enumerate(names)}
    has = np.zeros((len(examples), len(names)))
    for row, example in enumerate(examples):
        has[row, [columns[f] for f in example.features if f in columns]] = 1
    is_kind = np.array([[e.modality == kind for kind in kinds] for e in examples], dtype=float)
    return has, is_kind, np.array([[example.weight] for example in examples])


def _descend(has: Array, is_kind: Array, weight: Array) -> Array:
    """Weights that minimise the weighted cross-entropy with its penalty."""
    weights = np.zeros((has.shape[1], is_kind.shape[1]))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = has @ weights
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        errors = (odds / odds.sum(axis=1, keepdims=True) - is_kind) * weight
        slope = (has.T @ errors + PENALTY * weights) / len(has)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        move = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights -= RATE * move
    return weights


def _is_open(reading: Reading, draft: Draft) -> bool:
    """Whether the model judges a statement: its verb leaves it open, and no medium speaks."""
    media = all(reading.entity(who).kind == "media" for who in draft.speakers)
    return draft.frame.modality == OPEN and not media


def _example(reading: Reading, draft: Draft, modality: str, weight: float) -> Example:
    found = features(reading, draft.frame, draft.spans, draft.speakers[0])
    return Example(reading.document.article.id, found, modality, weight)


def _overlap(a: Iterable[Span], b: Sequence[Span]) -> float:
    """The best character F1 of two spans."""
    return max(
        (
            2 * (min(x[1], y[1]) - max(x[0], y[0])) / (x[1] - x[0] + y[1] - y[0])
            for x in a
            for y in b
        ),
        default=0.0,
    )


def _places(text: str, fragment: str) -> Iterator[Span]:
    at = text.find(fragment)
    while at >= 0:
        yield at, at + len(fragment)
        at = text.find(fragment, at + 1)


def _articles(path: Path) -> Iterator[Article]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        for line in lines:
            row: Mapping[str, str] = json.loads(line)
            yield Article(
                id=row["id"],
                title=normalise(row["title"]),
                body=normalise(row["text"]).strip("\n"),
                published=(row.get("published") or "")[:10] or None,
                lang=row.get("lang") or "ru",
            )


def _readings(articles: Iterable[Article]) -> Iterator[Reading]:
    from kg.extract.entities import read_entities
    from kg.language import analyse

    chosen = [a for a in articles if a.lang == "ru"]
    yield from (read_entities(document) for document in analyse(chosen))


def main() -> None:
    """Fit the model and write it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--check", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    examples = list(annotated(options.gold))
    if options.labels:
        examples += labelled(options.labels, options.articles)
    if options.folds:
        checked = list(annotated(options.check)) if options.check else []
        for name, right, other in ablation(examples, checked, options.folds):
            print(f"without {name}: {right:.3f} right of held-out claims, {other:.3f} of checked")
    model = fit(examples)
    text = json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    options.output.write_text(text.replace("},", "},\n") + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
