"""From readings to the graph: who is who, who holds what, what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.model import graph
from kg.model.article import Article
from kg.model.extraction import Extraction
from kg.model.graph import BASE
from kg.model.judgement import Judgement
from kg.resolve import bodies
from kg.resolve.clusters import Cluster
from kg.resolve.coreference import unite
from kg.resolve.duplicates import reprints
from kg.resolve.facts import Context, event
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.gazetteer import gazetteer as packaged_gazetteer
from kg.resolve.holdings import Holdings, told
from kg.resolve.identities import Key, judge_identities
from kg.resolve.identity import article_id
from kg.resolve.invitations import settle
from kg.resolve.judgements import Bench, Verdicts, judge_facts
from kg.resolve.linking import Entities, link
from kg.resolve.merge import Merged, cluster
from kg.resolve.officials import Officials
from kg.resolve.persons import Surnames, full_names
from kg.resolve.reporting import Nodes, claims, describe, quantities, report
from kg.resolve.snippets import Snippets
from kg.resolve.states import States
from kg.resolve.tellings import Telling, event_ids, tell
from kg.resolve.terms import Told, terms_of
from kg.resolve.wording import Wording

#: After every date: an article without one never moves an event that a dated article tells of.
_UNDATED = "9999"


def resolved(
    article: Article,
    extraction: Extraction,
    *,
    gazetteer: Gazetteer | None = None,
    base: str = BASE,
) -> Extraction:
    """One article's extraction with ``iri`` and ``wikidata`` filled, as if there were no other."""
    known = gazetteer or packaged_gazetteer()
    entries = known.entries
    links = _linked([(article, extraction)], known)[article.id]
    united, same = unite(extraction, links)
    ids = event_ids(article.id, united.events)
    entities = (
        e.model_copy(
            update={
                "iri": base + links[e.id],
                "wikidata": entries[links[e.id]].wikidata if links[e.id] in entries else None,
            }
        )
        for e in extraction.entities
    )
    events = (
        e.model_copy(update={"iri": base + ids[same.get(e.id, e.id)]}) for e in extraction.events
    )
    return extraction.model_copy(update={"entities": tuple(entities), "events": tuple(events)})


@dataclass(frozen=True, slots=True)
class _Read:
    """One article with what was read in it, and the nodes that its entities stand for."""

    article: Article
    extraction: Extraction
    links: Mapping[str, str]
    #: Id of the article that it reprints.
    original: str | None
    verdicts: Verdicts


def resolve(
    readings: Iterable[tuple[Article, Extraction]],
    *,
    gazetteer: Gazetteer | None = None,
    reader: str = "",
    review: Sequence[Judgement] = (),
) -> graph.Graph:
    """The graph of a set of articles: the same for any order of ``readings``.

    Each extraction belongs to its article by id, and every id in it is defined there. ``gazetteer``
    defaults to the packaged one. ``reader`` names the software, models and options that read the
    articles; it goes into the ids of activities. ``review`` is what people decided, which wins over
    the machine; what of it applies to nothing is noted in the graph's ``unmatched``.
    """
    known = gazetteer or packaged_gazetteer()
    entries = known.entries
    bench = Bench({a.id: (a, e) for a, e in readings}, entries)
    judge_facts(bench, review)
    ordered = sorted(bench.readings.values(), key=lambda r: (r[0].published or _UNDATED, r[0].id))
    links = _linked(ordered, known)
    surnames = Surnames(ordered, links)
    for a, e in ordered:
        surnames.settle(a, e, links[a.id])
    ties = judge_identities(bench, review, links)
    judged = ties.events()
    originals = reprints(a for a, _ in ordered)
    read = [_read(a, e, links[a.id], originals.get(a.id), bench, judged) for a, e in ordered]
    newest = max((a.published for a, _ in ordered if a.published), default=None)
    entities, holdings = Entities(entries, newest), Holdings(terms_of(known))
    for r in read:
        entities.add(article_id(r.article.id), r.extraction, r.links)
    holdings.know(sorted({n for r in read for n in r.links.values() if n.startswith("person/")}))
    holdings.accept(_accepted(read))
    held = [_hold(r, holdings) for r in read]
    entities.refer(n for o in holdings.offices() for n in (o.of, o.to) if n)
    nodes = entities.nodes()
    states = States(nodes, holdings)
    wording = Wording()
    merged = cluster((_tell(r, states, wording) for r in read), ties)
    context = Context(_events(merged.clusters), {n: e.labels for n, e in nodes.items()}, newest)
    made = _graph(read, held, nodes, holdings, merged, context, reader)
    return replace(made, unmatched=tuple(bench.unmatched))


