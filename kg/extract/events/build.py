"""From drafts to events: ids, evidence, offices in which people take part, confidence."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.events.draft import Draft, Filler
from kg.extract.events.evidence import span_of
from kg.extract.events.index import Index
from kg.extract.events.invitations import invited_to
from kg.extract.events.same import mentions_of
from kg.extract.events.topics import topics_of
from kg.extract.events.trust import certainty_of, confidence_of
from kg.extract.events.when import extent
from kg.model.extraction import Event, Fragment, Office, Participant

#: How many fragments show an event.
_SHOWN = 2
#: Roles of what comes out of an event.
_RESULTS = frozenset({"document", "institution"})


def events_of(index: Index, drafts: Sequence[Draft]) -> tuple[Event, ...]:
    """The drafts as events ``v1`` … in order of first mention."""
    ids = {id(draft): f"v{number}" for number, draft in enumerate(drafts, 1)}
    return tuple(_event(index, draft, drafts, ids) for draft in drafts)


def _event(index: Index, draft: Draft, drafts: Sequence[Draft], ids: dict[int, str]) -> Event:
    start, end = extent(draft.date, draft.type, draft.reasons.get("date"))
    target = invited_to(index, draft, drafts)
    return Event(
        id=ids[id(draft)],
        type=draft.type,
        status=draft.status,
        date=draft.date,
        start=start,
        end=end,
        date_text=draft.time.text if draft.time is not None else None,
        place=draft.place,
        part_of=ids.get(id(draft.parent)),
        ordinal=draft.ordinal,
        salience="main" if draft.salience == "main" else "background",
        confidence=confidence_of(draft),
        rule=draft.rule,
        trigger=_trigger(index, draft),
        participants=tuple(_participant(index, draft, f) for f in draft.fillers),
        topics=topics_of(index, draft),
        resulted_in=tuple(draft.entities(*_RESULTS)) if draft.status in ("held", "ongoing") else (),
        invites_to=ids.get(id(target)),
        evidence=_evidence(index, draft),
    )


def _trigger(index: Index, draft: Draft) -> Fragment:
    token = index.tree(draft.sentence).tokens[draft.occurrence.token]
    return index.reading.fragment(token.start, token.end)


def _evidence(index: Index, draft: Draft) -> tuple[Fragment, ...]:
    spans = dict.fromkeys(span_of(index, d) for d in mentions_of(draft))
    return tuple(index.reading.fragment(*span) for span in list(spans)[:_SHOWN])


def _participant(index: Index, draft: Draft, filler: Filler) -> Participant:
    office = _office(index, filler)
    shown = next(
        (d for d in mentions_of(draft) if d.sentence == filler.sentence and filler in d.fillers),
        draft,
    )
    return Participant(
        entity=filler.entity,
        role=filler.role,
        capacity=office.id if office is not None else None,
        on_behalf_of=office.of if office is not None else None,
        assertion="claimed" if draft.status == "unconfirmed" else "asserted",
        confidence=certainty_of(filler),
        rule=filler.rule,
        evidence=(index.reading.fragment(*span_of(index, shown)),),
    )


def _office(index: Index, filler: Filler) -> Office | None:
    """The office in which a person takes part: named in the sentence, else the first held."""
    if index.entity(filler.entity).type != "Person":
        return None
    held = [o for o in index.reading.offices_of(filler.entity) if o.status != "former"]
    sentence = index.document.sentences[filler.sentence]
    near = [o for o in held if any(sentence.start <= f.start < sentence.end for f in o.evidence)]
    return next(iter(near or held), None)
