"""What a store of the graph can do, and what its answers look like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf
from typing import Protocol, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Results:
    """The whole answer to a query.

    ``rows`` of a SELECT follow ``variables``, None where a variable is unbound; ``triples`` of a
    CONSTRUCT or DESCRIBE keep the store's order; ``answer`` is an ASK's.
    """

    form: OneOf["select", "ask", "construct"]
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    triples: tuple[Triple, ...] = ()
    answer: bool = False

    def __iter__(self) -> Iterator[dict[str, str | None]]:
        """Rows as plain strings by variable name."""
        for row in self.rows:
            yield {v: plain(t) for v, t in zip(self.variables, row, strict=True)}

    def __len__(self) -> int:
        """Number of rows, or of triples."""
        return len(self.triples) if self.form == "construct" else len(self.rows)


def plain(term: Term | None) -> str | None:
    """A term as its bare text: an IRI's address, a literal's value."""
    if term is None or isinstance(term, Triple):
        return None if term is None else str(term)
    return term.value


class Store(Protocol):
    """A store of quads: one named graph per article, and the core as its default graph."""

    def replace_graph(self, graph: str, quads: Iterable[Quad]) -> None:
        """Make ``quads`` the whole content of the named graph ``graph``, all or nothing."""

    def replace_core(self, triples: Iterable[Triple]) -> None:
        """Make ``triples`` the whole content of the default graph, all or nothing."""

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        timeout: float | None = None,
    ) -> Results:
        """Answer a SPARQL 1.1 query over the union of all graphs.

        ``bindings`` fix variables to terms before evaluation; ``timeout`` is in seconds.
        Raises QueryError for a query that does not parse, or takes longer.
        """

    def graphs(self) -> Iterator[str]:
        """IRIs of the named graphs."""

    def snapshot(self, to: Path) -> None:
        """Write a copy that readers may open while this store is written to."""
