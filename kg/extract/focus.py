"""The state that a passage is about, for words that leave it out («парламент», «министр обороны»)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.extract.cast import Cast, Figure


def state_in_focus(cast: Cast, sentence: int, token: int) -> Figure | None:
    """The state named last before a token in its paragraph, else the one the article names most."""
    return next(states_in_focus(cast, sentence, token), None)


def states_in_focus(cast: Cast, sentence: int, token: int) -> Iterator[Figure]:
    """States from the likeliest on: those before the token in its paragraph, nearest first, then
    the one that the article names most."""
    block = cast.document.sentences[sentence].block
    for spot, figure in cast.before(sentence, token):
        if cast.document.sentences[spot.sentence].block != block:
            break
        if figure.type == "State":
            yield figure
    if main := main_state(cast):
        yield main


def last_met(
    cast: Cast, sentence: int, token: int, type_: str, kinds: tuple[str, ...]
) -> Figure | None:
    """The figure of a type and one of its kinds that was met last before a token."""
    found = (f for _, f in cast.before(sentence, token) if f.type == type_ and f.kind in kinds)
    return next(found, None)


def main_state(cast: Cast) -> Figure | None:
    """The state that the article names most; of equals the one named first."""
    states = [f for f in cast.figures.values() if f.type == "State" and f.spots]
    count = Counter({f.key: len(f.spots) for f in states})
    return min(states, key=lambda f: (-count[f.key], min(f.spots)), default=None)
