"""How sure an event is: the precision of its trigger's rule, as measured on annotated articles.

``data/models/event_rules.json`` holds, by rule, how many of its events were right and how many it
gave; ``python -m kg.extract.events.calibrate`` measures it anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from kg.extract.events.draft import Draft
from kg.extract.events.filters import complete
from kg.resources import folder

#: A rule that was never seen counts as if it had been right so often of so many.
_PRIOR = (4.0, 5.0)
#: What speaks against an event, as factors.
_INCOMPLETE, _UNFIRM, _RETOLD = 0.8, 0.9, 1.08


def confidence_of(draft: Draft) -> float:
    """A figure in [0, 1], two decimals."""
    right, given = _measured().get(draft.rule, (0, 0))
    trust = (right + _PRIOR[0]) / (given + _PRIOR[1])
    if not complete(draft):
        trust *= _INCOMPLETE
    if not draft.firm:
        trust *= _UNFIRM
    if len(draft.merged) > 0:
        trust *= _RETOLD
    return round(min(trust, 0.99), 2)


@cache
def _measured() -> Mapping[str, tuple[int, int]]:
    path = folder("data") / "models" / "event_rules.json"
    rows: dict[str, list[int]] = json.loads(path.read_text(encoding="utf8"))
    return {rule: (right, given) for rule, (right, given) in rows.items()}
