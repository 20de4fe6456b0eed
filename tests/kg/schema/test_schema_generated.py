"""What is generated: well-formed, the same from run to run, and saying what the source says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import PurePosixPath

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg import rdf
from kg.dates import bounds
from kg.errors import UsageError
from kg.model import graph
from kg.model.extraction import Event, Extraction, Participant
from kg.rdf.terms import PREFIXES
from kg.schema import show, vocabulary
from kg.schema.context import context
from kg.schema.example import example
from kg.schema.extraction import extraction_schema
from kg.schema.ontology import ontology, statements
from kg.schema.owl_rl import departures
from kg.schema.reference import pages
from kg.schema.source import read
from kg.schema.vocabulary import LANGUAGES
from tests.kg.schema.conforming import DIP

SOURCE = read()
WORDS = vocabulary()
ONTOLOGY = rdflib.Graph().parse(data=ontology(SOURCE), format="turtle")
SCHEME = rdflib.Namespace(PREFIXES["dips"])

# ------------------------------------------------------------------------------ ontology


def test_every_term_has_label_and_definition_in_four_languages() -> None:
    terms = set(ONTOLOGY.subjects(RDFS.isDefinedBy, None))
    assert len(terms) > 250
    for term in terms:
        for predicate in (RDFS.label, SKOS.definition):
            tags = sorted(str(o.language) for o in ONTOLOGY.objects(term, predicate))  # type: ignore[attr-defined]
            assert tags == sorted(LANGUAGES), (term, predicate)


def test_the_ontology_has_no_blank_nodes() -> None:
    assert not [n for triple in ONTOLOGY for n in triple if isinstance(n, rdflib.BNode)]


def test_classes_as_the_vocabulary_has_them() -> None:
    for name, known in WORDS.classes.items():
        if known.parents:
            assert (DIP[name], RDFS.subClassOf, DIP[known.parents[0]]) in ONTOLOGY
    assert (DIP.Event, RDFS.subClassOf, rdflib.URIRef(PREFIXES["sem"] + "Event")) in ONTOLOGY
    assert (DIP.Event, RDFS.seeAlso, rdflib.URIRef(PREFIXES["m8g"] + "PublicEvent")) in ONTOLOGY


def test_roles_are_involvements_but_for_absent() -> None:
    for name, role in WORDS.roles.items():
        assert ((DIP[name], RDFS.subPropertyOf, DIP.involves) in ONTOLOGY) is role.involves
    assert (DIP.guestState, RDFS.subPropertyOf, DIP.involvesState) in ONTOLOGY
    assert (DIP.exact, RDFS.subPropertyOf, rdflib.URIRef(PREFIXES["oa"] + "exact")) in ONTOLOGY


def test_one_class_is_a_domain_and_several_are_included() -> None:
    includes = rdflib.URIRef(PREFIXES["schema"] + "domainIncludes")
    assert list(ONTOLOGY.objects(DIP.guest, RDFS.domain)) == [DIP.Visit]
    assert not list(ONTOLOGY.objects(DIP.participant, RDFS.domain))
    assert {DIP.Meeting, DIP.Exercise} <= set(ONTOLOGY.objects(DIP.participant, includes))
    assert all(len(list(ONTOLOGY.objects(p, RDFS.domain))) <= 1 for p in ONTOLOGY.subjects())


def test_controlled_values_are_concepts_of_their_scheme() -> None:
    for scheme, values in WORDS.schemes.items():
        for name in values:
            value = SCHEME[f"{scheme}/{name}"]
            assert (value, RDF.type, SKOS.Concept) in ONTOLOGY
            assert (value, SKOS.inScheme, SCHEME[scheme]) in ONTOLOGY
    assert (SCHEME["role/guest"], SKOS.inScheme, SCHEME["role"]) in ONTOLOGY


# ------------------------------------------------------------------------------ OWL 2 RL


def _added(*turtle: str) -> list[str]:
    names = "".join(
        f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in ("dip", "owl", "rdfs", "xsd", "rdf")
    )
    more = ox.parse(names + "".join(turtle), format=ox.RdfFormat.TURTLE)
    found = departures([*statements(SOURCE), *(q.triple for q in more)])
    return sorted(set(found) - set(SOURCE.departures))


def test_accepted_departures_are_all_there_are() -> None:
    assert departures(statements(SOURCE)) == sorted(SOURCE.departures)


@pytest.mark.parametrize(
    ("added", "found"),
    [
        ("dip:place rdfs:range xsd:gYear .", "xsd:gYear as rdfs:range"),
        ("dip:Visit rdfs:subClassOf dip:Trip .", "dip:Trip undeclared"),
        ("dip:Visit dip:colour 'red' .", "dip:colour undeclared"),
        ("dip:Visit a owl:DatatypeProperty .", "dip:Visit declared as Class and DatatypeProperty"),
        ("dip:Visit owl:disjointUnionOf dip:Call .", "owl:disjointUnionOf used"),
        ("dip:Visit a owl:Restriction .", "owl:Restriction used"),
        ("dip:Visit rdfs:subClassOf rdfs:Resource .", "rdfs:Resource as rdfs:subClassOf"),
        ("dip:Visit rdfs:subClassOf [] .", "a blank node"),
    ],
)
def test_a_departure_is_found(added: str, found: str) -> None:
    assert _added(added) == [found]


# ------------------------------------------------------------------------------ the other files


def test_generated_files_do_not_depend_on_the_order_of_hashes() -> None:
    code = (
        "import hashlib; from kg.schema.generate import generated;"
        "from kg.schema.source import read;"
        "print(hashlib.sha256(repr(sorted(generated(read()).items())).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_context_gives_names_their_meaning() -> None:
    node = {
        "@id": "https://example.org/v",
        "@type": "StateVisit",
        "guest": "id:person/p",
        "status": "dips:status/held",
        "confidence": "0.5",
        "earliestStart": "2025-11-14",
        "date": "2025-11",
        "prefLabel": {"en": "visit", "ru": "визит"},
    }
    text = json.dumps({**json.loads(context(SOURCE)), **node})
    found = ox.parse(text, format=ox.RdfFormat.JSON_LD)
    wanted = ox.parse(
        """
        @prefix dip: <https://w3id.org/diplograph/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://example.org/v> a dip:StateVisit ;
            dip:guest <https://w3id.org/diplograph/id/person/p> ;
            dip:status <https://w3id.org/diplograph/scheme/status/held> ;
            dip:confidence 0.5 ; dip:earliestStart "2025-11-14"^^xsd:date ; dip:date "2025-11" ;
            skos:prefLabel "visit"@en , "визит"@ru .
        """,
        format=ox.RdfFormat.TURTLE,
    )
    assert {q.triple for q in found} == {q.triple for q in wanted}


def test_every_property_has_a_name_in_the_context() -> None:
    names = json.loads(context(SOURCE))["@context"]
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        for property_ in ONTOLOGY.subjects(RDF.type, kind):
            if str(property_).startswith(str(DIP)):
                name = str(property_).removeprefix(str(DIP))
                assert names[name]["@id"] == f"dip:{name}"


def test_json_schema_knows_the_shape_and_the_values() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(extraction_schema(SOURCE))
    said = Extraction(
        id="a1",
        lang="ru",
        title="",
        events=(
            Event(
                id="v1",
                type="Visit",
                status="held",
                participants=(Participant(entity="e1", role="guest"),),
            ),
        ),
    ).model_dump(mode="json")
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(said)
    for field, value in (("type", "Party"), ("status", "perhaps"), ("colour", "red")):
        wrong = {**said, "events": [{**said["events"][0], field: value}]}
        assert not validator.is_valid(wrong), field


# ------------------------------------------------------------------------------ pages

HEADINGS = [
    "## What it means",
    "## When it is used",
    "## When it is not",
    "## Roles",
    "## Codes",
    "## Examples",
]


@pytest.mark.parametrize("name", WORDS.event_types)
def test_page_of_an_event_type(name: str) -> None:
    page = pages(SOURCE)[PurePosixPath(f"events/{name}.md")]
    lines = page.splitlines()
    assert [line for line in lines if line.startswith("## ")] == HEADINGS
    told = SOURCE.events[name].example
    assert told
    for lang in LANGUAGES:
        assert told.text[lang] in page
        assert WORDS.event_types[name].definitions[lang] in page
    for role in WORDS.event_types[name].roles:
        assert f"`dip:{role}`" in page


@pytest.mark.parametrize("name", WORDS.event_types)
def test_the_triples_of_an_example_are_those_of_a_build(name: str) -> None:
    told, facts = SOURCE.events[name].example, example(SOURCE, name)
    assert told
    assert facts
    type_ = WORDS.event_types[name]
    codes = type_.codes.get(told.status)
    event = graph.Event(
        id=str(next(iter(facts)).subject).strip("<>").removeprefix(PREFIXES["id"]),
        type=name,
        labels={},
        status=told.status,
        date=told.date,
        bounds=bounds(told.date, one_day=type_.one_day),
        place=told.place,
        ordinal=told.ordinal,
        roles=tuple((role, e) for role, entities in told.roles.items() for e in entities),
        plover=(codes.plover,) if codes else (),
        cameo=codes.cameo if codes else (),
    )
    built = set(rdf.core(graph.Graph(events=(event,))))
    assert set(facts) <= built
    left_out = {t.predicate.value.partition("#")[2] for t in built - set(facts)}
    assert left_out <= {"confidence", "sourceCount", "attributedSourceCount", "specificType"}


def test_every_page_is_reached_from_the_index() -> None:
    found = pages(SOURCE)
    index = found[PurePosixPath("index.md")]
    assert all(f"({path})" in index for path in found if path != PurePosixPath("index.md"))


# ------------------------------------------------------------------------------ show


def test_show_a_type() -> None:
    text = show("StateVisit")
    assert text.startswith("dip:StateVisit\n  Event › Contact › Visit › StateVisit\n")
    assert "  ru  государственный визит  " in text
    assert "  guest  Person, Organization, State, Place" in text
    assert "  planned    AGREE    036 Express intent to meet or negotiate" in text


@pytest.mark.parametrize(
    ("name", "iris"),
    [
        ("dip:guest", ["dip:guest"]),
        ("государственный визит", ["dip:StateVisit"]),
        ("dips:status/held", ["dips:status/held"]),
        ("held", ["dips:status/held"]),
        ("place", ["dip:Place", "dip:place"]),
        ("dips:unit", ["dips:unit"]),
        ("Place", ["dip:Place", "dip:place"]),
    ],
)
def test_show_finds_by_name_iri_and_label(name: str, iris: list[str]) -> None:
    assert [part.splitlines()[0] for part in show(name).split("\n\n") if part[:3] == "dip"] == iris


def test_show_an_unknown_term_suggests_near_ones() -> None:
    with pytest.raises(UsageError, match=r"no term 'Visits'; near: visit"):
        show("Visits")
