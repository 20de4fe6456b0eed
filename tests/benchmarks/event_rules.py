"""How often each rule of the events stage is right: the ground of the confidence of events.

    python tests/benchmarks/event_rules.py GOLD [--write]

GOLD holds annotated articles (``json/ID.json``, ``articles.jsonl``). Counted is, by rule, how
many events it gave and how many are annotated with the same type at the same place of the text;
by way of filling a role, how many of its participants these events have in that role. ``--write``
puts the counts into ``data/models/event_rules.json`` (they belong to the articles the rules were
made on). Tables show how the confidence of the present file holds on GOLD, and what each
``--min-confidence`` would leave of the events.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kg.evaluate.case import Case, case
from kg.evaluate.matching import pair, spans, touch
from kg.extract import extract
from kg.ingest import read
from kg.language import analyse
from kg.model.article import Article
from kg.resources import folder

Json = dict[str, Any]
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
LEAST = (0.0, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


class Judged(NamedTuple):
    """What was read (an event or a participant), and whether it is annotated."""

    kind: str
    rule: str
    confidence: float
    right: bool


def cases(gold: Path) -> Iterator[Case]:
    """Each annotated article with what is read in it."""
    articles = [a for a in read([str(gold / "articles.jsonl")]) if isinstance(a, Article)]
    for document in analyse(articles):
        annotated = gold / "json" / f"{document.article.id}.json"
        if annotated.is_file():
            known = json.loads(annotated.read_text(encoding="utf8"))
            found = extract(document).model_dump(mode="json")
            yield case(document.article.text, known, found)


def judged(one: Case) -> Iterator[Judged]:
    """Every event and participant read in an article."""
    known, found = one.both("events")

    def alike(gold: Json, event: Json) -> float:
        if gold["type"] != event["type"]:
            return 0
        places = [spans(one.text, e["evidence"]) for e in (gold, event)]
        shared = people(gold, lambda e: e) & people(event, one.see)
        return touch(*places) + 0.1 * len(shared)

    def people(event: Json, see: Any) -> set[Any]:
        return {see(p["entity"]) for p in event["participants"]}

    partner = {j: known[i] for i, j in pair(known, found, alike).items()}
    for number, event in enumerate(found):
        yield Judged("rules", event["rule"], event["confidence"], number in partner)
        if number in partner:
            true = {(p["entity"], p["role"]) for p in partner[number]["participants"]}
            for p in event["participants"]:
                right = (one.see(p["entity"]), p["role"]) in true
                yield Judged("ways", p["rule"], p["confidence"], right)


def counts(rows: list[Judged]) -> Json:
    """By kind and rule: [right, given]."""
    out: dict[str, dict[str, list[int]]] = {"rules": {}, "ways": {}}
    for row in rows:
        count = out[row.kind].setdefault(row.rule, [0, 0])
        count[0] += row.right
        count[1] += 1
    return {kind: dict(sorted(found.items())) for kind, found in out.items()}


def compact(found: Json) -> str:
    """JSON with a rule a line."""
    kinds = []
    for kind, rules in found.items():
        lines = (f'  "{rule}": {json.dumps(count)}' for rule, count in rules.items())
        kinds.append(f' "{kind}": {{\n' + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(kinds) + "\n}\n"


def table(rows: list[Judged], kind: str) -> Iterator[str]:
    """Markdown: stated confidence beside the share that is right."""
    bins: dict[int, list[Judged]] = defaultdict(list)
    for row in rows:
        if row.kind == kind:
            bins[sum(row.confidence >= b for b in BINS)].append(row)
    yield "| stated | number | mean stated | right |\n|---|---|---|---|"
    for at, group in sorted(bins.items()):
        mean = sum(r.confidence for r in group) / len(group)
        right = sum(r.right for r in group) / len(group)
        low, high = BINS[at - 1], min(BINS[at], 1)
        yield f"| {low:.1f}–{high:.1f} | {len(group)} | {mean:.2f} | {right:.2f} |"


def kept(rows: list[Judged], annotated: int) -> Iterator[str]:
    """Markdown: what is left of the events from a stated confidence on, and how much is right."""
    yield "| from | events | P | R | F1 |\n|---|---|---|---|---|"
    for least in LEAST:
        left = [r.right for r in rows if r.kind == "rules" and r.confidence >= least]
        precision = sum(left) / max(1, len(left))
        recall = sum(left) / annotated
        both = 2 * precision * recall / max(precision + recall, 1e-9)
        yield f"| {least:.2f} | {len(left)} | {precision:.3f} | {recall:.3f} | {both:.3f} |"


def main() -> None:
    """Count and write, or show how stated confidence holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    every = list(cases(options.gold))
    rows = [row for one in every for row in judged(one)]
    if options.write:
        path = folder("data") / "models" / "event_rules.json"
        path.write_text(compact(counts(rows)), "utf8")
    for kind in ("rules", "ways"):
        print(f"\n{kind}: {Counter(r.right for r in rows if r.kind == kind)}\n")
        print("\n".join(table(rows, kind)))
    print("\nevents, by --min-confidence\n")
    print("\n".join(kept(rows, sum(len(one.both("events")[0]) for one in every))))


if __name__ == "__main__":
    main()
