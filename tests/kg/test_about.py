"""What is told of nodes that rest on no sentence of their own."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from kg.about import about
from kg.cli.why import command
from kg.graph import GraphOnDisk
from kg.model.graph import BASE


def test_a_person_with_facts_and_the_newest_sentences(sample: GraphOnDisk) -> None:
    known = about(sample.store, f"{BASE}person/emomali-rahmon", limit=5)
    assert known is not None
    assert known.name == "Emomali Rahmon"
    assert known.facts["sameAs"] == ("Q57366",)
    assert known.articles == 9
    days = [str(row["published"]) for row in known.sentences]
    assert len(days) == 5
    assert days == sorted(days, reverse=True)
    assert all(row["role"] for row in known.sentences)


def test_a_speaker_has_no_event_in_his_row(sample: GraphOnDisk) -> None:
    known = about(sample.store, f"{BASE}person/kassym-jomart-tokayev", limit=500)
    assert known is not None
    said = [row for row in known.sentences if row["role"] == "speaker"]
    assert said
    assert not any(row["title"] for row in said)
    places = [(r["words"], r["start"], r["role"], r["event"]) for r in known.sentences]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("node", "told"),
    [
        ("Tokayev", "mentioned in 11 articles"),
        ("office:KZ/president", "officeOf: Kazakhstan"),
        ("state:KZ", "iso: KZ"),
    ],
)
def test_why_tells_of_an_entity(sample: GraphOnDisk, node: str, told: str) -> None:
    done = CliRunner().invoke(command, [node, "-g", str(sample.folder)], standalone_mode=False)
    assert done.return_value == 0
    assert told in done.output


def test_why_of_nothing(sample: GraphOnDisk) -> None:
    arguments = ["person:nobody", "-g", str(sample.folder)]
    assert CliRunner().invoke(command, arguments, standalone_mode=False).return_value == 3
