"""Names beside those that somebody else marked: what the adapters of public corpora share.

A name is right where it has the type wanted and shares a word with the name marked (*overlap*), or
where one of its extents is one of those marked, quotation marks aside (*exact*). Each name counts
once: names are paired one to one, those that share most first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.extract.reading import Mention, Reading
from kg.model.extraction import Span

Rule = Literal["overlap", "exact"]
_MARKS = "«»\"'„“”() "


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place of a text."""

    #: The types that it may be counted as.
    types: frozenset[str]
    #: Its words, as spans of the text.
    words: tuple[Span, ...]
    #: The spans any of which may be taken for the whole of it.
    extents: frozenset[Span]


@dataclass(slots=True)
class Counts:
    """Right, found and wanted."""

    right: float = 0
    found: float = 0
    wanted: float = 0

    def add(self, right: float, found: float, wanted: float) -> None:
        """Count another text."""
        self.right += right
        self.found += found
        self.wanted += wanted

    def figures(self) -> tuple[float, float, float]:
        """Precision, recall and F1; 0 where nothing was found or wanted."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0

    def row(self, label: str) -> str:
        """A line of a table."""
        figures = " ".join(f"{figure:6.3f}" for figure in self.figures())
        return f"{label:34} {figures} {self.right:7g} {self.found:7g} {self.wanted:7g}"


HEADER = f"{'':34} {'P':>6} {'R':>6} {'F1':>6} {'right':>7} {'found':>7} {'wanted':>7}"


def names_read(
    reading: Reading, types: Mapping[str, str], forms: frozenset[str], offset: int
) -> Iterator[Name]:
    """The names of an article, with the types of a corpus; nested names of one entity are one.

    ``offset`` is where the article's body begins, from which the corpus counts.
    """
    kept = [m for m in reading.mentions if m.form in forms]
    for group in _nested(kept):
        kind = types.get(reading.entity(group[0].entity).type)
        if kind is not None:
            spans = [(m.start - offset, m.end - offset) for m in group]
            whole = max(spans, key=lambda s: s[1] - s[0])
            text = reading.document.article.text[offset:]
            yield Name(frozenset({kind}), (whole,), frozenset(bare(text, s) for s in spans))


def _nested(mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Mentions of one entity, by the widest that holds them."""
    groups: dict[str, list[list[Mention]]] = {}
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        of = groups.setdefault(mention.entity, [])
        if of and mention.end <= of[-1][0].end:
            of[-1].append(mention)
        else:
            of.append([mention])
    for of in groups.values():
        yield from of


def bare(text: str, span: Span) -> Span:
    """A span without quotation marks and blanks at its ends."""
    start, end = span
    while start < end and text[start] in _MARKS:
        start += 1
    while start < end and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def pairs(wanted: Sequence[Name], found: Sequence[Name], rule: Rule = "overlap") -> dict[int, int]:
    """Index of a name wanted → index of the name found that it is paired with."""
    scored = [
        (shared, -i, -j)
        for i, gold in enumerate(wanted)
        for j, name in enumerate(found)
        if gold.types & name.types and (shared := _shared(gold, name, rule))
    ]
    out: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scored, reverse=True):
        if -i not in out and -j not in taken:
            out[-i] = -j
            taken.add(-j)
    return out


def _shared(gold: Name, name: Name, rule: Rule) -> int:
    """How many code points of words two names share; of no exact match none."""
    if rule == "exact" and not gold.extents & name.extents:
        return 0
    return shared(gold.words, name.words)


def shared(a: Iterable[Span], b: Sequence[Span]) -> int:
    """How many code points two lists of spans share."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
