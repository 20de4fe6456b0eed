"""The release described in RDF: VoID (what is in it), DCAT (its files), PROV (how it was made)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version as installed
from pathlib import Path

import pyoxigraph as ox

from kg.model.graph import BASE
from kg.rdf.terms import PREFIXES, date, integer, term
from kg.release.data import Data
from kg.release.metadata import LICENCE, TITLE
from kg.release.quotes import Quotes

_DCAT = "http://www.w3.org/ns/dcat#"
_VOID = "http://rdfs.org/ns/void#"
_FOAF_AGENT = ox.NamedNode(PREFIXES["prov"] + "SoftwareAgent")
#: Where releases have their IRIs.
RELEASES = "https://w3id.org/diplograph/release/"
_MEDIA = {
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".nq": "application/n-quads",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
}
QUOTED = {
    "none": "Sentences of the articles are left out; offsets say where they stand.",
    "clause": "Of each sentence only the clause that a fact was read from is quoted, at most "
    "fifteen words of it; offsets say where it stands.",
    "sentence": "Sentences are quoted whole; they belong to the articles' publishers.",
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a release holds, for its description."""

    version: str
    quotes: Quotes
    #: ISO date of issue, where one was given.
    issued: str | None
    data: Data

    @property
    def iri(self) -> str:
        """The release's own IRI."""
        return f"{RELEASES}{self.version}"


def describe(contents: Contents, files: Sequence[Path], folder: Path) -> Iterator[ox.Triple]:
    """The description; ``files`` lie under ``folder``."""
    this = ox.NamedNode(contents.iri)
    yield from _dataset(this, contents)
    yield from _statistics(this, contents)
    yield from _provenance(this, contents)
    for path in files:
        yield from _file(this, path.relative_to(folder).as_posix(), path)


def _dataset(this: ox.NamedNode, contents: Contents) -> Iterator[ox.Triple]:
    def say(predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(this, predicate, value)

    for name in (_DCAT + "Dataset", _VOID + "Dataset", PREFIXES["prov"] + "Entity"):
        yield say(term("rdf:type"), ox.NamedNode(name))
    yield say(term("dcterms:title"), ox.Literal(TITLE, language="en"))
    yield say(term("dcterms:description"), ox.Literal(QUOTED[contents.quotes], language="en"))
    yield say(term("dcterms:license"), ox.NamedNode(LICENCE[1]))
    yield say(ox.NamedNode(_DCAT + "version"), ox.Literal(contents.version))
    yield say(term("dcterms:identifier"), ox.Literal(f"sha256:{contents.data.canonical}"))
    if contents.issued:
        yield say(term("dcterms:issued"), date(contents.issued))
    if contents.data.period:
        time = ox.NamedNode(contents.iri + "#period")
        yield say(term("dcterms:temporal"), time)
        for name, day in zip(("startDate", "endDate"), contents.data.period, strict=True):
            yield ox.Triple(time, ox.NamedNode(_DCAT + name), date(day))


def _statistics(this: ox.NamedNode, contents: Contents) -> Iterator[ox.Triple]:
    data = contents.data
    counts = {
        "triples": data.properties.total(),
        "distinctSubjects": data.subjects,
        "properties": len(data.properties),
        "classes": len(data.classes),
    }
    for name, number in counts.items():
        yield ox.Triple(this, ox.NamedNode(_VOID + name), integer(number))
    yield ox.Triple(this, ox.NamedNode(_VOID + "uriSpace"), ox.Literal(BASE))
    yield ox.Triple(this, ox.NamedNode(_VOID + "vocabulary"), ox.NamedNode(PREFIXES["dip"]))
    for kind, counter, count in (
        ("class", data.classes, "entities"),
        ("property", data.properties, "triples"),
    ):
        for node, number in counter.items():
            part = ox.NamedNode(f"{contents.iri}#{kind}-{_local(node)}")
            yield ox.Triple(this, ox.NamedNode(f"{_VOID}{kind}Partition"), part)
            yield ox.Triple(part, ox.NamedNode(_VOID + kind), node)
            yield ox.Triple(part, ox.NamedNode(_VOID + count), integer(number))


def _local(node: ox.NamedNode) -> str:
    for prefix, namespace in PREFIXES.items():
        if node.value.startswith(namespace):
            return f"{prefix}-{node.value.removeprefix(namespace)}".replace("/", "-")
    return node.value.rpartition("/")[2]


def _provenance(this: ox.NamedNode, contents: Contents) -> Iterator[ox.Triple]:
    """Made by this software from these graphs; each graph tells of its own reading."""
    made = ox.NamedNode(contents.iri + "#making")
    software = ox.NamedNode(f"https://w3id.org/diplograph/software/{installed('diplograph')}")
    yield ox.Triple(this, term("prov:wasGeneratedBy"), made)
    yield ox.Triple(made, term("rdf:type"), term("prov:Activity"))
    yield ox.Triple(made, term("prov:wasAssociatedWith"), software)
    yield ox.Triple(software, term("rdf:type"), _FOAF_AGENT)
    yield ox.Triple(
        software, term("rdfs:label"), ox.Literal(f"diplograph {installed('diplograph')}")
    )
    for graph in contents.data.graphs:
        yield ox.Triple(made, term("prov:used"), ox.NamedNode(graph))


def _file(this: ox.NamedNode, name: str, path: Path) -> Iterator[ox.Triple]:
    node = ox.NamedNode(f"{this.value}/{name}")
    yield ox.Triple(this, ox.NamedNode(_DCAT + "distribution"), node)
    yield ox.Triple(node, term("rdf:type"), ox.NamedNode(_DCAT + "Distribution"))
    yield ox.Triple(node, term("dcterms:title"), ox.Literal(name))
    yield ox.Triple(node, ox.NamedNode(_DCAT + "byteSize"), integer(path.stat().st_size))
    if media := _MEDIA.get(path.suffix):
        yield ox.Triple(node, ox.NamedNode(_DCAT + "mediaType"), ox.Literal(media))
    if path.suffix in (".ttl", ".trig", ".nq", ".jsonld"):
        yield ox.Triple(this, ox.NamedNode(_VOID + "dataDump"), node)
