"""Time expressions, drawn under their sentences; published on Wednesday 17 May 2023."""

from __future__ import annotations

import re

import pytest

from kg import dates
from kg.extract.reading import TimeExpression
from kg.extract.times import read_times
from kg.extract.times_grammar import fold, grammar
from tests.conftest import Analysed

PUBLISHED = """
Министр прибыл в столицу 9 ноября 2022 года.
                         ^^^^^^^^^^^^^^^^^^ 2022-11-09
Министр прибыл в столицу 9 ноября.
                         ^^^^^^^^ 2022-11-09
Министр прибудет в столицу 9 ноября.
                           ^^^^^^^^ 2023-11-09
Министр прилетел 12 мая.
                 ^^^^^^ 2023-05-12
Посол вручил грамоты 09.11.2022.
                     ^^^^^^^^^^ 2022-11-09
Саммит пройдет 14–15 ноября.
               ^^^^^^^^^^^^ 2023-11-14/2023-11-15
Саммит пройдет с 14 по 15 ноября.
               ^^^^^^^^^^^^^^^^^ 2023-11-14/2023-11-15
Саммит пройдет 14 и 15 ноября 2023 года.
               ^^^^^^^^^^^^^^^^^^^^^^^^ 2023-11-14/2023-11-15
Визит продлится с 30 октября по 2 ноября.
                ^^^^^^^^^^^^^^^^^^^^^^^^ 2023-10-30/2023-11-02
Визит продлился с 29 декабря по 3 января.
                ^^^^^^^^^^^^^^^^^^^^^^^^ 2022-12-29/2023-01-03
Они встретились в октябре прошлого года.
                  ^^^^^^^^^^^^^^^^^^^^^ 2022-10
Они встретились в июле 2022-го.
                  ^^^^^^^^^^^^ 2022-07
Они встретятся в октябре.
                 ^^^^^^^ 2023-10
Они встречались в октябре.
                  ^^^^^^^ 2022-10
Они встретились в конце апреля.
                  ^^^^^^^^^^^^ 2023-04
Лидеры могут встретиться в июле.
                           ^^^^ 2023-07
Они встречались в прошлом июне.
                  ^^^^^^^^^^^^ 2022-06
Во время сентябрьского саммита президент говорил иначе.
         ^^^^^^^^^^^^^ 2022-09
Отношения установили в 1992 году.
                       ^^^^^^^^^ 1992
Экспорт вырастет к 2030 году.
                 ^^^^^^^^^^^ ../2030
Срок действия соглашения продлили до конца года.
                                  ^^^^^^^^^^^^^ ../2023
Запрет действует с 16 сентября 2022 года.
                 ^^^^^^^^^^^^^^^^^^^^^^^ 2022-09-16/..
Он был президентом в 1993–2001 годах.
                     ^^^^^^^^^^^^^^^ 1993/2001
Спор возник в конце 1970-х.
              ^^^^^^^^^^^^ ~1970/1979
Переговоры начнутся в первой половине 2024 года.
                      ^^^^^^^^^^^^^^^^^^^^^^^^^ ~2024-01/2024-06
Поставки начались в третьем квартале 2022 года.
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^ ~2022-07/2022-09
Осенью прошлого года президент отказался от переговоров.
^^^^^^^^^^^^^^^^^^^^ ~2022-09/2022-11
Визит запланирован на осень.
                      ^^^^^ ~2023-09/2023-11
Прошлой зимой стороны не встречались.
^^^^^^^^^^^^^ ~2022-12/2023-02
Сегодня стороны подписали соглашение.
^^^^^^^ 2023-05-17
Накануне посла вызвали в министерство.
^^^^^^^^ 2023-05-16
Завтра министр отправится в Анкару.
^^^^^^ 2023-05-18
Делегации встретились в четверг.
                        ^^^^^^^ 2023-05-11
Делегации встретятся в четверг.
                       ^^^^^^^ 2023-05-18
Делегации встретились в среду.
                        ^^^^^ 2023-05-17
Делегации встретились в минувшую среду.
                        ^^^^^^^^^^^^^^ 2023-05-10
Президенты созвонились в субботу, 13 мая.
                         ^^^^^^^^^^^^^^^ 2023-05-13
На прошлой неделе посол покинул страну.
   ^^^^^^^^^^^^^^ ~2023-05-08/2023-05-14
На следующей неделе посол вернется в страну.
   ^^^^^^^^^^^^^^^^ ~2023-05-22/2023-05-28
В минувшие выходные стороны договорились о перемирии.
  ^^^^^^^^^^^^^^^^^ ~2023-05-13/2023-05-14
В прошлом месяце посольство закрыли.
  ^^^^^^^^^^^^^^ 2023-04
В этом году страны проведут учения.
  ^^^^^^^^^ 2023
Три дня назад министр вернулся.
^^^^^^^^^^^^^ 2023-05-14
Год назад страны обменялись послами.
^^^^^^^^^ 2022
Посланник может приехать в ближайшие дни.
                           ^^^^^^^^^^^^^ ~2023-05-17/2023-05-24
В 2014 году прошел саммит, а 16 марта состоялся референдум.
  ^^^^^^^^^ 2014             ^^^^^^^^ 2014-03-16
"""

