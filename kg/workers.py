"""Reading many articles: in this process, in several, or over a Dask cluster.

Results are keyed by article, so neither the number of workers nor their order matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kg.errors import UsageError
from kg.model.article import Article
from kg.model.extraction import Extraction

#: Articles a task: the models read them as one batch.
BATCH = 16


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read, and why."""

    article: str
    reason: str


Outcome = Extraction | Failure


def read_batch(articles: list[Article]) -> list[Outcome]:
    """Read articles together; one that fails does not take the others with it."""
    from kg.extract import extract
    from kg.language import analyse

    try:
        return [extract(document) for document in analyse(articles)]
    except Exception as error:
        if len(articles) == 1:
            return [Failure(articles[0].id, f"{type(error).__name__}: {error}")]
        return [outcome for article in articles for outcome in read_batch([article])]


def read_all(
    articles: Iterable[Article], *, workers: int = 1, scheduler: str | None = None
) -> Iterator[list[Outcome]]:
    """Read articles batch by batch; batches come as they are done.

    ``workers`` processes on this machine, or those of the Dask cluster at ``scheduler``.
    """
    batches = _batches(articles)
    if scheduler is not None:
        with _cluster(scheduler) as client:
            yield from _spread(batches, client.get_executor(), in_flight=64)
    elif workers > 1:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            yield from _spread(batches, pool, in_flight=2 * workers)
    else:
        yield from map(read_batch, batches)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _spread(
    batches: Iterator[list[Article]], pool: Executor, *, in_flight: int
) -> Iterator[list[Outcome]]:
    running = {pool.submit(read_batch, batch) for batch in islice(batches, in_flight)}
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        running |= {pool.submit(read_batch, batch) for batch in islice(batches, len(done))}
        for future in done:
            yield future.result()


def _cluster(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--scheduler needs Dask: pip install 'diplograph[cluster]'") from error
    return Client(scheduler)
