"""``extraction.schema.json``: what ``kg extract`` prints, as JSON Schema.

The shape is that of the pydantic models; the vocabulary fills in which values a field may have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.model.extraction import Extraction
from kg.schema.source import Source
from kg.schema.vocabulary import Vocabulary, assemble

IRI = "https://w3id.org/diplograph/extraction.schema.json"


def extraction_schema(source: Source) -> str:
    """The schema as JSON."""
    schema = Extraction.model_json_schema()
    for model, field, values in _choices(assemble(source)):
        _fill(schema["$defs"][model]["properties"][field], list(values))
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": IRI}
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=2) + "\n"


def _choices(words: Vocabulary) -> Iterator[tuple[str, str, Iterable[str]]]:
    """(model, field, values) of each controlled field."""
    kinds = {kind for known in words.kinds.values() for kind in known}
    yield "Entity", "kind", sorted(kinds)
    yield "Event", "type", words.event_types
    yield "Event", "status", words.statuses
    yield "Event", "topics", words.topics
    yield "Participant", "role", words.roles
    yield "Quantity", "metric", words.metrics
    yield "Quantity", "unit", words.units
    yield "Claim", "modality", words.modalities


def _fill(field: dict[str, Any], values: list[str]) -> None:
    """Put the values where the field's strings are described: itself, its items, or one option."""
    if "items" in field:
        field = field["items"]
    elif "anyOf" in field:
        field = next(option for option in field["anyOf"] if option["type"] == "string")
    field["enum"] = values
