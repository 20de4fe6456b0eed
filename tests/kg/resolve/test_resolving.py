"""Graphs of small sets of articles, and what must hold of any set."""

from __future__ import annotations

import hashlib
import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.graph import Event, Graph
from kg.resolve import resolve, resolved
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.identity import article_id, article_name, hash16, slug, unknown_id
from tests.kg.annotated import gold
from tests.kg.resolve.telling import Reading, article, held, involved, told, world


def graph_of(*readings: Reading) -> Graph:
    return resolve(readings, gazetteer=world())


def one(graph: Graph, type_: str) -> Event:
    (found,) = (e for e in graph.events if e.type == type_)
    return found


# ------------------------------------------------------------------------------ identity


def test_hashes_are_of_nfc_parts_joined_by_a_unit_separator() -> None:
    expected = hashlib.sha256("Person\u001fй\u001f".encode()).hexdigest()[:16]
    assert hash16("Person", "и\u0306", None) == expected
    assert hash16("ab", "c") != hash16("a", "bc")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kassym-Jomart Tokayev", "kassym-jomart-tokayev"),
        ("глава МИД", "glava-mid"),
        ("Oʻzbekiston Respublikasi", "ozbekiston-respublikasi"),
        ("Қазақстан", "qazaqstan"),
        ("São Tomé & Príncipe", "sao-tome-principe"),
        ("щука", "shchuka"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(min_size=1))
def test_article_ids_are_iris_and_give_the_name_back(name: str) -> None:
    segment = article_id(name).removeprefix("article/")
    assert all(c.isalnum() or c in "-._~%" for c in segment)
    assert article_name("article/" + segment) == unicodedata.normalize("NFC", name)


def test_names_that_differ_only_in_writing_are_one() -> None:
    plain = unknown_id("person", "Person", "Семен Иванов", "")
    assert unknown_id("person", "Person", " «Семён  Иванов»", "") == plain
    assert unknown_id("person", "Person", "Семен Иванов", "article/a") != plain


def test_an_unknown_person_is_one_over_articles_by_full_name_only() -> None:
    def two(name: str) -> int:
        events = told("v1", "Meeting", date="2024-01-01", participant=[name, "putin"])
        graph = graph_of(article("2024-01-01", events), article("2024-01-05", events))
        return sum(e.id.startswith("person/x-") for e in graph.entities)

    assert two("Иван Петров") == 1
    assert two("Петров") == 2


# ------------------------------------------------------------------------------ facts


def test_states_are_involved_through_offices_and_direction_is_kept() -> None:
    graph = graph_of(article("2025-11-14", told("v1", "Visit", guest="tokayev", host="UZ")))
    event = one(graph, "Visit")
    assert involved(graph)[event.id] == ("state/KZ", "state/UZ")
    assert (event.guest_states, event.host_states) == (("state/KZ",), ("state/UZ",))
    invitation = told("v1", "Invitation", inviter="mirziyoyev", invitee="tokayev")
    event = one(graph_of(article("2025-11-14", invitation)), "Invitation")
    assert (event.guest_states, event.host_states) == (("state/KZ",), ("state/UZ",))


def test_an_office_counts_on_the_day_of_the_event() -> None:
    before = told("v1", "Meeting", date="2012-03-01", participant=["tokayev", "TR"])
    since = told("v2", "Meeting", date="2014-03-01", participant=["tokayev", "TR"])
    graph = graph_of(article("2025-11-14", before, since))
    states = involved(graph)
    assert {e.date: states[e.id] for e in graph.events} == {
        "2012-03-01": ("state/TR",),
        "2014-03-01": ("state/KZ", "state/TR"),
    }


def test_an_office_that_only_an_article_gives_counts_about_its_day() -> None:
    meeting = told("v1", "Meeting", date="2024-03-01", participant=["Иван Петров", "TR"])
    office = held("Иван Петров", "посол", "RU")
    graph = graph_of(article("2024-03-02", meeting, offices=(office,)))
    assert involved(graph)[graph.events[0].id] == ("state/RU", "state/TR")
    (holding,) = (h for h in graph.holdings if h.holder.startswith("person/x-"))
    assert (holding.attested_from, holding.attested_until) == ("2024-03-02", "2024-03-02")
    assert holding.office.startswith("office/RU/")


