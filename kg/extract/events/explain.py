"""Why each event is as it is: the trigger, the rule and the words behind every field."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.events.build import events_of
from kg.extract.events.draft import Draft
from kg.extract.events.index import Index
from kg.extract.events.lexicon import speaks
from kg.extract.events.read import read_drafts
from kg.extract.events.same import mentions_of
from kg.extract.events.trust import certainty_of
from kg.extract.reading import Reading
from kg.model.extraction import Event, Fragment


@dataclass(frozen=True, slots=True)
class Reason:
    """One field of an event with what gave it its value."""

    field: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """An event with its reasons, and the triggers of all places that tell of it."""

    event: Event
    reasons: tuple[Reason, ...]
    #: (rule, the trigger's word, its sentence) of the first mention and of those folded into it.
    mentions: tuple[tuple[str, Fragment, Fragment], ...]

    def __str__(self) -> str:
        """Readable lines: the event, its fields with their reasons, its sentences."""
        head = f"{self.event.id} {self.event.type} ({self.event.confidence:.2f})"
        fields = [f"  {r.field} = {r.value}  ← {r.why}" for r in self.reasons]
        told = [f"  «{word.text}» [{rule}] {where.text}" for rule, word, where in self.mentions]
        return "\n".join([head, *fields, *told])


def explain(reading: Reading) -> tuple[Explanation, ...]:
    """An explanation for each event that ``read_events`` gives, in the same order."""
    if not speaks(reading.document.article.lang):
        return ()
    index = Index(reading)
    drafts = read_drafts(index)
    events = events_of(index, drafts)
    return tuple(_explain(index, d, e) for d, e in zip(drafts, events, strict=True))


def _explain(index: Index, draft: Draft, event: Event) -> Explanation:
    return Explanation(
        event,
        tuple(_reasons(index, draft, event)),
        tuple(_mention(index, m) for m in mentions_of(draft)),
    )


def _reasons(index: Index, draft: Draft, event: Event) -> list[Reason]:
    place = index.entity(event.place).name if event.place is not None else None
    fields = [
        ("type", event.type, draft.reasons["type"]),
        ("status", event.status, draft.reasons["status"]),
        ("date", event.date, draft.reasons.get("date")),
        ("place", place, draft.reasons.get("place")),
        ("part_of", event.part_of, draft.reasons.get("part_of")),
        ("ordinal", event.ordinal, "attribute of the trigger"),
        ("salience", event.salience, "told first" if event.salience == "main" else "told later"),
    ]
    known = [field for field in fields if field[1] is not None]
    return [Reason(name, str(value), why or "") for name, value, why in known] + [
        Reason(f.role, index.entity(f.entity).name, f"{f.rule} ({certainty_of(f):.2f})")
        for f in draft.fillers
    ]


def _mention(index: Index, draft: Draft) -> tuple[str, Fragment, Fragment]:
    token = index.tree(draft.sentence).tokens[draft.occurrence.token]
    word = index.reading.fragment(token.start, token.end)
    return draft.rule, word, index.reading.sentence_fragment(draft.sentence)
