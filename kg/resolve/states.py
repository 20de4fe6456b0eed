"""For which states a node stands: by itself, by its seat, or by an office on that day."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model.graph import Entity
from kg.resolve.holdings import Holdings

#: Classes of things that speak for the state in which they lie.
_SPEAKS_FOR_STATE = frozenset({"State", "GovernmentBody", "City"})

#: Classes of bodies that sit all year round.
_STANDING = frozenset({"GovernmentBody", "IntergovernmentalOrganization"})


class States:
    """Looks up states and offices, each question answered once.

    Questions are of a node, the day (ISO) of an event, and the article that tells of it, which
    decides where the day is not known.
    """

    def __init__(self, nodes: Mapping[str, Entity], holdings: Holdings) -> None:
        self._nodes = nodes
        self._holdings = holdings
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def behind(self, node: str, day: str | None, article: str) -> tuple[str, ...]:
        """States that a node stands for, sorted."""
        key = (node, day or article)
        if key not in self._known:
            self._known[key] = self._find(node, day, article)
        return self._known[key]

    def seat(self, node: str) -> tuple[str, ...]:
        """The node itself where it is a state, else the state in which it lies, if known."""
        known: Entity | None = self._nodes[node]
        while known and known.type != "State":
            known = self._nodes.get(known.located_in or "")
        return (known.id,) if known else ()

    def meets_all_year(self, node: str) -> bool:
        """Whether the node is a body of government or an organisation of states."""
        return self._nodes[node].type in _STANDING

    def _find(self, node: str, day: str | None, article: str) -> tuple[str, ...]:
        if self._nodes[node].type != "Person":
            return self._direct(node)
        offices = self._holdings.on(node, day, article)
        return tuple(sorted({s for of in offices for s in self._direct(of)}))

    def _direct(self, node: str) -> tuple[str, ...]:
        return self.seat(node) if self._nodes[node].type in _SPEAKS_FOR_STATE else ()