def test_the_word_of_an_article_falls_on_the_known_term() -> None:
    meeting = told("v1", "Meeting", participant=["tokayev", "TR"])
    office = held("tokayev", "президент", "KZ")
    graph = graph_of(
        article("2024-03-02", meeting, offices=(office,)),
        article("2025-03-02", meeting, offices=(office,)),
    )
    (holding,) = graph.holdings
    assert holding.from_ == "2013"
    assert (holding.attested_from, holding.attested_until) == ("2024-03-02", "2025-03-02")
    assert len(holding.articles) == 2


@pytest.mark.parametrize(
    ("status", "date", "unknown"),
    [
        ("planned", "2024-03-01", True),
        ("planned", "2024-03", True),
        ("ongoing", "2024-03-01/2024-03-02", True),
        ("planned", "2024-06-01", False),
        ("planned", None, False),
        ("held", "2024-01-20", False),
    ],
)
def test_the_outcome_is_unknown_where_the_time_has_passed(
    status: str, date: str | None, unknown: bool
) -> None:
    graph = graph_of(
        article("2024-02-01", told("v1", "Visit", status, date, guest="tokayev", host="UZ")),
        article("2024-05-01", told("v1", "Meeting", participant=["xi", "TR"])),
    )
    assert one(graph, "Visit").outcome_unknown is unknown


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (told("v1", "Meeting", participant=["xi", "TR"]), "open"),
        (told("v1", "Visit", "held", "2024-09-01", guest="tokayev", host="UZ"), "accepted"),
        (told("v1", "Visit", "cancelled", "2024-09-01", guest="tokayev", host="UZ"), "declined"),
        (told("v1", "Visit", "held", "2023-01-01", guest="tokayev", host="UZ"), "open"),
        (told("v1", "Visit", "held", "2024-09-01", guest="xi", host="UZ"), "open"),
    ],
)
def test_what_becomes_of_an_invitation(later: Event, expected: str) -> None:
    invitation = told("v1", "Invitation", date="2024-03-01", inviter="UZ", invitee="tokayev")
    graph = graph_of(article("2024-03-01", invitation), article("2024-10-01", later))
    assert one(graph, "Invitation").invitation_status == expected


def test_an_undated_visit_in_the_article_of_an_invitation_answers_it() -> None:
    invitation = told("v1", "Invitation", inviter="UZ", invitee="tokayev")
    visit = told("v2", "Visit", "planned", "XXXX-11-14", guest="tokayev", host="UZ")
    graph = graph_of(article(None, invitation, visit))
    assert one(graph, "Invitation").invitation_status == "accepted"


def test_an_invitation_lapses_after_a_year() -> None:
    invitation = told("v1", "Invitation", date="2023-03-01", inviter="UZ", invitee="tokayev")
    other = told("v1", "Meeting", participant=["xi", "TR"])
    graph = graph_of(article("2023-03-01", invitation), article("2024-10-01", other))
    assert one(graph, "Invitation").invitation_status == "lapsed"


def test_labels_name_the_event_in_four_languages() -> None:
    graph = graph_of(
        article(
            "2025-11-12",
            told(
                "v1",
                "StateVisit",
                "planned",
                "2025-11-14/2025-11-15",
                guest="tokayev",
                host=["UZ", "mirziyoyev"],
            ),
            told("v2", "Session", "planned", ordinal=2, organizer="council", participant="KZ"),
            told("v3", "Meeting", "planned", "2025-11", participant=["tokayev", "mirziyoyev"]),
        )
    )
    assert {e.type: e.labels["ru"] for e in graph.events} == {
        "StateVisit": "Государственный визит: Касым-Жомарт Токаев → Узбекистан, 14–15 ноября 2025",
        "Session": "Заседание № 2: Высший межгосударственный совет",
        "Meeting": "Встреча: Шавкат Мирзиёев – Касым-Жомарт Токаев, ноябрь 2025",
    }
    assert set(graph.events[0].labels) == {"en", "ru", "kk", "uz"}


