"""How much of other people's sentences a release repeats.

The facts are ours to publish, the articles' sentences are not. ``clause``, the default, keeps of
each sentence the clause with the word that the fact was read from, which is what a citation needs;
``none`` keeps offsets only, ``sentence`` all. Offsets always point at the words that are kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import isclose
from types import MappingProxyType
from typing import Literal

import pyoxigraph as ox

from kg.model.graph import BASE
from kg.rdf.terms import integer, term
from kg.store.protocol import plain

Quotes = Literal["none", "clause", "sentence"]
#: Evidence → values of the figures that were read from it.
Figures = Mapping[object, Sequence[float]]

_EXACT, _START, _END = term("dip:exact"), term("dip:startOffset"), term("dip:endOffset")
_EVIDENCE, _VALUE = term("dip:evidence"), term("dip:value")
_QUANTITIES = BASE + "quantity/"
_TRIGGER, _QUOTE, _SURFACE = term("dip:trigger"), term("dip:quote"), term("dip:surface")
#: What parts clauses: a mark of punctuation with what is blank around it; no hyphen inside a word.
_BREAK = re.compile(r"\s*[,;:.!?…()«»“”\"]+(?:\s+|$)|\s+[—–-]\s+")
_NUMBER = re.compile(r"\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?")
#: What a number in a text may be multiplied by in words: thousand, million, …
_SCALES = (1, 10**3, 10**6, 10**9, 10**12)
#: A clause is cut after so many words.
_WORDS = 15
_CUT = re.compile(rf"\S+(?:\s+\S+){{0,{_WORDS - 1}}}")


def of_figures(statements: Iterable[ox.Triple | ox.Quad]) -> Figures:
    """Evidence → values of the figures that were read from it."""
    values: dict[object, float] = {}
    evidence: list[tuple[object, object]] = []
    for said in statements:
        if said.predicate == _VALUE and isinstance(said.object, ox.Literal):
            values[said.subject] = float(said.object.value)
        elif said.predicate == _EVIDENCE and str(plain(said.subject)).startswith(_QUANTITIES):
            evidence.append((said.object, said.subject))
    found: dict[object, list[float]] = defaultdict(list)
    for node, figure in evidence:
        if figure in values:
            found[node].append(values[figure])
    return found


def shortened(
    quads: Iterable[ox.Quad], quotes: Quotes, figures: Figures = MappingProxyType({})
) -> Iterator[ox.Quad]:
    """The statements with as much of the sentences as ``quotes`` allows.

    Names and descriptions of entities (``dip:surface``) stay, as they are facts about the text.
    Of a sentence with a figure the clause with its number is kept; ``figures`` is what
    :func:`of_figures` gives.
    """
    if quotes == "sentence":
        yield from quads
        return
    by_subject: dict[object, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        if quad.predicate in (_EXACT, _START, _END, _TRIGGER, _QUOTE, _SURFACE):
            by_subject[quad.subject].append(quad)
        else:
            yield quad
    for node, group in by_subject.items():
        yield from _node(group, quotes, figures.get(node, ()))


def _node(group: list[ox.Quad], quotes: Quotes, values: Sequence[float]) -> Iterator[ox.Quad]:
    words = {q.predicate: q.object.value for q in group if isinstance(q.object, ox.Literal)}
    if _SURFACE in words:
        yield from group
    elif quotes == "none":
        yield from (q for q in group if q.predicate not in (_EXACT, _QUOTE))
    else:
        text = words.get(_EXACT, "")
        start, end = clause(text, _number(text, values) or _first_trigger(group, text))
        yield from (_cut(quad, start, len(text) - end) for quad in group)


def _first_trigger(group: list[ox.Quad], text: str) -> str | None:
    """Of several events that were read in one sentence, the word of the first."""
    found = [str(plain(q.object)) for q in group if q.predicate == _TRIGGER]
    return min(found, key=lambda word: (text.find(word), word), default=None)


def _number(text: str, values: Sequence[float]) -> str | None:
    """The first number of a text that is one of the values, written out or as «10 billion»."""
    for found in _NUMBER.finditer(text):
        number = float(re.sub(r"\s", "", found.group()).replace(",", "."))
        if any(isclose(number * scale, value) for scale in _SCALES for value in values):
            return found.group()
    return None


def _cut(quad: ox.Quad, before: int, after: int) -> ox.Quad:
    """The statement when so many characters are cut off before and after the clause."""
    assert isinstance(quad.object, ox.Literal)
    text, object_ = quad.object.value, quad.object
    if quad.predicate == _EXACT:
        object_ = ox.Literal(text[before : len(text) - after])
    elif quad.predicate == _QUOTE:
        object_ = ox.Literal(text[slice(*clause(text))])
    elif quad.predicate == _START:
        object_ = integer(int(text) + before)
    elif quad.predicate == _END:
        object_ = integer(int(text) - after)
    return ox.Quad(quad.subject, quad.predicate, object_, quad.graph_name)


def clause(text: str, trigger: str | None = None) -> tuple[int, int]:
    """Start and end, in code points, of the clause of ``text`` that holds ``trigger``.

    Without a trigger, or where it is not found, the first one; at most fifteen words of it, and
    always with the trigger in it.
    """
    at = max(text.find(trigger), 0) if trigger else 0
    bounds = [
        (0, 0),
        *((m.start(), m.end()) for m in _BREAK.finditer(text)),
        (len(text), len(text)),
    ]
    spans = [(a, b) for (_, a), (b, _) in pairwise(bounds) if a < b]
    start, end = next(((a, b) for a, b in spans if at < b), (0, len(text)))
    start = min(start, at) if trigger else start
    if trigger:
        end = max(end, at + len(trigger))
    short = _CUT.match(text, start, end)
    if short is None:
        return start, end
    last = short.end()
    if trigger and last < at + len(trigger):
        return at, _end_of_words(text, at, end)
    return start, last


def _end_of_words(text: str, start: int, end: int) -> int:
    found = _CUT.match(text, start, end)
    return found.end() if found else end
