"""How nodes get their names: hashes, slugs and local ids that never depend on order.

A *local id* is what follows the base in an IRI: ``person/kassym-jomart-tokayev``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote

_SEPARATOR = "\u001f"

#: Cyrillic → Latin for slugs: BGN/PCGN for Russian without its signs, and the Kazakh and Uzbek
#: letters by their nearest Latin ones.
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "ә": "a", "ғ": "g", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i",
    "ў": "o", "ҳ": "h", "є": "ye", "ї": "yi", "ґ": "g",
}  # fmt: skip
_APOSTROPHES = re.compile("[ʻʼ‘’`´']")
_QUOTES = re.compile('[«»"“”„‹›]')
_HYPHENS = re.compile("[‐‑‒–—−]")
_BETWEEN = re.compile(r"[^a-z0-9]+")


def hash16(*parts: object) -> str:
    """First 16 hex digits of SHA-256 over the parts joined by U+001F, as NFC in UTF-8.

    None stands for an empty part.
    """
    text = _SEPARATOR.join("" if p is None else str(p) for p in parts)
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:16]


def latin(text: str) -> str:
    """A Cyrillic name in Latin letters by the table above, as it is where it has none."""
    return "".join(_capital(c, _LATIN.get(c.lower(), c)) for c in text)


def _capital(original: str, written: str) -> str:
    return written.capitalize() if original.isupper() else written


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """ASCII by the table above and by dropping diacritics, lower case, words joined by hyphens."""
    latin = "".join(_LATIN.get(c, c) for c in unicodedata.normalize("NFC", text).lower())
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", latin))
    return _BETWEEN.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A name as it is compared: no case, quotes, kinds of hyphen and space, nor ё beside е."""
    text = unicodedata.normalize("NFC", name).casefold().replace("ё", "е")
    text = _HYPHENS.sub("-", _QUOTES.sub("", _APOSTROPHES.sub("'", text)))
    return " ".join(text.split()).strip(" .,;:")


def unknown_id(kind: str, type_: str, name: str, context: str) -> str:
    """Local id of an entity that the gazetteer does not hold."""
    return f"{kind}/x-{hash16(type_, name_key(name), context)}"


def article_id(name: str) -> str:
    """Local id of an article: its name, all but letters, digits and ``-._~`` percent-encoded."""
    return "article/" + _segment(name)


def article_name(local_id: str) -> str:
    """The article's own id, out of the local id that :func:`article_id` made."""
    return unquote(local_id.removeprefix("article/"))


def graph_id(name: str) -> str:
    """Local id of the named graph of an article."""
    return "graph/" + _segment(name)


def _segment(name: str) -> str:
    text = unicodedata.normalize("NFC", name)
    return "".join(c if c.isalnum() else quote(c, safe="") for c in text)