#: Each sentence follows «Делегация прилетела 12 апреля.»
AFTER_12_APRIL = """
На следующий день начались переговоры.
^^^^^^^^^^^^^^^^^ 2023-04-13
В тот же день начались переговоры.
  ^^^^^^^^^^^ 2023-04-12
Два дня спустя начались переговоры.
^^^^^^^^^^^^^^ 2023-04-14
Двумя днями ранее она была в Анкаре.
^^^^^^^^^^^^^^^^^ 2023-04-10
В том же месяце ее приняли в Анкаре.
  ^^^^^^^^^^^^^ 2023-04
"""

UNDATED = """
Президент посетит страну 14–15 ноября.
                         ^^^^^^^^^^^^ XXXX-11-14/XXXX-11-15
Президент посетит страну 9 ноября.
                         ^^^^^^^^ XXXX-11-09
Визит состоится осенью.
                ^^^^^^ ~XXXX-09/XXXX-11
Договор подписали в 2014 году, вчера его продлили.
                    ^^^^^^^^^ 2014
"""

NOTHING = [
    "Президенты встретятся в ближайшее время.",
    "Об этом сообщат на днях.",
    "Стороны обсудили повестку дня и экологию.",
    "Санду поздравила Марту с наградой.",
    "Несколько лет назад страны были союзниками.",
    "Президенту исполнилось 74 года.",
    "Сбор прошел 31 июня.",
    "На следующий день после удара стороны созвонились.",
    "Резолюция осудила среду, враждебную инвесторам.",
]


def drawn(picture: str) -> list[tuple[str, list[str]]]:
    """Sentences with what is drawn under them: ``start:end date``, ``~`` for a vague one."""
    lines = picture.strip("\n").split("\n")
    marks = re.compile(r"(\^+) (\S+)")
    return [
        (text, [f"{m.start(1)}:{m.end(1)} {m[2]}" for m in marks.finditer(under)])
        for text, under in zip(lines[::2], lines[1::2], strict=True)
    ]


def shown(times: tuple[TimeExpression, ...], offset: int = 0) -> list[str]:
    return [f"{t.start - offset}:{t.end - offset} {'~' * t.vague}{t.date}" for t in times]


@pytest.mark.parametrize(("text", "expected"), drawn(PUBLISHED))
def test_published(analysed: Analysed, text: str, expected: list[str]) -> None:
    document = analysed(text, published="2023-05-17")
    times = read_times(document)
    assert shown(times, 2) == expected
    assert all(document.article.text[t.start : t.end] == t.text for t in times)


@pytest.mark.parametrize(("text", "expected"), drawn(AFTER_12_APRIL))
def test_after_another_date(analysed: Analysed, text: str, expected: list[str]) -> None:
    first = "Делегация прилетела 12 апреля. "
    _, second = read_times(analysed(first + text, published="2023-05-17"))
    assert shown((second,), 2 + len(first)) == expected
    assert second.anchor == "event"
    assert second.sentence == 1


@pytest.mark.parametrize(("text", "expected"), drawn(UNDATED))
def test_without_publication_date(analysed: Analysed, text: str, expected: list[str]) -> None:
    assert shown(read_times(analysed(text, published=None)), 2) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_no_date(analysed: Analysed, text: str) -> None:
    assert read_times(analysed(text)) == ()


def test_what_a_date_rests_on(analysed: Analysed) -> None:
    text = "В 2014 году и 9 мая они встречались. В тот же день был парад."
    assert [t.anchor for t in read_times(analysed(text))] == ["absolute", "published", "event"]


def test_title_is_read_and_header_is_not(analysed: Analysed) -> None:
    document = analysed("Политика,Мнения,12 мая\nОн прибыл 9 мая.", title="Визит начнется 20 мая")
    assert [t.date for t in read_times(document)] == ["2023-05-20", "2023-05-09"]


def test_every_date_is_valid(analysed: Analysed) -> None:
    body = "\n".join(s for p in (PUBLISHED, UNDATED) for s, _ in drawn(p))
    for published in ("2024-02-29", "2023-01-01", None):
        times = read_times(analysed(body, published=published))
        assert len(times) > 10
        assert all(dates.valid(t.date) for t in times)


def test_language_without_grammar(analysed: Analysed) -> None:
    assert grammar("xx") is None
    assert read_times(analysed("On 9 May 2023 they met.", lang="xx")) == ()


def test_folding_keeps_offsets() -> None:
    assert fold("Ё\u00a09\tМая") == "е 9 мая"
    assert fold("İ Ё") == "İ е"


def test_years_compared_backwards_are_no_interval(analysed: Analysed) -> None:
    document = analysed("Рост составил 5% в 2018/2017 годах, в декабре-феврале он замедлился.")
    assert all(dates.valid(t.date) for t in read_times(document))
