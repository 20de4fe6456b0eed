"""Precision, recall and F1 over many articles, with intervals."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.errors import UsageError
from kg.evaluate.case import Tally

#: Resamplings of the articles behind an interval, and the share of them inside it.
RESAMPLINGS, INSIDE = 500, 0.95


class Figures(NamedTuple):
    """Precision, recall and their harmonic mean, each in [0.0, 1.0]; 0 where undefined."""

    precision: float
    recall: float
    f1: float


def figures(tally: Tally) -> Figures:
    """The three figures of a measure's counts."""
    precision = tally.hits / tally.predicted if tally.predicted else 0.0
    recall = tally.hits / tally.gold if tally.gold else 0.0
    both = precision + recall
    return Figures(precision, recall, 2 * precision * recall / both if both else 0.0)


@dataclass(frozen=True)
class Score:
    """One article's counts by measure, and its errors."""

    article: str
    tallies: Mapping[str, Tally]
    errors: Sequence[str]


@dataclass(frozen=True)
class Scores:
    """All articles' scores; figures are pooled over them (micro average)."""

    articles: Sequence[Score]
    #: Number of extractions that were compared with them.
    predictions: int

    @cached_property
    def totals(self) -> dict[str, Tally]:
        """Counts by measure."""
        return _totals(self.articles)

    @cached_property
    def figures(self) -> dict[str, Figures]:
        """Figures by measure."""
        return {name: figures(tally) for name, tally in self.totals.items()}

    @cached_property
    def intervals(self) -> dict[str, tuple[float, float]]:
        """Bounds of each F1: a bootstrap over articles (Efron 1979), the same on every run."""
        dice = random.Random(0)
        drawn: dict[str, list[float]] = {name: [] for name in self.totals}
        for _ in range(RESAMPLINGS):
            sample = dice.choices(self.articles, k=len(self.articles))
            for name, tally in _totals(sample).items():
                drawn[name].append(figures(tally).f1)
        outside = int(RESAMPLINGS * (1 - INSIDE) / 2 + 1e-9)
        return {
            name: (sorted(values)[outside], sorted(values)[-1 - outside])
            for name, values in drawn.items()
        }

    def errors(self, most: int) -> Iterator[str]:
        """Up to ``most`` errors an article, one line each."""
        for score in self.articles:
            yield from (f"{score.article} {error}" for error in score.errors[:most])

    def table(self) -> str:
        """A line a measure: figures, interval of F1, counts."""
        lines = [
            f"{len(self.articles)} articles, {self.predictions} predictions read",
            f"{'measure':22}{'P':>7}{'R':>7}{'F1':>7}   95 % of F1     predicted  gold",
        ]
        for name, tally in self.totals.items():
            (p, r, f1), (low, high) = self.figures[name], self.intervals[name]
            lines.append(
                f"{name:22}{p:7.3f}{r:7.3f}{f1:7.3f}   {low:.3f}-{high:.3f}"
                f"  {tally.predicted:9d}{tally.gold:7d}"
            )
        return "\n".join(lines)

    def json(self) -> str:
        """The figures as one JSON object, rounded to four places."""
        shown = {
            name: {key: round(value, 4) for key, value in zip("prf", found, strict=True)}
            for name, found in self.figures.items()
        }
        return json.dumps({"articles": len(self.articles), **shown})

    def below(self, minimums: Iterable[str]) -> list[str]:
        """A line for each ``NAME=F1`` of ``minimums`` that is missed.

        Raises UsageError for an unknown measure or a value that is no number.
        """
        lines = []
        for given in minimums:
            name, _, value = given.partition("=")
            if name not in self.figures:
                raise UsageError(
                    f"--min {given}: unknown measure (known: {', '.join(self.figures)})"
                )
            try:
                wanted = float(value)
            except ValueError as error:
                raise UsageError(f"--min {given}: write it as {name}=0.85") from error
            if self.figures[name].f1 < wanted:
                lines.append(f"{name} F1 {self.figures[name].f1:.3f} < {value}")
        return lines


def _totals(scores: Iterable[Score]) -> dict[str, Tally]:
    sums: dict[str, list[int]] = {}
    for score in scores:
        for name, tally in score.tallies.items():
            row = sums.setdefault(name, [0, 0, 0])
            for at, count in enumerate(tally):
                row[at] += count
    return {name: Tally(*row) for name, row in sums.items()}
