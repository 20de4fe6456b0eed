"""Names of events in each language: «Государственный визит: Эмомали Рахмон → Катар, май 2025»."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.dates import UNKNOWN_YEAR, split
from kg.model.graph import Labels
from kg.resolve.identity import latin
from kg.schema import vocabulary
from kg.schema.vocabulary import LANGUAGES

#: Roles on the two ends of an arrow; the first role that is filled stands there.
_FROM = ("guest", "inviter", "appointer", "actor", "member", "organizer")
_TO = ("host", "invitee", "appointee", "institution", "document", "recipient", "target")
#: Roles that stand side by side.
_SIDE_BY_SIDE = ("participant", "signatory")
#: Which kinds of filler come first: the state that is visited, the body that sits, else people.
_HOSTS = {"state": 0, "place": 1, "person": 2}
_BODIES = {"organization": 0, "state": 1, "person": 2}
_PEOPLE = {"person": 0, "state": 1, "organization": 2}
_ORDER = defaultdict(lambda: _PEOPLE, {"host": _HOSTS, "organizer": _BODIES})
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
    place: str | None,
    names: Mapping[str, Labels],
    states: Mapping[str, Iterable[str]],
) -> dict[str, str]:
    """A label a language; ``names`` and ``states`` give labels and states behind each filler.

    Where nobody has a role that a label shows, it names the place.
    """
    ends = _ends(_listed(roles, states)) or ([([place], "")] if place else [])
    labels = {}
    for lang in LANGUAGES:
        head = pick(vocabulary().event_types[type_].labels, lang)
        head = head[:1].upper() + head[1:] + (f" № {ordinal}" if ordinal else "")
        who = _ARROW.join(_names(nodes, names, lang, glue) for nodes, glue in ends)
        when = date_label(date, lang) if date else ""
        labels[lang] = ", ".join(p for p in (f"{head}: {who}" if who else head, when) if p)
    return labels


def pick(labels: Labels, lang: str) -> str:
    """The name in a language, or in the nearest one that has one; empty where there is none.

    A name that comes from the other script is transliterated into Latin letters.
    """
    for candidate in (lang, *_NEAREST[lang], *sorted(labels)):
        if candidate in labels:
            name = labels[candidate]
            return latin(name) if lang in _LATIN_SCRIPT else name
    return ""


def _listed(
    roles: Iterable[tuple[str, str]], states: Mapping[str, Iterable[str]]
) -> dict[str, list[str]]:
    """Fillers by role in the order of a label: people for the states that they stand for.

    Of hosts it is the state alone.
    """
    fillers: dict[str, list[str]] = {}
    for role, node in roles:
        fillers.setdefault(role, []).append(node)
    found = {}
    for role, nodes in fillers.items():
        present = {s for n in nodes if n.startswith("person/") for s in states.get(n, ())}
        kept = [n for n in nodes if n not in present]
        if role == "host":
            kept = [n for n in nodes if n.startswith("state/")] or nodes
        found[role] = sorted(kept, key=lambda n: _ORDER[role].get(n.partition("/")[0], len(kept)))
    return found


def _ends(fillers: Mapping[str, list[str]]) -> list[tuple[list[str], str]]:
    """(nodes, what stands between them) at each end of the arrow; one end where there is none."""
    for role in _SIDE_BY_SIDE:
        if role in fillers and "organizer" not in fillers:
            documents = fillers.get("document")
            return [(fillers[role], _DASH), *([(documents, ", ")] if documents else [])]
    ends = (next((fillers[r] for r in side if r in fillers), None) for side in (_FROM, _TO))
    return [(nodes, ", ") for nodes in ends if nodes]


def _names(nodes: list[str], names: Mapping[str, Labels], lang: str, glue: str) -> str:
    found = dict.fromkeys(pick(names[n], lang) for n in nodes[:_MOST])
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
