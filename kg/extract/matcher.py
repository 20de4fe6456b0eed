"""Known names in the text: gazetteer names over sequences of dictionary forms.

A name matches where each of its words shares a dictionary form with a word of the text and is
written alike (capital for capital, acronym for acronym): inflected names need no listing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from typing import Literal

from razdel import tokenize

from kg.model.document import Sentence
from kg.model.gazetteer import Entry

#: Which of an entry's words matched. ``adjective``: «казахстанский»; ``demonym``: «казахстанец»;
#: ``metonym``: a seat that stands for its government.
Matched = Literal["name", "weak", "adjective", "demonym", "metonym"]
QUOTES = frozenset('«»"“”„')
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


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    #: (identifier, kind of word, the name's words as written)
    ends: list[tuple[str, Matched, tuple[str, ...]]] = field(default_factory=list)


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


class Lexicon:
    """Names in one language as a trie over dictionary forms.

    ``rows`` are (identifier of what is named, kind of word, name in the nominative).
    """

    def __init__(self, rows: Iterable[tuple[str, Matched, str]], lang: str) -> None:
        self.lang = lang
        self._root = _Node()
        for identifier, matched, name in rows:
            self._add(identifier, matched, name)

    def _add(self, identifier: str, matched: Matched, name: str) -> None:
        words = tuple(t.text for t in tokenize(name) if t.text not in QUOTES)
        single = len(words) == 1
        for path in product(*(sorted(keys(w, self.lang, nominative=single)) for w in words)):
            node = self._root
            for key in path:
                node = node.next.setdefault(key, _Node())
            if (identifier, matched, words) not in node.ends:
                node.ends.append((identifier, matched, words))

    def matches(self, sentence: Sentence) -> list[Match]:
        """The longest matches from each token on, several where a name is shared; by position."""
        found: list[Match] = []
        for first in range(len(sentence.tokens)):
            here = dict.fromkeys(self._from(sentence, first))
            if here:
                end = max(match.last for match in here)
                found += [match for match in here if match.last == end]
        return found

    def _from(self, sentence: Sentence, first: int) -> Iterator[Match]:
        tokens, nodes = sentence.tokens, [self._root]
        words: list[str] = []
        for at in range(first, len(tokens)):
            text = tokens[at].text
            if text in QUOTES and words:
                continue
            nodes = [n.next[k] for n in nodes for k in keys(text, self.lang) if k in n.next]
            if not nodes:
                return
            words.append(text)
            for node in nodes:
                for identifier, matched, name in node.ends:
                    if _all_alike(name, words):
                        yield Match(first, _closed(sentence, first, at), identifier, matched)


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
        shouted = text.isupper() and 1 < len(text) < len(name) - 1  # «МУС» is no form of «Мусах»
        return text[:1].isupper() and not shouted
    return True


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of the packaged gazetteer in a language, built once."""
    from kg.resolve.gazetteer import gazetteer

    entries = gazetteer().entries.values()
    return Lexicon((row for entry in entries for row in _rows(entry, lang)), lang)
