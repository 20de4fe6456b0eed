"""The evidence of one article: each fragment once, under an id of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import graph
from kg.model.extraction import Fragment
from kg.resolve.identity import hash16


@dataclass(slots=True)
class Snippets:
    """The evidence of one article, each fragment once."""

    article: str
    _found: dict[str, Fragment] = field(default_factory=dict)
    _triggers: dict[str, set[str]] = field(default_factory=dict)
    _surfaces: set[str] = field(default_factory=set)

    def ids(self, fragments: Iterable[Fragment]) -> tuple[str, ...]:
        """Evidence ids of fragments, sorted."""
        return tuple(sorted({self._id(f) for f in fragments}))

    def surface(self, fragment: Fragment) -> str:
        """Evidence id of a fragment that names or describes an entity."""
        id_ = self._id(fragment)
        self._surfaces.add(id_)
        return id_

    def trigger(self, trigger: Fragment, evidence: Iterable[Fragment]) -> None:
        """Note the trigger on each fragment that holds it."""
        for fragment in evidence:
            if fragment.start <= trigger.start and trigger.end <= fragment.end:
                self._triggers.setdefault(self._id(fragment), set()).add(trigger.text)

    def _id(self, fragment: Fragment) -> str:
        id_ = "evidence/" + hash16(self.article, fragment.start, fragment.text)
        self._found[id_] = fragment
        return id_

    def evidence(self) -> tuple[graph.Evidence, ...]:
        """All of it, by id."""
        return tuple(
            graph.Evidence(
                id_, f.text, f.start, f.end,
                tuple(sorted(self._triggers.get(id_, ()))), id_ in self._surfaces,
            )
            for id_, f in sorted(self._found.items())
        )  # fmt: skip
