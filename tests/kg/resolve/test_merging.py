"""Which tellings are one event, and which are not."""

from __future__ import annotations

import pytest

from kg.model.graph import Event, Graph
from kg.resolve import resolve
from tests.kg.resolve.telling import Reading, article, told, world

#: Two that sign.
TWO = {"signatory": ["putin", "xi"]}


def merged(*readings: Reading) -> Graph:
    return resolve(readings, gazetteer=world())


def only(graph: Graph) -> Event:
    assert len(graph.events) == 1, [e.labels["ru"] for e in graph.events]
    return graph.events[0]


def visit(status: str, date: str | None, type_: str = "Visit", **more: object) -> object:
    roles = {"guest": "tokayev", "host": "UZ", **more}
    return told("v1", type_, status, date, **roles)


def test_a_planned_visit_is_followed_to_its_being_held() -> None:
    graph = merged(
        article("2025-10-01", visit("planned", None)),
        article("2025-11-12", visit("planned", "2025-11-14/2025-11-15", "StateVisit")),
        article("2025-11-14", visit("ongoing", "2025-11-14")),
        article("2025-11-20", visit("held", "2025-11")),
    )
    event = only(graph)
    assert (event.type, event.status, event.date) == ("StateVisit", "held", "2025-11-14/2025-11-15")
    assert event.source_count == 4
    assert [r.events[0].status for r in graph.reports] == ["planned", "planned", "ongoing", "held"]


