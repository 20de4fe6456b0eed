"""Which node a person means: by IRI, prefixed name, ISO code or any of its names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol, runtime_checkable

from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.model.graph import BASE
from kg.rdf.terms import PREFIXES
from kg.resolve.gazetteer import fold
from kg.store.protocol import Store

#: Kinds of node that people name by a name.
ENTITIES = ("state", "person", "organization", "place", "agreement")

_NAMES = """
SELECT DISTINCT ?node ?name WHERE {
  VALUES ?class { dip:State dip:Person dip:Organization dip:Place dip:Agreement }
  ?node a ?class ; skos:prefLabel|skos:altLabel ?name .
}
"""


@runtime_checkable
class Named(Protocol):
    """What has all names at hand."""

    @property
    def names(self) -> Iterable[tuple[str, str]]:
        """(IRI, folded name) of all entities."""


def find(store: Store, words: str, *, kinds: Collection[str] = ()) -> str:
    """The IRI of the node that ``words`` name.

    ``kinds`` limits names to nodes of these kinds (``state``, ``person`` …). A whole name wins over
    a last name. Raises UsageError where no node, or more than one, is meant.
    """
    words = words.strip()
    if iri := _expand(words):
        return _checked(iri)
    kinds = tuple(kinds) or ENTITIES
    if "state" in kinds and len(words) == 2 and words.isascii() and words.isalpha():
        return f"{BASE}state/{words.upper()}"
    names = [(iri, name) for iri, name in _names(store) if kind_of(iri) in kinds]
    wanted = fold(words)
    exact = {iri for iri, name in names if name == wanted}
    found = exact or {iri for iri, name in names if name.split()[-1:] == [wanted]}
    if len(found) == 1:
        return found.pop()
    what = " or ".join(kinds)
    if not found:
        raise UsageError(f"{words!r}: no {what} of that name in the graph{_nearest(wanted, names)}")
    several = ", ".join(_short(iri) for iri in sorted(found)[:5])
    raise UsageError(f"{words!r} may mean {several}; name one of them")


def _expand(words: str) -> str | None:
    if words.startswith(("http://", "https://")):
        return words
    if words.startswith("<") and words.endswith(">"):
        return words[1:-1]
    prefix, colon, local = words.partition(":")
    if colon and prefix in PREFIXES and local:
        return PREFIXES[prefix] + local.replace("\\", "")
    return None


def _checked(iri: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise UsageError(f"{iri!r} is no IRI ({error})") from error


def _names(store: Store) -> Iterable[tuple[str, str]]:
    """(IRI, folded name) of all entities; a store may have them at hand as ``names``."""
    if isinstance(store, Named):
        return store.names
    return [(str(row["node"]), fold(str(row["name"]))) for row in store.query(_NAMES)]


def kind_of(iri: str) -> str:
    """The kind of node that an IRI of ours names (``state``, ``person`` …)."""
    return iri.removeprefix(BASE).partition("/")[0]


def _short(iri: str) -> str:
    kind, _, rest = iri.removeprefix(BASE).partition("/")
    return f"{kind}:{rest}"


def _nearest(wanted: str, names: list[tuple[str, str]]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(wanted, sorted({name for _, name in names}), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