def test_labels_name_what_is_signed_and_where_nobody_is_named() -> None:
    graph = graph_of(
        article(
            "2025-11-12",
            told("v1", "Signing", signatory=["UZ", "KZ"], document="Договор о дружбе"),
            told("v2", "Ratification", document="Хартия"),
            told("v3", "Negotiation", date="2022-03", place="moscow"),
        )
    )
    assert {e.labels["ru"] for e in graph.events} == {
        "Подписание: Казахстан – Узбекистан → Договор о дружбе",
        "Ратификация: Хартия",
        "Переговорный процесс: Москва, март 2022",
    }


def test_codes_go_by_class_and_status() -> None:
    def codes(status: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        visit = told("v1", "StateVisit", status, guest="tokayev", host="UZ")
        event = graph_of(article("2025-11-12", visit)).events[0]
        return event.plover, event.cameo

    assert codes("held") == (("CONSULT",), ("042", "043"))
    assert codes("planned") == (("AGREE",), ("036",))
    assert codes("cancelled") == (("REJECT",), ("125",))
    assert codes("unconfirmed") == ((), ())


def test_only_asserted_roles_are_facts() -> None:
    event = told("v1", "Meeting", participant=["xi", "putin"])
    denied = event.participants[0].model_copy(update={"assertion": "denied"})
    doubtful = event.model_copy(update={"participants": (denied, event.participants[1])})
    graph = graph_of(article("2024-01-01", doubtful))
    assert graph.events[0].roles == (("participant", "person/putin"),)
    assert {s.assertion for s in graph.reports[0].statements} == {"asserted", "denied"}


def test_one_article_alone_gets_the_iris_of_its_graph() -> None:
    reading = article("2025-11-14", told("v1", "Visit", guest="tokayev", host="UZ"))
    filled = resolved(*reading, gazetteer=world(), base="https://e.org/")
    graph = graph_of(reading)
    assert {e.iri for e in filled.events} == {"https://e.org/" + e.id for e in graph.events}
    assert {e.iri for e in filled.entities} <= {"https://e.org/" + e.id for e in graph.entities}
    assert filled.entities[0].iri == "https://e.org/state/UZ"


# ------------------------------------------------------------------------------ any set


@settings(max_examples=6, deadline=None)
@given(seed=st.randoms(use_true_random=False))
def test_order_does_not_matter(seed: random.Random) -> None:
    readings = gold("dev")
    shuffled = readings[:]
    seed.shuffle(shuffled)
    assert resolve(shuffled, gazetteer=Gazetteer({})) == resolve(readings, gazetteer=Gazetteer({}))


def test_later_articles_move_no_event() -> None:
    """Ten steps: an id once given stays, or is replaced by one that is there."""
    readings = sorted(
        gold("dev") + gold("train"), key=lambda r: (r[0].published or "9999", r[0].id)
    )
    seen: set[str] = set()
    for step in range(1, 11):
        graph = resolve(readings[: len(readings) * step // 10], gazetteer=Gazetteer({}))
        ids = {e.id for e in graph.events}
        assert seen <= ids
        assert ids.isdisjoint(graph.replaced)
        assert set(graph.replaced.values()) <= ids
        seen = ids


def test_everything_that_is_named_is_there() -> None:
    graph = resolve(gold("dev"), gazetteer=Gazetteer({}))
    entities = {e.id for e in graph.entities}
    events = {e.id for e in graph.events}
    holdings = {h.id for h in graph.holdings}
    evidence = {e.id for r in graph.reports for e in r.evidence}
    states = involved(graph)
    for event in graph.events:
        assert {n for _, n in event.roles} | set(states[event.id]) <= entities
        assert event.place is None or event.place in entities
        assert event.part_of is None or event.part_of in events
        assert set(event.evidence) <= evidence
        assert event.evidence
    for report in graph.reports:
        assert {s.event for s in report.statements} | {e.event for e in report.events} <= events
        assert {o.holding for o in report.offices} <= holdings
        assert {e.entity for e in report.entities} <= entities
    for part in (*graph.claims, *graph.quantities):
        assert part.evidence
        assert set(part.evidence) <= evidence
