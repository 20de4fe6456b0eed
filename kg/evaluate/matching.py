"""When two strings, two places of a text, or two records count as the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

#: One record of an extraction as it stands in JSON.
Json = Mapping[str, Any]
Interval = tuple[int, int]
T = TypeVar("T")

#: Characters: a longer fragment is no evidence, it is the article.
LONGEST_FRAGMENT = 400
#: Character F1 of two fragments from which on they tell of the same place.
SAME_PLACE = 0.2
_APOSTROPHES = re.compile("[ʻʼ‘’`´]")
_QUOTES = re.compile('[«»"“”„]')


def fold(text: str) -> str:
    """Text as it is compared: no case, «ё» as «е», no quotation marks, one kind of apostrophe."""
    text = text.casefold().replace("ё", "е")
    text = _QUOTES.sub("", _APOSTROPHES.sub("'", text))
    return re.sub(r"\s+", " ", text).strip(" .,;:")


def cuts(text: str, fragment: object) -> bool:
    """Whether a fragment's own offsets cut exactly its text out of the article."""
    if not isinstance(fragment, Mapping):
        return False
    start, end, words = (fragment.get(key) for key in ("start", "end", "text"))
    if not isinstance(start, int) or not isinstance(end, int):
        return False
    return bool(words) and text[start:end] == words


def spans(text: str, fragments: Iterable[object] | None) -> list[Interval]:
    """Where the fragments stand: by their offsets where these are true, else wherever found."""
    found = [span for fragment in fragments or () for span in _places(text, fragment)]
    return [(start, end) for start, end in found if end - start <= LONGEST_FRAGMENT]


def _places(text: str, fragment: object) -> list[Interval]:
    if isinstance(fragment, Mapping):
        if cuts(text, fragment):
            return [(fragment["start"], fragment["end"])]
        fragment = fragment.get("text")
    words = str(fragment or "")
    if not words:
        return []
    # The look-ahead finds overlapping places too.
    starts = (match.start() for match in re.finditer(f"(?={re.escape(words)})", text))
    return [(start, start + len(words)) for start in starts]


def touch(ones: Iterable[Interval], others: Sequence[Interval]) -> bool:
    """Whether some two intervals have a character F1 of SAME_PLACE or more."""
    return any(
        2 * (min(a[1], b[1]) - max(a[0], b[0])) >= SAME_PLACE * (a[1] - a[0] + b[1] - b[0])
        for a in ones
        for b in others
    )


def pair(
    gold: Sequence[T], predicted: Sequence[T], weight: Callable[[T, T], float]
) -> dict[int, int]:
    """Greedy one-to-one pairing by falling weight: index in gold → index in predicted.

    Equal weights go by position; pairs of weight 0 are none.
    """
    weighted = sorted(
        (-weight(one, other), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(predicted)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for negative, i, j in weighted:
        if negative < 0 and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard index of two sets, 0 for two empty ones."""
    return len(one & other) / max(1, len(one | other))
