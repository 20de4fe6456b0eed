"""Values that the parts of ingest hand to each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BufferedReader
from typing import Any

from kg.errors import SourceError

#: Characters (code points) that an article may have; a longer text is a book or a dump.
LONGEST_ARTICLE = 1_000_000
#: Bytes of a file that is read as a whole and holds one article: markup included.
LARGEST_PAGE = 16_000_000
#: Bytes of a file that is read as a whole and holds many articles.
LARGEST_TABLE = 64_000_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that cannot be read: where it stands and why. ``str()`` is one line."""

    #: As the user named it, with the line where there is one: ``news.jsonl:17``.
    origin: str
    reason: str

    def __str__(self) -> str:
        return " ".join(f"{self.origin}: {self.reason}".split())


@dataclass(frozen=True, slots=True)
class Input:
    """One file, page or stream."""

    #: As the user named it.
    origin: str
    #: What ids are made of where the source gives none.
    stem: str
    #: Key of the reader: ``.txt``, ``.jsonl.gz`` …
    ending: str
    open: Callable[[], BufferedReader[Any]]
    url: str | None = None
    #: Encoding that the server declared.
    charset: str | None = None

    def take(self, limit: int) -> bytes:
        """All its bytes. Raises SourceError where there are none, or more than ``limit``."""
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise SourceError(
                f"larger than {limit // 1_000_000} MB; split it, or put the articles into a .jsonl"
            )
        if not data.strip():
            raise SourceError("empty")
        return data


@dataclass(frozen=True, slots=True)
class Raw:
    """Fields of one article as the source gives them, before they are checked."""

    origin: str
    #: Id where the fields hold none.
    fallback_id: str
    fields: Mapping[str, object]
