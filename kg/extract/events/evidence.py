"""The verbatim piece of text that shows an event: its sentence, or of a long one the clause."""

from __future__ import annotations

from kg.extract.events.draft import Draft
from kg.extract.events.index import Index

#: A sentence up to this length is shown whole; a piece is never longer than the second figure.
WHOLE, LONGEST = 180, 330
_BREAKS = frozenset({",", ";", "—", "–", ":", "(", ")"})
_TRIM = " ,;:—–"


def span_of(index: Index, draft: Draft) -> tuple[int, int]:
    """Offsets of the evidence for a draft."""
    sentence = index.document.sentences[draft.sentence]
    text = index.document.article.text
    if sentence.end - sentence.start <= WHOLE:
        return sentence.start, sentence.end
    tokens = sentence.tokens
    trigger = tokens[draft.occurrence.token]
    low, high = trigger.start, trigger.end
    inside = [f for f in draft.fillers if f.sentence == draft.sentence]
    if draft.time is not None and draft.time.sentence == draft.sentence:
        low, high = min(low, draft.time.start), max(high, draft.time.end)
    for filler in sorted(inside, key=lambda f: abs(f.start - trigger.start)):
        wider = (min(low, filler.start), max(high, filler.end))
        if wider[1] - wider[0] <= LONGEST - 40:
            low, high = wider
    starts = [sentence.start] + [t.end for t in tokens if t.text in _BREAKS and t.end <= low]
    ends = [t.start for t in tokens if t.text in _BREAKS and t.start >= high] + [sentence.end]
    start, end = starts[-1], ends[0]
    if end - start > LONGEST:
        start, end = low, high
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end
