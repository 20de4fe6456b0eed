"""What an event is about, by the words of the sentences that tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import yaml

from kg.extract.events.draft import Draft
from kg.extract.events.index import Index
from kg.extract.events.same import mentions_of
from kg.resources import folder


def topics_of(index: Index, draft: Draft) -> tuple[str, ...]:
    """Topics of the scheme, in its order; empty where the sentences name none."""
    stems = _stems(index.document.article.lang)
    sentences = {m.sentence for m in mentions_of(draft)}
    words = {
        lemma for s in sentences for lemma in map(index.tree(s).lemma, range(len(index.tree(s))))
    }
    return tuple(
        topic
        for topic, beginnings in stems.items()
        if any(word.startswith(beginnings) for word in words)
    )


@cache
def _stems(lang: str) -> Mapping[str, tuple[str, ...]]:
    path = folder("data") / "lang" / lang / "topics.yaml"
    rows = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return {topic: tuple(stem.replace("ё", "е") for stem in stems) for topic, stems in rows.items()}
