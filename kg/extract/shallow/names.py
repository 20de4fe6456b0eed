"""Names and titles in a sentence: a known stem and an ending, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.shallow.lexicon import Lexicon, fold, lexicon, stems
from kg.extract.shallow.respelling import respelt
from kg.model.document import Sentence, Token
from kg.model.gazetteer import Entry
from kg.resolve.gazetteer import gazetteer

#: Prefix of the key of a title.
TITLE = "title:"
_WORD = re.compile(r"\w+(?:[-'’ʻʼ‘`]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name or title at the tokens ``first`` to ``last`` of a sentence, both included."""

    first: int
    last: int
    #: Gazetteer id, or TITLE and the office.
    key: str
    adjective: bool = False
    #: What stands after the stem of its last word.
    ending: str = ""
    #: As in the lexicon or gazetteer.
    name: str = ""

    @property
    def office(self) -> str:
        """Of a title: the office."""
        return self.key.removeprefix(TITLE)


@dataclass(frozen=True, slots=True)
class _Known:
    key: str
    words: tuple[str, ...]
    name: str
    adjective: bool
    #: Needs another, stronger name of the same thing in the text.
    weak: bool


class Names:
    """All names of the gazetteer and all titles in a language."""

    def __init__(self, lang: str) -> None:
        self.lexicon = lexicon(lang)
        self._by_first: dict[str, list[_Known]] = {}
        for entry in gazetteer().entries.values():
            for known in _of_entry(entry, lang):
                self._by_first.setdefault(fold(known.words[0]), []).append(known)
        for office, titles in self.lexicon.titles.items():
            for title in titles:
                known = _Known(TITLE + office, _words(title), title, adjective=False, weak=False)
                self._by_first.setdefault(fold(known.words[0]), []).append(known)

    def hits(self, sentence: Sentence) -> list[tuple[Hit, bool]]:
        """The longest names from left to right, each with whether it is weak."""
        found: list[tuple[Hit, bool]] = []
        at = 0
        while at < len(sentence.tokens):
            here = sorted(self._at(sentence.tokens, at), key=lambda x: (-x[0].last, x[1], x[0].key))
            found += here[:1]
            at = here[0][0].last + 1 if here else at + 1
        return found

    def _at(self, tokens: tuple[Token, ...], at: int) -> Iterator[tuple[Hit, bool]]:
        for stem, _ in stems(fold(tokens[at].text), self.lexicon):
            for known in self._by_first.get(stem, ()):
                last = at + len(known.words) - 1
                if last < len(tokens):
                    ending = _ending(known, tokens[at : last + 1], self.lexicon)
                    if ending is not None:
                        hit = Hit(at, last, known.key, known.adjective, ending, known.name)
                        yield hit, known.weak


def _ending(known: _Known, tokens: tuple[Token, ...], words: Lexicon) -> str | None:
    """The ending of the last word where the tokens are the known name, else None."""
    ending = None
    for at, (word, token) in enumerate(zip(known.words, tokens, strict=True)):
        if (at == 0 or word.isupper()) and not _written_alike(word, token.text):
            return None
        found = (e for stem, e in stems(fold(token.text), words) if stem == fold(word))
        ending = next(found, None)
        if ending is None:
            return None
    return ending


def _written_alike(name: str, text: str) -> bool:
    """Whether capitals are kept; an acronym is so letter for letter."""
    if len(name) > 1 and name.isupper():
        return text.startswith(name)
    return text[:1].isupper() or not name[:1].isupper()


def _of_entry(entry: Entry, lang: str) -> Iterator[_Known]:
    own, respelled = entry.names.get(lang), respelt(entry, lang)
    for names in filter(None, (own, respelled)):
        main = (own or names).main
        for name in (names.main, *names.strong):
            yield _Known(entry.id, _words(name), main, adjective=False, weak=False)
        for name in names.weak:
            yield _Known(entry.id, _words(name), main, adjective=False, weak=True)
    if entry.type == "State":
        for adjective in entry.adjectives.get(lang, ()):
            name = (own or entry.names["en"]).main
            yield _Known(entry.id, _words(adjective), name, adjective=True, weak=False)


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(name))


@cache
def names(lang: str) -> Names:
    """The names of a language, indexed once."""
    return Names(lang)
