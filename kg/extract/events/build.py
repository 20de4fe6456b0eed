"""From drafts to events: ids, evidence, confidence."""

from __future__ import annotations

from kg.extract.events.draft import Draft
from kg.extract.events.evidence import span_of
from kg.extract.events.index import Index
from kg.extract.events.when import extent
from kg.model.extraction import Event, Participant


def events_of(index: Index, drafts: list[Draft]) -> tuple[Event, ...]:
    """The drafts as events ``v1`` … in order of first mention."""
    ids = {id(draft): f"v{number}" for number, draft in enumerate(drafts, 1)}
    return tuple(_event(index, draft, ids) for draft in drafts)


def _event(index: Index, draft: Draft, ids: dict[int, str]) -> Event:
    tokens = index.document.sentences[draft.sentence].tokens
    trigger = tokens[draft.occurrence.token]
    spans = list(dict.fromkeys(span_of(index, d) for d in (draft, *draft.merged)))[:2]
    evidence = tuple(index.reading.fragment(*span) for span in spans)
    start, end = extent(draft.date, draft.type, draft.reasons.get("date"))
    return Event(
        id=ids[id(draft)],
        type=draft.type,
        status=draft.status,
        date=draft.date,
        start=start,
        end=end,
        place=draft.place,
        part_of=ids.get(id(draft.parent)) if draft.parent else None,
        ordinal=draft.ordinal,
        salience=draft.salience,
        rule=draft.rule,
        trigger=index.reading.fragment(trigger.start, trigger.end),
        participants=tuple(
            Participant(entity=f.entity, role=f.role, confidence=f.weight, rule=f.rule)
            for f in draft.fillers
        ),
        evidence=evidence,
    )
