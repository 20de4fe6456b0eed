"""Organisations that the reading did not link, and the entries that they can only be."""

from __future__ import annotations

import pytest

from kg.model.extraction import Entity, Extraction
from kg.model.gazetteer import Entry
from kg.resolve import bodies
from kg.resolve.gazetteer import Gazetteer

RU, UA = "organization/rescue-ru", "organization/rescue-ua"


def body(id_: str, iso: str, name: str) -> Entry:
    names = {"ru": {"main": name, "weak": ["МЧС"]}}
    return Entry.model_validate(
        {"id": id_, "type": "Organization", "kind": "government", "iso": iso, "names": names,
         "source": "test"}
    )  # fmt: skip


WORLD = Gazetteer({RU: body(RU, "RU", "МЧС России"), UA: body(UA, "UA", "МЧС Украины")})


def linked(name: str, *places: str | None, iso: str | None = None) -> str:
    entities = [Entity(id="o", type="Organization", name=name, iso=iso)]
    entities += [Entity(id=f"p{n}", type="Place", name="x", iso=p) for n, p in enumerate(places)]
    links = {e.id: "organization/x-1" for e in entities}
    told = Extraction(id="a", lang="ru", title="a", entities=tuple(entities))
    bodies.settle(WORLD, told, links)
    return links["o"]


@pytest.mark.parametrize(
    ("name", "places", "node"),
    [
        ("МЧС", ("RU",), RU),
        ("МЧС", ("UA", "UA"), UA),
        ("МЧС России", (), RU),
        ("МЧС России", ("UA", "KZ"), RU),
    ],
)
def test_what_a_name_can_only_be(name: str, places: tuple[str, ...], node: str) -> None:
    assert linked(name, *places) == node


@pytest.mark.parametrize(
    ("name", "places"),
    [("МЧС", ()), ("МЧС", ("RU", "UA")), ("МЧС", ("RU", None)), ("МЧС", ("KZ",)), ("МВД", ("RU",))],
)
def test_what_it_may_not_be(name: str, places: tuple[str | None, ...]) -> None:
    assert linked(name, *places) == "organization/x-1"


def test_the_state_that_the_article_tells_counts() -> None:
    assert linked("МЧС", "RU", iso="UA") == UA
    assert linked("МЧС России", iso="UA") == "organization/x-1"
