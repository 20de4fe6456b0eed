"""Line by line through the vocabulary's tables: every term is there, with its kind of value."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf import BASE, PREFIXES, core, reports
from kg.rdf.terms import RDF_TYPE, term
from kg.resources import folder
from kg.schema import vocabulary
from tests.kg.rdf import sample

ONTOLOGY = Path(__file__).parents[4] / "shared" / "design" / "ONTOLOGY.md"

#: Class → properties that its nodes have in the sample, facts first, then reports.
FACTS = {
    "Event": """
        rdfs:label skos:prefLabel dip:involves dip:involvesState dip:status dip:outcomeUnknown
        dip:date dip:earliestStart dip:latestStart dip:earliestEnd dip:latestEnd dip:place
        dip:partOf schema:subEvent dip:ordinal dip:topic dip:resultedIn dip:plover dip:cameo
        dip:confidence dip:sourceCount dip:attributedSourceCount dip:evidence dip:mentionedIn
        dip:capacity dip:specificType schema:startDate schema:endDate dip:organizer dip:absent
    """,
    "Visit": "dip:guest dip:host dip:guestState dip:hostState dip:rank",
    "Invitation": "dip:inviter dip:invitee dip:invitesTo dip:invitationStatus dip:guestState",
    "Person": "dip:specificType skos:prefLabel rdfs:label dip:mentionedIn",
    "State": "dip:iso dip:memberOf owl:sameAs skos:prefLabel",
    "Organization": "skos:altLabel skos:prefLabel",
    "Place": "dip:locatedIn geo:lat geo:long",
    "Office": "skos:prefLabel rdfs:label dip:officeOf dip:accreditedTo",
    "OfficeHolding": """
        dip:holder dip:office dip:from dip:until dip:date dip:attestedFrom dip:attestedUntil
        prov:wasDerivedFrom dip:evidence dip:mentionedIn
    """,
    "Quantity": """
        dip:metric dip:value dip:unit dip:period dip:deadline dip:between dip:evidence
        dip:mentionedIn
    """,
    "Claim": """
        dip:speaker dip:affiliation dip:modality dip:quote dip:about dip:relayedBy dip:evidence
        dip:mentionedIn
    """,
    "Article": """
        schema:headline schema:datePublished schema:url schema:inLanguage schema:publisher
        schema:author dip:contentHash dcterms:identifier
    """,
}
REPORTS = {
    "Evidence": """
        dip:article dip:exact dip:startOffset dip:endOffset dip:trigger dip:surface
    """,
    "EntityReport": """
        dip:ofEntity dip:article dip:reportedOn dip:reportedType dip:reportedKind dip:reportedName
        dip:reportedEnglishName dip:reportedIso dip:surface dip:mention
        dip:identityConfidence
    """,
    "EventReport": """
        dip:ofEvent dip:article dip:reportedOn dip:reportedType dip:reportedStatus dip:date
        dip:earliestStart dip:latestStart dip:earliestEnd dip:latestEnd dip:dateText
        dip:reportedPlace dip:reportedOrdinal dip:reportedPartOf dip:reportedTopic
        dip:reportedResult dip:reportedInvitesTo dip:salience dip:rule dip:confidence dip:trigger
        dip:triggerStart dip:triggerEnd dip:evidence dip:identityConfidence
    """,
    "Statement": """
        rdf:subject rdf:predicate rdf:object dip:inCapacity dip:onBehalfOf dip:evidence
        dip:evidenceInherited dip:rule dip:confidence dip:assertion dip:reviewStatus dip:article
        dip:reportedOn
    """,
    "OfficeReport": """
        dip:ofHolding dip:holdingStatus dip:reportedOn dip:evidence dip:article dip:reportedTitle
        dip:reportedEnglishTitle dip:reportedOfficeOf
    """,
}
#: Properties whose values are whole days.
DAYS = """
    dip:earliestStart dip:latestStart dip:earliestEnd dip:latestEnd dip:from dip:until
    dip:attestedFrom dip:attestedUntil dip:reportedOn schema:startDate schema:endDate
    schema:datePublished
