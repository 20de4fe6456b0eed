"""From tables to a drawing: nodes with their facts, edges with the sentences that say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from kg.dates import split
from kg.rdf import BASE
from kg.resolve.gazetteer import gazetteer
from kg.schema import vocabulary
from kg.store.protocol import Term
from kg.view.rows import Details, Facts, Rows, first, local, texts
from kg.view.scope import Scope
from kg.view.sources import Sources
from viz.model import Edge, Fact, Node, ViewGraph

#: Property of an event → role of the edge that shows it.
_LINKS = {
    "dip:place": "place",
    "dip:partOf": "partOf",
    "dip:resultedIn": "resultedIn",
    "dip:invitesTo": "invitesTo",
}

_STATES = "dip:involvesState"
#: Sentences that are shown for an office, which thousands may attest.
_WITNESSES = 3


def assemble(rows: Rows, details: Details, scope: Scope, sources: Sources) -> ViewGraph:
    """The drawing of what ``scope`` chose; ``sources`` gathers what it cites."""
    return _Assembly(rows, details, scope, sources).graph()


class _Assembly:
    def __init__(self, rows: Rows, details: Details, scope: Scope, sources: Sources) -> None:
        self.rows, self.details, self.scope, self.sources = rows, details, scope, sources
        self.reports = _group(details.reports, "dip:ofEvent")
        self.holdings = _group(details.holdings, "dip:holder")
        self.claims = _group(details.claims, "dip:speaker")
        self.quantities = _group(details.quantities, "dip:between")
        self.drawn = set(scope.events) | set(scope.entities)
        self.activity = self._activity()

    def graph(self) -> ViewGraph:
        entities = sorted(self.drawn & self.rows.entities.keys())
        nodes = [
            *(self._event(event) for event in self.scope.events),
            *(self._entity(entity) for entity in entities),
        ]
        edges = [*self._roles(), *self._links(), *self._offices(), *self._locations()]
        return ViewGraph.of(
            nodes,
            edges,
            sentences=self.sources.sentences,
            articles=self.sources.articles,
            terms=terms(),
            notes=self.scope.notes,
        )

    def _activity(self) -> Counter[str]:
        """In how many of the events drawn an entity is, by a role or as a state."""
        roles = ((event, entity) for event, _, entity in self.rows.roles())
        ties = {pair for pair in roles if pair[0] in self.drawn}
        for event in self.scope.events:
            ties |= {(event, state) for state in self._drawn(self.rows.events[event], _STATES)}
        return Counter(entity for _, entity in ties)

    def _event(self, iri: str) -> Node:
        facts = self.rows.events[iri]
        type_ = local(first(facts, "dip:specificType"))
        start, end = _ends(first(facts, "dip:date"))
        return Node(
            id=iri,
            type=type_,
            family=family(type_),
            status=local(first(facts, "dip:status")) or None,
            start=start,
            end=end,
            states=self._drawn(facts, _STATES),
            guests=self._drawn(facts, "dip:guestState"),
            hosts=self._drawn(facts, "dip:hostState"),
            size=float(first(facts, "dip:sourceCount") or 1),
            facts=tuple(self._event_facts(iri, facts)),
        )

    def _drawn(self, facts: Facts, name: str) -> tuple[str, ...]:
        return tuple(v.value for v in facts.get(name, ()) if v.value in self.drawn)

    def _event_facts(self, iri: str, facts: Facts) -> Iterable[Fact]:
        date = first(facts, "dip:date")
        if date and date.startswith("XXXX"):
            yield Fact(name="date", value=date)
        if ordinal := first(facts, "dip:ordinal"):
            yield Fact(name="ordinal", value=ordinal)
        for topic in facts.get("dip:topic", ()):
            yield Fact(name="topic", value=local(topic.value))
        if status := first(facts, "dip:invitationStatus"):
            yield Fact(name="invitationStatus", value=local(status))
        if first(facts, "dip:outcomeUnknown") == "true":
            yield Fact(name="outcomeUnknown", value="")
        reports = [report for _, report in self.reports.get(iri, ())]
        for report in sorted(reports, key=lambda r: first(r, "dip:reportedOn") or ""):
            yield self._reported(report)

    def _reported(self, report: Facts) -> Fact:
        """One step of an event's life: the status that an article gives it, and the date."""
        start, end = _ends(first(report, "dip:date"))
        return Fact(
            name="reported",
            value=local(first(report, "dip:reportedStatus")),
            start=start,
            end=end,
            article=self.sources.article(first(report, "dip:article")),
        )

    def _entity(self, iri: str) -> Node:
        facts = self.rows.entities[iri]
        type_ = local(first(facts, "dip:specificType"))
        labels = texts(facts, "skos:prefLabel")
        names = {v.value for v in facts.get("skos:altLabel", ())} - set(labels.values())
        lat, lon = _coordinates(iri, facts)
        return Node(
            id=iri,
            type=type_,
            family=family(type_),
            label=labels,
            names=tuple(sorted(names)),
            lat=lat,
            lon=lon,
            size=float(self.activity[iri] or 1),
            facts=tuple(self._entity_facts(iri, facts)),
        )

    def _entity_facts(self, iri: str, facts: Facts) -> Iterable[Fact]:
        if iso := first(facts, "dip:iso"):
            yield Fact(name="iso", value=iso)
        if same := first(facts, "owl:sameAs"):
            yield Fact(name="wikidata", value=local(same))
        held = [self._held(holding) for _, holding in self.holdings.get(iri, ())]
        yield from sorted(held, key=lambda f: (f.start or "", str(f.value)), reverse=True)
        for _, quantity in self.quantities.get(iri, ()):
            yield self._figure(quantity)
        told = self.claims.get(iri, ())
        if self.details.claim_counts.get(iri, 0) > len(told):
            yield Fact(name="claimsInAll", value=str(self.details.claim_counts[iri]))
        for _, claim in told:
            cited = self.sources.cited(claim.get("dip:evidence", ()))
            if cited:
                modality = local(first(claim, "dip:modality"))
                yield Fact(name="claim", value=modality, sentences=cited)

    def _held(self, holding: Facts) -> Fact:
        """An office; without known dates, the days on which it is attested."""
        start, end = _ends(first(holding, "dip:date"))
        office = self.details.offices.get(first(holding, "dip:office") or "", {})
        of = first(office, "dip:officeOf")
        cited = self.sources.cited(holding.get("dip:evidence", ()), most=_WITNESSES)
        return Fact(
            name="office",
            value=texts(office, "skos:prefLabel"),
            start=start,
            end=end,
            node=of if of in self.drawn else None,
            sentences=cited,
        )

    def _figure(self, quantity: Facts) -> Fact:
        kinds = {local(v.value) for v in quantity.get("rdf:type", ())} & {"Target", "Pledge"}
        return Fact(
            name="figure",
            value=(
                local(first(quantity, "dip:metric")),
                _thousands(first(quantity, "dip:value") or ""),
                local(first(quantity, "dip:unit")),
                *(bit for kind in sorted(kinds) for bit in ("·", kind)),
            ),
            start=first(quantity, "dip:period"),
            end=first(quantity, "dip:deadline"),
            sentences=self.sources.cited(quantity.get("dip:evidence", ())),
        )

    def _roles(self) -> Iterable[Edge]:
        said = self._said()
        chosen = set(self.scope.events)
        for event, role, entity in self.rows.roles():
            if event in chosen and entity in self.drawn:
                cited = self.sources.cited(said.get((event, role, entity), ()), self._marks(event))
                yield Edge(event, entity, role, sentences=cited or self._cited(event))

    def _said(self) -> dict[tuple[str, str, str], list[Term]]:
        """Evidence of each role, by event, role, entity."""
        said: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
        for facts in self.details.statements.values():
            subject, role = first(facts, "rdf:subject"), local(first(facts, "rdf:predicate"))
            key = (subject or "", role, first(facts, "rdf:object") or "")
            said[key].extend(facts.get("dip:evidence", ()))
        return said

    @cache  # noqa: B019 - lives as long as one drawing
    def _marks(self, event: str) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """Offsets of the words that tell of an event, by article."""
        marks: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for _, report in self.reports.get(event, ()):
            start, end = first(report, "dip:triggerStart"), first(report, "dip:triggerEnd")
            if start and end:
                marks[first(report, "dip:article") or ""].append((int(start), int(end)))
        return {article: tuple(found) for article, found in marks.items()}

    @cache  # noqa: B019 - lives as long as one drawing
    def _cited(self, event: str) -> tuple[int, ...]:
        """Sentences that tell of an event."""
        found = [e for _, r in self.reports.get(event, ()) for e in r.get("dip:evidence", ())]
        return self.sources.cited(found, self._marks(event))

    def _links(self) -> Iterable[Edge]:
        for event in self.scope.events:
            for name, role in _LINKS.items():
                for value in self.rows.events[event].get(name, ()):
                    if value.value in self.drawn:
                        yield Edge(event, value.value, role, sentences=self._cited(event))

    def _offices(self) -> Iterable[Edge]:
        for person in sorted(self.drawn & self.holdings.keys()):
            cited: dict[str, list[Term]] = defaultdict(list)
            for _, holding in self.holdings[person]:
                office = self.details.offices.get(first(holding, "dip:office") or "", {})
                cited[first(office, "dip:officeOf") or ""].extend(holding.get("dip:evidence", ()))
            for of in sorted(cited.keys() & self.drawn - {person}):
                yield Edge(
                    person, of, "office", sentences=self.sources.cited(cited[of], most=_WITNESSES)
                )

    def _locations(self) -> Iterable[Edge]:
        for entity in sorted(self.drawn & self.rows.entities.keys()):
            for state in self.rows.entities[entity].get("dip:locatedIn", ()):
                if state.value in self.drawn:
                    yield Edge(entity, state.value, "locatedIn")


