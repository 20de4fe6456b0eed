"""Who is meant: names linked to the gazetteer, against what people say they mean.

    python tests/benchmarks/linking.py gold GOLD      annotated articles (json/, articles.jsonl)
    python tests/benchmarks/linking.py nerel FOLDER   NEREL, a folder of .txt and .ann (brat)

``gold`` counts the strings that annotators gave for persons and states: of states those with a name
in them («Анкаре») apart from those that only describe («этой стране»). What each person is expected
to be stands in ``tests/kg/resolve/expected_persons.csv``. ``nerel`` counts mentions of persons and
countries whose Wikidata id some entry has: right if the mention is linked to that entry.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.extract import extract
from kg.ingest import read
from kg.language import analyse
from kg.model.article import Article, normalise
from kg.model.extraction import Extraction
from kg.resolve.gazetteer import gazetteer
from kg.resolve.identity import article_id
from kg.resolve.linking import link
from kg.resolve.persons import full_names
from kg.workers import BATCH

EXPECTED = Path(__file__).parents[1] / "kg" / "resolve" / "expected_persons.csv"
#: Wanted, found: nodes of the graph; None for a person of no entry.
Outcome = tuple[str, str, str | None, frozenset[str]]
_NEREL_TYPES = {"PERSON": "Person", "COUNTRY": "State"}


def readings(articles: Sequence[Article]) -> Iterator[tuple[Article, Extraction, dict[str, str]]]:
    """Each article with its reading, and the node of each entity."""
    names = full_names(gazetteer())
    for at in range(0, len(articles), BATCH):
        batch = articles[at : at + BATCH]
        for article, said in zip(batch, map(extract, analyse(batch)), strict=True):
            yield article, said, link(article_id(article.id), said, names)


# ------------------------------------------------------------------------------------------ gold


def gold(folder: Path) -> list[Outcome]:
    """(group, surface, wanted, found) of each surface of persons and states."""
    articles = [a for a in read([str(folder / "articles.jsonl")]) if isinstance(a, Article)]
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        persons = {(r["article"], r["name"]): r["expected"] for r in csv.DictReader(file)}
    found = []
    for article, said, nodes in readings(articles):
        file_ = folder / "json" / f"{article.id}.json"
        for entity in json.loads(file_.read_text(encoding="utf-8"))["entities"]:
            if entity["type"] == "Person":
                wanted = persons[article.id, entity["name"]] or None
            elif entity["type"] == "State" and entity["iso"]:
                wanted = f"state/{entity['iso']}"
            else:
                continue
            for surface in map(normalise, entity["surfaces"]):
                kind = _group(entity["type"], surface)
                found.append((kind, surface, wanted, _meant(surface, article, said, nodes)))
    return found


def _group(type_: str, surface: str) -> str:
    named = any(word[:1].isupper() for word in surface.split())
    return type_ if named or type_ != "State" else "State, described"


def _meant(
    surface: str, article: Article, said: Extraction, nodes: dict[str, str]
) -> frozenset[str]:
    """What a surface is linked to; of one that the reading has in no mention nothing."""
    same = {
        nodes[e.id]
        for e in said.entities
        if any(article.text[start:end] == surface for start, end in e.mentions)
    }
    wider = {
        nodes[e.id]
        for e in said.entities
        if any(surface in s or s in surface for s in e.surfaces if " " in s or s[:1].isupper())
    }
    return frozenset(same or wider)


def is_right(outcome: Outcome) -> bool:
    """Whether a surface is linked to what is wanted, or to no entry where none is wanted."""
    _, _, wanted, found = outcome
    if wanted is None:
        return all(node.partition("/")[2].startswith("x-") for node in found)
    return wanted in found


# ----------------------------------------------------------------------------------------- nerel


def nerel(folder: Path) -> list[Outcome]:
    """(group, surface, wanted, found) of each mention whose Wikidata id some entry has."""
    entry_of = {e.wikidata: e.id for e in gazetteer().entries.values() if e.wikidata}
    files = sorted(folder.glob("*.txt"))
    articles = [_article(f) for f in files]
    found: list[Outcome] = []
    for file, (article, said, nodes) in zip(files, readings(articles), strict=True):
        text = file.read_text(encoding="utf-8")
        for type_, start, end, wikidata in _annotated(file.with_suffix(".ann")):
            if wikidata in entry_of and type_ in _NEREL_TYPES:
                at = _place(text, start, end, article.text)
                linked = {
                    nodes[e.id]
                    for e in said.entities
                    if at is not None and any(s < at[1] and at[0] < t for s, t in e.mentions)
                }
                outcome = (text[start:end], entry_of[wikidata], frozenset(linked))
                found.append((_NEREL_TYPES[type_], *outcome))
    return found


def _article(file: Path) -> Article:
    title, _, body = file.read_text(encoding="utf-8").strip().partition("\n")
    return Article(id=file.stem, title=normalise(title), body=normalise(body), lang="ru")


def _annotated(file: Path) -> Iterator[tuple[str, int, int, str]]:
    """(type, start, end, Wikidata id) of each linked mention of a brat file."""
    spans: dict[str, tuple[str, int, int]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        words = rest.partition("\t")[0].split()
        if name.startswith("T") and ";" not in rest.partition("\t")[0]:
            spans[name] = (words[0], int(words[1]), int(words[2]))
        elif name.startswith("N") and words[1] in spans:
            yield (*spans[words[1]], words[2].rpartition(":")[2])


def _place(text: str, start: int, end: int, inside: str) -> tuple[int, int] | None:
    """Where the same occurrence of a string stands in the article's text."""
    surface, at = text[start:end], -1
    for _ in range(text.count(surface, 0, start) + 1):
        at = inside.find(surface, at + 1)
    return (at, at + len(surface)) if at >= 0 else None


# ----------------------------------------------------------------------------------------- tables


def table(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Share of right links by group, and what is wrong."""
    wrong, every = [], Counter[str]()
    right = Counter[str]()
    for outcome in outcomes:
        every[outcome[0]] += 1
        right[outcome[0]] += is_right(outcome)
        if not is_right(outcome):
            wrong.append(outcome)
    yield "| Group | Links | Right | Share |"
    yield "|---|---|---|---|"
    for group in sorted(every):
        share = right[group] / every[group]
        yield f"| {group} | {every[group]} | {right[group]} | {share:.3f} |"
    yield ""
    for (group, surface, wanted, found), count in Counter(wrong).most_common():
        yield f"{group} «{surface}»: {', '.join(sorted(found)) or 'nobody'}, not {wanted} ({count})"


def main(arguments: list[str]) -> int:
    """Print the table of one collection."""
    commands = {"gold": gold, "nerel": nerel}
    if len(arguments) != 2 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    for line in table(commands[arguments[0]](Path(arguments[1]))):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
