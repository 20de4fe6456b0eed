"""Reading single nodes of the core by triple pattern, which takes microseconds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.model.graph import BASE
from kg.rdf.terms import PREFIXES, term
from kg.schema.vocabulary import LANGUAGES

#: Properties by which an event is an event of a node.
TIES = ("dip:involves", "dip:involvesState", "dip:place", "dip:absent")
_CORE = ox.DefaultGraph()
_MENTIONED = term("dip:mentionedIn")


class Reader:
    """The core of one graph, seen in one language."""

    def __init__(self, store: ox.Store, lang: str) -> None:
        self._store = store
        self._order = (lang, *(x for x in ("en", "ru", *LANGUAGES) if x != lang))
        self._labels: dict[str, str] = {}

    def knows(self, iri: str) -> bool:
        """Whether the core says anything of a node."""
        found = self._store.quads_for_pattern(ox.NamedNode(iri), None, None, _CORE)
        return next(found, None) is not None

    def facts(self, iri: str) -> Iterator[tuple[str, object]]:
        """What the core says of a node, as (predicate, value), but where it is mentioned."""
        for predicate, value in unmentioned(self._store, ox.NamedNode(iri)):
            yield predicate.value, value

    def objects(self, iri: str, name: str) -> list[ox.NamedNode | ox.Literal]:
        """Values of one property, given as a prefixed name; sorted."""
        found = self._store.quads_for_pattern(ox.NamedNode(iri), term(name), None, _CORE)
        return sorted(
            (q.object for q in found if isinstance(q.object, ox.NamedNode | ox.Literal)), key=str
        )

    def one(self, iri: str, name: str) -> str | None:
        """The first value of a property as text."""
        found = self.objects(iri, name)
        return found[0].value if found else None

    def subjects(self, name: str, iri: str) -> list[str]:
        """Nodes that have ``iri`` as the value of a property; sorted."""
        found = self._store.quads_for_pattern(None, term(name), ox.NamedNode(iri), _CORE)
        return sorted(q.subject.value for q in found if isinstance(q.subject, ox.NamedNode))

    def anywhere(self, name: str, iri: str) -> list[str]:
        """As :meth:`subjects`, over all graphs."""
        found = self._store.quads_for_pattern(None, term(name), ox.NamedNode(iri), None)
        return sorted({q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)})

    def some(self, name: str, iri: str, most: int) -> list[str]:
        """As :meth:`anywhere`, but only the first ``most`` that the store comes upon."""
        found = self._store.quads_for_pattern(None, term(name), ox.NamedNode(iri), None)
        nodes = (q.subject.value for q in found if isinstance(q.subject, ox.NamedNode))
        return sorted(set(islice(nodes, most)))

    def said(self, iri: str, name: str) -> list[str]:
        """Values of a property of a report node, over all graphs, as text."""
        found = self._store.quads_for_pattern(ox.NamedNode(iri), term(name), None, None)
        return sorted({q.object.value for q in found if not isinstance(q.object, ox.Triple)})

    def label(self, iri: str) -> str:
        """The node's name in the reader's language, else another, else its IRI in short."""
        if iri not in self._labels:
            self._labels[iri] = self._find_label(iri)
        return self._labels[iri]

    def _find_label(self, iri: str) -> str:
        for name in ("skos:prefLabel", "schema:headline"):
            labels = [x for x in self.objects(iri, name) if isinstance(x, ox.Literal)]
            if labels:
                return min(labels, key=lambda x: self._rank(x.language)).value
        return shorten(iri)

    def _rank(self, lang: str | None) -> int:
        return self._order.index(lang) if lang in self._order else len(self._order)


def unmentioned(store: ox.Store, node: ox.NamedNode) -> ox.QuerySolutions:
    """What the core says of a node, as (predicate, value), but where it is mentioned.

    Thousands of articles may mention a state, which the engine passes over sooner than we could.
    """
    found = store.query(f"SELECT ?p ?o {{ {node} ?p ?o FILTER(?p != {_MENTIONED}) }}")
    assert isinstance(found, ox.QuerySolutions)
    return found


@lru_cache(maxsize=4096)
def shorten(iri: str) -> str:
    """An IRI by prefix, where there is one."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def path_of(iri: str) -> str | None:
    """The path of a node's page, percent-encoded; None for what has no page here."""
    return "/id/" + quote(iri[len(BASE) :], safe="/%-._~") if iri.startswith(BASE) else None


def iri_of(raw: str) -> str:
    """The IRI behind the path after ``/id/``: escapes of ASCII stay, all else is unescaped."""
    return BASE + re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", lambda m: unquote(m[0]), raw)
