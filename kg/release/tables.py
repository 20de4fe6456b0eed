"""The tables of a release: what each column means, and the rows.

A column is a path through the graph from the row's node, ``dip:evidence/dip:exact``; ``@en`` picks
a language. Nodes are written by local id, ``event/0f3a…``; several values are joined by ``; ``.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.model.graph import BASE
from kg.rdf.terms import PREFIXES, term
from kg.store.protocol import plain

Type = Literal["string", "date", "integer", "number"]
Facts = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]
Row = tuple[str, ...]

_DIP = PREFIXES["dip"]
#: Joins several values in a cell.
LIST = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``table`` is the table whose ids it holds, where it holds ids of one only."""

    name: str
    type: Type
    path: str
    doc: str
    table: str | None = None
    #: Whether a cell may hold several values, joined by ``; ``.
    many: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of all nodes of a class."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    cls: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that no two rows share."""
        return ("id",) if self.cls else ("event", "role", "entity")


def _entity(name: str, cls: str, doc: str, *further: Column) -> Table:
    return Table(
        name,
        doc,
        (
            Column("id", "string", "", "local id; the IRI is the base and this"),
            Column("type", "string", "dip:specificType", "most specific class"),
            Column("label", "string", "rdfs:label@en", "name in English"),
            Column("label_ru", "string", "rdfs:label@ru", "name in Russian"),
            Column("wikidata", "string", "owl:sameAs", "Wikidata item"),
            *further,
        ),
        cls,
    )


_LOCATED = Column("located_in", "string", "dip:locatedIn", "state where it lies", "states")
_ARTICLE = Column("articles", "string", "dip:mentionedIn", "articles that tell of it", many=True)
_WORDS = Column("words", "string", "dip:evidence/dip:exact", "the words it was read from")
_ID = Column("id", "string", "", "local id; the IRI is the base and this")

TABLES = (
    Table(
        "articles",
        "The articles that were read.",
        (
            _ID,
            Column("headline", "string", "schema:headline", "title"),
            Column("published", "date", "schema:datePublished", "day of publication"),
            Column("lang", "string", "schema:inLanguage", "language"),
            Column("publisher", "string", "schema:publisher", "publisher"),
            Column("url", "string", "schema:url", "where it was published"),
            Column("content_hash", "string", "dip:contentHash", "hash of its text"),
            Column(
                "reprint_of",
                "string",
                "dip:reprintOf",
                "earliest article with this text",
                "articles",
            ),
        ),
        "Article",
    ),
    Table(
        "events",
        "Events, each once however many articles tell of it.",
        (
            _ID,
            Column("type", "string", "dip:specificType", "most specific class"),
            Column("label", "string", "rdfs:label@en", "label in English"),
            Column("label_ru", "string", "rdfs:label@ru", "label in Russian"),
            Column("status", "string", "dip:status", "last reported status"),
            Column("date", "string", "dip:date", "time, EDTF"),
            Column("earliest_start", "date", "dip:earliestStart", "it did not begin before"),
            Column("latest_start", "date", "dip:latestStart", "it did not begin after"),
            Column("earliest_end", "date", "dip:earliestEnd", "it did not end before"),
            Column("latest_end", "date", "dip:latestEnd", "it did not end after"),
            Column("place", "string", "dip:place", "place or state"),
            Column("part_of", "string", "dip:partOf", "larger event", "events"),
            Column("ordinal", "integer", "dip:ordinal", "number in its series"),
            Column("topics", "string", "dip:topic", "topics", many=True),
            Column("states", "string", "dip:involvesState", "states involved", many=True),
            Column("guest_states", "string", "dip:guestState", "states of guests", many=True),
            Column("host_states", "string", "dip:hostState", "states of hosts", many=True),
            Column("plover", "string", "dip:plover", "PLOVER code"),
            Column("cameo", "string", "dip:cameo", "CAMEO code", many=True),
            Column("confidence", "number", "dip:confidence", "between 0 and 1"),
            Column("source_count", "integer", "dip:sourceCount", "articles that are no reprints"),
            _ARTICLE,
            _WORDS,
        ),
        "Event",
    ),
    Table(
        "participations",
        "Who or what has which role in which event.",
        (
            Column("event", "string", "", "event", "events"),
            Column("role", "string", "", "role"),
            Column("entity", "string", "", "person, state, organisation, place or agreement"),
            Column("label", "string", "rdfs:label@en", "its name in English"),
            Column("offices", "string", "", "offices that a person held on the day", many=True),
        ),
    ),
    _entity("persons", "Person", "Persons."),
    _entity("states", "State", "States.", Column("iso", "string", "dip:iso", "ISO 3166-1 alpha-2")),
    _entity("organizations", "Organization", "Organisations.", _LOCATED),
    _entity("places", "Place", "Places.", _LOCATED),
    _entity("agreements", "Agreement", "Agreements and other documents."),
    Table(
        "offices",
        "Who held which office when.",
        (
            _ID,
            Column("holder", "string", "dip:holder", "person", "persons"),
            Column("office", "string", "dip:office", "office"),
            Column("title", "string", "dip:office/rdfs:label@en", "title in English"),
            Column("of", "string", "dip:office/dip:officeOf", "state, organisation or place"),
            Column(
                "accredited_to", "string", "dip:office/dip:accreditedTo", "where an envoy is sent"
            ),
            Column("from", "date", "dip:from", "first day, as far as known"),
            Column("until", "date", "dip:until", "last day, as far as known"),
            Column(
                "attested_from", "date", "dip:attestedFrom", "first article that has it as current"
            ),
            Column(
                "attested_until", "date", "dip:attestedUntil", "last article that has it as current"
            ),
            Column(
                "source", "string", "prov:wasDerivedFrom", "where it is known from, if not read"
            ),
        ),
        "OfficeHolding",
    ),
    Table(
        "quantities",
        "Figures: targets, pledges and what was reached.",
        (
            _ID,
            Column("kind", "string", "rdf:type", "Target, Actual or Pledge"),
            Column("metric", "string", "dip:metric", "what is counted"),
            Column("value", "number", "dip:value", "number"),
            Column("unit", "string", "dip:unit", "unit"),
            Column("period", "string", "dip:period", "period, EDTF"),
            Column("deadline", "string", "dip:deadline", "deadline, EDTF"),
            Column("between", "string", "dip:between", "states concerned", many=True),
            _ARTICLE,
            _WORDS,
        ),
        "Quantity",
    ),
    Table(
        "claims",
        "What somebody is reported to have said.",
        (
            _ID,
            Column("speaker", "string", "dip:speaker", "who"),
            Column("affiliation", "string", "dip:affiliation", "for whom"),
            Column("modality", "string", "dip:modality", "how"),
            Column("quote", "string", "dip:quote", "words in quotation marks"),
            Column("about", "string", "dip:about", "what it is about", many=True),
            _ARTICLE,
            _WORDS,
        ),
        "Claim",
    ),
)


