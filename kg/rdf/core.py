"""Facts as triples: the default graph of a build, plain enough for any script to follow.

What follows from the facts is written out beside them, by the rules of :mod:`kg.rdf.rules`:
superclasses, ``dip:involves`` beside each role, the states involved, offices on the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from kg.dates import Bounds, first_day, interval, last_day
from kg.model import graph
from kg.model.graph import BASE
from kg.rdf.rules import infer
from kg.rdf.terms import RDF_TYPE, Minter, boolean, date, decimal, integer, term, value
from kg.resolve.labels import pick
from kg.schema import vocabulary
from kg.schema.vocabulary import LANGUAGES

#: Predicate and object.
Facts: TypeAlias = Iterator[tuple[NamedNode, NamedNode | Literal]]


def core(graph_: graph.Graph, *, base: str = BASE) -> Iterator[Triple]:
    """The facts of a graph and what follows from them, each once; nodes under ``base``."""
    mint = Minter(base)
    told = list(_told(graph_, mint))
    yield from told
    yield from infer(told, _beside(graph_, mint))


def _told(graph_: graph.Graph, mint: Minter) -> Iterator[Triple]:
    described = (
        *((node.id, _article(node, mint)) for node in graph_.articles),
        *((node.id, _entity(node, mint)) for node in graph_.entities),
        *((node.id, _office(node, mint)) for node in graph_.offices),
        *((node.id, _holding(node, mint)) for node in graph_.holdings),
        *((node.id, _event(node, mint)) for node in graph_.events),
        *((node.id, _quantity(node, mint)) for node in graph_.quantities),
        *((node.id, _claim(node, mint)) for node in graph_.claims),
        *((node, _source(node)) for node in _sources(graph_)),
    )
    for node, facts in described:
        subject = mint(node)
        for predicate, object_ in facts:
            yield Triple(subject, predicate, object_)
    for old, new in graph_.replaced.items():
        yield Triple(mint(old), term("dcterms:isReplacedBy"), mint(new))


def _beside(graph_: graph.Graph, mint: Minter) -> Iterator[Triple]:
    """What rules ask of the reports: on whose behalf somebody acts, and who is in office according
    to articles without a date.
    """
    for article, report in zip(graph_.articles, graph_.reports, strict=True):
        for statement in report.statements:
            if statement.on_behalf_of:
                subject = mint(statement.id)
                yield Triple(subject, term("rdf:subject"), mint(statement.event))
                yield Triple(subject, term("rdf:object"), mint(statement.entity))
                yield Triple(subject, term("dip:onBehalfOf"), mint(statement.on_behalf_of))
        for office in () if article.published else report.offices:
            subject = mint(office.id)
            yield Triple(subject, term("dip:article"), mint(article.id))
            yield Triple(subject, term("dip:ofHolding"), mint(office.holding))
            yield Triple(subject, term("dip:holdingStatus"), value("holding-status", office.status))


def class_of(name: str) -> Facts:
    """A node's narrowest class."""
    yield RDF_TYPE, term("dip:" + name)


def _specific(name: str) -> Facts:
    """The narrowest class, also by a property of its own, which superclasses do not hide."""
    yield from class_of(name)
    yield term("dip:specificType"), term("dip:" + name)


def extent(bounds: Bounds) -> Facts:
    """The bounds of a time."""
    for name, day in (
        ("dip:earliestStart", bounds.earliest_start),
        ("dip:latestStart", bounds.latest_start),
        ("dip:earliestEnd", bounds.earliest_end),
        ("dip:latestEnd", bounds.latest_end),
    ):
        if day:
            yield term(name), date(day)


def text(predicate: str, value_: str | None) -> Facts:
    """A plain string, where there is one."""
    if value_ is not None:
        yield term(predicate), Literal(value_)


def nodes(predicate: str, ids: Iterable[str | None], mint: Minter) -> Facts:
    """Links to nodes; None stands for no link."""
    for id_ in ids:
        if id_ is not None:
            yield term(predicate), mint(id_)


def values(scheme: str, names: Iterable[str | None], predicate: str) -> Facts:
    """Links to controlled values; None stands for no link."""
    for name in names:
        if name is not None:
            yield term(predicate), value(scheme, name)


def _labels(labels: graph.Labels, further: Iterable[tuple[str, str]] = ()) -> Facts:
    """Names that are known, and one to show in each language, from the nearest that has one."""
    for lang, name in labels.items():
        yield term("skos:prefLabel"), Literal(name, language=lang)
    for lang in LANGUAGES if labels else ():
        yield term("rdfs:label"), Literal(pick(labels, lang), language=lang)
    for lang, name in further:
        yield term("skos:altLabel"), Literal(name, language=lang)


def _read_in(evidence: Iterable[str], articles: Iterable[str], mint: Minter) -> Facts:
    yield from nodes("dip:evidence", evidence, mint)
    yield from nodes("dip:mentionedIn", articles, mint)


def _article(node: graph.Article, mint: Minter) -> Facts:
    yield from class_of("Article")
    yield from text("dcterms:identifier", node.name)
    yield from text("schema:headline", node.headline)
    yield from text("schema:inLanguage", node.lang)
    yield from text("schema:publisher", node.publisher)
    yield from text("schema:author", node.author)
    yield from text("schema:url", node.url)
    yield from text("dip:contentHash", node.content_hash)
    yield from nodes("dip:reprintOf", (node.reprint_of,), mint)
    if node.published:
        yield term("schema:datePublished"), date(node.published)


