"""Which of the gazetteer's terms an article's office is, and what the gazetteer says against it.

Articles name one office in many ways: of the state or of its body, by its own title or by mere
rank. Such words are a term of the holder if it is of the same state, or the article does not say of
what, and either the title is the same, or no other term of that day can be meant by it: it begins
the term's («секретарь» of the security council), or says who leads («глава» of the ministry).

What no term tells is doubted where the gazetteer knows better: another person held an office on
that day that one person holds at a time, all that the holder was in was of other states, or a head
of state or government is told to serve under somebody. Only days before the last start of a term in
the gazetteer count, as it knows nothing of later ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.model.gazetteer import Entry, OfficeTerm
from kg.resolve.gazetteer import Gazetteer, covers
from kg.resolve.offices import is_single, offices_meant

#: Offices of unnamed rank that say only that somebody leads, or is second.
_LEADS = frozenset({"head", "chairman", "leader", "director"})
_SECOND = frozenset({"deputy-head", "deputy-chairman", "deputy-director"})
_HEADS = frozenset(
    "president king queen emperor emir sultan supreme-leader prime-minister chancellor".split()
)
#: How the offices begin of those who serve under somebody.
_SERVES = (
    *("deputy-", "first-deputy-", "aide", "adviser", "presidential-", "press-", "spokesperson"),
    *("representative", "special-"),
)
_NOW = ("current", "acting")
_OF_SECOND = ("deputy-", "first-deputy-", "vice-")


@dataclass(frozen=True, slots=True)
class Told:
    """An office as an article tells of it, in nodes."""

    holder: str
    #: Slug of the office.
    office: str
    #: State, organisation or place.
    of: str | None
    status: str
    #: Day of publication.
    day: str | None
    #: The state that the article takes ``of`` for a body of.
    state: str | None = None


class Terms:
    """The terms of office that the gazetteer lists."""

    def __init__(self, gazetteer: Mapping[str, Entry]) -> None:
        self._gazetteer = gazetteer
        self._holders: defaultdict[tuple[str, str], list[tuple[str, OfficeTerm]]]
        self._holders = defaultdict(list)
        for entry in gazetteer.values():
            for term in entry.offices:
                self._holders[term.office, term.of].append((entry.id, term))
        self._of_state: defaultdict[str | None, list[tuple[str, OfficeTerm]]] = defaultdict(list)
        for held in self._holders.values():
            for person, term in held:
                self._of_state[self._state(term.of)].append((person, term))
        self._newest = max((t.from_ or "" for t in self._all()), default="")

    def of(self, person: str) -> tuple[OfficeTerm, ...]:
        """All terms of a person."""
        entry = self._gazetteer.get(person)
        return entry.offices if entry else ()

    def find(self, told: Told) -> OfficeTerm | None:
        """The term that an article tells of, None where the gazetteer has none."""
        terms = self.of(told.holder)
        alike = [t for t in terms if t.office in (told.office, *offices_meant(told.office, t.of))]
        near = [t for t in terms if self._is_near(t, told)]
        exact = _in_time([t for t in alike if told.of in (None, t.of)], told)
        if exact:
            return exact[-1]
        same = _in_time([t for t in near if t in alike], told)
        if same:
            return same[-1]
        ranked = _in_time([t for t in near if _is_ranked(t, told)], told)
        return ranked[0] if len(ranked) == 1 else None

    def speak_against(self, told: Told) -> bool:
        """Whether an office told as current cannot be, by what the gazetteer lists."""
        if told.status not in _NOW or not told.of or not told.day:
            return False
        if told.day > self._newest:
            return False
        return self._is_taken(told) or self._is_elsewhere(told) or self._is_beneath(told)

    def holders(self, told: Told) -> tuple[str, ...]:
        """Who was in an office, or in one that its title may stand for, on the day when an article
        tells of it; sorted.
        """
        if not told.of or not told.day or told.status not in _NOW:
            return ()
        meant = offices_meant(told.office, told.of)
        held = [h for office in meant for h in self._holders.get((office, told.of), ())]
        state = self._state_of(told)
        held += [h for h in self._of_state.get(state, ()) if state and _is_ranked(h[1], told)]
        return tuple(sorted({person for person, t in held if covers(t.from_, t.until, told.day)}))

    def _is_taken(self, told: Told) -> bool:
        """Whether another held the office; of a deputy who stands in for them nothing is said."""
        of = told.of or ""
        meant = (told.office,) if is_single(told.office) else offices_meant(told.office, of)
        if told.status == "acting" or not is_single(meant[0]):
            return False
        held = (
            h for office in filter(is_single, meant) for h in self._holders.get((office, of), ())
        )
        return any(p != told.holder and _surely_on(term, told.day or "") for p, term in held)

    def _is_elsewhere(self, told: Told) -> bool:
        state = self._state_of(told)
        on = [t for t in self.of(told.holder) if _surely_on(t, told.day or "")]
        of = {self._state(t.of) for t in on}
        return bool(state and of) and None not in of and state not in of

    def _is_beneath(self, told: Told) -> bool:
        """Whether a head of state or government is told to serve under somebody."""
        heads = (t for t in self.of(told.holder) if t.office in _HEADS)
        serves = told.office.startswith(_SERVES)
        return serves and any(_surely_on(t, told.day or "") for t in heads)

    def _is_near(self, term: OfficeTerm, told: Told) -> bool:
        """Whether a term is of the state of what an article names, or of a body of that state."""
        if told.of in (None, term.of):
            return True
        state = self._state_of(told)
        return state is not None and self._state(term.of) == state

    def _state_of(self, told: Told) -> str | None:
        return self._state(told.of) or told.state

    def _state(self, node: str | None) -> str | None:
        """The state that a node is, or is a body of."""
        entry = self._gazetteer.get(node or "")
        if entry is None or not (entry.type == "State" or entry.kind == "government"):
            return None
        return entry.id if entry.type == "State" else entry.iso and f"state/{entry.iso}"

    def _all(self) -> Iterator[OfficeTerm]:
        return (term for held in self._holders.values() for _, term in held)


@cache
def terms_of(gazetteer: Gazetteer) -> Terms:
    """The terms of a gazetteer, gathered once."""
    return Terms(gazetteer.entries)


def _is_ranked(term: OfficeTerm, told: Told) -> bool:
    """Whether a title of mere rank («глава», «секретарь») may stand for a term's office."""
    if term.office.startswith(told.office + "-"):
        return True
    second = term.office.startswith(_OF_SECOND)
    if told.office in _SECOND:
        return second
    return told.office in _LEADS and is_single(term.office) and not second and told.of != term.of


def _in_time(terms: Iterable[OfficeTerm], told: Told) -> list[OfficeTerm]:
    """The terms that somebody who is called current, former … on a day is in, or was, or will be,
    in order of their start."""
    ordered, day = sorted(terms, key=lambda t: t.from_ or ""), told.day
    if day is None:
        return ordered
    if told.status == "former":
        return [t for t in ordered if t.until and t.until <= day]
    if told.status == "designate":
        return [t for t in ordered if t.from_ and t.from_ >= day][:1]
    return [t for t in ordered if covers(t.from_, t.until, day)]


def _surely_on(term: OfficeTerm, day: str) -> bool:
    """Whether a day lies within a term, its first and last day and unknown starts left out."""
    start, end = term.from_, term.until
    return bool(start and start < day[: len(start)]) and (end is None or day[: len(end)] < end)
