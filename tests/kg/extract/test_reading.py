"""Look-ups of a reading."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.entities import read_entities
from kg.extract.reading import Reading
from kg.model.document import Document


@pytest.fixture(scope="module")
def reading(analysed: Callable[..., Document]) -> Reading:
    text = "Президент Казахстана Касым-Жомарт Токаев прибыл в Баку. 5 мая он уехал."
    return read_entities(analysed(text))


def test_by_token(reading: Reading) -> None:
    widest = reading.headed(0, 0)
    assert widest is not None
    assert reading.text(widest.start, widest.end).startswith("Президент Казахстана")
    names = [reading.text(m.start, m.end) for m in reading.covering(0, 1)]
    assert names == ["Казахстана", "Президент Казахстана Касым-Жомарт Токаев"]
    assert reading.headed(0, 4) is None


def test_by_sentence_and_entity(reading: Reading) -> None:
    first = reading.mentions_in(0)
    assert [m.start for m in first] == sorted(m.start for m in first)
    person = first[0].entity
    assert {m.sentence for m in reading.mentions_of(person)} == {0, 1}
    assert reading.entity(person).name == "Касым-Жомарт Токаев"
    assert reading.mentions_in(9) == ()
    with pytest.raises(KeyError):
        reading.entity("e99")


def test_fragments_and_offices(reading: Reading) -> None:
    fragment = reading.sentence_fragment(1)
    assert fragment.text == "5 мая он уехал."
    assert reading.text(fragment.start, fragment.end) == fragment.text
    person = reading.mentions_in(0)[0].entity
    assert [office.title for office in reading.offices_of(person)] == ["президент"]
    assert [time.text for time in reading.times_in(1)] == ["5 мая"]
