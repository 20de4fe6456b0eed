"""The language of a text (py3langid, Lui & Baldwin 2012, among the languages one may meet)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import cast

# Pins linear algebra to one thread, which must happen before numpy is first imported.
import kg.language  # noqa: F401

#: ISO 639-1 codes among which a text is classified.
CANDIDATES = ("ru", "en", "kk", "uz", "ky", "tg", "tr", "zh", "uk", "az")
_CODES = {"rus": "ru", "eng": "en", "kaz": "kk", "uzb": "uz", "kir": "ky", "tgk": "tg", "ukr": "uk"}
_CYRILLIC_ONLY = frozenset({"ru", "uk", "ky", "tg", "be", "bg"})
_LATIN_ONLY = frozenset({"en", "tr", "az", "de", "fr", "es", "it", "pl"})
#: Characters that are looked at.
_SAMPLE = 4000


def detect(text: str) -> str:
    """ISO 639-1 code of the likeliest language among CANDIDATES."""
    return str(_classifier()(text[:_SAMPLE])[0])


def code(tag: str) -> str | None:
    """ISO 639-1 code of a language tag (``ru-RU``, ``rus``), or None where it is no such tag."""
    primary = re.split("[-_]", tag.strip().lower())[0]
    primary = _CODES.get(primary, primary)
    return primary if re.fullmatch("[a-z]{2,3}", primary) else None


def hint(tag: str | None, text: str) -> str | None:
    """The tag that a page or feed carries, unless the script of its text contradicts it."""
    primary = code(tag or "")
    cyrillic = len(re.findall("[\u0400-\u04ff]", text[:_SAMPLE]))
    latin = len(re.findall("[A-Za-z]", text[:_SAMPLE]))
    wrong = _LATIN_ONLY if cyrillic > latin else _CYRILLIC_ONLY
    return None if primary in wrong else primary


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    from py3langid import classify, set_languages

    set_languages(CANDIDATES)
    return cast(Callable[[str], tuple[str, float]], classify)
