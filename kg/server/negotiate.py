"""Content negotiation (RFC 9110, section 12.5): which format on offer a client likes best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

#: Result formats of SELECT and ASK, best first: media type → short name.
RESULTS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
#: Graph formats, best first.
GRAPHS: Mapping[str, str] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/trig": "trig",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/n-quads": "nq",
}
HTML = "text/html"
#: What clients ask for → what they get.
_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "application/x-turtle": "text/turtle",
    "application/turtle": "text/turtle",
    "text/n3": "text/turtle",
    "text/plain": "application/n-triples",
}


@lru_cache(maxsize=1024)
def choose(accept: str, offers: tuple[str, ...]) -> str | None:
    """The offer with the highest q-value; among equals the earlier one.

    A more specific range overrules a wider one. None where nothing on offer is acceptable.
    """
    ranges = _ranges(accept) or [("*", "*", 1.0)]
    best, liking = None, 0.0
    for offer in offers:
        q = max(_quality(name, ranges) for name in _names(offer))
        if q > liking:
            best, liking = offer, q
    return best


def short(name: str, offers: Mapping[str, str]) -> str | None:
    """The media type that ``format=NAME`` asks for."""
    return next((media for media, alias in offers.items() if name in (alias, media)), None)


def _names(offer: str) -> Sequence[str]:
    return [offer, *(alias for alias, media in _ALIASES.items() if media == offer)]


def _quality(media: str, ranges: list[tuple[str, str, float]]) -> float:
    kind, _, subtype = media.partition("/")
    fitting = [
        ((a != "*") + (b != "*"), q)
        for a, b, q in ranges
        if a in ("*", kind) and b in ("*", subtype)
    ]
    return max(fitting)[1] if fitting else 0.0


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    ranges = []
    for item in accept.split(","):
        media, *parameters = (part.strip() for part in item.split(";"))
        kind, slash, subtype = media.lower().partition("/")
        if slash:
            ranges.append((kind, subtype, _weight(parameters)))
    return ranges


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
