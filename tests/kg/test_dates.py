"""EDTF dates: examples of the rule in the ontology, and properties over all of them."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import (
    Bounds,
    bounds,
    covering,
    end_of,
    first_day,
    interval,
    last_day,
    split,
    start_of,
    valid,
    with_year,
)

DAYS = st.dates(min_value=Day(1900, 1, 1), max_value=Day(2100, 12, 31)).map(Day.isoformat)
POINTS = st.builds(lambda day, size: day[:size], DAYS, st.sampled_from([4, 7, 10]))
UNDATED = st.builds(lambda day, size: "XXXX" + day[4:size], DAYS, st.sampled_from([7, 10]))
ANY_POINT = POINTS | UNDATED


@st.composite
def intervals(draw: st.DrawFn) -> str:
    start, end = sorted(draw(st.tuples(DAYS, DAYS)))
    sizes = draw(st.tuples(st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10])))
    left, right = start[: sizes[0]], end[: sizes[1]]
    return draw(st.sampled_from([f"{left}/{right}", f"{left}/..", f"../{right}"]))


DATES = ANY_POINT | intervals()


@pytest.mark.parametrize(
    ("date", "points"),
    [
        ("2025-11-14", ("2025-11-14", None)),
        ("2025-11", ("2025-11", None)),
        ("2025-11-14/2025-11-15", ("2025-11-14", "2025-11-15")),
        ("2022-03/..", ("2022-03", None)),
        ("../2030", (None, "2030")),
        ("XXXX-11-14/XXXX-11-15", ("XXXX-11-14", "XXXX-11-15")),
        ("XXXX-02-29", ("XXXX-02-29", None)),
    ],
)
def test_split(date: str, points: tuple[str | None, str | None]) -> None:
    assert valid(date)
    assert split(date) == points


@pytest.mark.parametrize(
    "text",
    [
        "..",
        "../..",
        "/",
        "2025/",
        "2025-13",
        "2025-02-30",
        "2023-02-29",
        "2025-1-1",
        "XXXX",
        "0000",
        "2025-11-15/2025-11-14",
        "14.11.2025",
        "2025-11-14T00:00",
        "2025-11-14/2025-11-15/..",
        "../2030-00",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert not valid(text)
    with pytest.raises(ValueError, match="not a"):
        split(text)


def test_empty_is_no_date() -> None:
    assert not valid("")


def test_join() -> None:
    assert interval("2025-11-14", "2025-11-15") == "2025-11-14/2025-11-15"
    assert interval("2025-11-14", "2025-11-14") == "2025-11-14"
    assert interval("2025-11", None) == "2025-11"
    assert interval(None, "2030") == "../2030"
    assert interval(None, None) is None
    with pytest.raises(ValueError, match="not an interval"):
        interval("2025-11-15", "2025-11-14")


@pytest.mark.parametrize(
    ("date", "whole"),
    [
        ("2023-11-14", "2023-11-14"),
        ("2023-11", "2023-11"),
        ("2023-11-14/2023-11-15", "2023-11"),
        ("2023-09/2023-11", "2023"),
        ("2023-10-30/2023-11-02", "2023"),
        ("2022-12/2023-02", None),
        ("2022/..", None),
        ("../2030", None),
        ("XXXX-11-14/XXXX-11-15", None),
        ("XXXX-11", None),
    ],
)
def test_point_that_covers_a_date(date: str, whole: str | None) -> None:
    assert covering(date) == whole


@pytest.mark.parametrize(
    ("date", "one_day", "expected"),
    [
        ("2025-11-14", True, ("2025-11-14", "2025-11-14", "2025-11-14", "2025-11-14")),
        ("2025-11-14", False, ("2025-11-14", "2025-11-14", None, None)),
        ("2023-02", True, ("2023-02-01", "2023-02-28", "2023-02-01", "2023-02-28")),
        ("2024-02", False, ("2024-02-01", "2024-02-29", None, None)),
        ("2022", False, ("2022-01-01", "2022-12-31", None, None)),
        (
            "2025-11-14/2025-11-15",
            False,
            ("2025-11-14", "2025-11-14", "2025-11-15", "2025-11-15"),
        ),
        ("2023-10-30/2023-11", False, ("2023-10-30", "2023-10-30", "2023-11-01", "2023-11-30")),
        ("2022-03/..", True, ("2022-03-01", "2022-03-31", None, None)),
        ("../2030", False, (None, None, "2030-01-01", "2030-12-31")),
        ("2024-03/2024-05", False, ("2024-03-01", "2024-03-31", "2024-05-01", "2024-05-31")),
        ("2024-03/2024-05", True, ("2024-03-01", "2024-05-31", "2024-03-01", "2024-05-31")),
        ("XXXX-11-14", True, (None, None, None, None)),
        ("XXXX-11-14/XXXX-11-15", False, (None, None, None, None)),
        (None, True, (None, None, None, None)),
    ],
)
def test_bounds(
    date: str | None, one_day: bool, expected: tuple[str | None, str | None, str | None, str | None]
) -> None:
    assert bounds(date, one_day=one_day) == Bounds(*expected)


@pytest.mark.parametrize(
    ("date", "published", "near", "past", "future"),
    [
        ("XXXX-11-09", "2023-01-05", "2022-11-09", "2022-11-09", "2023-11-09"),
        ("XXXX-01-09", "2023-12-20", "2024-01-09", "2023-01-09", "2024-01-09"),
        ("XXXX-05-17", "2023-05-17", "2023-05-17", "2023-05-17", "2023-05-17"),
        ("XXXX-05", "2023-05-17", "2023-05", "2023-05", "2023-05"),
        ("XXXX-02-29", "2023-05-17", "2024-02-29", "2020-02-29", "2024-02-29"),
        (
            "XXXX-12-30/XXXX-01-02",
            "2023-12-20",
            "2023-12-30/2024-01-02",
            "2022-12-30/2023-01-02",
            "2023-12-30/2024-01-02",
        ),
        ("2021-11-09", "2023-01-05", "2021-11-09", "2021-11-09", "2021-11-09"),
    ],
)
def test_year_from_publication(
    date: str, published: str, near: str, past: str, future: str
) -> None:
    assert with_year(date, published) == near
    assert with_year(date, published, "past") == past
    assert with_year(date, published, "future") == future


@given(DATES)
def test_split_and_join_are_inverse(date: str) -> None:
    start, end = split(date)
    joined = interval(start, end)
    assert joined == (date.removesuffix("/..") if start != end else start)


@given(DATES)
def test_starts_and_ends_have_a_year(date: str) -> None:
    for point, own in zip((start_of(date), end_of(date)), split(date), strict=True):
        assert point == (None if own is None or own.startswith("XXXX") else own)


@given(POINTS)
def test_point_lies_between_its_first_and_last_day(point: str) -> None:
    first, last = first_day(point), last_day(point)
    assert first is not None
    assert last is not None
    assert first[: len(point)] == last[: len(point)] == point
    after = (Day.fromisoformat(last) + timedelta(days=1)).isoformat()
    before = (Day.fromisoformat(first) - timedelta(days=1)).isoformat()
    assert point not in (after[: len(point)], before[: len(point)])


@given(DATES, st.booleans())
def test_bounds_are_in_order(date: str, one_day: bool) -> None:
    found = bounds(date, one_day=one_day)
    for earliest, latest in (
        (found.earliest_start, found.latest_start),
        (found.earliest_end, found.latest_end),
        (found.earliest_start, found.latest_end),
    ):
        assert earliest is None or latest is None or earliest <= latest
    if "XXXX" in date:
        assert found == Bounds()
    elif one_day and "/" not in date:
        assert found.earliest_start == found.earliest_end
        assert found.latest_start == found.latest_end


@given(UNDATED, DAYS)
def test_year_on_the_side_asked_for(date: str, published: str) -> None:
    past, near, future = (with_year(date, published, s) for s in ("past", "near", "future"))
    assert past[4:] == near[4:] == future[4:] == date[4:]
    assert (first_day(past) or "") <= published <= (last_day(future) or "")
    assert near in (past, future)


@given(DATES)
def test_publication_never_moves_a_known_year(date: str) -> None:
    if "XXXX" not in date:
        assert with_year(date, "2023-05-17") == date
