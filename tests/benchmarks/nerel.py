"""Names beside those of NEREL.

    python -m tests.benchmarks.nerel DIR

DIR is a folder of texts with stand-off annotation (``ID.txt``, ``ID.ann``), such as
``NEREL-v1.1/dev`` of https://github.com/nerel-ds/NEREL (Loukachevitch et al. 2021, "NEREL: a
Russian dataset with nested named entities, relations and events", RANLP). Persons, countries, other
places and organisations are compared by the rules of ``tests/benchmarks/names.py``. NEREL marks
adjectives («российский») as countries, so those count here too.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.extract.entities import read_entities
from kg.language import analyse
from kg.model.article import Article
from tests.benchmarks.names import HEADER, Counts, Name, bare, names_read, pairs

TYPES = {"Person": "person", "State": "country", "Place": "place", "Organization": "organisation"}
MARKED = {
    "PERSON": "person",
    "COUNTRY": "country",
    "CITY": "place",
    "STATE_OR_PROVINCE": "place",
    "DISTRICT": "place",
    "LOCATION": "place",
    "ORGANIZATION": "organisation",
}
FORMS = frozenset({"name", "metonym", "adjective"})


def marked(path: Path, text: str) -> Iterator[Name]:
    """The names that a file of annotation marks; one in several pieces is left out."""
    for line in path.read_text("utf8").splitlines():
        label, _, rest = line.partition("\t")
        kind, *offsets = rest.split("\t")[0].split()
        if label.startswith("T") and kind in MARKED and len(offsets) == 2:
            span = int(offsets[0]), int(offsets[1])
            yield Name(frozenset({MARKED[kind]}), (span,), frozenset({bare(text, span)}))


def read(text: str) -> list[Name]:
    """The names read of a text."""
    article = Article(id="nerel", title="", body=text, lang="ru")
    offset = len(article.text) - len(text)
    return list(names_read(read_entities(analyse([article])[0]), TYPES, FORMS, offset))


def count(gold: Sequence[Name], names: Sequence[Name], into: dict[str, Counts]) -> None:
    """Add one text to the counts by type."""
    for kind, counts in into.items():
        wanted, found = ([n for n in of if kind in n.types] for of in (gold, names))
        counts.add(len(pairs(wanted, found)), len(found), len(wanted))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    texts = sorted(parser.parse_args().folder.glob("*.txt"))
    figures = {kind: Counts() for kind in sorted(set(MARKED.values()))}
    for path in texts:
        text = path.read_text("utf8")
        count(list(marked(path.with_suffix(".ann"), text)), read(text), figures)
    print(f"{len(texts)} texts\n{HEADER}")
    for kind, counts in figures.items():
        print(counts.row(kind))


if __name__ == "__main__":
    main()