"""
#: Terms of the tables that come with human judgements.
OF_REVIEWS = {"dip:reviewedBy", "dip:reviewedOn"}


@pytest.fixture(scope="module")
def facts() -> list[Triple]:
    return list(core(sample.graph()))


@pytest.fixture(scope="module")
def told() -> list[Triple]:
    return [q.triple for q in reports(sample.graph())]


def _by_class(triples: list[Triple]) -> dict[str, set[str]]:
    """Class → prefixed names of all properties of its nodes."""
    classes, properties = defaultdict(set), defaultdict(set)
    for t in triples:
        if t.predicate == RDF_TYPE:
            classes[t.subject].add(t.object.value.removeprefix(PREFIXES["dip"]))
        properties[t.subject].add(_short(t.predicate.value))
    found: dict[str, set[str]] = defaultdict(set)
    for node, names in classes.items():
        for name in names:
            found[name] |= properties[node]
    return found


def _short(iri: str) -> str:
    return next(
        f"{p}:{iri[len(n) :]}" for p, n in PREFIXES.items() if iri.startswith(n) and p != "id"
    )


@pytest.mark.parametrize("name", FACTS)
def test_facts(name: str, facts: list[Triple]) -> None:
    assert not set(FACTS[name].split()) - _by_class(facts)[name]


@pytest.mark.parametrize("name", REPORTS)
def test_reports(name: str, told: list[Triple]) -> None:
    assert _by_class(told)[name] - {"rdf:type"} == set(REPORTS[name].split())


def test_article_graphs_hold_reports_only(told: list[Triple]) -> None:
    allowed = {term("dip:" + name) for name in REPORTS}
    allowed |= {term("rdf:Statement"), term("prov:Activity")}
    assert {t.object for t in told if t.predicate == RDF_TYPE} == allowed
    graphs = {t.subject for t in told if t.predicate == term("prov:wasDerivedFrom")}
    assert {g.value for g in graphs} == {
        BASE + "graph/before",
        BASE + "graph/день%201",
    }


@pytest.mark.skipif(not ONTOLOGY.is_file(), reason="the design is not beside the repository")
def test_nothing_of_the_design_is_missing(facts: list[Triple], told: list[Triple]) -> None:
    text = ONTOLOGY.read_text(encoding="utf-8")
    tables = text[text.index("## Facts") : text.index("Files of a build")]
    named = set(re.findall(r"`((?:dip|schema|skos|rdfs|owl|geo|prov|rdf):[a-z]\w+)`", tables))
    roles = {f"dip:{name}" for name in vocabulary().roles}
    emitted = {_short(t.predicate.value) for t in [*facts, *told]}
    assert named - emitted - roles - OF_REVIEWS == set()


def test_every_term_is_of_the_vocabulary(facts: list[Triple], told: list[Triple]) -> None:
    ontology = (folder("schemas") / "ontology.ttl").read_bytes()
    defined = {t.subject for t in ox.parse(ontology, format=ox.RdfFormat.TURTLE)}
    used = {term_ for t in [*facts, *told] for term_ in (t.predicate, t.object)}
    ours = {t for t in used if isinstance(t, NamedNode) and t.value.startswith(PREFIXES["dip"])}
    assert ours <= defined


def test_the_sample_conforms_to_the_shapes(facts: list[Triple], told: list[Triple]) -> None:
    shapes = rdflib.Graph().parse(folder("schemas") / "shapes.ttl")
    lines = ox.serialize([*facts, *told], format=ox.RdfFormat.N_TRIPLES)
    data = rdflib.Graph().parse(data=lines, format="nt")
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, report


def test_superclasses_and_involvement_are_written_out(facts: list[Triple]) -> None:
    known = set(facts)
    types = defaultdict(set)
    for t in facts:
        if t.predicate == RDF_TYPE:
            types[t.subject].add(t.object.value.removeprefix(PREFIXES["dip"]))
    for node, names in types.items():
        for name in names:
            assert names >= set(vocabulary().ancestors(name)), node
    for t in facts:
        role = t.predicate.value.removeprefix(PREFIXES["dip"])
        if role in vocabulary().roles:
            involved = Triple(t.subject, term("dip:involves"), t.object) in known
            assert involved is vocabulary().roles[role].involves


def test_known_names_are_one_a_language_and_each_language_has_a_name_to_show(
    facts: list[Triple],
) -> None:
    known: dict[object, dict[str, str]] = defaultdict(dict)
    shown: dict[object, dict[str, str]] = defaultdict(dict)
    for t in facts:
        for names, predicate in ((known, "skos:prefLabel"), (shown, "rdfs:label")):
            if t.predicate == term(predicate):
                assert t.object.language not in names[t.subject]
                names[t.subject][t.object.language] = t.object.value
    assert known.keys() == shown.keys()
    for node, names in shown.items():
        assert names.keys() == {"en", "ru", "kk", "uz"}
        assert known[node].items() <= names.items()
        assert not re.search("[а-яё]", names["en"], re.IGNORECASE)


def test_no_blank_nodes_and_datatypes_that_compare(facts: list[Triple], told: list[Triple]) -> None:
    for t in [*facts, *told]:
        assert isinstance(t.subject, NamedNode)
        assert isinstance(t.object, NamedNode | Literal)
        name = _short(t.predicate.value)
        if name in DAYS.split():
            assert t.object.datatype == term("xsd:date"), t
        if name in ("dip:confidence", "dip:value", "geo:lat", "geo:long"):
            assert t.object.datatype == term("xsd:decimal"), t


def test_a_merged_event_keeps_its_other_name(facts: list[Triple]) -> None:
    (link,) = (t for t in facts if t.predicate == term("dcterms:isReplacedBy"))
    events = {t.subject for t in facts if t.object == term("dip:Event")}
    assert link.subject not in events
    assert link.object in events


def test_another_base_moves_every_node() -> None:
    moved = list(core(sample.graph(), base="https://example.org/x/"))
    assert not any(t.subject.value.startswith(BASE) for t in moved)
    here = {str(t).replace(BASE, "https://example.org/x/") for t in core(sample.graph())}
    assert {str(t) for t in moved} == here
