"""The vocabulary that the stages work with: which types, roles and values there are.

Read out of ``schemas/``. Every ``labels`` and ``definitions`` maps a language tag (en, ru, kk, uz)
to text. Order is that of the names, so that two runs see the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.schema.source import EventFile, Source, TermFile, read

if TYPE_CHECKING:
    from kg.model.extraction import Event, Extraction

LANGUAGES = ("en", "ru", "kk", "uz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the vocabulary."""

    name: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Codes:
    """An event's place in two event ontologies; CAMEO codes keep their leading zeros."""

    plover: str
    cameo: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType(Term):
    """A type of event."""

    #: Contact, Invitation, Agreement, Institution, Personnel, Relations, Coercion, Cooperation.
    family: str
    #: Classes above it, nearest first, ``Event`` last.
    parents: tuple[str, ...]
    #: Role → entity types that may fill it.
    roles: Mapping[str, tuple[str, ...]]
    #: Whether such an event takes a day unless something else is said.
    one_day: bool
    #: Status → codes; no entry where none fits.
    codes: Mapping[str, Codes]
    #: Of a visit: its rank in protocol, a value of the rank scheme.
    rank: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Class(Term):
    """A class of nodes, events and their families included."""

    #: Classes above it, nearest first.
    parents: tuple[str, ...]
    #: Value of ``kind`` in an extraction that it stands for.
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Term):
    """What an entity is to an event."""

    #: Whether it takes part: False for ``absent``.
    involves: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that may be said. Keys are names as they stand in extractions and IRIs."""

    event_types: Mapping[str, EventType]
    classes: Mapping[str, Class]
    roles: Mapping[str, Role]
    #: Scheme → value → term: all controlled values.
    schemes: Mapping[str, Mapping[str, Term]]
    #: Entity type → kind → class: ``kinds["Organization"]["igo"]``; ``other`` is the type itself.
    kinds: Mapping[str, Mapping[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        kinds = {
            t: {"other": t} if t != "Place" else {} for t in ("Organization", "Place", "Agreement")
        }
        for name, found in self.classes.items():
            if found.kind and found.parents and found.parents[-1] in kinds:
                kinds[found.parents[-1]][found.kind] = name
        object.__setattr__(self, "kinds", kinds)

    @property
    def statuses(self) -> Mapping[str, Term]:
        """planned, ongoing, held, postponed, cancelled, unconfirmed."""
        return self.schemes["status"]

    @property
    def metrics(self) -> Mapping[str, Term]:
        """What a quantity measures."""
        return self.schemes["metric"]

    @property
    def units(self) -> Mapping[str, Term]:
        """Units of quantities."""
        return self.schemes["unit"]

    @property
    def modalities(self) -> Mapping[str, Term]:
        """How a claim is made."""
        return self.schemes["modality"]

    @property
    def topics(self) -> Mapping[str, Term]:
        """What an event is about."""
        return self.schemes["topic"]

    @property
    def ranks(self) -> Mapping[str, Term]:
        """Ranks of visits."""
        return self.schemes["rank"]

    @property
    def assertions(self) -> Mapping[str, Term]:
        """How an article stands to a statement."""
        return self.schemes["assertion"]

    @property
    def review_statuses(self) -> Mapping[str, Term]:
        """What a reviewer said of a statement."""
        return self.schemes["review-status"]

    @property
    def invitation_statuses(self) -> Mapping[str, Term]:
        """What became of an invitation."""
        return self.schemes["invitation-status"]

    @property
    def holding_statuses(self) -> Mapping[str, Term]:
        """How a person stands to an office: current, former, acting, designate."""
        return self.schemes["holding-status"]

    @property
    def saliences(self) -> Mapping[str, Term]:
        """Whether an event is what an article is about."""
        return self.schemes["salience"]

    def family(self, event_type: str) -> str:
        """The family of an event type. Raises KeyError for an unknown one."""
        return self.event_types[event_type].family

    def class_of(self, type_: str, kind: str | None = None) -> str:
        """The class of an entity; its type itself where the kind is unknown."""
        return self.kinds.get(type_, {}).get(kind or "", type_)

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Classes above a class or event type, nearest first; none for an unknown name."""
        found = self.classes.get(name)
        return found.parents if found else ()

    def codes(self, event_type: str, status: str) -> Codes | None:
        """PLOVER and CAMEO codes of an event, by its type and status; None where none fits."""
        return self.event_types[event_type].codes.get(status)

    def check(self, extraction: Extraction) -> list[str]:
        """One line for each value of an extraction that the vocabulary does not hold."""
        return list(_problems(self, extraction))


