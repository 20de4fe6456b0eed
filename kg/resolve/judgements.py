"""Human judgements on what was read: facts accepted, rejected, corrected.

A rejected event, office, figure or claim leaves the graph. A rejected role stays as a statement of
its article and leaves the core. An accepted or corrected field of an event wins over what other
articles tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from kg.dates import end_of, start_of
from kg.model.article import Article
from kg.model.extraction import Entity, Event, Extraction, Participant
from kg.model.gazetteer import Entry
from kg.model.judgement import Judgement, Subject, Words
from kg.resolve.finding import Found, find
from kg.schema import vocabulary

#: Fields of an event that can be judged each by itself; those that may be empty.
_FIELDS = ("type", "status", "date", "place", "ordinal")
_MAY_BE_EMPTY = ("date", "place", "ordinal")
#: Fields whose value is an entity of the article.
_ENTITY_FIELDS = ("place", "speaker", "affiliation", "holder", "of")
_ACCEPTED, _REJECTED, _CORRECTED = "accepted", "rejected", "corrected"
_ON_FACTS = ("accept", "reject", "correct")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided on a statement."""

    status: str
    by: str | None
    on: str | None


@dataclass(slots=True)
class Verdicts:
    """All that people decided on the events of one article."""

    #: Event → verdict on it or on one of its fields, the last one.
    events: dict[str, Verdict] = field(default_factory=dict)
    #: Event → fields whose value is as a person said.
    fields: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: (event, role, entity) → verdict.
    roles: dict[tuple[str, str, str], Verdict] = field(default_factory=dict)
    #: Offices that are right, whatever the gazetteer says.
    offices: set[str] = field(default_factory=set)

    def judged(self) -> set[str]:
        """The events on which people decided anything."""
        return {*self.events, *self.fields, *(event for event, _, _ in self.roles)}


class UnmatchedError(Exception):
    """A judgement that does not apply; ``str()`` says why."""


Readings = dict[str, tuple[Article, Extraction]]


@dataclass(slots=True)
class Bench:
    """Readings by article id, as judged so far."""

    readings: Readings
    entries: Mapping[str, Entry]
    verdicts: dict[str, Verdicts] = field(default_factory=lambda: defaultdict(Verdicts))
    #: One line each: judgements that apply to nothing here, and why.
    unmatched: list[str] = field(default_factory=list)

    def found(self, words: Words) -> Found:
        """What words stand for. Raises UnmatchedError."""
        if words.article not in self.readings:
            raise UnmatchedError("no such article in this build")
        found = find(*self.readings[words.article], words)
        if isinstance(found, str):
            raise UnmatchedError(found)
        return found

    def miss(self, number: int, judgement: Judgement, reason: object) -> None:
        """Note a judgement that applies to nothing."""
        self.unmatched.append(f"item {number}: {judgement}: {reason}")


def judge_facts(bench: Bench, review: Sequence[Judgement]) -> None:
    """Apply the judgements on facts, in their order."""
    for number, judgement in enumerate(review, 1):
        if judgement.kind in _ON_FACTS:
            try:
                _judge(bench, judgement)
            except (UnmatchedError, ValidationError, ValueError) as reason:
                bench.miss(number, judgement, str(reason).splitlines()[0])


def _judge(bench: Bench, judgement: Judgement) -> None:
    words = judgement.a
    assert isinstance(words, Words)
    found = bench.found(words)
    article, extraction = bench.readings[words.article]
    judged = _Article(extraction, bench.verdicts[words.article], bench.entries, article)
    if found.part == "events":
        changed = judged.event(_item(extraction, found), judgement)
    else:
        changed = judged.other(found, judgement)
    if problems := set(vocabulary().check(changed)) - set(vocabulary().check(extraction)):
        raise UnmatchedError(min(problems))
    bench.readings[words.article] = article, changed


def _item(extraction: Extraction, found: Found) -> Event:
    return next(e for e in extraction.events if e.id == found.id)


