"""Claims without syntax: a word of saying, and the nearest person or body before or after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.reading import Mention, Reading
from kg.extract.shallow.lexicon import fold, lexicon
from kg.extract.shallow.sentence import named, of_type
from kg.model.document import PROSE
from kg.model.extraction import Claim

#: Characters; a longer sentence is no evidence of one statement.
_LONGEST = 400
#: Characters between a name and the word of saying beside it («Japan's foreign ministry said»).
_NEAR = 20


def read_claims(reading: Reading) -> tuple[Claim, ...]:
    """One claim a sentence that has a word of saying and somebody who says it."""
    found = enumerate(_claims(reading), 1)
    return tuple(claim.model_copy(update={"id": f"c{n}"}) for n, claim in found)


def _claims(reading: Reading) -> Iterator[Claim]:
    words = lexicon(reading.document.article.lang)
    for number, sentence in enumerate(reading.document.sentences):
        if sentence.kind not in PROSE or sentence.end - sentence.start > _LONGEST:
            continue
        text = fold(reading.text(sentence.start, sentence.end))
        found = ((m, p.search(text)) for m, p in words.speech.items())
        modality, match = next(((m, at) for m, at in found if at), ("", None))
        speaker = _speaker(reading, number, match) if match else None
        if speaker is not None:
            evidence = (reading.sentence_fragment(number),)
            yield Claim(id="", speaker=speaker, modality=modality, evidence=evidence)


def _speaker(reading: Reading, number: int, match: re.Match[str]) -> str | None:
    """Whose name touches the word, else who may be its subject, else the first person after it."""
    met = of_type(reading, named(reading, number), "Person", "Organization", "State")
    sentence = reading.document.sentences[number]
    start, end = sentence.start + match.start(), sentence.start + match.end()
    words = lexicon(reading.document.article.lang)
    before, after = [m for m in met if m.end <= start], [m for m in met if m.start >= end]
    if words.acted_on == "before":
        beside = [m for m in before if start - m.end <= 1 and words.as_told.search(match.group())]
        behind = [m for m in after if m.start - end <= 1]
        straight = [m for m in before if not words.oblique.search(_surface(reading, m))]
        found = beside or behind or _people_first(reading, straight)
        return found[0].entity if found else None
    touching = [m for m in before if start - m.end <= _NEAR]
    if touching:
        return touching[-1].entity
    found = _people_first(reading, before)
    people = of_type(reading, after, "Person")
    return found[-1].entity if found else people[0].entity if people else None


def _people_first(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    return of_type(reading, mentions, "Person") or mentions


def _surface(reading: Reading, mention: Mention) -> str:
    return fold(reading.text(mention.start, mention.end))
