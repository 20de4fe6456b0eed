"""Which claims are of diplomacy: those of an article that tells of an event, else those between
two parties.

Anybody is quoted on anything («по данным МЧС, никто не пострадал»). Where no event is read, a claim
stays if the speaker, those spoken for and those spoken of are of at least two states or
international organisations, or if enough of the article's claims are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.model.extraction import Claim, Entity, Extraction

#: Kinds of Organization that are parties of their own, beside the states.
PARTIES = frozenset({"igo", "format", "bilateral"})
#: Share of an article's claims between two parties with which all of them stay.
ENOUGH = 1 / 3


def of_diplomacy(extraction: Extraction) -> tuple[Claim, ...]:
    """The claims to keep, numbered anew."""
    entities = {entity.id: entity for entity in extraction.entities}
    between = [c for c in extraction.claims if len(set(_parties(c, entities))) > 1]
    every = extraction.events or len(between) >= ENOUGH * len(extraction.claims)
    kept = extraction.claims if every else between
    return tuple(claim.model_copy(update={"id": f"c{n}"}) for n, claim in enumerate(kept, 1))


def _parties(claim: Claim, entities: Mapping[str, Entity]) -> Iterator[str]:
    """The states, as codes, and international organisations that a claim involves."""
    for identifier in (claim.speaker, claim.affiliation, *claim.about):
        entity = entities.get(identifier or "")
        if entity is None:
            continue
        if entity.type == "Organization" and entity.kind in PARTIES:
            yield entity.id
        elif entity.iso:
            yield entity.iso
