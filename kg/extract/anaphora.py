"""Reference by common words and pronouns: «страна», «ведомство», «политик», «он»."""

from __future__ import annotations

from kg.extract.cast import Cast, Figure, Spot
from kg.extract.focus import state_in_focus
from kg.extract.lang import lexicon_file, words
from kg.extract.matcher import QUOTES
from kg.extract.named import last_headed
from kg.extract.pronouns import person_meant, state_meant
from kg.model.document import PROSE, Sentence, Token


def read_anaphora(cast: Cast) -> None:
    """Meet what common nouns and pronouns stand for, in order of the text."""
    for number, sentence in enumerate(cast.document.sentences):
        if sentence.kind in PROSE:
            for at, token in enumerate(sentence.tokens):
                if not any(s.form != "adjective" for s, _ in cast.at(number, at)):
                    _read(cast, number, sentence, at, token)


def _read(cast: Cast, number: int, sentence: Sentence, at: int, token: Token) -> None:
    lang = cast.document.article.lang
    pronouns = lexicon_file(lang, "anaphora").get("pronouns", {})
    if token.lemma in pronouns and token.pos in ("PRON", "DET"):
        gender = pronouns[token.lemma]
        meant = state_meant(cast, number, at, gender) or person_meant(cast, number, at, gender)
        _meet(cast, meant, Spot(number, at, at, at, "pronoun"))
    elif token.pos == "NOUN" and (named := _named_by(cast, number, at, token.lemma)):
        spot, figure = named
        cast.meet(figure, Spot(number, at, spot.last, at))
    elif token.pos == "NOUN" and token.feats.get("Number") != "Plur":
        first = at - 1 if at and sentence.tokens[at - 1].lemma in ("этот", "данный") else at
        alone = first == 0 or sentence.tokens[first - 1].pos not in ("ADJ", "NUM")
        meant = _noun(cast, number, at, token.lemma) if alone else None
        _meet(cast, meant, Spot(number, at, at, at, "descriptor"))


def _meet(cast: Cast, figure: Figure | None, spot: Spot) -> None:
    if figure is not None:
        cast.meet(figure, spot)


def _named_by(cast: Cast, number: int, at: int, lemma: str) -> tuple[Spot, Figure] | None:
    """The name that follows a common noun of its kind («агентство ANSA», «газета «Ведомости»»)."""
    lang, tokens = cast.document.article.lang, cast.document.sentences[number].tokens
    start = at + 2 if at + 1 < len(tokens) and tokens[at + 1].text in QUOTES else at + 1
    for spot, figure in cast.at(number, start):
        kind = words(lang, "anaphora", f"organizations.{figure.kind}")
        if spot.first == start and spot.form == "name" and lemma in kind:
            return spot, figure
    return None


def _noun(cast: Cast, number: int, at: int, lemma: str) -> Figure | None:
    lang = cast.document.article.lang
    if lemma in words(lang, "anaphora", "states"):
        return state_in_focus(cast, number, at)
    if lemma in words(lang, "anaphora", "people"):
        return person_meant(cast, number, at, None)
    headed = last_headed(cast, lemma)
    if headed is not None and headed.entry is None and min(headed.spots) < Spot(number, at, at, at):
        return headed
    for kind in lexicon_file(lang, "anaphora").get("organizations", {}):
        if lemma in words(lang, "anaphora", f"organizations.{kind}"):
            return _organisation_before(cast, number, at, kind)
    return None


def _organisation_before(cast: Cast, number: int, at: int, kind: str) -> Figure | None:
    found = (f for _, f in cast.before(number, at) if f.type == "Organization" and f.kind == kind)
    return next(found, None)
