"""Readings: what the words of a time expression mean on the calendar, as EDTF.

Each function of ``READINGS`` takes the numbers that an expression's words stand for and the
``Scene`` it is read in, and gives its date, or None where the scene does not support one. They know
no language: the rules of ``data/lang/<xx>/times.yaml`` name them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812
from datetime import timedelta
from typing import Literal

from kg.dates import UNKNOWN_YEAR, Side, first_day, interval, last_day, split, with_year

Words = Mapping[str, int]
Anchor = Literal["absolute", "published", "event"]

#: So close to publication a day or month without a year lies, whatever the tense around it says.
CLOSE = timedelta(days=40)
#: Readings whose event lies somewhere in the time rather than filling it.
VAGUE = frozenset({"week", "weekend", "season", "half", "quarter", "decade", "near_days"})
#: Readings that rest on the date last named.
ANAPHORIC = frozenset({"earlier", "next_day", "same_day", "same_month", "same_year"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What an expression is read against."""

    #: Publication day, ISO; None unknown.
    published: str | None
    #: Where the verb puts it.
    side: Side
    #: Date of the nearest expression before it, EDTF.
    before: str | None
    #: A year that the same sentence has named.
    year: str | None = None

    @property
    def today(self) -> Day | None:
        """Publication as a calendar day."""
        return Day.fromisoformat(self.published) if self.published else None

    @property
    def last(self) -> str | None:
        """The point at which the nearest date before it starts."""
        return next(filter(None, split(self.before)), None) if self.before else None


Reading = Callable[[Words, Scene], str | None]


def anchor_of(read: str, words: Words, scene: Scene) -> Anchor:
    """What the date rests on: the text alone, the publication date, or the date last named."""
    if read in ANAPHORIC or (read == "later" and not _from_now(scene)):
        return "event"
    return "absolute" if words.keys() & {"year", "year_bare", "decade"} else "published"


def day(words: Words, scene: Scene) -> str | None:
    """«9 ноября», with or without a year."""
    month = words.get("month") or words["month_number"]
    return _placed(f"{month:02}-{words['day']:02}", words, scene)


def day_range(words: Words, scene: Scene) -> str | None:
    """«14–15 ноября»."""
    month = words["month"]
    first, last = f"{month:02}-{words['day']:02}", f"{month:02}-{words['day2']:02}"
    return _placed_interval(first, last, words, scene)


def day_span(words: Words, scene: Scene) -> str | None:
    """«30 октября – 2 ноября»."""
    first = f"{words['month']:02}-{words['day']:02}"
    return _placed_interval(first, f"{words['month2']:02}-{words['day2']:02}", words, scene)


def month(words: Words, scene: Scene) -> str | None:
    """«в октябре», «в прошлом июне»."""
    return _placed(f"{words['month']:02}", words, scene)


def attributive_month(words: Words, scene: Scene) -> str | None:
    """«сентябрьский» саммит."""
    return _placed(f"{words['month_adjective']:02}", words, scene)


def month_range(words: Words, scene: Scene) -> str | None:
    """«в мае–июне»."""
    return _placed_interval(f"{words['month']:02}", f"{words['month2']:02}", words, scene)


def relative_month(words: Words, scene: Scene) -> str | None:
    """«в прошлом месяце»."""
    return _months_from(scene.today, words["shift"])


def year(words: Words, scene: Scene) -> str | None:
    """«в 2021 году»."""
    return str(words["year"])


def year_range(words: Words, scene: Scene) -> str | None:
    """«в 1993–2001 годах»."""
    return f"{words['year']}/{words['year2']}"


def relative_year(words: Words, scene: Scene) -> str | None:
    """«в прошлом году», «в конце года»."""
    return str(scene.today.year + words.get("shift", 0)) if scene.today else None


def decade(words: Words, scene: Scene) -> str | None:
    """«в 1990-х»."""
    return f"{words['decade']}/{words['decade'] + 9}"


def season(words: Words, scene: Scene) -> str | None:
    """«весной», «осенью прошлого года», as the interval of its three months."""
    first = words["season"]
    return _placed_interval(f"{first:02}", f"{(first + 1) % 12 + 1:02}", words, scene)


def half(words: Words, scene: Scene) -> str | None:
    """«в первой половине 2024 года»."""
    first = 6 * words["half"] - 5
    return _placed_interval(f"{first:02}", f"{first + 5:02}", _this_year(words), scene)


def quarter(words: Words, scene: Scene) -> str | None:
    """«в третьем квартале»."""
    first = 3 * words["quarter"] - 2
    return _placed_interval(f"{first:02}", f"{first + 2:02}", _this_year(words), scene)


def relative_day(words: Words, scene: Scene) -> str | None:
    """«вчера», «завтра»."""
    return _days_from(scene.today, words["relative_day"])


def weekday(words: Words, scene: Scene) -> str | None:
    """«в четверг»: the publication day counts; «в минувший четверг»: it does not."""
    if scene.today is None:
        return None
    ahead = (words["weekday"] - scene.today.weekday()) % 7
    turn = words.get("turn") or words.get("shift")
    if turn:
        return _days_from(scene.today, (ahead or 7) if turn > 0 else ahead - 7)
    if scene.side == "future" or not ahead:
        return _days_from(scene.today, ahead)
    back = scene.side == "past" or ahead > 3
    return _days_from(scene.today, ahead - 7 if back else ahead)


def week(words: Words, scene: Scene) -> str | None:
    """«на прошлой неделе»: Monday to Sunday."""
    if scene.today is None:
        return None
    monday = scene.today - timedelta(days=scene.today.weekday())
    monday += timedelta(weeks=words.get("shift", words.get("turn", 0)))
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def weekend(words: Words, scene: Scene) -> str | None:
    """«в минувшие выходные»: Saturday and Sunday."""
    days = week(words, scene)
    sunday = split(days)[1] if days else None
    return f"{_days_from(Day.fromisoformat(sunday), -1)}/{sunday}" if sunday else None


