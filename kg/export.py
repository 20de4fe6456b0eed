"""The graph in other formats: RDF syntaxes, and node-and-edge files by way of networkx."""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

import pyoxigraph as ox

from kg.errors import UsageError
from kg.formats import BOM, defuse
from kg.rdf.terms import PREFIXES
from kg.rdf.write import Format, write
from kg.store.oxigraph import OxigraphStore
from kg.store.protocol import Term, plain
from kg.store.remote import RemoteStore

if TYPE_CHECKING:
    import networkx

#: Characters that XML 1.0 forbids in any form.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DIP = PREFIXES["dip"]
#: How RDF 1.1 names the parts of a statement, and how RDF 1.2 the whole.
_REIFICATION = tuple(ox.NamedNode(PREFIXES["rdf"] + p) for p in ("subject", "predicate", "object"))
_REIFIES = ox.NamedNode(PREFIXES["rdf"] + "reifies")
#: Node attribute → property of the core.
_ATTRIBUTES = {
    "status": _DIP + "status",
    "date": _DIP + "date",
    "iso": _DIP + "iso",
    "wikidata": PREFIXES["owl"] + "sameAs",
    "lat": PREFIXES["geo"] + "lat",
    "lon": PREFIXES["geo"] + "long",
    "source_count": _DIP + "sourceCount",
    "confidence": _DIP + "confidence",
}

#: Property → values, of one subject.
Facts: TypeAlias = dict[str, list[Term]]


def export(store: OxigraphStore | RemoteStore, fmt: str, to: Path, *, excel: bool = False) -> None:
    """Write the graph in ``store`` to the file ``to``.

    ``ttl``, ``nt`` and ``jsonld`` hold the core, ``trig`` and ``nq`` all graphs, ``ttl12`` what
    :func:`reified` gives; ``graphml``, ``gexf`` and ``csv`` what :func:`to_networkx` gives.
    The file appears only when it is complete. Raises UsageError for a format that is not known or a
    place that cannot be written.
    """
    fresh = to.with_name(to.name + ".new")
    try:
        _write(store, fmt, fresh, excel=excel)
        os.replace(fresh, to)
    except OSError as error:
        raise UsageError(f"{to}: cannot be written ({error.strerror or error})") from error
    finally:
        fresh.unlink(missing_ok=True)


def _write(store: OxigraphStore | RemoteStore, fmt: str, to: Path, *, excel: bool) -> None:
    if fmt in ("ttl", "nt", "jsonld", "trig", "nq"):
        with to.open("wb") as file:
            write(store.quads() if fmt in ("trig", "nq") else store.core(), file, cast(Format, fmt))
    elif fmt == "ttl12":
        with to.open("wb") as file:
            write(reified(store.quads()), file, "ttl")
    elif fmt == "csv":
        _write_csv(to_networkx(store), to, excel=excel)
    elif fmt in ("graphml", "gexf"):
        import networkx as nx

        write_xml = nx.write_graphml if fmt == "graphml" else nx.write_gexf
        write_xml(to_networkx(store), str(to))
    else:
        raise UsageError(f"{fmt}: not a format of export")


