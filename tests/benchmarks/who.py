"""Who is who in a build: how many mentions of persons reach a node that holds over articles.

    python tests/benchmarks/who.py persons DIR     what mentions reach, in diplomatic articles
    python tests/benchmarks/who.py officials DIR   the 300 most mentioned, and who is missing
    python tests/benchmarks/who.py offices DIR     what articles' words on offices fall on

``DIR`` is a build folder. An article counts as diplomatic if it tells of an event. An official is
somebody whom articles give an office of a state, a body of government or an organisation of states
twice at least; terms are those of the gazetteer, of 2022 to 2024.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

from kg.graph import GraphOnDisk, open_graph
from kg.resolve.gazetteer import gazetteer

_BASE = "https://w3id.org/diplograph/id/"
_OFFICIALS, _FROM, _UNTIL = 300, "2022-01-01", "2024-12-31"

_MENTIONS = """
SELECT ?person (COUNT(?mention) AS ?n) (SAMPLE(?label) AS ?name) WHERE {
  { SELECT DISTINCT ?article { [] a dip:EventReport ; dip:article ?article } }
  ?report a dip:EntityReport ; dip:article ?article ; dip:ofEntity ?person ; dip:mention ?mention .
  ?person a dip:Person .
  OPTIONAL { ?person rdfs:label ?label . FILTER(LANG(?label) = "ru") }
} GROUP BY ?person"""
_ARTICLES = """
SELECT ?person (COUNT(?article) AS ?n) { ?person a dip:Person ; dip:mentionedIn ?article }
GROUP BY ?person"""
_OFFICES = """
SELECT ?person (COUNT(DISTINCT ?report) AS ?n) WHERE {
  ?report a dip:OfficeReport ; dip:ofHolding ?holding .
  ?holding dip:holder ?person ; dip:office/dip:officeOf ?of .
  { ?of a dip:State } UNION { ?of a dip:GovernmentBody } UNION { ?of a dip:Place } UNION
  { ?of a dip:IntergovernmentalOrganization }
} GROUP BY ?person"""

_WORDS = """
SELECT ?kind (COUNT(?report) AS ?reports) (COUNT(DISTINCT ?holding) AS ?holdings) WHERE {
  ?report a dip:OfficeReport ; dip:ofHolding ?holding .
  OPTIONAL { ?holding a dip:DoubtedHolding . BIND("doubted" AS ?doubted) }
  OPTIONAL { ?holding prov:wasDerivedFrom id:source\\/gazetteer-people . BIND("known" AS ?known) }
  BIND(COALESCE(?doubted, ?known, "read") AS ?kind)
} GROUP BY ?kind ORDER BY ?kind"""


def _counts(graph: GraphOnDisk, query: str) -> Counter[str]:
    rows = graph.query(query)
    return Counter({_local(r["person"]): int(r["n"] or 0) for r in rows if r["person"]})


def _local(iri: str | None) -> str:
    return (iri or "").removeprefix(_BASE)


def _names(graph: GraphOnDisk) -> dict[str, str]:
    return {_local(r["person"]): r["name"] or "" for r in graph.query(_MENTIONS)}


def persons(graph: GraphOnDisk) -> Iterator[str]:
    """Mentions of persons by what they reach."""
    mentions, names, articles = (
        _counts(graph, _MENTIONS),
        _names(graph),
        _counts(graph, _ARTICLES),
    )
    by_reach: Counter[str] = Counter()
    nodes: Counter[str] = Counter()
    for person, count in mentions.items():
        reach = _reach(person, names[person], articles[person])
        by_reach[reach] += count
        nodes[reach] += 1
    whole = sum(by_reach.values())
    yield "| Reached | Nodes | Mentions | Share |"
    yield "|---|---|---|---|"
    for reach, count in by_reach.most_common():
        yield f"| {reach} | {nodes[reach]} | {count} | {count / whole:.3f} |"


def _reach(person: str, name: str, articles: int) -> str:
    if not person.partition("/")[2].startswith("x-"):
        return "a person of the gazetteer"
    if " " in name:
        return "a node of its own, by full name"
    return "a node of its own, by surname" if articles > 1 else "a name of one article"


def officials(graph: GraphOnDisk) -> Iterator[str]:
    """The most mentioned officials: how many the gazetteer has, with terms of those years."""
    mentions, names, told = _counts(graph, _MENTIONS), _names(graph), _counts(graph, _OFFICES)
    ranked = [p for p, _ in mentions.most_common() if told[p] >= 2][:_OFFICIALS]
    entries = gazetteer().entries
    missing = [p for p in ranked if p not in entries]
    idle = [p for p in ranked if p in entries and not _in_office(p)]
    yield (
        f"Of the {len(ranked)} most mentioned officials {len(ranked) - len(missing)} are in the "
        f"gazetteer, {len(ranked) - len(missing) - len(idle)} with an office of 2022 to 2024."
    )
    for title, of in (("Not in it", missing), ("Without an office of those years", idle)):
        yield f"\n{title}: " + ", ".join(f"{names[p]} ({mentions[p]})" for p in of)


def offices(graph: GraphOnDisk) -> Iterator[str]:
    """Reports of offices by whether they fall on a known term, on none, or are doubted."""
    yield "| Holding | Reports | Holdings |"
    yield "|---|---|---|"
    for row in graph.query(_WORDS):
        yield f"| {row['kind']} | {row['reports']} | {row['holdings']} |"


def _in_office(person: str) -> bool:
    return any(
        (o.from_ or "") <= _UNTIL and (o.until or _UNTIL) >= _FROM
        for o in gazetteer().entries[person].offices
    )


def main(arguments: list[str]) -> int:
    """Run one of the commands on a build folder."""
    commands = {"persons": persons, "officials": officials, "offices": offices}
    if len(arguments) != 2 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    for line in commands[arguments[0]](open_graph(arguments[1])):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
