"""What an article's words stand for: the parts of an extraction by quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.model.article import Article
from kg.model.extraction import Entity, Event, Extraction, Fragment
from kg.model.judgement import Words
from kg.schema import vocabulary

#: Lists of an extraction that words may stand for an item of.
Part = Literal["entities", "events", "offices", "quantities", "claims"]

_ENTITIES = ("Person", "State", "Organization", "Place", "Agreement")
_OTHERS: dict[str, Part] = {"Office": "offices", "Quantity": "quantities", "Claim": "claims"}


@dataclass(frozen=True, slots=True)
class Found:
    """One item of an extraction."""

    part: Part
    id: str


def find(article: Article, extraction: Extraction, words: Words) -> Found | str:
    """The item that ``words`` stand for, or why there is none."""
    spans = list(_occurrences(article.text, words.quote))
    if words.type in _OTHERS:
        part = _OTHERS[words.type]
        found = [x for x in getattr(extraction, part) if _overlap(x.evidence, spans)]
        if not found:
            return f"no {words.type} is read in these words"
        return Found(part, max(found, key=lambda x: _closeness(x.evidence, spans)).id)
    if words.type is None or words.type in _ENTITIES:
        entity = next((e for e in extraction.entities if _is_named(e, words, spans)), None)
        if entity or words.type:
            return Found("entities", entity.id) if entity else f"these words name no {words.type}"
    return _event(extraction, words, spans)


def _event(extraction: Extraction, words: Words, spans: list[tuple[int, int]]) -> Found | str:
    told = [e for e in extraction.events if words.type in (None, e.type, *_above(e.type))]
    told = [e for e in told if _overlap(e.evidence, spans)]
    if not told:
        return "nothing of the kind is read in these words"
    if words.type is None and len(told) > 1:
        return f"several events are read in these words, say which by type ({_types(told)})"
    best = max(told, key=lambda e: (_overlap(e.evidence, spans), _overlap(_trigger(e), spans)))
    return Found("events", best.id)


def _above(type_: str) -> tuple[str, ...]:
    return tuple(vocabulary().ancestors(type_))


def _types(events: Iterable[Event]) -> str:
    return ", ".join(sorted({e.type for e in events}))


def _trigger(event: Event) -> tuple[Fragment, ...]:
    return (event.trigger,) if event.trigger else ()


def _is_named(entity: Entity, words: Words, spans: Iterable[tuple[int, int]]) -> bool:
    if words.type not in (None, entity.type):
        return False
    return words.quote in (*entity.surfaces, entity.name) or not set(spans).isdisjoint(
        entity.mentions
    )


def _occurrences(text: str, quote: str) -> Iterator[tuple[int, int]]:
    start = text.find(quote) if quote else -1
    while start >= 0:
        yield start, start + len(quote)
        start = text.find(quote, start + 1)


def _closeness(evidence: Sequence[Fragment], spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The more characters shared, and then the fewer others, the closer."""
    return _overlap(evidence, spans), -sum(f.end - f.start for f in evidence)


def _overlap(evidence: Iterable[Fragment], spans: Iterable[tuple[int, int]]) -> int:
    """Characters that the evidence shares with the spans."""
    spans = list(spans)
    shared = (min(f.end, end) - max(f.start, start) for f in evidence for start, end in spans)
    return sum(n for n in shared if n > 0)
