"""A title of an office as it stands in the text, and what its words say."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from kg.extract.cast import Cast, Figure, Spot
from kg.extract.lang import lexicon_file, words
from kg.language.ru_names import is_plural, nominative_phrase
from kg.model.document import Token

Status = Literal["current", "former", "acting", "designate"]
STATUSES: tuple[Status, ...] = ("former", "acting", "designate", "current")


class Line:
    """A sentence with the mentions in it."""

    def __init__(self, cast: Cast, number: int) -> None:
        self.cast, self.number = cast, number
        self.sentence = cast.document.sentences[number]
        self.lang = cast.document.article.lang

    def named(self, at: int) -> tuple[Spot, Figure] | None:
        """The widest mention that begins at a token and is no adjective."""
        found = self.cast.at(self.number, at)
        return next(((s, f) for s, f in found if s.first == at and s.form != "adjective"), None)


@dataclass(slots=True)
class Title:
    """A title as it stands in one sentence."""

    number: int
    #: Its tokens, without the name of the holder.
    first: int
    last: int
    head: int
    #: The tokens that make up the title proper, in order.
    own: list[int]
    status: Status = "current"
    #: What the office is of, if the words tell; several for «президенты России и Казахстана».
    of: list[Figure] = field(default_factory=list)
    #: The holder of a title inside this one («пресс-секретарь президента»).
    inner: Title | None = None
    #: Mentions of persons that follow the title, or that it is an apposition of.
    names: list[tuple[Spot, Figure]] = field(default_factory=list)
    nested: bool = False
    #: Whether what it is of is only pointed at («премьер-министр страны»).
    vague: bool = False

    def is_plural(self, cast: Cast) -> bool:
        """Whether it speaks of several holders."""
        token = cast.document.sentences[self.number].tokens[self.head]
        return token.feats.get("Number") == "Plur" or is_plural(token.text)


def is_title_noun(token: Token, lang: str) -> bool:
    """Whether a word may open a title."""
    return bare_lemma(token, lang) in _title_nouns(lang)


@cache
def _title_nouns(lang: str) -> frozenset[str]:
    """All nouns that open a title."""
    heads = lexicon_file(lang, "titles").get("heads", {})
    lists = [words(lang, "titles", f"heads.{kind}") for kind in heads]
    return frozenset().union(*lists, words(lang, "titles", "colleagues"))


def bare_lemma(token: Token, lang: str) -> str:
    """The noun without «экс-»."""
    for prefix in words(lang, "titles", "former_prefixes"):
        if token.lemma.startswith(prefix):
            return token.lemma.removeprefix(prefix)
    return token.lemma


def place_kinds(lemma: str, lang: str) -> tuple[str, ...]:
    """The kinds of place that a word like «регион», «губернатор», «мэр» points at."""
    local = lexicon_file(lang, "titles")["local"]
    return tuple(kind for kind, nouns in local.items() if lemma in nouns)


def title_text(cast: Cast, title: Title) -> str:
    """The title in the nominative singular, without status, state and holder."""
    tokens, lang = cast.document.sentences[title.number].tokens, cast.document.article.lang
    own = sorted(set(title.own))
    after = [i for i in own if tokens[i].lemma in words(lang, "titles", "after_adjectives")]
    phrase = [i for i in own if i not in after or i != title.head + 1]
    text = nominative_phrase([tokens[i] for i in phrase], phrase.index(title.head), singular=True)
    if phrase != own:
        adjective = nominative_phrase([tokens[title.head + 1], tokens[title.head]], 1).split()[0]
        text = text.replace(" ", f" {adjective} ", 1) if " " in text else f"{text} {adjective}"
    text = text[:1].lower() + text[1:]
    for prefix in words(lang, "titles", "former_prefixes"):
        text = text.removeprefix(prefix)
    return text
