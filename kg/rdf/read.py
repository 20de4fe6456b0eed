"""RDF back to what each article says: the inverse of ``core`` and ``reports``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.dates import end_of, start_of
from kg.model.extraction import (
    Claim,
    Entity,
    Event,
    Extraction,
    Fragment,
    Office,
    Participant,
    Quantity,
)
from kg.model.graph import BASE
from kg.rdf.terms import RDF_TYPE, term

#: Property → values, of one subject.
_Facts = Mapping[str, list[str]]
#: Subject → its facts.
_Nodes = Mapping[str, _Facts]

_QUANTITIES = ("Target", "Actual", "Pledge")
_NOTHING: _Facts = {}


def read(statements: Iterable[Triple | Quad], *, base: str = BASE) -> list[Extraction]:
    """The extractions that core and reports were made of, by article id.

    Graph names don't matter. Ids are numbered anew, ``iri`` and ``wikidata`` are filled, and parts
    come in the order of their evidence. Raises KeyError where a report lacks what every report has.
    """
    facts = _index(statements)
    of_article: dict[str, list[str]] = defaultdict(list)
    for node, known in facts.items():
        for article in known.get(_iri("dip:article"), known.get(_iri("dip:mentionedIn"), ())):
            of_article[article].append(node)
    articles = (n for n, known in facts.items() if _is(known, "Article"))
    found = [_Reader(facts, sorted(of_article[a]), base).extraction(a) for a in articles]
    return sorted(found, key=lambda e: e.id)


def _index(statements: Iterable[Triple | Quad]) -> dict[str, dict[str, list[str]]]:
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for s in {s.triple if isinstance(s, Quad) else s for s in statements}:
        if isinstance(s.subject, NamedNode) and isinstance(s.object, NamedNode | Literal):
            facts[s.subject.value][s.predicate.value].append(s.object.value)
    return facts


def _iri(name: str) -> str:
    return term(name).value


def _is(facts: _Facts, class_: str) -> bool:
    return _iri("dip:" + class_) in facts.get(RDF_TYPE.value, ())


def _one(facts: _Facts, name: str) -> str:
    return facts[_iri(name)][0]


def _some(facts: _Facts, name: str) -> str | None:
    return next(iter(facts.get(_iri(name), ())), None)


def _all(facts: _Facts, name: str) -> list[str]:
    return sorted(facts.get(_iri(name), ()))


def _number(facts: _Facts, name: str) -> int | None:
    found = _some(facts, name)
    return int(found) if found is not None else None


def _last(iri: str) -> str:
    """The last part of a term's IRI: ``held``, ``Meeting``."""
    return iri.replace("#", "/").rpartition("/")[2]


def _tail(facts: _Facts, name: str) -> str:
    return _last(_one(facts, name))


@dataclass(frozen=True, slots=True)
class _Part:
    """A report or fact with its evidence, under its new id."""

    id: str
    facts: _Facts
    evidence: tuple[Fragment, ...]


