"""Which time expression dates an event."""

from __future__ import annotations

from kg.extract.events.draft import Occurrence
from kg.extract.events.index import Index
from kg.extract.events.syntax import Tree
from kg.extract.reading import TimeExpression


def time_of(index: Index, at: Occurrence) -> TimeExpression | None:
    """The time in the trigger's own phrase, else in its clause, else in a clause above; the nearest."""
    tree = index.tree(at.sentence)
    below = set(tree.subtree(at.token))
    ranked = []
    for time in index.reading.times_in(at.sentence):
        tokens = [i for i, t in enumerate(tree.tokens) if t.start < time.end and time.start < t.end]
        if not tokens:
            continue
        tier = _tier(tree, at, tokens, below)
        if tier is not None:
            distance = min(abs(i - at.token) for i in tokens)
            ranked.append(((tier, distance), time))
    return min(ranked, key=lambda r: (r[0], r[1].start))[1] if ranked else None


def _tier(tree: Tree, at: Occurrence, tokens: list[int], below: set[int]) -> int | None:
    top = min(tokens, key=lambda i: len(list(tree.above(i))))
    verb = at.token == at.carrier
    if not verb and top in below and tree.clause(top) == tree.clause(at.token):
        return 0
    own, its = tree.clause(at.token), tree.clause(top)
    if own == its:
        return 1
    if _shares(tree, own, its):
        return 2
    return None


def _shares(tree: Tree, own: int, its: int) -> bool:
    """Whether a clause stands in the time of a clause above: a participle, gerund, complement."""
    at = own
    while at >= 0 and at != its:
        if tree.tokens[at].rel in ("acl:relcl", "parataxis"):
            return False
        if tree.tokens[at].rel == "conj" and tree.tokens[its].start > tree.tokens[own].start:
            return False
        at = tree.tokens[at].head
    return at == its
