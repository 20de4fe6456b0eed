"""What a drawing needs of the graph, read by SPARQL into tables: subject → property → values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.rdf.terms import term
from kg.schema import vocabulary
from kg.store.protocol import Store

#: Property as a prefixed name → values in the store's order made stable by sorting.
Facts: TypeAlias = Mapping[str, tuple[NamedNode | Literal, ...]]
#: IRI → facts.
Table: TypeAlias = Mapping[str, Facts]

_EVENT = (
    "dip:specificType", "dip:status", "dip:date", "dip:place", "dip:partOf", "dip:ordinal",
    "dip:topic", "dip:resultedIn", "dip:invitesTo", "dip:invitationStatus", "dip:outcomeUnknown",
    "dip:sourceCount", "dip:involvesState", "dip:guestState", "dip:hostState",
)  # fmt: skip
_ENTITY = (
    "dip:specificType", "skos:prefLabel", "skos:altLabel", "dip:iso", "dip:locatedIn",
    "geo:lat", "geo:long", "owl:sameAs", "dip:mentionedIn",
)  # fmt: skip
_ENTITIES = "VALUES ?c { dip:Person dip:State dip:Organization dip:Place dip:Agreement } ?s a ?c"
_HOLDING = (
    "dip:holder", "dip:office", "dip:date", "dip:attestedFrom", "dip:attestedUntil",
    "dip:evidence", "prov:wasDerivedFrom",
)  # fmt: skip
_REPORT = (
    "dip:ofEvent", "dip:article", "dip:reportedOn", "dip:reportedStatus", "dip:date",
    "dip:evidence", "dip:triggerStart", "dip:triggerEnd",
)  # fmt: skip
_STATEMENT = (
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "dip:evidence",
    "dip:article",
    "dip:assertion",
)
_EVIDENCE = ("dip:article", "dip:exact", "dip:startOffset", "dip:trigger")
_QUANTITY = (
    "dip:metric", "dip:value", "dip:unit", "dip:period", "dip:deadline", "dip:between",
    "dip:evidence",
)  # fmt: skip
_CLAIM = ("dip:speaker", "dip:modality", "dip:quote", "dip:evidence", "dip:about")
_ARTICLE = ("schema:headline", "schema:datePublished", "schema:url", "schema:publisher")


@dataclass(frozen=True, slots=True)
class Rows:
    """All tables of a graph."""

    events: Table
    entities: Table
    holdings: Table
    offices: Table
    reports: Table
    statements: Table
    evidence: Table
    quantities: Table
    claims: Table
    articles: Table

    def roles(self) -> Iterable[tuple[str, str, str]]:
        """(event, role, entity) of every role in the core, sorted."""
        for event, facts in self.events.items():
            for role in vocabulary().roles:
                for entity in facts.get(f"dip:{role}", ()):
                    yield event, role, entity.value


def read_rows(store: Store) -> Rows:
    """The tables of the graph in ``store``."""
    roles = tuple(f"dip:{role}" for role in vocabulary().roles)
    return Rows(
        events=table(store, "?s a dip:Event", (*_EVENT, *roles)),
        entities=table(store, _ENTITIES, _ENTITY),
        holdings=table(store, "?s a dip:OfficeHolding", _HOLDING),
        offices=table(store, "?s a dip:Office", ("skos:prefLabel", "dip:officeOf")),
        reports=table(store, "?s a dip:EventReport", _REPORT),
        statements=table(store, "?s a dip:Statement", _STATEMENT),
        evidence=table(store, "SELECT DISTINCT ?s { ?x dip:evidence ?s }", _EVIDENCE),
        quantities=table(store, "?s a dip:Quantity", (*_QUANTITY, "rdf:type")),
        claims=table(store, "?s a dip:Claim", _CLAIM),
        articles=table(store, "?s a dip:Article", _ARTICLE),
    )


def table(store: Store, which: str, properties: Iterable[str]) -> Table:
    """Facts of the subjects ``?s`` that the pattern ``which`` finds; subjects and values sorted."""
    pattern = f"{{ {which} }}" if which.startswith("SELECT") else which
    names = {term(p).value: p for p in properties}
    found: dict[str, dict[str, set[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(set))
    wanted = ", ".join(names.values())
    answer = store.query(f"SELECT ?s ?p ?o {{ {pattern} . ?s ?p ?o FILTER(?p IN ({wanted})) }}")
    for subject, predicate, value in answer.rows:
        assert isinstance(subject, NamedNode)
        assert isinstance(predicate, NamedNode)
        assert isinstance(value, NamedNode | Literal)
        found[subject.value][names[predicate.value]].add(value)
    return {
        subject: {p: tuple(sorted(values, key=str)) for p, values in found[subject].items()}
        for subject in sorted(found)
    }


def first(facts: Facts, name: str) -> str | None:
    """The first value of a property as text; None where there is none."""
    values = facts.get(name)
    return values[0].value if values else None


def texts(facts: Facts, name: str) -> dict[str, str]:
    """Values of a property by language."""
    found = (v for v in facts.get(name, ()) if isinstance(v, Literal) and v.language)
    return {v.language: v.value for v in found if v.language}


def local(iri: str | None) -> str:
    """What follows the last ``#`` or ``/``: the bare name of a term."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1] if iri else ""
