"""Events without syntax: a trigger in a sentence, with what its clause tells of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.reading import Reading, TimeExpression
from kg.extract.shallow.clauses import Clause, clauses
from kg.extract.shallow.lexicon import fold, lexicon
from kg.extract.shallow.parties import Parties
from kg.extract.shallow.sentence import named, of_type
from kg.extract.shallow.tellings import GATHERINGS, Roles, Telling, Tellings
from kg.model.document import PROSE
from kg.model.extraction import Event, Fragment

#: Characters before a gathering in which its number in a row may stand.
_ORDINAL_REACH = 40
_LONGEST_EVIDENCE = 400
_WEEK = 7
#: What the next clause may tell («but that stop was dropped»), as the one before may deny a report.
_AFTERWARDS = frozenset({"cancelled", "postponed"})
#: Types that happen somewhere, whatever clause names the place.
_SOMEWHERE = GATHERINGS | {"Meeting", "Launch"}


def read_events(reading: Reading) -> tuple[Event, ...]:
    """The events of a reading, numbered in order of the text."""
    tellings = Tellings(reading)
    together: tuple[str, ...] = ()
    for number, sentence in enumerate(reading.document.sentences):
        if sentence.kind not in PROSE:
            continue
        here = _Sentence(reading, number, together)
        found = list(here.tellings())
        for telling in found:
            tellings.add(telling)
            together = _persons(reading, telling) or together
        if not any(t.type in GATHERINGS for t in found):
            tellings.attend(here.attending())
    return tuple(tellings.events())


class _Sentence:
    """A sentence with the triggers, names, times and signs of status in it."""

    def __init__(self, reading: Reading, number: int, together: tuple[str, ...]) -> None:
        sentence = reading.document.sentences[number]
        self._reading, self._number = reading, number
        self._words = lexicon(reading.document.article.lang)
        self._start = sentence.start
        self._text = fold(reading.text(sentence.start, sentence.end))
        self._triggers = list(self._matches())
        self._mentions = named(reading, number)
        spans = [(start, end) for _, start, end in self._triggers]
        self._clauses = clauses(reading, number, self._mentions, spans)
        self._parties = Parties(reading, number, self._mentions, together)

    def tellings(self) -> Iterator[Telling]:
        """An event for each trigger that finds its roles."""
        for type_, start, end in self._triggers:
            clause = next(c for c in self._clauses if c.start <= start < c.end)
            roles = self._parties.of(type_, clause, start, end)
            if roles is not None:
                status = self._status(clause, start)
                telling = Telling(
                    type=type_,
                    trigger=self._reading.fragment(start, end),
                    sentence=self._number,
                    roles=frozenset(roles),
                    status=status,
                    date=self._date(clause, start, status),
                    vague=self._is_vague(clause),
                    place=self._place(type_, clause, roles),
                    ordinal=self._ordinal(start) if type_ in GATHERINGS else None,
                    evidence=(self._evidence(start, end),),
                )
                yield telling
                for state in self._parties.also_visited(clause, roles):
                    guests = {(e, role) for e, role in roles if role == "guest"}
                    hosts = frozenset(guests | {(state, "host")})
                    yield replace(telling, roles=hosts, place=state)

    def attending(self) -> Roles:
        """Persons of a sentence that says that they take part, in a gathering told before."""
        if not self._words.attending.search(self._text):
            return frozenset()
        return frozenset((m.entity, "participant") for m in self._parties.persons())

    def _matches(self) -> Iterator[tuple[str, int, int]]:
        """Type and span of each trigger; of overlapping ones the first type's."""
        taken: list[tuple[int, int]] = []
        for type_, pattern in self._words.events.items():
            for match in pattern.finditer(self._text):
                start, end = match.span()
                if all(end <= a or b <= start for a, b in taken):
                    taken.append((start, end))
                    yield type_, start + self._start, end + self._start

    def _date(self, clause: Clause, trigger: int, status: str) -> str | None:
        """The nearest time, on the side of the article where its status puts it."""
        times = [t for t in self._reading.times_in(self._number) if not t.vague]
        here = [t for t in times if clause.start <= t.start < clause.end]
        nearest = min(here or times, key=lambda t: abs(t.start - trigger), default=None)
        published = self._reading.document.article.published
        if nearest is None or published is None:
            return nearest.date if nearest else None
        return _turned(nearest, status, published)

    def _is_vague(self, clause: Clause) -> bool:
        """Whether the clause tells a time that is no date («last week»)."""
        times = self._reading.times_in(self._number)
        return any(t.vague and clause.start <= t.start < clause.end for t in times)

    def _place(self, type_: str, clause: Clause, roles: Sequence[tuple[str, str]]) -> str | None:
        cities = [m for m in of_type(self._reading, self._mentions, "Place")
                  if self._reading.entity(m.entity).kind != "region"]  # fmt: skip
        here = [m for m in cities if m in clause.mentions]
        of = self._reading.entity
        hosts = [e for e, role in roles if role == "host" and of(e).type != "Person"]
        anywhere = cities if hosts or type_ in _SOMEWHERE else []
        return next(iter([*(m.entity for m in here or anywhere), *hosts]), None)

    def _status(self, clause: Clause, trigger: int) -> str:
        if self._words.intended.search(self._text, 0, trigger - self._start):
            return "planned"
        at = self._clauses.index(clause)
        end = self._clauses[min(at + 1, len(self._clauses) - 1)].end - self._start
        begin = self._clauses[max(at - 1, 0)].start - self._start
        start, inside = clause.start - self._start, clause.end - self._start
        for status, sign in self._words.status.items():
            first = begin if status == "unconfirmed" else start
            if sign.search(self._text, first, end if status in _AFTERWARDS else inside):
                return status
        if at and self._words.continued.match(self._text, start, inside):
            return self._status(self._clauses[at - 1], clause.start)
        return "held"

    def _ordinal(self, trigger: int) -> int | None:
        at = trigger - self._start
        before = self._text[max(0, at - _ORDINAL_REACH) : at]
        if number := self._words.numbered.search(before):
            return int(number.group(1))
        return next((n for sign, n in self._words.ordinals if sign.search(before)), None)

    def _evidence(self, start: int, end: int) -> Fragment:
        sentence = self._reading.document.sentences[self._number]
        if sentence.end - sentence.start <= _LONGEST_EVIDENCE:
            return self._reading.sentence_fragment(self._number)
        half = _LONGEST_EVIDENCE // 3
        return self._reading.fragment(
            max(sentence.start, start - half), min(sentence.end, end + half)
        )


