"""Offices: what a title says, whose it is, and who is meant by one that stands alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.entities import read_entities
from kg.extract.reading import Reading
from kg.model.document import Document

Analysed = Callable[..., Document]


def _offices(reading: Reading) -> list[tuple[str, str, str | None, str]]:
    """(holder, title, of, status) of every office."""
    return [
        (
            reading.entity(office.holder).name,
            office.title,
            reading.entity(office.of).name if office.of else None,
            office.status,
        )
        for office in reading.offices
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Президент Казахстана Касым-Жомарт Токаев ответил.",
            [("Касым-Жомарт Токаев", "президент", "Казахстан", "current")],
        ),
        (
            "Глава МИДа Норвегии Пер Хансен ответил.",
            [("Пер Хансен", "глава МИДа", "Норвегия", "current")],
        ),
        (
            "Глава норвежского МИДа Пер Хансен ответил.",
            [("Пер Хансен", "глава МИД", "Норвегия", "current")],
        ),
        (
            "Официальный представитель МИД Норвегии Пер Хансен ответил.",
            [("Пер Хансен", "официальный представитель", "МИД Норвегии", "current")],
        ),
        (
            "Бывший министр иностранных дел Чили Луис Перес ответил.",
            [("Луис Перес", "министр иностранных дел", "Чили", "former")],
        ),
        (
            "Экс-премьер Непала Рам Тапа ответил.",
            [("Рам Тапа", "премьер", "Непал", "former")],
        ),
        (
            "И. о. президента Перу Луис Перес ответил.",
            [("Луис Перес", "президент", "Перу", "acting")],
        ),
        (
            "Посол Чили в Японии Луис Перес ответил.",
            [("Луис Перес", "посол", "Чили", "current")],
        ),
        (
            "Заместитель министра обороны Непала Рам Тапа ответил.",
            [("Рам Тапа", "заместитель министра обороны", "Непал", "current")],
        ),
        (
            "Постоянный представитель Непала при ООН Рам Тапа ответил.",
            [("Рам Тапа", "постоянный представитель при ООН", "Непал", "current")],
        ),
        (
            "Пресс-секретарь чилийского президента Луис Перес ответил.",
            [("Луис Перес", "пресс-секретарь президента", "Чили", "current")],
        ),
        (
            "Рам Тапа, премьер-министр Непала, ответил.",
            [("Рам Тапа", "премьер-министр", "Непал", "current")],
        ),
        (
            "Его заменит министр финансов Непала (генерал Рам Тапа).",
            [("Рам Тапа", "министр финансов", "Непал", "current")],
        ),
        (
            "Непал ждет выборов. Рам Тапа был послом Непала.",
            [("Рам Тапа", "посол", "Непал", "former")],
        ),
    ],
)
def test_title_with_a_name(
    analysed: Analysed, text: str, expected: list[tuple[str, str, str | None, str]]
) -> None:
    assert _offices(read_entities(analysed(text))) == expected


def test_two_titles_of_one_person(analysed: Analysed) -> None:
    text = "Об этом сказал вице-премьер, министр энергетики Непала Рам Тапа."
    found = _offices(read_entities(analysed(text)))
    assert [(title, of) for _, title, of, _ in found] == [
        ("вице-премьер", "Непал"),
        ("министр энергетики", "Непал"),
    ]


def test_a_list_of_holders_is_shared_out_by_what_is_known(analysed: Analysed) -> None:
    text = (
        "Президенты Таджикистана, Казахстана и Узбекистана "
        "Эмомали Рахмон, Шавкат Мирзиёев и Касым-Жомарт Токаев приехали."
    )
    assert {(who, of) for who, _, of, _ in _offices(read_entities(analysed(text)))} == {
        ("Эмомали Рахмон", "Таджикистан"),
        ("Шавкат Мирзиёев", "Узбекистан"),
        ("Касым-Жомарт Токаев", "Казахстан"),
    }


def test_a_colleague_holds_the_same_office(analysed: Analysed) -> None:
    text = "Министр обороны Непала Рам Тапа встретился с чилийским коллегой Луисом Пересом."
    assert _offices(read_entities(analysed(text))) == [
        ("Рам Тапа", "министр обороны", "Непал", "current"),
        ("Луис Перес", "министр обороны", "Чили", "current"),
    ]


def test_a_title_without_its_state_takes_what_is_known(analysed: Analysed) -> None:
    text = "Россия ждет ответа. Об этом Сербии сообщил министр иностранных дел Сергей Лавров."
    assert _offices(read_entities(analysed(text)))[0][2] == "Россия"
    alone = "Об этом Сербии сообщил министр иностранных дел Сергей Лавров."
    assert _offices(read_entities(analysed(alone)))[0][2] is None


def test_a_name_in_another_case_is_no_holder(analysed: Analysed) -> None:
    text = "После встречи с премьером Непала Рам Тапа уехал."
    assert _offices(read_entities(analysed(text))) == []


def _meant(reading: Reading, words: str) -> set[tuple[str, str]]:
    """Names and forms of what the words of a mention mean."""
    return {
        (reading.entity(m.entity).name, m.form)
        for m in reading.mentions
        if reading.text(m.start, m.end) == words
    }


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("российский президент", "Владимир Путин"),
        ("Российский лидер", "Владимир Путин"),
        ("Глава Казахстана", "Касым-Жомарт Токаев"),
        ("казахстанским коллегой", "Касым-Жомарт Токаев"),
    ],
)
def test_who_is_meant(analysed: Analysed, words: str, who: str) -> None:
    text = f"Владимир Путин позвонил Касым-Жомарту Токаеву. {words} доволен."
    if words.endswith("коллегой"):
        text = f"Президент Владимир Путин ждет Касым-Жомарта Токаева. Он говорил с {words}."
    assert _meant(read_entities(analysed(text)), words) == {(who, "office")}


def test_the_office_of_a_date_decides(analysed: Analysed) -> None:
    text = "Дмитрий Медведев и Владимир Путин приехали. Президент России выступил."
    early = read_entities(analysed(text, published="2010-05-01"))
    late = read_entities(analysed(text, published="2023-05-01"))
    assert _meant(early, "Президент России") == {("Дмитрий Медведев", "office")}
    assert _meant(late, "Президент России") == {("Владимир Путин", "office")}


def test_a_leader_whom_the_text_does_not_name_is_his_state(analysed: Analysed) -> None:
    reading = read_entities(analysed("В столицу прилетел президент Чили."))
    assert _meant(reading, "президент Чили") == {("Чили", "office")}
    assert reading.entities[0].surfaces == ("Чили",)


def test_a_spokesman_without_a_name_is_his_ministry(analysed: Analysed) -> None:
    reading = read_entities(analysed("Об этом сказал представитель МИД Норвегии."))
    assert _meant(reading, "представитель МИД Норвегии") == {("МИД Норвегии", "descriptor")}


def test_without_a_date_nothing_is_looked_up(analysed: Analysed) -> None:
    reading = read_entities(analysed("Владимир Путин и президент России здесь.", published=None))
    assert _meant(reading, "президент России") == {("Россия", "office")}


def test_evidence_is_cut_from_the_text(analysed: Analysed) -> None:
    reading = read_entities(analysed("Об этом сообщил посол Чили Луис Перес."))
    (evidence,) = reading.offices[0].evidence
    assert evidence.text == "посол Чили Луис Перес"
    assert reading.text(evidence.start, evidence.end) == evidence.text
    assert reading.offices[0].title_en == "ambassador"