def test_the_first_report_names_the_event_and_the_others_are_replaced() -> None:
    first = article("2025-11-12", visit("planned", "2025-11-14"))
    second = article("2025-11-14", visit("held", "2025-11-14"))
    alone = only(merged(second)).id
    both = merged(first, second)
    assert only(both).id == only(merged(first)).id
    assert both.replaced == {alone: only(both).id}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            told("v1", "Session", "held", "2024-03", ordinal=1, organizer="council"),
            told("v1", "Session", "held", "2024-03", ordinal=2, organizer="council"),
            id="other ordinal",
        ),
        pytest.param(
            told("v1", "Call", "held", "2024-03-01", participant=["putin", "xi"]),
            told("v1", "Call", "held", "2024-04-01", participant=["putin", "xi"]),
            id="the monthly call",
        ),
        pytest.param(
            told("v1", "Visit", "held", "2024-03-01", guest="putin", host="KZ"),
            told("v1", "Visit", "held", "2024-03-01", guest="lavrov", host="KZ"),
            id="other guest of the same state",
        ),
        pytest.param(
            told("v1", "Visit", "held", "2024-03-01", guest="putin", host="KZ"),
            told("v1", "Visit", "held", "2024-03-01", guest="putin", host="UZ"),
            id="other host",
        ),
        pytest.param(
            told("v1", "Meeting", "held", "2024-03-01", participant=["putin", "xi"]),
            told("v1", "Call", "held", "2024-03-01", participant=["putin", "xi"]),
            id="other kind",
        ),
        pytest.param(
            told("v1", "Meeting", "held", "2024-03-01", participant=["putin", "xi"]),
            told("v1", "Meeting", "held", "2024-03-01", participant=["putin", "tokayev"]),
            id="other party",
        ),
        pytest.param(
            told("v1", "Visit", "cancelled", "2024-03-05", guest="putin", host="KZ"),
            told("v1", "Visit", "held", "2024-03-05", guest="putin", host="KZ"),
            id="refused and held",
        ),
        pytest.param(
            told("v1", "Meeting", "held", "XXXX-03-01", participant=["putin", "xi"]),
            told("v1", "Meeting", "held", "2024-03-01", participant=["putin", "xi"]),
            id="unknown year",
        ),
        pytest.param(
            told("v1", "Meeting", "held", None, salience="background", participant=["putin", "xi"]),
            told("v1", "Meeting", "held", "2022-09-15", participant=["putin", "xi"]),
            id="no date against one long past",
        ),
        pytest.param(
            told("v1", "Meeting", "held", "2024-04-09", participant=["putin", "lavrov"]),
            told("v1", "Meeting", "held", "2024-04-09", participant=["lavrov", "Иванов"]),
            id="other party of the same state",
        ),
        pytest.param(
            told("v1", "Meeting", "held", "2024-03", participant=["putin", "xi"]),
            told("v1", "Meeting", "held", None, salience="background", participant=["putin", "xi"]),
            id="no date against some day of a month",
        ),
        pytest.param(
            told("v1", "Visit", "held", "2024-03", host="KZ", place="tashkent"),
            told("v1", "Visit", "held", "2024-03-05", guest="putin", host="KZ", place="tashkent"),
            id="nobody's visit in a month",
        ),
        pytest.param(
            told("v1", "Visit", "planned", "2024", guest=["putin", "lavrov"], host="KZ"),
            told("v1", "Visit", "held", "2024-04-09", guest="lavrov", host="KZ"),
            id="two are invited, one comes",
        ),
        pytest.param(
            told("v1", "Forum", "held", "2024-04-09", organizer="council"),
            told("v1", "Session", "held", "2024-04-09", organizer="council"),
            id="a forum and a sitting in it",
        ),
        pytest.param(
            told("v1", "Summit", "planned", "2024-08", organizer="council"),
            told("v1", "Session", "held", "2024", organizer="council"),
            id="a summit, and a session of that year",
        ),
        pytest.param(
            told("v1", "Sanction", "held", "2024-03", "Запрет на ввоз", actor="TR", target="UZ"),
            told("v1", "Sanction", "held", "2024-03-29", "Меры", actor="TR", target="UZ"),
            id="sanctions that share no day",
        ),
        pytest.param(
            told("v1", "Assistance", "held", "2024-04-09", "$175 млн", actor="TR", recipient="KZ"),
            told("v1", "Assistance", "held", "2024-04-09", "$250 млн", actor="TR", recipient="KZ"),
            id="aid of two sums",
        ),
        pytest.param(
            told("v1", "Assistance", "ongoing", None, "Помощь", actor="TR", recipient="KZ"),
            told("v1", "Assistance", "held", "2024-04-09", "Танки", actor="TR", recipient="KZ"),
            id="aid that goes on and one delivery",
        ),
        pytest.param(
            told("v1", "Signing", "held", "2015", "Меморандум о полетах", signatory=["RU", "TR"]),
            told("v1", "Signing", "held", "2015", "Торговый договор", signatory=["RU", "TR"]),
            id="two signings of a year",
        ),
    ],
)
def test_kept_apart(first: object, second: object) -> None:
    day = "2024-04-10"
    graph = merged(article(day, first, name="a"), article(day, second, name="b"))
    assert len(graph.events) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            told("v1", "Visit", "held", "2024-03-01", guest="putin", host="KZ"),
            told("v1", "StateVisit", "held", "2024-03-01/2024-03-02", guest="putin", host="KZ"),
            id="rank told once",
        ),
        pytest.param(
            told("v1", "Visit", "held", "2024-03-01", guest="putin", host="KZ"),
            told("v1", "Visit", "held", "2024-03-01", guest="RU", host="KZ"),
            id="state for its president",
        ),
        pytest.param(
            told("v1", "Summit", "held", "2024-10-22/2024-10-24", organizer="RU", place="kazan"),
            told("v1", "Forum", "held", "2024-10-23", organizer="RU", participant=["xi", "TR"]),
            id="a day of a summit",
        ),
        pytest.param(
            told("v1", "Assistance", "planned", None, "на $665 млн", actor="TR", recipient="KZ"),
            told("v1", "Assistance", "held", None, "из них $665 млн", actor="TR", recipient="KZ"),
            id="aid of one sum",
        ),
        pytest.param(
            told("v1", "Sanction", "held", "2024-03-29", "Запрет", actor="TR", target="UZ"),
            told("v1", "Sanction", "held", "2024-03-29", "Новые меры", actor="TR", target="UZ"),
            id="sanctions of one day",
        ),
        pytest.param(
            told("v1", "Assistance", "ongoing", None, "Помощь", actor="TR", recipient="KZ"),
            told("v1", "Assistance", "ongoing", None, "Поставки", actor="TR", recipient="KZ"),
            id="aid that goes on",
        ),
        pytest.param(
            told("v1", "Sanction", "planned", None, "12-й пакет", actor="TR", target="UZ"),
            told("v1", "Sanction", "held", "2024-04-10", "Принят 12-й", actor="TR", target="UZ"),
            id="a numbered package",
        ),
        pytest.param(
            told("v1", "Sanction", "held", None, "После начала войны", actor="TR", target="UZ"),
            told("v1", "Sanction", "held", None, "Неоднократно", actor="TR", target="UZ"),
            id="sanctions in general",
        ),
        pytest.param(
            told("v1", "Signing", "planned", None, "Документ", place="moscow", **TWO),
            told("v1", "Signing", "held", "2024-04", "Подписано", place="moscow", **TWO),
            id="signed in one city",
        ),
        pytest.param(
            told("v1", "Visit", "held", "2024-04-06/2024-04-07", guest="putin", host="KZ"),
            told("v1", "Visit", "held", "2024-04-10", guest="putin", host="KZ"),
            id="a visit, and news of it days later",
        ),
        pytest.param(
            told("v1", "Forum", "planned", "2024-04-12/2024-04-13", organizer="council"),
            told("v1", "Forum", "held", None, organizer="council"),
            id="told as held days before",
        ),
        pytest.param(
            told("v1", "Launch", "held", "2001", actor=["RU", "CN"], institution="council"),
            told("v1", "Launch", "held", "2002", actor=["RU", "CN"], institution="council"),
            id="a founding, one year off",
        ),
        pytest.param(
            told("v1", "Meeting", "planned", "2024-04", participant=["putin", "xi"]),
            told("v1", "Meeting", "held", "2024-04-09", participant=["xi", "putin"]),
            id="month, then day",
        ),
        pytest.param(
            told("v1", "Meeting", "planned", "XXXX-03-01", participant=["putin", "xi"]),
            told("v1", "Meeting", "planned", "XXXX-03-01", participant=["putin", "xi"]),
            id="the same day of an unknown year",
        ),
        pytest.param(
            told("v1", "Session", "held", None, ordinal=2, organizer="council"),
            told("v1", "Session", "held", "2024-04-09", ordinal=2, organizer="council"),
            id="same ordinal",
        ),
    ],
)
def test_brought_together(first: object, second: object) -> None:
    day = "2024-04-10"
    only(merged(article(day, first, name="a"), article(day, second, name="b")))