def _linked(
    readings: Sequence[tuple[Article, Extraction]], known: Gazetteer
) -> dict[str, dict[str, str]]:
    """The nodes of each article's entities, by article; surnames are yet to be settled."""
    persons = full_names(known)
    links = {a.id: link(article_id(a.id), e, persons) for a, e in readings}
    for article, extraction in readings:
        bodies.settle(known, extraction, links[article.id])
    Officials(known.entries, terms_of(known)).settle(readings, links)
    return links


def _read(
    article: Article,
    extraction: Extraction,
    links: Mapping[str, str],
    original: str | None,
    bench: Bench,
    judged: Collection[Key],
) -> _Read:
    verdicts = bench.verdicts.get(article.id) or Verdicts()
    node = article_id(article.id)
    kept = {e.id for e in extraction.events if (node, e.id) in judged} | verdicts.judged()
    return _Read(article, unite(extraction, links, kept)[0], links, original, verdicts)


def _tell(read: _Read, states: States, wording: Wording) -> list[Telling]:
    return tell(
        read.article,
        read.extraction,
        read.links,
        states,
        wording,
        original=read.original,
        verdicts=read.verdicts,
    )


def _accepted(read: Iterable[_Read]) -> Iterator[Told]:
    """The offices that people said are right."""
    for r in read:
        for office in r.extraction.offices:
            if office.id in r.verdicts.offices:
                yield told(office, r.article, r.extraction, r.links)


def _hold(read: _Read, holdings: Holdings) -> dict[str, str]:
    evidence = {o.id: Snippets(read.article.id).ids(o.evidence) for o in read.extraction.offices}
    return holdings.add(read.article, read.extraction, read.links, evidence)


def _graph(
    read: Sequence[_Read],
    held: Sequence[Mapping[str, str]],
    nodes: Mapping[str, graph.Entity],
    holdings: Holdings,
    merged: Merged,
    context: Context,
    reader: str,
) -> graph.Graph:
    clusters = merged.clusters
    alone = {(t.article, t.event.id): t.id for c in clusters for t in c.tellings}
    events = _without_circles([event(c.tellings, context) for c in clusters])
    published = {article_id(r.article.id): r.article.published for r in read}
    parts = [
        (r.article, r.extraction, _nodes(r, h, context.events, alone, merged))
        for r, h in zip(read, held, strict=True)
    ]
    return graph.Graph(
        articles=_sorted(describe(r.article, reader, r.original) for r in read),
        entities=tuple(nodes.values()),
        offices=holdings.offices(),
        holdings=holdings.holdings(),
        events=_sorted(settle(events, published, context.newest)),
        quantities=_sorted(q for a, e, n in parts for q in quantities(a, e, n.entities)),
        claims=_sorted(c for a, e, n in parts for c in claims(a, e, n)),
        reports=tuple(sorted((report(*p) for p in parts), key=lambda r: r.article)),
        replaced=dict(sorted((t.id, c.tellings[0].id) for c in clusters for t in c.tellings[1:])),
    )


def _events(clusters: Sequence[Cluster]) -> dict[tuple[str, str], str]:
    """(article, event of the article) → event of the graph."""
    return {(t.article, t.event.id): c.tellings[0].id for c in clusters for t in c.tellings}


def _nodes(
    read: _Read,
    held: Mapping[str, str],
    events: Mapping[tuple[str, str], str],
    alone: Mapping[tuple[str, str], str],
    merged: Merged,
) -> Nodes:
    article = article_id(read.article.id)
    ids = [e.id for e in read.extraction.events]
    return Nodes(
        read.links,
        held,
        {e: events[article, e] for e in ids},
        {e: alone[article, e] for e in ids},
        {e: merged.placements[article, e] for e in ids},
        read.verdicts,
    )


def _without_circles(events: Sequence[graph.Event]) -> list[graph.Event]:
    """The events with no event part of itself: in a circle, that of the first id stands alone."""
    wholes = {e.id: e.part_of for e in events}
    for node in sorted(wholes):
        seen, whole = {node}, wholes[node]
        while whole and whole not in seen:
            seen.add(whole)
            whole = wholes.get(whole)
        if whole == node:
            wholes[node] = None
    return [e if e.part_of == wholes[e.id] else replace(e, part_of=None) for e in events]


_Node = TypeVar("_Node", graph.Article, graph.Event, graph.Quantity, graph.Claim)


def _sorted(nodes: Iterable[_Node]) -> tuple[_Node, ...]:
    found = {node.id: node for node in nodes}
    return tuple(found[id_] for id_ in sorted(found))
