"""What one article says: the definition of ``Extraction``, the shape that ``kg extract`` prints.

Identifiers (``e1``, ``o1``, ``v1``, ``q1``, ``c1``) hold inside one article only. Offsets are code
points into the article's text, ends exclusive. Values of controlled fields (``type``, ``kind``,
``role``, ``status`` …) are those of ``schemas/``; ``Vocabulary.check`` tests whether they are.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
#: (start, end)
Span = tuple[int, int]


class Record(BaseModel):
    """Base of all parts: frozen, no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fragment(Record):
    """A verbatim piece of the article: ``article.text[start:end] == text``."""

    text: str
    start: int
    end: int


Evidence = tuple[Fragment, ...]


class Entity(Record):
    """A person, state, organisation, place or agreement that the article names."""

    id: str
    type: Literal["Person", "State", "Organization", "Place", "Agreement"]
    #: Finer kind (``igo``, ``city`` …); None for Person and State.
    kind: str | None = None
    #: Nominative, the fullest form that the text supports, in the article's language.
    name: str
    name_en: str | None = None
    #: ISO 3166-1 alpha-2 of a State, or of the state where a Place or a government body lies.
    iso: str | None = None
    #: Each distinct string of the text that names or describes the entity, in order of appearance.
    surfaces: tuple[str, ...] = ()
    #: Each occurrence, sorted.
    mentions: tuple[Span, ...] = ()
    #: Gazetteer id that the reading settled on, ``person/kassym-jomart-tokayev``.
    gazetteer: str | None = None
    #: Filled by resolution.
    iri: str | None = None
    wikidata: str | None = None


class Office(Record):
    """A post that the article says somebody holds, seen from its date."""

    id: str
    holder: str
    #: Nominative, in the article's language, as in the text.
    title: str
    title_en: str | None = None
    #: Entity id of the State, Organization or Place.
    of: str | None = None
    status: Literal["current", "former", "acting", "designate"] = "current"
    evidence: Evidence = ()


class Participant(Record):
    """An entity in a role of an event."""

    entity: str
    role: str
    #: Office id in which the person takes part.
    capacity: str | None = None
    #: Entity id of the State or Organization that it stands for.
    on_behalf_of: str | None = None
    assertion: Literal["asserted", "claimed", "denied", "disputed"] = "asserted"
    confidence: Confidence = 1.0
    #: Name of the rule that found it, e.g. ``nsubj`` or ``coordination``.
    rule: str | None = None
    evidence: Evidence = ()


class Event(Record):
    """An interaction between states, organisations or their people, as this article tells of it."""

    id: str
    type: str
    status: str
    #: EDTF of the whole time, ``2025-11-14/2025-11-15``, or ``XXXX-11-14`` without a year.
    date: str | None = None
    #: ``YYYY[-MM[-DD]]``; None where unknown or without a year.
    start: str | None = None
    end: str | None = None
    #: The date's words as they stand.
    date_text: str | None = None
    #: Entity id of a Place or State.
    place: str | None = None
    #: Event id of the larger event.
    part_of: str | None = None
    ordinal: int | None = None
    salience: Literal["main", "background"] = "background"
    confidence: Confidence = 1.0
    rule: str | None = None
    trigger: Fragment | None = None
    participants: tuple[Participant, ...] = ()
    #: Values of the topic scheme.
    topics: tuple[str, ...] = ()
    #: Entity ids of agreements or institutions that came out of it.
    resulted_in: tuple[str, ...] = ()
    #: Event id that an invitation invites to.
    invites_to: str | None = None
    evidence: Evidence = ()
    iri: str | None = None


class Quantity(Record):
    """A figure about relations between states."""

    id: str
    kind: Literal["target", "actual", "pledge"]
    metric: str
    value: float
    unit: str
    period: str | None = None
    deadline: str | None = None
    between: tuple[str, ...] = ()
    evidence: Evidence = ()


class Claim(Record):
    """A statement that the article attributes to somebody."""

    id: str
    speaker: str
    #: Entity id of the State or Organization for which the speaker speaks.
    affiliation: str | None = None
    modality: str = "say"
    #: The words in quotation marks, verbatim, where there are any.
    quote: str | None = None
    #: Ids of events and entities that it is about.
    about: tuple[str, ...] = ()
    #: Who relays it («ТАСС»), as the text names it.
    source: str | None = None
    evidence: Evidence = ()


class Extraction(Record):
    """All that one article says."""

    id: str
    lang: str
    published: str | None = None
    title: str
    entities: tuple[Entity, ...] = ()
    offices: tuple[Office, ...] = ()
    events: tuple[Event, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
