"""Who is who: from the entities of each article to nodes that hold over all articles.

An entity that the reading linked to the gazetteer is that entry; a state with an ISO code is that
state. Anything else is known by its type, normalised name and a context that keeps namesakes apart:
nothing for a full name, the state for a surname or a ministry, the pair of states for their joint
body, the article for words that name nothing outside it («пакет документов»).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.model import graph
from kg.model.extraction import Entity, Extraction
from kg.model.gazetteer import Entry, Membership
from kg.resolve.gazetteer import covers
from kg.resolve.identity import name_key, unknown_id
from kg.resolve.persons import person_key
from kg.schema import vocabulary

#: Local ids of one article → nodes.
Links = Mapping[str, str]

_ENGLISH = "en"
#: Confidence in links by what the article gives of a person: a full name, a surname with an office,
#: a surname that the gazetteer knows, any other.
_SURE, _OF_OFFICE, _BY_SURNAME, _UNKNOWN_SURNAME = 0.95, 0.85, 0.7, 0.5


def link(
    article: str, extraction: Extraction, persons: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The node of each entity of an article.

    ``persons`` are entries by :func:`kg.resolve.persons.person_key` of their full names.
    """
    contexts = _Contexts(article, extraction)
    return {e.id: _node(e, contexts, persons or {}) for e in extraction.entities}


def _node(entity: Entity, contexts: _Contexts, persons: Mapping[str, str]) -> str:
    if entity.gazetteer:
        return entity.gazetteer
    if entity.type == "Person" and " " in name_key(entity.name):
        key = person_key(entity.name)
        return persons.get(key) or unknown_id("person", "Person", key, contexts.of(entity))
    if entity.type == "State":
        if entity.iso:
            return f"state/{entity.iso}"
        return unknown_id("place", "Place", entity.name, "")
    return unknown_id(entity.type.lower(), entity.type, entity.name, contexts.of(entity))


def certainty(entity: Entity, extraction: Extraction) -> float:
    """How sure it is that an entity is its node and no other: less for a surname alone."""
    if entity.type != "Person" or any(" " in name_key(s) for s in entity.surfaces):
        return _SURE
    if any(o.holder == entity.id for o in extraction.offices):
        return _OF_OFFICE
    return _BY_SURNAME if entity.gazetteer else _UNKNOWN_SURNAME


class _Contexts:
    """What keeps apart entities of one name that different articles speak of."""

    def __init__(self, article: str, extraction: Extraction) -> None:
        self._article = article
        self._extraction = extraction
        self._iso = {e.id: e.iso for e in extraction.entities if e.iso}

    def of(self, entity: Entity) -> str:
        if entity.type == "Person":
            return "" if " " in name_key(entity.name) else self._state_of_holder(entity.id)
        if entity.type == "Agreement":
            return "" if _is_proper(entity) else self._article
        if entity.kind == "bilateral":
            return self._states_of_body(entity.id)
        return entity.iso or ""

    def _state_of_holder(self, person: str) -> str:
        of = (o.of for o in self._extraction.offices if o.holder == person and o.of)
        return next((self._iso[o] for o in of if o in self._iso), self._article)

    def _states_of_body(self, body: str) -> str:
        """Codes of the two states that meet in the body's events; nothing if they are not two."""
        isos = {
            iso
            for event in self._extraction.events
            if any(p.entity == body for p in event.participants)
            for p in event.participants
            for iso in self._isos(p.entity)
        }
        return "-".join(sorted(isos)) if len(isos) == 2 else ""

    def _isos(self, entity: str) -> Iterator[str]:
        if entity in self._iso:
            yield self._iso[entity]
        for office in self._extraction.offices:
            if office.holder == entity and office.of in self._iso:
                yield self._iso[office.of]


def _is_proper(entity: Entity) -> bool:
    """Whether an agreement has a name of its own, and not only a description."""
    shortest = min(entity.surfaces, key=len, default="")
    return shortest[:1] in '«"“„' or shortest[:1].isupper()


