"""An event as one article tells of it, in the form that merging compares."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.dates import UNKNOWN_YEAR, bounds, split
from kg.model.article import Article
from kg.model.extraction import Claim, Event, Extraction, Fragment, Participant
from kg.resolve.identity import article_id, hash16, name_key
from kg.resolve.judgements import Verdicts
from kg.resolve.linking import Links
from kg.resolve.snippets import Snippets
from kg.resolve.states import States
from kg.resolve.wording import Wording
from kg.resources import folder
from kg.schema import vocabulary

#: Statuses of what is under way or done.
OVER = ("ongoing", "held")
#: Statuses of what is still to come.
AHEAD = ("planned", "unconfirmed")
#: Shorter numbers are found in too many texts.
_FIGURE = 3
#: Days before and after publication within which an undated event is looked for, by status.
_UNDATED = {
    "planned": (0, 90),
    "unconfirmed": (0, 90),
    "postponed": (30, 90),
    "cancelled": (30, 60),
    "ongoing": (14, 0),
    "held": (7, 0),
}
#: What is to come, other than a visit or gathering, is one within so many days.
_UNDATED_SOON = 21
_MAY_BE_FAR = ("Visit", "Summit", "Session", "Forum", "Exercise")
#: An undated event that an article only mentions may lie further back.
_UNDATED_BACKGROUND = 45
#: Days for which a visit, meeting or session may be under way.
_LONGEST_STAY = 14


#: Who is at the other end of acts that go on, by type.
_RECEIVES = {"Assistance": "recipient", "Sanction": "target"}


@dataclass(frozen=True, slots=True)
class Window:
    """Days (proleptic ordinals, both ends included) within which an event took or takes place."""

    first: int
    last: int
    #: Where it comes from: a day, a month, a year or longer, or only the article's own date.
    grain: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's event with its fillers as nodes."""

    #: Local id that the event has if this is its earliest telling.
    id: str
    article: str
    published: str | None
    event: Event
    #: As told; but what is dated after its article is planned, whatever the reading says.
    status: str
    window: Window | None
    #: Nodes by role, asserted or not.
    fillers: Mapping[str, frozenset[str]]
    #: States that each filler stands for.
    states: Mapping[str, tuple[str, ...]]
    #: (role, node) that the article says as its own word, or that a person accepted.
    asserted: frozenset[tuple[str, str]]
    #: (role, node) that a person rejected.
    rejected: frozenset[tuple[str, str]]
    #: Fields whose value a person accepted or set right.
    judged: frozenset[str]
    #: Whether it tells of aid or sanctions that go on, and of no one act.
    continuing: bool
    place: str | None
    #: Whether it is held by a body of government or an organisation, which meets all year round.
    regular: bool
    #: The state where the place lies.
    seat: tuple[str, ...]
    resulted_in: tuple[str, ...]
    evidence: tuple[str, ...]
    #: Stems of the evidence's longer words, with how much each says.
    stems: Mapping[str, float]
    #: Figures in the evidence, years left out.
    figures: frozenset[str]
    #: Id of the article that first had this text: its own, but for reprints.
    original: str
    #: Whom the article names as its source for the event («ТАСС»), normalised.
    sources: frozenset[str]

    @property
    def type(self) -> str:
        """Class of the event as told."""
        return self.event.type


def tell(
    article: Article,
    extraction: Extraction,
    links: Links,
    states: States,
    wording: Wording,
    *,
    original: str | None = None,
    verdicts: Verdicts | None = None,
) -> list[Telling]:
    """The tellings of one article, larger events before their parts.

    ``wording`` has seen the articles before this one. ``original`` is the id of the article that it
    reprints, ``verdicts`` what people decided on it.
    """
    teller = _Teller(
        article, extraction, links, states, wording, original or article.id, verdicts or Verdicts()
    )
    ids = event_ids(article.id, extraction.events)
    return [teller.tell(ids[e.id], e) for e in _parents_first(extraction.events)]


