"""Triples under prefixed names, and their Turtle: sorted, without blank nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.rdf.terms import PREFIXES
from kg.schema.source import Alignment, Text
from kg.schema.vocabulary import LANGUAGES

#: Where shapes are named.
SHAPES = "https://w3id.org/diplograph/shapes#"
_OWN = {
    "role": PREFIXES["dips"] + "role/",
    "dipsh": SHAPES,
    "sh": "http://www.w3.org/ns/shacl#",
}
_ONTOLOGY = PREFIXES["dip"]


def prefixed(name: str) -> str:
    """A name as it is written in ``schemas/``, with the project's own prefix where it has none."""
    return name if ":" in name else f"dip:{name}"


def texts(text: Text) -> list[ox.Literal]:
    """Text as literals, in the order of :data:`LANGUAGES`."""
    return [ox.Literal(text[lang], language=lang) for lang in LANGUAGES if lang in text]


def integer(value: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(value), datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))


class Statements:
    """Triples that are being gathered. Strings stand for IRIs by prefixed name."""

    def __init__(self, alignments: Mapping[str, Alignment]) -> None:
        self._prefixes = {**PREFIXES, **_OWN}
        for term, found in alignments.items():
            prefix, _, local = term.partition(":")
            self._prefixes.setdefault(prefix, found.iri.removesuffix(local))
        self._triples: set[ox.Triple] = set()
        self._used: set[str] = set()

    def node(self, name: str) -> ox.NamedNode:
        """The IRI of a prefixed name. Raises KeyError for an unknown prefix."""
        prefix, _, local = name.partition(":")
        scheme = local.partition("/")[0] if prefix == "dips" and "/" in local else prefix
        self._used.add(scheme)
        return ox.NamedNode(self._prefixes[prefix] + local)

    def add(self, subject: str, predicate: str, *objects: str | ox.Literal) -> None:
        """A triple for each object."""
        for object_ in objects:
            value = self.node(object_) if isinstance(object_, str) else object_
            self._triples.add(ox.Triple(self.node(subject), self.node(predicate), value))

    def list(self, name: str, items: Iterable[str | ox.Literal]) -> str:
        """An RDF list of nodes ``name-1``, ``name-2`` …; gives the name of the first."""
        nodes = {f"{name}-{i}": item for i, item in enumerate(items, 1)}
        if not nodes:
            return "rdf:nil"
        names = list(nodes)
        for here, following in zip(names, [*names[1:], "rdf:nil"], strict=True):
            self.add(here, "rdf:first", nodes[here])
            self.add(here, "rdf:rest", following)
        return names[0]

    def __iter__(self) -> Iterator[ox.Triple]:
        """All triples, sorted."""
        return iter(sorted(self._triples, key=_order))

    def turtle(self, title: str) -> str:
        """All triples as Turtle, under a comment and the prefixes in use."""
        head = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in sorted(self._names().items()))
        note = "Generated from schemas/ by `kg schema build`; not to be edited."
        return f"# {title}\n# {note}\n{head}{self.body()}"

    def body(self) -> str:
        """All triples as Turtle, without prefixes."""
        names = self._names()
        data = ox.serialize(self, format=ox.RdfFormat.TURTLE, prefixes=names)
        assert data is not None
        # Oxigraph's own header goes, as its order is not promised.
        return data.split(b"\n", len(names))[-1].decode()

    def _names(self) -> dict[str, str]:
        """The prefixes in use; a path comes before the namespace that it lies in."""
        used = {p: self._prefixes[p] for p in sorted(self._used | {"xsd"})}
        return dict(sorted(used.items(), key=lambda item: -len(item[1])))


def _order(triple: ox.Triple) -> tuple[str, bool, str, int, str]:
    """By subject, ``rdf:type`` first, then predicate; text in the order of the languages."""
    lang = triple.object.language if isinstance(triple.object, ox.Literal) else None
    return (
        _natural(str(triple.subject)),
        triple.predicate.value != PREFIXES["rdf"] + "type",
        triple.predicate.value,
        LANGUAGES.index(lang) if lang in LANGUAGES else -1,
        str(triple.object),
    )


def _natural(iri: str) -> str:
    """The IRI with its last number padded, so that list nodes stay in order."""
    head, hyphen, tail = iri.rstrip(">").rpartition("-")
    return f"{head}{hyphen}{int(tail):04}" if tail.isdigit() else iri
