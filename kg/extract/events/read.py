"""The order of the stage's steps."""

from __future__ import annotations

from kg.extract.events.candidates import drafts
from kg.extract.events.draft import Draft
from kg.extract.events.filters import verdict
from kg.extract.events.hierarchy import link
from kg.extract.events.index import Index
from kg.extract.events.merge import merged
from kg.extract.events.news import date_all


def read_drafts(index: Index) -> list[Draft]:
    """The events of an article as drafts, each with what was folded into it."""
    found = []
    for draft in drafts(index):
        draft.verdict = verdict(index, draft)
        if not draft.verdict:
            found.append(draft)
    events = merged(index, found)
    link(index, events)
    date_all(index, events)
    return events
