"""Words as they are indexed and asked for: folded, and brought to their base form.

Russian by pymorphy3's dictionary; Kazakh and Uzbek by the endings in ``data/lang``; English by its
few inflections. A word of a query may be of any language in its script, so all its base forms
count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from kg.resources import folder

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_WORD = re.compile(r"[^\W_]+(?:['ʻʼ’‘][^\W_]+)*")
_ENGLISH = re.compile(r"(\w{3,}?)(?:ies|es|s|ed|ing)?")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
#: Words that say nothing of what is looked for, folded, in the four languages.
EMPTY = frozenset(
    "в во на с со к ко о об обо у по из за до от для и или при через между"
    " in on to of the a an and or with for by from at between"
    " мен бен пен және үшін туралы арасында va bilan uchun haqida oʻrtasida ortasida".split()
)
#: The shortest stem, in letters, that an ending may leave.
_STEM = 3


def words(text: str) -> list[str]:
    """The words of a text, folded: lower case, ё as е, accents and apostrophes away."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return [re.sub(r"['ʻʼ’‘]", "", word) for word in _WORD.findall(plain)]


def forms(word: str, lang: str | None = None) -> tuple[str, ...]:
    """The folded word and its base forms, in ``lang`` or in any language of its script."""
    if lang:
        return _forms(word, (lang,))
    return _forms(word, ("ru", "kk") if _CYRILLIC.search(word) else ("en", "uz"))


@lru_cache(maxsize=1 << 17)
def _forms(word: str, langs: Sequence[str]) -> tuple[str, ...]:
    bases = [base for lang in langs for base in _bases(word, lang)]
    return tuple(dict.fromkeys([word, *bases]))


def _bases(word: str, lang: str) -> list[str]:
    if lang == "ru" and _CYRILLIC.search(word):
        return [p.normal_form.replace("ё", "е") for p in _russian().parse(word)[:3]]
    pattern = _ENGLISH if lang == "en" else _endings(lang) if lang in ("kk", "uz") else None
    match = pattern.fullmatch(word) if pattern else None
    return [match[1]] if match else []


@cache
def _russian() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@cache
def _endings(lang: str) -> re.Pattern[str]:
    path = folder("data") / "lang" / lang / "reading.yaml"
    fields: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return re.compile(rf"(\w{{{_STEM},}}?)(?:{fields['suffix']})")
