"""Which event is part of which: talks in a visit, a meeting on the sidelines of a summit.

First what the sentence says («в ходе визита», «на полях саммита»), then what follows from who, when
and where. Parents are larger by nature: a gathering holds visits, a visit holds talks, talks hold
what was signed.
"""

from __future__ import annotations

from kg.extract.events.draft import Draft
from kg.extract.events.index import Index
from kg.extract.events.same import mentions_of, of_another_week, times_agree
from kg.extract.events.syntax import Tree
from kg.extract.events.where import VISITS

_GATHERINGS = frozenset({"Summit", "Forum", "Session"})
#: Type → how large; an event is part of a larger one only.
_SIZE: dict[str, int] = {
    "Summit": 4, "Forum": 4, "Session": 3, "Meeting": 2, "Call": 2, "Negotiation": 2,
    "Signing": 1, "Award": 1, "Launch": 1, "Exercise": 1, "Accession": 1,
} | dict.fromkeys(VISITS, 3)  # fmt: skip
#: Roles of those who do what is part of a visit.
_DOERS = ("signatory", "actor", "participant")
#: Sentences between a part and its whole where nothing else ties them.
_APART = 4


def link(index: Index, drafts: list[Draft]) -> None:
    """Sets the parent of each draft that has one."""
    for prepositions in (index.words.grammar["framed"], index.words.grammar["within"]):
        for draft in (d for d in drafts if d.parent is None):
            said = [
                d
                for d in drafts
                if _can_hold(d, draft)
                and draft not in _wholes(d)
                and _said(index, draft, d, prepositions)
            ]
            if said:
                draft.parent = min(said, key=lambda d: _SIZE[d.type])
                draft.reasons["part_of"] = "said in the sentence"
    for draft in (d for d in drafts if d.parent is None):
        likely = [d for d in drafts if _larger(d, draft) and _likely(index, draft, d)]
        likely = [d for d in likely if draft not in _wholes(d)]
        if likely:
            draft.parent = min(likely, key=lambda d: (_SIZE[d.type], _distance(draft, d)))
            draft.reasons["part_of"] = "same people, time and place"


def _wholes(draft: Draft) -> list[Draft]:
    """What a draft is part of, and what that is part of in turn."""
    out: list[Draft] = []
    while draft.parent is not None:
        draft = draft.parent
        out.append(draft)
    return out


def _can_hold(whole: Draft, part: Draft) -> bool:
    """Whether the one may hold the other where the text says so: a sitting may be in a visit."""
    return _larger(whole, part) or (part.type == "Session" and whole.type in VISITS)


def _larger(whole: Draft, part: Draft) -> bool:
    if whole is part or _SIZE.get(whole.type, 0) < 2:
        return False
    visit_to = part.type in VISITS and whole.type == "Session"
    return _SIZE[whole.type] > _SIZE.get(part.type, 9) or visit_to


def _distance(a: Draft, b: Draft) -> int:
    return min(abs(x.sentence - y.sentence) for x in mentions_of(a) for y in mentions_of(b))


def _said(index: Index, part: Draft, whole: Draft, prepositions: tuple[str, ...]) -> bool:
    return times_agree(part, whole) and any(
        _adverbial(index, a, b, prepositions)
        for a in mentions_of(part)
        for b in mentions_of(whole)
        if a.sentence == b.sentence
    )


def _adverbial(index: Index, part: Draft, whole: Draft, prepositions: tuple[str, ...]) -> bool:
    """Whether the whole's noun says when or where the part's clause happens."""
    tree = index.tree(part.sentence)
    noun, token = whole.occurrence.token, part.occurrence.token
    if _relative(tree, token, noun):
        return True
    over = "на поле" if whole.rule == "sidelines" else tree.preposition(noun)
    if whole.occurrence.carrier == noun or over not in prepositions:
        return False
    if tree.preposition(token) in tree.grammar["framed"] and over not in tree.grammar["framed"]:
        return False
    anchor = tree.anchor(noun)
    return anchor >= 0 and (
        anchor in (token, part.occurrence.carrier)
        or token in tree.above(noun)
        or tree.clause(anchor) == tree.clause(token)
    )


def _relative(tree: Tree, token: int, noun: int) -> bool:
    """«саммит, где …», «переговоры, по итогам которых …»: the part in a clause about the whole."""
    for node in (token, *tree.above(token)):
        if tree.tokens[node].rel == "acl:relcl":
            return tree.tokens[node].head == noun
    return False


def _likely(index: Index, part: Draft, whole: Draft) -> bool:
    if _distance(part, whole) > _APART or not times_agree(part, whole):
        return False
    if not _statuses_fit(part, whole) or of_another_week(index, part, whole):
        return False
    if whole.type in VISITS:
        return _on_visit(index, part, whole)
    if whole.type in _GATHERINGS:
        return _at_gathering(index, part, whole)
    return part.type in ("Signing", "Award") and _inside(part, whole)


def _statuses_fit(part: Draft, whole: Draft) -> bool:
    done = {"held", "ongoing"}
    if part.status == whole.status:
        return True
    return {part.status, whole.status} <= done or (
        part.status == "planned" and whole.status in ("ongoing", "unconfirmed")
    )


def _inside(part: Draft, whole: Draft) -> bool:
    """What two did at their talks: the same people, told in the same or the next sentence."""
    if part.type == "Signing" and not part.entities("signatory"):
        return _distance(part, whole) == 0
    there, here = set(whole.entities("participant")), set(part.entities())
    distance = _distance(part, whole)
    return there <= here if distance == 1 else distance == 0 and bool(there & here)


def _on_visit(index: Index, part: Draft, whole: Draft) -> bool:
    """The guest is there, and so is somebody of the state that is visited."""
    if part.type not in ("Meeting", "Session", "Signing", "Forum", "Launch"):
        return False
    if part.type in ("Signing", "Launch") and not part.entities(*_DOERS):
        return _distance(part, whole) <= 2 and not _long_over(index, part)
    guests, hosts = set(whole.entities("guest")), set(whole.entities("host"))
    there = set(part.entities())
    if not guests & there or not _places_fit(index, part, whole):
        return False
    sides = {index.side(e) for e in hosts}
    return (
        part.type != "Meeting"
        or any(index.side(e) in sides for e in there - guests)
        or (part.place is not None or _distance(part, whole) == 0)
    )


def _long_over(index: Index, draft: Draft) -> bool:
    """«на следующий день после подписания …»: told to say when something else was."""
    tree, token = index.tree(draft.sentence), draft.occurrence.token
    return index.words.status_prepositions.get(tree.preposition(token)) == "held"


def _at_gathering(index: Index, part: Draft, whole: Draft) -> bool:
    if part.type not in VISITS | {"Meeting", "Signing"} or not _places_fit(index, part, whole):
        return False
    if whole.place is None or part.place is None or part.type == "Signing":
        dated = part.time is not None and whole.time is not None
        same_day = part.date is not None and part.date == whole.date
        there = set(part.entities()) & set(whole.entities())
        return (dated and bool(there)) or (same_day and "held" in (part.status, whole.status))
    return True


def _places_fit(index: Index, a: Draft, b: Draft) -> bool:
    """Whether two places may be one: equal, unknown, or a state and a place in it."""
    if a.place is None or b.place is None or a.place == b.place:
        return True
    one, two = index.entity(a.place), index.entity(b.place)
    wide = "State" in (one.type, two.type) or "venue" in (one.kind, two.kind)
    return wide and one.iso is not None and one.iso == two.iso
