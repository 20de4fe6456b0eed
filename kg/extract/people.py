"""Persons by name: tagger and gazetteer together, the mentions of one person put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.cast import Cast, Figure, Spot
from kg.extract.lang import words
from kg.extract.matcher import Match
from kg.extract.named import is_common
from kg.extract.syntax import governor, head_of
from kg.extract.title import is_title_noun
from kg.language.ru_names import (
    are_two_names,
    gender,
    is_first_name,
    is_patronymic,
    is_place_in_case,
    nominative_name,
    same_word,
    transliterated,
)
from kg.model.document import PROSE, Sentence, Token
from kg.model.gazetteer import Entry
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.offices import held_by

#: Words of fewer letters are no surname that tells two persons apart («Ким», «Ли»).
SHORT = 4


@dataclass(frozen=True, slots=True)
class _Found:
    """A name of a person as it stands in one place."""

    spot: Spot
    words: tuple[Token, ...]
    #: Gazetteer entries whose name this is in full length.
    entries: tuple[str, ...]


def read_people(cast: Cast, gazetteer: Gazetteer, matches: Sequence[Sequence[Match]]) -> None:
    """Meet every person that is named; ``matches`` are the lexicon's, by sentence."""
    found = [
        name
        for number, sentence in enumerate(cast.document.sentences)
        if sentence.kind in PROSE
        for name in _names(cast, gazetteer, number, matches[number])
    ]
    # Full names first, so that a surname in the headline finds its bearer.
    for name in sorted(found, key=lambda n: (-min(len(n.words), 2), n.spot)):
        bearer = _bearer(cast, gazetteer, name)
        cast.meet(bearer, name.spot)
        if described := _described(cast, name.spot):
            cast.meet(bearer, described)
    for number, sentence in enumerate(cast.document.sentences):
        if sentence.kind in PROSE:
            _read_missed(cast, number, sentence)


def _described(cast: Cast, spot: Spot) -> Spot | None:
    """«Предприниматель Илон Маск», «его брат Паоло»: the name with the noun before it."""
    tokens, at = cast.document.sentences[spot.sentence].tokens, spot.first - 1
    if at < 0 or not _is_noun_of_person(tokens[at], tokens[spot.first]):
        return None
    first = at
    while first > 0 and tokens[first - 1].pos in ("ADJ", "DET"):
        first -= 1
    return Spot(spot.sentence, first, spot.last, at, "descriptor")


def _is_noun_of_person(noun: Token, name: Token) -> bool:
    animate = noun.pos == "NOUN" and noun.feats.get("Animacy") == "Anim"
    return animate and noun.text.islower() and noun.feats.get("Case") == name.feats.get("Case")


def _read_missed(cast: Cast, number: int, sentence: Sentence) -> None:
    """Surnames that the tagger took for something else («между Токаевым и Мирзиёевым»)."""
    people = [f for f in cast.figures.values() if f.type == "Person" and len(f.words) > 1]
    for at, token in enumerate(sentence.tokens):
        plain = token.text[:1].isupper() and token.text[1:].islower()
        if not plain or (at == 0 and token.pos != "PROPN") or cast.at(number, at):
            continue
        bearer = next((p for p in people if _is_surname(token, p.words)), None)
        if bearer is not None:
            cast.meet(bearer, Spot(number, at, at, at))


def _is_surname(token: Token, name: Sequence[Token]) -> bool:
    """Whether a word is the last of a name in any case, or its first as it stands («Ван И»)."""
    last = len(token.text) > 3 and same_word(name[-1].text, token.text)
    return last or (token.text == name[0].text and not is_first_name(token.text))


