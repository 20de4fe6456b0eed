"""Clauses of a sentence, by the words that part them, each with whom it speaks of unnamed.

A clause that names nobody who acts speaks of the one before its relative pronoun, of the subject of
the clause before, or, where a participle stands before its noun, of the person named next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.reading import Mention, Reading
from kg.extract.shallow.lexicon import Lexicon, fold, lexicon
from kg.extract.shallow.sentence import of_type

_WORD = re.compile(r"\w+")
#: Types of entities that act.
ACTORS = ("Person", "State", "Organization")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence; ``start`` and ``end`` are offsets in the article."""

    start: int
    end: int
    mentions: tuple[Mention, ...]
    #: Whether it says «he».
    pronoun: bool
    #: Whom it speaks of without naming them.
    implied: Mention | None


def clauses(
    reading: Reading, number: int, mentions: Sequence[Mention], triggers: Sequence[tuple[int, int]]
) -> list[Clause]:
    """The clauses of a sentence in order, which cover it; ``triggers`` are spans in the article."""
    sentence = reading.document.sentences[number]
    words = lexicon(reading.document.article.lang)
    text = fold(reading.text(sentence.start, sentence.end))
    participles = _participles(text, words, [end - sentence.start for _, end in triggers])
    cuts = {m.start() for m in words.clause.finditer(text)} | participles
    bounds = [0, *sorted(at for at in cuts if 0 < at < len(text)), len(text)]
    actors = of_type(reading, mentions, *ACTORS)
    found: list[Clause] = []
    for start, end in pairwise(bounds):
        first, last = start + sentence.start, end + sentence.start
        inside = tuple(m for m in mentions if first <= m.start < last)
        pronoun = _says_he(text, start, end, words)
        implied = _subject(reading, found[-1]) if found else None
        if not found and pronoun:
            implied = _spoken_of_before(reading, number)
        if end in participles:
            people = of_type(reading, [m for m in mentions if m.start >= last], "Person")
            implied = next(iter(people), implied)
        elif words.relative.match(text, start, end):
            implied = next((m for m in reversed(actors) if m.end <= first), implied)
        found.append(Clause(first, last, inside, pronoun, implied))
    return found


def _participles(text: str, words: Lexicon, ends: Sequence[int]) -> set[int]:
    """Ends of triggers that are participles before a noun, as «uchrashgan» is."""
    return {
        end for end in ends if words.participle.search(text, 0, end) and _goes_on(text, words, end)
    }


def _goes_on(text: str, words: Lexicon, end: int) -> bool:
    return text[end : end + 1] == " " and not words.auxiliary.match(text, end + 1)


def _says_he(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Whether a part of a folded text says «he»."""
    starts = (match.start() for match in _WORD.finditer(text, start, end))
    return any(words.pronoun.match(text, at) for at in starts)


def _spoken_of_before(reading: Reading, number: int) -> Mention | None:
    """The first person of the sentence before, of whom «he» may speak."""
    return next(iter(of_type(reading, reading.mentions_in(number - 1), "Person")), None)


def _subject(reading: Reading, clause: Clause) -> Mention | None:
    named = next(iter(of_type(reading, clause.mentions, *ACTORS)), None)
    return clause.implied or named if clause.pronoun else named or clause.implied
