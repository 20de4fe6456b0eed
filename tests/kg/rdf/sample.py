"""Two made-up articles that use every field there is, and what is known before reading them."""

from __future__ import annotations

from functools import cache
from typing import Any

from kg.dates import end_of, start_of
from kg.model.article import Article
from kg.model.extraction import Extraction
from kg.model.gazetteer import Entry
from kg.model.graph import Graph
from kg.resolve import resolve
from kg.resolve.gazetteer import Gazetteer

TEXT = (
    "Касым-Жомарт Токаев, глава Казахстана, поедет в Узбекистан 14–15 ноября. "
    "В Ташкенте пройдет второе заседание Совета. "
    "Его пригласил Шавкат Мирзиёев, сообщил ТАСС. "
    "Запуск Центра даст 10,5 млрд долларов к 2030 году. "
    "«Это важный шаг», — сказал эксперт Санжар Каримов."
)


@cache
def readings() -> tuple[tuple[Article, Extraction], ...]:
    """An article before a visit, and one on its first day."""
    before = Article(
        id="before",
        title="Визит",
        body=TEXT,
        lang="ru",
        published="2025-11-12",
        url="https://example.org/1",
        publisher="Вестник",
        author="А. Автор",
    )
    after = Article(id="день 1", title="Прилет", body=AFTER, lang="ru", published="2025-11-14")
    return (before, _before(before)), (after, _after(after))


AFTER = "Токаев прибыл в Ташкент. Малик Азимов не приехал."


def graph() -> Graph:
    """The sample as a graph."""
    return resolve(readings(), gazetteer=known(), reader="test")


@cache
def known() -> Gazetteer:
    """Two states, a city, an organisation and a person."""
    entries = [
        {
            "id": f"state/{iso}",
            "type": "State",
            "iso": iso,
            "names": {
                "en": {"main": en},
                "ru": {"main": ru},
                "kk": {"main": ru},
                "uz": {"main": en},
            },
            "wikidata": wikidata,
            "memberOf": [{"of": "organization/sco", "from": "2001"}],
        }
        for iso, en, ru, wikidata in (
            ("KZ", "Kazakhstan", "Казахстан", "Q232"),
            ("UZ", "Uzbekistan", "Узбекистан", "Q265"),
        )
    ]
    entries += [
        {
            "id": "organization/sco",
            "type": "Organization",
            "kind": "igo",
            "names": {"en": {"main": "Shanghai Cooperation Organisation", "strong": ["SCO"]}},
        },
        {
            "id": "place/tashkent",
            "type": "Place",
            "kind": "city",
            "iso": "UZ",
            "located_in": "state/UZ",
            "names": {"en": {"main": "Tashkent"}, "ru": {"main": "Ташкент"}},
            "lat": 41.25,
            "lon": 69.2,
        },
        {
            "id": "person/kassym-jomart-tokayev",
            "type": "Person",
            "names": {
                "en": {"main": "Kassym-Jomart Tokayev"},
                "ru": {"main": "Касым-Жомарт Токаев"},
            },
            "offices": [
                {"office": "president", "of": "state/KZ", "from": "2019-03-20"},
                {
                    "office": "ambassador",
                    "of": "state/KZ",
                    "to": "state/UZ",
                    "from": "2002",
                    "until": "2007-01",
                },
            ],
        },
    ]
    found = [Entry.model_validate({"source": "test", **e}) for e in entries]
    return Gazetteer({e.id: e for e in found})


def _before(article: Article) -> Extraction:
    at = _Finder(article.text)
    return Extraction.model_validate(
        {
            "id": article.id,
            "lang": "ru",
            "published": article.published,
            "title": article.title,
            "entities": [
                at.entity(
                    "e1", "Person", "Касым-Жомарт Токаев", gazetteer="person/kassym-jomart-tokayev"
                ),
                at.entity("e2", "State", "Казахстан", "Казахстана", iso="KZ"),
                at.entity("e3", "State", "Узбекистан", iso="UZ"),
                at.entity(
                    "e4", "Place", "Ташкент", "Ташкенте", kind="city", gazetteer="place/tashkent"
                ),
                at.entity("e5", "Organization", "Совет", "Совета", kind="bilateral"),
                at.entity("e6", "Person", "Шавкат Мирзиёев"),
                at.entity("e7", "Organization", "Центр", "Центра", kind="other"),
                at.entity("e8", "Person", "Санжар Каримов", name_en="Sanzhar Karimov"),
                at.entity("e9", "Agreement", "Важный шаг", "важный шаг", kind="memorandum"),
            ],
            "offices": [
                {
                    "id": "o1",
                    "holder": "e1",
                    "title": "президент",
                    "title_en": "president",
                    "of": "e2",
                    "evidence": [at("Касым-Жомарт Токаев, глава Казахстана")],
                },
                {
                    "id": "o2",
                    "holder": "e8",
                    "title": "эксперт",
                    "status": "former",
                    "evidence": [at("эксперт Санжар Каримов")],
                },
            ],
            "events": _events(at),
            "quantities": [
                {
                    "id": "q1",
                    "kind": "target",
                    "metric": "trade_turnover",
                    "value": 10500000000,
                    "unit": "USD",
                    "period": "2029",
                    "deadline": "2030",
                    "between": ["e2", "e3"],
                    "evidence": [at("10,5 млрд долларов к 2030 году")],
                }
            ],
            "claims": [
                {
                    "id": "c1",
                    "speaker": "e8",
                    "affiliation": "e7",
                    "modality": "say",
                    "quote": "Это важный шаг",
                    "about": ["v1", "e9"],
                    "evidence": [at("«Это важный шаг», — сказал эксперт Санжар Каримов")],
                },
                {
                    "id": "c2",
                    "speaker": "e6",
                    "modality": "announce",
                    "source": "ТАСС",
                    "about": ["v3"],
                    "evidence": [at("Его пригласил Шавкат Мирзиёев, сообщил ТАСС")],
                },
            ],
        }
    )


