"""What a draft's sentence leaves out and the sentences before it say."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.events.draft import Draft, Filler
from kg.extract.events.filters import complete
from kg.extract.events.index import Index
from kg.extract.events.same import GATHERINGS, TALKS, times_agree
from kg.extract.events.where import VISITS

#: How far back context reaches, in sentences.
_REACH = 2


def completed(index: Index, draft: Draft, earlier: list[Draft]) -> None:
    """Fills a visit's host, or the second party of talks, from what was told just before."""
    if draft.type == "Recognition" and draft.entities("actor") and not draft.entities("target"):
        _territories(index, draft, earlier)
    if complete(draft):
        return
    if draft.type in VISITS and draft.entities("guest"):
        _host(index, draft, earlier)
    elif draft.type in ("Meeting", "Call") and len(draft.entities("participant")) == 1:
        if not _with_others(index, draft) and not _told_before(draft, earlier):
            _other_side(index, draft, earlier)
    elif draft.type == "Negotiation" and len(draft.entities("participant")) == 1:
        _counterpart(index, draft)


def _with_others(index: Index, draft: Draft) -> bool:
    """«на встрече со школьниками»: with people of whom none is named."""
    tree, token = index.tree(draft.sentence), draft.occurrence.token
    return any(
        tree.preposition(k) == "с"
        and tree.case(k) == "Ins"
        and not index.at(draft.sentence, k)
        and tree.tokens[k].feats.get("Number") == "Plur"
        for k in tree.kids[token]
    )


def _told_before(draft: Draft, earlier: list[Draft]) -> bool:
    """«переговоры с Раиси» after talks of his with another were told: those are meant."""
    at, known = draft.occurrence, set(draft.entities("participant"))
    return not at.is_verb and any(
        other.type in TALKS and complete(other) and known <= set(other.entities())
        for other in earlier
    )


def _host(index: Index, draft: Draft, earlier: list[Draft]) -> None:
    """Where the guest was just said to be: at talks in another state, or with its leader.

    Who «приедет», with no word where to, comes to the gathering that was told of last.
    """
    guests = set(draft.entities("guest"))
    home = {index.side(g) for g in guests}
    if None in home:
        return
    at = draft.occurrence
    if at.trigger.arrival and draft.status == "cancelled":
        return
    if at.is_verb and not at.trigger.arrival:
        return
    if draft.occurrence.trigger.arrival and _to_gathering(index, draft, earlier, home):
        return
    for other in reversed(earlier):
        if draft.sentence - other.sentence > _REACH:
            break
        if not guests & set(other.entities()) or not times_agree(draft, other):
            continue
        for iso in _abroad(index, other, guests):
            state = index.states.get(iso)
            if iso not in home and state is not None:
                draft.fillers.append(_implied("host", state, draft))
                draft.place = draft.place or _city(index, other.place) or state
                draft.reasons["place"] = "of the talks told before"
                return


def _to_gathering(index: Index, draft: Draft, earlier: list[Draft], home: set[str | None]) -> bool:
    """«На саммит приехали …»: a gathering told just before, or further off as done as the way."""
    for other in reversed(earlier):
        iso = index.side(other.place) if other.place else None
        state = index.states.get(iso or "")
        near = draft.sentence - other.sentence <= 2 * _REACH
        fits = near or other.status == draft.status
        if other.type in GATHERINGS and state is not None and iso not in home and fits:
            draft.fillers.append(_implied("host", state, draft))
            draft.place = draft.place or _city(index, other.place)
            return True
    return False


def _city(index: Index, place: str | None) -> str | None:
    return place if place is not None and index.entity(place).kind == "city" else None


def _territories(index: Index, draft: Draft, earlier: list[Draft]) -> None:
    """«не признали результатов голосования»: those whose accession was told before."""
    for other in reversed(earlier):
        if other.type == "Accession" and other.entities("member"):
            draft.fillers += [_implied("target", e, draft) for e in other.entities("member")]
            return
    region = _last_region(index, draft)
    if region is not None:
        draft.fillers.append(_implied("target", region, draft))


def _last_region(index: Index, draft: Draft) -> str | None:
    """The territory named last («не признаёт независимость острова»)."""
    for sentence in range(draft.sentence, max(-1, draft.sentence - _REACH - 1), -1):
        for mention in reversed(index.reading.mentions_in(sentence)):
            entity = index.entity(mention.entity)
            if entity.type == "Place" and entity.kind == "region":
                return mention.entity
    return None


def _abroad(index: Index, other: Draft, guests: set[str]) -> Iterator[str]:
    """States that an earlier draft points at, besides those of the guests."""
    sides = [index.side(other.place)] if other.place else []
    sides += [index.side(e) for e in other.entities() if e not in guests]
    yield from (iso for iso in sides if iso)


def _other_side(index: Index, draft: Draft, earlier: list[Draft]) -> None:
    """Who was just told of as doing something abroad: the guest of a visit, a party to talks."""
    known = draft.entities("participant")[0]
    if index.entity(known).type != "Person":
        return
    for other in reversed(earlier):
        if draft.sentence - other.sentence > 1:
            return
        for entity in other.entities("guest", "participant"):
            person = index.entity(entity).type == "Person"
            if person and entity != known and index.side(entity) != index.side(known):
                draft.fillers.append(_implied("participant", entity, draft))
                return


def _counterpart(index: Index, draft: Draft) -> None:
    """The other state of the sentence: «Украина отказалась от переговоров»."""
    known = draft.entities("participant")
    sides = {index.side(e) for e in known}
    tree = index.tree(draft.sentence)
    nearest: tuple[int, str] | None = None
    for mention in index.reading.mentions_in(draft.sentence):
        entity = index.entity(mention.entity)
        if entity.type != "State" or entity.iso in sides or mention.form == "adjective":
            continue
        if tree.preposition(mention.head) == "на":
            continue
        distance = abs(mention.head - draft.occurrence.token)
        if nearest is None or distance < nearest[0]:
            nearest = (distance, mention.entity)
    if nearest is not None:
        draft.fillers.append(_implied("participant", nearest[1], draft))


def _implied(role: str, entity: str, draft: Draft) -> Filler:
    at = draft.fillers[0]
    return Filler(role, entity, "context", draft.sentence, at.start, at.end)