def _group(table: Mapping[str, Facts], name: str) -> dict[str, list[tuple[str, Facts]]]:
    """Rows of a table by each value of a property."""
    groups: dict[str, list[tuple[str, Facts]]] = defaultdict(list)
    for iri, facts in table.items():
        for value in facts.get(name, ()):
            groups[value.value].append((iri, facts))
    return groups


def _ends(date: str | None) -> tuple[str | None, str | None]:
    """Start and end for a drawing: ``..`` for an open end, None where there is no year."""
    if date is None or "X" in date:
        return None, None
    start, end = split(date)
    return start, ".." if date.endswith("/..") else end or start


def _coordinates(iri: str, facts: Facts) -> tuple[float | None, float | None]:
    """Where a thing lies; of a state, its capital by the gazetteer."""
    lat, lon = first(facts, "geo:lat"), first(facts, "geo:long")
    if lat and lon:
        return float(lat), float(lon)
    state = gazetteer().get(iri.removeprefix(BASE))
    capital = gazetteer().get(state.capital) if state and state.capital else None
    return (capital.lat, capital.lon) if capital else (None, None)


def _thousands(number: str) -> str:
    whole, dot, part = number.partition(".")
    return f"{int(whole):,}".replace(",", "\u202f") + dot + part if whole.isdigit() else number


@cache
def family(type_: str) -> str:
    """The family of a class: the class under ``Event``, or the topmost one."""
    above = (type_, *vocabulary().ancestors(type_))
    return above[-2] if above[-1] == "Event" and len(above) > 1 else above[-1]


@cache
def terms() -> dict[str, dict[str, str]]:
    """Labels of all that a drawing may name: classes, roles, controlled values."""
    known = vocabulary()
    groups = (known.classes, known.event_types, known.roles, *known.schemes.values())
    return {name: dict(term.labels) for group in groups for name, term in group.items()}
