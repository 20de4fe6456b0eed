"""In which words an event is told, and how far two tellings are alike in them.

A word counts the less, the more earlier tellings had it: «президент» and «помощь» say nothing of an
event, «Abrams» much. Only earlier tellings count, so that a later article
never changes how earlier ones were compared.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kg.resolve.identity import name_key

#: Words this short tell nothing about an event.
_SHORTEST_WORD = 5
_STEM = 5
#: A new word weighs log(1 + this), one that so many tellings had about log 2; less where there are
#: fewer tellings, as no word is rare among a few.
_SCALE = 1000
#: Weight of a word that one telling in a hundred or so has: up to it words tell no act from others.
_COMMON = 2.3
#: A model of arms or aircraft, «F-16», «МиГ-29».
_MODEL = r"\b[^\W\d_]{1,4}-?\d{1,4}\b"
#: Fewer common words say nothing.
_FEWEST = 2


class Wording:
    """Weighs the words of tellings that come in order of publication."""

    def __init__(self) -> None:
        self._told: Counter[str] = Counter()
        self._tellings = 0

    def weigh(self, texts: Iterable[str]) -> dict[str, float]:
        """Weight by stem of the longer words of an event; counts them as told."""
        stems = set(_stems(texts))
        self._tellings += 1
        scale = min(_SCALE, self._tellings)
        weights = {s: math.log1p(scale / (1 + self._told[s])) for s in sorted(stems)}
        self._told.update(stems)
        return weights


def shared(ours: Mapping[str, float], theirs: Iterable[Mapping[str, float]]) -> float:
    """How far our words are another's: weight of the common ones by that of the shorter text.

    From 0 to 1 (overlap coefficient); 0 for texts with only one word in common.
    """
    return max((_overlap(ours, other) for other in theirs), default=0.0)


def telltale(ours: Mapping[str, float], theirs: Iterable[Mapping[str, float]]) -> float:
    """How much the rare words say that we share with another; common words say nothing."""
    return max((_rare(ours, other) for other in theirs), default=0.0)


def _rare(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    weights = (max(ours[s], theirs[s]) for s in sorted(ours.keys() & theirs.keys()))
    return sum(max(0.0, weight - _COMMON) for weight in weights)


def _overlap(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    common = ours.keys() & theirs.keys()
    if len(common) < _FEWEST:
        return 0.0
    weight = sum(max(ours[s], theirs[s]) for s in sorted(common))
    return min(1.0, weight / min(sum(ours.values()), sum(theirs.values())))


def _stems(texts: Iterable[str]) -> Iterator[str]:
    for text in map(name_key, texts):
        yield from (model.replace("-", "") for model in re.findall(_MODEL, text))
        for word in re.findall(r"\w+", text):
            if len(word) >= _SHORTEST_WORD:
                yield word[:_STEM]
