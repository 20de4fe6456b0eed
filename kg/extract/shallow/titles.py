"""Titles with their neighbours: whose office, and of what («Kazakh Foreign Minister X»)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.shallow.lexicon import Lexicon, fold
from kg.extract.shallow.names import TITLE, Hit
from kg.model.document import Sentence, Token
from kg.resolve.gazetteer import gazetteer

#: Prefix of the key of a person that the gazetteer does not know.
STRANGER = "stranger:"
_PARTICLES = frozenset({"von", "van", "der", "de", "la", "al", "bin"})
_OF = frozenset({"of", "of the"})
_APPOSED = frozenset({"", ",", ", the"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A title, the state or body before or after it, and the person beside it."""

    title: Hit
    of: Hit | None
    person: Hit | None
    #: Whether it may stand for its holder by itself: with a capital, or «head of state».
    alone: bool = False

    @property
    def first(self) -> int:
        """Its first token."""
        return min(hit.first for hit in (self.title, self.of, self.person) if hit)

    @property
    def last(self) -> int:
        """Its last token."""
        return max(hit.last for hit in (self.title, self.of, self.person) if hit)


def is_title(hit: Hit) -> bool:
    """Whether a hit is a title."""
    return hit.key.startswith(TITLE)


def phrases(sentence: Sentence, hits: Sequence[Hit], words: Lexicon) -> Iterator[Phrase]:
    """The titles of a sentence with their neighbours; ``hits`` are sorted and do not overlap."""
    for at, title in enumerate(hits):
        if is_title(title):
            alone = sentence.tokens[title.first].text[:1].isupper() or " " in title.name
            yield Phrase(title, _of(sentence, hits, at, words), _person(sentence, hits, at), alone)


def _of(sentence: Sentence, hits: Sequence[Hit], at: int, words: Lexicon) -> Hit | None:
    first = at
    while _joined(sentence, hits, first - 1, first, frozenset({""})) and _is_body(hits[first - 1]):
        first -= 1
        if not words.located.search(hits[first].ending):
            return hits[first]
    for before in (at, at + 1):
        if _joined(sentence, hits, before, before + 1, _OF) and _is_body(hits[before + 1]):
            person_between = before > at
            if not person_between or _joined(sentence, hits, at, before, _APPOSED):
                return hits[before + 1]
    return None


def _person(sentence: Sentence, hits: Sequence[Hit], at: int) -> Hit | None:
    """The person after the title, or after what it is of; else the one before both."""
    right = at + 1
    if _joined(sentence, hits, at, right, _OF):
        right += 1
    if _joined(sentence, hits, right - 1, right, _APPOSED) and _is_person(hits[right]):
        return hits[right]
    left = at - 1
    if _joined(sentence, hits, left, at, frozenset({""})) and _is_body(hits[left]):
        left -= 1
    apposed = _joined(sentence, hits, left, left + 1, _APPOSED - {""})
    return hits[left] if apposed and _is_person(hits[left]) else None


def _joined(
    sentence: Sentence, hits: Sequence[Hit], left: int, right: int, by: frozenset[str]
) -> bool:
    """Whether two hits follow each other with nothing but one of ``by`` between them."""
    if left < 0 or right >= len(hits):
        return False
    between = sentence.tokens[hits[left].last + 1 : hits[right].first]
    return " ".join(token.text for token in between) in by


def _is_body(hit: Hit) -> bool:
    entry = gazetteer().get(hit.key)
    return entry is not None and entry.type in ("State", "Organization")


def _is_person(hit: Hit) -> bool:
    entry = gazetteer().get(hit.key)
    return hit.key.startswith(STRANGER) or (entry is not None and entry.type == "Person")


def in_full(sentence: Sentence, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, a surname with the first name or initial of its bearer before it."""
    taken = {token for hit in hits for token in range(hit.first, hit.last + 1)}
    return [replace(hit, first=_first_name(sentence, hit, taken)) for hit in hits]


def _first_name(sentence: Sentence, hit: Hit, taken: set[int]) -> int:
    entry, tokens = gazetteer().get(hit.key), sentence.tokens
    if entry is None or entry.type != "Person" or hit.last > hit.first:
        return hit.first
    for at in (hit.first - 1, hit.first - 2):
        if at < 0 or at in taken or (at < hit.first - 1 and tokens[hit.first - 1].text != "."):
            break
        text = tokens[at].text
        if text[:1] == hit.name[:1] and (len(text) == 1) == (at < hit.first - 1):
            return at
    return hit.first


def strangers(sentence: Sentence, hits: Sequence[Hit], words: Lexicon) -> Iterator[Hit]:
    """Persons that the gazetteer does not know: capitalised words after a title, or beside a verb
    that tells of persons only («appointed», «тағайындалды»)."""
    taken = {token for hit in hits for token in range(hit.first, hit.last + 1)}
    tokens = sentence.tokens
    for first in sorted({*_after_titles(sentence, hits), *_beside_verbs(tokens, taken, words)}):
        while first < len(tokens) and words.stranger_ending.search(fold(tokens[first].text)):
            first += 1
        last = _end_of_name(sentence, first, taken)
        if last > first:
            taken.update(range(first, last + 1))
            name = " ".join(token.text for token in tokens[first : last + 1])
            yield Hit(first, last, STRANGER + _plain(name, words), name=_plain(name, words))


def _after_titles(sentence: Sentence, hits: Sequence[Hit]) -> Iterator[int]:
    for title in filter(is_title, hits):
        at = title.last + 1
        comma = at < len(sentence.tokens) and sentence.tokens[at].text == ","
        yield at + comma


def _beside_verbs(tokens: Sequence[Token], taken: set[int], words: Lexicon) -> Iterator[int]:
    for at, token in enumerate(tokens):
        word = fold(token.text)
        if words.person_after.fullmatch(word):
            yield at + 1
        elif words.person_before.fullmatch(word) and at > 1 and not {at - 1, at - 2} & taken:
            yield at - 2


def _plain(name: str, words: Lexicon) -> str:
    """The name without the ending of a case."""
    return (
        name[: len(name) - len(ending.group())]
        if (ending := words.stranger_ending.search(fold(name)))
        else name
    )


def _end_of_name(sentence: Sentence, first: int, taken: set[int]) -> int:
    """The last token of the capitalised words that begin at ``first``; before it where none do."""
    at = first
    while at < len(sentence.tokens) and at not in taken:
        text = sentence.tokens[at].text
        if not (text[:1].isupper() or (at > first and text in _PARTICLES)):
            break
        at += 1
    return at - 1
