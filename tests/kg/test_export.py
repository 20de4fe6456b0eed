"""The optional RDF 1.2 file: statements about triples, told apart from the triples themselves."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.export import export, reified
from kg.graph import GraphOnDisk
from kg.rdf.terms import PREFIXES

HEAD = "".join(f"@prefix {p}: <{i}> .\n" for p, i in PREFIXES.items()) + "@prefix : <urn:x:> .\n"
CLAIMED = """:core { :visit dip:host :b }
:graph { :s1 rdf:subject :visit ; rdf:predicate dip:guest ; rdf:object :a ;
           dip:assertion :claimed .
         :s2 rdf:subject :visit ; rdf:predicate dip:host ; rdf:object :b ;
           dip:assertion :asserted }"""
EXPECTED = """:visit dip:host :b .
:s1 rdf:reifies <<( :visit dip:guest :a )>> ; dip:assertion :claimed .
:s2 rdf:reifies <<( :visit dip:host :b )>> ; dip:assertion :asserted ."""


def test_what_is_claimed_is_reified_and_not_asserted() -> None:
    told = ox.parse(HEAD + CLAIMED, format=ox.RdfFormat.TRIG)
    expected = ox.parse(HEAD + EXPECTED, format=ox.RdfFormat.TURTLE)
    assert set(reified(told)) == {quad.triple for quad in expected}


def test_the_file_holds_all_statements_of_a_build(sample: GraphOnDisk, tmp_path: Path) -> None:
    export(sample.store, "ttl12", tmp_path / "all12.ttl")
    found = {quad.triple for quad in ox.parse(path=tmp_path / "all12.ttl")}
    assert found == set(reified(sample.store.quads()))
    reifiers = [t for t in found if isinstance(t.object, ox.Triple)]
    assert len(found) == len({q.triple for q in sample.store.quads()}) - 2 * len(reifiers)
    asserted = ox.NamedNode(PREFIXES["dips"] + "assertion/asserted")
    said = {t.subject for t in found if t.object == asserted}
    assert all(t.object in found for t in reifiers if t.subject in said)
