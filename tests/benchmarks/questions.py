"""How long the saved questions take on a build, warm and in memory.

    python tests/benchmarks/questions.py DIR [--rounds 5]

Each question is asked with its example's parameters, those of one event with the event that most
articles tell of. Prints the medians of the rounds in milliseconds: of the clock, and of processor
time, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import argparse
import shlex
import statistics
import time
from pathlib import Path

from kg.graph import open_graph
from kg.questions import Question, bindings, questions
from kg.store.oxigraph import OxigraphStore

_TOLD_MOST = "SELECT ?e { ?e a dip:Event ; dip:sourceCount ?n } ORDER BY DESC(?n) ?e LIMIT 1"


def given(asked: Question, event: str) -> dict[str, str]:
    """The parameters of the example; an IRI of an event there stands for any."""
    words = [w.split("=", 1) for w in shlex.split(asked.example)[3:] if "=" in w]
    return {key: event if value.startswith("event:") else value for key, value in words}


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    store = OxigraphStore.memory(open_graph(options.build).store.quads())
    event = str(next(iter(store.query(_TOLD_MOST)))["e"])
    size = next(iter(store.query("SELECT (COUNT(*) AS ?n) { ?e a dip:Event }")))["n"]
    print(f"{size} events, {sum(1 for _ in store.quads())} quads\n")
    print("| Question | Rows | ms | ms of processor |\n|---|---:|---:|---:|")
    for name, asked in questions().items():
        terms = bindings(asked, given(asked, event), store)
        clock, processor = [], []
        for _ in range(options.rounds + 1):
            start, used = time.perf_counter(), time.process_time()
            rows = len(store.query(asked.sparql, bindings=terms))
            clock.append(time.perf_counter() - start)
            processor.append(time.process_time() - used)
        medians = (f"{1000 * statistics.median(t[1:]):.0f}" for t in (clock, processor))
        print(f"| `{name}` | {rows} | {' | '.join(medians)} |", flush=True)


if __name__ == "__main__":
    main()