@dataclass(slots=True)
class _Article:
    """One article under judgement."""

    extraction: Extraction
    verdicts: Verdicts
    entries: Mapping[str, Entry]
    article: Article

    def event(self, event: Event, judgement: Judgement) -> Extraction:
        """The extraction after a judgement on an event."""
        if judgement.field is None:
            return self._whole(event, judgement)
        if judgement.field in _FIELDS:
            return self._field(event, judgement)
        if judgement.field in vocabulary().roles:
            return self._role(event, judgement)
        raise UnmatchedError(f"an event has no field «{judgement.field}»")

    def other(self, found: Found, judgement: Judgement) -> Extraction:
        """The extraction after a judgement on anything else."""
        if found.part == "offices" and judgement.kind != "reject":
            self.verdicts.offices.add(found.id)
        if judgement.kind == "accept":
            return self.extraction
        if judgement.kind == "correct":
            assert judgement.field is not None
            return self._changed(found, {judgement.field: self._value(judgement)})
        if found.part == "entities":
            raise UnmatchedError("an entity cannot be rejected; say what it is different from")
        return without(self.extraction, {found.id})

    def _whole(self, event: Event, judgement: Judgement) -> Extraction:
        if judgement.kind == "reject":
            return without(self.extraction, {event.id})
        self.verdicts.events[event.id] = _verdict(judgement, _ACCEPTED)
        self.verdicts.fields[event.id].update(_FIELDS)
        for p in event.participants:
            self.verdicts.roles[event.id, p.role, p.entity] = _verdict(judgement, _ACCEPTED)
        return self.extraction

    def _field(self, event: Event, judgement: Judgement) -> Extraction:
        name = judgement.field
        assert name is not None
        if judgement.kind == "reject" and name not in _MAY_BE_EMPTY:
            raise UnmatchedError(f"say which {name} is right: correct, with a value")
        status = _ACCEPTED if judgement.kind == "accept" else _CORRECTED
        self.verdicts.events[event.id] = _verdict(judgement, status)
        if judgement.kind == "reject":
            return self._with_field(event, name, None)
        self.verdicts.fields[event.id].add(name)
        if judgement.kind == "accept":
            return self.extraction
        return self._with_field(event, name, self._value(judgement))

    def _with_field(self, event: Event, name: str, value: str | None) -> Extraction:
        changes: dict[str, object] = {name: value}
        if name == "date":
            changes |= {"start": start_of(value), "end": end_of(value)}
        return self._changed(Found("events", event.id), changes)

    def _role(self, event: Event, judgement: Judgement) -> Extraction:
        role, filler = judgement.field, self._filler(judgement)
        assert role is not None
        known = [p.entity for p in event.participants if p.role == role]
        if judgement.kind == "correct":
            return self._corrected(event, role, filler, judgement)
        if filler not in known:
            raise UnmatchedError(f"the event has no such {role}")
        status = _ACCEPTED if judgement.kind == "accept" else _REJECTED
        self.verdicts.roles[event.id, role, filler or ""] = _verdict(judgement, status)
        return self.extraction

    def _corrected(
        self, event: Event, role: str, wrong: str | None, judgement: Judgement
    ) -> Extraction:
        """With the right filler added; the wrong one, if named, is rejected."""
        right = self._entity(judgement.value or "")
        if wrong is not None:
            self.verdicts.roles[event.id, role, wrong] = _verdict(judgement, _REJECTED)
        self.verdicts.roles[event.id, role, right] = _verdict(judgement, _CORRECTED)
        told = [p for p in event.participants if (p.role, p.entity) != (role, right)]
        added = Participant(entity=right, role=role)
        return self._changed(Found("events", event.id), {"participants": (*told, added)})

    def _filler(self, judgement: Judgement) -> str | None:
        """Entity that a judgement on a role speaks of."""
        named = judgement.b or (judgement.value if judgement.kind != "correct" else None)
        if named is None:
            if judgement.kind == "correct":
                return None
            raise UnmatchedError("say by b who fills the role")
        return self._named(named)

    def _named(self, subject: Subject) -> str:
        if isinstance(subject, str):
            return self._known(subject)
        found = find(self.article, self.extraction, subject)
        if isinstance(found, str) or found.part != "entities":
            raise UnmatchedError(f"«{subject.quote}» is no entity of the article")
        return found.id

    def _known(self, name: str) -> str:
        for entity in self.extraction.entities:
            state = f"state/{entity.iso}" if entity.type == "State" else None
            if name in (entity.gazetteer, state, entity.name, *entity.surfaces):
                return entity.id
        raise UnmatchedError(f"«{name}» is no entity of the article")

    def _value(self, judgement: Judgement) -> str:
        value = judgement.value or ""
        return self._entity(value) if judgement.field in _ENTITY_FIELDS else value

    def _entity(self, name: str) -> str:
        """Entity of that name or gazetteer id; one of the gazetteer is added to the article's."""
        try:
            return self._known(name)
        except UnmatchedError:
            if name not in self.entries:
                raise
        entry, id_ = self.entries[name], f"e-{name}"
        added = Entity(
            id=id_,
            type=entry.type,
            kind=entry.kind,
            name=(entry.names.get(self.extraction.lang) or next(iter(entry.names.values()))).main,
            iso=entry.iso,
            gazetteer=entry.id,
        )
        entities = (*self.extraction.entities, added)
        self.extraction = self.extraction.model_copy(update={"entities": entities})
        return id_

    def _changed(self, found: Found, changes: Mapping[str, object]) -> Extraction:
        items = getattr(self.extraction, found.part)
        if unknown := changes.keys() - type(items[0]).model_fields.keys():
            raise UnmatchedError(f"there is no field «{min(unknown)}» here")
        changed = tuple(
            type(x).model_validate(x.model_dump() | changes) if x.id == found.id else x
            for x in items
        )
        return self.extraction.model_copy(update={found.part: changed})


def _verdict(judgement: Judgement, status: str) -> Verdict:
    return Verdict(status, judgement.by, judgement.on)


def without(extraction: Extraction, gone: Iterable[str]) -> Extraction:
    """The extraction without some events, offices, figures or claims, nor references to them."""
    gone = set(gone)
    events = tuple(_freed(e, gone) for e in extraction.events if e.id not in gone)
    claims = tuple(
        c.model_copy(update={"about": tuple(a for a in c.about if a not in gone)})
        for c in extraction.claims
        if c.id not in gone
    )
    offices = tuple(o for o in extraction.offices if o.id not in gone)
    quantities = tuple(q for q in extraction.quantities if q.id not in gone)
    return extraction.model_copy(
        update={"events": events, "claims": claims, "offices": offices, "quantities": quantities}
    )


def _freed(event: Event, gone: set[str]) -> Event:
    """An event that refers to nothing that is gone."""
    changes: dict[str, object] = {
        name: None for name in ("part_of", "invites_to") if getattr(event, name) in gone
    }
    if any(p.capacity in gone for p in event.participants):
        changes["participants"] = tuple(
            p.model_copy(update={"capacity": None}) if p.capacity in gone else p
            for p in event.participants
        )
    return event.model_copy(update=changes) if changes else event
