"""The RDF files of a release, written graph by graph and sorted on disk.

Memory holds the statements of one article at a time, and what is counted of all.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.model.graph import BASE
from kg.rdf.jsonld import write_json
from kg.rdf.sorting import SortedTriples, sort_lines
from kg.rdf.terms import RDF_TYPE, term
from kg.rdf.write import in_order, write_sorted
from kg.release.quotes import Quotes, of_figures, shortened
from kg.store.oxigraph import OxigraphStore
from kg.store.remote import RemoteStore

_DEFAULT = ox.DefaultGraph()
_PUBLISHED = term("schema:datePublished")


@dataclass(slots=True)
class Data:
    """What the files hold."""

    #: SHA-256 over the canonical N-Quads, as hexadecimal digits.
    canonical: str = ""
    #: Property → number of statements.
    properties: Counter[ox.NamedNode] = field(default_factory=Counter)
    #: Class → number of nodes.
    classes: Counter[ox.NamedNode] = field(default_factory=Counter)
    #: Number of nodes of which something is said.
    subjects: int = 0
    #: IRIs of the articles' graphs.
    graphs: list[str] = field(default_factory=list)
    #: First and last day of publication among the articles.
    period: tuple[str, str] | None = None


def write_data(store: OxigraphStore | RemoteStore, quotes: Quotes, to: Path) -> Data:
    """Write the graph as ``core.ttl``, ``core.jsonld``, ``evidence.ttl``, ``all.trig``, ``all.nq``.

    ``quotes`` says how much of sentences stays.
    """
    data = Data(graphs=sorted(store.graphs(), key=lambda name: name + ">"))
    with TemporaryDirectory(dir=to, prefix="sorting-") as scratch:
        triples = (q.triple for q in shortened(store.core(), quotes))
        core = SortedTriples(triples, Path(scratch, "core"))
        with (to / "all.nq").open("wb") as file:
            figures = of_figures(core)
            said = (shortened(store.graph(name), quotes, figures) for name in data.graphs)
            quads = _counted(
                chain(map(_quad, core), chain.from_iterable(map(in_order, said))), data
            )
            write_sorted(quads, file, "nq")
        data.canonical = _canonical_hash(to / "all.nq", Path(scratch, "lines"))
        flat = (q.triple for q in _read(to / "all.nq") if q.graph_name != _DEFAULT)
        evidence = SortedTriples(flat, Path(scratch, "evidence"))
        for name, sorted_ in (("core.ttl", core), ("evidence.ttl", evidence)):
            with (to / name).open("wb") as file:
                write_sorted(sorted_, file, "ttl")
        with (to / "core.jsonld").open("wb") as file:
            write_json(core, file, BASE)
        with (to / "all.trig").open("wb") as file:
            write_sorted(_read(to / "all.nq"), file, "trig")
    return data


def _read(path: Path) -> Iterator[ox.Quad]:
    return ox.parse(path=path, format=ox.RdfFormat.N_QUADS)


def _quad(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)


def _counted(quads: Iterable[ox.Quad], data: Data) -> Iterator[ox.Quad]:
    """The quads as they come, counted in ``data``."""
    subjects: set[str] = set()
    days: set[str] = set()
    for quad in quads:
        data.properties[quad.predicate] += 1
        subjects.add(str(quad.subject))
        if quad.predicate == RDF_TYPE and isinstance(quad.object, ox.NamedNode):
            data.classes[quad.object] += 1
        elif quad.predicate == _PUBLISHED and isinstance(quad.object, ox.Literal):
            days.add(quad.object.value)
        yield quad
    data.subjects = len(subjects)
    data.period = (min(days), max(days)) if days else None


def _canonical_hash(path: Path, scratch: Path) -> str:
    """SHA-256 over the canonical N-Quads of a file of N-Quads.

    That is RDFC-1.0 (https://www.w3.org/TR/rdf-canon/), which without blank nodes comes down to
    the sorted lines; so it does not depend on any file format.
    """
    with path.open(encoding="utf-8", newline="\n") as lines:
        sort_lines(lines, scratch)
    return sha256(scratch)


def sha256(path: Path) -> str:
    """SHA-256 over the bytes of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
