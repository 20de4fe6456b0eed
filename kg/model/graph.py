"""The resolved graph: who is who and what happened over all articles, and what each article says.

Plain frozen values that know nothing of RDF. Nodes are named by local ids, the part of an IRI
after its base (``person/kassym-jomart-tokayev``, ``event/0f3a…``); an id holds over the whole
graph, and a field that names another node holds that node's id. Every tuple of nodes is sorted by
id, so equal sets of articles give equal graphs. Dates are ISO strings unless said otherwise.

The first half are *facts*, the best knowledge over all articles. The second half are *reports*,
what one article says, kept with its words so that every disagreement stays to be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from kg.dates import Bounds

#: What local ids follow in an IRI unless told otherwise.
BASE = "https://w3id.org/diplograph/id/"

#: Text by language tag.
Labels = Mapping[str, str]

_UNKNOWN = Bounds()


# ---------------------------------------------------------------------------------------- facts


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, state, organisation, place or agreement."""

    id: str
    #: Most specific class (``Person``, ``GovernmentBody``, ``City`` …).
    type: str
    #: One name a language.
    labels: Labels
    #: Further names, (language, name).
    alt_labels: tuple[tuple[str, str], ...] = ()
    iso: str | None = None
    #: The state where it lies.
    located_in: str | None = None
    #: Organisations that a state belongs to.
    member_of: tuple[str, ...] = ()
    wikidata: str | None = None
    lat: float | None = None
    lon: float | None = None
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A post, whoever holds it."""

    id: str
    labels: Labels
    #: State, organisation or place; None where no text says.
    of: str | None = None
    #: Of an envoy: where it is accredited.
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """One person's time in an office."""

    id: str
    holder: str
    office: str
    #: Known dates, ``YYYY[-MM[-DD]]``.
    from_: str | None = None
    until: str | None = None
    #: First and last publication day of the articles that have it as current.
    attested_from: str | None = None
    attested_until: str | None = None
    #: Gazetteer file that it comes from; None where it was only read.
    source: str | None = None
    #: Read, though the gazetteer speaks against it.
    doubted: bool = False
    evidence: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One event, however many articles tell of it."""

    id: str
    #: Most specific class.
    type: str
    labels: Labels
    status: str
    #: Planned or ongoing, though its time had passed when the newest article appeared.
    outcome_unknown: bool = False
    #: EDTF.
    date: str | None = None
    bounds: Bounds = _UNKNOWN
    place: str | None = None
    part_of: str | None = None
    ordinal: int | None = None
    topics: tuple[str, ...] = ()
    resulted_in: tuple[str, ...] = ()
    #: Of an invitation: the event, and what became of it (open, accepted, declined, lapsed).
    invites_to: str | None = None
    invitation_status: str | None = None
    #: (role, entity), asserted ones only, sorted.
    roles: tuple[tuple[str, str], ...] = ()
    #: States of guests and of hosts, themselves or through a person or body.
    guest_states: tuple[str, ...] = ()
    host_states: tuple[str, ...] = ()
    plover: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    confidence: float = 1.0
    #: Articles that are no reprints of one another; distinct sources that they name.
    source_count: int = 1
    attributed_source_count: int = 0
    evidence: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure about relations between states, as one article gives it."""

    id: str
    article: str
    #: ``target``, ``actual`` or ``pledge``.
    kind: str
    metric: str
    value: float
    unit: str
    period: str | None = None
    deadline: str | None = None
    between: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody is reported to have said."""

    id: str
    article: str
    speaker: str
    affiliation: str | None = None
    modality: str = "say"
    quote: str | None = None
    about: tuple[str, ...] = ()
    #: Who relays it, as the article names it.
    source: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the build, and the reading that its reports come from."""

    id: str
    #: The article's own id, as given.
    name: str
    headline: str
    lang: str
    content_hash: str
    #: Id of its named graph, and of the activity that made it.
    graph: str
    activity: str
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    #: The earliest article with this text, hardly changed.
    reprint_of: str | None = None


# -------------------------------------------------------------------------------------- reports


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim piece of an article; offsets are code points into its text, end exclusive."""

    id: str
    text: str
    start: int
    end: int
    #: Words in it that made an event be read.
    triggers: tuple[str, ...] = ()
    #: Whether it is a string that names or describes an entity.
    surface: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What a person decided."""

    #: ``accepted``, ``rejected`` or ``corrected``.
    status: str
    by: str | None = None
    #: ISO day.
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that made an event be read; offsets as in :class:`Evidence`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EntityReport:
    """An entity as one article names it."""

    id: str
    entity: str
    #: ``Person``, ``State``, ``Organization``, ``Place`` or ``Agreement``.
    type: str
    kind: str | None
    name: str
    name_en: str | None
    iso: str | None
    surfaces: tuple[str, ...] = ()
    #: Evidence ids of its occurrences.
    mentions: tuple[str, ...] = ()
    #: How sure it is that the article means this entity and no other.
    identity_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class OfficeReport:
    """An office holding as one article has it."""

    id: str
    holding: str
    status: str
    title: str
    title_en: str | None = None
    #: Of which state, organisation or place, as the article has it.
    of: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventReport:
    """An event as one article tells of it."""

    id: str
    event: str
    type: str
    status: str
    date: str | None = None
    date_text: str | None = None
    bounds: Bounds = _UNKNOWN
    place: str | None = None
    part_of: str | None = None
    ordinal: int | None = None
    topics: tuple[str, ...] = ()
    resulted_in: tuple[str, ...] = ()
    invites_to: str | None = None
    salience: str = "background"
    confidence: float = 1.0
    rule: str | None = None
    trigger: Trigger | None = None
    evidence: tuple[str, ...] = ()
    #: How sure it is that the article means this event and no other.
    identity_confidence: float = 1.0
    #: Another event that it may mean.
    maybe_event: str | None = None
    #: What a person decided on it or its fields.
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One article's word that an entity has a role in an event."""

    id: str
    event: str
    role: str
    entity: str
    #: The holding in which a person takes part.
    capacity: str | None = None
    on_behalf_of: str | None = None
    assertion: str = "asserted"
    review: Review | None = None
    confidence: float = 1.0
    rule: str | None = None
    evidence: tuple[str, ...] = ()
    #: The evidence is its event's, as the reading gave none of its own.
    inherits_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """All that one article says."""

    #: Id of the article.
    article: str
    evidence: tuple[Evidence, ...] = ()
    entities: tuple[EntityReport, ...] = ()
    offices: tuple[OfficeReport, ...] = ()
    events: tuple[EventReport, ...] = ()
    statements: tuple[Statement, ...] = ()


_NO_FACTS = ("reports", "replaced", "unmatched")


@dataclass(frozen=True, slots=True)
class Graph:
    """Facts and reports of a set of articles."""

    articles: tuple[Article, ...] = ()
    entities: tuple[Entity, ...] = ()
    offices: tuple[Office, ...] = ()
    holdings: tuple[Holding, ...] = ()
    events: tuple[Event, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    #: One an article, in the order of ``articles``.
    reports: tuple[Report, ...] = ()
    #: Ids that events would have had alone → the id of the event that they were merged into.
    replaced: Mapping[str, str] = field(default_factory=dict)
    #: One line each: human judgements that apply to nothing here, and why.
    unmatched: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """Number of nodes of each kind of fact; of entities those that articles name."""
        counts = {name: len(getattr(self, name)) for name in self._facts()}
        return counts | {"entities": sum(bool(e.articles) for e in self.entities)}

    def _facts(self) -> Iterator[str]:
        return (f.name for f in fields(self) if f.name not in _NO_FACTS)
