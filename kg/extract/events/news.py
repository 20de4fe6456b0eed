"""What the article is about, and the dates that follow from it (guide, settled case 1)."""

from __future__ import annotations

from kg import dates
from kg.extract.events.draft import Draft
from kg.extract.events.index import Index
from kg.extract.events.lexicon import arrivals
from kg.extract.events.same import GATHERINGS, TALKS, mentions_of, several
from kg.extract.events.where import VISITS
from kg.extract.reading import TimeExpression

#: Types that a newspaper tells of as done on the day where nothing else is said.
_DAILY = frozenset(
    {"Meeting", "Call", "Signing", "Award", "Sanction", "Assistance", "Protest", "Credentials",
     "Invitation", "Exercise", "Session", "Expulsion", "Recall", "Launch", "Appointment",
     "Dismissal", "Ratification", "RelationsSevered", "Withdrawal"}
) | VISITS  # fmt: skip
#: Title and first sentences: what they tell without a date is of the day.
_LEAD = 3


def date_own(index: Index, drafts: list[Draft]) -> None:
    """Salience and the dates that drafts have of themselves; who arrived today is still there."""
    lead = set(index.prose[:_LEAD])
    for draft in drafts:
        first = any(m.sentence in lead for m in mentions_of(draft))
        if first and not draft.earlier:
            draft.salience = "main"
    for draft in drafts:
        _own_date(index, draft)
        _under_way(index, draft)


def share(index: Index, drafts: list[Draft]) -> None:
    """Dates and places that pass between a whole and its part, between an event and the next."""
    for draft in drafts:
        if draft.parent is not None:
            _share_date(draft, draft.parent)
            _share_place(index, draft, draft.parent)
            _share_status(index, draft, draft.parent)
    for draft in drafts:
        _ahead(index, draft)
        if draft.date is None and draft.parent is None and _of_the_news(index, draft, drafts):
            draft.salience, draft.date = "main", index.published
            draft.reasons["date"] = "one of those in the news"
        if draft.date is None:
            _carry_on(index, draft, drafts)


def _ahead(index: Index, draft: Draft) -> None:
    """What is dated after the article is still to come; a gathering begun before it goes on."""
    start = dates.start_of(draft.date)
    begun = index.published != start and _covers(draft.date or "", index.published)
    if begun and draft.type in GATHERINGS and draft.status == "planned":
        draft.status, draft.reasons["status"] = "ongoing", "on the days of the article"
    if draft.status == "held" and start and index.published and start > index.published:
        draft.status, draft.reasons["status"] = "planned", "after the article"


def _covers(date: str, day: str | None) -> bool:
    """Whether a range of days, not of months or years, has a day."""
    start, _, end = date.partition("/")
    return day is not None and len(start) == len(end) == len(day) and start <= day <= end


def _carry_on(index: Index, draft: Draft, drafts: list[Draft]) -> None:
    """A story goes on at the time that the sentence before gave («… 24 июня. Он провёл …»)."""
    if draft.status != "held" or draft.type not in TALKS | {"Signing"} or draft.earlier:
        return
    told = [m.time for d in drafts for m in mentions_of(d) if m.time is not None]
    for sentence in (draft.sentence, draft.sentence - 1):
        points = [t for t in index.reading.times_in(sentence) if _is_day(t) and t in told]
        if points:
            draft.date, draft.reasons["date"] = points[-1].date, "of the story so far"
            return


def _is_day(time: TimeExpression) -> bool:
    return len(time.date) == 10 and "/" not in time.date