def _events(at: _Finder) -> list[dict[str, Any]]:
    return [
        {
            "id": "v1",
            "type": "StateVisit",
            "status": "planned",
            **_dated("2025-11-14/2025-11-15"),
            "date_text": "14–15 ноября",
            "place": "e3",
            "salience": "main",
            "confidence": 0.9,
            "rule": "verb",
            "trigger": at("поедет"),
            "participants": [
                {
                    "entity": "e1",
                    "role": "guest",
                    "capacity": "o1",
                    "on_behalf_of": "e2",
                    "confidence": 0.8,
                    "rule": "nsubj",
                    "evidence": [at("Касым-Жомарт Токаев, глава Казахстана, поедет")],
                },
                {"entity": "e3", "role": "host"},
            ],
            "topics": ["trade"],
            "resulted_in": ["e9"],
            "evidence": [
                at("Касым-Жомарт Токаев, глава Казахстана, поедет в Узбекистан 14–15 ноября")
            ],
        },
        {
            "id": "v2",
            "type": "Session",
            "status": "planned",
            "place": "e4",
            "part_of": "v1",
            "ordinal": 2,
            "participants": [
                {"entity": "e5", "role": "organizer"},
                {"entity": "e6", "role": "absent"},
                {"entity": "e3", "role": "participant", "assertion": "denied"},
            ],
            "evidence": [at("В Ташкенте пройдет второе заседание Совета")],
        },
        {
            "id": "v3",
            "type": "Invitation",
            "status": "held",
            "invites_to": "v1",
            "participants": [
                {"entity": "e6", "role": "inviter"},
                {"entity": "e1", "role": "invitee"},
            ],
            "evidence": [at("Его пригласил Шавкат Мирзиёев")],
        },
    ]


def _after(article: Article) -> Extraction:
    at = _Finder(article.text)
    return Extraction.model_validate(
        {
            "id": article.id,
            "lang": "ru",
            "published": article.published,
            "title": article.title,
            "entities": [
                at.entity("e1", "Person", "Токаев", gazetteer="person/kassym-jomart-tokayev"),
                at.entity("e2", "Place", "Ташкент", kind="city", gazetteer="place/tashkent"),
                at.entity("e3", "State", "Узбекистан", None, iso="UZ"),
                at.entity("e4", "Person", "Малик Азимов"),
            ],
            "events": [
                {
                    "id": "v1",
                    "type": "Visit",
                    "status": "ongoing",
                    **_dated("2025-11-14"),
                    "place": "e2",
                    "salience": "main",
                    "participants": [
                        {"entity": "e1", "role": "guest"},
                        {"entity": "e3", "role": "host"},
                    ],
                    "evidence": [at("Токаев прибыл в Ташкент")],
                },
                {
                    "id": "v2",
                    "type": "Visit",
                    "status": "planned",
                    **_dated("2025-10"),
                    "participants": [
                        {"entity": "e4", "role": "guest"},
                        {"entity": "e3", "role": "host"},
                    ],
                    "evidence": [at("Малик Азимов не приехал")],
                },
            ],
        }
    )


def _dated(date: str) -> dict[str, str | None]:
    return {"date": date, "start": start_of(date), "end": end_of(date)}


class _Finder:
    """Looks up where words stand in a text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, words: str) -> dict[str, Any]:
        """The fragment of these words."""
        start = self._text.index(words)
        return {"text": words, "start": start, "end": start + len(words)}

    def entity(
        self, id_: str, type_: str, name: str, surface: str | None = "", **more: Any
    ) -> dict[str, Any]:
        """An entity that stands in the text by one surface, by its name if none is given."""
        found = {"id": id_, "type": type_, "name": name, **more}
        if surface is None:
            return found
        at = self(surface or name)
        return {**found, "surfaces": [at["text"]], "mentions": [(at["start"], at["end"])]}
