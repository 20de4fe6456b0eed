"""What each article says, as quads in a named graph of its own.

A graph holds report nodes only, never bare facts, so the union of all graphs never contradicts the
core; beside them it says which article and which reading it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, Quad

from kg.model import graph
from kg.model.graph import BASE
from kg.rdf.core import Facts, class_of, extent, nodes, text, values
from kg.rdf.terms import RDF_TYPE, Minter, boolean, date, decimal, integer, term


def reports(graph_: graph.Graph, *, base: str = BASE) -> Iterator[Quad]:
    """The reports of all articles, article by article; nodes under ``base``."""
    mint = Minter(base)
    for article, report in zip(graph_.articles, graph_.reports, strict=True):
        name = mint(article.graph)
        for node, facts in _described(article, report, mint):
            subject = mint(node)
            for predicate, object_ in facts:
                yield Quad(subject, predicate, object_, name)


def _described(
    article: graph.Article, report: graph.Report, mint: Minter
) -> Iterator[tuple[str, Facts]]:
    yield article.graph, _provenance(article, mint)
    yield article.activity, _activity(article, mint)
    for evidence in report.evidence:
        yield evidence.id, _evidence(evidence, article, mint)
    for entity in report.entities:
        yield entity.id, _entity(entity, article, mint)
    for office in report.offices:
        yield office.id, _office(office, article, mint)
    for event in report.events:
        yield event.id, _event(event, article, mint)
    for statement in report.statements:
        yield statement.id, _statement(statement, article, mint)


def _provenance(article: graph.Article, mint: Minter) -> Facts:
    yield from nodes("prov:wasDerivedFrom", (article.id,), mint)
    yield from nodes("prov:wasGeneratedBy", (article.activity,), mint)


def _activity(article: graph.Article, mint: Minter) -> Facts:
    yield RDF_TYPE, term("prov:Activity")
    yield from nodes("prov:used", (article.id,), mint)


def _evidence(node: graph.Evidence, article: graph.Article, mint: Minter) -> Facts:
    yield from class_of("Evidence")
    yield from nodes("dip:article", (article.id,), mint)
    yield from text("dip:exact", node.text)
    yield term("dip:startOffset"), integer(node.start)
    yield term("dip:endOffset"), integer(node.end)
    for trigger in node.triggers:
        yield from text("dip:trigger", trigger)
    yield from text("dip:surface", node.text if node.surface else None)


def _reported(kind: str, article: graph.Article, mint: Minter) -> Facts:
    """What every report has: its class, its article and that article's day."""
    yield from class_of(kind)
    yield from nodes("dip:article", (article.id,), mint)
    if article.published:
        yield term("dip:reportedOn"), date(article.published)


def _entity(node: graph.EntityReport, article: graph.Article, mint: Minter) -> Facts:
    yield from _reported("EntityReport", article, mint)
    yield from nodes("dip:ofEntity", (node.entity,), mint)
    yield term("dip:reportedType"), term("dip:" + node.type)
    yield from text("dip:reportedKind", node.kind)
    yield from text("dip:reportedName", node.name)
    yield from text("dip:reportedEnglishName", node.name_en)
    yield from text("dip:reportedIso", node.iso)
    for surface in node.surfaces:
        yield from text("dip:surface", surface)
    yield from nodes("dip:mention", node.mentions, mint)
    yield term("dip:identityConfidence"), decimal(node.identity_confidence)


def _review(review: graph.Review) -> Facts:
    yield from values("review-status", (review.status,), "dip:reviewStatus")
    yield from text("dip:reviewedBy", review.by)
    if review.on:
        yield term("dip:reviewedOn"), date(review.on)


def _office(node: graph.OfficeReport, article: graph.Article, mint: Minter) -> Facts:
    yield from _reported("OfficeReport", article, mint)
    yield from nodes("dip:ofHolding", (node.holding,), mint)
    yield from values("holding-status", (node.status,), "dip:holdingStatus")
    yield from text("dip:reportedTitle", node.title)
    yield from text("dip:reportedEnglishTitle", node.title_en)
    yield from nodes("dip:reportedOfficeOf", (node.of,), mint)
    yield from nodes("dip:evidence", node.evidence, mint)


def _event(node: graph.EventReport, article: graph.Article, mint: Minter) -> Facts:
    yield from _reported("EventReport", article, mint)
    yield from nodes("dip:ofEvent", (node.event,), mint)
    yield term("dip:reportedType"), term("dip:" + node.type)
    yield from values("status", (node.status,), "dip:reportedStatus")
    yield from text("dip:date", node.date)
    yield from extent(node.bounds)
    yield from text("dip:dateText", node.date_text)
    yield from nodes("dip:reportedPlace", (node.place,), mint)
    yield from nodes("dip:reportedPartOf", (node.part_of,), mint)
    if node.ordinal is not None:
        yield term("dip:reportedOrdinal"), integer(node.ordinal)
    yield from values("topic", node.topics, "dip:reportedTopic")
    yield from nodes("dip:reportedResult", node.resulted_in, mint)
    yield from nodes("dip:reportedInvitesTo", (node.invites_to,), mint)
    yield from values("salience", (node.salience,), "dip:salience")
    yield from text("dip:rule", node.rule)
    yield term("dip:confidence"), decimal(node.confidence)
    if node.trigger:
        yield term("dip:trigger"), Literal(node.trigger.text)
        yield term("dip:triggerStart"), integer(node.trigger.start)
        yield term("dip:triggerEnd"), integer(node.trigger.end)
    yield from nodes("dip:evidence", node.evidence, mint)
    yield term("dip:identityConfidence"), decimal(node.identity_confidence)
    yield from nodes("dip:maybeOfEvent", (node.maybe_event,), mint)
    if node.review:
        yield from _review(node.review)


def _statement(node: graph.Statement, article: graph.Article, mint: Minter) -> Facts:
    yield from _reported("Statement", article, mint)
    yield RDF_TYPE, term("rdf:Statement")
    yield from nodes("rdf:subject", (node.event,), mint)
    yield term("rdf:predicate"), term("dip:" + node.role)
    yield from nodes("rdf:object", (node.entity,), mint)
    yield from nodes("dip:inCapacity", (node.capacity,), mint)
    yield from nodes("dip:onBehalfOf", (node.on_behalf_of,), mint)
    yield from nodes("dip:evidence", node.evidence, mint)
    if node.inherits_evidence:
        yield term("dip:evidenceInherited"), boolean(True)
    yield from text("dip:rule", node.rule)
    yield term("dip:confidence"), decimal(node.confidence)
    yield from values("assertion", (node.assertion,), "dip:assertion")
    yield from _review(node.review or graph.Review("unreviewed"))
