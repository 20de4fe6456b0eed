"""An annotated article beside what was read in it, with the entities of both paired.

Entities are paired one to one (same type, best overlap of names); offices, events, quantities and
claims are compared on the ground of these pairs, so an error upstream costs downstream.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from kg.evaluate.matching import Json, fold, pair

#: An entity of gold, or a mark of one that has no partner there.
Key = object
T = TypeVar("T")


class Tally(NamedTuple):
    """Counts of one measure."""

    hits: int
    predicted: int
    gold: int

    @classmethod
    def over(
        cls, hits: int, count: Callable[[T], int], read: Iterable[T], gold: Iterable[T]
    ) -> Tally:
        """``hits`` among what ``count`` finds in the records of both sides."""
        return cls(hits, sum(map(count, read)), sum(map(count, gold)))

    def plus(self, other: Tally) -> Tally:
        """The sum of both."""
        return Tally(*map(sum, zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Case:
    """An annotated article, what was read in it, and which entities pair."""

    text: str
    gold: Json
    predicted: Json
    #: Index of gold entity → index of predicted entity.
    entities: Mapping[int, int]
    #: Id of predicted entity → id of its gold partner.
    partners: Mapping[str, str]

    def both(self, part: str) -> tuple[list[Json], list[Json]]:
        """The records of a part (``events`` …) in gold and as read."""
        return list(self.gold[part]), list(self.predicted.get(part) or ())

    def see(self, entity: Any) -> Key:
        """A predicted entity's id as gold's id; None for None."""
        return None if entity is None else self.partners.get(entity, ("unmatched", entity))


def case(text: str, gold: Json, predicted: Json) -> Case:
    """The article with its entities paired."""
    known, read = list(gold["entities"]), list(predicted.get("entities") or ())
    entities = pair(known, read, _closeness)
    partners = {str(read[j].get("id")): str(known[i]["id"]) for i, j in entities.items()}
    return Case(text, gold, predicted, entities, partners)


def _names(entity: Json) -> frozenset[str]:
    names = (entity.get("name") or "", *(entity.get("surfaces") or ()))
    return frozenset(fold(name) for name in names if name)


def _closeness(gold: Json, read: Json) -> float:
    """0 where two entities cannot be the same, else the strength of the match."""
    if gold["type"] != read.get("type"):
        return 0
    if gold["type"] == "State" and gold.get("iso") and read.get("iso"):
        return 10 if gold["iso"] == read["iso"] else 0
    ones, others = _names(gold), _names(read)
    within = any(_holds(a, b) or _holds(b, a) for a in ones for b in others)
    return len(ones & others) + (0.5 if within else 0)


def _holds(longer: str, shorter: str) -> bool:
    """Whether one name stands in the other as whole words; both have more than 3 letters."""
    return len(shorter) > 3 and len(longer) > 3 and f" {shorter} " in f" {longer} "
