"""An article as read from a source, before any language work."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

#: Between title and body in the text that all offsets point into.
TITLE_BREAK = "\n\n"


def normalise(text: str) -> str:
    """NFC, line ends as ``\\n``; no-break spaces are kept, as offsets point at what was printed."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


class Article(BaseModel):
    """One article. ``title`` and ``body`` are normalised; offsets are code points into ``text``."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    body: str
    #: Local date as written, ``YYYY-MM-DD``; None where the source gives none.
    published: str | None = None
    lang: str
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    #: Where it was read: a path (with line) as the user named it; no part of its identity.
    origin: str = Field(default="", exclude=True)
    extra: Mapping[str, object] = Field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """Title, blank line, body: the text that all offsets point into."""
        return self.title + TITLE_BREAK + self.body

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of the text, hexadecimal: the same content under another id is a reprint."""
        return hashlib.sha256(self.text.encode()).hexdigest()
