"""States, organisations and places that the gazetteer knows, met by name, adjective or seat."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.cast import Cast, Figure, Spot
from kg.extract.compounds import read_compounds
from kg.extract.lang import words
from kg.extract.matcher import Match
from kg.extract.metonymy import acts, speaks
from kg.extract.reading import MentionForm
from kg.extract.syntax import head_of, preposition
from kg.model.document import PROSE, Sentence
from kg.model.gazetteer import Entry
from kg.resolve.gazetteer import Gazetteer


def read_known(cast: Cast, gazetteer: Gazetteer, matches: Sequence[Sequence[Match]]) -> None:
    """Meet every known state, organisation and place; ``matches`` are the lexicon's."""
    chosen = [
        _chosen(cast, gazetteer, number, found) if sentence.kind in PROSE else []
        for number, (sentence, found) in enumerate(
            zip(cast.document.sentences, matches, strict=True)
        )
    ]
    strong = {m.entry for found in chosen for m in found if m.matched == "name"}
    for number, found in enumerate(chosen):
        for match in found:
            if match.matched != "weak" or match.entry in strong:
                _meet(cast, gazetteer, number, match)
        if cast.document.sentences[number].kind in PROSE:
            read_compounds(cast, gazetteer, number)
        _read_genitives(cast, gazetteer, number)
        _read_acronyms(cast, number)


def _chosen(cast: Cast, gazetteer: Gazetteer, number: int, found: Sequence[Match]) -> list[Match]:
    """The matches that hold: of two that overlap the longer, of two readings the better."""
    sentence = cast.document.sentences[number]
    things = [m for m in found if _is_thing(gazetteer.entries[m.entry], m)]
    things = [m for m in things if not _in_name_of_person(cast, number, m)]
    things = [m for m in things if _is_proper(sentence, m)]
    best: dict[tuple[int, int], Match] = {}
    for match in sorted(things, key=lambda m: (_RANK[m.matched], m.entry)):
        best.setdefault((match.first, match.last), match)
    kept = sorted(best.values(), key=lambda m: m.first)
    return [m for m in kept if not any(_hides(gazetteer, o, m) for o in kept if o is not m)]


_RANK = {"name": 0, "metonym": 1, "adjective": 2, "weak": 3}


def _is_thing(entry: Entry, match: Match) -> bool:
    adjective = match.matched == "adjective"
    return entry.type != "Person" and match.matched in _RANK and (
        not adjective or entry.type in ("State", "Place")
    )  # fmt: skip


def _hides(gazetteer: Gazetteer, outer: Match, inner: Match) -> bool:
    """Whether a match lies in a longer one that is a name of its own («Банк России»)."""
    if not (outer.first <= inner.first and inner.last <= outer.last):
        return outer.first < inner.first <= outer.last
    return not (
        gazetteer.entries[inner.entry].type == "State"
        and gazetteer.entries[outer.entry].kind == "government"
    )


def _in_name_of_person(cast: Cast, number: int, match: Match) -> bool:
    """Whether it is part of a person's name («Владимир» in «Владимир Путин»)."""
    tokens = cast.document.sentences[number].tokens
    start, end = tokens[match.first].start, tokens[match.last].end
    return any(
        n.type == "PER" and n.start <= start and end <= n.end and n.end - n.start > end - start
        for n in cast.names(number)
    )


def _is_proper(sentence: Sentence, match: Match) -> bool:
    """Whether one capitalised word is a name and no common word at the start of a sentence."""
    token = sentence.tokens[match.first]
    if match.first != match.last or match.matched == "adjective" or not token.text[:1].isupper():
        return True
    opens = all(t.pos == "PUNCT" for t in sentence.tokens[: match.first])
    return not opens or token.pos in ("PROPN", "NOUN") or token.text.isupper()


def _meet(cast: Cast, gazetteer: Gazetteer, number: int, match: Match) -> None:
    sentence, entry = cast.document.sentences[number], gazetteer.entries[match.entry]
    head = head_of(sentence, match.first, match.last)
    spot = Spot(number, match.first, match.last, head)
    if match.matched == "adjective":
        _meet_adjective(cast, gazetteer, sentence, spot, entry)
    elif entry.type == "Place" and (state := _capital_of(gazetteer, entry)):
        if acts(sentence, spot, cast.document.article.lang):
            seat = _seated(cast, gazetteer, entry) or state
            cast.meet(cast.known(seat), Spot(number, match.first, match.last, head, "metonym"))
        else:
            cast.meet(cast.known(entry), spot)
    elif _is_house(cast, sentence, spot):
        cast.meet(_venue(cast, entry), spot)
    else:
        form: MentionForm = "metonym" if match.matched == "metonym" else "name"
        cast.meet(cast.known(entry), Spot(number, match.first, match.last, head, form))


