"""The cast of an article while it is being read: who has been met so far, and where.

Entities are built up here in several passes and frozen at the end (``kg.extract.entities``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.extract.reading import MentionForm
from kg.model.document import Document, Name, Token
from kg.model.gazetteer import Entry

EntityType = Literal["Person", "State", "Organization", "Place", "Agreement"]


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A mention by tokens of one sentence, ``first`` to ``last``, both included."""

    sentence: int
    first: int
    last: int
    #: The syntactic head among them.
    head: int
    form: MentionForm = "name"

    def covers(self, sentence: int, token: int) -> bool:
        """Whether a token of a sentence lies in it."""
        return self.sentence == sentence and self.first <= token <= self.last


@dataclass(slots=True, eq=False)
class Figure:
    """A person, state, organisation, place or agreement of the article."""

    key: str
    type: EntityType
    kind: str | None = None
    #: The gazetteer's entry that it is.
    entry: Entry | None = None
    name: str = ""
    name_en: str | None = None
    iso: str | None = None
    #: Of a body: the figure of the state that it belongs to.
    owner: Figure | None = None
    #: Of a body of a state: what it is (``foreign-ministry``).
    body: str | None = None
    #: Of a mission: the state that it is sent to.
    host: Figure | None = None
    gender: Literal["m", "f"] | None = None
    #: Of a person: the words of its name in full, as far as the article tells.
    words: tuple[Token, ...] = ()
    spots: list[Spot] = field(default_factory=list)


class Cast:
    """The figures of a document by key, with look-ups by place in the text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.figures: dict[str, Figure] = {}
        self._names: dict[int, list[Name]] = {}
        for name in document.names:
            within = bisect_right(document.sentences, name.start, key=lambda s: s.start) - 1
            self._names.setdefault(within, []).append(name)
        self._at: dict[tuple[int, int], list[tuple[Spot, Figure]]] = {}
        #: All mentions by (sentence, last token, first token).
        self._order: list[tuple[tuple[int, int, int, int], Spot, Figure]] = []

    def names(self, sentence: int) -> list[Name]:
        """The names that the tagger found in a sentence."""
        return self._names.get(sentence, [])

    def figure(self, key: str, make: Callable[[], Figure]) -> Figure:
        """The figure of a key, made at its first use."""
        if key not in self.figures:
            self.figures[key] = make()
        return self.figures[key]

    def known(self, entry: Entry) -> Figure:
        """The figure of a gazetteer entry in the article's language."""
        names = entry.names.get(self.document.article.lang) or entry.names["en"]
        english = entry.names["en"].main if "en" in entry.names else None
        return self.figure(
            entry.id,
            lambda: Figure(
                entry.id, entry.type, entry.kind, entry, names.main, english, entry.iso,
                gender=entry.gender,
            ),
        )  # fmt: skip

    def meet(self, figure: Figure, spot: Spot) -> None:
        """Note that ``spot`` mentions ``figure``."""
        if spot in figure.spots:
            return
        figure.spots.append(spot)
        key = (spot.sentence, spot.last, -spot.first, len(self._order))
        insort(self._order, (key, spot, figure), key=lambda x: x[0])
        for token in range(spot.first, spot.last + 1):
            self._at.setdefault((spot.sentence, token), []).append((spot, figure))

    def merge(self, one: Figure, other: Figure) -> None:
        """Give all mentions of ``one`` to ``other`` and forget ``one``."""
        self.forget(one)
        for spot in one.spots:
            self.meet(other, spot)

    def forget(self, one: Figure) -> None:
        """Leave ``one`` out, as if it had not been met."""
        self._order = [item for item in self._order if item[2] is not one]
        for place, found in self._at.items():
            self._at[place] = [item for item in found if item[1] is not one]
        del self.figures[one.key]

    def at(self, sentence: int, token: int) -> list[tuple[Spot, Figure]]:
        """Mentions that cover a token, widest first."""
        found = self._at.get((sentence, token), [])
        return sorted(found, key=lambda x: (x[0].first - x[0].last, x[0].form, x[1].key))

    def widest(self, sentence: int, token: int) -> tuple[Spot, Figure] | None:
        """The widest mention that covers a token."""
        return next(iter(self.at(sentence, token)), None)

    def before(self, sentence: int, token: int) -> Iterator[tuple[Spot, Figure]]:
        """Mentions that end before a token, nearest first."""
        end = bisect_left(self._order, (sentence, token), key=lambda x: x[0][:2])
        return ((spot, figure) for _, spot, figure in reversed(self._order[:end]))

    def tokens(self, spot: Spot) -> tuple[Token, ...]:
        """The tokens of a mention."""
        return self.document.sentences[spot.sentence].tokens[spot.first : spot.last + 1]

    def text(self, spot: Spot) -> str:
        """The mention's text, letter for letter."""
        tokens = self.tokens(spot)
        return self.document.article.text[tokens[0].start : tokens[-1].end]
