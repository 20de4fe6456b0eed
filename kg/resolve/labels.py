"""Names of events in each language: «Государственный визит: Эмомали Рахмон → Катар, май 2025»."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.dates import UNKNOWN_YEAR, split
from kg.model.graph import Labels
from kg.resolve.identity import latin
from kg.schema import vocabulary
from kg.schema.vocabulary import LANGUAGES

#: Roles on the two ends of an arrow; the first role that is filled stands there.
_FROM = ("guest", "inviter", "appointer", "actor", "member", "organizer")
_TO = ("host", "invitee", "appointee", "institution", "recipient", "target")
#: Roles that stand side by side.
_SIDE_BY_SIDE = ("participant", "signatory")
_ARROW, _DASH, _MORE = " → ", " – ", "…"
#: Names in one list.
_MOST = 3
_LATIN_SCRIPT = frozenset({"en", "uz"})
#: Where a language has no name: the one of the same script, then any.
_NEAREST = {"kk": ("ru", "en"), "uz": ("en", "ru"), "ru": ("en",), "en": ("ru",)}


def event_labels(
    type_: str,
    roles: Iterable[tuple[str, str]],
    date: str | None,
    ordinal: int | None,
    names: Mapping[str, Labels],
) -> dict[str, str]:
    """A label a language; ``names`` gives the labels of the fillers by node."""
    fillers: dict[str, list[str]] = {}
    for role, node in roles:
        fillers.setdefault(role, []).append(node)
    return {lang: _label(type_, fillers, date, ordinal, names, lang) for lang in LANGUAGES}


def pick(labels: Labels, lang: str) -> str:
    """The name in a language, or in the nearest one that has one; empty where there is none.

    A name that comes from the other script is transliterated into Latin letters.
    """
    for candidate in (lang, *_NEAREST[lang], *sorted(labels)):
        if candidate in labels:
            name = labels[candidate]
            return latin(name) if lang in _LATIN_SCRIPT else name
    return ""


def _label(
    type_: str,
    fillers: Mapping[str, list[str]],
    date: str | None,
    ordinal: int | None,
    names: Mapping[str, Labels],
    lang: str,
) -> str:
    head = pick(vocabulary().event_types[type_].labels, lang)
    head = head[:1].upper() + head[1:] + (f" № {ordinal}" if ordinal else "")
    who = _who(fillers, names, lang)
    when = date_label(date, lang) if date else ""
    return ", ".join(part for part in (f"{head}: {who}" if who else head, when) if part)


def _who(fillers: Mapping[str, list[str]], names: Mapping[str, Labels], lang: str) -> str:
    for role in _SIDE_BY_SIDE:
        if role in fillers and "organizer" not in fillers:
            return _names(fillers[role], names, lang, _DASH)
    start, end = (
        next(
            (_names(_people_last(fillers[r], r), names, lang, ", ") for r in side if r in fillers),
            "",
        )
        for side in (_FROM, _TO)
    )
    return _ARROW.join(part for part in (start, end) if part)


def _people_last(nodes: list[str], role: str) -> list[str]:
    """Of hosts the state alone, where there is one."""
    states = [n for n in nodes if n.startswith("state/")]
    return states if states and role == "host" else nodes


def _names(nodes: list[str], names: Mapping[str, Labels], lang: str, glue: str) -> str:
    found = [pick(names[n], lang) for n in nodes[:_MOST]]
    return glue.join(found) + (f"{glue.rstrip()} {_MORE}" if len(nodes) > _MOST else "")


@lru_cache(maxsize=65536)
def date_label(date: str, lang: str) -> str:
    """An EDTF date as people write it: «14–15 ноября 2025», «ноябрь 2025»."""
    start, end = split(date)
    if start is None or end is None:
        mark = "…" if "/" in date else ""
        return (
            (mark if start is None else "")
            + _point(start or end or "", lang)
            + (mark if start else "")
        )
    if start[:7] == end[:7] and len(start) == len(end) == 10:
        return f"{int(start[8:])}–{_point(end, lang)}"
    if start[:4] == end[:4] and len(start) > 4:
        return f"{_point(start, lang, year=False)} – {_point(end, lang)}"
    return f"{_point(start, lang)} – {_point(end, lang)}"


def _point(point: str, lang: str, *, year: bool = True) -> str:
    parts = point.split("-")
    shown = parts[0] if year and parts[0] != UNKNOWN_YEAR else ""
    month = _months(lang, len(parts) == 3)[int(parts[1])] if len(parts) > 1 else ""
    day = str(int(parts[2])) if len(parts) == 3 else ""
    return " ".join(part for part in (day, month, shown) if part)


@lru_cache(maxsize=8)
def _months(lang: str, in_date: bool) -> Mapping[int, str]:
    from babel.dates import get_month_names

    names = get_month_names("wide", "format" if in_date else "stand-alone", lang)
    found = {number: str(names[number]) for number in range(1, 13)}
    return found if lang == "en" else {number: name.lower() for number, name in found.items()}
