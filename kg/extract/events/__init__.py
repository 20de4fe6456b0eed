"""Events: triggers, roles, status, time and place, coreference and hierarchy.

    occurrences → roles, type, status, time, place → merging → dates of the news → hierarchy

``read_events`` is what the pipeline calls; ``explain`` tells why each event and field is as it is.
Triggers and word lists are data: ``data/lang/<xx>/triggers/*.yaml``, ``event_status.yaml``,
``event_nouns.yaml``, ``topics.yaml``.
"""

from __future__ import annotations

from kg.extract.events.build import events_of
from kg.extract.events.explain import Explanation, Reason, explain
from kg.extract.events.index import Index
from kg.extract.events.lexicon import speaks
from kg.extract.events.read import read_drafts
from kg.extract.reading import Reading
from kg.model.extraction import Event

__all__ = ["Explanation", "Reason", "explain", "read_events"]


def read_events(reading: Reading) -> tuple[Event, ...]:
    """The events that an article tells of, in order of first mention.

    None where the article's language has no triggers.
    """
    if not speaks(reading.document.article.lang):
        return ()
    index = Index(reading)
    return events_of(index, read_drafts(index))