def facts_of(quads: Iterable[ox.Quad]) -> Facts:
    """Subject → property → objects, as far as tables tell them."""
    facts: Facts = defaultdict(lambda: defaultdict(list))
    told = _told()
    for quad in quads:
        if quad.predicate not in told:
            continue
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        facts[str(plain(quad.subject))][quad.predicate.value].append(quad.object)
    return facts


def _told() -> set[ox.NamedNode]:
    """The properties that tables tell."""
    from kg.schema import vocabulary

    paths = {"rdf:type", "dip:capacity", "dip:holder", "dip:office"}
    paths |= {column.path for table in TABLES for column in table.columns if column.path}
    steps = {term(step) for path in paths for step in path.partition("@")[0].split("/")}
    return steps | {term("dip:" + role) for role in vocabulary().roles}


def rows(table: Table, facts: Facts) -> Iterator[Row]:
    """The rows of a table, sorted by key."""
    if not table.cls:
        yield from sorted(_participations(facts))
        return
    for id_ in sorted(_members(table.cls, facts)):
        yield tuple(_cell(column, id_, facts) for column in table.columns)


def write_csv(table: Table, facts: Facts, to: Path) -> int:
    """Write a table as CSV (RFC 4180, UTF-8); returns the number of rows."""
    found = list(rows(table, facts))
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([column.name for column in table.columns])
        writer.writerows(found)
    return len(found)


def write_parquet(table: Table, facts: Facts, to: Path) -> bool:
    """Write a table as Parquet, if pyarrow is installed; returns whether it is."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return False
    cells = list(zip(*rows(table, facts), strict=True)) or [()] * len(table.columns)
    arrays = {
        column.name: pyarrow.array([_typed(column.type, cell) for cell in values], _arrow(column))
        for column, values in zip(table.columns, cells, strict=True)
    }
    parquet.write_table(pyarrow.table(arrays), to)
    return True


def _arrow(column: Column) -> object:
    import pyarrow

    return {
        "string": pyarrow.string(),
        "date": pyarrow.date32(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
    }[column.type]


def _typed(type_: Type, cell: str) -> object:
    from datetime import date

    if not cell:
        return None
    readers: dict[Type, Callable[[str], object]] = {
        "string": str,
        "date": date.fromisoformat,
        "integer": int,
        "number": float,
    }
    return readers[type_](cell)


def _members(cls: str, facts: Facts) -> Iterator[str]:
    type_, wanted = term("rdf:type").value, term("dip:" + cls)
    return (id_ for id_, known in facts.items() if wanted in known.get(type_, ()))


def _cell(column: Column, id_: str, facts: Facts) -> str:
    if not column.path:
        return short(id_)
    path, _, lang = column.path.partition("@")
    values: list[ox.NamedNode | ox.Literal] = [ox.NamedNode(id_)]
    for step in path.split("/"):
        iri = term(step).value
        values = [o for v in values for o in facts.get(v.value, {}).get(iri, ())]
    if lang:
        values = [v for v in values if isinstance(v, ox.Literal) and v.language == lang]
    cells = {short(v.value) for v in values} - {"Quantity"}
    return LIST.join(sorted(cells))


def _participations(facts: Facts) -> Iterator[Row]:
    from kg.schema import vocabulary

    label = Column("label", "string", "rdfs:label@en", "")
    roles = {_DIP + name: name for name in vocabulary().roles}
    for event in _members("Event", facts):
        offices = _capacities(event, facts)
        for iri in roles.keys() & facts[event].keys():
            for entity in facts[event][iri]:
                held = LIST.join(sorted(offices.get(entity.value, ())))
                name = _cell(label, entity.value, facts)
                yield short(event), roles[iri], short(entity.value), name, held


def _capacities(event: str, facts: Facts) -> dict[str, set[str]]:
    title = Column("title", "string", "dip:office/rdfs:label@en", "")
    found: dict[str, set[str]] = defaultdict(set)
    for holding in facts[event].get(_DIP + "capacity", ()):
        for holder in facts.get(holding.value, {}).get(_DIP + "holder", ()):
            found[holder.value].add(_cell(title, holding.value, facts))
    return found


def short(value: str) -> str:
    """An IRI as tables have it: a local id, a name of a term, a Wikidata item."""
    for start in (BASE, _DIP, PREFIXES["wd"]):
        if value.startswith(start):
            return value.removeprefix(start)
    if value.startswith(PREFIXES["dips"]):
        return value.rpartition("/")[2]
    return value
