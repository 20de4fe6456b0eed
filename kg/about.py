"""What the graph holds of a node that is no statement: a person, a state, an office, an article.

Such a node rests on no single sentence; its facts are told, and what is said with it in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model.graph import BASE
from kg.rdf.terms import PREFIXES
from kg.store.protocol import Store

Row = Mapping[str, str | None]
#: Told in words of their own, or too many to tell.
_LEFT_OUT = ("rdf:type", "skos:prefLabel", "rdfs:label", "dip:mentionedIn", "dip:evidence")
_FACTS = """
SELECT DISTINCT ?property ?value ?name WHERE {{
  <{node}> ?property ?value . FILTER(?property NOT IN ({left_out}))
  FILTER(ISIRI(?value) || LANG(?value) IN ("", "en"))
  OPTIONAL {{ ?value rdfs:label ?name FILTER(ISIRI(?value) && LANG(?name) = "en") }}
}} ORDER BY ?property ?name ?value
"""
_NAME = 'SELECT (MIN(?l) AS ?name) {{ <{node}> rdfs:label ?l FILTER(LANG(?l) = "en") }}'
_ARTICLES = "SELECT (COUNT(DISTINCT ?a) AS ?n) {{ <{node}> dip:mentionedIn ?a }}"
_SENTENCES = """
SELECT ?published ?headline ?url ?words ?start ?end ?role ?event ?title WHERE {{
  {{ ?source rdf:object <{node}> ; rdf:predicate ?property ; rdf:subject ?event .
    BIND(STRAFTER(STR(?property), "#") AS ?role)
    OPTIONAL {{ ?event rdfs:label ?title FILTER(LANG(?title) = "en") }} }}
  UNION {{ ?source dip:speaker <{node}> BIND("speaker" AS ?role) }}
  UNION {{ ?source dip:about <{node}> BIND("spoken about" AS ?role) }}
  ?source dip:evidence ?evidence .
  ?evidence dip:exact ?words ; dip:startOffset ?start ; dip:endOffset ?end ; dip:article ?article .
  ?article schema:headline ?headline .
  OPTIONAL {{ ?article schema:datePublished ?published }}
  OPTIONAL {{ ?article schema:url ?url }}
}} ORDER BY DESC(?published) ?article ?start ?role ?title LIMIT {limit}
"""


@dataclass(frozen=True, slots=True)
class About:
    """A node with its facts and sentences."""

    iri: str
    name: str | None
    #: Property → values in words, by local name.
    facts: Mapping[str, tuple[str, ...]]
    #: Number of articles that mention it.
    articles: int
    #: The newest sentences first, with article, offsets and the part that the node has in them.
    sentences: tuple[Row, ...]


def about(store: Store, node: str, *, limit: int = 20) -> About | None:
    """What is known of the node with this IRI; None where nothing is.

    ``limit`` is how many sentences, the newest first.
    """
    left_out = ", ".join(_LEFT_OUT)
    facts: dict[str, list[str]] = defaultdict(list)
    for row in store.query(_FACTS.format(node=node, left_out=left_out)):
        facts[local(str(row["property"]))].append(row["name"] or local(str(row["value"])))
    if not facts:
        return None
    (named,) = store.query(_NAME.format(node=node))
    (counted,) = store.query(_ARTICLES.format(node=node))
    found = store.query(_SENTENCES.format(node=node, limit=limit))
    return About(
        iri=node,
        name=named["name"],
        facts={name: tuple(values) for name, values in facts.items()},
        articles=int(counted["n"] or 0),
        sentences=tuple(found),
    )


def local(value: str) -> str:
    """An IRI by its local id or name; any other value as it is."""
    if value.startswith(BASE):
        return value.removeprefix(BASE)
    for namespace in PREFIXES.values():
        if value.startswith(namespace):
            return value.removeprefix(namespace).rpartition("/")[2]
    return value
