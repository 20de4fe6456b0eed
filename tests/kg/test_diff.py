"""What changed between two builds."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.as_of import open_as_of
from kg.diff import compare
from kg.graph import GraphOnDisk
from kg.rdf.terms import PREFIXES
from kg.store.oxigraph import OxigraphStore

HEAD = "".join(
    f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("dcterms", "dip", "id", "event", "rdfs", "status")
)
TALKS = (
    'event:1 rdfs:label "Talks"@en, "Переговоры"@ru ; dip:participant id:a ; dip:date "2024-05" ; '
)


def store(facts: str, reports: str = "") -> OxigraphStore:
    inner = ox.Store()
    inner.update(f"{HEAD} INSERT DATA {{ {facts} GRAPH id:g {{ {reports} }} }}")
    return OxigraphStore(inner)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (TALKS + "dip:status status:planned .", TALKS + "dip:status status:planned .", []),
        (
            TALKS + "dip:status status:planned .",
            TALKS + "dip:status status:held .",
            ["~ event moved: Talks (event/1): status planned → held"],
        ),
        (
            TALKS + "dip:status status:held .",
            TALKS + "dip:status status:held ; dip:participant id:b ; dip:place id:c .",
            ["~ event moved: Talks (event/1): place none → c; +participant b"],
        ),
        ("", TALKS + "dip:status status:held .", ["+ event added: Talks (event/1)"]),
        (
            TALKS + "dip:status status:held .",
            'event:1 dcterms:isReplacedBy event:2 . event:2 rdfs:label "Sum"@en .',
            [
                "- event withdrawn: Talks (event/1), now part of Sum (event/2)",
                "+ event added: Sum (event/2)",
            ],
        ),
    ],
)
def test_words(before: str, after: str, words: list[str]) -> None:
    assert list(compare(store(before), store(after)).words()) == words


def test_the_patch_turns_one_into_the_other() -> None:
    before = store('id:a dip:date "2024", "x\\ny" .', 'id:r dip:exact "да"@ru .')
    after = store('id:a dip:date "2025" .', 'id:r dip:exact "нет"@ru .')
    found = compare(before, after)
    quads = {str(q) for q in before.quads()}
    for line in found.patch().splitlines():
        if line.startswith("D "):
            quads.remove(line[2:].removesuffix(" ."))
        elif line.startswith("A "):
            quads.add(line[2:].removesuffix(" ."))
    assert quads == {str(q) for q in after.quads()}
    assert found.patch() == compare(before, after).patch()
    assert not compare(after, after)


def test_a_patch_of_real_builds_applied_to_one_gives_the_other(sample: GraphOnDisk) -> None:
    """What was known on 13 November 2025, and the whole sample; the patch is read as N-Quads."""
    before, after = open_as_of(sample.folder, "2025-11-13").store, sample.store
    found = compare(before, after)
    known = ox.Store()
    known.extend(before.quads())
    for line in found.patch().splitlines():
        sign, _, row = line.partition(" ")
        if sign in ("A", "D"):
            (quad,) = ox.parse(row, format=ox.RdfFormat.N_QUADS)
            (known.add if sign == "A" else known.remove)(quad)
    assert set(known) == set(after.quads())
    words = list(found.words())
    assert any(w.startswith("+ article added: Ташкентте") for w in words)
    assert any("status planned → ongoing" in w for w in words), words
    assert not any(" withdrawn: " in w and "article" in w for w in words)
