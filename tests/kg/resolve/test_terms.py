"""Offices as articles tell of them against the terms that the gazetteer lists."""

from __future__ import annotations

import pytest

from kg.model.gazetteer import Entry
from kg.model.graph import Graph
from kg.model.judgement import Judgement, Words
from kg.rdf import core, read
from kg.rdf import reports as reports_of
from kg.resolve import resolve
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.terms import Terms, Told
from tests.kg.resolve.telling import Reading, article, held, involved, told

RU, TR = "state/RU", "state/TR"
DUMA, PARTY = "organization/duma", "organization/party"


def entry(id_: str, type_: str, name: str, **more: object) -> Entry:
    known = {"id": id_, "type": type_, "names": {"ru": {"main": name}}, "source": "test", **more}
    return Entry.model_validate(known)


def person(key: str, name: str, *terms: tuple[str, str, str, str | None]) -> Entry:
    offices = [{"office": o, "of": of, "from": a, "until": b} for o, of, a, b in terms]
    return entry(f"person/{key}", "Person", name, offices=offices)


WORLD = Gazetteer(
    {
        e.id: e
        for e in (
            entry(RU, "State", "Россия", iso="RU"),
            entry(TR, "State", "Турция", iso="TR"),
            entry(DUMA, "Organization", "Госдума", kind="government", iso="RU"),
            entry(PARTY, "Organization", "Партия", kind="party", iso="RU"),
            person("first", "Иван Первов", ("president", RU, "2012-05-07", None)),
            person("second", "Пётр Второв", ("president", TR, "2019-05-20", "2024-05-20")),
            person("speaker", "Олег Третьев", ("speaker-of-the-lower-house", RU, "2016", None)),
            person("newest", "Егор Новов", ("minister-of-finance", TR, "2025-01-01", None)),
        )
    }
)
TERMS = Terms(WORLD.entries)


def said(
    who: str, office: str, of: str | None, status: str = "current", day: str = "2023-05-01"
) -> Told:
    return Told(f"person/{who}", office, of, status, day)


@pytest.mark.parametrize(
    ("telling", "office"),
    [
        (said("first", "president", RU), "president"),
        (said("first", "president", None), "president"),
        (said("speaker", "speaker-of-parliament", DUMA), "speaker-of-the-lower-house"),
        (said("speaker", "chairman", DUMA), "speaker-of-the-lower-house"),
        (said("speaker", "speaker", RU), "speaker-of-the-lower-house"),
        (said("second", "president", TR, "former", "2024-06-01"), "president"),
    ],
)
def test_ways_to_tell_a_known_office(telling: Told, office: str) -> None:
    term = TERMS.find(telling)
    assert term
    assert term.office == office


@pytest.mark.parametrize(
    "telling",
    [
        said("speaker", "head", PARTY),
        said("speaker", "leader", RU),
        said("first", "president", TR),
        said("speaker", "deputy-head", DUMA),
        said("second", "president", TR, "former"),
    ],
)
def test_words_for_no_known_office(telling: Told) -> None:
    assert TERMS.find(telling) is None


@pytest.mark.parametrize(
    ("telling", "doubted"),
    [
        (said("first", "president", TR), True),
        (said("nobody", "president", RU), True),
        (said("speaker", "adviser", TR), True),
        (said("speaker", "adviser", RU), False),
        (said("first", "adviser", RU), True),
        (said("first", "chairman", PARTY), False),
        (said("nobody", "adviser", TR), False),
        (said("nobody", "president", RU, "former"), False),
        (said("nobody", "president", RU, "acting"), False),
        # On the day of change, and after all that the gazetteer knows.
        (said("nobody", "president", TR, day="2024-05-20"), False),
        (said("nobody", "president", RU, day="2025-02-01"), False),
    ],
)
def test_what_the_gazetteer_speaks_against(telling: Told, doubted: bool) -> None:
    assert TERMS.speak_against(telling) is doubted


def test_a_body_that_the_gazetteer_lacks_is_of_the_state_that_the_article_takes_it_for() -> None:
    def chamber(state: str) -> Told:
        of = "organization/x-1"
        return Told("person/speaker", "speaker-of-parliament", of, "current", "2023-05-01", state)

    assert TERMS.find(chamber(RU))
    assert TERMS.find(chamber(TR)) is None
    assert TERMS.speak_against(chamber(TR))


def reading() -> Reading:
    meeting = told("v1", "Meeting", date="2023-05-01", participant=["Иван Первов", "CN"])
    node, extraction = article(
        "2023-05-02", meeting, offices=(held("Иван Первов", "президент", "TR"),)
    )
    office = extraction.offices[0].model_copy(update={"evidence": extraction.events[0].evidence})
    return node, extraction.model_copy(update={"offices": (office,)})


def graph_of(review: tuple[Judgement, ...] = ()) -> Graph:
    return resolve([reading()], gazetteer=WORLD, review=review)


def test_a_doubted_office_is_described_and_not_asserted() -> None:
    graph = graph_of()
    (doubted,) = (h for h in graph.holdings if h.doubted)
    assert doubted.articles
    assert involved(graph)[graph.events[0].id] == ("state/CN", RU)
    facts = {(str(t.subject), t.predicate.value.rpartition("#")[2]) for t in core(graph)}
    of_it = {name for node, name in facts if doubted.id in node}
    assert {"reportedHolder", "reportedOffice"} <= of_it
    assert not {"holder", "office"} & of_it


def test_a_doubted_office_is_read_back() -> None:
    graph = graph_of()
    (back,) = read([*core(graph), *(q.triple for q in reports_of(graph))])
    (office,) = back.offices
    named = {e.id: e.name for e in back.entities}
    assert (named[office.holder], office.of and named[office.of]) == ("Иван Первов", "Турция")


def test_who_accepts_an_office_is_right() -> None:
    node, extraction = reading()
    words = Words(article=node.id, quote=extraction.offices[0].evidence[0].text, type="Office")
    graph = graph_of((Judgement(kind="accept", a=words),))
    assert not graph.unmatched
    assert not any(h.doubted for h in graph.holdings)


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("Иван Перваев", "person/first"),
        ("Иван Второв", None),
        ("Яна Первова", None),
    ],
)
def test_whoever_is_in_a_known_office_is_its_holder(name: str, node: str | None) -> None:
    meeting = told("v1", "Meeting", date="2023-05-01", participant=[name, "CN"])
    known = article("2023-05-02", meeting, offices=(held(name, "президент", "RU"),))
    other = article("2023-06-02", meeting)
    graph = resolve([known, other], gazetteer=WORLD)
    people = [e.id for e in graph.entities if e.type == "Person" and e.articles]
    assert len(people) == 1
    assert people == [node] if node else people[0].startswith("person/x-")


@pytest.mark.parametrize(("name", "known"), [("Первов", True), ("Второв", False)])
def test_a_surname_in_a_known_office_is_its_holder(name: str, known: bool) -> None:
    meeting = told("v1", "Meeting", date="2023-05-01", participant=[name, "CN"])
    alone = article("2023-05-02", meeting, offices=(held(name, "президент", "RU"),))
    graph = resolve([alone], gazetteer=WORLD)
    people = [e.id for e in graph.entities if e.type == "Person" and e.articles]
    assert (people == ["person/first"]) is known