def _entity(node: graph.Entity, mint: Minter) -> Facts:
    yield from _specific(node.type)
    yield from _labels(node.labels, node.alt_labels)
    yield from text("dip:iso", node.iso)
    yield from nodes("dip:locatedIn", (node.located_in,), mint)
    yield from nodes("dip:memberOf", node.member_of, mint)
    if node.wikidata:
        yield term("owl:sameAs"), term("wd:" + node.wikidata)
    if node.lat is not None and node.lon is not None:
        yield term("geo:lat"), decimal(node.lat)
        yield term("geo:long"), decimal(node.lon)
    yield from nodes("dip:mentionedIn", node.articles, mint)


def _office(node: graph.Office, mint: Minter) -> Facts:
    yield from class_of("Office")
    yield from _labels(node.labels)
    yield from nodes("dip:officeOf", (node.of,), mint)
    yield from nodes("dip:accreditedTo", (node.to,), mint)


def _holding(node: graph.Holding, mint: Minter) -> Facts:
    # What is doubted is described, not asserted: by properties that no fact has.
    yield from class_of("DoubtedHolding" if node.doubted else "OfficeHolding")
    yield from nodes("dip:reportedHolder" if node.doubted else "dip:holder", (node.holder,), mint)
    yield from nodes("dip:reportedOffice" if node.doubted else "dip:office", (node.office,), mint)
    yield from text("dip:date", _term(node.from_, node.until))
    for name, day in (
        ("dip:from", first_day(node.from_) if node.from_ else None),
        ("dip:until", last_day(node.until) if node.until else None),
        ("dip:attestedFrom", node.attested_from),
        ("dip:attestedUntil", node.attested_until),
    ):
        if day:
            yield term(name), date(day)
    # Where nothing says which words it was read from, it comes from the articles as such.
    origins = (node.source,) if node.source or node.evidence else node.articles
    yield from nodes("prov:wasDerivedFrom", origins, mint)
    yield from _read_in(node.evidence, node.articles, mint)


def _term(start: str | None, end: str | None) -> str | None:
    """The known dates of a holding as EDTF."""
    return f"{start}/.." if start and not end else interval(start, end)


def _event(node: graph.Event, mint: Minter) -> Facts:
    type_ = vocabulary().event_types[node.type]
    yield from _specific(node.type)
    yield from _labels(node.labels)
    yield from _roles(node, mint)
    yield from values("status", (node.status,), "dip:status")
    yield from values("rank", (type_.rank,), "dip:rank")
    if node.outcome_unknown:
        yield term("dip:outcomeUnknown"), boolean(True)
    yield from text("dip:date", node.date)
    yield from extent(node.bounds)
    yield from _exact_days(node.bounds)
    yield from nodes("dip:place", (node.place,), mint)
    yield from nodes("dip:partOf", (node.part_of,), mint)
    if node.ordinal is not None:
        yield term("dip:ordinal"), integer(node.ordinal)
    yield from values("topic", node.topics, "dip:topic")
    yield from nodes("dip:resultedIn", node.resulted_in, mint)
    yield from nodes("dip:invitesTo", (node.invites_to,), mint)
    yield from values("invitation-status", (node.invitation_status,), "dip:invitationStatus")
    for code in node.plover:
        yield from text("dip:plover", code)
    for code in node.cameo:
        yield from text("dip:cameo", code)
    yield term("dip:confidence"), decimal(node.confidence)
    yield term("dip:sourceCount"), integer(node.source_count)
    yield term("dip:attributedSourceCount"), integer(node.attributed_source_count)
    yield from _read_in(node.evidence, node.articles, mint)


def _roles(node: graph.Event, mint: Minter) -> Facts:
    for role, entity in node.roles:
        yield term("dip:" + role), mint(entity)


def _exact_days(bounds: Bounds) -> Facts:
    """First and last day, where they are known to the day."""
    if bounds.earliest_start and bounds.earliest_start == bounds.latest_start:
        yield term("schema:startDate"), date(bounds.earliest_start)
    if bounds.earliest_end and bounds.earliest_end == bounds.latest_end:
        yield term("schema:endDate"), date(bounds.earliest_end)


def _quantity(node: graph.Quantity, mint: Minter) -> Facts:
    yield from class_of(node.kind.capitalize())
    yield from values("metric", (node.metric,), "dip:metric")
    yield term("dip:value"), decimal(node.value)
    yield from values("unit", (node.unit,), "dip:unit")
    yield from text("dip:period", node.period)
    yield from text("dip:deadline", node.deadline)
    yield from nodes("dip:between", node.between, mint)
    yield from _read_in(node.evidence, (node.article,), mint)


def _claim(node: graph.Claim, mint: Minter) -> Facts:
    yield from class_of("Claim")
    yield from nodes("dip:speaker", (node.speaker,), mint)
    yield from nodes("dip:affiliation", (node.affiliation,), mint)
    yield from values("modality", (node.modality,), "dip:modality")
    yield from text("dip:quote", node.quote)
    yield from nodes("dip:about", node.about, mint)
    yield from text("dip:relayedBy", node.source)
    yield from _read_in(node.evidence, (node.article,), mint)


def _sources(graph_: graph.Graph) -> list[str]:
    return sorted({h.source for h in graph_.holdings if h.source})


def _source(node: str) -> Facts:
    yield RDF_TYPE, term("prov:Entity")
    yield from text("dcterms:title", node.partition("/")[2])
