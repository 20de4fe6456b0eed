"""States that two halves of one adjective name: «российско-китайские переговоры»."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.cast import Cast, Spot
from kg.extract.lang import lexicon_file
from kg.model.gazetteer import Entry
from kg.resolve.gazetteer import Gazetteer


def read_compounds(cast: Cast, gazetteer: Gazetteer, number: int) -> None:
    """Meet the states of each adjective with a hyphen whose every part is one's."""
    for at, token in enumerate(cast.document.sentences[number].tokens):
        if token.pos != "ADJ" or "-" not in token.lemma:
            continue
        *first, last = token.lemma.lower().replace("ё", "е").split("-")
        halves = [*(_opening(part, cast.document.article.lang) for part in first), [last]]
        states = [_state(cast, gazetteer, adjectives) for adjectives in halves]
        if all(states):
            for state in filter(None, states):
                cast.meet(cast.known(state), Spot(number, at, at, at, "adjective"))


def _opening(part: str, lang: str) -> list[str]:
    """Adjectives of which a first half may be made: «российско», «японо», «франко»."""
    irregular = lexicon_file(lang, "metonymy").get("first_halves", {})
    stem = part.removesuffix("о")
    return [irregular[part]] if part in irregular else [f"{stem}ий", f"{stem}ский"]


def _state(cast: Cast, gazetteer: Gazetteer, adjectives: list[str]) -> Entry | None:
    """The state whose adjective is one of these."""
    entries = _entries(gazetteer, cast.document.article.lang, adjectives)
    return next((entry for entry in entries if entry.type == "State"), None)


def _entries(gazetteer: Gazetteer, lang: str, adjectives: list[str]) -> Iterator[Entry]:
    for adjective in adjectives:
        yield from (gazetteer.entries[i] for i in gazetteer.adjective(adjective, lang))
