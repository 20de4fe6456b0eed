"""What the stages of extraction share: the document with its entities, offices and times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from kg.model.document import Document
from kg.model.extraction import Entity, Fragment, Office

K = TypeVar("K")
V = TypeVar("V")

#: How a mention points at its entity. ``name``: by name; ``office``: «президент Казахстана»;
#: ``descriptor``: «российский лидер», «эксперт»; ``metonym``: a capital or seat for its government;
#: ``adjective``: «казахстанский»; ``pronoun``. The last two are no surfaces of the entity.
MentionForm = Literal["name", "office", "descriptor", "metonym", "adjective", "pronoun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of the text that points at an entity (code points, end exclusive)."""

    start: int
    end: int
    #: Id of the entity.
    entity: str
    #: Index of the sentence in the document, and of the syntactic head token in it.
    sentence: int
    head: int
    form: MentionForm


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date or time in the text, resolved against the publication date.

    ``date`` is EDTF: a day, month, year, or interval; the year is ``XXXX`` where the publication
    date is unknown and the text gives none. ``anchor`` tells what it rests on.
    """

    start: int
    end: int
    sentence: int
    text: str
    date: str
    anchor: Literal["absolute", "published", "event"]
    #: Whether what is dated lies somewhere in the interval («осенью», «на прошлой неделе») and does
    #: not fill it («14–15 ноября»).
    vague: bool = False


@dataclass(frozen=True)
class Reading:
    """The document with what has been found in it; all tuples sorted by position."""

    document: Document
    entities: tuple[Entity, ...]
    #: May nest: «Президент Казахстана Касым-Жомарт Токаев» holds «Казахстана».
    mentions: tuple[Mention, ...]
    offices: tuple[Office, ...]
    times: tuple[TimeExpression, ...]

    def entity(self, identifier: str) -> Entity:
        """The entity of an id; KeyError where there is none."""
        return self._entities[identifier]

    def text(self, start: int, end: int) -> str:
        """The article's text between two offsets."""
        return self.document.article.text[start:end]

    def fragment(self, start: int, end: int) -> Fragment:
        """The article's text between two offsets, with them: evidence."""
        return Fragment(text=self.text(start, end), start=start, end=end)

    def sentence_fragment(self, sentence: int) -> Fragment:
        """A sentence as evidence."""
        found = self.document.sentences[sentence]
        return self.fragment(found.start, found.end)

    def mentions_in(self, sentence: int) -> tuple[Mention, ...]:
        """Mentions of a sentence by position, the longer first where two begin together."""
        return self._in_sentence.get(sentence, ())

    def mentions_of(self, entity: str) -> tuple[Mention, ...]:
        """Mentions of an entity, by position."""
        return self._of_entity.get(entity, ())

    def covering(self, sentence: int, token: int) -> tuple[Mention, ...]:
        """Mentions that cover a token, narrowest first."""
        at = self.document.sentences[sentence].tokens[token]
        found = [m for m in self.mentions_in(sentence) if m.start <= at.start and at.end <= m.end]
        return tuple(sorted(found, key=lambda m: (m.end - m.start, m.start)))

    def headed(self, sentence: int, token: int) -> Mention | None:
        """The widest mention whose head is the token."""
        found = [m for m in self.mentions_in(sentence) if m.head == token]
        return max(found, key=lambda m: m.end - m.start, default=None)

    def offices_of(self, person: str) -> tuple[Office, ...]:
        """Offices that the article gives a person."""
        return tuple(office for office in self.offices if office.holder == person)

    def times_in(self, sentence: int) -> tuple[TimeExpression, ...]:
        """Time expressions of a sentence, by position."""
        return self._times.get(sentence, ())

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def _in_sentence(self) -> dict[int, tuple[Mention, ...]]:
        order = sorted(self.mentions, key=lambda m: (m.start, -m.end))
        return _grouped(order, lambda mention: mention.sentence)

    @cached_property
    def _of_entity(self) -> dict[str, tuple[Mention, ...]]:
        return _grouped(self.mentions, lambda mention: mention.entity)

    @cached_property
    def _times(self) -> dict[int, tuple[TimeExpression, ...]]:
        return _grouped(self.times, lambda time: time.sentence)


def _grouped(items: Iterable[V], key: Callable[[V], K]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in groups.items()}
