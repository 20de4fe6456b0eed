"""Dates as EDTF strings: checking, taking apart, joining, bounds.

The project uses a part of EDTF (ISO 8601-2:2019): a *point* is a day ``2025-11-14``, month
``2025-11`` or year ``2025``; its year is ``XXXX`` where nobody gave one (``XXXX-11-14``). A *date*
is a point, or an interval of two points of which one may be open: ``2025-11-14/2025-11-15``,
``2022-03/..``, ``../2030``. Seasons, quarters and halves are intervals of months
(``2024-03/2024-05``).

Functions that take a date raise ValueError where it is not of this form.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a class; ``date`` is the word for our strings
from typing import Literal

OPEN = ".."
UNKNOWN_YEAR = "XXXX"
#: A leap year, in which every day of the calendar exists.
_ANY_YEAR = 2000

#: On which side of the publication date a date without a year lies.
Side = Literal["near", "past", "future"]

_POINT = re.compile(
    r"(?:(?P<year>(?!0000)[0-9]{4})|XXXX(?=-))(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which days a thing began and ended; ISO days, None where unknown."""

    earliest_start: str | None = None
    latest_start: str | None = None
    earliest_end: str | None = None
    latest_end: str | None = None


def split(date: str) -> tuple[str | None, str | None]:
    """The two points of a date: (start, None) for a point, None for an open end of an interval."""
    start, slash, end = date.partition("/")
    points = [None if slash and p == OPEN else p for p in (start, end if slash else OPEN)]
    first, last = points[0], points[1] if slash else None
    for point in (first, last):
        if point is not None and not _is_point(point):
            raise ValueError(f"not a date: {date!r}")
    if (slash and first is None and last is None) or (first and last and _reversed(first, last)):
        raise ValueError(f"not an interval: {date!r}")
    return first, last


def valid(date: str) -> bool:
    """Whether a string is a date as this module means it."""
    try:
        split(date)
    except ValueError:
        return False
    return True


def interval(start: str | None, end: str | None) -> str | None:
    """The date that runs from one point to another: a point where both are one, or there is no end.

    A missing start gives an interval open at its beginning; without both there is no date.
    """
    joined = start if end is None or start == end else f"{start or OPEN}/{end}"
    if joined is not None:
        split(joined)
    return joined


def start_of(date: str | None) -> str | None:
    """``YYYY[-MM[-DD]]`` at which a date starts; None where that is unknown or has no year."""
    return _dated(split(date)[0]) if date else None


def end_of(date: str | None) -> str | None:
    """``YYYY[-MM[-DD]]`` at which an interval ends; None for a point, an open end, no year."""
    return _dated(split(date)[1]) if date else None


def first_day(point: str) -> str | None:
    """The first day that a point covers, ISO; None where its year is unknown."""
    year, month, _ = _parts(point)
    if year is None:
        return None
    return point if len(point) == 10 else f"{year:04}-{month or 1:02}-01"


def last_day(point: str) -> str | None:
    """The last day that a point covers, ISO; None where its year is unknown."""
    year, month, _ = _parts(point)
    if year is None:
        return None
    month = month or 12
    return point if len(point) == 10 else f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def covering(date: str) -> str | None:
    """The day, month or year in which the whole of a date lies («осенью 2023»: 2023); None if none.

    An interval open at one end, or without a year, lies in none.
    """
    start, end = split(date)
    if "/" not in date:
        return _dated(start)
    if start is None or end is None or start.startswith(UNKNOWN_YEAR):
        return None
    return next((start[:size] for size in (7, 4) if start[:size] == end[:size]), None)


def narrows(date: str, wide: str) -> bool:
    """Whether a date says more than a month or year that it lies in: its month, day or days."""
    return len(wide) < len("YYYY-MM-DD") and date != wide and date.startswith(wide)


def bounds(date: str | None, *, one_day: bool) -> Bounds:
    """Between which days an event of this date began and ended.

    A day gives both bounds of its side, a month or year its first and last day. Without an end, an
    event that takes one day by nature (``one_day``) ends when it starts, and of any other the end
    stays unknown. A one-day event dated by an interval of months or years lies somewhere in it. An
    unknown year leaves all bounds out.
    """
    if date is None or UNKNOWN_YEAR in date:
        return Bounds()
    start, end = split(date)
    if one_day and start and end and len(start) < 10 and len(end) < 10:
        began = ended = (first_day(start), last_day(end))
    else:
        began, ended = _range(start), _range(end)
        if one_day and "/" not in date:
            ended = began
    return Bounds(*began, *ended)


def with_year(date: str, published: str, side: Side = "near") -> str:
    """A date whose unknown years are filled from an article's publication date (ISO).

    ``near`` takes the year that brings the date closest to publication, ``past`` the last one that
    began by then, ``future`` the next one that was not over. An interval ends no earlier than it
    starts.
    """
    start, end = split(date)
    start = _point_with_year(start, published, side)
    if start is not None and _dated(start):
        end = _point_with_year(end, first_day(start) or published, "future")
    else:
        end = _point_with_year(end, published, side)
    return f"{start or OPEN}/{end or OPEN}" if "/" in date else start or date


def _is_point(text: str) -> bool:
    try:
        year, month, day = _parts(text)
        Day(year or _ANY_YEAR, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return False
    return True


def _parts(point: str) -> tuple[int | None, int | None, int | None]:
    match = _POINT.fullmatch(point)
    if not match:
        raise ValueError(f"not a day, month or year: {point!r}")
    year, month, day = (int(g) if g else None for g in match.group("year", "month", "day"))
    return year, month, day


def _reversed(start: str, end: str) -> bool:
    """Whether an interval surely ends before it starts."""
    first, last = first_day(start), last_day(end)
    return first is not None and last is not None and last < first


def _dated(point: str | None) -> str | None:
    return None if point is None or point.startswith(UNKNOWN_YEAR) else point


def _range(point: str | None) -> tuple[str | None, str | None]:
    return (first_day(point), last_day(point)) if point else (None, None)


def _point_with_year(point: str | None, published: str, side: Side) -> str | None:
    if point is None or _dated(point):
        return point
    year = int(published[:4])
    # Nine years on either side hold a leap year even around 1900 or 2100.
    candidates = [
        filled
        for y in range(max(1, year - 9), min(9999, year + 9) + 1)
        if _is_point(filled := f"{y:04}{point[4:]}")
    ]
    if side == "past":
        return [c for c in candidates if (first_day(c) or c) <= published][-1]
    if side == "future":
        return next(c for c in candidates if (last_day(c) or c) >= published)
    return min(candidates, key=lambda c: (_distance(c, published), c))


def _distance(point: str, day: str) -> int:
    """Days between a day and the nearest day that a point covers."""
    first, last = first_day(point) or point, last_day(point) or point
    if first <= day <= last:
        return 0
    edge = first if day < first else last
    return abs((Day.fromisoformat(edge) - Day.fromisoformat(day)).days)
