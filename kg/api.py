"""Reading without a graph, in Python: what ``kg extract`` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from kg.errors import SourceError
from kg.model.article import Article
from kg.model.extraction import Extraction
from kg.workers import BATCH, Failure, read_batch


def extract(
    sources: str | Sequence[str],
    *,
    published: str | None = None,
    lang: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Extraction]:
    """Yield what each article of ``sources`` says.

    Raises SourceError at the first source or article that cannot be read.
    """
    from kg.ingest import read

    names = [sources] if isinstance(sources, str) else sources
    stream = read(names, published=published, lang=lang, stdin=stdin)
    while chunk := list(islice(stream, BATCH)):
        articles = [a for a in chunk if isinstance(a, Article)]
        yield from _whole(read_batch(articles))
        for refusal in (r for r in chunk if not isinstance(r, Article)):
            raise SourceError(str(refusal))


def _whole(outcomes: list[Extraction | Failure]) -> Iterator[Extraction]:
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            raise SourceError(f"{outcome.article}: could not be read ({outcome.reason})")
        yield outcome