def reified(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """All statements in one graph, those about statements in the way of RDF 1.2.

    Instead of subject, predicate and object apart, a ``dip:Statement`` has ``rdf:reifies`` with the
    triple itself, which stands as a fact only where the core holds it.
    """
    parts: dict[str, dict[str, ox.NamedNode]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate in _REIFICATION:
            assert isinstance(quad.object, ox.NamedNode)
            parts[str(plain(quad.subject))][quad.predicate.value] = quad.object
        else:
            yield quad.triple
    for node, of in parts.items():
        triple = ox.Triple(*(of[part.value] for part in _REIFICATION))
        yield ox.Triple(ox.NamedNode(node), _REIFIES, triple)


def to_networkx(store: OxigraphStore | RemoteStore) -> networkx.MultiDiGraph[str]:
    """Events and entities as nodes, their roles as edges from event to entity.

    Nodes have ``label`` (English), ``type`` and the attributes known of them; edges ``role``,
    ``sentence`` (the first that says so) and ``article``. Text is free of characters that XML
    forbids. Nodes and edges come sorted.
    """
    import networkx as nx

    facts = _by_subject(store.core())
    edges = sorted(_participations(facts))
    nodes = {n for event, _, entity in edges for n in (event, entity)}
    sentences = _sentences(store)
    graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(nodes):
        graph.add_node(node, **_attributes(facts.get(node, {})))
    for event, role, entity in edges:
        sentence, article = sentences.get((event, role, entity), ("", ""))
        name = role.removeprefix(_DIP)
        graph.add_edge(event, entity, key=name, role=name, sentence=sentence, article=article)
    return graph


def _by_subject(quads: Iterable[ox.Quad]) -> dict[str, Facts]:
    facts: dict[str, Facts] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        facts[str(plain(quad.subject))][quad.predicate.value].append(quad.object)
    return facts


def _participations(facts: dict[str, Facts]) -> Iterator[tuple[str, str, str]]:
    from kg.schema import vocabulary

    roles = [_DIP + name for name in vocabulary().roles]
    for event, known in facts.items():
        for role in roles:
            for entity in known.get(role, ()):
                yield event, role, str(plain(entity))


def _attributes(known: Facts) -> dict[str, str]:
    found = {
        "label": clean(_label(known)),
        "type": _narrowest(_values(known, _TYPE)),
    }
    for name, iri in _ATTRIBUTES.items():
        if values := sorted(_values(known, iri)):
            found[name] = clean(values[0].removeprefix(PREFIXES["dips"] + "status/"))
    return found


def _values(known: Facts, iri: str) -> list[str]:
    return [str(plain(term)) for term in known.get(iri, ())]


def _label(known: Facts) -> str:
    labels = known.get(PREFIXES["rdfs"] + "label", [])
    by_language = {v.language: v.value for v in labels if isinstance(v, ox.Literal)}
    return by_language.get("en") or next(iter(sorted(by_language.values())), "")


def _narrowest(classes: list[str]) -> str:
    from kg.schema import vocabulary

    names = [c.removeprefix(_DIP) for c in classes if c.startswith(_DIP)]
    return max(names, key=lambda n: (len(vocabulary().ancestors(n)), n), default="")


def _sentences(store: OxigraphStore | RemoteStore) -> dict[tuple[str, str, str], tuple[str, str]]:
    """(event, role, entity) → (sentence, headline) of the earliest article that says so."""
    rows = store.query(
        "SELECT ?event ?role ?entity ?sentence ?headline WHERE {"
        " ?s a dip:Statement ; rdf:subject ?event ; rdf:predicate ?role ; rdf:object ?entity ;"
        "   dip:evidence ?e . ?e dip:exact ?sentence ; dip:article ?a ; dip:startOffset ?at ."
        " ?a schema:headline ?headline OPTIONAL { ?a schema:datePublished ?day }"
        "} ORDER BY ?day ?a ?at ?e"
    )
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    for row in rows.rows:
        event, role, entity, sentence, headline = (str(plain(t)) for t in row)
        found.setdefault((event, role, entity), (clean(sentence), clean(headline)))
    return found


def clean(text: str) -> str:
    """Text without characters that XML forbids."""
    return _NOT_XML.sub("", text)


_COLUMNS = (
    "event", "event_type", "event_label", "status", "date",
    "role", "entity", "entity_type", "entity_label", "sentence", "article",
)  # fmt: skip


def _write_csv(graph: networkx.MultiDiGraph[str], to: Path, *, excel: bool) -> None:
    safe = defuse if excel else str
    with to.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM if excel else "")
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(_COLUMNS)
        for event, entity, edge in graph.edges(data=True):
            e, n = graph.nodes[event], graph.nodes[entity]
            what = [event, e["type"], e["label"], e.get("status", ""), e.get("date", "")]
            who = [edge["role"], entity, n["type"], n["label"]]
            row = [*what, *who, edge["sentence"], edge["article"]]
            writer.writerow([safe(cell) for cell in row])
