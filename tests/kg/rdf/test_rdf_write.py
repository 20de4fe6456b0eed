"""Files: the same bytes for the same statements, and readable by everybody."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.rdf import core, reports, write
from kg.rdf.terms import PREFIXES, RDF_TYPE, decimal
from kg.rdf.write import Format, Statement
from kg.resources import folder
from tests.kg.rdf import sample

#: Of rdflib's own readers of named graphs and JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

GOLDEN = Path(__file__).parents[2] / "golden"
FORMATS: tuple[Format, ...] = ("ttl", "trig", "nt", "nq", "jsonld")
_OXIGRAPH = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_RDFLIB = {"ttl": "turtle", "trig": "trig", "nt": "nt", "nq": "nquads", "jsonld": "json-ld"}


def text(statements: list[Statement], fmt: Format) -> bytes:
    out = io.BytesIO()
    write(statements, out, fmt)
    return out.getvalue()


@pytest.fixture(scope="module")
def everything() -> list[Statement]:
    graph = sample.graph()
    return [*core(graph), *reports(graph)]


def test_the_sample_as_a_file(everything: list[Statement]) -> None:
    """Golden file: what the two articles of the sample are in TriG."""
    assert text(everything, "trig").decode() == (GOLDEN / "sample.trig").read_text(encoding="utf-8")


@pytest.mark.parametrize("fmt", FORMATS)
def test_order_and_doubles_do_not_matter(fmt: Format, everything: list[Statement]) -> None:
    shuffled = [*everything, *everything[::7]]
    random.Random(1).shuffle(shuffled)
    assert text(shuffled, fmt) == text(everything, fmt)


@pytest.mark.parametrize("fmt", FORMATS)
def test_oxigraph_reads_what_was_written(fmt: Format, everything: list[Statement]) -> None:
    back = ox.parse(text(everything, fmt), format=_OXIGRAPH[fmt])
    if fmt in ("trig", "nq"):
        wanted = {s if isinstance(s, ox.Quad) else _default(s) for s in everything}
        assert set(back) == wanted
    else:
        wanted = {s.triple if isinstance(s, ox.Quad) else s for s in everything}
        assert {q.triple for q in back} == wanted


def _default(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)


@pytest.mark.parametrize("fmt", ["ttl", "nt", "jsonld"])
def test_rdflib_reads_the_same_graph(fmt: Format, everything: list[Statement]) -> None:
    graph = rdflib.Graph().parse(data=text(everything, fmt), format=_RDFLIB[fmt])
    plain = rdflib.Graph().parse(data=text(everything, "nt"), format="nt")
    triples = {s.triple if isinstance(s, ox.Quad) else s for s in everything}
    assert len(graph) == len(triples)
    assert isomorphic(graph, plain)


@pytest.mark.parametrize("fmt", ["trig", "nq"])
def test_rdflib_reads_the_named_graphs(fmt: Format, everything: list[Statement]) -> None:
    data = rdflib.Dataset()
    data.parse(data=text(everything, fmt), format=_RDFLIB[fmt])
    assert len(list(data.quads())) == len(set(everything))
    assert len(list(data.graphs())) == 3


def test_a_plain_graph_gets_the_core_of_the_trig(everything: list[Statement]) -> None:
    graph = rdflib.Graph().parse(data=text(everything, "trig"), format="trig")
    assert len(graph) == len({s for s in everything if isinstance(s, ox.Triple)})


def test_json_ld_speaks_the_names_of_the_context(everything: list[Statement]) -> None:
    data = json.loads(text(everything, "jsonld"))
    context = json.loads((folder("schemas") / "context.jsonld").read_text(encoding="utf-8"))
    assert data["@context"] == context["@context"]
    nodes = {n["@id"]: n for n in data["@graph"]}
    article = nodes["id:article/before"]
    assert article["@type"] == "Article"
    assert article["datePublished"] == "2025-11-12"
    state = nodes["id:state/KZ"]
    assert state["prefLabel"]["en"] == "Kazakhstan"
    visit = next(n for n in data["@graph"] if "StateVisit" in n.get("@type", ()))
    assert visit["status"].startswith("dips:status/")
    assert isinstance(visit["sourceCount"], int)
    said = {key for n in data["@graph"] for key in n}
    assert not {key for key in said if key.startswith(("dip:", "skos:", "schema:"))}


def test_json_ld_keeps_what_the_context_does_not_foresee() -> None:
    """Another type than the context has, a label without a language, a literal for a node."""
    node, xsd = ox.NamedNode("http://example.org/a"), PREFIXES["xsd"]
    values = {
        PREFIXES["rdfs"] + "label": [ox.Literal("a"), ox.Literal("b", language="en")],
        PREFIXES["dip"] + "sourceCount": [
            ox.Literal("03", datatype=ox.NamedNode(xsd + "integer")),
            ox.Literal("3"),
            ox.Literal("3", datatype=ox.NamedNode(xsd + "decimal")),
        ],
        PREFIXES["dip"] + "status": [ox.Literal("held"), ox.NamedNode("urn:held")],
        PREFIXES["dip"] + "date": [ox.NamedNode("urn:day")],
    }
    said = {ox.Triple(node, ox.NamedNode(p), o) for p, found in values.items() for o in found}
    back = ox.parse(text(said, "jsonld"), format=ox.RdfFormat.JSON_LD)
    assert {q.triple for q in back} == said


def test_nothing_gives_an_empty_file_that_loads() -> None:
    for fmt in FORMATS:
        assert list(ox.parse(text([], fmt), format=_OXIGRAPH[fmt])) == []


def test_types_come_first() -> None:
    node = ox.NamedNode("http://example.org/a")
    statements = [
        ox.Triple(node, ox.NamedNode("http://example.org/aaa"), ox.Literal("x")),
        ox.Triple(node, RDF_TYPE, ox.NamedNode("http://example.org/T")),
    ]
    last = text(statements, "ttl").decode().splitlines()[-2:]
    assert last[0].startswith("<http://example.org/a> a ")


_iri = st.sampled_from(
    ["https://w3id.org/diplograph/id/office/KZ/президент", "http://e.org/%20a(b)"]
)
_literal = st.text(st.characters(exclude_categories=["Cs"])).map(ox.Literal) | st.builds(
    lambda t, lang: ox.Literal(t, language=lang),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(["ru", "kk", "uz"]),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(_iri, _iri, _literal), max_size=5))
def test_any_text_survives_every_format(rows: list[tuple[str, str, ox.Literal]]) -> None:
    triples = [ox.Triple(ox.NamedNode(s), ox.NamedNode(p), o) for s, p, o in rows]
    for fmt in FORMATS:
        back = ox.parse(text(triples, fmt), format=_OXIGRAPH[fmt])
        assert {q.triple for q in back} == set(triples)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1e10, "10000000000"), (10.5, "10.5"), (0.25, "0.25"), (1e-7, "0.0000001"), (-0.0, "0")],
)
def test_decimals_have_no_exponent(value: float, expected: str) -> None:
    assert decimal(value).value == expected
