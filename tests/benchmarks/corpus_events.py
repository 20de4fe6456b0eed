"""One event over many articles, measured on the build of a news corpus.

    python tests/benchmarks/corpus_events.py split DIR     nodes that well-known events fall into
    python tests/benchmarks/corpus_events.py trips DIR     presidents' trips against what is known
    python tests/benchmarks/corpus_events.py pairs DIR     judged merges: quotes and figures

``DIR`` is a build folder; tables are Markdown. ``sample DIR`` draws merges and refused merges to be
judged, the same ones for the same build.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.graph import GraphOnDisk, open_graph
from kg.schema import vocabulary

_HERE = Path(__file__).parent
_EVENTS, _TRIPS = _HERE / "known_events.yaml", _HERE / "known_trips.yaml"
_PAIRS = _HERE / "judged_pairs.csv"
#: Kinds that articles use for one and the same event.
_GATHERINGS = ("Summit", "Session", "Forum")
#: Days by which a date may be off and still mean the same.
_SLACK = timedelta(days=1)
_MERGES, _REFUSALS, _SEED = 100, 50, 2029
_BASE = "https://w3id.org/diplograph/id/"


@dataclass(frozen=True, slots=True)
class Node:
    """An event of the graph."""

    id: str
    type: str
    status: str
    first: date | None
    last: date | None
    articles: int
    #: First and last day of publication.
    told: tuple[date, date]
    #: All that it involves: fillers of roles, their states, its place and that place's state.
    around: frozenset[str]
    guests: frozenset[str]
    hosts: frozenset[str]
    #: State of the place.
    seat: str | None

    def lies_in(self, first: date, last: date) -> bool:
        """Whether it took place in these days, or was told in them if it has no date."""
        start, end = (self.first, self.last) if self.first and self.last else self.told
        return start - _SLACK <= last and first <= end + _SLACK

    def is_a(self, kind: str) -> bool:
        """Whether it is of a type or of one told for it."""
        kinds = _GATHERINGS if kind in _GATHERINGS else (kind,)
        return not {self.type, *vocabulary().ancestors(self.type)}.isdisjoint(kinds)


_NODES = """
SELECT ?e ?type ?status ?first ?last (COUNT(DISTINCT ?article) AS ?n) (MIN(?day) AS ?from)
       (MAX(?day) AS ?to) ?seat WHERE {
  ?e a dip:Event ; dip:specificType ?type ; dip:status ?status ; dip:mentionedIn ?article .
  ?article schema:datePublished ?day .
  OPTIONAL { ?e dip:earliestStart ?first }
  OPTIONAL { ?e dip:latestEnd ?end }
  OPTIONAL { ?e dip:latestStart ?start }
  OPTIONAL { ?e dip:place ?place . OPTIONAL { ?place dip:locatedIn ?in }
             BIND(COALESCE(?in, ?place) AS ?seat) }
  BIND(COALESCE(?end, ?start) AS ?last)
} GROUP BY ?e ?type ?status ?first ?last ?seat"""
_AROUND = "SELECT ?e ?x { ?e dip:involves|dip:involvesState|dip:place ?x }"
_GUESTS = "SELECT ?e ?x { ?e dip:guest ?x }"
_HOSTS = "SELECT ?e ?x { ?e dip:hostState ?x }"


def nodes(graph: GraphOnDisk) -> list[Node]:
    """All events of the graph."""
    around, guests, hosts = (_grouped(graph, q) for q in (_AROUND, _GUESTS, _HOSTS))
    found = []
    for row in graph.query(_NODES):
        id_, seat = _local(row["e"]), _local(row["seat"]) or None
        found.append(
            Node(
                id_,
                (row["type"] or "").rpartition("#")[2],
                (row["status"] or "").rpartition("/")[2],
                _day(row["first"]),
                _day(row["last"]),
                int(row["n"] or 0),
                (date.fromisoformat(row["from"] or ""), date.fromisoformat(row["to"] or "")),
                frozenset(around.get(id_, set()) | ({seat} if seat else set())),
                frozenset(guests.get(id_, ())),
                frozenset(hosts.get(id_, ())),
                seat,
            )
        )
    return sorted(found, key=lambda n: (-n.articles, n.id))


def _grouped(graph: GraphOnDisk, query: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in graph.query(query):
        found.setdefault(_local(row["e"]), set()).add(_local(row["x"]))
    return found


def _local(iri: str | None) -> str:
    return (iri or "").removeprefix(_BASE)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# ----------------------------------------------------------------------------------------- split


def split(graph: GraphOnDisk) -> Iterator[str]:
    """A row for each well-known event: its nodes, and the share of reports in the largest."""
    every = nodes(graph)
    yield "| Event | Nodes | Reports | In the largest | Its date | Status |"
    yield "|---|---|---|---|---|---|"
    counts = []
    for known in yaml.safe_load(_EVENTS.read_text(encoding="utf-8")):
        found = [n for n in every if _is_of(n, known)]
        reports = sum(n.articles for n in found)
        counts.append((len(found), reports, found[0].articles if found else 0))
        if not found:
            yield f"| {known['name']} | 0 | 0 | | | |"
            continue
        best = found[0]
        share = f"{best.articles / reports:.0%}"
        days = f"{best.first or ''} – {best.last or ''}" if best.first != best.last else best.first
        yield f"| {known['name']} | {len(found)} | {reports} | {share} | {days} | {best.status} |"
    there = [c for c in counts if c[0]]
    total, largest = sum(c[1] for c in there), sum(c[2] for c in there)
    yield (
        f"\n{len(there)} of {len(counts)} events are in the graph, in {sum(c[0] for c in there)} "
        f"nodes; {largest / total:.0%} of their {total} reports are in the largest node of each."
    )


def _is_of(node: Node, known: dict[str, Any]) -> bool:
    wanted = set(known["all"])
    return (
        node.is_a(known["kind"])
        and wanted <= node.around
        and (known["kind"] != "Visit" or known["all"][0] in node.guests)
        and node.lies_in(known["first"], known["last"])
    )


# ----------------------------------------------------------------------------------------- trips


def trips(graph: GraphOnDisk) -> Iterator[str]:
    """Each president's trips as known and as in the graph; missing and wrong ones by name."""
    every = [n for n in nodes(graph) if n.status in ("held", "ongoing") and n.first]
    known = yaml.safe_load(_TRIPS.read_text(encoding="utf-8"))
    for person, journeys in known["trips"].items():
        yield from _trips_of(person, journeys, every, known["from"], known["until"])


