"""Raw fields into an Article: cleaned, checked, with id, date and language."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from kg.errors import SourceError
from kg.ingest.language import code, detect
from kg.ingest.model import LONGEST_ARTICLE, Raw
from kg.model.article import Article, normalise

_FIELDS = ("id", "text", "title", "published", "lang", "url", "publisher", "author")
#: What XML 1.0 forbids in any text: control characters, lone surrogates, two noncharacters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATES = (
    re.compile(r"(?P<y>\d{4})([-/])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?=$|[T\s])"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?=$|[T\s,])"),
)
#: Everything but letters, digits and ``- . _ ~``, which an IRI takes as they are.
_UNSAFE = re.compile(r"[^\w.~-]+")
_LONGEST_ID = 120
#: Levels of lists and objects that an unknown field may have.
_DEEPEST = 20


def make(raw: Raw, *, published: str | None, lang: str | None) -> Article:
    """The article; ``published`` and ``lang`` fill what the fields leave open.

    Raises SourceError where there is no text, too much of it, or a field of the wrong kind.
    """
    title = " ".join(clean(_string(raw, "title")).split())
    body = clean(_string(raw, "text")).strip("\n").rstrip()
    _check_text(raw, title, body)
    own_date = _string(raw, "published")
    return Article(
        id=safe_id(_string(raw, "id") or raw.fallback_id),
        title=title,
        body=body,
        published=local_date(own_date) if own_date else published,
        lang=code(_string(raw, "lang")) or lang or detect(f"{title}\n{body}"),
        **{name: _line(raw, name) for name in ("url", "publisher", "author")},
        origin=raw.origin,
        extra={
            clean(str(key)): _tidy(value) for key, value in raw.fields.items() if key not in _FIELDS
        },
    )


def clean(text: str) -> str:
    """Normalised text (NFC, ``\\n``) without byte order marks; what XML forbids is a space."""
    return normalise(_FORBIDDEN.sub(" ", text.replace("\ufeff", "")))


def local_date(value: str) -> str:
    """``YYYY-MM-DD`` of an ISO date or datetime, or of ``DD.MM.YYYY``: the local date as written.

    Raises SourceError where ``value`` begins with no such date, or with one that no calendar has.
    """
    for match in filter(None, (pattern.match(value.strip()) for pattern in _DATES)):
        try:
            return date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()
        except ValueError:
            break
    raise SourceError(f'field "published": {value[:40]!r} is no date; write it as 2025-11-12')


def safe_id(name: str) -> str:
    """An id fit for an IRI: ``name`` itself, else its letters and digits and a hash of it."""
    name = unicodedata.normalize("NFC", _FORBIDDEN.sub(" ", name)).strip()
    if re.search(r"\w", name) and not _UNSAFE.search(name) and len(name) <= _LONGEST_ID:
        return name
    readable = _UNSAFE.sub("-", re.sub(r"^https?://(www\.)?", "", name))[:_LONGEST_ID].strip("-.")
    return f"{readable}-{hashlib.sha256(name.encode()).hexdigest()[:8]}".lstrip("-")


def _check_text(raw: Raw, title: str, body: str) -> None:
    if not title and not body.strip():
        found = ", ".join(sorted(map(str, raw.fields))) or "none"
        raise SourceError(f'no "text" (fields: {found})')
    if len(title) + len(body) > LONGEST_ARTICLE:
        raise SourceError(
            f"{len(title) + len(body):,} characters; an article may have {LONGEST_ARTICLE:,}: "
            "split it"
        )


def _string(raw: Raw, name: str) -> str:
    """The field as text, empty where it is missing; a list of strings is joined by commas."""
    value = raw.fields.get(name)
    if isinstance(value, list) and name == "author" and all(isinstance(v, str) for v in value):
        return ", ".join(value)
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, int | float) and not isinstance(value, bool) and name != "text":
        return str(value)
    raise SourceError(f'field "{name}" holds a {type(value).__name__}, not text')


def _line(raw: Raw, name: str) -> str | None:
    return " ".join(clean(_string(raw, name)).split()) or None


def _tidy(value: object, depth: int = 0) -> object:
    """``value`` with all its strings cleaned. Raises SourceError where it is nested too deeply."""
    if depth > _DEEPEST:
        raise SourceError(f"fields are nested more than {_DEEPEST} deep")
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): _tidy(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_tidy(item, depth + 1) for item in value]
    return value
