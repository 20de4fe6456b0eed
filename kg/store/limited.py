"""A query in a process of its own, killed at its time limit.

Oxigraph offers no time-out in Python, so the wall is the process.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import QueryError
from kg.store.protocol import Results, Term


def query_limited(path: Path, sparql: str, bindings: Mapping[str, Term], timeout: float) -> Results:
    """Answer ``sparql`` over the snapshot at ``path`` within ``timeout`` seconds.

    Raises QueryError where the query fails or takes longer.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    worker = context.Process(target=_answer, args=(there, path, sparql, dict(bindings)))
    worker.start()
    there.close()
    try:
        if not here.poll(timeout):
            raise QueryError(f"the query took longer than {timeout:g} s and was stopped")
        answer = here.recv()
    except EOFError as error:
        raise QueryError("the query's process ended without an answer") from error
    finally:
        worker.kill()
        worker.join()
        here.close()
    if isinstance(answer, Results):
        return answer
    raise QueryError(str(answer))


def _answer(out: Connection, path: Path, sparql: str, bindings: dict[str, Term]) -> None:
    from kg.store.oxigraph import OxigraphStore

    try:
        out.send(OxigraphStore.read_only(path).query(sparql, bindings=bindings))
    except Exception as error:
        out.send(str(error))
