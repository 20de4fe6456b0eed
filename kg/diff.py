"""What changed between two builds: in words, and as RDF Patch.

RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html) is a text of lines, ``D`` for a statement
that goes and ``A`` for one that comes; applied to the first build it gives the second.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from kg.model.graph import BASE
from kg.rdf.terms import PREFIXES
from kg.store.protocol import plain

_DIP = PREFIXES["dip"]
_DEFAULT = ox.DefaultGraph()
_REPLACED = PREFIXES["dcterms"] + "isReplacedBy"
_LABEL = PREFIXES["rdfs"] + "label"
_HEADLINE = PREFIXES["schema"] + "headline"
#: Kinds of facts, by the path of their IRIs, as a reader calls them; in the order they are told.
_KINDS = {
    "article": "article",
    "event": "event",
    "quantity": "figure",
    "claim": "claim",
    "holding": "office holding",
}
#: What of an event moves, told as «from → to».
_MOVES = {"status": "status", "date": "date", "place": "place", "specificType": "class"}

#: What tells apart those that have no label: office holdings, claims and figures.
_DESCRIBING = (
    *("holder", "office", "reportedHolder", "reportedOffice"),
    *("speaker", "modality", "about", "quote"),
    *("metric", "value", "unit", "date"),
)

Facts = dict[str, dict[str, set[str]]]


class Graphs(Protocol):
    """Whatever tells its statements graph by graph: a store on disk, in memory, or elsewhere."""

    def core(self) -> Iterator[ox.Quad]:
        """The quads of the core."""

    def graphs(self) -> Iterator[str]:
        """IRIs of the named graphs."""

    def graph(self, name: str) -> Iterator[ox.Quad]:
        """The quads of a named graph; none where there is no such graph."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The statements that only one of two builds holds, sorted, and the facts of both cores."""

    withdrawn: tuple[ox.Quad, ...]
    added: tuple[ox.Quad, ...]
    before: Facts
    after: Facts

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.withdrawn or self.added)

    def patch(self) -> str:
        """The change as RDF Patch; its id is a hash of its content, so equal changes are equal."""
        rows = [
            *(f"D {_row(q)}\n" for q in self.withdrawn),
            *(f"A {_row(q)}\n" for q in self.added),
        ]
        digest = hashlib.sha256("".join(rows).encode()).hexdigest()
        return f"H id <urn:sha256:{digest}> .\nTX .\n{''.join(rows)}TC .\n"

    def words(self) -> Iterator[str]:
        """The change as lines for people: what came, what went, what moved, by kind of fact."""
        for kind, name in _KINDS.items():
            old, new = _ids(self.before, kind), _ids(self.after, kind)
            for id_ in sorted(old - new):
                yield f"- {name} withdrawn: {self._withdrawn(id_)}"
            for id_ in sorted(new - old):
                yield f"+ {name} added: {_title(self.after, id_)}"
            for id_ in sorted(old & new):
                yield from self._moved(id_, name)

    def _withdrawn(self, id_: str) -> str:
        heirs = sorted(self.after.get(id_, {}).get(_REPLACED, ()))
        merged = f", now part of {_title(self.after, heirs[0])}" if heirs else ""
        return _title(self.before, id_) + merged

    def _moved(self, id_: str, name: str) -> Iterator[str]:
        old, new = self.before[id_], self.after[id_]
        steps = [
            f"{what} {_names(self.before, old[iri])} → {_names(self.after, new[iri])}"
            for local, what in _MOVES.items()
            if old.get(iri := _DIP + local, set()) != new.get(iri, set())
        ]
        for sign, facts, one, other in (
            ("+", self.after, new, old),
            ("-", self.before, old, new),
        ):
            steps += [
                f"{sign}{role.removeprefix(_DIP)} {_names(facts, one[role] - other[role])}"
                for role in _roles()
                if one[role] - other[role]
            ]
        if steps:
            yield f"~ {name} moved: {_title(self.after, id_)}: {'; '.join(steps)}"


def compare(before: Graphs, after: Graphs) -> Difference:
    """What changed from one build to another, over the core and all articles' graphs.

    Memory holds both cores, one article's graph at a time, and what changed.
    """
    old, new = set(before.core()), set(after.core())
    facts = _facts(old), _facts(new)
    withdrawn, added = old - new, new - old
    for name in sorted({*before.graphs(), *after.graphs()}):
        old, new = set(before.graph(name)), set(after.graph(name))
        withdrawn |= old - new
        added |= new - old
    return Difference(tuple(sorted(withdrawn, key=str)), tuple(sorted(added, key=str)), *facts)


def _facts(quads: Iterable[ox.Quad]) -> Facts:
    facts: Facts = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        if _told(quad):
            subject, object_ = plain(quad.subject), plain(quad.object)
            facts[str(subject)][quad.predicate.value].add(str(object_))
    return facts


def _told(quad: ox.Quad) -> bool:
    """Whether words need the statement; of labels only the English ones, or those without a tag."""
    return not isinstance(quad.object, ox.Literal) or quad.object.language in (None, "en")


def _roles() -> list[str]:
    from kg.schema import vocabulary

    return [_DIP + name for name in vocabulary().roles]


def _ids(facts: Facts, kind: str) -> set[str]:
    start = f"{BASE}{kind}/"
    return {id_ for id_, known in facts.items() if id_.startswith(start) and _REPLACED not in known}


def _title(facts: Facts, id_: str) -> str:
    known = facts.get(id_, {})
    title = known.get(_LABEL) or known.get(_HEADLINE) or _described(facts, known)
    short = id_.removeprefix(BASE)
    return f"{min(title)} ({short})" if title else short


def _described(facts: Facts, known: dict[str, set[str]]) -> set[str]:
    """Words for what has no label: of a figure, a claim or an office holding."""
    parts = (_names(facts, known.get(_DIP + local, ())) for local in _DESCRIBING)
    text = " ".join(part for part in parts if part != "none")
    return {text} if text else set()


def _names(facts: Facts, values: Collection[str]) -> str:
    return ", ".join(sorted(_name(facts, value) for value in values)) or "none"


def _name(facts: Facts, value: str) -> str:
    labels = facts.get(value, {}).get(_LABEL)
    if labels:
        return min(labels)
    for start in (BASE, PREFIXES["dips"], _DIP):
        if value.startswith(start):
            return value.removeprefix(start).rpartition("/")[2]
    return value


def _row(quad: ox.Quad) -> str:
    graph = "" if quad.graph_name == _DEFAULT else f" {quad.graph_name}"
    return f"{quad.subject} {quad.predicate} {quad.object}{graph} ."
