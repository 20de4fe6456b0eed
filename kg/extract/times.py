"""Time expressions: where the text names a time, and which.

The grammar of the language (``times_grammar``) finds an expression and the numbers its words stand
for; ``times_calendar`` reads them on the calendar, against the publication date, the tense of the
verb they hang on, and the date named before («на следующий день»).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.dates import Side, split, valid
from kg.extract.reading import TimeExpression
from kg.extract.times_calendar import READINGS, VAGUE, Scene, anchor_of
from kg.extract.times_grammar import Found, Grammar, grammar
from kg.model.document import PROSE, Document, Sentence

#: Readings that have their own beginning and end («from June 10 to 15»).
_RANGES = frozenset({"day_range", "day_span"})
#: Longest word of ``since`` and ``until`` with its space.
_LOOK_BACK = 20
_SIDES: dict[str | None, Side] = {"Past": "past", "Fut": "future", "Pres": "near"}


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where an expression starts, and whether its first word makes it a beginning or an end."""

    start: int
    since: bool
    until: bool

    def apply(self, date: str) -> str:
        first, last = split(date)
        if self.since:
            return f"{first}/.."
        return f"../{last or first}" if self.until else date


def read_times(document: Document) -> tuple[TimeExpression, ...]:
    """The time expressions of an article that can be dated, by position.

    Relative ones need the publication date; without it days and months have the year ``XXXX``.
    """
    rules = grammar(document.article.lang)
    return tuple(_read(document, rules)) if rules else ()


def _read(document: Document, rules: Grammar) -> Iterator[TimeExpression]:
    before: str | None = None
    for number, sentence in enumerate(document.sentences):
        if sentence.kind not in PROSE:
            continue
        text = document.article.text[sentence.start : sentence.end]
        year: str | None = None
        for found in rules.find(text):
            opening = _opening(text, found, rules)
            side = "near" if opening.until else _side(sentence, sentence.start + found.start, rules)
            scene = Scene(document.article.published, side, before, year)
            date = _date(found, scene)
            if date is None:
                continue
            before, year = date, _named_year(found, date) or year
            yield TimeExpression(
                sentence.start + opening.start,
                sentence.start + found.end,
                number,
                text[opening.start : found.end],
                opening.apply(date),
                anchor_of(found.read, found.words, scene),
                found.read in VAGUE and not (opening.since or opening.until),
            )


def _date(found: Found, scene: Scene) -> str | None:
    """The date of an expression; None where its words make none («30 февраля») or lack support."""
    try:
        date = READINGS[found.read](found.words, scene)
    except ValueError:
        return None
    return date if date is None or valid(date) else None


def _opening(text: str, found: Found, rules: Grammar) -> _Opening:
    if found.read == "attributive_month":
        return _Opening(found.start, since=False, until=False)
    lead = text[max(0, found.start - _LOOK_BACK) : found.start].lower()
    ranged = found.read in _RANGES
    since = None if ranged else rules.since.search(lead)
    until = None if ranged else rules.until.search(lead)
    word = since or until
    start = found.start - len(lead) + word.start() if word else found.start
    return _Opening(start, bool(since), bool(until))


def _named_year(found: Found, date: str) -> str | None:
    """A year that days after it in the sentence belong to («в 2014 году … 16 марта»)."""
    return date if found.read in ("year", "relative_year") else None


def _side(sentence: Sentence, start: int, rules: Grammar) -> Side:
    """On which side of publication the verb puts an expression, going up the parse from it."""
    at = next(i for i, t in enumerate(sentence.tokens) if t.end > start)
    while at >= 0:
        token = sentence.tokens[at]
        tense = token.feats.get("Tense")
        finite = token.feats.get("VerbForm") == "Fin"
        if token.lemma in rules.future and not (finite and tense == "Past"):
            return "future"
        if tense in _SIDES and (finite or token.pos == "VERB"):
            return _SIDES[tense]
        at = token.head
        infinitive = token.feats.get("VerbForm") == "Inf"
        if infinitive and at >= 0 and sentence.tokens[at].lemma not in rules.realised:
            return "future"
    return "near"
