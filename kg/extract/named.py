"""Organisations and places that the gazetteer does not know: by the tagger, by their nouns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.cast import Cast, EntityType, Figure, Spot
from kg.extract.lang import lexicon_file, words
from kg.extract.matcher import QUOTES
from kg.extract.syntax import head_of, noun_phrase_end
from kg.language.ru_names import (
    agreeing,
    is_common_noun,
    nominative_phrase,
    same_word,
    transliterated,
)
from kg.model.document import PROSE, Name, Sentence, Token
from kg.resolve.gazetteer import gazetteer

_OPENING, _CLOSING = '«“"', '»”"'


def read_named(cast: Cast) -> None:
    """Meet joint bodies, quoted formats, and what the tagger calls an organisation or a place."""
    for number, sentence in enumerate(cast.document.sentences):
        if sentence.kind not in PROSE:
            continue
        _read_joint_bodies(cast, number, sentence)
        _read_series(cast, number, sentence)
        _read_quoted(cast, number, sentence)
        for name in cast.names(number):
            if name.type != "PER":
                _read_tagged(cast, number, sentence, name)


def _read_joint_bodies(cast: Cast, number: int, sentence: Sentence) -> None:
    """«Высший межгосударственный совет», «межправительственная комиссия»."""
    lang = cast.document.article.lang
    for at, token in enumerate(sentence.tokens):
        single = token.feats.get("Number") != "Plur"
        if single and token.lemma in words(lang, "bodies", "joint_nouns"):
            first = _first_attribute(sentence, at)
            adjectives = {t.lemma for t in sentence.tokens[first:at]}
            if adjectives & words(lang, "bodies", "joint_adjectives"):
                last = noun_phrase_end(sentence, at, lambda i: bool(cast.at(number, i)))
                _meet(cast, Spot(number, first, last, at), "Organization", "bilateral")


def _read_series(cast: Cast, number: int, sentence: Sentence) -> None:
    """«Форум межрегионального сотрудничества»: a forum with a capital letter is a series."""
    lang = cast.document.article.lang
    for at, token in enumerate(sentence.tokens):
        if token.lemma not in words(lang, "bodies", "series") or cast.at(number, at):
            continue
        first = _first_attribute(sentence, at)
        if any(t.text[:1].isupper() for t in sentence.tokens[max(first, 1) : at + 1]):
            last = noun_phrase_end(sentence, at, lambda i: _is_named_thing(cast, number, i))
            _meet(cast, Spot(number, first, last, at), "Organization", "format")


def _first_attribute(sentence: Sentence, at: int) -> int:
    """The first of the adjectives before a noun."""
    while at > 0 and sentence.tokens[at - 1].pos == "ADJ":
        at -= 1
    return at


def _is_named_thing(cast: Cast, number: int, at: int) -> bool:
    return any(f.type != "State" for _, f in cast.at(number, at))


def _read_quoted(cast: Cast, number: int, sentence: Sentence) -> None:
    """Names in quotation marks: after a noun of a kind («саммит «Россия — Центральная Азия»»), or
    with such a noun inside («коалиция истребителей»)."""
    tokens = sentence.tokens
    for at in range(len(tokens) - 2):
        close = next((i for i in range(at + 1, len(tokens)) if tokens[i].text in _CLOSING), None)
        if tokens[at].text not in _OPENING or close is None:
            continue
        inside = tokens[at + 1 : close]
        kind = _kind_of_noun(cast, tokens[at - 1].lemma) if at else None
        if kind is None or not inside or not inside[0].text[:1].isupper():
            kind = "format" if _names_format(cast, inside) else None
        elif kind is not None:
            figure = _in_quotes(cast, number, at, close, kind)
            cast.meet(figure, Spot(number, at - 1, close, at - 1))
            continue
        if kind is not None:
            _in_quotes(cast, number, at, close, kind)


def _kind_of_noun(cast: Cast, lemma: str) -> str | None:
    kinds = lexicon_file(cast.document.article.lang, "bodies").get("kinds", {})
    return next((kind for kind, nouns in kinds.items() if lemma in nouns), None)


def _names_format(cast: Cast, inside: Sequence[Token]) -> bool:
    """Whether a short quotation is a format by its noun («московский формат»)."""
    nouns = words(cast.document.article.lang, "bodies", "quoted_formats")
    noun = next((t for t in inside if t.pos in ("NOUN", "PROPN")), None)
    plain = all(t.pos in ("ADJ", "NOUN", "PROPN") for t in inside)
    return noun is not None and noun.lemma in nouns and plain and 1 < len(inside) < 5


def _in_quotes(cast: Cast, number: int, opened: int, closed: int, kind: str) -> Figure:
    """The organisation whose name stands between two quotation marks, met there."""
    tokens = cast.document.sentences[number].tokens[opened + 1 : closed]
    spot = Spot(number, opened + 1, closed - 1, opened + 1)
    known = [f for s, f in cast.at(number, opened + 1) if s.form == "name" and s.last >= closed - 1]
    figure = next((f for f in known if f.type == "Organization"), None)
    figure = figure or _alike(cast, tokens, "Organization") or _quoted(cast, tokens, kind)
    cast.meet(figure, spot)
    return figure


def _quoted(cast: Cast, tokens: tuple[Token, ...], kind: str) -> Figure:
    noun = next((i for i, t in enumerate(tokens) if t.pos == "NOUN"), 0)
    name = cast.document.article.text[tokens[0].start : tokens[-1].end]
    if tokens[0].text.islower():
        name = nominative_phrase(tokens, noun)
        name = name[:1].upper() + name[1:]
    key = f"organization:{name.lower()}"
    return cast.figure(
        key,
        lambda: Figure(key, "Organization", kind, None, name, _latin(name), words=tokens),
    )


def _read_tagged(cast: Cast, number: int, sentence: Sentence, name: Name) -> None:
    inside = [i for i, t in enumerate(sentence.tokens) if name.start <= t.start < name.end]
    bracket = next((i for i in inside if sentence.tokens[i].text == "("), None)
    if bracket is not None:
        inside = [i for i in inside if i < bracket]
    inside = [i for i in inside if all(s.form == "adjective" for s, _ in cast.at(number, i))]
    while inside and sentence.tokens[inside[0]].text in QUOTES:
        inside.pop(0)
    while inside and (
        sentence.tokens[inside[-1]].text in QUOTES or sentence.tokens[inside[-1]].pos == "PUNCT"
    ):
        inside.pop()
    if not inside or inside != list(range(inside[0], inside[-1] + 1)):
        return
    spot = Spot(number, inside[0], inside[-1], head_of(sentence, inside[0], inside[-1]))
    if name.type == "ORG":
        noun = next((i for i in inside if sentence.tokens[i].pos in ("NOUN", "PROPN")), spot.head)
        spot = _widened(cast, replace(spot, head=noun))
    if not any(t.text[:1].isupper() for t in cast.tokens(spot)):
        return
    if is_common(sentence, spot.first, spot.last, cast.document.article.lang):
        return
    if name.type == "LOC" and (region := _elliptic_region(cast, sentence, spot)):
        cast.meet(region, spot)
    elif name.type == "LOC":
        _meet(cast, spot, "Place", place_kind(cast.tokens(spot), cast.document.article.lang))
    else:
        figure = _meet(cast, spot, "Organization", organisation_kind(cast, spot))
        _meet_acronym(cast, sentence, figure, spot)


def _widened(cast: Cast, spot: Spot) -> Spot:
    """«Болгарский союз фермеров»: an organisation with the adjectives and genitives of its noun."""
    lang, sentence = cast.document.article.lang, cast.document.sentences[spot.sentence]
    kinds = lexicon_file(lang, "bodies").get("kinds", {})
    if not any(sentence.tokens[spot.head].lemma in nouns for nouns in kinds.values()):
        return spot
    first = spot.first
    while (
        first > 0
        and sentence.tokens[first - 1].pos == "ADJ"
        and (sentence.tokens[first - 1].text[:1].isupper())
    ):
        first -= 1
    last = spot.last
    if spot.head == last:
        last = noun_phrase_end(sentence, last, lambda i: bool(cast.at(spot.sentence, i)))
    return Spot(spot.sentence, first, last, spot.head)


def is_common(sentence: Sentence, first: int, last: int, lang: str) -> bool:
    """Whether what the tagger takes for a name is a common noun that opens a sentence, or a common
    abbreviation."""
    token = sentence.tokens[first]
    if first != last or token.lemma in words(lang, "bodies", "not_names"):
        return first == last
    last_part = token.text.split("-")[-1]
    if last_part != token.text and last_part.islower() and is_common_noun(last_part):
        return True
    opens = all(t.pos == "PUNCT" for t in sentence.tokens[:first])
    return opens and not token.text.isupper() and is_common_noun(token.text)


def _elliptic_region(cast: Cast, sentence: Sentence, spot: Spot) -> Figure | None:
    """«Запорожская и Херсонская области»: the region that an adjective without its noun names."""
    token = sentence.tokens[spot.last]
    if spot.first != spot.last or token.pos != "ADJ":
        return None
    lang = cast.document.article.lang
    regions = words(lang, "places", "kinds.region")
    after = (t.lemma for t in sentence.tokens[spot.last + 1 : spot.last + 8] if t.lemma in regions)
    noun = next(after, None)
    if noun is None:
        return None
    name = f"{agreeing(token.text, noun)} {noun}"
    if known := gazetteer().candidates(name, lang):
        return cast.known(gazetteer().entries[known[0].id])
    key = f"place:{name.lower()}"
    return cast.figure(
        key, lambda: Figure(key, "Place", "region", None, name, transliterated(name))
    )


def organisation_kind(cast: Cast, spot: Spot) -> str:
    """The kind that the first telling noun of the name, or the noun before it, speaks for."""
    lang = cast.document.article.lang
    kinds = lexicon_file(lang, "bodies").get("kinds", {})
    sentence = cast.document.sentences[spot.sentence]
    before = [
        t for t in sentence.tokens[max(0, spot.first - 2) : spot.first] if t.text not in QUOTES
    ]
    lemmas = {t.lemma for t in cast.tokens(spot)}
    for word, nouns in lexicon_file(lang, "bodies").get("joint_named", {}).items():
        if word in lemmas and lemmas.intersection(nouns):
            return "bilateral"
    opening = cast.tokens(spot)[0].text
    if any(opening.startswith(p) for p in lexicon_file(lang, "bodies").get("ministries", ())):
        return "government"
    for token in (*cast.tokens(spot), *reversed(before)):
        for kind, nouns in kinds.items():
            if token.lemma in nouns:
                return str(kind)
    return "other"


def place_kind(tokens: tuple[Token, ...], lang: str) -> str:
    """City, region or venue, by the nouns of the name."""
    for kind, nouns in lexicon_file(lang, "places").get("kinds", {}).items():
        if any(t.lemma in nouns for t in tokens):
            return str(kind)
    return "city"


def _meet_acronym(cast: Cast, sentence: Sentence, figure: Figure, spot: Spot) -> None:
    """«Российская академия наук (РАН)»: the acronym in brackets, and the name with it."""
    after = [t.text for t in sentence.tokens[spot.last + 1 : spot.last + 4]]
    if len(after) == 3 and (after[0], after[2]) == ("(", ")") and after[1].isupper():
        acronym = Spot(spot.sentence, spot.last + 2, spot.last + 2, spot.last + 2)
        cast.meet(figure, acronym)
        cast.meet(figure, Spot(spot.sentence, spot.first, spot.last + 3, spot.head))


def _meet(cast: Cast, spot: Spot, type_: EntityType, kind: str) -> Figure:
    tokens = cast.tokens(spot)
    figure = _alike(cast, tokens, type_)
    if figure is None:
        name = nominative_phrase(tokens, spot.head - spot.first)
        name = name[:1].upper() + name[1:]
        key = f"{type_.lower()}:{name.lower()}"
        figure = cast.figure(
            key,
            lambda: Figure(key, type_, kind, None, name, _latin(name), words=tokens),
        )
    cast.meet(figure, spot)
    return figure


def _latin(name: str) -> str | None:
    """A proper name in Latin letters; None for a name of common words, which wants translation."""
    return transliterated(name) if name.istitle() or not name[1:].islower() else None


def _alike(cast: Cast, tokens: tuple[Token, ...], type_: EntityType) -> Figure | None:
    """A figure without a gazetteer entry whose name is the same words, in any case.

    One common noun stands for the organisation that it is the head of («Центр»).
    """
    if len(tokens) == 1 and type_ == "Organization":
        named_before = _abbreviated(cast, tokens[0]) or last_headed(cast, tokens[0].lemma)
        if named_before is not None:
            return named_before
    for figure in _unknown(cast, type_):
        if len(figure.words) == len(tokens) and all(
            same_word(a.text, b.text) for a, b in zip(figure.words, tokens, strict=True)
        ):
            return figure
    return None


def _abbreviated(cast: Cast, acronym: Token) -> Figure | None:
    """The organisation that an acronym was given for in brackets."""
    for figure in _unknown(cast, "Organization"):
        for spot in figure.spots:
            if spot.first == spot.last and cast.tokens(spot)[0].text == acronym.text:
                return figure
    return None


def last_headed(cast: Cast, noun: str) -> Figure | None:
    """The organisation whose name, of several words, begins or is headed by a noun."""
    for figure in reversed(cast.figures.values()):
        for spot in figure.spots if figure.type == "Organization" else ():
            tokens = cast.tokens(spot)
            if spot.form == "name" and spot.first < spot.last:
                head = tokens[spot.head - spot.first]
                if noun in (tokens[0].lemma, head.lemma):
                    return figure
    return None


def _unknown(cast: Cast, type_: EntityType) -> Iterator[Figure]:
    return (f for f in cast.figures.values() if f.type == type_ and f.words and f.entry is None)
