"""Bytes into text: by byte order mark, by declaration, as UTF-8, else by likelihood."""

from __future__ import annotations

import codecs

from kg.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "gzip data",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "an RTF document",
}
#: Single-byte encodings that news in our languages come in, besides UTF-8.
_LEGACY = ["cp1251", "koi8_r", "cp866", "iso8859_5", "cp1252"]
#: Bytes that are looked at to guess an encoding.
_SAMPLE = 65_536
#: Share of broken bytes up to which a text still counts as UTF-8.
_DAMAGED = 0.01


def decode(data: bytes, declared: str | None = None) -> str:
    """The text in ``data``; ``declared`` is the encoding that its markup or server states.

    A few broken bytes in UTF-8 become U+FFFD. Raises SourceError for binary data and where no
    encoding fits.
    """
    if encoding := marked(data):
        return data.decode(encoding, "replace")
    refuse_binary(data)
    # UTF-8 before the declaration: hardly any text in another encoding is valid UTF-8 by chance.
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return _damaged_utf8(data) or data.decode(_likeliest(data), "replace")


def marked(data: bytes) -> str | None:
    """The encoding that a byte order mark tells, or None."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def refuse_binary(data: bytes) -> None:
    """Raise SourceError where ``data`` is no text in any encoding without byte order mark."""
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind is None and b"\0" in data[:_SAMPLE]:
        kind = "binary data"
    if kind is not None:
        raise SourceError(f"{kind}, not text; convert it to text first")


def _damaged_utf8(data: bytes) -> str | None:
    """The text where nearly all of ``data`` is UTF-8 beyond ASCII, else None."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    beyond = sum(character > "\x7f" for character in text) - broken
    return text if broken <= _DAMAGED * len(text) and broken < 0.1 * beyond else None


def _likeliest(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_LEGACY).best()
    if best is None:
        raise SourceError("its encoding is not recognised; save it as UTF-8")
    return best.encoding
