"""One clause that tells of several events: at several times, or with several people in turn."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.events.draft import Draft, Filler
from kg.extract.events.index import Index
from kg.extract.events.same import TALKS
from kg.extract.events.syntax import Tree
from kg.extract.events.where import VISITS
from kg.extract.reading import TimeExpression


def split(index: Index, draft: Draft) -> list[Draft]:
    """The draft itself, or one for each of the events that it stands for."""
    if draft.type in TALKS | VISITS:
        times = _times(index, draft)
        if len(times) > 1:
            return [_at(index, draft, time, times) for time in times]
    hosts = _states_visited(index, draft)
    if len(hosts) > 1:
        return [_to(index, draft, host, hosts) for host in hosts]
    if draft.type in ("Meeting", "Call"):
        others = [f for f in draft.fillers if f.rule == "с+Ins"]
        if len(others) > 1 and len(draft.fillers) > len(others) and _in_turn(index, draft, others):
            return [_with(draft, other, others) for other in others]
    return [draft]


def _states_visited(index: Index, draft: Draft) -> list[Filler]:
    """«посетил Египет и Иорданию», «визиты в …»: a visit to each."""
    if draft.type not in VISITS:
        return []
    return [f for f in draft.fillers if f.role == "host" and index.entity(f.entity).type == "State"]


def _to(index: Index, draft: Draft, host: Filler, hosts: list[Filler]) -> Draft:
    """The visit to one of the states, at its own place."""
    there = draft.place and index.side(draft.place) == index.side(host.entity)
    place = draft.place if there else None
    return replace(
        draft,
        fillers=[f for f in draft.fillers if f is host or f not in hosts],
        place=place or host.entity,
        merged=[],
        reasons=dict(draft.reasons) | {"place": "destination"},
    )


def _times(index: Index, draft: Draft) -> list[TimeExpression]:
    """Months or days that the clause lists («в феврале в …, в апреле в …»)."""
    tree = index.tree(draft.sentence)
    clause = tree.clause(draft.occurrence.token)
    found: list[TimeExpression] = []
    for time in index.reading.times_in(draft.sentence):
        first = next(i for i, t in enumerate(tree.tokens) if t.end > time.start)
        points = [p for p in time.date.split("/") if len(p) > 4 and p[0] != "."]
        alone = len(points) == 1 and "/" not in time.date and tree.clause(first) == clause
        if alone and (not found or _listed(tree, first)):
            found.append(time)
    return found if len({t.date for t in found}) == len(found) else []


def _listed(tree: Tree, token: int) -> bool:
    """Whether a time goes on with a list: behind a comma or «и», perhaps with its preposition."""
    before = token - 1
    while before > 0 and tree.tokens[before].pos in ("ADP", "ADV"):
        before -= 1
    return tree.tokens[before].text == "," or tree.tokens[before].pos == "CCONJ"


def _at(index: Index, draft: Draft, time: TimeExpression, times: list[TimeExpression]) -> Draft:
    """The event at one of the times, with the place named between it and the next."""
    later = [t.start for t in times if t.start > time.start]
    end = min(later, default=index.document.sentences[draft.sentence].end)
    place = next(
        (
            m.entity
            for m in index.reading.mentions_in(draft.sentence)
            if time.end <= m.start < end and index.entity(m.entity).type == "Place"
        ),
        None,
    )
    return replace(
        draft,
        fillers=list(draft.fillers),
        time=time,
        place=place,
        merged=[],
        reasons=dict(draft.reasons) | ({"place": "after its time"} if place else {}),
    )


def _in_turn(index: Index, draft: Draft, others: list[Filler]) -> bool:
    """«провёл встречи с А и Б», «встретился с А, а также с Б»: not all at one table."""
    tree, token = index.tree(draft.sentence), draft.occurrence.token
    feats = tree.tokens[token].feats
    if draft.occurrence.carrier != token and tree.lemma(token) != "переговоры":
        return feats.get("Number") == "Plur"
    return _also(tree, others)


def _also(tree: Tree, others: list[Filler]) -> bool:
    low, high = others[0].end, others[-1].start
    return any(low <= t.start < high and t.text == "также" for t in tree.tokens)


def _with(draft: Draft, other: Filler, others: list[Filler]) -> Draft:
    kept = [f for f in draft.fillers if f is other or f not in others]
    return replace(draft, fillers=kept, merged=[], reasons=dict(draft.reasons))
