"""Events without syntax: a trigger in a sentence, roles by order and endings of names around it.

A visit's guest is the nearest person before the trigger, its host the state, or the city's state,
whose name tells where somebody goes; elsewhere all persons of the sentence take part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.reading import Mention, Reading
from kg.extract.shallow.lexicon import fold, lexicon
from kg.extract.shallow.sentence import leaders, named, of_type
from kg.extract.shallow.tellings import GATHERINGS, Roles, Telling, Tellings, is_visit
from kg.model.document import PROSE
from kg.model.extraction import Event, Fragment

#: Role of those who act, by type, where it is not ``participant``.
_ACTING = {
    "Signing": "signatory", "Ratification": "member", "Accession": "member",
    "Withdrawal": "member", "Launch": "actor", "Recognition": "actor", "Recall": "actor",
    "RelationsEstablished": "actor", "RelationsSevered": "actor", "Expulsion": "actor",
    "Sanction": "actor", "Protest": "actor", "Award": "actor", "Invitation": "inviter",
    "Appointment": "appointer", "Dismissal": "appointer", "Credentials": "appointee",
}  # fmt: skip
#: Role of the second one, who is acted upon.
_ACTED_ON = {
    "Award": "recipient", "Invitation": "invitee", "Appointment": "appointee",
    "Dismissal": "appointee", "Credentials": "recipient", "Sanction": "target",
    "Recall": "target", "Expulsion": "target", "Protest": "target",
}  # fmt: skip
#: Types that need two.
_MUTUAL = frozenset({"Meeting", "Call", "Negotiation", "Award", "Invitation"})
#: Types in which states act, whoever speaks of it.
_OF_STATES = frozenset(
    {"Ratification", "Accession", "Withdrawal", "Recognition"}
    | {"RelationsEstablished", "RelationsSevered"}
)
_ORGANIZERS = frozenset({"format", "igo", "bilateral"})
#: Characters before a gathering in which its number in a row may stand.
_ORDINAL_REACH = 40
_LONGEST_EVIDENCE = 400


def read_events(reading: Reading) -> tuple[Event, ...]:
    """The events of a reading, numbered in order of the text."""
    tellings = Tellings(reading)
    for number, sentence in enumerate(reading.document.sentences):
        if sentence.kind not in PROSE:
            continue
        here = _Sentence(reading, number)
        found = list(here.tellings())
        for telling in found:
            tellings.add(telling)
        if not any(t.type in GATHERINGS for t in found):
            tellings.attend(here.attending())
    return tuple(tellings.events())


class _Sentence:
    """A sentence with the names, times and signs of status in it."""

    def __init__(self, reading: Reading, number: int) -> None:
        sentence = reading.document.sentences[number]
        self._reading, self._number = reading, number
        self._words = lexicon(reading.document.article.lang)
        self._start = sentence.start
        self._text = fold(reading.text(sentence.start, sentence.end))
        self._mentions = named(reading, number)

    def tellings(self) -> Iterator[Telling]:
        """An event for each trigger that finds its roles; of overlapping ones the first type's."""
        taken: list[tuple[int, int]] = []
        for type_, pattern in self._words.events.items():
            for match in pattern.finditer(self._text):
                start, end = match.span()
                if all(end <= a or b <= start for a, b in taken):
                    taken.append((start, end))
                    yield from self._telling(type_, start + self._start, end + self._start)

    def attending(self) -> Roles:
        """Persons of a sentence that says that they take part, in a gathering told before."""
        if not self._words.attending.search(self._text):
            return frozenset()
        return frozenset((m.entity, "participant") for m in self._of_type("Person"))

    def _telling(self, type_: str, start: int, end: int) -> Iterator[Telling]:
        roles = self._visit(start) if is_visit(type_) else self._parties(type_)
        if roles is not None:
            yield Telling(
                type=type_,
                trigger=self._reading.fragment(start, end),
                sentence=self._number,
                roles=frozenset(roles),
                status=self._status(),
                date=self._date(start),
                place=self._place(roles),
                ordinal=self._ordinal(start) if type_ in GATHERINGS else None,
                evidence=(self._evidence(start, end),),
            )

    def _of_type(self, *types: str) -> list[Mention]:
        return of_type(self._reading, self._mentions, *types)

    def _visit(self, trigger: int) -> list[tuple[str, str]] | None:
        inviter = self._inviter()
        people = [m for m in self._of_type("Person") if m.entity != inviter]
        guest, host = _nearest(people, trigger), self._host(trigger)
        if guest is None or host is None:
            return None
        return [(guest.entity, "guest"), (host, "host")]

    def _inviter(self) -> str | None:
        """«At the invitation of X»: the person beside the words for it."""
        match = self._words.invited_by.search(self._text)
        if match is None:
            return None
        start, end = match.start() + self._start, match.end() + self._start
        people = self._of_type("Person")
        beside = min(
            people, key=lambda m: min(abs(m.start - end), abs(m.end - start)), default=None
        )
        return beside.entity if beside else None

    def _host(self, trigger: int) -> str | None:
        """The state visited: named as where somebody goes, itself or by a city of it."""
        goals = [m for m in self._of_type("State", "Place") if self._is_goal(m)]
        for mention in sorted(goals, key=lambda m: abs(m.start - trigger)):
            iso = self._reading.entity(mention.entity).iso
            states = (e for e in self._reading.entities if e.type == "State" and e.iso == iso)
            if iso and (state := next(states, None)):
                return state.id
        return None

    def _is_goal(self, mention: Mention) -> bool:
        start, end = mention.start - self._start, mention.end - self._start
        surface = self._text[start:end]
        inflected = surface != fold(self._reading.entity(mention.entity).name)
        return bool(
            self._words.host_before.search(self._text[:start])
            or (inflected and self._words.host_after.search(surface))
        )

    def _parties(self, type_: str) -> list[tuple[str, str]] | None:
        acting, role = self._acting(type_), _ACTING.get(type_, "participant")
        if type_ in GATHERINGS:
            bodies = [m.entity for m in self._of_type("Organization")]
            series = [b for b in bodies if self._reading.entity(b).kind in _ORGANIZERS]
            return [(e, role) for e in acting] + [(b, "organizer") for b in series]
        if len(acting) < (2 if type_ in _MUTUAL else 1):
            return None
        if type_ not in _ACTED_ON:
            return [(entity, role) for entity in acting]
        if type_ == "Invitation" and (inviter := self._inviter()):
            acting = [inviter, *(entity for entity in acting if entity != inviter)]
        if len(acting) == 1:
            return [(acting[0], "appointee" if role == "appointer" else role)]
        return [(acting[0], role), (acting[1], _ACTED_ON[type_])]

    def _acting(self, type_: str) -> list[str]:
        """The persons of the sentence, the two leaders that it speaks of, or its states."""
        states = list(dict.fromkeys(m.entity for m in self._of_type("State")))
        if type_ in _OF_STATES and states:
            return states
        people = list(dict.fromkeys(m.entity for m in self._of_type("Person")))
        if len(people) < 2 and self._words.leaders.search(self._text):
            people = leaders(self._reading) or people
        return people or states

    def _date(self, trigger: int) -> str | None:
        times = [t for t in self._reading.times_in(self._number) if not t.vague]
        nearest = min(times, key=lambda t: abs(t.start - trigger), default=None)
        return nearest.date if nearest else None

    def _place(self, roles: Sequence[tuple[str, str]]) -> str | None:
        cities = [m.entity for m in self._of_type("Place")
                  if self._reading.entity(m.entity).kind != "region"]  # fmt: skip
        hosts = [entity for entity, role in roles if role == "host"]
        return next(iter([*cities, *hosts]), None)

    def _status(self) -> str:
        found = (status for status, sign in self._words.status.items() if sign.search(self._text))
        return next(found, "held")

    def _ordinal(self, trigger: int) -> int | None:
        at = trigger - self._start
        before = self._text[max(0, at - _ORDINAL_REACH) : at]
        return next((n for sign, n in self._words.ordinals if sign.search(before)), None)

    def _evidence(self, start: int, end: int) -> Fragment:
        sentence = self._reading.document.sentences[self._number]
        if sentence.end - sentence.start <= _LONGEST_EVIDENCE:
            return self._reading.sentence_fragment(self._number)
        half = _LONGEST_EVIDENCE // 3
        return self._reading.fragment(
            max(sentence.start, start - half), min(sentence.end, end + half)
        )


def _nearest(mentions: Sequence[Mention], trigger: int) -> Mention | None:
    """The last mention before the trigger, else the first after it."""
    before = [m for m in mentions if m.start < trigger]
    return before[-1] if before else next(iter(mentions), None)