class _Teller:
    """Tells the events of one article."""

    def __init__(
        self,
        article: Article,
        extraction: Extraction,
        links: Links,
        states: States,
        wording: Wording,
        original: str,
        verdicts: Verdicts,
    ) -> None:
        self._article = article
        self._node = article_id(article.id)
        self._extraction = extraction
        self._links = links
        self._states = states
        self._wording = wording
        self._original = original
        self._verdicts = verdicts
        self._snippets = Snippets(article.id)

    def tell(self, id_: str, event: Event) -> Telling:
        links, article = self._links, self._article
        day = bounds(event.date, one_day=True).earliest_start or article.published
        said = [p for p in event.participants if self._stands(event, p)]
        place = links[event.place] if event.place else None
        window = window_of(event, article.published)
        return Telling(
            id=id_,
            article=self._node,
            published=article.published,
            event=event,
            status=_status(event, window, article.published),
            window=window,
            fillers=_grouped((p.role, links[p.entity]) for p in event.participants),
            states=self._stands_for(event, day),
            asserted=frozenset((p.role, links[p.entity]) for p in said),
            rejected=frozenset(
                (p.role, links[p.entity])
                for p in event.participants
                if self._status(event, p) == "rejected"
            ),
            judged=frozenset(self._verdicts.fields.get(event.id, ())),
            continuing=self._is_continuing(event),
            place=place,
            regular=any(
                p.role == "organizer" and self._states.meets_all_year(links[p.entity])
                for p in event.participants
            ),
            seat=self._states.seat(place) if place else (),
            resulted_in=tuple(sorted({links[e] for e in event.resulted_in})),
            evidence=self._snippets.ids(event.evidence),
            stems=self._wording.weigh(f.text for f in event.evidence),
            figures=figures(event),
            original=self._original,
            sources=frozenset(_sources(event, self._extraction.claims)),
        )

    def _status(self, event: Event, participant: Participant) -> str:
        verdict = self._verdicts.roles.get((event.id, participant.role, participant.entity))
        return verdict.status if verdict else ""

    def _stands(self, event: Event, participant: Participant) -> bool:
        """Whether a role is the article's own word; a person's word goes before it."""
        status = self._status(event, participant)
        return status != "rejected" and (bool(status) or participant.assertion == "asserted")

    def _stands_for(self, event: Event, day: str | None) -> dict[str, tuple[str, ...]]:
        """States behind each filler."""
        pairs = (
            (self._links[p.entity], state)
            for p in event.participants
            for state in self._states.behind(
                self._links[p.on_behalf_of or p.entity], day, self._node
            )
        )
        found = _grouped(pairs)
        nodes = {self._links[p.entity] for p in event.participants}
        return {node: tuple(sorted(found.get(node, ()))) for node in nodes}

    def _is_continuing(self, event: Event) -> bool:
        """Whether it is aid or sanctions that go on: no day or sum is told, and both sides are."""
        if not {"actor", _RECEIVES.get(event.type)} <= {p.role for p in event.participants}:
            return False
        of_news = dated_by_news(event, self._article.published)
        told = event.date and not event.date.endswith("/..") and not of_news
        if told or figures(event):
            return False
        ongoing = (event.type, event.status) == ("Assistance", "ongoing") and not event.date
        return ongoing or self._of_a_region(event) or self._is_general(event)

    def _of_a_region(self, event: Event) -> bool:
        """Whether all who act are regions of many states («the West»), which act by no one act."""
        actors = [self._links[p.entity] for p in event.participants if p.role == "actor"]
        return all(a.startswith("place/") and not self._states.seat(a) for a in actors)

    def _is_general(self, event: Event) -> bool:
        """Whether the words around the trigger speak of what goes on."""
        words, at = _general_words(self._extraction.lang), event.trigger
        told = [f for f in event.evidence if at is None or f.start <= at.start < f.end]
        return bool(words and any(words.search(name_key(f.text)) for f in told))


@cache
def _general_words(lang: str) -> re.Pattern[str] | None:
    """Words of a language by which articles speak of what goes on; None where none are known."""
    import yaml

    path = folder("data") / "lang" / lang / "general.yaml"
    if not path.is_file():
        return None
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    return re.compile(r"\b(?:" + "|".join(re.escape(name_key(w)) for w in words) + ")")


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _sources(event: Event, claims: Iterable[Claim]) -> Iterator[str]:
    """Those who relay the claims about an event, or whose claims stand where it is told."""
    for claim in claims:
        told_there = overlap(claim.evidence, event.evidence)
        if claim.source and (event.id in claim.about or told_there):
            yield name_key(claim.source)


def overlap(ours: Iterable[Fragment], theirs: Collection[Fragment]) -> bool:
    """Whether any of the one fragments has words of any of the others."""
    return any(a.start < b.end and b.start < a.end for a in ours for b in theirs)