@dataclass(slots=True)
class _Seen:
    """What the articles say of one node."""

    classes: Counter[str] = field(default_factory=Counter)
    names: dict[str, Counter[str]] = field(default_factory=dict)
    isos: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)


class Entities:
    """Gathers what articles and gazetteer say of each node, and describes it as of a day."""

    def __init__(self, gazetteer: Mapping[str, Entry], day: str | None) -> None:
        self._gazetteer = gazetteer
        self._day = day
        self._seen: dict[str, _Seen] = {}

    def add(self, article: str, extraction: Extraction, links: Links) -> None:
        """Take in the entities of one article."""
        for entity in extraction.entities:
            seen = self._seen.setdefault(links[entity.id], _Seen())
            seen.classes[class_of(entity)] += 1
            seen.names.setdefault(extraction.lang, Counter())[entity.name] += 1
            if entity.name_en:
                seen.names.setdefault(_ENGLISH, Counter())[entity.name_en] += 1
            if entity.iso:
                seen.isos[entity.iso] += 1
            seen.articles.add(article)

    def refer(self, nodes: Iterable[str]) -> None:
        """Note nodes that the graph speaks of though no article names them."""
        for node in nodes:
            self._seen.setdefault(node, _Seen())

    def nodes(self) -> Mapping[str, graph.Entity]:
        """All nodes by id, with those that they refer to."""
        done: dict[str, graph.Entity] = {}
        while todo := sorted(self._seen.keys() - done.keys()):
            for node in todo:
                done[node] = self._describe(node, self._seen[node])
            self.refer(r for n in todo for r in _references(done[n]))
        return dict(sorted(done.items()))

    def _describe(self, node: str, seen: _Seen) -> graph.Entity:
        entry = self._gazetteer.get(node)
        return _known(node, entry, seen, self._day) if entry else _unknown(node, seen)


def _references(entity: graph.Entity) -> Iterator[str]:
    yield from entity.member_of
    if entity.located_in:
        yield entity.located_in


def class_of(entity: Entity) -> str:
    """The most specific class of an entity of an article."""
    if entity.type == "State" and not (entity.iso or entity.gazetteer):
        return "Place"
    return vocabulary().class_of(entity.type, entity.kind)


def _known(node: str, entry: Entry, seen: _Seen, day: str | None) -> graph.Entity:
    labels = {lang: names.main for lang, names in entry.names.items()}
    alt = {(lang, a) for lang, names in entry.names.items() for a in names.strong}
    state = f"state/{entry.iso}" if entry.iso and entry.type != "State" else None
    located_in = entry.located_in or state
    return graph.Entity(
        node,
        vocabulary().class_of(entry.type, entry.kind),
        labels,
        tuple(sorted(alt - set(labels.items()))),
        iso=entry.iso if entry.type == "State" else None,
        located_in=located_in if located_in != node else None,
        member_of=tuple(sorted({m.of for m in entry.member_of if _holds(m, day)})),
        wikidata=entry.wikidata,
        lat=entry.lat,
        lon=entry.lon,
        articles=tuple(sorted(seen.articles)),
    )


def _holds(membership: Membership, day: str | None) -> bool:
    if day is None:
        return membership.until is None
    return covers(membership.from_, membership.until, day)


def _unknown(node: str, seen: _Seen) -> graph.Entity:
    kind, _, local = node.partition("/")
    labels = {lang: _best(names) for lang, names in sorted(seen.names.items())}
    alt = {(lang, n) for lang, names in seen.names.items() for n in names}
    iso = local if kind == "state" else None
    place = f"state/{_best(seen.isos)}" if seen.isos and kind in ("place", "organization") else None
    return graph.Entity(
        node,
        _best(seen.classes) if seen.classes else kind.capitalize(),
        labels or {_ENGLISH: local.replace("-", " ")},
        tuple(sorted(alt - set(labels.items()))),
        iso=iso,
        located_in=place,
        articles=tuple(sorted(seen.articles)),
    )


def _best(counts: Counter[str]) -> str:
    """The most frequent value; of equals the longest, then the first by alphabet."""
    return min(counts, key=lambda value: (-counts[value], -len(value), value))