def test_undated_sittings_of_a_body_are_one_only_in_the_same_days() -> None:
    def sitting(day: str) -> Reading:
        words = f"Совет обсудил вопрос {day}"
        return article(day, told("v1", "Session", "held", None, words, organizer="council"))

    days = ["2024-04-10", "2024-04-11", "2024-04-25"]
    graph = merged(*map(sitting, days))
    assert sorted(e.source_count for e in graph.events) == [1, 2]


def test_undated_meetings_do_not_chain_for_months() -> None:
    days = ["2024-03-01", "2024-03-13", "2024-03-25", "2024-04-06"]
    met = [
        article(d, told("v1", "Meeting", "held", None, participant=["putin", "xi"])) for d in days
    ]
    assert sorted(e.source_count for e in merged(*met).events) == [1, 3]


def test_two_events_of_one_article_stay_two() -> None:
    reading = article(
        "2023-03-22",
        told("v1", "Meeting", "held", "2023-03-20", participant=["putin", "xi"]),
        told("v2", "Meeting", "held", "2023-03-21", participant=["putin", "xi"]),
    )
    later = article(
        "2023-03-23", told("v1", "Meeting", "held", "2023-03-21", participant=["putin", "xi"])
    )
    graph = merged(reading, later)
    assert sorted(e.date or "" for e in graph.events) == ["2023-03-20", "2023-03-21"]
    assert [e.source_count for e in sorted(graph.events, key=lambda e: e.date or "")] == [1, 2]


def test_a_postponed_visit_has_its_new_date() -> None:
    event = only(
        merged(
            article("2024-03-01", visit("planned", "2024-03-20")),
            article("2024-03-15", visit("postponed", "2024-05-02")),
        )
    )
    assert (event.status, event.date) == ("postponed", "2024-05-02")


def test_a_postponed_visit_is_followed_to_its_new_date() -> None:
    event = only(
        merged(
            article("2024-03-01", visit("planned", "2024-03-20")),
            article("2024-03-15", visit("postponed", "2024-05-02")),
            article("2024-05-03", visit("held", "2024-05-02")),
        )
    )
    assert (event.status, event.date) == ("held", "2024-05-02")


def test_reprints_count_once_as_sources() -> None:
    one = visit("held", "2025-11-14")
    first, second = article("2025-11-14", one, name="a"), article("2025-11-14", one, name="b")
    same_text = first[0].model_copy(update={"id": "b"})
    event = only(merged(first, (same_text, second[1])))
    assert (event.source_count, len(event.articles)) == (1, 2)