def _trips_of(
    person: str, journeys: list[dict[str, Any]], every: list[Node], first: date, last: date
) -> Iterator[str]:
    yield f"\n**{person.partition('/')[2]}**\n\n| Host | Known | In the graph | How | Articles |"
    yield "|---|---|---|---|---|"
    home = _home(person)
    of = [n for n in every if person in n.around]
    met = 0
    for trip in journeys:
        host = f"state/{trip['host']}"
        here = [n for n in of if n.lies_in(trip["first"], trip["last"]) and _exact(n)]
        visits = [n for n in here if n.is_a("Visit") and person in n.guests and host in n.hosts]
        present = [n for n in here if n.seat == host]
        best = next(iter((*visits, *present)), None)
        met += best is not None
        how = "missing" if best is None else best.type
        days = f"{best.first} – {best.last}" if best else ""
        cells = (trip["host"], f"{trip['first']} – {trip['last']}", days, how)
        yield f"| {' | '.join(map(str, cells))} | {best.articles if best else ''} |"
    wrong = [n for n in of if _is_trip(n, person, home, first, last) and not _known(n, journeys)]
    yield f"\n{met} of {len(journeys)}. Told as held on other days: {len(wrong)}"
    for n in wrong:
        hosts = ", ".join(sorted(h.partition("/")[2] for h in n.hosts))
        yield f"- {hosts} {n.first} – {n.last} ({n.type}, {n.articles} articles, {n.id})"


def _exact(node: Node) -> bool:
    return bool(node.first and node.last and node.last - node.first < timedelta(days=15))


def _is_trip(node: Node, person: str, home: str, first: date, last: date) -> bool:
    return bool(
        node.is_a("Visit")
        and person in node.guests
        and node.hosts - {home}
        and _exact(node)
        and node.first
        and first <= node.first <= last
    )


def _known(node: Node, journeys: Iterable[dict[str, Any]]) -> bool:
    return any(
        f"state/{t['host']}" in node.hosts and node.lies_in(t["first"], t["last"]) for t in journeys
    )


def _home(person: str) -> str:
    from kg.resolve.gazetteer import gazetteer

    offices = gazetteer().entries[person].offices
    return next(o.of for o in offices if o.of.startswith("state/"))


# ----------------------------------------------------------------------------------------- pairs

_FIELDS = (
    "kind", "article", "type", "start", "end", "other_article", "other_type", "other_start",
    "other_end", "judgement", "note",
)  # fmt: skip
_TOLD = """
SELECT ?report ?event ?rival ?article ?day ?type (MIN(?s) AS ?start) WHERE {
  ?report dip:ofEvent ?event ; dip:article ?in ; dip:reportedType ?class ; dip:evidence ?words .
  ?in dcterms:identifier ?article . ?words dip:startOffset ?s .
  OPTIONAL { ?in schema:datePublished ?day }
  OPTIONAL { ?report dip:maybeOfEvent ?rival }
  BIND(STRAFTER(STR(?class), "#") AS ?type)
} GROUP BY ?report ?event ?rival ?article ?day ?type"""


