"""Figures between states, and the many figures that are none; published on 17 May 2023."""

from __future__ import annotations

import pytest

from kg.extract.entities import read_entities
from kg.extract.quantities import read_quantities
from kg.extract.quantities_numbers import figures
from kg.extract.reading import Reading
from tests.conftest import Analysed

NUMBERS = [
    ("на 10 млрд долларов", 10_000_000_000, "USD"),
    ("на $3,78 млрд", 3_780_000_000, "USD"),
    ("более 600 тысяч человек", 600_000, "people"),
    ("около пяти тысяч студентов", 5_000, None),
    ("на 16 %", 16, "percent"),
    ("на 2,2%", 2.2, "percent"),
    ("до €207 млрд", 207_000_000_000, "EUR"),
    ("11,5 млн т зерна", 11_500_000, "t"),
    ("12 млрд куб. м газа", 12_000_000_000, "m3"),
    ("1 200 000 рублей", 1_200_000, "RUB"),
    ("полтора миллиона тонн", 1_500_000, "t"),
    ("85 военнослужащих", 85, None),
]

#: Sentence, and what is read from it: kind, metric, value, unit, period, deadline.
TOLD = [
    (
        "Казахстан и Узбекистан намерены довести товарооборот до 10 млрд долларов к 2030 году.",
        ("target", "trade_turnover", 10e9, "USD", None, "2030"),
    ),
    (
        "Товарооборот России и Турции в 2022 году составил $62 млрд.",
        ("actual", "trade_turnover", 62e9, "USD", "2022", None),
    ),
    (
        "США объявили о выделении Украине военной помощи на $375 млн.",
        ("pledge", "aid", 375e6, "USD", None, None),
    ),
    (
        "В 2021 году Китай предоставил Пакистану кредит на $2 млрд.",
        ("actual", "loan", 2e9, "USD", "2021", None),
    ),
    (
        "В Казахстане обучаются около пяти тысяч студентов из Узбекистана.",
        ("actual", "students", 5e3, "people", None, None),
    ),
    (
        "В прошлом году Россия поставила в Египет 8 млн т зерна.",
        ("actual", "delivery", 8e6, "t", "2022", None),
    ),
    (
        "Германия передала Украине 18 танков Leopard 2.",
        ("actual", "delivery", 18, "items", None, None),
    ),
    (
        "В Финляндии заморожены российские активы на €187 млн.",
        ("actual", "other", 187e6, "EUR", None, None),
    ),
]

UNTOLD = [
    "По данным Минздрава Киргизии, на границе с Таджикистаном погибли 24 человека.",
    "Президент Узбекистана победил на выборах, получив 87,05% голосов.",
    "Цены на электричество в Великобритании вырастут на 80%, а счет превысит £3,5 тыс.",
    "Состояние бизнесмена, который живет в России и США, оценивают в $2,5 млрд.",
    "Министр прибыл в Казахстан 9 мая 2023 года.",
    "Евросоюз готовит 11-й пакет санкций против России на $5 млрд.",
    "Правительство выделило на помощь пострадавшим 130 млрд рублей.",
]


def read(analysed: Analysed, text: str) -> Reading:
    return read_entities(analysed(text, published="2023-05-17"))


@pytest.mark.parametrize(("text", "value", "unit"), NUMBERS)
def test_number(text: str, value: float, unit: str | None) -> None:
    (figure,) = figures(text, "ru")
    assert figure.value == pytest.approx(value)
    assert figure.unit == unit
    assert text[figure.start : figure.end].strip() == text[figure.start : figure.end]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_figure_between_states(analysed: Analysed, text: str, expected: tuple[object, ...]) -> None:
    reading = read(analysed, text)
    (found,) = read_quantities(reading)
    assert (
        *(found.kind, found.metric, found.value, found.unit),
        *(found.period, found.deadline),
    ) == expected
    assert len({reading.entity(e).iso for e in found.between}) == 2
    assert [f.text for f in found.evidence] == [text]


@pytest.mark.parametrize("text", UNTOLD)
def test_other_figures_are_left_out(analysed: Analysed, text: str) -> None:
    assert read_quantities(read(analysed, text)) == ()


def test_between_whom(analysed: Analysed) -> None:
    reading = read(analysed, "США объявили о выделении Украине военной помощи на $375 млн.")
    (found,) = read_quantities(reading)
    assert [reading.entity(e).iso for e in found.between] == ["US", "UA"]


def test_the_two_countries_of_the_article(analysed: Analysed) -> None:
    text = (
        "Президент Казахстана посетит Узбекистан. Узбекистан ждет гостей из Казахстана. "
        "Главы двух государств хотят увеличить товарооборот до 10 млрд долларов."
    )
    reading = read(analysed, text)
    (found,) = read_quantities(reading)
    assert {reading.entity(e).iso for e in found.between} == {"KZ", "UZ"}


def test_told_twice_is_one_quantity(analysed: Analysed) -> None:
    text = (
        "США выделили Украине помощь на $375 млн. Китай осудил это решение. "
        "Помощь США на $375 млн получит украинская армия."
    )
    (found,) = read_quantities(read(analysed, text))
    assert len(found.evidence) == 2
    assert found.id == "q1"


def test_same_sum_in_two_years_is_two_quantities(analysed: Analysed) -> None:
    text = (
        "В 2014 году Сербия получила от ОАЭ кредит на $1 млрд. "
        "В 2016 году Сербия получила от ОАЭ кредит на $1 млрд."
    )
    assert [q.period for q in read_quantities(read(analysed, text))] == ["2014", "2016"]


def test_language_without_figures(analysed: Analysed) -> None:
    assert list(figures("on $5 million", "xx")) == []
