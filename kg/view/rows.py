"""What a drawing needs of the graph, read by SPARQL into tables: subject → property → values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.rdf.terms import term
from kg.schema import vocabulary
from kg.store.protocol import Store, plain

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
    "geo:lat", "geo:long", "owl:sameAs",
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
_OFFICE = ("skos:prefLabel", "dip:officeOf")
_ARTICLE = ("schema:headline", "schema:datePublished", "schema:url", "schema:publisher")
#: Claims of a speaker that a drawing holds, the latest; and in one of more than so many nodes.
MOST_CLAIMS, FEW_CLAIMS, _MANY_NODES = 50, 12, 2000
#: Subjects that one query asks for.
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Rows:
    """Events and entities: what the part that is drawn is chosen from."""

    events: Table
    entities: Table

    def roles(self) -> Iterable[tuple[str, str, str]]:
        """(event, role, entity) of every role in the core, sorted."""
        for event, facts in self.events.items():
            for role in vocabulary().roles:
                for entity in facts.get(f"dip:{role}", ()):
                    yield event, role, entity.value


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of the events and entities chosen, and the words that say so."""

    holdings: Table
    offices: Table
    reports: Table
    statements: Table
    quantities: Table
    claims: Table
    evidence: Table
    articles: Table
    #: Claims of each speaker in all, of which ``claims`` holds the latest.
    claim_counts: Mapping[str, int]


def read_rows(store: Store) -> Rows:
    """All events and entities of the graph in ``store``."""
    roles = tuple(f"dip:{role}" for role in vocabulary().roles)
    return Rows(
        events=table(store, "?s a dip:Event", (*_EVENT, *roles)),
        entities=table(store, _ENTITIES, _ENTITY),
    )


def read_details(
    store: Store,
    events: Iterable[str],
    entities: Iterable[str],
    *,
    quotes: bool = True,
    within: tuple[str | None, str | None] = (None, None),
    cited: Iterable[str] = (),
) -> Details:
    """What the graph says of events and entities; without ``quotes`` no sentence, and no claim.

    ``within`` holds the first and last day of the articles whose claims are taken; ``cited`` names
    evidence that is wanted whoever rests on it.
    """
    events, entities = tuple(events), tuple(entities)
    holdings = _about(store, "?s dip:holder ?x", entities, _HOLDING)
    reports = _about(store, "?s dip:ofEvent ?x", events, _REPORT)
    quantities = _about(store, "?s dip:between ?x", entities, (*_QUANTITY, "rdf:type"))
    statements = _about(store, "?s rdf:subject ?x", events, _STATEMENT) if quotes else {}
    most = MOST_CLAIMS if len(events) + len(entities) <= _MANY_NODES else FEW_CLAIMS
    claims, counts = _latest_claims(store, entities, within, most) if quotes else ({}, {})
    said = (holdings, reports, quantities, statements, claims)
    found = {v.value for rows in said for row in rows.values() for v in row.get("dip:evidence", ())}
    evidence = _of(store, found | set(cited), _EVIDENCE) if quotes else {}
    named = {v.value for rows in (reports, evidence) for v in _values(rows, "dip:article")}
    return Details(
        holdings=holdings,
        offices=_of(store, {v.value for v in _values(holdings, "dip:office")}, _OFFICE),
        reports=reports,
        statements=statements,
        quantities=quantities,
        claims=claims,
        evidence=evidence,
        articles=_of(store, named, _ARTICLE),
        claim_counts=counts,
    )


def _latest_claims(
    store: Store, speakers: Iterable[str], within: tuple[str | None, str | None], most: int
) -> tuple[Table, Mapping[str, int]]:
    """The latest ``most`` claims of each speaker, and how many there are in all."""
    since, until = within
    dates = store.query("SELECT ?a ?d { ?a schema:datePublished ?d }").rows
    day = {plain(article): str(plain(date))[:10] for article, date in dates}
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    pattern = "?s dip:speaker ?x ; a dip:Claim ; dip:mentionedIn ?a"
    for values in _chunks(speakers):
        for claim, speaker, article in store.query(
            f"SELECT ?s ?x ?a {{ VALUES ?x {{ {values} }} {pattern} }}"
        ).rows:
            on = day.get(plain(article), "")
            if (since is None or on >= since) and (until is None or on <= until):
                found[str(plain(speaker))].add((on, str(plain(claim))))
    latest = {claim for told in found.values() for _, claim in sorted(told)[-most:]}
    counts = {who: len({claim for _, claim in told}) for who, told in found.items()}
    return _of(store, latest, _CLAIM), counts


def _values(rows: Table, name: str) -> Iterable[NamedNode | Literal]:
    return (value for row in rows.values() for value in row.get(name, ()))


def _chunks(iris: Iterable[str]) -> Iterable[str]:
    """IRIs as SPARQL writes them, some at a time."""
    every = [str(NamedNode(iri)) for iri in sorted(iris)]
    for begin in range(0, len(every), _AT_ONCE):
        yield " ".join(every[begin : begin + _AT_ONCE])


def _about(store: Store, pattern: str, iris: Iterable[str], properties: Iterable[str]) -> Table:
    """Facts of the subjects that ``pattern`` ties to one of ``iris``, its ``?x``."""
    found: dict[str, Facts] = {}
    for values in _chunks(iris):
        which = f"SELECT DISTINCT ?s {{ VALUES ?x {{ {values} }} {pattern} }}"
        found |= table(store, which, properties)
    return dict(sorted(found.items()))


def _of(store: Store, iris: Iterable[str], properties: Iterable[str]) -> Table:
    """Facts of the subjects ``iris``."""
    found: dict[str, Facts] = {}
    for values in _chunks(iris):
        found |= table(store, f"VALUES ?s {{ {values} }}", properties)
    return found


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