def _names(
    cast: Cast, gazetteer: Gazetteer, number: int, matches: Sequence[Match]
) -> Iterator[_Found]:
    sentence = cast.document.sentences[number]
    known = [m for m in matches if gazetteer.entries[m.entry].type == "Person"]
    known = [m for m in known if m.matched == "name"]
    lang = cast.document.article.lang
    named = (_trimmed(sentence, range(m.first, m.last + 1), lang) for m in known)
    spans = _united(sorted({*_tagged(cast, number), *filter(None, named)}))
    for first, last in (part for span in spans for part in _of_several(sentence, known, span)):
        tokens = tuple(t for t in sentence.tokens[first : last + 1] if t.text[:1].isalpha())
        entries = sorted({m.entry for m in known if m.first <= first and m.last == last})
        if not tokens or (not entries and not _is_name(cast, number, tokens, first, last)):
            continue
        spot = Spot(number, first, last, head_of(sentence, first, last))
        yield _Found(spot, tokens, tuple(entries))


def _of_several(
    sentence: Sentence, known: Sequence[Match], span: tuple[int, int]
) -> list[tuple[int, int]]:
    """A span, or the names of two known persons that make it up («письмо Байдена Пашиняну»)."""
    first, last = span
    for one in known:
        for other in known:
            whole = one.first == first and one.last + 1 == other.first and other.last == last
            short = any(len(sentence.tokens[m.last].text) < SHORT for m in (one, other))
            if whole and not short and one.entry != other.entry:
                return [(first, one.last), (other.first, last)]
    return [span]


def _tagged(cast: Cast, number: int) -> Iterator[tuple[int, int]]:
    """Token spans that the tagger calls a person, without small words and titles at their ends."""
    lang, sentence = cast.document.article.lang, cast.document.sentences[number]
    for name in cast.names(number):
        inside = [i for i, t in enumerate(sentence.tokens) if name.start <= t.start < name.end]
        if name.type != "PER" and not _follows_title(sentence, inside, lang):
            continue
        if span := _trimmed(sentence, inside, lang):
            yield from _parted(sentence, *span)


