"""What people decided wins over the machine, and survives any rebuilding."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model.extraction import Event
from kg.model.graph import Graph
from kg.model.judgement import Judgement
from kg.rdf import core, reports
from kg.resolve import resolve
from tests.kg.resolve.telling import Reading, article, told, world


def judged(readings: list[Reading], *items: dict[str, Any]) -> Graph:
    review = [Judgement.model_validate({"by": "A. Judge", "on": "2025-12-01", **i}) for i in items]
    return resolve(readings, gazetteer=world(), review=review)


def words(name: str, quote: str, type_: str | None = None) -> dict[str, str | None]:
    return {"article": name, "quote": quote, "type": type_}


def meeting(words: str, date: str | None = None, **more: Any) -> Event:
    participants = {"participant": ["tokayev", "putin"]} | more
    return told("v1", "Meeting", "held", date, words, **participants)


def arrival(words: str = "Токаев прибыл", date: str = "2025-11-14", **more: Any) -> Event:
    return told("v1", "Visit", "held", date, words, **({"guest": "tokayev", "host": "UZ"} | more))


APART = [
    article("2025-03-01", meeting("Они встретились", "2025-03-01"), name="a"),
    article("2025-09-01", meeting("Они увиделись", "2025-09-01"), name="b"),
]
ALIKE = [
    article("2025-03-01", meeting("Они встретились", "2025-03-01"), name="a"),
    article("2025-03-02", meeting("Они увиделись", "2025-03-01"), name="b"),
]
PAIR = {"a": words("a", "встретились"), "b": words("b", "увиделись")}


def test_the_same_event_is_one_however_far_apart() -> None:
    assert len(judged(APART).events) == 2
    graph = judged(APART, {"kind": "same", **PAIR})
    assert len(graph.events) == 1
    assert [r.events[0].identity_confidence for r in graph.reports] == [1.0, 1.0]


def test_different_events_are_two_however_alike() -> None:
    assert len(judged(ALIKE).events) == 1
    assert len(judged(ALIKE, {"kind": "different", **PAIR}).events) == 2


def test_a_judgement_outlives_the_move_of_an_iri() -> None:
    earlier = article("2025-02-27", meeting("Они встретятся", "2025-03-01"), name="0")
    different = {"kind": "different", **PAIR}
    before, after = judged(ALIKE, different), judged([earlier, *ALIKE], different)
    assert set(after.replaced) & {e.id for e in before.events}
    assert not after.unmatched
    events = {r.article: r.events[0].event for r in after.reports}
    assert events["article/a"] != events["article/b"]


def test_judgements_hold_in_any_order() -> None:
    items = [
        {"kind": "same", **PAIR},
        {"kind": "reject", "a": words("a", "встретились"), "field": "participant", "b": "state/KZ"},
    ]
    assert judged(APART, *items).events == judged(APART[::-1], *items[::-1]).events


def test_a_name_that_is_another_gets_a_node_of_its_own() -> None:
    def node(graph: Graph, name: str) -> str:
        report = next(r for r in graph.reports if r.article == f"article/{name}")
        return next(e.entity for e in report.entities if e.name == "Касым-Жомарт Токаев")

    name = "Касым-Жомарт Токаев"
    different = {"kind": "different", "a": words("b", name), "b": "person/tokayev"}
    graph = judged(APART, different)
    assert node(graph, "a") == "person/tokayev"
    assert node(graph, "b").startswith("person/x-")
    moved = judged(APART, {"kind": "same", "a": words("b", name), "b": "person/xi"}, different)
    assert (node(moved, "a"), node(moved, "b")) == ("person/tokayev", "person/xi")


def test_unknown_people_become_one() -> None:
    readings = [
        article("2025-03-01", arrival(guest="Иванов"), name="a"),
        article("2025-06-01", arrival("Прилетел гость", "2025-06-01", guest="П. Иванов"), name="b"),
    ]
    item = {"kind": "same", "a": words("a", "Иванов"), "b": words("b", "П. Иванов")}
    guests = [
        {n for e in graph.events for role, n in e.roles if role == "guest"}
        for graph in (judged(readings), judged(readings, item))
    ]
    assert [len(g) for g in guests] == [2, 1]


ONE = [article("2025-11-14", arrival(), name="a")]
VISIT = words("a", "прибыл", "Visit")


def test_a_rejected_role_is_described_and_not_asserted() -> None:
    item = {"kind": "reject", "a": VISIT, "field": "guest", "b": "person/tokayev"}
    graph = judged(ONE, item)
    assert ("guest", "person/tokayev") not in graph.events[0].roles
    statement = next(s for s in graph.reports[0].statements if s.role == "guest")
    assert statement.review is not None
    assert statement.review.status == "rejected"
    told_by = {t.predicate.value.rpartition("#")[2]: t.object.value for t in reports(graph)
               if t.subject.value.endswith(statement.id)}  # fmt: skip
    assert told_by["reviewedBy"] == "A. Judge"
    assert told_by["reviewedOn"] == "2025-12-01"
    assert told_by["reviewStatus"].endswith("/rejected")
    assert not any(t.predicate.value.endswith("#guest") for t in core(graph))


def test_a_rejection_counts_for_all_articles_of_the_event() -> None:
    second = article("2025-11-15", arrival("Гость приехал"), name="b")
    item = {"kind": "reject", "a": VISIT, "field": "guest", "b": "person/tokayev"}
    assert all(role != "guest" for role, _ in judged([*ONE, second], item).events[0].roles)


def test_a_corrected_role_has_the_right_filler() -> None:
    item = {"kind": "correct", "a": VISIT, "field": "host", "b": "state/UZ", "value": "state/TR"}
    graph = judged(ONE, item)
    assert [n for role, n in graph.events[0].roles if role == "host"] == ["state/TR"]
    found = {s.entity: s.review.status for s in graph.reports[0].statements if s.review}
    assert found == {"state/UZ": "rejected", "state/TR": "corrected"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("type", "StateVisit"), ("date", "2025-11-10"), ("status", "cancelled")],
)
def test_a_corrected_field_wins_over_what_others_tell(field: str, value: str) -> None:
    others = [
        article(f"2025-11-{day}", arrival(f"Рассказ {day}"), name=f"b{day}") for day in (15, 16)
    ]
    graph = judged([*ONE, *others], {"kind": "correct", "a": VISIT, "field": field, "value": value})
    event = next(e for e in graph.events if "article/a" in e.articles)
    assert getattr(event, field) == value


def test_a_rejected_event_leaves_the_graph() -> None:
    assert judged(ONE, {"kind": "reject", "a": VISIT}).events == ()


def test_an_accepted_event_is_accepted_in_all_its_roles() -> None:
    graph = judged(ONE, {"kind": "accept", "a": VISIT})
    assert {s.review.status for s in graph.reports[0].statements if s.review} == {"accepted"}
    assert all(s.review for s in graph.reports[0].statements)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"kind": "reject", "a": words("z", "прибыл")}, "no such article"),
        ({"kind": "reject", "a": words("a", "нет таких слов")}, "nothing of the kind"),
        ({"kind": "reject", "a": VISIT, "field": "guest", "b": "person/xi"}, "no entity"),
        ({"kind": "correct", "a": VISIT, "field": "colour", "value": "red"}, "no field"),
        ({"kind": "correct", "a": VISIT, "field": "status", "value": "lost"}, "status"),
        ({"kind": "same", "a": VISIT, "b": "person/xi"}, "not"),
        ({"kind": "same", "a": words("a", "Узбекистан"), "b": "person/nobody"}, "gazetteer"),
    ],
)
def test_what_applies_to_nothing_is_told(item: dict[str, Any], reason: str) -> None:
    graph = judged(ONE, item)
    assert len(graph.unmatched) == 1
    assert reason in graph.unmatched[0]
    assert "\n" not in graph.unmatched[0]
    assert graph.events == judged(ONE).events
