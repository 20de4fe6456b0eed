"""What the stages of extraction share: the document with its entities, mentions, offices and times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model.document import Document
from kg.model.extraction import Entity, Office

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


@dataclass(frozen=True, slots=True)
class Reading:
    """The document with what has been found in it; all tuples sorted by position."""

    document: Document
    entities: tuple[Entity, ...]
    #: May nest: «Президент Казахстана Касым-Жомарт Токаев» holds «Казахстана».
    mentions: tuple[Mention, ...]
    offices: tuple[Office, ...]
    times: tuple[TimeExpression, ...]
