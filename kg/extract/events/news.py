"""What the article is about, and the dates that follow from it (guide, settled case 1)."""

from __future__ import annotations

from kg.extract.events.draft import Draft
from kg.extract.events.index import Index
from kg.extract.events.lexicon import arrivals
from kg.extract.events.merge import mentions_of
from kg.extract.events.where import VISITS

#: Types that a newspaper tells of as done on the day where nothing else is said.
_DAILY = frozenset(
    {"Meeting", "Call", "Signing", "Award", "Sanction", "Assistance", "Protest", "Credentials",
     "Invitation", "Exercise", "Session", "Expulsion", "Recall", "Launch", "Appointment",
     "Dismissal", "Ratification"}
) | VISITS  # fmt: skip


def date_all(index: Index, drafts: list[Draft]) -> None:
    """Salience, dates, places that pass between whole and part, and what the dates say of status."""
    for draft in drafts:
        _salience(index, draft)
        _own_date(index, draft)
    for draft in drafts:
        _share(index, draft)
    for draft in drafts:
        _under_way(index, draft)


def _salience(index: Index, draft: Draft) -> None:
    lead = set(index.prose[:2])
    if any(m.sentence in lead for m in mentions_of(draft)):
        draft.salience = "main"


def _own_date(index: Index, draft: Draft) -> None:
    if draft.time is not None:
        draft.date, draft.reasons["date"] = draft.time.date, draft.time.text
    elif draft.salience == "main" and draft.status in ("held", "ongoing") and draft.type in _DAILY:
        draft.date, draft.reasons["date"] = index.published, "news of the day"


def _share(index: Index, draft: Draft) -> None:
    """A part takes the day and place of its whole, a visit those of the talks that fix it."""
    whole = draft.parent
    if whole is None:
        return
    if draft.date is None and whole.date and len(whole.date) == 10 and whole.type != "Invitation":
        draft.date, draft.reasons["date"] = whole.date, "of the larger event"
    elif whole.date is None and draft.date and whole.type in VISITS:
        whole.date, whole.reasons["date"] = draft.date, "of its part"
    if draft.place is None and whole.place and draft.type not in ("Call", "Invitation", "Award"):
        draft.place, draft.reasons["place"] = whole.place, "of the larger event"
    elif draft.place and whole.place and _narrows(index, draft.place, whole.place):
        whole.place, whole.reasons["place"] = draft.place, "of its part"


def _narrows(index: Index, place: str, wide: str) -> bool:
    one, two = index.entity(place), index.entity(wide)
    return one.type == "Place" and one.kind == "city" and two.type == "State" and one.iso == two.iso


def _under_way(index: Index, draft: Draft) -> None:
    """Who arrived on the day of the article is still there."""
    if draft.type not in VISITS or draft.status != "held" or draft.date != index.published:
        return
    if any(_arrives(index, m) for m in mentions_of(draft)):
        draft.status, draft.reasons["status"] = "ongoing", "arrived on the day"


def _arrives(index: Index, draft: Draft) -> bool:
    carrier = draft.occurrence.carrier
    if carrier is None:
        return False
    return index.tree(draft.sentence).lemma(carrier) in arrivals(index.document.article.lang)
