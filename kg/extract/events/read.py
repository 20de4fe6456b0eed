"""The order of the stage's steps."""

from __future__ import annotations

from kg.extract.events.abroad import abroad
from kg.extract.events.again import told_once
from kg.extract.events.candidates import drafts
from kg.extract.events.context import completed
from kg.extract.events.draft import Draft
from kg.extract.events.filters import verdict
from kg.extract.events.gatherings import attend
from kg.extract.events.hierarchy import link
from kg.extract.events.index import Index
from kg.extract.events.invitations import receive
from kg.extract.events.merge import merged
from kg.extract.events.news import date_own, share


def read_drafts(index: Index) -> list[Draft]:
    """The events of an article as drafts, each with what was folded into it."""
    found: list[Draft] = []
    for draft in drafts(index):
        completed(index, draft, found)
        draft.verdict = verdict(index, draft)
        if not draft.verdict:
            found.append(draft)
    events = abroad(index, merged(index, found))
    date_own(index, events)
    events = told_once(index, events)
    receive(index, events)
    link(index, events)
    events = attend(index, events)
    share(index, events)
    return events
