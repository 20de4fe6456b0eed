"""Bodies and documents that the gazetteer does not know, told by their head noun.

A name is the head noun («declaration», «министрлігі») with the words before it that belong to it
and, where the language puts them there, those after it («on water and energy»).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.extract.lang import lexicon_file
from kg.extract.shallow.lexicon import Lexicon, fold, lexicon, stems
from kg.model.document import Sentence, Token

#: Prefix of the key of what only its head noun tells: ``headed:Organization:government:…``.
HEADED = "headed:"


@dataclass(frozen=True, slots=True)
class Headed:
    """A body or document at the tokens ``first`` to ``last`` of a sentence, both included."""

    first: int
    last: int
    type: str
    kind: str
    name: str

    @property
    def key(self) -> str:
        """The same for all mentions of the same name."""
        return f"{HEADED}{self.type}:{self.kind}:{fold(self.name)}"


class Heads:
    """The head nouns of a language: ``data/lang/<xx>/heads.yaml``."""

    def __init__(self, lang: str) -> None:
        data: Mapping[str, Any] = lexicon_file(lang, "heads")
        self._words: Lexicon = lexicon(lang)
        self._kinds = {
            head: (type_, kind)
            for type_, kinds in (("Agreement", data["documents"]), ("Organization", data["bodies"]))
            for kind, heads in kinds.items()
            for head in heads
        }
        self._stops = frozenset(data["stops"])
        self._about = frozenset(data["about"])
        self._after = frozenset(data["after"])
        self._modified = bool(data["modified"])
        self._longest = int(data["longest"])

    def find(self, sentence: Sentence, taken: set[int], places: set[int]) -> Iterator[Headed]:
        """Those of a sentence from left to right.

        ``taken`` are tokens of persons and titles, ``places`` the first ones of states and places:
        a name has one of them at most.
        """
        end = -1
        for at, token in enumerate(sentence.tokens):
            head = self._head(token)
            if head is None or at in taken or at <= end:
                continue
            first = self._first(sentence.tokens, at, taken | set(range(end + 1)), places)
            last = self._last(sentence.tokens, at, taken)
            if first < at or last > at or token.text[:1].isupper():
                end = last
                yield Headed(
                    first, last, *self._kinds[head], self._name(sentence, first, at, last, head)
                )

    def _head(self, token: Token) -> str | None:
        found = (stem for stem, _ in stems(fold(token.text), self._words) if stem in self._kinds)
        return next(found, None)

    def _first(self, tokens: Sequence[Token], head: int, taken: set[int], places: set[int]) -> int:
        """The first word that belongs to the head: any, or the first capital, else one."""
        about = head > 0 and fold(tokens[head - 1].text) in self._about
        reach, at = head - self._longest - 3 * about, head
        while at > max(reach, 0) and self._belongs(tokens[at - 1], at - 1, taken):
            at -= 1
            if at in places:
                break
        capitals = (i for i in range(at, head) if tokens[i].text[:1].isupper())
        if self._modified and not tokens[head].text[:1].isupper():
            return at
        return next(capitals, max(at, head - 1 - 2 * about))

    def _last(self, tokens: Sequence[Token], head: int, taken: set[int]) -> int:
        """The last word of what it is on or with, where that follows the head."""
        if head + 2 >= len(tokens) or fold(tokens[head + 1].text) not in self._after:
            return head
        at = head + 2
        while at < len(tokens) and at - head <= self._longest + 1:
            if not (self._belongs(tokens[at], at, taken) or fold(tokens[at].text) == "and"):
                break
            at += 1
        return at - 1 if at > head + 2 else head

    def _belongs(self, token: Token, at: int, taken: set[int]) -> bool:
        word = fold(token.text)
        is_word = word[:1].isalnum() or word in ("«", "»", "–")
        return at not in taken and is_word and word not in self._stops

    def _name(self, sentence: Sentence, first: int, at: int, last: int, head: str) -> str:
        """As in the text, the head noun in its dictionary form."""
        words = [token.text for token in sentence.tokens[first : last + 1]]
        head = head.capitalize() if words[at - first][:1].isupper() else head
        words[at - first] = head
        return " ".join(words)


@cache
def heads(lang: str) -> Heads:
    """The head nouns of a language, read once."""
    return Heads(lang)
