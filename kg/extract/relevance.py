"""Which entities an extraction keeps, and the numbering of what is kept.

Kept are the entities that an event, quantity, claim or office needs, and every other named Person,
State, international or governmental Organization, known city, venue and territory of contested
status; other places, agreements, news outlets and the like only where something needs them. Claims
are kept as ``claims_relevance`` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.extract.claims_relevance import of_diplomacy
from kg.model.extraction import Claim, Entity, Event, Extraction, Office, Participant, Quantity

#: Kinds of Organization that are kept although nothing needs them.
KEPT_KINDS = frozenset({"igo", "government", "format", "bilateral", "armed"})


def relevant(extraction: Extraction, text: str) -> Extraction:
    """The extraction without entities that nothing needs; the rest numbered e1, e2 … in order."""
    extraction = extraction.model_copy(update={"claims": of_diplomacy(extraction)})
    needed = set(_needed(extraction))
    kept = [e for e in extraction.entities if e.id in needed or _stands_alone(e)]
    ids = {entity.id: f"e{n}" for n, entity in enumerate(kept, 1)}
    events = {event.id: event.id for event in extraction.events}
    return extraction.model_copy(
        update={
            "entities": tuple(_entity(e, ids[e.id], text) for e in kept),
            "offices": tuple(_office(o, ids) for o in extraction.offices),
            "events": tuple(_event(e, ids) for e in extraction.events),
            "quantities": tuple(_quantity(q, ids) for q in extraction.quantities),
            "claims": tuple(_claim(c, ids, events) for c in extraction.claims),
        }
    )


def _needed(extraction: Extraction) -> Iterator[str | None]:
    for office in extraction.offices:
        yield from (office.holder, office.of)
    for event in extraction.events:
        yield event.place
        yield from event.resulted_in
        yield from (participant.entity for participant in event.participants)
    for quantity in extraction.quantities:
        yield from quantity.between
    for claim in extraction.claims:
        yield claim.speaker


def _stands_alone(entity: Entity) -> bool:
    if entity.type == "Organization":
        return entity.kind in KEPT_KINDS
    if entity.type == "Place":
        return _is_scene(entity)
    if entity.type == "Agreement":
        return entity.kind in ("plan", "treaty") and any(map(_is_named, entity.surfaces))
    return entity.type in ("Person", "State") and bool(entity.surfaces)


def _is_named(surface: str) -> bool:
    """Whether a phrase has a name in it («план Китая», «Римский статут»)."""
    words = surface.split()
    return len(words) > 1 and any(word[:1].isupper() for word in words)


def _is_scene(entity: Entity) -> bool:
    """Whether something happens there or with it, as a rule: a known city or venue, or a territory
    that acts like a state."""
    from kg.resolve.gazetteer import gazetteer

    entry = gazetteer().get(entity.gazetteer) if entity.gazetteer else None
    if entry is None:
        return False
    own_code = entry.iso is not None and entry.located_in != f"state/{entry.iso}"
    return entry.kind in ("city", "venue") or own_code or entry.note is not None


def _entity(entity: Entity, identifier: str, text: str) -> Entity:
    """The entity renumbered; a state that stands in the text only as an adjective shows that."""
    adjectives = tuple(dict.fromkeys(text[start:end] for start, end in entity.mentions))
    surfaces = entity.surfaces or (adjectives if entity.type == "State" else ())
    return entity.model_copy(update={"id": identifier, "surfaces": surfaces})


def _office(office: Office, ids: Mapping[str, str]) -> Office:
    of = ids[office.of] if office.of is not None else None
    return office.model_copy(update={"holder": ids[office.holder], "of": of})


def _event(event: Event, ids: Mapping[str, str]) -> Event:
    return event.model_copy(
        update={
            "place": ids[event.place] if event.place is not None else None,
            "resulted_in": tuple(ids[i] for i in event.resulted_in),
            "participants": tuple(_participant(p, ids) for p in event.participants),
        }
    )


def _participant(participant: Participant, ids: Mapping[str, str]) -> Participant:
    return participant.model_copy(
        update={
            "entity": ids[participant.entity],
            "on_behalf_of": ids.get(participant.on_behalf_of or ""),
        }
    )


def _quantity(quantity: Quantity, ids: Mapping[str, str]) -> Quantity:
    return quantity.model_copy(update={"between": tuple(ids[i] for i in quantity.between)})


def _claim(claim: Claim, ids: Mapping[str, str], events: Mapping[str, str]) -> Claim:
    known = {**events, **ids}
    return claim.model_copy(
        update={
            "speaker": ids[claim.speaker],
            "affiliation": ids.get(claim.affiliation or ""),
            "about": tuple(known[i] for i in claim.about if i in known),
        }
    )
