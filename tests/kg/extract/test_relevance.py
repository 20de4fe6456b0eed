"""What an extraction keeps, and how it is numbered."""

from __future__ import annotations

from kg.extract.relevance import relevant
from kg.model.extraction import (
    Claim,
    Entity,
    Event,
    Extraction,
    Fragment,
    Office,
    Participant,
    Quantity,
)

TEXT = "Шведский министр встретился с Кимом в Осло. План Кима."


def _entity(identifier: str, **fields: object) -> Entity:
    return Entity.model_validate(
        {"id": identifier, "type": "Person", "name": identifier, "surfaces": (identifier,)} | fields
    )


def _extraction(*entities: Entity, **parts: object) -> Extraction:
    base = {"id": "a", "lang": "ru", "title": "", "entities": entities}
    return Extraction.model_validate(base | parts)


def _kept(*entities: Entity, **parts: object) -> list[str]:
    return [e.name for e in relevant(_extraction(*entities, **parts), TEXT).entities]


def test_named_people_states_and_official_bodies_stay() -> None:
    entities = (
        _entity("Ким"),
        _entity("Швеция", type="State", iso="SE"),
        _entity("НАТО", type="Organization", kind="igo"),
        _entity("МИД", type="Organization", kind="government"),
    )
    assert _kept(*entities) == ["Ким", "Швеция", "НАТО", "МИД"]


def test_outlets_places_and_deals_go_unless_needed() -> None:
    entities = (
        _entity("ТАСС", type="Organization", kind="media"),
        _entity("Холм", type="Place", kind="region"),
        _entity("соглашение", type="Agreement", kind="contract"),
    )
    assert _kept(*entities) == []
    claim = Claim(id="c1", speaker="ТАСС")
    event = Event(
        id="v1",
        type="Signing",
        status="held",
        place="Холм",
        participants=(Participant(entity="соглашение", role="document"),),
    )
    assert _kept(*entities, claims=(claim,), events=(event,)) == ["ТАСС", "Холм", "соглашение"]


def test_a_known_city_and_a_contested_territory_stay() -> None:
    entities = (
        _entity("Осло", type="Place", kind="city", gazetteer="place/oslo"),
        _entity("Косово", type="Place", kind="region", gazetteer="place/kosovo"),
        _entity("Африка", type="Place", kind="region", gazetteer="place/africa"),
        _entity("Глушь", type="Place", kind="city"),
    )
    assert _kept(*entities) == ["Осло", "Косово"]


def test_a_plan_with_a_name_stays() -> None:
    plans = (
        _entity("a", type="Agreement", kind="plan", surfaces=("план Кима",)),
        _entity("b", type="Agreement", kind="plan", surfaces=("мирный план",)),
    )
    assert _kept(*plans) == ["a"]


def test_a_state_that_is_only_an_adjective_stays_where_an_office_needs_it() -> None:
    state = _entity("Швеция", type="State", iso="SE", surfaces=(), mentions=((0, 8),))
    minister = _entity("Ким")
    assert _kept(state, minister) == ["Ким"]
    office = Office(id="o1", holder="Ким", title="министр", of="Швеция")
    kept = relevant(_extraction(state, minister, offices=(office,)), TEXT)
    assert kept.entities[0].surfaces == ("Шведский",)


def test_everything_is_renumbered_together() -> None:
    entities = (
        _entity("gone", type="Organization", kind="media"),
        _entity("Ким"),
        _entity("Швеция", type="State", iso="SE"),
    )
    parts = {
        "offices": (Office(id="o1", holder="Ким", title="посол", of="Швеция"),),
        "events": (
            Event(
                id="v1",
                type="Visit",
                status="held",
                place="Швеция",
                resulted_in=("Ким",),
                participants=(Participant(entity="Ким", role="guest", on_behalf_of="Швеция"),),
            ),
        ),
        "quantities": (
            Quantity(
                id="q1", kind="actual", metric="aid", value=1, unit="USD", between=("Швеция",)
            ),
        ),
        "claims": (
            Claim(id="c1", speaker="Ким", affiliation="Швеция", about=("v1", "gone", "Швеция")),
        ),
    }
    kept = relevant(_extraction(*entities, **parts), TEXT)
    assert [e.id for e in kept.entities] == ["e1", "e2"]
    assert (kept.offices[0].holder, kept.offices[0].of) == ("e1", "e2")
    event = kept.events[0]
    assert (event.place, event.resulted_in) == ("e2", ("e1",))
    assert (event.participants[0].entity, event.participants[0].on_behalf_of) == ("e1", "e2")
    assert kept.quantities[0].between == ("e2",)
    assert (kept.claims[0].affiliation, kept.claims[0].about) == ("e2", ("v1", "e2"))


def test_fragments_are_left_alone() -> None:
    evidence = (Fragment(text="Шведский", start=0, end=8),)
    office = Office(id="o1", holder="Ким", title="посол", evidence=evidence)
    assert relevant(_extraction(_entity("Ким"), offices=(office,)), TEXT).offices[0].of is None
    assert (
        relevant(_extraction(_entity("Ким"), offices=(office,)), TEXT).offices[0].evidence
        == evidence
    )


def _claims(*claims: Claim, **parts: object) -> list[tuple[str, str]]:
    entities = (
        _entity("МЧС", type="Organization", kind="government", iso="RU"),
        _entity("Россия", type="State", iso="RU"),
        _entity("Ким"),
        _entity("Япония", type="State", iso="JP"),
        _entity("НАТО", type="Organization", kind="igo"),
    )
    found = relevant(_extraction(*entities, claims=claims, **parts), TEXT)
    names = {entity.id: entity.name for entity in found.entities}
    return [(claim.id, names[claim.speaker]) for claim in found.claims]


HOME = Claim(id="c1", speaker="МЧС", affiliation="Россия", about=("Россия",))
ABROAD = Claim(id="c2", speaker="МЧС", affiliation="Россия", about=("Япония",))
PRIVATE = Claim(id="c3", speaker="Ким", about=())
ALLIANCE = Claim(id="c4", speaker="НАТО", about=("Россия",))


def test_without_an_event_claims_between_two_parties_stay() -> None:
    home = [HOME.model_copy(update={"id": f"h{n}"}) for n in range(5)]
    assert _claims(*home, ABROAD, ALLIANCE) == [("c1", "МЧС"), ("c2", "НАТО")]


def test_with_enough_claims_between_two_parties_all_stay() -> None:
    assert [speaker for _, speaker in _claims(HOME, PRIVATE, ABROAD)] == ["МЧС", "Ким", "МЧС"]


def test_with_an_event_all_claims_stay() -> None:
    event = Event(id="v1", type="Meeting", status="held")
    found = _claims(HOME, ABROAD, PRIVATE, ALLIANCE, events=(event,))
    assert [identifier for identifier, _ in found] == ["c1", "c2", "c3", "c4"]
