"""From sources to articles: files, folders, globs, web addresses, standard input.

Everything that cannot be read becomes a :class:`Refusal` of one line; the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO

from kg.errors import SourceError, UsageError
from kg.ingest.model import Input, Raw, Refusal
from kg.model.article import Article

__all__ = ["Refusal", "read"]

Reader = Callable[[Input], Iterator[Raw | Refusal]]


def read(
    sources: Iterable[str],
    *,
    published: str | None = None,
    lang: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Refusal]:
    """Yield the articles of ``sources``, and a Refusal for all that is none.

    A source is a file, a folder, a glob, an http(s) address, or ``-`` for ``stdin``. ``published``
    (``YYYY-MM-DD``) and ``lang`` (ISO 639-1) fill what an article leaves open. Sources are read in
    the order of their names; an id that comes again with another text gets a hash of that text.
    Raises UsageError where ``published`` is no date or ``lang`` no language code.
    """
    from kg.ingest.article import local_date
    from kg.ingest.language import code

    try:
        day = local_date(published) if published else None
    except SourceError as error:
        raise UsageError(f"--published {published}: no date; write it as 2025-11-12") from error
    if lang and not code(lang):
        raise UsageError(f"--lang {lang}: no language code; write ru, en, kk or uz")
    return _distinct(_read_all(sources, day, code(lang or ""), stdin))


def _read_all(
    sources: Iterable[str], published: str | None, lang: str | None, stdin: BinaryIO | None
) -> Iterator[Article | Refusal]:
    from kg.ingest.article import make
    from kg.ingest.sources import expand

    readers = _readers()
    for source in expand(sources, stdin):
        if isinstance(source, Refusal):
            yield source
            continue
        for raw in _guarded(source, readers[source.ending]):
            try:
                yield raw if isinstance(raw, Refusal) else make(raw, published=published, lang=lang)
            except SourceError as error:
                yield Refusal(raw.origin, str(error))


def _guarded(source: Input, reader: Reader) -> Iterator[Raw | Refusal]:
    """What the reader yields; an error that ends it, or its yielding nothing, as a Refusal."""
    count = 0
    try:
        for count, raw in enumerate(reader(source), 1):  # noqa: B007
            yield raw
    except SourceError as error:
        yield Refusal(source.origin, str(error))
    except OSError as error:
        yield Refusal(source.origin, f"cannot be read ({error.strerror or error})")
    else:
        if not count:
            yield Refusal(source.origin, "no article in it")


def _distinct(stream: Iterator[Article | Refusal]) -> Iterator[Article | Refusal]:
    """The stream with ids made distinct: the same id with another text gets a hash of the text."""
    seen: dict[str, str] = {}
    for each in stream:
        if (
            isinstance(each, Article)
            and seen.setdefault(each.id, each.content_hash) != each.content_hash
        ):
            each = each.model_copy(update={"id": f"{each.id}-{each.content_hash[:8]}"})
        yield each


def _readers() -> Mapping[str, Reader]:
    from kg.ingest import feed, page, records, text

    return {
        ".txt": text.read_text,
        ".md": text.read_markdown,
        ".html": page.read_page,
        ".htm": page.read_page,
        ".jsonl": records.read_jsonl,
        ".jsonl.gz": records.read_jsonl_gz,
        ".json": records.read_json,
        ".csv": records.read_csv,
        ".xml": feed.read_feed,
    }
