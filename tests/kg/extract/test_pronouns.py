"""Whom pronouns mean: the sentence's marked pronoun is read as the name beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.entities import read_entities
from kg.model.document import Document

Analysed = Callable[..., Document]

MEANT = [
    # The subject of the clause above, or of the one before.
    ("Владимир Путин заявил, что [он] посетит Китай.", "Владимир Путин"),
    ("Владимир Путин прибыл в Пекин. [Он] встретился с Си Цзиньпином.", "Владимир Путин"),
    # To whom the subject belongs.
    ("Пресс-служба Александра Лукашенко сообщила, что [он] едет в Сочи.", "Александр Лукашенко"),
    # Not the subject of its own clause.
    ("Владимир Путин встретил Шавката Мирзиёева и поздравил [его].", "Шавкат Мирзиёев"),
    # One who would be left out if meant.
    ("Владимир Путин пригласил Эмомали Рахмона, [он] принял приглашение.", "Эмомали Рахмон"),
    # Unless a colon has it explain that clause.
    (
        "Эмомали Рахмон сказал это. Владимир Путин находится в Китае: "
        "[он] проводит переговоры в Пекине.",
        "Владимир Путин",
    ),
    # By gender.
    ("Лавров встретился с Анналеной Бербок. [Она] прибыла в Москву.", "Анналена Бербок"),
    # A state.
    ("Иран не приняли из-за наложенных на [него] санкций.", "Иран"),
]


@pytest.mark.parametrize(("text", "name"), MEANT, ids=[text for text, _ in MEANT])
def test_person_meant(analysed: Analysed, text: str, name: str) -> None:
    reading = read_entities(analysed(text.replace("[", "").replace("]", "")))
    body = reading.document.article.text
    pronoun = text[text.index("[") + 1 : text.index("]")]
    found = {
        reading.entity(m.entity).name
        for m in reading.mentions
        if m.form == "pronoun" and body[m.start : m.end] == pronoun
    }
    assert found == {name}
