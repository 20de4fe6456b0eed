"""Known names in the text: gazetteer names over sequences of dictionary forms.

A name matches where each of its words shares a dictionary form with a word of the text and is
written alike (capital for capital, acronym for acronym): inflected names need no listing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kg.language.ru_words import words as tokens_of
from kg.model.document import Sentence
from kg.model.gazetteer import Entry

#: Which of an entry's words matched. ``adjective``: «казахстанский»; ``demonym``: «казахстанец»;
#: ``metonym``: a seat that stands for its government.
Matched = Literal["name", "weak", "adjective", "demonym", "metonym"]
QUOTES = frozenset('«»"“”„')
#: What may stand between the words of a name: «[Владимир] Путин».
_SKIPPED = QUOTES | {"[", "]"}
#: Case endings that print adds to an acronym («МИДа», «ООНом»).
_ACRONYM_ENDINGS = frozenset({"", "а", "у", "ом", "е", "ы", "и", "ов", "ам", "ами", "ах"})


@dataclass(frozen=True, slots=True)
class Match:
    """A known name in a sentence: tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    #: Identifier of what is named: a gazetteer id.
    entry: str
    matched: Matched


@lru_cache(maxsize=100_000)
def keys(word: str, lang: str, *, nominative: bool = False) -> frozenset[str]:
    """Dictionary forms that a word may have, and the word itself, lower-cased, with «е» for «ё».

    With ``nominative`` only those of which it may be the nominative: «Дели» is no form of «дело».
    """
    lower = word.lower().replace("ё", "е")
    if lang != "ru":
        return frozenset({lower})
    from kg.language.ru_morphology import parses, without_yo

    found = parses(word.lower())
    if nominative:
        found = tuple(p for p in found if "nomn" in p.tag.grammemes)
    return frozenset({lower, *(without_yo(p.normal_form) for p in found)})


@lru_cache(maxsize=200_000)
def _is_form(name: str, text: str, lang: str, single: bool) -> bool:
    """Whether a word of the text may be a form of a name's word; ``single``: of its only word."""
    if not keys(name, lang, nominative=single).isdisjoint(keys(text, lang)):
        return True
    if lang != "ru" or not name[:1].isupper():
        return False
    from kg.language.ru_names import may_be_form

    return may_be_form(name, text)


class Lexicon:
    """Names in one language, found by the first letters of their first word.

    ``rows`` are (identifier of what is named, kind of word, name in the nominative). Dictionary
    forms of names are looked up as texts need them, so that a large lexicon is ready at once.
    """

    def __init__(self, rows: Iterable[tuple[str, Matched, str]], lang: str) -> None:
        self.lang = lang
        self._beginning = lru_cache(maxsize=50_000)(self._names_beginning)
        #: First letters → words of a name → what it names.
        self._names: dict[str, dict[tuple[str, ...], list[tuple[str, Matched]]]] = {}
        for identifier, matched, name in rows:
            words = _words(name)
            ends = self._names.setdefault(_opening(words[0]), {}).setdefault(words, [])
            if (identifier, matched) not in ends:
                ends.append((identifier, matched))

    def matches(self, sentence: Sentence) -> list[Match]:
        """The longest matches from each token on, several where a name is shared; by position."""
        found: list[Match] = []
        for first in range(len(sentence.tokens)):
            here = list(self._from(sentence, first))
            if here:
                end = max(match.last for match in here)
                found += [match for match in here if match.last == end]
        return found

    def _from(self, sentence: Sentence, first: int) -> Iterator[Match]:
        for words, ends in self._beginning(sentence.tokens[first].text):
            last = self._last(sentence, first, words)
            if last is not None:
                last = _closed(sentence, first, last)
                yield from (Match(first, last, name, matched) for name, matched in ends)

    def _names_beginning(
        self, text: str
    ) -> list[tuple[tuple[str, ...], list[tuple[str, Matched]]]]:
        """The names whose first word may stand as ``text``, with what they name."""
        # A word with a capital may be a form of a name without one, at the start of a sentence.
        return [
            (words, ends)
            for opening in dict.fromkeys((_opening(text), _opening(text.lower())))
            for words, ends in self._names.get(opening, {}).items()
            if _is_form(words[0], text, self.lang, len(words) == 1)
        ]

    def _last(self, sentence: Sentence, first: int, words: tuple[str, ...]) -> int | None:
        """The last token of a name that begins at ``first``, None where it is not there."""
        tokens, at = sentence.tokens, first
        texts: list[str] = []
        for word in words:
            while texts and at < len(tokens) and tokens[at].text in _SKIPPED:
                at += 1
            if at >= len(tokens):
                return None
            if not _is_form(word, tokens[at].text, self.lang, len(words) == 1):
                return None
            texts.append(tokens[at].text)
            at += 1
        return at - 1 if _all_alike(words, texts) else None


def _opening(word: str) -> str:
    """What the forms of a word have in common: the first letters, and whether it has a capital."""
    return (word[:1] + word[1:3].lower()).replace("ё", "е").replace("Ё", "Е")


def _words(name: str) -> tuple[str, ...]:
    if name.replace(" ", "").replace("-", "").isalpha():
        return tuple(name.split())
    return tuple(t.text for t in tokens_of(name) if t.text not in QUOTES)


def _closed(sentence: Sentence, first: int, last: int) -> int:
    """The last token of a name, with the quotation mark that closes one opened inside it."""
    inside = [t.text for t in sentence.tokens[first : last + 1]]
    after = sentence.tokens[last + 1].text if last + 1 < len(sentence.tokens) else ""
    return last + 1 if after == "»" and inside.count("«") > inside.count("»") else last


def _rows(entry: Entry, lang: str) -> Iterator[tuple[str, Matched, str]]:
    names = entry.names.get(lang)
    strong = [names.main, *names.strong] if names else []
    if entry.type == "Organization" and lang != "en" and "en" in entry.names:
        strong += [entry.names["en"].main, *entry.names["en"].strong]
    words: Mapping[Matched, Iterable[str]] = {
        "name": strong,
        "weak": names.weak if names else (),
        "adjective": entry.adjectives.get(lang, ()),
        "demonym": entry.demonyms.get(lang, ()),
        "metonym": entry.metonyms.get(lang, ()),
    }
    return ((entry.id, matched, name) for matched, names in words.items() for name in names)


def _all_alike(name: tuple[str, ...], words: Sequence[str]) -> bool:
    """Whether the words are written like the name; in a name of many words only the first and the
    acronyms must be («Организация договора о коллективной безопасности»)."""
    first, *rest = (_written_alike(a, b) for a, b in zip(name, words, strict=True))
    return first and (len(name) > 2 or all(rest))


def _written_alike(name: str, text: str) -> bool:
    """Whether a word of the text keeps the capitals of the name's word."""
    if len(name) > 1 and name.isupper():
        return text.isupper() or (text.startswith(name) and text[len(name) :] in _ACRONYM_ENDINGS)
    if name[:1].isupper():
        acronym = text.isupper() and 1 < len(text) < 5  # «МУС» is no form of «Муса»
        return text[:1].isupper() and not acronym
    return True


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of the packaged gazetteer in a language, built once."""
    from kg.resolve.gazetteer import gazetteer

    entries = gazetteer().entries.values()
    return Lexicon((row for entry in entries for row in _rows(entry, lang)), lang)
