"""The vocabulary that the stages use."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from kg.model.extraction import Claim, Entity, Event, Extraction, Participant, Quantity
from kg.rdf.terms import SCHEMES
from kg.schema import vocabulary
from kg.schema.source import read
from kg.schema.vocabulary import assemble

WORDS = vocabulary()
GOLD = Path(__file__).parents[4] / "shared" / "gold"

FAMILIES = {
    "Contact": "StateVisit OfficialVisit WorkingVisit PrivateVisit Visit Meeting Negotiation Call "
    "Summit Session Forum",
    "Invitation": "Invitation",
    "Agreement": "Signing Ratification Accession Withdrawal",
    "Institution": "Launch",
    "Personnel": "Appointment Dismissal Credentials",
    "Relations": "RelationsEstablished RelationsSevered Recognition Recall Expulsion",
    "Coercion": "Sanction Protest",
    "Cooperation": "Assistance Exercise Award",
}
#: Codes of the published design: types, then held and ongoing, planned, cancelled.
CODES = [
    ("StateVisit OfficialVisit WorkingVisit PrivateVisit Visit",
     "CONSULT 042 043", "AGREE 036", "REJECT 125"),
    ("Meeting Summit Session Forum", "CONSULT 040", "AGREE 036", "REJECT 125"),
    ("Negotiation", "CONSULT 046", "AGREE 036", "REJECT 125"),
    ("Call", "CONSULT 041", "AGREE 036", "REJECT 125"),
    ("Invitation", "AGREE 036", None, None),
    ("Signing Ratification Accession", "SUPPORT 057", "AGREE 030", "REJECT 120"),
    ("Launch", "COOPERATE 061", "AGREE 0311", None),
    ("Recognition", "SUPPORT 054", "AGREE 030", "REJECT 120"),
    ("RelationsEstablished", "SUPPORT 050", "AGREE 030", "REJECT 120"),
    ("Recall RelationsSevered", "SANCTION 161", "THREATEN 130", None),
    ("Withdrawal", "SANCTION 160", "THREATEN 130", None),
    ("Expulsion", "SANCTION 166", "THREATEN 130", None),
    ("Sanction", "SANCTION 163", "THREATEN 130", None),
    ("Protest", "ACCUSE 114", None, None),
    ("Assistance", "AID 070", "AGREE 033", "REJECT 120"),
    ("Exercise", "COOPERATE 062", "AGREE 030", "REJECT 120"),
    ("Award", "SUPPORT 051", None, None),
    ("Appointment Dismissal Credentials", None, None, None),
]  # fmt: skip


def test_types_and_families() -> None:
    found: dict[str, set[str]] = {}
    for name, type_ in WORDS.event_types.items():
        found.setdefault(type_.family, set()).add(name)
    assert found == {family: set(names.split()) for family, names in FAMILIES.items()}


def test_codes_by_type_and_status() -> None:
    def shown(name: str, status: str) -> str | None:
        codes = WORDS.codes(name, status)
        return " ".join((codes.plover, *codes.cameo)) if codes else None

    for names, done, planned, cancelled in CODES:
        for name in names.split():
            assert shown(name, "held") == shown(name, "ongoing") == done
            assert shown(name, "planned") == planned
            assert shown(name, "cancelled") == cancelled
            assert shown(name, "postponed") is shown(name, "unconfirmed") is None
    assert {n for names, *_ in CODES for n in names.split()} == set(WORDS.event_types)


def test_events_of_one_day() -> None:
    longer = "Negotiation Summit Session Forum Sanction Assistance Exercise"
    visits = "Visit StateVisit OfficialVisit WorkingVisit PrivateVisit"
    found = {name for name, type_ in WORDS.event_types.items() if not type_.one_day}
    assert found == {*longer.split(), *visits.split()}


def test_ranks_are_inherited_by_nobody() -> None:
    ranks = {name: t.rank for name, t in WORDS.event_types.items() if t.rank}
    assert ranks == {
        "StateVisit": "state",
        "OfficialVisit": "official",
        "WorkingVisit": "working",
        "PrivateVisit": "private",
    }


def test_ancestors_and_kinds() -> None:
    assert WORDS.ancestors("StateVisit") == ("Visit", "Contact", "Event")
    assert WORDS.ancestors("GovernmentBody") == ("Organization",)
    assert WORDS.ancestors("Event") == WORDS.ancestors("nothing") == ()
    assert WORDS.class_of("Organization", "igo") == "IntergovernmentalOrganization"
    assert (
        WORDS.class_of("Organization", "other") == WORDS.class_of("Organization") == "Organization"
    )
    assert WORDS.class_of("Agreement", "other") == "Agreement"
    assert WORDS.class_of("Person") == "Person"
    assert set(WORDS.kinds["Place"]) == {"city", "region", "venue"}


def test_absent_is_no_involvement() -> None:
    assert [name for name, role in WORDS.roles.items() if not role.involves] == ["absent"]


def test_schemes_have_prefixes() -> None:
    assert set(SCHEMES) == set(WORDS.schemes)


def test_it_loads_quickly() -> None:
    assemble(read())
    begun = time.process_time()
    assemble(read())
    assert time.process_time() - begun < 0.15  # seconds of processor; 0.03 on the makers' machine


def test_check_names_each_value_that_is_unknown() -> None:
    said = Extraction(
        id="a1",
        lang="ru",
        title="",
        entities=(
            Entity(id="e1", type="Person", name="А"),
            Entity(id="e2", type="Organization", kind="city", name="Б"),
        ),
        events=(
            Event(id="v1", type="Visit", status="perhaps", topics=("weather",)),
            Event(
                id="v2",
                type="Signing",
                status="held",
                participants=(
                    Participant(entity="e1", role="document"),
                    Participant(entity="e1", role="guest"),
                    Participant(entity="e9", role="signatory"),
                ),
            ),
            Event(id="v3", type="Party", status="held"),
        ),
        quantities=(Quantity(id="q1", kind="actual", metric="joy", value=1, unit="kg"),),
        claims=(Claim(id="c1", speaker="e1", modality="sing"),),
    )
    assert WORDS.check(said) == [
        "a1 e2: unknown kind 'city' of Organization",
        "a1 v2: document of Signing may not be e1 (Person)",
        "a1 v2: Signing takes no role 'guest'",
        "a1 v2: signatory of Signing may not be e9 (no such entity)",
        "a1 v3: unknown event type 'Party'",
        "a1 v1: unknown status 'perhaps'",
        "a1 v1: unknown topic 'weather'",
        "a1 q1: unknown metric 'joy'",
        "a1 q1: unknown unit 'kg'",
        "a1 c1: unknown modality 'sing'",
    ]


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated articles are not here")
def test_annotated_articles_keep_to_the_vocabulary() -> None:
    files = sorted([*GOLD.glob("*/json/*.json"), *GOLD.glob("*/*/json/*.json")])
    assert files
    for file in files:
        said = json.loads(file.read_text(encoding="utf-8"))
        types = {e["id"]: e["type"] for e in said["entities"]}
        for event in said["events"]:
            roles = WORDS.event_types[event["type"]].roles
            for part in event["participants"]:
                assert types[part["entity"]] in roles[part["role"]], (file.name, event["id"])
        assert {q["unit"] for q in said["quantities"]} <= set(WORDS.units)
        assert {q["metric"] for q in said["quantities"]} <= set(WORDS.metrics)
        assert {c["modality"] for c in said["claims"]} <= set(WORDS.modalities)