def _read_acronyms(cast: Cast, number: int) -> None:
    """«Шанхайская организация сотрудничества (ШОС)»: a name with its acronym in brackets."""
    tokens = cast.document.sentences[number].tokens
    for at in range(1, len(tokens) - 2):
        if tokens[at].text == "(" and tokens[at + 2].text == ")":
            inside = {id(f) for _, f in cast.at(number, at + 1)}
            for spot, figure in cast.at(number, at - 1):
                if id(figure) in inside and spot.form == "name":
                    cast.meet(figure, Spot(number, spot.first, at + 2, spot.head))


def _read_genitives(cast: Cast, gazetteer: Gazetteer, number: int) -> None:
    """«Власти Китая» are the state, «столица Украины» is its capital."""
    lang = cast.document.article.lang
    tokens = cast.document.sentences[number].tokens
    powers = words(lang, "metonymy", "powers")
    capitals = words(lang, "metonymy", "capital_nouns")
    for at in range(1, len(tokens)):
        noun = tokens[at - 1].lemma
        for spot, figure in cast.at(number, at) if noun in powers or noun in capitals else ():
            genitive = tokens[spot.head].feats.get("Case", "Gen") == "Gen"
            if figure.type != "State" or spot.first != at or not genitive or spot.form != "name":
                continue
            capital = figure.entry.capital if figure.entry is not None else None
            phrase = Spot(number, at - 1, spot.last, at - 1, "descriptor")
            if noun in powers:
                cast.meet(figure, phrase)
            elif capital:
                cast.meet(cast.known(gazetteer.entries[capital]), phrase)


def _capital_of(gazetteer: Gazetteer, place: Entry) -> Entry | None:
    state = gazetteer.state(place.iso) if place.iso else None
    return state if state is not None and state.capital == place.id else None


def _seated(cast: Cast, gazetteer: Gazetteer, place: Entry) -> Entry | None:
    """The organisation that a capital stands for before its state («Брюссель»)."""
    lang = cast.document.article.lang
    named = gazetteer.metonym(place.names[lang].main, lang) if lang in place.names else ()
    found = (gazetteer.entries[i] for i in named)
    return next((entry for entry in found if entry.type == "Organization"), None)


def _is_house(cast: Cast, sentence: Sentence, spot: Spot) -> bool:
    """Whether a seat of government is meant as a building («переговоры прошли в Кремле»)."""
    lang = cast.document.article.lang
    lemmas = " ".join(t.lemma for t in cast.tokens(spot))
    inside = preposition(sentence, spot.first) in ("в", "во", "у", "около")
    return inside and lemmas in words(lang, "metonymy", "seats") and not speaks(
        sentence, spot.head, lang
    )  # fmt: skip


def _venue(cast: Cast, entry: Entry) -> Figure:
    """The building of a seat of government, which is not the government."""
    known = cast.known(entry)
    return cast.figure(
        f"venue:{entry.id}",
        lambda: Figure(
            f"venue:{entry.id}", "Place", "venue", None, known.name, known.name_en, entry.iso
        ),
    )


def _meet_adjective(
    cast: Cast, gazetteer: Gazetteer, sentence: Sentence, spot: Spot, entry: Entry
) -> None:
    """«Казахстанский»; with «власти» it names the state, with «столица» its capital.

    «Западные страны» are the region, «африканская страна» is not.
    """
    lang = cast.document.article.lang
    after = sentence.tokens[spot.last + 1] if spot.last + 1 < len(sentence.tokens) else None
    noun = after.lemma if after is not None else ""
    both = Spot(spot.sentence, spot.first, spot.last + 1, spot.last + 1, "descriptor")
    if entry.type == "Place":
        several = after is not None and after.feats.get("Number") == "Plur"
        if several and noun in words(lang, "metonymy", "region_nouns"):
            cast.meet(cast.known(entry), both)
        return
    cast.meet(cast.known(entry), Spot(spot.sentence, spot.first, spot.last, spot.head, "adjective"))
    if noun in words(lang, "metonymy", "state_nouns"):
        cast.meet(cast.known(entry), both)
    elif noun in words(lang, "metonymy", "capital_nouns") and entry.capital:
        cast.meet(cast.known(gazetteer.entries[entry.capital]), both)