def _problems(words: Vocabulary, said: Extraction) -> Iterator[str]:
    types = {e.id: e.type for e in said.entities}
    for entity in said.entities:
        if entity.kind is not None and entity.kind not in words.kinds.get(entity.type, {}):
            yield f"{said.id} {entity.id}: unknown kind {entity.kind!r} of {entity.type}"
    for event in said.events:
        for problem in _event_problems(words, event, types):
            yield f"{said.id} {event.id}: {problem}"
    for owner, value, allowed, what in _controlled(words, said):
        if value not in allowed:
            yield f"{said.id} {owner}: unknown {what} {value!r}"


def _event_problems(words: Vocabulary, event: Event, types: Mapping[str, str]) -> Iterator[str]:
    known = words.event_types.get(event.type)
    if known is None:
        yield f"unknown event type {event.type!r}"
        return
    for one in event.participants:
        fillers = known.roles.get(one.role)
        filler = types.get(one.entity)
        if fillers is None:
            yield f"{event.type} takes no role {one.role!r}"
        elif filler not in fillers:
            filled = f"{one.entity} ({filler or 'no such entity'})"
            yield f"{one.role} of {event.type} may not be {filled}"


def _controlled(
    words: Vocabulary, said: Extraction
) -> Iterator[tuple[str, str, Mapping[str, Term], str]]:
    for event in said.events:
        yield event.id, event.status, words.statuses, "status"
        for topic in event.topics:
            yield event.id, topic, words.topics, "topic"
    for quantity in said.quantities:
        yield quantity.id, quantity.metric, words.metrics, "metric"
        yield quantity.id, quantity.unit, words.units, "unit"
    for claim in said.claims:
        yield claim.id, claim.modality, words.modalities, "modality"


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of ``schemas/``, read once. Raises VocabularyError where a file is broken."""
    return assemble(read())


def assemble(files: Source) -> Vocabulary:
    """The vocabulary out of the files of ``schemas/``."""
    return Vocabulary(
        event_types={
            name: _event_type(name, files)
            for name, file in files.events.items()
            if not file.abstract
        },
        classes={
            name: Class(**_words(name, file), parents=files.line(name)[1:], kind=file.kind)
            for name, file in files.all_classes.items()
        },
        roles={
            name: Role(**_words(name, file), involves=file.involves)
            for name, file in files.roles.items()
        },
        schemes={
            name: {value: Term(**_words(value, file)) for value, file in scheme.values.items()}
            for name, scheme in files.schemes.items()
        },
    )


def _words(name: str, file: TermFile) -> dict[str, Any]:
    return {"name": name, "labels": file.label, "definitions": file.definition}


def _event_type(name: str, files: Source) -> EventType:
    line = [files.events[n] for n in files.line(name)]
    roles: Mapping[str, tuple[str, ...]] = _inherited("roles", line, {})
    codes: Mapping[str, str] = _inherited("codes", line, {})
    return EventType(
        **_words(name, line[0]),
        family=_inherited("family", line, ""),
        parents=files.line(name)[1:],
        roles=roles,
        one_day=_inherited("one_day", line, False),
        codes={status: _codes(text) for status, text in codes.items()},
        rank=line[0].rank,
    )


def _inherited(field_: str, line: Sequence[EventFile], default: Any) -> Any:
    return next((v for file in line if (v := getattr(file, field_)) is not None), default)


def _codes(text: str) -> Codes:
    plover, *cameo = text.split()
    return Codes(plover, tuple(cameo))
