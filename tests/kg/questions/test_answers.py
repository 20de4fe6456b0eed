"""Each saved question, its answer checked by hand against the articles.

What must be in the answer is asserted, not the whole of it: other rows change as reading improves.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import GraphOnDisk
from kg.questions import bindings, question
from kg.store.oxigraph import OxigraphStore
from kg.store.protocol import Store

Row = dict[str, str | None]


def ask(store: Store, name: str, **given: str) -> list[Row]:
    asked = question(name)
    given = {key.rstrip("_"): value for key, value in given.items()}
    return list(store.query(asked.sparql, bindings=bindings(asked, given, store)))


def holds(rows: list[Row], **expected: str) -> bool:
    """Whether some row has these values; ``*`` before or after a value stands for more text."""
    return any(all(_fits(row[key], value) for key, value in expected.items()) for row in rows)


def _fits(found: str | None, expected: str) -> bool:
    text = found or ""
    if expected.startswith("*") and expected.endswith("*"):
        return expected.strip("*") in text
    return text.startswith(expected[:-1]) if expected.endswith("*") else text == expected


def event(graph: GraphOnDisk, type_: str, day: str) -> str:
    """The event of a class that starts on ``day`` and that most articles tell of."""
    rows = graph.query(
        f"SELECT ?e {{ ?e a dip:{type_} ; dip:earliestStart '{day}'^^xsd:date ;"
        " dip:sourceCount ?n ; dip:status ?s"
        " FILTER(?s != <https://w3id.org/diplograph/scheme/status/planned>)"
        "} ORDER BY DESC(?n) ?e"
    )
    return str(next(iter(rows))["e"])


ANSWERS = [
    (
        "visits",
        {"guest": "KZ", "host": "UZ"},
        {"date": "2022-12-21*", "rank": "StateVisit", "guests": "Kassym-Jomart Tokayev"},
    ),
    ("visit-counts", {"a": "KZ", "b": "UZ"}, {"direction": "a to b", "first": "2022-12-21"}),
    ("visit-counts", {"a": "KZ", "b": "UZ"}, {"direction": "b to a", "first": "2024-08*"}),
    (
        "upcoming",
        {"from": "2025-11-13", "state": "UZ"},
        {"date": "2025-11-14/2025-11-15", "lastReported": "2025-11-12"},
    ),
    ("sessions", {"body": "SCO"}, {"date": "2024-07-04", "status": "held"}),
    (
        "who-met-whom",
        {"from": "2025-03-31", "to": "2025-03-31"},
        {"aName": "Emomali Rahmon", "bName": "Sadyr Japarov", "first": "2025-03-31"},
    ),
    (
        "offices",
        {"person": "Tokayev", "on": "2025-11-14"},
        {"office": "president", "ofName": "Kazakhstan", "from": "2019-03-20"},
    ),
    (
        "signed",
        {"state": "KZ", "from": "2022-12-22", "to": "2022-12-22", "lang": "ru"},
        {"documents": "*союзнических отношениях*", "status": "held"},
    ),
    (
        "institutions",
        {"state": "UZ"},
        {"institution": "International Cent*", "by": "*Tokayev*"},
    ),
    (
        "targets",
        {"state": "KZ"},
        {
            "metric": "trade_turnover",
            "target": "10000000000",
            "betweenNames": "Kazakhstan, Uzbekistan",
        },
    ),
    (
        "invitations",
        {"state": "RU"},
        {"inviters": "Kassym-Jomart Tokayev", "invitees": "Vladimir Putin", "outcome": "accepted"},
    ),
    ("reciprocity", {"a": "KZ", "b": "CN"}, {"name": "China", "turn": "Kazakhstan"}),
    (
        "first-trips",
        {"person": "Tokayev"},
        {
            "office": "president",
            "since": "2019-03-20",
            "date": "2022-12-21*",
            "hosts": "Uzbekistan",
        },
    ),
    ("said", {"speaker": "Tokayev"}, {"published": "2024-07-04", "words": "*Минск*"}),
    ("single-source", {"state": "UZ"}, {"date": "2021-12-06", "name": "Signing*"}),
    (
        "figures",
        {"metric": "students"},
        {"kind": "Actual", "value": "5000", "between": "*Uzbekistan*", "published": "2025-11-12"},
    ),
    ("topics", {"a": "KZ", "b": "UZ"}, {"topic": "industry"}),
    ("path", {"a": "Trump", "b": "Putin"}, {"steps": "2", "viaName": "Kassym-Jomart Tokayev"}),
    ("path", {"a": "Tokayev", "b": "Putin"}, {"steps": "1"}),
    (
        "agenda",
        {"state": "UZ", "from": "2025-11-01", "to": "2025-11-30"},
        {"date": "2025-11-14/2025-11-15", "type": "StateVisit"},
    ),
]


@pytest.mark.parametrize(("name", "given", "expected"), ANSWERS)
def test_answer(
    sample: GraphOnDisk, name: str, given: dict[str, str], expected: dict[str, str]
) -> None:
    rows = ask(sample.store, name, **given)
    assert holds(rows, **expected), rows


@pytest.mark.parametrize(("name", "given"), [(n, g) for n, g, _ in ANSWERS if n != "said"])
def test_no_row_twice(sample: GraphOnDisk, name: str, given: dict[str, str]) -> None:
    rows = [tuple(row.items()) for row in ask(sample.store, name, **given)]
    assert len(rows) == len(set(rows))


def test_attendance_gives_offices(sample: GraphOnDisk) -> None:
    rows = ask(sample.store, "attendance", event=event(sample, "StateVisit", "2025-11-14"))
    assert holds(
        rows, role="guest", name="Kassym-Jomart Tokayev", capacity="president (Kazakhstan)"
    )


def test_as_known_on_tells_before_from_after(sample: GraphOnDisk) -> None:
    visit = event(sample, "StateVisit", "2025-11-14")
    rows = ask(sample.store, "as-known-on", event=visit, on="2025-11-13")
    assert holds(rows, when="known", reported="2025-11-12", status="planned")
    assert holds(rows, when="later", reported="2025-11-15", status="ongoing")


def test_why_gives_the_words(sample: GraphOnDisk) -> None:
    rows = ask(sample.store, "why", node=event(sample, "StateVisit", "2022-12-21"))
    assert holds(rows, words="*государственный визит в Узбекистан*", published="2022-12-22")


@pytest.fixture(scope="module")
def rare() -> OxigraphStore:
    """What the sample articles do not tell of."""
    import pyoxigraph as ox

    store = ox.Store()
    store.load(path=Path(__file__).with_name("rare.ttl"), format=ox.RdfFormat.TURTLE)
    return OxigraphStore(store)


def test_ambassadors(rare: OxigraphStore) -> None:
    rows = ask(rare, "ambassadors")
    assert [row["what"] for row in rows] == ["in office", "credentials"]
    assert holds(
        rows, stateName="A", toName="B", name="Envoy", detail="ambassador", until="2022-12-31"
    )
    assert ask(rare, "ambassadors", since="2023-01-01") == []


def test_sanctions(rare: OxigraphStore) -> None:
    (row,) = ask(rare, "sanctions")
    assert (row["actors"], row["targets"], row["until"]) == ("A", "B", "2022-05-31")
    assert ask(rare, "sanctions", from_="2022-04-01") == []


def test_fell_through(rare: OxigraphStore) -> None:
    (row,) = ask(rare, "fell-through")
    assert (row["became"], row["headline"], row["sentences"]) == ("cancelled", "Two", "called off")


def test_disagreements_on_status_and_participant(rare: OxigraphStore) -> None:
    rows = ask(rare, "disagreements")
    assert [(r["field"], r["one"], r["other"]) for r in rows] == [
        ("participant", "not B", "B"),
        ("status", "cancelled", "held"),
    ]


def test_attendance_tells_who_stayed_away_and_what_is_denied(rare: OxigraphStore) -> None:
    rows = ask(rare, "attendance", event="id:talks")
    assert [(r["role"], r["name"], r["assertion"]) for r in rows] == [
        ("absent", "Envoy", "asserted"),
        ("participant", "B", "asserted"),
        ("participant", "B", "denied"),
    ]


def test_days_are_as_precise_as_they_were_told(rare: OxigraphStore) -> None:
    """A visit told by its year is no visit on 1 January; one without a date hides no other date."""
    rows = ask(rare, "visit-counts", a="KZ", b="UZ", rank="Visit")
    assert [(r["direction"], r["visits"], r["first"], r["last"]) for r in rows] == [
        ("a to b", "2", "2016", "2023-05-17"),
        ("b to a", "1", None, None),
    ]


def test_reciprocity_without_a_date_is_even(rare: OxigraphStore) -> None:
    (row,) = ask(rare, "reciprocity", a="KZ")
    assert (row["made"], row["received"], row["lastMade"]) == ("2", "1", "2023-05-17")
    assert row["turn"] == "even"


def test_offices_tell_how_well_they_are_known(rare: OxigraphStore) -> None:
    rows = [r for r in ask(rare, "offices") if r["name"] == "Leader"]
    assert [(r["office"], r["standing"], r["articles"]) for r in rows] == [
        ("minister", "reported", "2"),
        ("president", "known", "0"),
        ("minister", "doubted", "1"),
    ]
