"""The state that a passage is about, for words that leave it out («парламент», «министр обороны»)."""

from __future__ import annotations

from collections import Counter

from kg.extract.cast import Cast, Figure


def state_in_focus(cast: Cast, sentence: int, token: int) -> Figure | None:
    """The state named last before a token in its paragraph, else the one the article names most."""
    block = cast.document.sentences[sentence].block
    for spot, figure in cast.before(sentence, token):
        if cast.document.sentences[spot.sentence].block != block:
            break
        if figure.type == "State":
            return figure
    return main_state(cast)


def main_state(cast: Cast) -> Figure | None:
    """The state that the article names most; of equals the one named first."""
    states = [f for f in cast.figures.values() if f.type == "State" and f.spots]
    count = Counter({f.key: len(f.spots) for f in states})
    return min(states, key=lambda f: (-count[f.key], min(f.spots)), default=None)
