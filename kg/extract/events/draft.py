"""What the stage works on: an occurrence of a trigger that grows into an event."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.events.lexicon import Trigger
from kg.extract.reading import TimeExpression


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A trigger at a token of a sentence."""

    trigger: Trigger
    sentence: int
    token: int
    #: The predicate that carries a noun («провели переговоры»); the verb itself for a verb.
    carrier: int | None

    @property
    def is_verb(self) -> bool:
        """Whether the trigger is a predicate itself."""
        return self.carrier == self.token


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that a phrase names, and where."""

    entity: str
    sentence: int
    token: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity in a role, and the rule that put it there."""

    role: str
    entity: str
    rule: str
    sentence: int
    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """An event in the making; later stages fill what earlier ones left open."""

    occurrence: Occurrence
    type: str
    fillers: list[Filler]
    status: str = "held"
    #: Whether the words of the sentence say the status plainly.
    firm: bool = True
    time: TimeExpression | None = None
    #: Its clause is about it («встреча состоится 5 апреля»), not only at it.
    told: bool = False
    #: The state in which its place lies, where the place is a city or venue.
    narrows: str | None = None
    date: str | None = None
    place: str | None = None
    ordinal: int | None = None
    salience: str = "background"
    #: Told as one before the news («в прошлый раз», «последняя встреча»).
    earlier: bool = False
    parent: Draft | None = None
    #: Verbatim spans (start, end), the best first.
    evidence: list[tuple[int, int]] = field(default_factory=list)
    #: Field → why it has its value, for ``--explain``.
    reasons: dict[str, str] = field(default_factory=dict)
    #: Those that turned out to tell of the same event.
    merged: list[Draft] = field(default_factory=list)
    verdict: str = ""

    @property
    def sentence(self) -> int:
        """Index of its first sentence."""
        return self.occurrence.sentence

    @property
    def rule(self) -> str:
        """Name of the trigger's rule."""
        return self.occurrence.trigger.rule

    def entities(self, *roles: str) -> list[str]:
        """Entities in the given roles, or in any, in order and once each."""
        return list(dict.fromkeys(f.entity for f in self.fillers if not roles or f.role in roles))
