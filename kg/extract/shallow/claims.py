"""Claims without syntax: a word of saying, and the nearest person or body before or after it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.reading import Reading
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
        speaker = _speaker(reading, number, sentence.start + match.start()) if match else None
        if speaker is not None:
            evidence = (reading.sentence_fragment(number),)
            yield Claim(id="", speaker=speaker, modality=modality, evidence=evidence)


def _speaker(reading: Reading, sentence: int, at: int) -> str | None:
    """Whose name touches the word, else the nearest person before it, else the nearest body, else
    the first person after it."""
    met = of_type(reading, named(reading, sentence), "Person", "Organization", "State")
    touching = [m for m in met if -_NEAR <= m.end - at <= 0]
    if touching:
        return touching[-1].entity
    people, bodies = of_type(reading, met, "Person"), of_type(reading, met, "Organization", "State")
    for group in (people, bodies):
        if before := [m for m in group if m.end <= at]:
            return before[-1].entity
    return people[0].entity if people else None