def sample(graph: GraphOnDisk) -> Iterator[str]:
    """Rows to be judged: pairs of reports of one event, and pairs that were kept apart."""
    rows = sorted(graph.query(_TOLD), key=lambda r: (r["day"] or "", r["report"] or ""))
    first: dict[str | None, dict[str, str | None]] = {}
    for row in rows:
        first.setdefault(row["event"], row)
    draw = random.Random(_SEED)
    merges = [(r, first[r["event"]]) for r in rows if first[r["event"]] is not r]
    refusals = [(r, first[r["rival"]]) for r in rows if r["rival"] and r["rival"] in first]
    ends = {(r["article"], r["start"]): r["end"] for r in graph.query(_ENDS)}
    yield ",".join(_FIELDS)
    for kind, pairs, size in (("merge", merges, _MERGES), ("refusal", refusals, _REFUSALS)):
        for pair in draw.sample(pairs, min(size, len(pairs))):
            cells = [
                str(cell)
                for row in pair
                for cell in (
                    row["article"], row["type"], row["start"], ends[row["article"], row["start"]]
                )
            ]  # fmt: skip
            yield ",".join((kind, *cells, "", ""))


_ENDS = """
SELECT ?article ?start (MAX(?e) AS ?end) {
  [] dip:ofEvent ?event ; dip:evidence ?words ; dip:article/dcterms:identifier ?article .
  ?words dip:startOffset ?start ; dip:endOffset ?e
} GROUP BY ?article ?start"""


def pairs(graph: GraphOnDisk) -> Iterator[str]:
    """Both quotes of each judged pair, out of the build, and what the judgements come to."""
    quotes = {
        (r["article"], r["start"], r["end"]): r["text"]
        for r in graph.query(
            "SELECT ?article ?start ?end ?text { ?w a dip:Evidence ; dip:exact ?text ; "
            "dip:startOffset ?start ; dip:endOffset ?end ; "
            "dip:article/dcterms:identifier ?article }"
        )
    }
    with _PAIRS.open(encoding="utf-8", newline="") as file:
        judged = list(csv.DictReader(file))
    for number, row in enumerate(judged, 1):
        yield f"{number} {row['kind']}: {row['judgement']} {row['note']}"
        for prefix in ("", "other_"):
            key = tuple(row[prefix + name] for name in ("article", "start", "end"))
            yield f"    {row[prefix + 'type']:14} {key[0]}  {quotes.get(key, '(not read so now)')}"
    yield from _figures(judged, _events_by_place(graph))


def _events_by_place(graph: GraphOnDisk) -> dict[tuple[str, str, str], set[str]]:
    """(article, start of the evidence, type) → events of the graph."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for r in graph.query(_TOLD):
        key = (r["article"] or "", r["start"] or "", r["type"] or "")
        found.setdefault(key, set()).add(r["event"] or "")
    return found


def _figures(
    judged: list[dict[str, str]], events: dict[tuple[str, str, str], set[str]]
) -> Iterator[str]:
    """Shares among the pairs as they were drawn, and as this build has them."""
    now: dict[str, list[str]] = {"merge": [], "refusal": []}
    for row in judged:
        first, second = (
            events.get((row[p + "article"], row[p + "start"], row[p + "type"]), set())
            for p in ("", "other_")
        )
        if first and second:
            now["refusal" if first.isdisjoint(second) else "merge"].append(row["judgement"])
    drawn = {k: [r["judgement"] for r in judged if r["kind"] == k] for k in now}
    for title, of in (("as drawn", drawn), ("in this build", now)):
        for kind, name in (("merge", "precision"), ("refusal", "refused wrongly")):
            clear = [j for j in of[kind] if j != "unsure"]
            same = clear.count("same")
            yield (
                f"{title}: {len(of[kind])} pairs of {kind}, {len(of[kind]) - len(clear)} unsure, "
                f"{name} {same / max(1, len(clear)):.2f} ({same} of {len(clear)})"
            )


@cache
def _commands() -> dict[str, Any]:
    return {"split": split, "trips": trips, "sample": sample, "pairs": pairs}


def main(arguments: list[str]) -> int:
    """Run one of the commands on a build folder."""
    if len(arguments) != 2 or arguments[0] not in _commands():
        print(__doc__, file=sys.stderr)
        return 2
    for line in _commands()[arguments[0]](open_graph(arguments[1])):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
