"""In which words an event is told, and how far two tellings are alike in them.

A word counts the less, the more earlier tellings of events of that type had it: «помощь» says
nothing of an act of assistance, «Abrams» much. Only earlier tellings count, so that a later article
never changes how earlier ones were compared.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.resolve.identity import name_key

#: Words this short tell nothing about an event.
_SHORTEST_WORD = 5
_STEM = 5
#: A new word weighs log(1 + this), one that so many tellings had about log 2.
_SCALE = 1000


class Wording:
    """Weighs the words of tellings that come in order of publication."""

    def __init__(self) -> None:
        self._told: dict[str, Counter[str]] = defaultdict(Counter)

    def weigh(self, type_: str, texts: Iterable[str]) -> dict[str, float]:
        """Weight by stem of the longer words of an event of a type; counts them as told."""
        told, stems = self._told[type_], set(_stems(texts))
        weights = {s: math.log1p(_SCALE / (1 + told[s])) for s in sorted(stems)}
        told.update(stems)
        return weights


def shared(ours: Mapping[str, float], theirs: Iterable[Mapping[str, float]]) -> float:
    """The part of our words' weight, from 0 to 1, that one of the others has, too."""
    whole = sum(ours.values())
    parts = (sum(w for s, w in ours.items() if s in other) for other in theirs)
    return max(parts, default=0.0) / whole if whole else 0.0


def _stems(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word in re.findall(r"\w+", name_key(text)):
            if len(word) >= _SHORTEST_WORD:
                yield word[:_STEM]
