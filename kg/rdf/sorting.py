"""Triples in the order of :mod:`kg.rdf.write`, more of them than memory holds.

Lines of N-Triples are sorted in runs that go to disk, and the runs are merged into one file: an
external merge sort (Knuth, The Art of Computer Programming 3, 5.4).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from typing import TextIO

import pyoxigraph as ox

from kg.rdf.terms import RDF_TYPE

#: Lines sorted in memory at a time; triples read back at a time.
_RUN, _BATCH = 400_000, 20_000
_TYPE = f"> {RDF_TYPE} "
#: What stands for ``rdf:type`` in a key, so that it comes before all other predicates.
_FIRST = ">  "


def key(statement: ox.Triple | ox.Quad) -> str:
    """What a statement is sorted by: its text, ``rdf:type`` before all other predicates."""
    return str(statement).replace(_TYPE, _FIRST, 1)


def sort_lines(lines: Iterable[str], path: Path) -> None:
    """Sort lines, which end in ``\\n``, into ``path``, each once.

    Runs lie beside it and go when it is complete.
    """
    lines, runs = iter(lines), list[Path]()
    while run := sorted(islice(lines, _RUN)):
        runs.append(path.with_name(f"{path.name}.{len(runs)}"))
        with runs[-1].open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(run)
    with ExitStack() as stack, path.open("w", encoding="utf-8", newline="\n") as file:
        parts = [stack.enter_context(_opened(run)) for run in runs]
        file.writelines(line for line, _ in groupby(heapq.merge(*parts)))
    for run_path in runs:
        run_path.unlink()


class SortedTriples:
    """Triples in order, each once, kept in a file; may be gone through many times."""

    def __init__(self, triples: Iterable[ox.Triple], path: Path) -> None:
        """Sort ``triples`` into ``path``, with runs beside it that go when it is complete."""
        self._path = path
        sort_lines((key(t) + "\n" for t in triples), path)

    def keys(self) -> Iterator[str]:
        """The sorting keys, in order."""
        with _opened(self._path) as file:
            yield from (line.rstrip("\n") for line in file)

    def __iter__(self) -> Iterator[ox.Triple]:
        keys = self.keys()
        while batch := list(islice(keys, _BATCH)):
            text = "".join(f"{_statement(k)} .\n" for k in batch)
            for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
                yield quad.triple


def _opened(path: Path) -> TextIO:
    return path.open(encoding="utf-8", newline="\n")


def _statement(key_: str) -> str:
    """The text of a triple out of its key."""
    end = key_.index(">")
    if key_.startswith(_FIRST, end):
        return key_[:end] + _TYPE + key_[end + len(_FIRST) :]
    return key_