def near_days(words: Words, scene: Scene) -> str | None:
    """«в ближайшие дни»: the week that begins with publication."""
    if scene.today is None:
        return None
    return f"{scene.published}/{_days_from(scene.today, 7)}"


def ago(words: Words, scene: Scene) -> str | None:
    """«три дня назад», as exactly as its unit."""
    return _moved(scene.published, words, -1)


def later(words: Words, scene: Scene) -> str | None:
    """«два дня спустя» after the date last named, in the future after publication."""
    return _moved(scene.published if _from_now(scene) else scene.last, words, 1)


def earlier(words: Words, scene: Scene) -> str | None:
    """«днем ранее», before the date last named or publication."""
    return _moved(scene.last or scene.published, words, -1)


def next_day(words: Words, scene: Scene) -> str | None:
    """«на следующий день» after the date last named."""
    return _moved(scene.last, {"one": 0}, 1)


def same_day(words: Words, scene: Scene) -> str | None:
    """«в тот же день» as the date last named."""
    return scene.last if scene.last and len(scene.last) == 10 else None


def same_month(words: Words, scene: Scene) -> str | None:
    """«в том же месяце»."""
    return scene.last[:7] if scene.last and len(scene.last) >= 7 else None


def same_year(words: Words, scene: Scene) -> str | None:
    """«того же года»."""
    dated = scene.last and not scene.last.startswith(UNKNOWN_YEAR)
    return scene.last[:4] if scene.last and dated else None


READINGS: Mapping[str, Reading] = {
    f.__name__: f
    for f in (
        *(day, day_range, day_span, month, attributive_month, month_range, relative_month),
        *(
            year,
            year_range,
            relative_year,
            decade,
            season,
            half,
            quarter,
            relative_day,
            weekday,
            week,
            weekend,
        ),
        *(near_days, ago, later, earlier, next_day, same_day, same_month, same_year),
    )
}


def _from_now(scene: Scene) -> bool:
    return scene.side == "future" or scene.last is None


def _this_year(words: Words) -> Words:
    """Halves and quarters without a year are those of the running one."""
    return words if _has_year(words) else {**words, "shift": 0}


def _has_year(words: Words) -> bool:
    return bool(words.keys() & {"year", "year_bare", "shift"})


def _year_of(words: Words, scene: Scene) -> str:
    """The year that the words name, or ``XXXX``."""
    named = words.get("year") or words.get("year_bare")
    if named:
        return f"{named:04}"
    if "shift" in words and scene.today:
        return f"{scene.today.year + words['shift']:04}"
    return scene.year or UNKNOWN_YEAR


def _placed(point: str, words: Words, scene: Scene) -> str | None:
    """A month or day in its year, by the words, the verb, and closeness to publication."""
    return _filled(f"{_year_of(words, scene)}-{point}", words, scene)


def _placed_interval(first: str, last: str, words: Words, scene: Scene) -> str | None:
    """The same for an interval.

    Where it runs over New Year, a year named is that of its end, but of its beginning for a season.
    """
    year = _year_of(words, scene)
    if year == UNKNOWN_YEAR:
        return _filled(f"{year}-{first}/{year}-{last}", words, scene)
    start, end = year, f"{words.get('year2', int(year)):04}"
    if start == end and first > last:
        if "season" in words:
            end = f"{int(year) + 1:04}"
        else:
            start = f"{int(year) - 1:04}"
    return interval(f"{start}-{first}", f"{end}-{last}")


def _filled(date: str, words: Words, scene: Scene) -> str | None:
    """The year where none is named: close to publication, of the month last named, by the verb."""
    point = split(date)[0]
    if not point or not point.startswith(UNKNOWN_YEAR) or scene.published is None:
        return date
    if turn := words.get("turn"):
        return with_year(date, scene.published, "past" if turn < 0 else "future")
    near = with_year(date, scene.published)
    if _distance(near, scene.published) <= CLOSE:
        return near
    if scene.last and len(scene.last) >= 7 and scene.last[4:7] == point[4:7]:
        return date.replace(UNKNOWN_YEAR, scene.last[:4])
    return with_year(date, scene.published, scene.side)


def _distance(date: str, day: str) -> timedelta:
    """How far the nearest day of a point, or of an interval's first point, lies from a day."""
    start = split(date)[0] or ""
    edge = min(max(first_day(start) or "", day), last_day(start) or "")
    return abs(Day.fromisoformat(edge) - Day.fromisoformat(day))


def _days_from(start: Day | None, days: int) -> str | None:
    return (start + timedelta(days=days)).isoformat() if start else None


def _months_from(start: Day | None, months: int) -> str | None:
    if start is None:
        return None
    number = 12 * start.year + start.month - 1 + months
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _moved(point: str | None, words: Words, sign: int) -> str | None:
    """A point moved by «два дня», «месяц»: a day by days or weeks, else as coarse as the unit.

    None where the point is coarser than the unit, or has no year.
    """
    unit = words.get("one", words.get("several", 0))
    count = sign * words.get("number", 1)
    if point is None or point.startswith(UNKNOWN_YEAR) or len(point) < (10, 10, 7, 4)[unit]:
        return None
    if unit == 3:
        return f"{int(point[:4]) + count:04}"
    year, month = int(point[:4]), int(point[5:7])
    if unit == 2:
        return _months_from(Day(year, month, 1), count)
    return _days_from(Day.fromisoformat(point), count * (1, 7)[unit])
