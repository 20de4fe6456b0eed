"""The state that a passage is about, for words that leave it out («страна», «министр обороны»)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.cast import Cast, Figure
from kg.extract.lang import lexicon_file

#: What a sentence of distance costs, what being all of the article's mentions of states is worth,
#: and what the publisher's own state is set back by, which news seldom calls «страна».
#: Chosen on the training articles of 200 settings: 49 of 55 words like «страна» find their state
#: there, 31 of 36 in the development articles; the nearest state gives 39 and 30.
DISTANCE, SHARE, HOME = 0.5, 4.0, 1.0
#: What being the subject of the sentence or of the one before is worth: it is what is talked about.
SUBJECT = 1.5


def state_in_focus(cast: Cast, sentence: int, token: int) -> Figure | None:
    """The state that a passage is likeliest about, None where the article names none."""
    return next(states_in_focus(cast, sentence, token), None)


def states_in_focus(cast: Cast, sentence: int, token: int) -> Iterator[Figure]:
    """States by how likely a passage is about them, the likeliest first: those named near before it
    and often in the article; where none is named before, the article's most frequent."""
    last: dict[str, int] = {}
    spoken: set[str] = set()
    for spot, figure in cast.before(sentence, token):
        if figure.type == "State":
            last.setdefault(figure.key, spot.sentence)
            tokens = cast.document.sentences[spot.sentence].tokens
            near = sentence - spot.sentence <= 1 and spot.form != "adjective"
            if near and tokens[spot.head].rel.startswith("nsubj"):
                spoken.add(figure.key)
    states = [f for f in cast.figures.values() if f.type == "State" and f.spots]
    total = sum(len(f.spots) for f in states)
    home = lexicon_file(cast.document.article.lang, "bodies").get("home")

    def score(figure: Figure) -> float:
        distance = sentence - last.get(figure.key, sentence - 100)
        back = HOME if figure.iso == home else 0.0
        subject = SUBJECT if figure.key in spoken else 0.0
        return SHARE * len(figure.spots) / total - DISTANCE * distance - back + subject

    return iter(sorted(states, key=lambda f: (-score(f), f.key)))


def last_met(
    cast: Cast, sentence: int, token: int, type_: str, kinds: tuple[str, ...]
) -> Figure | None:
    """The figure of a type and one of its kinds that was met last before a token."""
    found = (f for _, f in cast.before(sentence, token) if f.type == type_ and f.kind in kinds)
    return next(found, None)
