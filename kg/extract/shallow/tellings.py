"""What sentences tell, joined into events: tellings of the same one, and parts with their visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.dates import split
from kg.extract.reading import Reading
from kg.model.extraction import Event, Fragment, Participant
from kg.schema import vocabulary

#: (entity, role)
Roles = frozenset[tuple[str, str]]
GATHERINGS = frozenset({"Summit", "Session", "Forum"})
#: What may be part of a visit.
_PARTS = frozenset({"Meeting", "Session", "Signing", "Launch", "Award"})
#: What a part may belong to beside a visit.
_WHOLES = frozenset({"Summit", "Forum"})
#: Confidence of what is read without syntax.
_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event as one sentence tells it."""

    type: str
    trigger: Fragment
    sentence: int
    roles: Roles
    status: str
    #: EDTF
    date: str | None
    #: Whether a time is told that is no date.
    vague: bool
    place: str | None
    ordinal: int | None
    evidence: tuple[Fragment, ...]

    @property
    def family(self) -> str:
        """``Visit`` for all ranks of visit, else the type itself."""
        return "Visit" if is_visit(self.type) else self.type

    @property
    def core(self) -> frozenset[str]:
        """The guest of a visit; of other events all who take part."""
        return frozenset(e for e, role in self.roles if self.family != "Visit" or role == "guest")

    @property
    def hosts(self) -> frozenset[str]:
        """Whom a visit goes to."""
        return frozenset(entity for entity, role in self.roles if role == "host")

    @property
    def everybody(self) -> frozenset[str]:
        """All who take part."""
        return frozenset(entity for entity, _ in self.roles)


def is_visit(type_: str) -> bool:
    """Whether a type of event is a visit of any rank."""
    known = vocabulary().event_types[type_]
    return "Visit" in (known.name, *known.parents)


class Tellings:
    """The events of a document as they come up."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._found: list[Telling] = []

    def add(self, new: Telling) -> None:
        """Join a telling with an earlier one of the same event, or note another event."""
        for at, old in enumerate(self._found):
            if _same(old, new):
                self._found[at] = self._joined(old, new)
                return
        self._found.append(new)

    def _joined(self, old: Telling, new: Telling) -> Telling:
        """The earlier telling with what the later one adds."""
        return replace(
            old,
            type=new.type if old.type == "Visit" else old.type,
            roles=old.roles if old.family == "Visit" else old.roles | new.roles,
            date=old.date or new.date,
            place=self._nearer(old.place, new.place),
            ordinal=old.ordinal or new.ordinal,
            evidence=tuple(dict.fromkeys((*old.evidence, *new.evidence)))[:2],
        )

    def _nearer(self, one: str | None, other: str | None) -> str | None:
        """The first place; the second where that is a city and the first a whole state."""
        of = self._reading.entity
        if one and other and of(one).type == "State" and of(other).type == "Place":
            return other
        return one or other

    def attend(self, roles: Roles) -> None:
        """Add those who take part to the gathering told last."""
        for at in reversed(range(len(self._found))):
            if roles and self._found[at].type in GATHERINGS:
                self._found[at] = replace(self._found[at], roles=self._found[at].roles | roles)
                return

    def events(self) -> Iterator[Event]:
        """The events, numbered; what the article reports as news without a date is of its day."""
        for number, told in enumerate(self._found, 1):
            main = self._is_main(told)
            news = main and not told.vague and told.status in ("held", "ongoing")
            date = told.date or (self._reading.document.article.published if news else None)
            start, end = split(date) if date else (None, None)
            yield Event(
                id=f"v{number}",
                type=told.type,
                status=told.status,
                date=date,
                start=start or None,
                end=end or None,
                place=told.place,
                part_of=self._whole(told),
                ordinal=told.ordinal,
                salience="main" if main else "background",
                confidence=_CONFIDENCE,
                rule="trigger",
                trigger=told.trigger,
                participants=tuple(self._participants(told)),
                evidence=told.evidence,
            )

    def _is_main(self, told: Telling) -> bool:
        """Whether the title or the first paragraph tells of it."""
        sentences = self._reading.document.sentences
        opening = next((s.block for s in sentences if s.kind == "body"), 0)
        return sentences[told.sentence].block <= opening

    def _participants(self, told: Telling) -> Iterator[Participant]:
        fillers = vocabulary().event_types[told.type].roles
        for entity, role in sorted(told.roles, key=lambda r: (r[1], int(r[0][1:]))):
            if self._reading.entity(entity).type in fillers.get(role, ()):
                yield Participant(entity=entity, role=role, confidence=_CONFIDENCE, rule="order")

    def _whole(self, part: Telling) -> str | None:
        """The visit whose guest does it on its days, else the gathering that it is news with."""
        if part.family not in _PARTS:
            return None
        visits = [(n, t) for n, t in enumerate(self._found, 1) if t.family == "Visit"]
        wholes = [(n, t) for n, t in enumerate(self._found, 1) if t.family in ("Visit", *_WHOLES)]
        for number, visit in visits:
            if visit.core & part.core and _together(part, visit):
                return f"v{number}"
        for number, whole in wholes:
            news = self._is_main(whole) and self._is_news(part) and whole.family != part.family
            if news and whole.everybody & part.everybody and _together(part, whole):
                return f"v{number}"
        return None

    def _is_news(self, told: Telling) -> bool:
        """Whether it has no date of its own before the article's."""
        published = self._reading.document.article.published
        return not told.date or (published is not None and _meet(told.date, published))


def _together(part: Telling, whole: Telling) -> bool:
    """Whether nothing in their dates and statuses tells them apart."""
    over = {"held", "ongoing"}
    alike = part.status == whole.status or {part.status, whole.status} <= over
    return alike and (not part.date or not whole.date or _meet(part.date, whole.date))


def _same(old: Telling, new: Telling) -> bool:
    if old.family != new.family or (old.date and new.date and not _meet(old.date, new.date)):
        return False
    if len({old.type, new.type} - {"Visit"}) > 1:
        return False
    if old.hosts and new.hosts and not old.hosts & new.hosts:
        return False
    if old.ordinal and new.ordinal and old.ordinal != new.ordinal:
        return False
    if old.ordinal and old.ordinal == new.ordinal:
        return True
    if old.family in GATHERINGS and old.place and old.place == new.place:
        return True
    if not old.core or not new.core:
        return old.ordinal == new.ordinal or old.date == new.date
    return bool(old.core & new.core)


def _meet(one: str, other: str) -> bool:
    """Whether two dates have a day in common, a month or year counting as all its days."""
    (a, b), (c, d) = (
        (first or "", last or first or "") for first, last in map(split, (one, other))
    )
    return a[: len(d)] <= d[: len(a)] and c[: len(b)] <= b[: len(c)]