class _Reader:
    """Reads one article's reports."""

    def __init__(self, facts: _Nodes, nodes: list[str], base: str) -> None:
        self._facts = facts
        self._base = base
        self._nodes = nodes
        self._entities = self._parts("e", ("EntityReport",), "dip:mention")
        self._offices = self._parts("o", ("OfficeReport",))
        self._events = self._parts("v", ("EventReport",))
        #: Node of the graph → new id.
        self._ids = {
            _one(part.facts, link): part.id
            for parts, link in (
                (self._entities, "dip:ofEntity"),
                (self._offices, "dip:ofHolding"),
                (self._events, "dip:ofEvent"),
            )
            for part in reversed(parts)
        }

    def extraction(self, article: str) -> Extraction:
        """All that the article says."""
        facts = self._facts[article]
        return Extraction(
            id=_one(facts, "dcterms:identifier"),
            lang=_one(facts, "schema:inLanguage"),
            published=_some(facts, "schema:datePublished"),
            title=_one(facts, "schema:headline"),
            entities=tuple(map(self._entity, self._entities)),
            offices=tuple(map(self._office, self._offices)),
            events=tuple(self._read_events()),
            quantities=tuple(map(self._quantity, self._parts("q", _QUANTITIES))),
            claims=tuple(map(self._claim, self._parts("c", ("Claim",)))),
        )

    def _parts(
        self, letter: str, classes: tuple[str, ...], evidence: str = "dip:evidence"
    ) -> list[_Part]:
        found = [
            (self._fragments(self._facts[n], evidence), n)
            for n in self._nodes
            if any(_is(self._facts[n], c) for c in classes)
        ]
        found.sort(key=lambda part: (part[0][0].start if part[0] else -1, part[1]))
        return [
            _Part(f"{letter}{number}", self._facts[node], fragments)
            for number, (fragments, node) in enumerate(found, 1)
        ]

    def _fragments(self, facts: _Facts, name: str = "dip:evidence") -> tuple[Fragment, ...]:
        found = (self._facts[node] for node in facts.get(_iri(name), ()))
        fragments = (
            Fragment(
                text=_one(f, "dip:exact"),
                start=int(_one(f, "dip:startOffset")),
                end=int(_one(f, "dip:endOffset")),
            )
            for f in found
        )
        return tuple(sorted(fragments, key=lambda f: (f.start, f.end)))

    def _id(self, facts: _Facts, name: str) -> str | None:
        return self._ids.get(_some(facts, name) or "")

    def _linked(self, facts: _Facts, name: str) -> tuple[str, ...]:
        return tuple(sorted(self._ids[n] for n in _all(facts, name)))

    def _entity(self, part: _Part) -> Entity:
        facts, node = part.facts, _one(part.facts, "dip:ofEntity")
        local = node.removeprefix(self._base)
        same = _some(self._facts.get(node, _NOTHING), "owl:sameAs")
        surfaces = _all(facts, "dip:surface")
        first = {f.text: f.start for f in reversed(part.evidence)}
        return Entity.model_validate(
            {
                "id": part.id,
                "type": _tail(facts, "dip:reportedType"),
                "kind": _some(facts, "dip:reportedKind"),
                "name": _one(facts, "dip:reportedName"),
                "name_en": _some(facts, "dip:reportedEnglishName"),
                "iso": _some(facts, "dip:reportedIso"),
                "surfaces": sorted(surfaces, key=lambda s: (first.get(s, -1), s)),
                "mentions": [(f.start, f.end) for f in part.evidence],
                "gazetteer": None if local.partition("/")[2].startswith("x-") else local,
                "iri": node,
                "wikidata": _last(same) if same else None,
            }
        )

    def _office(self, part: _Part) -> Office:
        facts = part.facts
        holding = self._facts[_one(facts, "dip:ofHolding")]
        doubted = _is(holding, "DoubtedHolding")
        return Office.model_validate(
            {
                "id": part.id,
                "holder": self._id(holding, "dip:reportedHolder" if doubted else "dip:holder"),
                "title": _one(facts, "dip:reportedTitle"),
                "title_en": _some(facts, "dip:reportedEnglishTitle"),
                "of": self._id(facts, "dip:reportedOfficeOf"),
                "status": _tail(facts, "dip:holdingStatus"),
                "evidence": part.evidence,
            }
        )

    def _read_events(self) -> Iterator[Event]:
        participants: dict[str, list[Participant]] = defaultdict(list)
        for node in self._nodes:
            if _is(self._facts[node], "Statement"):
                facts = self._facts[node]
                participants[_one(facts, "rdf:subject")].append(self._participant(facts))
        for part in self._events:
            told = participants[_one(part.facts, "dip:ofEvent")]
            yield self._event(part, sorted(told, key=lambda p: (p.role, int(p.entity[1:]))))

    def _participant(self, facts: _Facts) -> Participant:
        inherited = _some(facts, "dip:evidenceInherited")
        return Participant.model_validate(
            {
                "entity": self._id(facts, "rdf:object"),
                "role": _tail(facts, "rdf:predicate"),
                "capacity": self._id(facts, "dip:inCapacity"),
                "on_behalf_of": self._id(facts, "dip:onBehalfOf"),
                "assertion": _tail(facts, "dip:assertion"),
                "confidence": _one(facts, "dip:confidence"),
                "rule": _some(facts, "dip:rule"),
                "evidence": () if inherited else self._fragments(facts),
            }
        )

    def _event(self, part: _Part, participants: list[Participant]) -> Event:
        facts = part.facts
        date = _some(facts, "dip:date")
        return Event.model_validate(
            {
                "id": part.id,
                "type": _tail(facts, "dip:reportedType"),
                "status": _tail(facts, "dip:reportedStatus"),
                "date": date,
                "start": start_of(date),
                "end": end_of(date),
                "date_text": _some(facts, "dip:dateText"),
                "place": self._id(facts, "dip:reportedPlace"),
                "part_of": self._id(facts, "dip:reportedPartOf"),
                "ordinal": _number(facts, "dip:reportedOrdinal"),
                "salience": _tail(facts, "dip:salience"),
                "confidence": _one(facts, "dip:confidence"),
                "rule": _some(facts, "dip:rule"),
                "trigger": _trigger(facts),
                "participants": participants,
                "topics": map(_last, _all(facts, "dip:reportedTopic")),
                "resulted_in": self._linked(facts, "dip:reportedResult"),
                "invites_to": self._id(facts, "dip:reportedInvitesTo"),
                "evidence": part.evidence,
                "iri": _one(facts, "dip:ofEvent"),
            }
        )

    def _quantity(self, part: _Part) -> Quantity:
        facts = part.facts
        return Quantity.model_validate(
            {
                "id": part.id,
                "kind": next(k.lower() for k in _QUANTITIES if _is(facts, k)),
                "metric": _tail(facts, "dip:metric"),
                "value": _one(facts, "dip:value"),
                "unit": _tail(facts, "dip:unit"),
                "period": _some(facts, "dip:period"),
                "deadline": _some(facts, "dip:deadline"),
                "between": self._linked(facts, "dip:between"),
                "evidence": part.evidence,
            }
        )

    def _claim(self, part: _Part) -> Claim:
        facts = part.facts
        return Claim.model_validate(
            {
                "id": part.id,
                "speaker": self._id(facts, "dip:speaker"),
                "affiliation": self._id(facts, "dip:affiliation"),
                "modality": _tail(facts, "dip:modality"),
                "quote": _some(facts, "dip:quote"),
                "about": self._linked(facts, "dip:about"),
                "source": _some(facts, "dip:relayedBy"),
                "evidence": part.evidence,
            }
        )


def _trigger(facts: _Facts) -> Fragment | None:
    text = _some(facts, "dip:trigger")
    if text is None:
        return None
    start, end = int(_one(facts, "dip:triggerStart")), int(_one(facts, "dip:triggerEnd"))
    return Fragment(text=text, start=start, end=end)
