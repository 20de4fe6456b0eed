"""Extractions in a form in which ids and order do not count."""

from __future__ import annotations

import json
from typing import Any

from kg.model.extraction import Extraction

#: Fields that resolution fills.
RESOLVED = {"iri", "wikidata", "gazetteer"}
#: Fields that name other parts by their id.
_REFERENCES = ("holder", "of", "place", "part_of", "invites_to", "speaker", "affiliation")
_REFERENCES_OF_ROLES = ("entity", "capacity", "on_behalf_of")
_LISTS = ("about", "between", "resulted_in")


def normal(extraction: Extraction) -> dict[str, Any]:
    """Each part with the content of what it names in place of ids; lists sorted."""
    data = extraction.model_dump(mode="json")
    for entity in data["entities"]:
        for name in RESOLVED:
            del entity[name]
    for event in data["events"]:
        del event["iri"]
    groups = ("entities", "offices", "events", "quantities", "claims")
    names = {part["id"]: _content(part) for group in groups for part in data[group]}
    for group in groups:
        data[group] = _sorted(_named(part, names) for part in data[group])
    return data


def _content(part: dict[str, Any]) -> str:
    """What a part says by itself, without what it names."""
    own = ("type", "name", "title", "status", "date", "ordinal", "evidence", "trigger", "mentions")
    return json.dumps(_lists_sorted({k: part[k] for k in own if k in part}), sort_keys=True)


def _named(part: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    named = {k: v for k, v in part.items() if k != "id"}
    for key in _REFERENCES:
        if key in named:
            named[key] = names.get(named[key])
    for key in _LISTS:
        if key in named:
            named[key] = [names[i] for i in named[key]]
    if "participants" in named:
        named["participants"] = [
            _lists_sorted(
                {k: names.get(v) if k in _REFERENCES_OF_ROLES else v for k, v in p.items()}
            )
            for p in named["participants"]
        ]
    return _lists_sorted(named)


def _lists_sorted(part: dict[str, Any]) -> dict[str, Any]:
    return {k: _sorted(v) if isinstance(v, list) else v for k, v in part.items()}


def _sorted(values: Any) -> list[Any]:
    return sorted(values, key=lambda v: json.dumps(v, sort_keys=True, ensure_ascii=False))
