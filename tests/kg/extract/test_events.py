"""Events: what holds of every reading, and what a drawn case of one sentence does not show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.extract.entities import read_entities
from kg.extract.events import explain, read_events
from kg.extract.events.lexicon import triggers
from kg.extract.reading import Reading
from kg.ingest import read
from kg.language import analyse
from kg.model.article import Article
from kg.model.document import Document
from kg.model.extraction import Event
from kg.schema import vocabulary

Analysed = Callable[..., Document]
ARTICLES = Path(__file__).parents[3] / "data" / "articles"
LONGEST = 400  # characters of a fragment that is evidence


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """The Russian ones of the sample articles."""
    articles = [a for a in read([str(ARTICLES)]) if isinstance(a, Article) and a.lang == "ru"]
    return [read_entities(document) for document in analyse(articles)]


def events(document: Document) -> tuple[tuple[Event, ...], dict[str, str]]:
    """Events of a document, and the names of its entities."""
    reading = read_entities(document)
    return read_events(reading), {e.id: e.name for e in reading.entities}


def roles(event: Event, names: dict[str, str]) -> set[tuple[str, str]]:
    """(role, name) of the participants."""
    return {(p.role, names[p.entity]) for p in event.participants}


def test_sample_articles_have_events(readings: list[Reading]) -> None:
    assert sum(len(read_events(r)) for r in readings) > len(readings)


def test_evidence_is_verbatim_and_short(readings: list[Reading]) -> None:
    for reading in readings:
        text = reading.document.article.text
        for event in read_events(reading):
            fragments = [*event.evidence, *(f for p in event.participants for f in p.evidence)]
            assert event.evidence
            assert all(text[f.start : f.end] == f.text for f in (*fragments, event.trigger))
            assert all(0 < len(f.text) <= LONGEST for f in fragments)
            first = event.evidence[0]
            assert first.start <= event.trigger.start < event.trigger.end <= first.end


def test_ids_run_and_point_at_events(readings: list[Reading]) -> None:
    for reading in readings:
        found = read_events(reading)
        ids = [event.id for event in found]
        assert ids == [f"v{n}" for n in range(1, len(found) + 1)]
        for event in found:
            assert {event.part_of, event.invites_to} <= {*ids, None}


def test_no_event_is_part_of_itself(readings: list[Reading]) -> None:
    for reading in readings:
        wholes = {event.id: event.part_of for event in read_events(reading)}
        for start in wholes:
            seen, at = {start}, wholes[start]
            while at is not None:
                assert at not in seen
                seen.add(at)
                at = wholes[at]


def test_reading_twice_is_the_same(readings: list[Reading]) -> None:
    assert [read_events(r) for r in readings] == [read_events(r) for r in readings]


def test_every_event_is_explained(readings: list[Reading]) -> None:
    for reading in readings:
        explained = explain(reading)
        assert tuple(e.event for e in explained) == read_events(reading)
        for one in explained:
            reasons = {r.field: r.why for r in one.reasons}
            assert reasons["type"]
            assert reasons["status"]
            assert (one.event.date is None) or reasons["date"]
            assert len([r for r in one.reasons if r.why]) >= 2 + len(one.event.participants)
            assert one.event.type in str(one)
            assert one.event.rule in str(one)


def test_confidence_is_a_share(readings: list[Reading]) -> None:
    for reading in readings:
        for event in read_events(reading):
            assert 0 < event.confidence < 1
            assert all(0 < p.confidence < 1 for p in event.participants)


def test_no_triggers_no_events(analysed: Analysed) -> None:
    reading = read_entities(analysed("Президент посетил Узбекистан.", lang="de"))
    assert read_events(reading) == ()
    assert explain(reading) == ()


def test_triggers_speak_of_the_vocabulary() -> None:
    known = vocabulary()
    for trigger in triggers("ru"):
        types = {trigger.type, *(v.type for v in trigger.variants)}
        assert types <= set(known.event_types), trigger.rule
        allowed = {role for name in types for role in known.event_types[name].roles}
        assert {role for role, _ in trigger.slots} <= allowed, trigger.rule
        assert {role for need in trigger.needs for role in need} <= allowed, trigger.rule


def test_rules_have_one_name() -> None:
    rules = [trigger.rule for trigger in triggers("ru")]
    assert len(rules) == len(set(rules))


@pytest.mark.parametrize(
    "row",
    [
        "{rule: x, type: Visit, verbs: [ехать], slots: {guest: [sujet]}}",
        "{rule: x, type: Visit, verbs: [ехать], slots: {guest: [subject]}, neads: [[guest]]}",
    ],
)
def test_broken_triggers_are_refused(row: str) -> None:
    import yaml

    from kg.extract.events.lexicon import _trigger

    with pytest.raises(VocabularyError):
        _trigger(yaml.safe_load(row), Path("broken.yaml"))


STATUSES = [
    ("Президент России Владимир Путин посетил Китай.", "held"),
    ("Президент России Владимир Путин посетит Китай.", "planned"),
    ("Президент России Владимир Путин планирует посетить Китай.", "planned"),
    ("Президент России Владимир Путин отказался посетить Китай.", "cancelled"),
    ("Президент России Владимир Путин отменил визит в Китай.", "cancelled"),
    ("Президент России Владимир Путин не отменит визит в Китай.", "planned"),
    ("Президент России Владимир Путин отложил визит в Китай.", "postponed"),
    ("Владимир Путин может посетить Китай, сообщил источник.", "unconfirmed"),
    ("Сегодня Владимир Путин прибыл в Китай.", "ongoing"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_status(analysed: Analysed, text: str, status: str) -> None:
    found, _ = events(analysed(text))
    assert [event.status for event in found] == [status]


NOTHING = [
    "Если Владимир Путин посетит Китай, стороны обсудят торговлю.",
    "Владимир Путин не встречался с Си Цзиньпином.",
    "Владимир Путин неоднократно встречался с Си Цзиньпином.",
    "Переговоры России и Украины в настоящее время невозможны.",
    "Дмитрий Песков выступил за переговоры между Россией и Украиной.",
    "Владимир Путин посетил завод в Москве.",
    "Спартак подписал контракт с нападающим Иваном Петровым.",
    "За сезон форвард забил 44 мяча в 77 встречах.",
    "Летевший в Казахстан самолет сел в Самаре.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_event(analysed: Analysed, text: str) -> None:
    found, _ = events(analysed(text))
    assert [event.type for event in found] == []


def test_title_lead_and_later_mention_are_one(analysed: Analysed) -> None:
    found, names = events(
        analysed(
            "Президент Казахстана Касым-Жомарт Токаев 14 ноября посетит Узбекистан с "
            "государственным визитом. В ходе визита он проведет переговоры с президентом "
            "Шавкатом Мирзиёевым.",
            title="Токаев посетит Узбекистан",
            published="2025-11-12",
        )
    )
    visit, talks = found
    assert (visit.type, visit.start, visit.salience) == ("StateVisit", "2025-11-14", "main")
    assert {("guest", "Касым-Жомарт Токаев"), ("host", "Узбекистан")} <= roles(visit, names)
    assert (talks.type, talks.status, talks.part_of) == ("Meeting", "planned", visit.id)


def test_two_visits_are_two(analysed: Analysed) -> None:
    found, _ = events(
        analysed("Путин посещал Китай в 2018 году. Путин вновь посетил Китай в 2023 году.")
    )
    assert [(e.type, e.start) for e in found] == [("Visit", "2018"), ("Visit", "2023")]


def test_times_in_a_list_are_events_each(analysed: Analysed) -> None:
    found, names = events(
        analysed("Лукашенко и Путин встречались в феврале в Москве, в апреле в Сочи.")
    )
    assert [(e.type, e.start, names[e.place or ""]) for e in found] == [
        ("Meeting", "2023-02", "Москва"),
        ("Meeting", "2023-04", "Сочи"),
    ]


def test_sidelines(analysed: Analysed) -> None:
    found, names = events(
        analysed("Владимир Путин встретился с Си Цзиньпином на полях саммита ШОС в Самарканде.")
    )
    meeting = next(e for e in found if e.type == "Meeting")
    summit = next(e for e in found if e.type == "Summit")
    assert meeting.part_of == summit.id
    assert names[summit.place or ""] == names[meeting.place or ""] == "Самарканд"
    assert ("participant", "Си Цзиньпин") in roles(summit, names)


def test_participants_in_their_offices(analysed: Analysed) -> None:
    reading = read_entities(
        analysed("Президент Казахстана Касым-Жомарт Токаев посетил Узбекистан.")
    )
    (visit,) = read_events(reading)
    guest = next(p for p in visit.participants if p.role == "guest")
    office = next(o for o in reading.offices if o.id == guest.capacity)
    assert office.title == "президент"
    assert reading.entity(guest.on_behalf_of or "").name == "Казахстан"


def test_invitation_to_a_visit(analysed: Analysed) -> None:
    found, _ = events(
        analysed(
            "Президент России Владимир Путин посетит Киргизию 12 октября. "
            "Посетить страну его пригласил президент Киргизии Садыр Жапаров."
        )
    )
    invitation = next(e for e in found if e.type == "Invitation")
    visit = next(e for e in found if e.type == "Visit")
    assert invitation.invites_to == visit.id


def test_what_came_of_it(analysed: Analysed) -> None:
    found, names = events(analysed("Россия и Китай подписали договор о дружбе."))
    (signing,) = found
    assert [names[e] for e in signing.resulted_in] == ["Договор о дружбе"]
    assert roles(signing, names) >= {("signatory", "Россия"), ("signatory", "Китай")}


def test_one_who_stays_away(analysed: Analysed) -> None:
    found, names = events(
        analysed("Саммит ШОС пройдет в Самарканде. Никол Пашинян на саммит не приедет.")
    )
    assert [e.type for e in found] == ["Summit"]
    assert ("absent", "Никол Пашинян") in roles(found[0], names)
    assert found[0].status == "planned"
