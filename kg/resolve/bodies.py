"""Organisations that the reading did not link, brought to the entries that they can only be.

A full name that one entry has is that entry. A short one («МЧС» in an article on fires in Samara)
is the body of government that has it in the one state where all states and places of the article
lie.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.extraction import Extraction
from kg.model.gazetteer import Entry
from kg.resolve.gazetteer import Gazetteer

_LIES = ("State", "Place")


def settle(gazetteer: Gazetteer, extraction: Extraction, links: dict[str, str]) -> None:
    """Change the nodes of an article's unknown organisations in ``links``."""
    states = {e.iso for e in extraction.entities if e.type in _LIES}
    state = states.pop() if len(states) == 1 else None
    for entity in extraction.entities:
        if links[entity.id].startswith("organization/x-"):
            found = list(_known(gazetteer, entity.name, extraction.lang, entity.iso, state))
            if len(found) == 1:
                links[entity.id] = found[0].id


def _known(
    gazetteer: Gazetteer, name: str, lang: str, iso: str | None, state: str | None
) -> Iterator[Entry]:
    """Organisations of a name: of the state ``iso`` where the article tells it, else of any by
    their full name, of ``state`` by a short one."""
    for candidate in gazetteer.candidates(name, lang):
        entry = gazetteer.entries[candidate.id]
        if entry.type == "Organization" and iso in (None, entry.iso):
            is_of = entry.kind == "government" and entry.iso in (iso, state) and entry.iso
            if candidate.strength != "weak" or is_of:
                yield entry
