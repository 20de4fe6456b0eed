"""A build is a function of the set of articles: any order, any number of steps, the same bytes."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from kg.ingest import read
from kg.model.article import Article
from kg.output import FILES
from kg.pipeline import build

SAMPLE = Path(__file__).parents[2] / "data" / "articles"
#: A large collection of articles, in any form that ``kg build`` takes.
CORPUS = os.environ.get(
    "KG_CORPUS", str(Path(__file__).parents[3] / "shared" / "corpus" / "rbc.jsonl.gz")
)


def articles(source: str) -> list[Article]:
    return [a for a in read([source]) if isinstance(a, Article)]


def orders(of: Sequence[Article], number: int) -> Iterable[list[Article]]:
    """The articles, backwards, and shuffled ever anew."""
    yield list(of)
    yield list(of[::-1])
    for seed in range(number - 2):
        yield random.Random(seed).sample(of, len(of))


def built(of: Sequence[Article], folder: Path, steps: int = 1) -> dict[str, bytes]:
    """The files of a build that is given the articles in so many steps."""
    for step in range(steps):
        source = folder.with_name(f"{folder.name}-{step}.jsonl")
        lines = [json.dumps(_line(a)) for a in of[step::steps]]
        source.write_text("\n".join(lines), encoding="utf-8")
        assert build([str(source)], folder).refusals == []
    return {name: (folder / name).read_bytes() for name in FILES}


def _line(article: Article) -> dict[str, object]:
    fields = article.model_dump(include={"id", "title", "published", "lang"})
    return fields | {"text": article.body}


def test_the_sample_in_any_order_and_in_steps(tmp_path: Path) -> None:
    of = articles(str(SAMPLE))
    first, *others = (built(o, tmp_path / str(n)) for n, o in enumerate(orders(of, 2)))
    steps = built(of, tmp_path / "steps", 4)
    assert [name for name in FILES if any(o[name] != first[name] for o in (*others, steps))] == []


@pytest.mark.slow
@pytest.mark.skipif(not Path(CORPUS).exists(), reason="KG_CORPUS names no collection of articles")
def test_five_hundred_articles_in_three_orders_and_ten_steps(tmp_path: Path) -> None:
    every = articles(CORPUS)
    # Those of the same days, so that they tell of the same events.
    of = every[len(every) // 3 :][:500]
    first, *others = (built(o, tmp_path / str(n)) for n, o in enumerate(orders(of, 3)))
    steps = built(of, tmp_path / "steps", 10)
    assert [name for name in FILES if any(o[name] != first[name] for o in (*others, steps))] == []
