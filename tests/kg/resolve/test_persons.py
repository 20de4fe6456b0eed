"""One node for every way to write a person's name, and for a surname after the full name."""

from __future__ import annotations

import pytest

from kg.model.article import Article
from kg.model.extraction import Entity, Extraction, Office
from kg.model.graph import Graph
from kg.resolve import resolve
from kg.resolve.persons import full_names, person_key
from tests.kg.resolve.telling import world

STATE = Entity(id="s", type="State", name="Россия", iso="RU")
OTHER = Entity(id="s", type="State", name="Китай", iso="CN")


def article(day: str, *people: Entity, of: Entity | None = None) -> tuple[Article, Extraction]:
    """An article that names people, each holding an office of a state if one is given."""
    id_ = f"a-{day}-{'-'.join(p.name for p in people)}"
    known = Article(
        id=id_, title=id_, body="", text=id_, published=day, lang="ru", content_hash=id_
    )
    offices = [Office(id=f"o{p.id}", holder=p.id, title="министр", of="s") for p in people if of]
    said = Extraction(
        id=id_, lang="ru", published=day, title=id_,
        entities=(*people, *([of] if of else ())), offices=tuple(offices),
    )  # fmt: skip
    return known, said


def person(name: str, id_: str = "p") -> Entity:
    return Entity(id=id_, type="Person", name=name, surfaces=(name,))


def persons(*readings: tuple[Article, Extraction]) -> list[str]:
    graph: Graph = resolve(readings, gazetteer=world())
    return [e.id for e in graph.entities if e.type == "Person" and e.articles]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Владимир Николаевич Перцев", "Владимир Перцев"),
        ("Грант Шэппс", "Грант Шеппс"),
        ("Мохаммад бин Зайд", "Мухаммед бен Заид"),
    ],
)
def test_ways_to_write_a_name(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Иван Петров", "Илья Петров"), ("Анна Ким", "Анна Цой")]
)
def test_other_names(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


def test_a_name_of_the_gazetteer_that_the_reading_missed() -> None:
    assert persons(article("2024-01-01", person("Владимир Владимирович Путин"))) == ["person/putin"]
    assert "владимир путин" in full_names(world())


def test_a_surname_is_the_person_of_that_state_named_in_full() -> None:
    full = article("2024-01-01", person("Иван Петров"), of=STATE)
    assert len(persons(full, article("2024-09-01", person("Петров"), of=STATE))) == 1
    assert len(persons(full, article("2024-09-01", person("Петров"), of=OTHER))) == 2


def test_a_surname_without_office_is_the_only_one_named_lately() -> None:
    full = article("2024-01-01", person("Иван Петров"))
    assert len(persons(full, article("2024-01-20", person("Петров")))) == 1
    assert len(persons(full, article("2024-09-01", person("Петров")))) == 2


def test_where_two_have_the_surname_it_is_neither() -> None:
    both = article("2024-01-01", person("Иван Петров"), person("Илья Петров", "q"))
    assert len(persons(both, article("2024-01-02", person("Петров")))) == 3
