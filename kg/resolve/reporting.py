"""What one article says, as a report whose fields point at the nodes of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.dates import bounds
from kg.model import graph
from kg.model.article import Article
from kg.model.extraction import Entity, Event, Extraction, Fragment, Participant
from kg.resolve.identity import article_id, graph_id, hash16
from kg.resolve.judgements import Verdict, Verdicts
from kg.resolve.linking import Links, certainty
from kg.resolve.merge import Placement
from kg.resolve.snippets import Snippets
from kg.schema import vocabulary


@dataclass(frozen=True, slots=True)
class Nodes:
    """The nodes that the parts of one article stand for."""

    entities: Links
    #: Office → holding.
    holdings: Links
    #: Event → event of the graph, and → the id that it would have alone.
    events: Links
    alone: Links
    #: Event → how it came to its event of the graph.
    placed: Mapping[str, Placement]
    verdicts: Verdicts


def describe(article: Article, reader: str, original: str | None) -> graph.Article:
    """The article as a node; ``reader`` names the software, models and options that read it.

    ``original`` is the id of the article that it reprints.
    """
    return graph.Article(
        article_id(article.id),
        article.id,
        article.title,
        article.lang,
        article.content_hash,
        graph=graph_id(article.id),
        activity="activity/" + hash16(article.content_hash, reader),
        published=article.published,
        url=article.url,
        publisher=article.publisher,
        author=article.author,
        reprint_of=article_id(original) if original else None,
    )


def report(article: Article, extraction: Extraction, nodes: Nodes) -> graph.Report:
    """All that an article says of entities, offices and events."""
    snippets = Snippets(article.id)
    entities = _by_id(_entity(article, extraction, e, nodes, snippets) for e in extraction.entities)
    offices = _by_id(_offices(article, extraction, nodes, snippets))
    events = _by_id(_event(article, e, nodes, snippets) for e in extraction.events)
    statements = _by_id(
        _statement(article, e, p, nodes, snippets)
        for e in extraction.events
        for p in e.participants
    )
    for quantity in extraction.quantities:
        snippets.ids(quantity.evidence)
    for claim in extraction.claims:
        snippets.ids(claim.evidence)
    return graph.Report(
        article_id(article.id), snippets.evidence(), entities, offices, events, statements
    )


def quantities(article: Article, extraction: Extraction, links: Links) -> Iterator[graph.Quantity]:
    """The figures of an article."""
    for q in extraction.quantities:
        between = tuple(sorted({links[e] for e in q.between}))
        evidence = Snippets(article.id).ids(q.evidence)
        content = (q.kind, q.metric, q.value, q.unit, q.period, q.deadline, *between, *evidence)
        id_ = "quantity/" + hash16(article.id, _offset(q.evidence), *content)
        yield graph.Quantity(
            id_, article_id(article.id), q.kind, q.metric, q.value, q.unit, q.period, q.deadline,
            between, evidence,
        )  # fmt: skip


def claims(article: Article, extraction: Extraction, nodes: Nodes) -> Iterator[graph.Claim]:
    """What an article reports to have been said."""
    known = {**nodes.entities, **nodes.events}
    for c in extraction.claims:
        about = tuple(sorted({known[a] for a in c.about}))
        speaker = nodes.entities[c.speaker]
        affiliation = nodes.entities[c.affiliation] if c.affiliation else None
        evidence = Snippets(article.id).ids(c.evidence)
        # The ids that events would have alone keep a claim's id where events merge.
        content = (speaker, affiliation, c.modality, c.quote, c.source, *evidence)
        of = sorted(nodes.alone.get(a) or known[a] for a in c.about)
        yield graph.Claim(
            "claim/" + hash16(article.id, _offset(c.evidence), *content, *of),
            article_id(article.id), speaker, affiliation, c.modality, c.quote, about, c.source,
            evidence,
        )  # fmt: skip


def _entity(
    article: Article, extraction: Extraction, entity: Entity, nodes: Nodes, snippets: Snippets
) -> graph.EntityReport:
    mentions = {
        snippets.surface(Fragment(text=article.text[start:end], start=start, end=end))
        for start, end in entity.mentions
    }
    content = (entity.type, entity.kind, entity.name, entity.name_en, entity.iso)
    first = min((start for start, _ in entity.mentions), default=0)
    return graph.EntityReport(
        "entity-report/" + hash16(article.id, first, *content),
        nodes.entities[entity.id],
        *content,
        entity.surfaces,
        tuple(sorted(mentions)),
        certainty(entity, extraction),
    )


def _offices(
    article: Article, extraction: Extraction, nodes: Nodes, snippets: Snippets
) -> Iterator[graph.OfficeReport]:
    for office in extraction.offices:
        holding = nodes.holdings[office.id]
        content = (holding, office.status, office.title, office.title_en)
        yield graph.OfficeReport(
            "office-report/" + hash16(article.id, _offset(office.evidence), *content),
            *content,
            of=nodes.entities[office.of] if office.of else None,
            evidence=snippets.ids(office.evidence),
        )


def _event(article: Article, event: Event, nodes: Nodes, snippets: Snippets) -> graph.EventReport:
    alone = nodes.alone[event.id]
    if event.trigger:
        snippets.trigger(event.trigger, event.evidence)
    return graph.EventReport(
        "event-report/" + hash16(article.id, _offset(event.evidence), alone),
        nodes.events[event.id],
        event.type,
        event.status,
        date=event.date,
        date_text=event.date_text,
        bounds=bounds(event.date, one_day=vocabulary().event_types[event.type].one_day),
        place=nodes.entities[event.place] if event.place else None,
        part_of=nodes.events[event.part_of] if event.part_of else None,
        ordinal=event.ordinal,
        topics=tuple(sorted(set(event.topics))),
        resulted_in=tuple(sorted({nodes.entities[e] for e in event.resulted_in})),
        invites_to=nodes.events[event.invites_to] if event.invites_to else None,
        salience=event.salience,
        confidence=event.confidence,
        rule=event.rule,
        trigger=graph.Trigger(**event.trigger.model_dump()) if event.trigger else None,
        evidence=snippets.ids(event.evidence),
        identity_confidence=round(nodes.placed[event.id].certainty, 3),
        maybe_event=nodes.placed[event.id].rival,
        review=_review(nodes.verdicts.events.get(event.id)),
    )


def _review(verdict: Verdict | None) -> graph.Review | None:
    return graph.Review(verdict.status, verdict.by, verdict.on) if verdict else None


def _statement(
    article: Article, event: Event, participant: Participant, nodes: Nodes, snippets: Snippets
) -> graph.Statement:
    subject, object_ = nodes.events[event.id], nodes.entities[participant.entity]
    own = participant.evidence
    behalf, capacity = participant.on_behalf_of, participant.capacity
    return graph.Statement(
        "statement/" + hash16(article.id, subject, participant.role, object_),
        subject,
        participant.role,
        object_,
        capacity=nodes.holdings[capacity] if capacity else None,
        on_behalf_of=nodes.entities[behalf] if behalf else None,
        assertion=participant.assertion,
        review=_review(nodes.verdicts.roles.get((event.id, participant.role, participant.entity))),
        confidence=participant.confidence,
        rule=participant.rule,
        evidence=snippets.ids(own or event.evidence),
        inherits_evidence=not own,
    )


_Part = TypeVar("_Part", graph.EntityReport, graph.OfficeReport, graph.EventReport, graph.Statement)


def _by_id(parts: Iterable[_Part]) -> tuple[_Part, ...]:
    found = {part.id: part for part in parts}
    return tuple(found[id_] for id_ in sorted(found))


def _offset(fragments: Iterable[Fragment]) -> int:
    return min((f.start for f in fragments), default=0)
