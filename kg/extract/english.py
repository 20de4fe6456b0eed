"""English names of bodies and documents that no gazetteer knows, word by word.

Russian names of this kind are adjectives before a noun, further nouns in the genitive after it, and
prepositions between; English keeps that order with «of» before a genitive. A name that holds a word
that neither the lexicon nor the gazetteer translates has no English form here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import yaml
from razdel import tokenize

from kg.resources import folder

_QUOTES = frozenset('«»"“”„')
#: English nouns without a plural of their own.
_UNCOUNTED = frozenset("security trade aid assistance cooperation support peace".split())


@dataclass(frozen=True, slots=True)
class _Lexicon:
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    prepositions: Mapping[str, str]
    #: Words of a phrase by lemma → English.
    phrases: Mapping[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the name in English. ``part``: noun, adjective, preposition, and, other."""

    text: str
    part: str


@cache
def _lexicon() -> _Lexicon:
    path = folder("data") / "lang" / "ru" / "english.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    phrases = {tuple(_lemma(w, "") for w in k.split()): v for k, v in data["phrases"].items()}
    return _Lexicon(data["nouns"], data["adjectives"], data["prepositions"], phrases)


@lru_cache(maxsize=10_000)
def english_name(name: str) -> str | None:
    """The name in English, first letter capital; None where some word has no translation.

    >>> english_name("Международный центр промышленной кооперации")
    'International centre of industrial cooperation'
    """
    words = _translated([t.text for t in tokenize(name) if t.text not in _QUOTES])
    if not words:
        return None
    text = " ".join(_joined(words))
    return text[:1].upper() + text[1:]


def _translated(words: Sequence[str]) -> list[_Word] | None:
    found: list[_Word] = []
    at = 0
    while at < len(words):
        phrase = _phrase(words, at)
        word = _ended(phrase[0]) if phrase else _word(words[at], "nomn" if not at else "gent")
        if word is None:
            return None
        found.append(word)
        at += phrase[1] if phrase else 1
    return found


def _ended(english: str) -> _Word:
    """A phrase as one word; «accession to» takes what follows as a preposition does."""
    return _Word(english, "preposition" if english.endswith(" to") else "noun")


def _phrase(words: Sequence[str], at: int) -> tuple[str, int] | None:
    lemmas = tuple(_lemma(w, "") for w in words[at : at + 3])
    for size in range(len(lemmas), 1, -1):
        if lemmas[:size] in _lexicon().phrases:
            return _lexicon().phrases[lemmas[:size]], size
    return None


def _word(word: str, case: str) -> _Word | None:
    lexicon, lower = _lexicon(), word.lower()
    if lower == "и":
        return _Word("and", "and")
    if lower in lexicon.prepositions:
        return _Word(lexicon.prepositions[lower], "preposition")
    lemma = _lemma(lower, case)
    if lemma in lexicon.adjectives:
        return _Word(lexicon.adjectives[lemma], "adjective")
    if lemma in lexicon.nouns:
        return _Word(_numbered(lexicon.nouns[lemma], lower, case), "noun")
    known = _known(word, lemma)
    return _Word(known, "noun") if known else None


def _known(word: str, lemma: str) -> str | None:
    """The English name of what the gazetteer knows by this word."""
    from kg.resolve.gazetteer import gazetteer

    if word[:1].islower():
        return None
    for form in (word, lemma):
        for candidate in gazetteer().candidates(form, "ru"):
            names = gazetteer().entries[candidate.id].names.get("en")
            if names is not None and candidate.strength != "weak":
                return names.main
    return None


def _parse(word: str, case: str) -> Any:
    from kg.language.ru_morphology import parses

    found = parses(word.lower())
    return next((p for p in found if case and case in p.tag), found[0])


def _lemma(word: str, case: str) -> str:
    return str(_parse(word, case).normal_form)


def _numbered(noun: str, word: str, case: str) -> str:
    plural = "plur" in _parse(word, case).tag
    if not plural or noun.endswith("s") or noun in _UNCOUNTED:
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


def _joined(words: Sequence[_Word]) -> list[str]:
    """The words with «of» before each group that follows a noun without a preposition."""
    found: list[str] = []
    before = None
    for word in words:
        if word.part in ("noun", "adjective") and before == "noun":
            found.append("of")
        found.append(word.text)
        before = word.part
    return found
