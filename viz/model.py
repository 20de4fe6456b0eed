"""What is drawn: a graph as columns, sorted by id, with the sentences that it rests on.

The model knows no RDF: whoever has rows of nodes and edges can draw them. Rows go in through
:meth:`ViewGraph.of`; columns are what a page holds and what keeps 50,000 nodes small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

#: Text by language code; an event may have none, and is then named by what takes part in it.
LangText = Mapping[str, str]
#: Families of things; a node of any other family is an event.
ENTITIES = frozenset({"Person", "State", "Organization", "Place", "Agreement"})


class Record(BaseModel):
    """Base of all parts: frozen, no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(Record):
    """A source; ``date`` is ``YYYY-MM-DD``."""

    title: str
    date: str | None = None
    url: str | None = None
    publisher: str | None = None


class Sentence(Record):
    """A sentence of an article; ``text[mark_start:mark_end]`` are the words that count."""

    text: str
    mark_start: int = 0
    mark_end: int = 0
    #: Index into ``ViewGraph.articles``.
    article: int


class Fact(Record):
    """One thing known of a node: ``name`` is a term (``office``, ``reported`` …).

    ``value`` is text, text by language, or terms and bits of text that make up a phrase; ``node``
    the id of a node that it links to.
    """

    name: str
    value: str | LangText | tuple[str, ...]
    start: str | None = None
    end: str | None = None
    #: Index into ``ViewGraph.articles``: who says so.
    article: int | None = None
    node: str | None = None
    #: Indices into ``ViewGraph.sentences``.
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """One node as a row; dates are ``YYYY[-MM[-DD]]``, of an event its bounds."""

    id: str
    type: str
    family: str
    label: LangText = field(default_factory=dict)
    #: Other names, to be found by.
    names: tuple[str, ...] = ()
    #: Last reported status of an event; None for anything else.
    status: str | None = None
    start: str | None = None
    end: str | None = None
    lat: float | None = None
    lon: float | None = None
    #: Of an event: ids of the states in it, directly or through somebody; of guests; of hosts.
    states: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    #: What it weighs: of an event its articles, of anything else its events; None counts its edges.
    size: float | None = None
    community: int | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge as a row, from ``source`` to ``target`` (node ids), named by its ``role``."""

    source: str
    target: str
    role: str
    #: Id of the event that the edge belongs to, where that is neither of its ends.
    event: str | None = None
    start: str | None = None
    #: Indices into ``ViewGraph.sentences``.
    sentences: tuple[int, ...] = ()


class Columns(Record):
    """Base of node and edge columns: all of one length."""

    @model_validator(mode="after")
    def _of_one_length(self) -> Self:
        lengths = {name: len(getattr(self, name)) for name in type(self).model_fields}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns differ in length: {lengths}")
        return self


class Nodes(Columns):
    """Nodes as columns, sorted by ``id``; fields as those of :class:`Node`."""

    id: tuple[str, ...]
    type: tuple[str, ...]
    family: tuple[str, ...]
    label: tuple[LangText, ...]
    names: tuple[tuple[str, ...], ...]
    status: tuple[str | None, ...]
    start: tuple[str | None, ...]
    end: tuple[str | None, ...]
    lat: tuple[float | None, ...]
    lon: tuple[float | None, ...]
    states: tuple[tuple[str, ...], ...]
    guests: tuple[tuple[str, ...], ...]
    hosts: tuple[tuple[str, ...], ...]
    size: tuple[float | None, ...]
    community: tuple[int | None, ...]
    facts: tuple[tuple[Fact, ...], ...]

    def __len__(self) -> int:
        return len(self.id)


class Edges(Columns):
    """Edges as columns, sorted by ends and role; ends and ``event`` are indices into the nodes."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    role: tuple[str, ...]
    event: tuple[int | None, ...]
    start: tuple[str | None, ...]
    sentences: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.source)


class ViewGraph(Record):
    """A graph to draw."""

    nodes: Nodes
    edges: Edges
    sentences: tuple[Sentence, ...] = ()
    articles: tuple[Article, ...] = ()
    #: Labels of types, families, roles, statuses and names of facts: term → text by language.
    terms: Mapping[str, LangText] = {}
    #: What the reader must know of this drawing (what was cut, and by which rule), by language.
    notes: tuple[LangText, ...] = ()

    @model_validator(mode="after")
    def _indices_hold(self) -> Self:
        n = len(self.nodes)
        ends = (*self.edges.source, *self.edges.target, *self.edges.event)
        if any(i is not None and not 0 <= i < n for i in ends):
            raise ValueError("an edge ends in a node that is not there")
        if list(self.nodes.id) != sorted(set(self.nodes.id)):
            raise ValueError("nodes are not sorted by id, or one id stands twice")
        cited = (i for row in self.edges.sentences for i in row)
        if any(not 0 <= i < len(self.sentences) for i in cited):
            raise ValueError("an edge cites a sentence that is not there")
        if any(not 0 <= s.article < len(self.articles) for s in self.sentences):
            raise ValueError("a sentence cites an article that is not there")
        return self

    def node_rows(self) -> list[Node]:
        """The nodes as rows, in the order of the columns."""
        columns = [getattr(self.nodes, name) for name in Nodes.model_fields]
        return [Node(*row) for row in zip(*columns, strict=True)]

    @classmethod
    def of(
        cls,
        nodes: Iterable[Node],
        edges: Iterable[Edge],
        *,
        sentences: Sequence[Sentence] = (),
        articles: Sequence[Article] = (),
        terms: Mapping[str, LangText] | None = None,
        notes: Sequence[LangText] = (),
    ) -> Self:
        """Columns from rows in any order. Raises ValueError where an edge's end is no node."""
        rows = sorted(nodes, key=lambda node: node.id)
        index = {node.id: i for i, node in enumerate(rows)}
        for edge in (ties := list(edges)):
            for end in (edge.source, edge.target):
                if end not in index:
                    raise ValueError(f"edge {edge.role!r} ends in unknown {end}")
        ties.sort(
            key=lambda e: (index[e.source], index[e.target], e.role, e.event or "", e.sentences)
        )
        return cls(
            nodes=Nodes(**{f: tuple(getattr(r, f) for r in rows) for f in Nodes.model_fields}),
            edges=Edges(
                source=tuple(index[e.source] for e in ties),
                target=tuple(index[e.target] for e in ties),
                role=tuple(e.role for e in ties),
                event=tuple(index.get(e.event) if e.event else None for e in ties),
                start=tuple(e.start for e in ties),
                sentences=tuple(e.sentences for e in ties),
            ),
            sentences=tuple(sentences),
            articles=tuple(articles),
            terms=terms or {},
            notes=tuple(notes),
        )