def _parted(sentence: Sentence, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A span, or two where its words stand in two cases («с Франциском Зеленский обсудил»)."""
    texts = [t.text for t in sentence.tokens[first : last + 1]]
    cuts = [at for at in range(1, len(texts)) if are_two_names(texts[at - 1], texts[at])]
    bounds = [first, *(first + at for at in cuts), last + 1]
    yield from ((a, b - 1) for a, b in pairwise(bounds))


def _follows_title(sentence: Sentence, inside: Sequence[int], lang: str) -> bool:
    """Whether what the tagger takes for a place is a name of two words beside a title."""
    if len(inside) != 2 or sentence.tokens[inside[0]].rel != "appos":
        return False
    above = governor(sentence, inside[0])
    return above is not None and is_title_noun(above, lang)


def _trimmed(sentence: Sentence, inside: Sequence[int], lang: str) -> tuple[int, int] | None:
    """First and last token of a name, without titles before it and small words after it."""
    left = list(inside)
    while left and not _may_open(sentence.tokens[left[0]], lang):
        left.pop(0)
    while left and sentence.tokens[left[-1]].text.islower():
        left.pop()
    return (left[0], left[-1]) if left else None


def _may_open(token: Token, lang: str) -> bool:
    """Whether a name may begin with a word: no title and no «господин»."""
    titled = token.lemma in words(lang, "titles", "honorifics") or (
        is_title_noun(token, lang) and token.lemma not in words(lang, "titles", "always_of")
    )
    return token.text[:1].isupper() and not titled and not is_place_in_case(token.text)


def _united(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans with those that overlap made one."""
    out: list[tuple[int, int]] = []
    for first, last in spans:
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out


def _is_name(cast: Cast, number: int, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the tagger's person is one: no known place or body, no common noun."""
    if any(figure.type != "Person" for _, figure in cast.at(number, first)):
        return False
    if max(len(t.text) for t in tokens) == 1:
        return False
    if is_common(cast.document.sentences[number], first, last, cast.document.article.lang):
        return False
    return len(tokens) > 1 or tokens[0].pos in ("PROPN", "NOUN", "X")


def _bearer(cast: Cast, gazetteer: Gazetteer, name: _Found) -> Figure:
    """The person of the article that bears the name, a new one where nobody does yet."""
    people = [f for f in cast.figures.values() if f.type == "Person"]
    alike = [p for p in people if _same_person(p, name)]
    if alike:
        best = max(alike, key=lambda p: (len(p.words) > 1, max(s for s in p.spots)))
        if len(name.words) > len(best.words):
            best.words = name.words
        return best
    if entry := _entry(cast, gazetteer, name):
        figure = cast.known(entry)
        figure.words = figure.words or name.words
        return figure
    key = f"person:{len(people)}"
    return cast.figure(
        key, lambda: Figure(key, "Person", words=name.words, gender=gender(name.words))
    )


def _same_person(person: Figure, name: _Found) -> bool:
    if person.entry is not None and person.entry.id in name.entries:
        return True
    if person.entry is not None and name.entries and len(name.words) > 1:
        return False
    short, long = sorted(
        (_bare(person.words, name.words), _bare(name.words, person.words)), key=len
    )
    return bool(short) and _within(short, long)


def _bare(words_: Sequence[Token], others: Sequence[Token]) -> Sequence[Token]:
    """The words of a name without a patronymic that the other name does not give."""
    if any(is_patronymic(t.text) for t in others):
        return words_
    return [t for t in words_ if len(words_) == 1 or not is_patronymic(t.text)]


def _within(short: Sequence[Token], long: Sequence[Token]) -> bool:
    """Whether each word of a short name is a word of the longer one, in order."""
    rest = iter(long)
    return all(any(_alike(word, other) for other in rest) for word in short)


def _alike(a: Token, b: Token) -> bool:
    if len(a.text) == 1 or len(b.text) == 1:  # an initial
        return a.text[0] == b.text[0]
    return same_word(a.text, b.text)


def _entry(cast: Cast, gazetteer: Gazetteer, name: _Found) -> Entry | None:
    """The known person that a name means; of several the one of its gender, or in office."""
    entries = [gazetteer.entries[entry] for entry in name.entries]
    sex, on = gender(name.words), cast.document.article.published
    alike = [e for e in entries if sex is None or e.gender in (None, sex)]
    serving = [e for e in alike if on is not None and held_by(e.id, on)]
    return next((found[0] for found in (entries, alike, serving) if len(found) == 1), None)


def name_people(cast: Cast) -> None:
    """Give each person whom the gazetteer does not know its fullest name, in the nominative."""
    for figure in cast.figures.values():
        if figure.type == "Person" and figure.entry is None:
            figure.name = _nominative(cast, figure)
            figure.name_en = transliterated(figure.name)


def _nominative(cast: Cast, figure: Figure) -> str:
    fullest = max(len(cast.tokens(s)) for s in figure.spots if s.form == "name")
    full = [(s, cast.tokens(s)) for s in figure.spots if s.form == "name"]
    full = [(s, _wordlike(tokens)) for s, tokens in full if len(tokens) == fullest]
    cases = [_case_of_title(cast, figure, spot) for spot, _ in full]
    for (_, tokens), case in zip(full, cases, strict=True):
        if case in (None, "Nom") and all(t.feats.get("Case", "Nom") == "Nom" for t in tokens):
            return nominative_name(tokens)
    return nominative_name(full[0][1], cases[0])


def _wordlike(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words of a name without brackets in it."""
    return tuple(t for t in tokens if t.text[:1].isalpha()) or tuple(tokens)


def _case_of_title(cast: Cast, figure: Figure, name: Spot) -> str | None:
    """The case of the title or noun that a name stands beside."""
    for spot in figure.spots:
        if spot.form in ("office", "descriptor") and spot.covers(name.sentence, name.first):
            return cast.document.sentences[spot.sentence].tokens[spot.head].feats.get("Case")
    return None
