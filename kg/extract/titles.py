"""Titles of offices in the text: «бывший министр иностранных дел Индии», «пресс-секретарь Кремля».

A title is read from its head noun on: adjectives, status and the state's adjective before it,
genitives and «по …» after it, then the name of its holder, if it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kg.extract.cast import Cast, Figure, Spot
from kg.extract.focus import last_met, state_in_focus
from kg.extract.lang import lexicon_file, words
from kg.extract.title import (
    STATUSES,
    Line,
    Status,
    Title,
    bare_lemma,
    is_title_noun,
    place_kinds,
)
from kg.extract.title_holders import find_holders
from kg.language.ru_names import is_indeclinable
from kg.model.document import PROSE, Sentence
from kg.resolve.gazetteer import gazetteer

#: Words that a title does not end with.
_OPEN_ENDED = frozenset({"ADJ", "ADP", "CCONJ"})
#: «И. о.» as segmented.
_ACTING = ["и", ".", "о", "."]


def read_titles(cast: Cast) -> list[Title]:
    """All titles of the article, by position; those inside others come after them."""
    found: list[Title] = []
    for number, sentence in enumerate(cast.document.sentences):
        if sentence.kind in PROSE:
            found += _in_sentence(cast, number, sentence)
    _share_names(cast, [title for title in found if not title.nested])
    return found


def _in_sentence(cast: Cast, number: int, sentence: Sentence) -> Iterator[Title]:
    at = 0
    while at < len(sentence.tokens):
        if _is_head(cast, number, sentence, at):
            title = _Reader(cast, number).read(at)
            yield title
            inner = title.inner
            while inner is not None:
                yield inner
                inner = inner.inner
            at = max(title.last, at)
        at += 1


def _share_names(cast: Cast, titles: list[Title]) -> None:
    """«Премьер и лидер партии Берлускони»: joined titles have the name of the last."""
    for one, other in zip(reversed(titles[:-1]), reversed(titles), strict=False):
        if one.number != other.number:
            continue
        tokens = cast.document.sentences[one.number].tokens
        between = [t.text for t in tokens[one.last + 1 : other.first]]
        cases = {tokens[t.head].feats.get("Case") for t in (one, other)}
        joined = between in ([","], ["и"]) and len(cases) == 1
        if joined and not _of_two_states(one, other):
            one.names = one.names or other.names


def _of_two_states(one: Title, other: Title) -> bool:
    """«посол России и президент Сербии Вучич» are two people."""
    states = [[f.key for f in t.of if f.type == "State"] for t in (one, other)]
    return bool(states[0] and states[1]) and states[0] != states[1]


def _is_head(cast: Cast, number: int, sentence: Sentence, at: int) -> bool:
    token, lang = sentence.tokens[at], cast.document.article.lang
    if not is_title_noun(token, lang) or "Case" not in token.feats:
        return False
    # In «администрация президента США Джо Байдена» a title begins inside a name.
    inside = [s for s, _ in cast.at(number, at) if s.form == "name"]
    return all(s.first < at and _begins_person(cast, number, s.last + 1) for s in inside)


def _begins_person(cast: Cast, number: int, at: int) -> bool:
    return any(f.type == "Person" and s.first == at for s, f in cast.at(number, at))


class _Reader(Line):
    """Reads one title of a sentence."""

    def read(self, at: int, *, nested: bool = False) -> Title:
        """The title whose head noun stands at ``at``."""
        title = Title(self.number, at, at, at, [at], nested=nested)
        always = lexicon_file(self.lang, "titles")["always_of"]
        if entry := always.get(bare_lemma(self.sentence.tokens[at], self.lang)):
            title.of.append(self.cast.known(gazetteer().entries[entry]))
        if self.sentence.tokens[at].lemma != bare_lemma(self.sentence.tokens[at], self.lang):
            title.status = "former"
        self._before(title)
        find_holders(self, title, self._after(title))
        return title

    # What stands before the head.

    def _before(self, title: Title) -> None:
        at = title.head - 1
        if [t.text.lower() for t in self.sentence.tokens[max(0, at - 3) : at + 1]] == _ACTING:
            title.status, title.first = "acting", at - 3
            return
        while at >= 0 and (kind := self._attribute(at)):
            if kind == "own":
                title.own.insert(0, at)
            elif kind == "state":
                title.of += [f for s, f in self.cast.at(self.number, at) if s.form == "adjective"]
            elif kind in ("former", "acting", "designate"):
                title.status = kind
            title.first = at
            at -= 1

    def _attribute(self, at: int) -> Literal["own", "state", "other"] | Status | None:
        """How a token before a title belongs to it: as its own word, state, status, or not."""
        token = self.sentence.tokens[at]
        if any(s.form == "adjective" for s, _ in self.cast.at(self.number, at)):
            return "state"
        if token.lemma in words(self.lang, "titles", "title_adjectives"):
            return "own"
        for status in STATUSES:
            if token.lemma in words(self.lang, "titles", f"status.{status}"):
                return status
        return "other" if token.lemma in words(self.lang, "titles", "fillers") else None

    # What follows the head.

    def _after(self, title: Title) -> int:
        """Take in what belongs to the title; returns the first token after it."""
        at, tokens, expected = self._adjective_after(title), self.sentence.tokens, "Gen"
        while at < len(tokens):
            named = self.named(at)
            if named is not None and named[1].type == "Person":
                if not self._is_complement(title, named[0]):
                    break
                title.last, at = named[0].last, named[0].last + 1
            elif named is not None and self._in_case(named[0], expected):
                joined = tokens[at - 1].pos in ("CCONJ", "PUNCT")
                if at - 1 in title.own and tokens[at - 1].pos == "ADP":
                    title.own += range(at, named[0].last + 1)
                elif tokens[at - 1].pos != "ADP" and (not title.of or joined):
                    title.of += self._joined(title, at, named[1])
                title.last, at = named[0].last, named[0].last + 1
            elif tokens[at].text == "," and self._goes_on(title, at + 1):
                at += 1
            elif tokens[at].pos == "ADP" and (case := self._opens_phrase(title, at)):
                if tokens[at].lemma in ("по", "при"):
                    title.own.append(at)
                expected, at = case, at + 1
            elif tokens[at].text == "(" and (close := self._aside(at)):
                at = close + 1
            elif (end := self._word(title, at, expected)) is not None:
                at = end
            else:
                break
        while (
            title.own[-1] > title.head
            and tokens[title.own[-1]].pos in _OPEN_ENDED
            and (tokens[title.own[-1]].lemma not in words(self.lang, "titles", "after_adjectives"))
        ):
            title.own.pop()
        return title.last + 1

    def _joined(self, title: Title, at: int, body: Figure) -> list[Figure]:
        """«Главы МИД Италии и Испании»: the bodies that one word names together."""
        if not (title.is_plural(self.cast) and body.body):
            return [body]
        spots = sorted(self.cast.at(self.number, at), key=lambda x: x[0].last)
        return [f for s, f in spots if s.first == at and f.body == body.body]

    def _adjective_after(self, title: Title) -> int:
        """«Папа римский»: an adjective of the title that follows its noun; the token after it."""
        at, tokens = title.head + 1, self.sentence.tokens
        if at < len(tokens) and tokens[at].lemma in words(self.lang, "titles", "after_adjectives"):
            title.own.append(at)
            title.last = at
            return at + 1
        return at

    def _goes_on(self, title: Title, at: int) -> bool:
        """«Президенты Белоруссии, Казахстана и Киргизии …»: a list of states after a plural."""
        named = self.named(at) if title.is_plural(self.cast) else None
        return named is not None and named[1].type == "State" and self._in_case(named[0], "Gen")

    def _in_case(self, spot: Spot, expected: str) -> bool:
        token = self.sentence.tokens[spot.head]
        plain = token.feats.get("Case", expected) in (expected, "Gen")
        return plain or token.text.isupper() or is_indeclinable(token.text)

    def _aside(self, at: int) -> int | None:
        """The end of a short aside in brackets that names nobody («… (Forza Italia)»)."""
        for i in range(at + 1, min(at + 7, len(self.sentence.tokens))):
            if self._named_person(i):
                return None
            if self.sentence.tokens[i].text == ")":
                return i
        return None

    def _opens_phrase(self, title: Title, at: int) -> str | None:
        """The case that a preposition asks for, where its phrase is part of the title."""
        preposition = self.sentence.tokens[at].lemma
        cases = lexicon_file(self.lang, "titles")["prepositions"].get(preposition)
        if cases is None or at + 1 >= len(self.sentence.tokens):
            return None
        head = bare_lemma(self.sentence.tokens[title.head], self.lang)
        if "heads" in cases and head not in cases["heads"]:
            return None
        return str(cases["case"])

    def _word(self, title: Title, at: int, expected: str) -> int | None:
        """Take in one more word of the title; the token after it, None where it does not belong."""
        tokens = self.sentence.tokens
        token = tokens[at]
        if token.text == "и" and self._another_title(title, at + 1):
            return None
        if token.text == "и" and at + 1 < len(tokens) and self._continues(at + 1, expected):
            if self.named(at + 1) is None:
                title.own.append(at)
            return at + 1
        if not self._continues(at, expected):
            return None
        if token.lemma in words(self.lang, "bodies", "own"):
            return self._take_own(title, at)
        if token.pos == "NUM":
            return at + 1
        if is_title_noun(token, self.lang) and title.inner is None and expected == "Gen":
            title.inner = self.read(at, nested=True)
            title.of = title.of or title.inner.of
            leader = bare_lemma(token, self.lang) in words(self.lang, "titles", "leaders")
            title.own += range(title.inner.first, at) if leader else ()
            title.own += title.inner.own
            title.last = max(title.inner.last, *(s.last for s, _ in title.inner.names), at)
            return title.last + 1
        of_state = any(s.form == "adjective" for s, _ in self.cast.at(self.number, at))
        if not (of_state and expected == "Gen"):
            title.own.append(at)
        title.last = at
        return at + 1

    def _another_title(self, title: Title, at: int) -> bool:
        """«встреча посла России и президента Сербии»: a title beside one that has its state."""
        tokens = self.sentence.tokens
        if at >= len(tokens) or not is_title_noun(tokens[at], self.lang):
            return False
        return bool(title.of) and tokens[title.head].feats.get("Case") == "Gen"

    def _take_own(self, title: Title, at: int) -> int:
        """«Премьер-министр страны», «глава государства»; the token after the word."""
        token, head = self.sentence.tokens[at], self.sentence.tokens[title.head]
        figure = self._own(title, token.lemma)
        title.last = at
        if figure is None or title.of or token.feats.get("Number") == "Plur":
            return at + 1
        title.of.append(figure)
        title.vague = True
        leader = bare_lemma(head, self.lang) in words(self.lang, "titles", "leaders")
        if not (leader and token.lemma in words(self.lang, "titles", "heads_of_state")):
            self.cast.meet(figure, Spot(self.number, at, at, at, "descriptor"))
        return at + 1

    def _own(self, title: Title, lemma: str) -> Figure | None:
        """What «страны», «региона», «организации» after a title stand for."""
        if lemma in words(self.lang, "anaphora", "states"):
            return state_in_focus(self.cast, self.number, title.first)
        if local := place_kinds(lemma, self.lang):
            return last_met(self.cast, self.number, title.first, "Place", local)
        ministries = words(self.lang, "anaphora", "organizations.government")
        kinds = ("government",) if lemma in ministries else ("igo",)
        return last_met(self.cast, self.number, title.first, "Organization", kinds)

    def _continues(self, at: int, expected: str) -> bool:
        token = self.sentence.tokens[at]
        if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "DET") or self._named_person(at):
            return False
        if token.lemma in words(self.lang, "titles", "honorifics") and self._named_person(at + 1):
            return False
        if token.pos == "ADJ" and "Case" not in token.feats:  # «доволен»
            return False
        return token.feats.get("Case", expected) in (expected, "Gen")

    def _named_person(self, at: int) -> bool:
        named = self.named(at) if at < len(self.sentence.tokens) else None
        return named is not None and named[1].type == "Person"

    def _is_complement(self, title: Title, spot: Spot) -> bool:
        """Whether a name in the genitive is whose officer it is («пресс-секретарь Путина»)."""
        head, name = self.sentence.tokens[title.head], self.sentence.tokens[spot.first]
        deputy = bare_lemma(head, self.lang) in words(self.lang, "titles", "deputies")
        genitive = name.feats.get("Case") == "Gen" and head.feats.get("Case") not in ("Gen", "Acc")
        return deputy and genitive and self._named_person(spot.last + 1)