def _of_the_news(index: Index, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a draft is one of several of the kind that the article is about, told undated."""
    alike = draft.type in _DAILY - VISITS and draft.type != "Invitation"
    if several(index, draft) or (draft.time is None and index.reading.times_in(draft.sentence)):
        return False
    return (
        alike
        and draft.status == "held"
        and any(
            other.salience == "main"
            and other is not draft
            and other.type == draft.type
            and set(other.entities()) & set(draft.entities())
            and not draft.earlier
            for other in drafts
        )
    )


def _own_date(index: Index, draft: Draft) -> None:
    news = draft.salience == "main" and draft.status in ("held", "ongoing") and draft.firm
    if draft.type == "Sanction":
        lead = index.prose[:_LEAD]
        news = news and any(m.firm and m.sentence in lead for m in mentions_of(draft))
    if draft.time is not None:
        draft.date, draft.reasons["date"] = draft.time.date, draft.time.text
    elif (news and draft.type in GATHERINGS and draft.told and draft.firm) or (
        news
        and draft.type in _DAILY
        and not draft.occurrence.trigger.undated
        and not _behind(index, draft)
        and not _in_passing(index, draft)
    ):
        draft.date, draft.reasons["date"] = index.published, "news of the day"


def _behind(index: Index, draft: Draft) -> bool:
    """«отношения окрепли после встречи …»: over before the clause, by none of its people."""
    over = index.words.status_prepositions.get(
        index.tree(draft.sentence).preposition(draft.occurrence.token)
    )
    own = any(f.rule in ("clause", "carrier", "poss") for f in draft.fillers)
    return over == "held" and not own and not draft.merged


def _in_passing(index: Index, draft: Draft) -> bool:
    """«дипломат, которого назначили …», «соглашения, заключённые с …»: told to say who or which."""
    at, tree = draft.occurrence, index.tree(draft.sentence)
    if not at.is_verb or draft.merged or draft.status != "held":
        return False
    told = tree.tokens[at.token]
    return told.rel == "acl:relcl" or (
        told.rel in ("acl", "amod") and told.feats.get("VerbForm") == "Part"
    )


def _share_date(part: Draft, whole: Draft) -> None:
    """A part takes the day of its whole, or the month of a longer one; a visit its talks' day."""
    if part.date is None and whole.date and part.type != "Invitation":
        start, _, end = whole.date.partition("/")
        part.date = start if not end else start[:7]
        part.reasons["date"] = "of the larger event"
    elif whole.date is None and part.date and whole.type in VISITS:
        whole.date, whole.reasons["date"] = part.date, "of its part"


def _share_place(index: Index, part: Draft, whole: Draft) -> None:
    if part.type in ("Call", "Invitation", "Launch"):
        return
    if part.place is None and whole.place:
        part.place, part.reasons["place"] = whole.place, "of the larger event"
    elif part.place and whole.place and _narrows(index, part.place, whole.place):
        whole.place, whole.reasons["place"] = part.place, "of its part"
    elif part.place and whole.place and _narrows(index, whole.place, part.place):
        part.place, part.reasons["place"] = whole.place, "of the larger event"


def _share_status(index: Index, part: Draft, whole: Draft) -> None:
    """A summit or congress on whose sidelines today's news is goes on."""
    lasts = whole.type in ("Summit", "Forum") and whole.status == "held" and whole.date is None
    today = part.date == index.published and part.salience == "main" and part.status == "held"
    if lasts and today and not whole.told:
        whole.status, whole.reasons["status"] = "ongoing", "of today's news"


def _narrows(index: Index, place: str, wide: str) -> bool:
    one, two = index.entity(place), index.entity(wide)
    return one.type == "Place" and one.kind == "city" and two.type == "State" and one.iso == two.iso


def _under_way(index: Index, draft: Draft) -> None:
    """Who arrived on the day of the article is still there."""
    if draft.type not in VISITS or draft.status != "held" or draft.date != index.published:
        return
    if index.published and any(_arrives(index, m) for m in mentions_of(draft)):
        draft.status, draft.reasons["status"] = "ongoing", "arrived on the day"


def _arrives(index: Index, draft: Draft) -> bool:
    carrier = draft.occurrence.carrier
    if carrier is None:
        return False
    return index.tree(draft.sentence).lemma(carrier) in arrivals(index.document.article.lang)
