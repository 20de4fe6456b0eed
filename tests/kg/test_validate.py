"""``kg validate``: builds and files, and what is said of those that are not as they should be."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from kg.errors import SourceError, StoreError, UsageError
from kg.graph import GraphOnDisk
from kg.resources import folder
from kg.validate import validate

SAMPLE = folder("schemas") / "sample.ttl"


@pytest.fixture
def text() -> str:
    return SAMPLE.read_text(encoding="utf-8")


def messages(tmp_path: Path, text: str, name: str = "graph.ttl") -> list[str]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    report = validate(path)
    assert report.conforms is (not report.messages)
    return list(report.messages)


def test_a_graph_that_conforms(tmp_path: Path, text: str) -> None:
    assert messages(tmp_path, text) == []


# fmt: off
WRONG = [
    ("dip:status dips:status\\/planned ; dip:rank", "dip:status dips:status\\/soon ; dip:rank", [
        "event:v: An event has exactly one dip:status: dips:status/ followed by one of cancelled,"
        " held, ongoing, planned, postponed, unconfirmed; found dip:status status:soon"
        " [Event-status]"]),
    ("dip:modality dips:modality\\/announce ;", "", [
        "claim:c: A claim has exactly one dip:modality: dips:modality/ followed by one of announce,"
        " criticise, demand, deny, promise, propose, say, support [Claim-modality]"]),
    ("dip:host <state/UZ> ;", "dip:host <agreement/x-plan> ;", [
        "agreement:x-plan (dip:host of event:v): A value of dip:host is a person, a state, an"
        " organization or a place; found rdf:type dip:Agreement [host-range]",
        "agreement:x-plan (dip:host of event:v): A value of dip:host is a person, a state, an"
        " organization or a place; found rdf:type dip:Plan [host-range]"]),
    ("dip:partOf <event/v> ;", "dip:partOf <event/v> ; dip:guest <state/KZ> ;", [
        "event:s: What has dip:guest is one of OfficialVisit, PrivateVisit, StateVisit, Visit,"
        " WorkingVisit; found rdf:type dip:Session [guest-domain]"]),
    ("dip:topic dips:topic", "dip:gest <state/KZ> ; dip:topic dips:topic", [
        "event:v: An event has no such property; found dip:gest state:KZ [Event]"]),
    ('schema:startDate "2025-11-14"', 'schema:startDate "2025-02-30"', [
        "event:v: An event has at most one schema:startDate: a day, such as 2025-11-14, as"
        ' xsd:date; found schema:startDate "2025-02-30"'
        " [Event-schema-startDate]"]),
    ("dip:startOffset 7 ; dip:endOffset 25", "dip:startOffset 25 ; dip:endOffset 25", [
        "evidence:e1: dip:startOffset is less than dip:endOffset; found dip:startOffset"
        ' "25"'
        " [Evidence-startOffset-before-endOffset]"]),
    ("<source/people> a prov", "<source/people> a dip:Human , prov", [
        "dip:Human (rdf:type of source:people): The vocabulary has no such class [classes]"]),
    ("<event/s> a dip:Session , dip:Contact , dip:Event", "<event/s> a dip:Session , dip:Event", [
        "event:s: A dip:Session has the class dip:Contact, too [Session-type]"]),
]
# fmt: on


@pytest.mark.parametrize(("right", "wrong", "found"), WRONG)
def test_a_message_says_which_node_what_and_which_shape(
    tmp_path: Path, text: str, right: str, wrong: str, found: list[str]
) -> None:
    assert text.count(right) == 1
    assert messages(tmp_path, text.replace(right, wrong)) == found


def test_classes_above_may_be_left_out_but_for_events(tmp_path: Path, text: str) -> None:
    """The hierarchy is known: a city is a place, and is looked at as one."""
    assert messages(tmp_path, text.replace("a dip:City , dip:Place", "a dip:City")) == []
    bare = text.replace(
        "dip:Place ;\n    dip:specificType dip:City ;\n    skos:prefLabel",
        "dip:City ;\n    skos:note",
    )
    assert any(line.endswith("[Place-skos-prefLabel]") for line in messages(tmp_path, bare))


def test_named_graphs_are_taken_together(tmp_path: Path, text: str) -> None:
    head, body = text.split(
        "# ---------------------------------------------------------------- what"
    )
    facts, reports = body.split(
        "# ---------------------------------------------------------------- who"
    )
    trig = f"{head}# what{facts}\n<graph/a1> {{\n# who{reports}\n}}"
    assert messages(tmp_path, trig, "all.trig") == []
    assert messages(tmp_path, trig.replace("dip:salience dips:salience\\/main ;", ""), "all.trig")


def test_a_file_may_point_at_what_another_file_describes(tmp_path: Path, text: str) -> None:
    """The facts alone and the reports alone conform; a folder of both must hold both."""
    head, body = text.split(
        "# ---------------------------------------------------------------- what"
    )
    facts, reports = body.split(
        "# ---------------------------------------------------------------- who"
    )
    assert messages(tmp_path, f"{head}# {facts}", "core.ttl") == []
    assert messages(tmp_path, f"{head}# {reports}", "evidence.ttl") == []
    assert validate(tmp_path).conforms
    assert messages(tmp_path, head, "evidence.ttl") == []
    assert validate(tmp_path).messages == (
        "evidence:e1 (dip:evidence of claim:c, event:i, event:s and 6 more): nothing describes it"
        " [evidence-range]",
    )


def test_foreign_literals_do_not_reach_the_log(
    tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert messages(tmp_path, text.replace('"2025-11-20"^^', '"yesterday"^^'))
    assert caplog.records == []


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no build \(core.ttl is missing\)"):
        validate(tmp_path)
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> .", encoding="utf-8")
    with pytest.raises(SourceError, match=r"broken\.ttl: .*line 1"):
        validate(broken)
    with pytest.raises(UsageError, match=r"known are \.ttl, \.trig"):
        validate(tmp_path / "graph.docx")
    with pytest.raises(SourceError, match=r"absent\.ttl"):
        validate(tmp_path / "absent.ttl")


def test_a_build_conforms(sample: GraphOnDisk) -> None:
    assert validate(sample.folder).messages == ()


def test_parts_find_what_pyshacl_finds_in_the_whole(
    tmp_path: Path, sample: GraphOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build with faults of three kinds: in parts of 300 nodes, at once, and by pyshacl alone."""
    import pyshacl
    import rdflib
    from rdflib.namespace import RDF, RDFS, SH

    from kg.schema import vocabulary

    core = (sample.folder / "core.ttl").read_text(encoding="utf-8")
    for right, wrong in (
        ("dip:status status:held", "dip:status status:soon"),
        ("dip:place place:astana", "dip:place person:xi-jinping"),
        ("dip:iso ", "dip:isoo "),
    ):
        assert right in core
        core = core.replace(right, wrong)
    path = tmp_path / "core.ttl"
    path.write_text(core, encoding="utf-8")
    whole = validate(path)
    monkeypatch.setattr("kg.validate._AT_A_TIME", 300)
    assert validate(path) == whole
    graph = rdflib.Graph().parse(path)
    dip = rdflib.Namespace("https://w3id.org/diplograph/ontology#")
    for name, known in vocabulary().classes.items():
        if known.parents and known.parents[-1] != "Event":
            graph.add((dip[name], RDFS.subClassOf, dip[known.parents[0]]))
    shapes = rdflib.Graph().parse(folder("schemas") / "shapes.ttl")
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes)
    nodes = {
        str(results.value(r, SH.focusNode)) for r in results.subjects(RDF.type, SH.ValidationResult)
    }
    told = {line.partition(":")[2].partition(" ")[0].rstrip(":") for line in whole.messages}
    assert len(nodes) > 20
    assert {n.rpartition("/")[2] for n in nodes} == {t.rpartition("/")[2] for t in told}
