"""Agreements and documents: «меморандум о сотрудничестве», «зерновая сделка», «дорожная карта»."""

from __future__ import annotations

from functools import cache

from kg.extract.cast import Cast, Figure, Spot
from kg.extract.lang import lexicon_file, words
from kg.language.ru_names import nominative_phrase
from kg.model.document import PROSE, Sentence


def read_agreements(cast: Cast) -> None:
    """Meet every agreement; a bare noun stands for the last one that its noun named."""
    for number, sentence in enumerate(cast.document.sentences):
        if sentence.kind not in PROSE:
            continue
        for at, token in enumerate(sentence.tokens):
            kind = _kind(cast, token.lemma)
            if kind is None or token.pos not in ("NOUN", "PROPN"):
                continue
            if not any(s.form == "name" and f.type != "State" for s, f in cast.at(number, at)):
                _read(cast, number, sentence, at, kind)


def _kind(cast: Cast, lemma: str) -> str | None:
    return _kinds(cast.document.article.lang).get(lemma)


@cache
def _kinds(lang: str) -> dict[str, str]:
    """Noun → kind of agreement."""
    kinds = lexicon_file(lang, "agreements").get("kinds", {})
    return {noun: kind for kind, nouns in kinds.items() for noun in nouns}


def _read(cast: Cast, number: int, sentence: Sentence, at: int, kind: str) -> None:
    lang = cast.document.article.lang
    first, last = _extent(sentence, at, words(lang, "agreements", "stops"))
    noun = sentence.tokens[at].lemma
    inside = {t.lemma for t in sentence.tokens[first : last + 1]}
    needed = lexicon_file(lang, "agreements").get("only_with", {}).get(noun)
    if needed is not None and not inside.intersection(needed):
        return
    spot = Spot(number, first, last, at)
    if first == last:
        figure = _met_before(cast, number, at, noun)
        if figure is not None:
            cast.meet(figure, Spot(number, at, at, at, "descriptor"))
            return
    cast.meet(_same(cast, spot, noun) or _new(cast, spot, noun, kind), spot)


def _new(cast: Cast, spot: Spot, noun: str, kind: str) -> Figure:
    name = nominative_phrase(cast.tokens(spot), spot.head - spot.first)
    name = name[:1].upper() + name[1:]
    key = f"agreement:{noun}:{name.lower()}"
    return cast.figure(
        key,
        lambda: Figure(key, "Agreement", kind, None, name, words=cast.tokens(spot)),
    )


def _same(cast: Cast, spot: Spot, noun: str) -> Figure | None:
    """An agreement named before by the same words, or by more or fewer of them."""
    ones = {t.lemma for t in cast.tokens(spot)}
    for figure in cast.figures.values():
        others = {t.lemma for t in figure.words}
        one_more = len(ones & others) > 1 and (ones <= others or others <= ones)
        if figure.key.startswith(f"agreement:{noun}:") and one_more:
            return figure
    return None


def _extent(sentence: Sentence, at: int, stops: frozenset[str]) -> tuple[int, int]:
    """The noun with its adjectives, «о …» and genitives, as far as the parse hangs them on it."""
    first = at
    while first > 0 and sentence.tokens[first - 1].pos == "ADJ":
        first -= 1
    below = {at}
    last = at
    for i in range(at + 1, len(sentence.tokens)):
        token = sentence.tokens[i]
        if token.head not in below and not _opens(sentence, i, below):
            break
        if token.pos in ("VERB", "PUNCT") or token.lemma in stops:
            break
        below.add(i)
        last = i if token.pos != "ADP" else last
    return first, _closed(sentence, first, last)


def _closed(sentence: Sentence, first: int, last: int) -> int:
    """The end of a phrase, with a quotation that goes on with it («соглашение о «партнерстве»»)."""
    tokens, opened = sentence.tokens, last + 1
    if opened < len(tokens) and tokens[opened].pos == "ADP":
        opened += 1
    if opened < len(tokens) and tokens[opened].text == "«" and last - first < 4:
        close = (i for i in range(opened, min(opened + 12, len(tokens))) if tokens[i].text == "»")
        return next(close, last)
    return last


def _opens(sentence: Sentence, at: int, below: set[int]) -> bool:
    """Whether a preposition, adjective or number leads to a word that belongs to the noun."""
    seen: set[int] = set()
    while at > max(below) and at not in seen:
        seen.add(at)
        at = sentence.tokens[at].head
    return at in below


def _met_before(cast: Cast, number: int, at: int, noun: str) -> Figure | None:
    found = (f for _, f in cast.before(number, at) if f.key.startswith(f"agreement:{noun}:"))
    return next(found, None)
