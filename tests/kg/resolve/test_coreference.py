"""Which events of one article are one event, and what it is then told as."""

from __future__ import annotations

import pytest

from kg.model.extraction import Event
from kg.model.graph import BASE
from kg.model.judgement import Judgement, Words
from kg.resolve import resolve
from kg.resolve.assembly import resolved
from kg.resolve.coreference import unite
from tests.kg.resolve.telling import article, told, world

_DAY = "2024-04-10"
_LINKS = {
    "putin": "person/putin",
    "xi": "person/xi",
    "lavrov": "person/lavrov",
    "KZ": "state/KZ",
    "TR": "state/TR",
    "UZ": "state/UZ",
    "RU": "state/RU",
    "council": "organization/council",
    "tashkent": "place/tashkent",
    "kazan": "place/kazan",
    "moscow": "place/moscow",
}


def united(*events: Event) -> tuple[Event, ...]:
    return unite(article(_DAY, *events)[1], _LINKS)[0].events


def visit(id_: str, status: str, date: str | None, **more: object) -> Event:
    return told(id_, "Visit", status, date, **{"guest": "putin", "host": "KZ", **more})


def meeting(id_: str, date: str | None, words: str = "", **more: object) -> Event:
    return told(id_, "Meeting", "held", date, words, participant=["putin", "xi"], **more)


def aid(id_: str, status: str, date: str | None, words: str) -> Event:
    return told(id_, "Assistance", status, date, words, actor="TR", recipient="KZ")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            visit("v1", "ongoing", _DAY, salience="main"),
            visit("v2", "held", None, ordinal=3),
            id="a visit, and that it is the third",
        ),
        pytest.param(
            visit("v1", "held", "2024-04-09", place="moscow"),
            visit("v2", "held", "2024-04-09", place="kazan"),
            id="two cities of one visit",
        ),
        pytest.param(
            meeting("v1", "2024-04-09"), meeting("v2", "2024-04-09"), id="a meeting of one day"
        ),
        pytest.param(
            aid("v1", "planned", None, "даст $665 млн"),
            aid("v2", "held", _DAY, "дала $665 млн"),
            id="aid of one sum",
        ),
        pytest.param(
            told("v1", "Summit", "held", "2024-04-09", organizer="council"),
            told("v2", "Session", "held", "2024-04-09", organizer="council"),
            id="a summit told as a session",
        ),
    ],
)
def test_one_event(first: Event, second: Event) -> None:
    assert len(united(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(meeting("v1", "2024-04-09"), meeting("v2", "2024-04-08"), id="two days"),
        pytest.param(meeting("v1", "2024-04-09"), meeting("v2", None), id="another, some day"),
        pytest.param(
            meeting("v1", "2024", "встречались"),
            meeting("v2", "2024-03-06", "встречались, последний раз"),
            id="those of a year, and the last of them",
        ),
        pytest.param(
            visit("v1", "held", "2024-04-09"), visit("v2", "held", "2019"), id="an earlier visit"
        ),
        pytest.param(
            visit("v1", "planned", None), visit("v2", "held", None), id="a visit to come, one past"
        ),
        pytest.param(
            visit("v1", "held", "2024-04-09"),
            visit("v2", "held", "2024-04-09", guest="lavrov"),
            id="another guest",
        ),
        pytest.param(
            visit("v1", "ongoing", _DAY), visit("v2", "postponed", None), id="one put off"
        ),
        pytest.param(
            aid("v1", "held", _DAY, "Помощь"), aid("v2", "held", _DAY, "Техника"), id="aid"
        ),
        pytest.param(
            told("v1", "Session", "held", _DAY, ordinal=1, organizer="council"),
            told("v2", "Session", "held", _DAY, ordinal=2, organizer="council"),
            id="two numbers",
        ),
        pytest.param(
            told("v1", "Forum", "held", _DAY, organizer="council"),
            told("v2", "Session", "held", _DAY, organizer="council"),
            id="a forum and a sitting in it",
        ),
        pytest.param(
            told("v1", "Summit", "held", _DAY, organizer="council", place="kazan"),
            told("v2", "Summit", "held", _DAY, organizer="council", place="tashkent"),
            id="two cities",
        ),
    ],
)
def test_two_events(first: Event, second: Event) -> None:
    assert len(united(first, second)) == 2


def test_the_event_has_what_either_tells() -> None:
    (event,) = united(
        visit("v1", "planned", "2024-04", place="KZ", participant="xi"),
        told(
            "v2", "OfficialVisit", "ongoing", "2024-04-10", salience="main",
            guest="putin", host="KZ", place="tashkent",
        ),
    )  # fmt: skip
    assert (event.id, event.type, event.status) == ("v1", "OfficialVisit", "ongoing")
    assert (event.date, event.start, event.place) == ("2024-04-10", "2024-04-10", "tashkent")
    assert {p.entity for p in event.participants} == {"putin", "KZ", "xi"}
    assert [f.text for f in event.evidence] == ["(v1)", "(v2)"]


def test_what_points_at_either_points_at_the_event() -> None:
    reading = article(
        _DAY,
        visit("v1", "held", "2024-04-09"),
        visit("v2", "held", "2024-04-09"),
        meeting("v3", "2024-04-09", part_of="v2"),
    )
    extraction, same = unite(reading[1], _LINKS)
    assert same == {"v2": "v1"}
    assert [e.part_of for e in extraction.events] == [None, "v1"]


def test_uniting_twice_changes_nothing() -> None:
    reading = article(_DAY, visit("v1", "held", _DAY), visit("v2", "held", _DAY))
    once = unite(reading[1], _LINKS)[0]
    assert unite(once, _LINKS) == (once, {})


def test_one_article_alone_names_the_event_as_the_graph_does() -> None:
    reading = article(_DAY, visit("v1", "held", _DAY), visit("v2", "held", _DAY))
    graph = resolve([reading], gazetteer=world())
    alone = resolved(*reading, gazetteer=world())
    assert {e.iri for e in alone.events} == {BASE + e.id for e in graph.events}
    assert len(alone.events) == 2


def test_what_people_told_apart_stays_apart() -> None:
    reading = article(
        _DAY, visit("v1", "held", _DAY, words="Приезд"), visit("v2", "held", _DAY, words="Гость")
    )
    a, b = (Words(article=reading[0].id, quote=quote) for quote in ("Приезд", "Гость"))
    different = Judgement(kind="different", a=a, b=b)
    assert len(resolve([reading], gazetteer=world()).events) == 1
    assert len(resolve([reading], gazetteer=world(), review=[different]).events) == 2
