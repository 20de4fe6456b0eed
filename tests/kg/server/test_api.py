from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kg.server.conftest import Client, node

ID = "https://w3id.org/diplograph/id/"
GUEST = node("skos:prefLabel", "Касым-Жомарт Токаев")


def call(client: Client, name: str, **parameters: str) -> Any:
    reply = client.get(f"/api/{name}?{urlencode(parameters)}")
    assert reply.status == 200, reply.text
    assert reply.headers["content-type"] == "application/json"
    return reply.json()


def test_events_by_participant_status_and_time(client: Client) -> None:
    found = call(client, "events", about="KZ", type="Visit", lang="ru")
    assert [e["type"] for e in found["events"]] == ["StateVisit"]
    assert found["events"][0]["label"].startswith("Государственный визит")
    everything = call(client, "events")
    assert everything["total"] == len(everything["events"]) == 4
    assert call(client, "events", limit="1", offset="1")["events"] == everything["events"][1:2]
    assert call(client, "events", **{"from": "2030-01-01"})["total"] == 0


def test_a_node_with_its_facts(client: Client) -> None:
    found = client.get(f"/api/node/{GUEST.removeprefix(ID)}?lang=en").json()
    assert found["label"] == "Kassym-Jomart Tokayev"
    assert found["type"] == "person"
    assert found["events"]


def test_neighbours_share_events(client: Client) -> None:
    found = call(client, "neighbours", of="Токаев", lang="ru")
    labels = {n["label"] for n in found["neighbours"]}
    assert "Узбекистан" in labels
    assert all(n["count"] == len(n["events"]) for n in found["neighbours"])


def test_a_path_alternates_entities_and_events(client: Client) -> None:
    chain = [n["iri"] for n in call(client, "path", **{"from": "Токаев", "to": "UZ"})["path"]]
    assert chain[0] == GUEST
    assert chain[-1] == ID + "state/UZ"
    assert all("/event/" in iri for iri in chain[1::2])
    assert call(client, "path", **{"from": "KZ", "to": "KZ"})["path"][0]["iri"] == ID + "state/KZ"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/search", 400),
        ("/api/events?limit=x", 400),
        ("/api/events?limit=100000", 400),
        ("/api/events?from=2025", 400),
        ("/api/events?about=Nobody", 404),
        ("/api/neighbours", 400),
        ("/api/node/state/ZZ", 404),
        ("/api/nothing", 404),
    ],
)
def test_a_wrong_call_is_told_why(client: Client, path: str, status: int) -> None:
    reply = client.get(path)
    assert reply.status == status
    assert reply.text.strip()


def operations(client: Client) -> dict[str, Any]:
    description = client.get("/api", Accept="application/json").json()
    assert description == client.get("/api/openapi.json", Accept="application/json").json()
    return {path: item["get"] for path, item in description["paths"].items()}


def test_the_description_names_every_call(client: Client) -> None:
    found = operations(client)
    assert set(found) == {
        "/api/search", "/api/node/{id}", "/api/events", "/api/neighbours", "/api/path",
    }  # fmt: skip
    for operation in found.values():
        assert operation["summary"]
        assert all(p["description"] for p in operation["parameters"])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_call_answers_as_described(client: Client, data: st.DataObject) -> None:
    """Any parameters, right or wrong, get a status that the description lists."""
    path, operation = data.draw(st.sampled_from(sorted(operations(client).items())))
    names = [p["name"] for p in operation["parameters"] if p["in"] == "query"]
    values = st.one_of(
        st.text(max_size=30), st.sampled_from(["KZ", "Токаев", "2025-11-14", "5", "ru", "Visit"])
    )
    given = data.draw(st.dictionaries(st.sampled_from(names), values, max_size=4))
    rest = quote(data.draw(st.sampled_from(["state/KZ", "x", "a b", "день"])))
    reply = client.get(f"{path.replace('{id}', rest)}?{urlencode(given, errors='replace')}")
    assert str(reply.status) in operation["responses"], reply.text


def test_the_description_is_openapi_for_browsers_too(client: Client) -> None:
    reply = client.get("/api/openapi.json", Accept="text/html,*/*;q=0.8")
    assert reply.json()["openapi"] == "3.1.0"