def test_parts_follow_their_whole() -> None:
    def day(date: str) -> Reading:
        talks = told(
            "v2", "Meeting", "planned", part_of="v1", participant=["tokayev", "mirziyoyev"]
        )
        return article(date, visit("planned", "2025-11-14/2025-11-15"), talks)

    graph = merged(day("2025-11-10"), day("2025-11-12"))
    visits, talks = sorted(graph.events, key=lambda e: e.type != "Visit")
    assert talks.part_of == visits.id
    assert talks.source_count == 2


def test_events_that_articles_make_part_of_each_other_are_cut_loose() -> None:
    def telling(day: str, **wholes: str) -> Reading:
        return article(
            day,
            told("v1", "Forum", part_of=wholes.get("v1"), date="2024-10-22", organizer="RU"),
            told(
                "v2", "Call", part_of=wholes.get("v2"), date="2024-10-22", participant=["xi", "RU"]
            ),
        )

    graph = merged(telling("2024-10-22", v2="v1"), telling("2024-10-23", v1="v2"))
    assert len(graph.events) == 2
    assert sorted(bool(e.part_of) for e in graph.events) == [False, True]


def test_what_is_to_come_does_not_take_back_what_was_held() -> None:
    event = only(
        merged(
            article("2024-03-01", visit("planned", "2024-03-10")),
            article("2024-03-10", visit("held", "2024-03-10")),
            article("2024-03-12", visit("planned", "2024-03-10")),
        )
    )
    assert event.status == "held"


def test_what_is_dated_after_its_article_is_planned() -> None:
    event = only(merged(article("2024-03-01", visit("held", "2024-03-10"))))
    assert event.status == "planned"


def test_a_refusal_does_not_cancel_a_summit_that_others_held() -> None:
    def summit(status: str, day: str) -> Reading:
        roles = {"organizer": "RU", "participant": ["xi", "TR"]}
        return article(day, told("v1", "Summit", status, "2024-10-22/2024-10-24", **roles))

    assert (
        only(merged(summit("cancelled", "2024-10-20"), summit("held", "2024-10-25"))).status
        == "held"
    )


def test_a_whole_week_is_no_exact_date() -> None:
    event = only(
        merged(
            article("2023-03-13", visit("planned", "2023-03-20/2023-03-26")),
            article("2023-03-20", visit("ongoing", "2023-03-21")),
        )
    )
    assert event.date == "2023-03-21"


def test_a_slip_of_one_article_names_no_event() -> None:
    def day(number: int, *guests: str) -> Reading:
        return article(f"2024-03-1{number}", visit("held", "2024-03-10", guest=list(guests)))

    event = only(merged(*(day(n, "tokayev") for n in range(4)), day(4, "tokayev", "xi")))
    assert ("guest", "person/xi") in event.roles
    assert event.labels["ru"] == "Визит: Касым-Жомарт Токаев → Узбекистан, 10 марта 2024"


def test_a_wrong_ordinal_does_not_split_a_summit() -> None:
    def summit(ordinal: int) -> Reading:
        roles = {"organizer": "council", "participant": ["xi", "TR"]}
        told_ = told("v1", "Summit", "held", "2024-10-22", ordinal=ordinal, **roles)
        return article("2024-10-23", told_, name=str(ordinal))

    only(merged(summit(2), summit(3)))


def test_undated_talks_are_one_only_within_two_weeks() -> None:
    words = "Переговоры о границе готовятся"
    talks = told("v1", "Negotiation", "planned", None, words, participant=["RU", "KZ"])
    days = ("2024-04-01", "2024-04-10", "2024-06-01")
    graph = merged(*(article(day, talks, name=day) for day in days))
    assert sorted(len(e.articles) for e in graph.events) == [1, 2]


def test_a_host_whom_one_article_takes_for_a_guest_is_none() -> None:
    graph = merged(
        article("2024-08-08", visit("held", "2024-08-08", guest="putin", host="KZ"), name="a"),
        article(
            "2024-08-08",
            visit("held", "2024-08-08", guest=["putin", "tokayev"], host="KZ"),
            name="b",
        ),
    )
    assert ("guest", "person/tokayev") not in only(graph).roles
    assert ("guest", "person/putin") in only(graph).roles
