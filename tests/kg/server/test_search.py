from __future__ import annotations

import time

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.server.index import Index
from kg.server.search import search

GRAPH = r"""
PREFIX dip: <https://w3id.org/diplograph/ontology#>
PREFIX id: <https://w3id.org/diplograph/id/>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
id:person\/azimov a dip:Person ;
    skos:prefLabel "Малик Азимов"@ru, "Malik Azimov"@en, "Малик Әзімов"@kk .
id:person\/karaev a dip:Person ;
    skos:prefLabel "Берик Караев"@ru ; skos:altLabel "Berik Qaraev"@en .
id:state\/UZ a dip:State ; skos:prefLabel "Узбекистан"@ru, "Oʻzbekiston"@uz, "Өзбекстан"@kk .
id:event\/1 a dip:Event ; skos:prefLabel "Государственный визит: Малик Азимов → Узбекистан"@ru,
    "State visit: Malik Azimov → Uzbekistan"@en ; dip:evidence id:evidence\/1, id:evidence\/2 .
id:event\/2 a dip:Event ; skos:prefLabel "Ратификация: договор"@ru ; dip:evidence id:evidence\/1 .
id:evidence\/1 dip:exact "прибыл с государственным визитом" ; dip:article id:article\/a .
id:evidence\/2 dip:exact "мемлекеттік сапармен келді" ; dip:article id:article\/b .
id:article\/a schema:inLanguage "ru" . id:article\/b schema:inLanguage "kk" .
"""


@pytest.fixture(scope="module")
def index() -> Index:
    store = ox.Store()
    store.load(GRAPH, ox.RdfFormat.TURTLE)
    return Index.of(store)


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("Азимова", "person/azimov"),
        ("Әзімовтің", "person/azimov"),
        ("azimov malik", "person/azimov"),
        ("Azymov", "person/azimov"),
        ("Malik Azimow", "person/azimov"),
        ("Караевым", "person/karaev"),
        ("qaraev", "person/karaev"),
        ("Узбекистаном", "state/UZ"),
        ("Oʻzbekistonga", "state/UZ"),
        ("узбек", "state/UZ"),
    ],
)
def test_a_name_is_found_inflected_misspelt_and_cut(index: Index, words: str, finds: str) -> None:
    found = [
        hit.iri.removeprefix("https://w3id.org/diplograph/id/")
        for hit in search(index.database, words)
    ]
    assert found[0] == finds, found


def test_an_inflected_word_finds_events_and_sentences(index: Index) -> None:
    hits = search(index.database, "государственному визиту")
    assert [(hit.kind, hit.iri[-7:]) for hit in hits] == [
        ("Event", "event/1"),
        ("sentence", "event/1"),
    ]
    assert hits[1].text == "прибыл с государственным визитом"
    assert [hit.text for hit in search(index.database, "сапар")] == ["мемлекеттік сапармен келді"]


def test_every_word_must_be_there(index: Index) -> None:
    assert search(index.database, "визит ратификация") == []


def test_of_like_names_the_one_most_spoken_of_comes_first() -> None:
    store = ox.Store()
    store.load(
        GRAPH
        + r"""id:person\/other a dip:Person ; skos:prefLabel "Азамов"@ru .
        id:person\/azimov skos:altLabel "Азимов"@ru ;
            dip:mentionedIn id:article\/a, id:article\/b .""",
        ox.RdfFormat.TURTLE,
    )
    hits = search(Index.of(store).database, "Азомов")
    assert [hit.iri[-6:] for hit in hits] == ["azimov", "/other"]


def test_small_words_do_not_count(index: Index) -> None:
    assert search(index.database, "визит в Узбекистан")[0].iri.endswith("event/1")
    assert search(index.database, "visit of Azimov to Uzbekistan")[0].iri.endswith("event/1")


def test_where_nothing_has_all_words_one_may_lack(index: Index) -> None:
    assert search(index.database, "визит Азимова ратификация")[0].iri.endswith("event/1")


def test_a_sentence_within_another_is_not_repeated() -> None:
    store = ox.Store()
    store.load(
        GRAPH
        + r"""id:event\/1 dip:evidence id:evidence\/3 .
        id:evidence\/3 dip:exact "Он прибыл с государственным визитом." ;
            dip:article id:article\/a .""",
        ox.RdfFormat.TURTLE,
    )
    hits = search(Index.of(store).database, "визитом")
    assert [hit.text for hit in hits if hit.kind == "sentence"] == [
        "Он прибыл с государственным визитом."
    ]


def test_each_node_and_each_sentence_stands_once(index: Index) -> None:
    hits = search(index.database, "визит")
    names = [h.iri for h in hits if h.kind != "sentence"]
    texts = [h.text for h in hits if h.kind == "sentence"]
    assert len(names) == len(set(names))
    assert len(texts) == len(set(texts))


@given(st.text(max_size=80))
def test_no_text_breaks_the_search(index: Index, text: str) -> None:
    assert isinstance(search(index.database, text), list)


@pytest.mark.parametrize(
    "text", ['"', "a* OR b", "NEAR(x y)", "col:x", "'; DROP TABLE docs; --", "^x"]
)
def test_the_search_language_is_not_exposed(index: Index, text: str) -> None:
    search(index.database, text)
    assert search(index.database, "азимов")


def test_a_search_takes_milliseconds(index: Index) -> None:
    began = time.perf_counter()
    for _ in range(20):
        search(index.database, "государственному визиту азимова")
    assert (time.perf_counter() - began) / 20 < 0.02
