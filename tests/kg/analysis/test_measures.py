"""Measures, on nets small enough to reckon by hand."""

from __future__ import annotations

from math import log

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis import (
    Contact,
    betweenness,
    brokerage,
    bursts,
    communities,
    degree,
    intensity,
    network,
    pagerank,
    reciprocity,
)
from kg.analysis.paths import Step, _search


def meeting(who: str, day: str | None = "2024-05-01", n: int = 0) -> Contact:
    return Contact(f"event/{who}{n}", "Meeting", tuple(who), day)


def visit(guest: str, host: str) -> Contact:
    return Contact("e", "Visit", tuple(sorted(guest + host)), None, (guest,), (host,))


def test_a_round_of_many_weighs_less_for_a_pair_than_a_meeting_of_two() -> None:
    net = network([meeting("ab"), meeting("abc")])
    assert net["a"]["b"] == {"weight": 1.5, "events": 2}
    assert degree(net) == {"a": 2.0, "b": 2.0, "c": 1.0}


def test_who_stands_between() -> None:
    net = network([meeting("ab"), meeting("bc")])
    assert betweenness(net) == {"a": 0.0, "b": 1.0, "c": 0.0}
    assert brokerage(net) == {"a": 0.0, "b": 1.0, "c": 0.0}
    triangle = network([meeting("ab"), meeting("bc"), meeting("ac")])
    assert set(brokerage(triangle).values()) == {0.5}


def test_two_groups_joined_by_one_tie() -> None:
    pairs = ("ab", "bc", "ac", "xy", "yz", "xz", "cx")
    assert communities(network(map(meeting, pairs))) == [["a", "b", "c"], ["x", "y", "z"]]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.sets(st.sampled_from("abcdef"), min_size=2, max_size=4), min_size=1, max_size=12)
)
def test_pagerank_agrees_with_networkx(groups: list[set[str]]) -> None:
    net = network(meeting("".join(sorted(g)), n=i) for i, g in enumerate(groups))
    expected = nx.pagerank(net, tol=1e-12, max_iter=1000)
    assert pagerank(net) == pytest.approx(expected, abs=1e-5)


def test_contacts_by_month() -> None:
    found = [meeting("ab"), meeting("ab", "2024-05-30", 1), meeting("ac", None)]
    assert intensity(found) == {("a", "b", "2024-05"): 2}


def test_visits_and_returns() -> None:
    found = [visit("a", "b"), visit("a", "b"), visit("b", "a"), visit("c", "a")]
    assert reciprocity(found) == {("a", "b"): (2, 1), ("a", "c"): (0, 1)}


def test_a_burst_is_found_where_it_is() -> None:
    calm = [meeting("bc", f"2023-{m:02}-{d:02}", d) for m in range(1, 13) for d in range(1, 11)]
    rare = [meeting("ad", f"2023-{m:02}-01") for m in (1, 11)]
    busy = [meeting("ad", f"2023-{m:02}-{d:02}", d) for m in (6, 7) for d in range(1, 9)]
    read = dict.fromkeys((f"2023-{m:02}" for m in range(1, 13)), 100)
    found = bursts([*calm, *rare, *busy], read)
    assert sorted(found) == ["a", "d"]
    (burst,) = found["a"]
    assert (burst.first, burst.last, burst.contacts) == ("2023-06", "2023-07", 16)
    # λ = 18/12: each of the two months gains 8·ln 3 - 2·1.5.
    assert burst.weight == pytest.approx(2 * (8 * log(3) - 3), abs=0.001)
    assert bursts([], read) == {}


def test_a_month_of_which_more_was_read_is_no_burst() -> None:
    even = [meeting("ab", f"2023-{m:02}-{d:02}", d) for m in range(1, 13) for d in range(1, 4)]
    more = [meeting("ab", f"2023-06-{d:02}", d) for d in range(4, 16)]
    read = {f"2023-{m:02}": 100 for m in range(1, 13)}
    assert bursts([*even, *more], read)["a"][0].first == "2023-06"
    assert bursts([*even, *more], {**read, "2023-06": 500}) == {}


def test_what_lies_before_the_first_article_is_no_calm_time() -> None:
    old = [meeting("ab", "1991-12-08")]
    even = [meeting("ab", f"2023-{m:02}-01", m) for m in range(1, 13)]
    assert bursts([*old, *even], {f"2023-{m:02}": 10 for m in range(1, 13)}) == {}


def test_a_path_is_shortest_and_the_first_of_equals() -> None:
    rows = [("1", "a"), ("1", "m"), ("2", "a"), ("2", "n"), ("3", "m"), ("3", "n"), ("3", "b")]
    assert _search(rows, "a", "b", "") == [Step("a", "1", "m"), Step("m", "3", "b")]
    assert _search(rows, "a", "a", "") == []
    assert _search(rows[:4], "a", "b", "") is None
