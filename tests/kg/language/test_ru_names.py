"""Names brought to the nominative, compared and written in Latin letters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.language.ru_morphology import lemma
from kg.language.ru_names import (
    gender,
    genitive,
    locative,
    nominative_name,
    nominative_phrase,
    same_word,
    transliterated,
)
from kg.model.document import Document, Token


def _name(analysed: Callable[..., Document], sentence: str, name: str) -> tuple[Token, ...]:
    document = analysed(sentence)
    start = document.article.text.index(name)
    return tuple(t for t in document.sentences[-1].tokens if start <= t.start < start + len(name))


@pytest.mark.parametrize(
    ("sentence", "name", "nominative"),
    [
        (
            "Он встретился с Касым-Жомартом Токаевым.",
            "Касым-Жомартом Токаевым",
            "Касым-Жомарт Токаев",
        ),
        ("Он позвонил Анджею Дуде.", "Анджею Дуде", "Анджей Дуда"),
        ("Он говорил о визите Сергея Лаврова.", "Сергея Лаврова", "Сергей Лавров"),
        ("Приехала Ангела Меркель.", "Ангела Меркель", "Ангела Меркель"),
        ("Он встретился с Кевином Маккарти.", "Кевином Маккарти", "Кевин Маккарти"),
        ("Он встретился с Владимиром Зеленским.", "Владимиром Зеленским", "Владимир Зеленский"),
    ],
)
def test_nominative_name(
    analysed: Callable[..., Document], sentence: str, name: str, nominative: str
) -> None:
    assert nominative_name(_name(analysed, sentence, name)) == nominative


@pytest.mark.parametrize(
    ("sentence", "phrase", "head", "nominative"),
    [
        (
            "Заседание Высшего межгосударственного совета прошло.",
            "Высшего межгосударственного совета", 2, "Высший межгосударственный совет",
        ),
        (
            "Он стал главой Всемирной организации здравоохранения.",
            "Всемирной организации здравоохранения", 1, "Всемирная организация здравоохранения",
        ),
        ("Об этом узнали в МИДе.", "МИДе", 0, "МИД"),
    ],
)  # fmt: skip
def test_nominative_phrase(
    analysed: Callable[..., Document], sentence: str, phrase: str, head: int, nominative: str
) -> None:
    assert nominative_phrase(_name(analysed, sentence, phrase), head) == nominative


def test_a_plural_title_is_made_a_singular(analysed: Callable[..., Document]) -> None:
    tokens = _name(analysed, "Он встретился с президентами.", "президентами")
    assert nominative_phrase(tokens, 0, singular=True) == "президент"
    assert nominative_phrase(tokens, 0) == "президенты"


@pytest.mark.parametrize(
    ("name", "gen", "loc"),
    [
        ("Саудовская Аравия", "Саудовской Аравии", "Саудовской Аравии"),
        ("Казахстан", "Казахстана", "Казахстане"),
        ("США", "США", "США"),
        ("Нидерланды", "Нидерландов", "Нидерландах"),
        ("Республика Корея", "Республики Корея", "Республике Корея"),
    ],
)
def test_cases_of_a_state(name: str, gen: str, loc: str) -> None:
    assert (genitive(name), locative(name)) == (gen, loc)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Токаев", "Токаевым", True),
        ("Лукашенко", "Лукашенко", True),
        ("Зеленский", "Зеленскому", True),
        ("Львова-Белова", "Львовой-Беловой", True),
        ("Львова-Белова", "Белова", False),
        ("Путин", "Пушков", False),
        ("Ким", "Кимом", True),
    ],
)
def test_same_word(a: str, b: str, *, same: bool) -> None:
    assert same_word(a, b) is same
    assert same_word(b, a) is same


def test_gender(analysed: Callable[..., Document]) -> None:
    assert gender(_name(analysed, "Об этом сказала Мария Захарова.", "Мария Захарова")) == "f"
    assert gender(_name(analysed, "Об этом сказал Дмитрий Песков.", "Дмитрий Песков")) == "m"


@pytest.mark.parametrize(
    ("russian", "latin"),
    [("Дмитрий Песков", "Dmitry Peskov"), ("Щукин", "Shchukin"), ("Юрий Чайка", "Yury Chayka")],
)
def test_transliterated(russian: str, latin: str) -> None:
    assert transliterated(russian) == latin


@pytest.mark.parametrize(
    ("word", "pos", "feats", "expected"),
    [
        ("стали", "VERB", {"VerbForm": "Fin", "Tense": "Past"}, "стать"),
        ("стали", "NOUN", {"Case": "Gen", "Number": "Sing"}, "сталь"),
        ("подписанный", "VERB", {"VerbForm": "Part", "Case": "Nom"}, "подписать"),
        ("ещё", "ADV", {}, "еще"),
        ("Токаева", "PROPN", {"Case": "Gen", "Gender": "Masc", "Number": "Sing"}, "токаев"),
    ],
)
def test_lemma(word: str, pos: str, feats: dict[str, str], expected: str) -> None:
    assert lemma(word, pos, feats) == expected
