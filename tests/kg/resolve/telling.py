"""A short way to write articles that tell of events, in a small world of known things."""

from __future__ import annotations

from functools import cache
from typing import Any

from kg.dates import end_of, start_of
from kg.model.article import Article
from kg.model.extraction import Entity, Event, Extraction, Fragment, Office, Participant
from kg.model.gazetteer import Entry
from kg.model.graph import BASE, Graph
from kg.rdf import core
from kg.rdf.terms import term
from kg.resolve.gazetteer import Gazetteer
from kg.store.protocol import plain

Reading = tuple[Article, Extraction]

_STATES = {"KZ": "Казахстан", "UZ": "Узбекистан", "RU": "Россия", "CN": "Китай", "TR": "Турция"}
_PEOPLE = {
    "tokayev": ("Касым-Жомарт Токаев", "KZ"),
    "mirziyoyev": ("Шавкат Мирзиёев", "UZ"),
    "putin": ("Владимир Путин", "RU"),
    "lavrov": ("Сергей Лавров", "RU"),
    "xi": ("Си Цзиньпин", "CN"),
}
_PLACES = {"tashkent": ("Ташкент", "UZ"), "moscow": ("Москва", "RU"), "kazan": ("Казань", "RU")}
_COUNCIL = "Высший межгосударственный совет"


@cache
def world() -> Gazetteer:
    """Five states, five people with their offices, three cities, one council."""
    states = [
        _entry(id=f"state/{iso}", type="State", iso=iso, names={"ru": {"main": name}})
        for iso, name in _STATES.items()
    ]
    people = [
        _entry(
            id=f"person/{key}",
            type="Person",
            names={"ru": {"main": name}},
            offices=[{"office": "president", "of": f"state/{iso}", "from": "2013"}],
        )
        for key, (name, iso) in _PEOPLE.items()
    ]
    places = [
        _entry(
            id=f"place/{key}",
            type="Place",
            kind="city",
            iso=iso,
            located_in=f"state/{iso}",
            names={"ru": {"main": name}},
        )
        for key, (name, iso) in _PLACES.items()
    ]
    council = _entry(
        id="organization/council",
        type="Organization",
        kind="bilateral",
        names={"ru": {"main": _COUNCIL}},
    )
    return Gazetteer({e.id: e for e in (*states, *people, *places, council)})


def _entry(**fields: Any) -> Entry:
    return Entry.model_validate({"source": "test", **fields})


def entity(key: str) -> Entity:
    """The entity of a short name: a state's code, or a person, place or ``council``."""
    if key in _STATES:
        return Entity(id=key, type="State", name=_STATES[key], iso=key)
    if key in _PEOPLE:
        name = _PEOPLE[key][0]
        return Entity(id=key, type="Person", name=name, gazetteer=f"person/{key}")
    if key in _PLACES:
        name, iso = _PLACES[key]
        return Entity(
            id=key, type="Place", kind="city", name=name, iso=iso, gazetteer=f"place/{key}"
        )
    if key == "council":
        return Entity(
            id=key,
            type="Organization",
            kind="bilateral",
            name=_COUNCIL,
            gazetteer="organization/council",
        )
    return Entity(id=key, type="Person", name=key)


def told(
    id_: str,
    type_: str,
    status: str = "held",
    date: str | None = None,
    words: str = "",
    **more: Any,
) -> Event:
    """An event told in some ``words``; further keywords are fields, or roles: ``guest="putin"``."""
    fields = {k: more.pop(k) for k in list(more) if k in Event.model_fields}
    participants = [
        Participant(entity=key, role=role)
        for role, keys in more.items()
        for key in ((keys,) if isinstance(keys, str) else keys)
    ]
    return Event(
        id=id_,
        type=type_,
        status=status,
        date=date,
        start=start_of(date),
        end=end_of(date),
        participants=tuple(participants),
        evidence=(Fragment(text=words or f"({id_})", start=0, end=0),),
        **fields,
    )


def held(holder: str, title: str, of: str | None, status: str = "current") -> Office:
    """An office as an article gives it."""
    return Office.model_validate(
        {"id": f"o-{holder}", "holder": holder, "title": title, "of": of, "status": status}
    )


def article(
    published: str | None, *events: Event, offices: tuple[Office, ...] = (), name: str = ""
) -> Reading:
    """An article of a day with what was read in it; its text is the words of its events."""
    name = name or f"a-{published}"
    used = {p.entity for e in events for p in e.participants} | {e.place for e in events}
    used |= {key for o in offices for key in (o.holder, o.of)}
    text = Article(
        id=name,
        title=name,
        body="\n".join(f.text for e in events for f in e.evidence),
        lang="ru",
        published=published,
    )
    return text, Extraction(
        id=name,
        lang="ru",
        published=published,
        title=name,
        entities=tuple(entity(key) for key in sorted(filter(None, used))),
        offices=offices,
        events=tuple(_placed(e, text.text) for e in events),
    )


def _placed(event: Event, text: str) -> Event:
    """The event with its evidence at its place in the text."""
    words = event.evidence[0].text
    start = text.index(words)
    found = Fragment(text=words, start=start, end=start + len(words))
    return event.model_copy(update={"evidence": (found,)})


def involved(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Event → states that the core has in it, sorted."""
    found: dict[str, set[str]] = {event.id: set() for event in graph.events}
    for triple in core(graph):
        if triple.predicate == term("dip:involvesState"):
            event, state = str(plain(triple.subject)), str(plain(triple.object))
            found[event.removeprefix(BASE)].add(state.removeprefix(BASE))
    return {event: tuple(sorted(states)) for event, states in found.items()}