def _persons(reading: Reading, telling: Telling) -> tuple[str, ...]:
    """The persons that a telling has together; none of one alone."""
    people = {e for e, role in telling.roles if reading.entity(e).type == "Person"}
    return tuple(sorted(people, key=lambda e: int(e[1:]))) if len(people) > 1 else ()


def _turned(time: TimeExpression, status: str, published: str) -> str | None:
    """The date of a time; of what is over not after the article, of what is planned not before.

    What the text gives without its year or week is moved by one; a date that contradicts is none.
    """
    date, length = time.date, len(time.date.split("/")[0])
    ahead, behind = date[:length] > published[:length], date[:length] < published[:length]
    if not (status == "held" and ahead) and not (status == "planned" and behind):
        return date
    if time.anchor != "published":
        return None
    if length == len(published):
        days = (_day(date[:length]) - _day(published)).days
        if abs(days) < _WEEK:
            return _moved(date, days=-_WEEK if days > 0 else _WEEK)
    return _moved(date, years=-1 if ahead else 1)


def _moved(date: str, *, days: int = 0, years: int = 0) -> str:
    """EDTF, each of its ends moved."""
    return "/".join(_end_moved(end, days, years) for end in date.split("/"))


def _end_moved(end: str, days: int, years: int) -> str:
    if not end[:4].isdigit():
        return end
    if days:
        return (_day(end) + datetime.timedelta(days=days)).isoformat()
    return f"{int(end[:4]) + years}{end[4:]}"


def _day(date: str) -> datetime.date:
    return datetime.date.fromisoformat(date)