def event_ids(name: str, events: Iterable[Event]) -> dict[str, str]:
    """The node of each event of an article, as long as no other article told of it before.

    A hash of article, evidence offset and family; further events of one sentence are numbered.
    """
    taken: dict[tuple[int, str], int] = {}
    ids = {}
    for event in sorted(events, key=_position):
        key = (_offset(event), vocabulary().event_types[event.type].family)
        number = taken[key] = taken.get(key, -1) + 1
        ids[event.id] = "event/" + hash16(name, *key, *([number] if number else ()))
    return ids


def _offset(event: Event) -> int:
    return min((f.start for f in event.evidence), default=0)


def _position(event: Event) -> tuple[int, int, str, str]:
    trigger = event.trigger.start if event.trigger else 0
    return _offset(event), trigger, event.type, event.model_dump_json(exclude={"id"})


def _parents_first(events: Iterable[Event]) -> Iterator[Event]:
    by_id = {e.id: e for e in events}

    def depth(event: Event) -> int:
        seen = {event.id}
        while event.part_of in by_id and event.part_of not in seen:
            seen.add(event.part_of)
            event = by_id[event.part_of]
        return len(seen)

    return iter(sorted(by_id.values(), key=lambda e: (depth(e), _position(e))))


def window_of(event: Event, published: str | None) -> Window | None:
    """The days within which an event lies; None where neither it nor its article has a date."""
    one_day = vocabulary().event_types[event.type].one_day
    known = bounds(event.date, one_day=one_day)
    first, last = known.earliest_start, known.latest_end or known.latest_start
    if first and last:
        start, end = _ordinal(first), _ordinal(last)
        exact = known.earliest_start == known.latest_start and not vague(event.date, one_day)
        if event.status == "ongoing" and known.latest_end is None and published:
            lasts = _ordinal(published) <= start + _LONGEST_STAY or not _is_contact(event)
            end = max(end, _ordinal(published)) if lasts else end
        return Window(start, end, "day" if exact else "month" if end - start < 100 else "year")
    if event.date or published is None:
        return None
    before, after = _UNDATED[event.status]
    if event.salience == "background" and not after:
        before = _UNDATED_BACKGROUND
    type_ = vocabulary().event_types[event.type]
    far = not {event.type, *type_.parents}.isdisjoint(_MAY_BE_FAR)
    if type_.family in ("Contact", "Personnel") and not far:
        after = min(after, _UNDATED_SOON)
    today = _ordinal(published)
    return Window(today - before, today + after, "published")


def _is_contact(event: Event) -> bool:
    return vocabulary().event_types[event.type].family == "Contact" and event.type != "Negotiation"


def _status(event: Event, window: Window | None, published: str | None) -> str:
    """The status told; but what lies after its article's day is planned."""
    if window is None or window.grain == "published" or published is None:
        return event.status
    ahead = window.first > _ordinal(published)
    return "planned" if ahead and event.status in OVER else event.status


def vague(date_: str | None, one_day: bool) -> bool:
    """Whether a date of two days only says between which the event lies.

    So does every interval of an event that takes a day, and a whole week of any other («на
    следующей неделе»).
    """
    start, end = split(date_) if date_ else (None, None)
    if not (start and end and len(start) == len(end) == 10) or UNKNOWN_YEAR in (start[:4], end[:4]):
        return False
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return one_day or (first.isoweekday() == 1 and (last - first).days == 6)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def dated_by_news(event: Event, published: str | None) -> bool:
    """Whether its date is the day of the article, which no words of it tell."""
    return event.date == published and not event.date_text


def figures(event: Event) -> frozenset[str]:
    """The figures in an event's evidence."""
    return frozenset(n for f in event.evidence for n in _figures(f.text))


def _figures(text: str) -> Iterator[str]:
    """Numbers of three signs or more, «665» or «1,3», that are no years; «12-й», «1 млрд»."""
    for ordinal in re.findall(r"(\d+)-(?:й|го|му|м)\b", text):
        yield ordinal + "-й"
    for number, unit in re.findall(r"(\d+(?:[.,]\d+)?)\s*(млн|млрд)", text):
        yield f"{number} {unit}"
    for number in re.findall(r"\d+(?:[.,]\d+)?", text):
        if len(number) >= _FIGURE and not re.fullmatch(r"(19|20)\d\d", number):
            yield number
