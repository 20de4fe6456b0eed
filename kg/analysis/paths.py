"""How two are linked through events, over as many steps as it takes."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model.graph import BASE
from kg.store.protocol import Store

_INVOLVED = """
SELECT DISTINCT ?event ?who { ?event a dip:Event ; dip:involves ?who ; dip:status ?status
  FILTER(?status NOT IN (status:cancelled, status:unconfirmed)) } ORDER BY ?event ?who
"""


@dataclass(frozen=True, slots=True)
class Step:
    """``source`` and ``target`` were both involved in ``event``; IRIs."""

    source: str
    event: str
    target: str


def shortest_path(store: Store, a: str, b: str, *, through: str = "person") -> list[Step] | None:
    """A shortest chain of events that links the nodes ``a`` and ``b`` (IRIs).

    Between them stand nodes of the kind ``through`` only (``person``, ``state`` …; empty for any).
    Of several shortest chains the first in order of IRIs is taken. None where nothing links them,
    an empty list where they are the same. Breadth-first search: Moore (1959).
    """
    rows = ((str(row["event"]), str(row["who"])) for row in store.query(_INVOLVED))
    return _search(rows, a, b, f"{BASE}{through}/" if through else "")


def _search(rows: Iterable[tuple[str, str]], a: str, b: str, start: str) -> list[Step] | None:
    at: dict[str, list[str]] = defaultdict(list)
    events: dict[str, list[str]] = defaultdict(list)
    for event, who in rows:
        if who in (a, b) or who.startswith(start):
            at[event].append(who)
            events[who].append(event)
    reached: dict[str, Step | None] = {a: None}
    queue, used = deque([a]), set[str]()
    while queue and b not in reached:
        here = queue.popleft()
        for event in events[here]:
            if event in used:
                continue
            used.add(event)
            for who in at[event]:
                if who not in reached:
                    reached[who] = Step(here, event, who)
                    queue.append(who)
    return _chain(reached, b) if b in reached else None


def _chain(reached: dict[str, Step | None], b: str) -> list[Step]:
    steps: list[Step] = []
    while (step := reached[b]) is not None:
        steps.append(step)
        b = step.source
    return steps[::-1]
