"""How often names in annotated articles are linked to whom people say they mean."""

from __future__ import annotations

import csv

import pytest

from kg.resolve.gazetteer import gazetteer
from tests.benchmarks.linking import EXPECTED, Outcome, gold, is_right, table
from tests.kg.annotated import GOLD


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    if not (GOLD / "dev").is_dir():
        pytest.skip("the annotated articles are not beside the repository")
    return gold(GOLD / "dev")


@pytest.mark.parametrize(("group", "bar"), [("State", 0.98), ("Person", 0.95)])
def test_linked_or_rightly_not(group: str, bar: float, outcomes: list[Outcome]) -> None:
    of = [o for o in outcomes if o[0] == group]
    right = sum(map(is_right, of))
    assert right >= bar * len(of), "\n".join(table(of))


def test_whom_people_expect_is_in_the_gazetteer() -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        expected = {row["expected"] for row in csv.DictReader(file)} - {""}
    assert expected <= gazetteer().entries.keys()
    assert len(expected) > 50
