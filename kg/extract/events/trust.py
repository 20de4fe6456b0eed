"""How sure events and participants are: the precision of their rules on annotated articles.

``data/models/event_rules.json`` holds for triggers' rules and for ways of filling a role how many
were right and how many there were; ``tests/benchmarks/event_rules.py`` counts them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from kg.extract.events.draft import Draft, Filler
from kg.extract.events.filters import complete
from kg.resources import folder

#: A rule that was never seen counts as if it had been right so often of so many.
_PRIOR = (4.0, 5.0)
#: What speaks against an event or for it, as factors.
_INCOMPLETE, _UNFIRM, _RETOLD = 0.8, 0.9, 1.08
#: Nothing that rules read is certain.
_MOST = 0.98


def confidence_of(draft: Draft) -> float:
    """Of an event: a figure in [0, 1], two decimals."""
    trust = _precision("rules", draft.rule)
    if not complete(draft):
        trust *= _INCOMPLETE
    if not draft.firm:
        trust *= _UNFIRM
    if draft.merged:
        trust *= _RETOLD
    return round(min(trust, _MOST), 2)


def certainty_of(filler: Filler) -> float:
    """That a participant is one in its role, given the event: a figure in [0, 1], two decimals."""
    return round(min(_precision("ways", filler.rule), _MOST), 2)


def _precision(kind: str, rule: str) -> float:
    right, given = _measured()[kind].get(rule, (0, 0))
    return (right + _PRIOR[0]) / (given + _PRIOR[1])


@cache
def _measured() -> Mapping[str, Mapping[str, tuple[int, int]]]:
    path = folder("data") / "models" / "event_rules.json"
    loaded: dict[str, dict[str, list[int]]] = json.loads(path.read_text(encoding="utf8"))
    return {
        kind: {rule: (right, given) for rule, (right, given) in rows.items()}
        for kind, rows in loaded.items()
    }
