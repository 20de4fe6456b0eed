"""Who takes part in an event, and in which role: by the side of the trigger, and by endings.

A visit's guest is the nearest person before the trigger, its host the state, or the city's state,
whose name tells where somebody goes. Who acts upon another stands before the trigger, and the other
after it or, where the verb comes last, before it in another case. Elsewhere all persons of the
clause take part.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.reading import Mention, Reading
from kg.extract.shallow.clauses import ACTORS, Clause
from kg.extract.shallow.lexicon import Pattern, fold, lexicon
from kg.extract.shallow.sentence import leaders, of_type
from kg.extract.shallow.tellings import GATHERINGS, is_visit
from kg.schema import vocabulary

Roles = list[tuple[str, str]]
#: Role of those who act, by type, where it is not ``participant``.
_ACTING = {
    "Signing": "signatory", "Ratification": "member", "RelationsEstablished": "actor",
    "Recognition": "actor", "RelationsSevered": "actor", "Recall": "actor", "Expulsion": "actor",
    "Sanction": "actor", "Protest": "actor", "Assistance": "actor", "Award": "actor",
    "Invitation": "inviter", "Appointment": "appointer", "Dismissal": "appointer",
    "Credentials": "appointee",
}  # fmt: skip
#: Role of the second one, who is acted upon.
_ACTED_ON = {
    "Award": "recipient", "Invitation": "invitee", "Appointment": "appointee",
    "Dismissal": "appointee", "Credentials": "recipient", "Sanction": "target",
    "Recall": "target", "Expulsion": "target", "Protest": "target", "Assistance": "recipient",
    "Recognition": "target", "RelationsSevered": "target",
}  # fmt: skip
#: Types that need two.
_MUTUAL = frozenset({"Meeting", "Call", "Negotiation", "Award", "Invitation", "Assistance"})
#: Types in which states act, whoever speaks of it.
_OF_STATES = frozenset({"Ratification", "RelationsEstablished"})
#: Types in which states and bodies act as well as persons.
_OF_BODIES = frozenset(
    {"Sanction", "Recall", "Expulsion", "Protest", "Assistance"}
    | {"Recognition", "RelationsSevered"}
)
#: Types in which a state joins or leaves a body.
_OF_A_BODY = frozenset({"Accession", "Withdrawal"})
#: Role of the document in an event about one.
_DOCUMENT = {"Signing": "document", "Ratification": "target"}
_ORGANIZERS = frozenset({"format", "igo", "bilateral"})
#: Types in which bodies act beside states.
_BODIES_ACT = frozenset({"Signing", "Ratification", "Launch", "Negotiation"})
_ACTING_KINDS = frozenset({"igo", "government", "company"})
#: Who speaks for another and takes no part himself.
_SPEAKERS = "press secretary"


class Parties:
    """The parties to the events of one sentence; ``mentions`` are those that may act."""

    def __init__(
        self, reading: Reading, number: int, mentions: Sequence[Mention], together: Sequence[str]
    ) -> None:
        self._reading = reading
        #: The persons told of before who may be meant by «the sides».
        self._together = list(together)
        self._words = lexicon(reading.document.article.lang)
        sentence = reading.document.sentences[number]
        self._start = sentence.start
        self._text = fold(reading.text(sentence.start, sentence.end))
        self._mentions = mentions
        self._speaking = {o.holder for o in reading.offices if o.title_en == _SPEAKERS}
        self._adjectives = [m for m in reading.mentions_in(number) if m.form == "adjective"]

    def of(self, type_: str, clause: Clause, start: int, end: int) -> Roles | None:
        """(entity, role) of an event whose trigger lies there; None where who is missing."""
        if is_visit(type_):
            return self._visit(clause, start)
        if type_ in GATHERINGS:
            return self._gathering(clause)
        if type_ in _ACTED_ON:
            return self._directed(type_, clause, start, end)
        if type_ in _OF_A_BODY:
            return self._joining(clause)
        acting = self._acting(type_, clause)
        if type_ == "Launch":
            return self._launch(acting, clause, start, end)
        if len(acting) < (2 if type_ in _MUTUAL else 1):
            return None
        roles = [(entity, _ACTING.get(type_, "participant")) for entity in acting]
        return roles + self._document(type_, clause, start)

    def _launch(self, acting: list[str], clause: Clause, start: int, end: int) -> Roles | None:
        """Who opens what; what is opened stands on the side of who is acted upon."""
        known = self._of("Organization", within=clause)
        bodies = [m for m in known if self._reading.entity(m.entity).gazetteer is None]
        side = [m for m in bodies if (m.start >= end) == (self._words.acted_on == "after")]
        passive = self._words.passive.search(self._folded(self._start, start))
        opened = min(bodies if passive else side, key=lambda m: abs(m.start - start), default=None)
        if opened is None:
            return [(entity, "actor") for entity in acting] or None
        return [
            (opened.entity, "institution"),
            *((e, "actor") for e in acting if e != opened.entity),
        ]

    def _document(self, type_: str, clause: Clause, trigger: int) -> Roles:
        """The document signed or ratified: the nearest of the clause."""
        documents = self._of("Agreement", within=clause)
        if type_ not in _DOCUMENT or not documents:
            return []
        nearest = min(documents, key=lambda m: abs(m.start - trigger))
        return [(nearest.entity, _DOCUMENT[type_])]

    def persons(self) -> list[Mention]:
        """The persons of the sentence."""
        return self._of("Person")

    def _of(self, *types: str, within: Clause | None = None) -> list[Mention]:
        mentions = within.mentions if within else self._mentions
        found = of_type(self._reading, mentions, *types)
        return [m for m in found if m.entity not in self._speaking]

    def _visit(self, clause: Clause, trigger: int) -> Roles | None:
        if hosting := self._hosting(clause):
            return hosting
        inviter = self._inviter()
        here = [m for m in self._of("Person", within=clause) if m.entity != inviter]
        anywhere = [m for m in self._of("Person") if m.entity != inviter]
        before = [m for m in here if m.start < trigger]
        implied = clause.implied
        if before:
            guest: Mention | None = before[-1]
        elif implied and implied.entity != inviter and self._type(implied.entity) == "Person":
            guest = implied
        else:
            guest = next(iter(here), None) or _nearest(anywhere, trigger)
        host = self._host(trigger, clause) or self._host(trigger, None)
        if host is None and guest is not None:
            host = self._own_state(guest.entity)
        if guest is None or host is None:
            return None
        return [(guest.entity, "guest"), (host, "host")]

    def also_visited(self, clause: Clause, roles: Sequence[tuple[str, str]]) -> list[str]:
        """The other states of one journey: «to Tashkent, Bishkek and Astana»."""
        hosts = {entity for entity, role in roles if role == "host"}
        found: list[str] = []
        listed = False
        for before, mention in pairwise(self._of("State", "Place", within=clause)):
            listed = (listed or self._is_goal(before)) and self._joined(before, mention)
            state = self._state_of(mention) if listed else None
            found += [state] if state and state not in hosts and state not in found else []
        return found

    def _hosting(self, clause: Clause) -> Roles | None:
        """«Putin is to host Tokayev for a state visit»: the host stands before the verb."""
        match = self._words.hosting.search(self._folded(clause.start, clause.end))
        people = self._of("Person", within=clause)
        at = clause.start + match.start() if match else 0
        hosts = [m for m in people if m.end <= at]
        guests = [m for m in people if m.start >= at]
        if not match or not hosts or not guests:
            return None
        offices = (o.of for o in self._reading.offices_of(hosts[-1].entity))
        states = [of for of in offices if of and self._type(of) == "State"]
        return [
            (guests[0].entity, "guest"),
            *((e, "host") for e in (*states[:1], hosts[-1].entity)),
        ]

    def _own_state(self, guest: str) -> str | None:
        """Where a foreign guest goes if nobody says where: to the state whose language it is."""
        offices = {o.of for o in self._reading.offices_of(guest)}
        own = (e.id for e in self._reading.entities if e.gazetteer == self._words.own_state)
        state = next(own, None)
        return state if state and offices and state not in offices else None

    def _inviter(self) -> str | None:
        """«At the invitation of X»: the person beside the words for it."""
        match = self._words.invited_by.search(self._text)
        if match is None:
            return None
        start, end = match.start() + self._start, match.end() + self._start
        people = self._of("Person")
        beside = min(
            people, key=lambda m: min(abs(m.start - end), abs(m.end - start)), default=None
        )
        return beside.entity if beside else None

    def _host(self, trigger: int, clause: Clause | None) -> str | None:
        """The state visited: named as where somebody goes, itself or by a city of it."""
        named = self._of("State", "Place", within=clause)
        goals = [m for m in named if self._is_goal(m) or m.end + 1 == trigger]
        for mention in sorted(goals, key=lambda m: abs(m.start - trigger)):
            if state := self._state_of(mention):
                return state
        return None

    def _state_of(self, mention: Mention) -> str | None:
        iso = self._reading.entity(mention.entity).iso
        states = (e for e in self._reading.entities if e.type == "State" and e.iso == iso)
        state = next(states, None) if iso else None
        return state.id if state else None

    def _is_goal(self, mention: Mention) -> bool:
        surface = self._surface(mention)
        inflected = surface != fold(self._reading.entity(mention.entity).name)
        return bool(
            self._follows(self._words.host_before, mention)
            or (inflected and self._words.host_after.search(surface))
        )

    def _gathering(self, clause: Clause) -> Roles:
        bodies = self._of("Organization", within=clause)
        series = [m for m in bodies if self._reading.entity(m.entity).kind in _ORGANIZERS]
        organizers = [(m.entity, "organizer") for m in series]
        acting = [e for e in self._acting("Summit", clause) if self._type(e) != "Organization"]
        return [(e, "participant") for e in acting] + organizers

    def _joining(self, clause: Clause) -> Roles | None:
        states = _entities(self._of("State", within=clause))
        bodies = _entities(self._of("Organization", within=clause))
        implied = clause.implied.entity if clause.implied else None
        members = states or ([implied] if implied and implied not in bodies else [])
        if not members:
            return None
        return [(e, "member") for e in members] + [(e, "target") for e in bodies]

    def _acting(self, type_: str, clause: Clause) -> list[str]:
        """The persons of the clause, the two leaders that it speaks of, or its states."""
        states = _entities(self._of("State", within=clause))
        if type_ in _OF_STATES and states:
            return states
        people = _entities(self._of("Person", within=clause))
        if len(people) < 2 and self._words.leaders.search(self._text):
            both = self._together or leaders(self._reading)
            people = both if set(people) <= set(both) and both else people
        bodies = _entities(self._bodies(clause))
        if type_ not in _BODIES_ACT and (people or states):
            bodies = []
        implied = clause.implied
        alone = not people and not states and not bodies
        if implied and (alone or (type_ in _MUTUAL and len(people) == 1) or clause.pronoun):
            people = list(dict.fromkeys([implied.entity, *people]))
        return people or list(dict.fromkeys([*states, *bodies]))

    def _bodies(self, clause: Clause) -> list[Mention]:
        bodies = self._of("Organization", within=clause)
        return [m for m in bodies if self._reading.entity(m.entity).kind in _ACTING_KINDS]

    def _type(self, entity: str) -> str:
        return self._reading.entity(entity).type

    def _directed(self, type_: str, clause: Clause, start: int, end: int) -> Roles | None:
        actor, other = self._pair(type_, clause, start, end)
        if type_ == "Invitation" and (inviter := self._inviter()):
            guests = [e for e in _entities(self._of("Person")) if e != inviter]
            actor, other = inviter, next(iter(guests), None)
        if actor == other:
            return [(other, _ACTED_ON[type_])] if other else None
        known = [entity for entity in (actor, other) if entity]
        if len(known) < (2 if type_ in _MUTUAL else 1):
            return None
        actors = [actor, *self._beside(clause, actor, {other})]
        roles = [*((e, _ACTING[type_]) for e in actors), (other, _ACTED_ON[type_])]
        return [(entity, role) for entity, role in roles if entity]

    def _beside(self, clause: Clause, actor: str | None, others: set[str | None]) -> list[str]:
        """Those who act together with somebody: «Spain, Ireland and Norway»."""
        mentions = self._of(*ACTORS, within=clause)
        listed = [mentions[:1]]
        for before, mention in pairwise(mentions):
            if not self._joined(before, mention):
                listed.append([])
            listed[-1].append(mention)
        together = next((g for g in map(_entities, listed) if actor in g), [])
        return [e for e in together if e != actor and e not in others]

    def _joined(self, before: Mention, mention: Mention) -> bool:
        """Whether one mention follows another in a list."""
        return self._folded(before.end, mention.start) in self._words.listing

    def _pair(
        self, type_: str, clause: Clause, start: int, end: int
    ) -> tuple[str | None, str | None]:
        """Who acts, and upon whom."""
        can_act = ACTORS if type_ in _OF_BODIES else ("Person",)
        can_be = tuple(vocabulary().event_types[type_].roles[_ACTED_ON[type_]])
        acting = [m for m in self._of(*can_act, within=clause) if m.end <= start]
        acting = acting or ([clause.implied] if clause.implied else [])
        if self._words.acted_on == "before":
            return self._by_case(type_, (start, end), acting)
        after = [m for m in self._of(*can_act, within=clause) if m.start >= end]
        agent = next((m for m in after if self._follows(self._words.agent, m)), None)
        acted = self._of(*set(can_be) & set(ACTORS), within=clause)
        acted += self._adjectives if type_ in _OF_BODIES else []
        others = sorted(
            (m for m in acted if end <= m.start < clause.end and m != agent), key=_start
        )
        if agent or self._words.passive.search(self._folded(self._start, start)):
            return (agent.entity if agent else None), _last(acting)
        other = others[0].entity if others else None
        return self._alone(type_, (start, end), _last(acting), other)

    def _by_case(
        self, type_: str, trigger: tuple[int, int], acting: Sequence[Mention]
    ) -> tuple[str | None, str | None]:
        """Of those before a verb that comes last: by the ending, else by order."""
        objects = [m for m in acting if self._is_object(m, trigger)]
        subjects = [m.entity for m in acting if m not in objects]
        if objects:
            return (subjects[0] if subjects else None), objects[0].entity
        if len(subjects) > 1:
            return subjects[0], subjects[1]
        return self._alone(type_, trigger, next(iter(subjects), None), None)

    def _is_object(self, mention: Mention, trigger: tuple[int, int]) -> bool:
        """Whether it stands in the case of who is acted upon, or is the state of such an envoy."""
        envoy = mention.end + 1 == trigger[0] and self._words.envoy.match(self._folded(*trigger))
        return bool(envoy or self._words.object_ending.search(self._surface(mention)))

    def _alone(
        self, type_: str, trigger: tuple[int, int], actor: str | None, other: str | None
    ) -> tuple[str | None, str | None]:
        """One person alone takes or leaves an office, unless the verb says that he gives it."""
        if other is not None or _ACTING[type_] != "appointer":
            return actor, other
        gives = self._words.giving.search(self._folded(*trigger))
        return (None, None) if gives else (None, actor)

    def _follows(self, pattern: Pattern, mention: Mention) -> bool:
        return pattern.search(self._folded(self._start, mention.start)) is not None

    def _surface(self, mention: Mention) -> str:
        return self._folded(mention.start, mention.end)

    def _folded(self, start: int, end: int) -> str:
        """The sentence's folded text between two offsets of the article."""
        return self._text[start - self._start : end - self._start]


def _entities(mentions: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(m.entity for m in mentions))


def _nearest(mentions: Sequence[Mention], trigger: int) -> Mention | None:
    """The last mention before the trigger, else the first after it."""
    before = [m for m in mentions if m.start < trigger]
    return before[-1] if before else next(iter(mentions), None)


def _last(mentions: Sequence[Mention]) -> str | None:
    return mentions[-1].entity if mentions else None


def _start(mention: Mention) -> int:
    return mention.start
