"""What an assistant is told of a node: the page of the JSON API, shortened to what can be cited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.server.site.reader import iri_of

#: How many of each list are told.
_LISTED = {"events": 25, "sentences": 15, "articles": 15}
_NAMES = 12
_VALUES = 20

Json = Mapping[str, Any]


def brief(page: Json) -> dict[str, Any]:
    """A node with its facts, newest events and sentences, each with the IRI to read or cite.

    ``more`` counts what is left out of each list.
    """
    listed = {name: page[name][:most] for name, most in _LISTED.items()}
    told = {
        "iri": page["iri"],
        "label": page["label"],
        "type": page["type"],
        "date": page["date"],
        "status": page["state"] or None,
        "names": page["names"][:_NAMES],
        "facts": {fact["name"]: _values(fact) for fact in page["facts"]},
        "offices": [{"when": f["name"], "office": _values(f)} for f in page["offices"]],
        "events": [_event(event) for event in listed["events"]],
        "sentences": [_sentence(sentence) for sentence in listed["sentences"]],
        "articles": [_value(article) for article in listed["articles"]],
        "more": {
            name: page[f"more_{name}"] + len(page[name]) - len(some)
            for name, some in listed.items()
        },
    }
    return {name: value for name, value in told.items() if value}


def _values(fact: Json) -> list[str | dict[str, str]]:
    return [_value(value) for value in fact["values"][:_VALUES]]


def _value(value: Json) -> str | dict[str, str]:
    """A value as text, or as label and IRI."""
    href = value["href"]
    if not href:
        return str(value["text"])
    return {"label": value["text"], "iri": _iri(href)}


def _iri(href: str) -> str:
    return iri_of(href.removeprefix("/id/")) if href.startswith("/id/") else href


def _event(event: Json) -> dict[str, str | None]:
    return {
        "iri": _iri(event["label"]["href"]),
        "label": event["label"]["text"],
        "date": event["date"],
        "status": event["state"],
    }


def _sentence(sentence: Json) -> dict[str, str | None]:
    article = sentence["article"]
    return {
        "words": "".join(sentence["pieces"]),
        "headline": article["text"],
        "published": sentence["published"],
        "article": _iri(article["href"] or ""),
    }
