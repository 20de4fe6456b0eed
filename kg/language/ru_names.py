"""Names in Russian: brought to the nominative, compared across cases, written in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Any, Literal

from kg.language.ru_morphology import PROPER, best_parse, parses, without_yo
from kg.model.document import Token

_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
Gender = Literal["m", "f"]
_SEXES: Mapping[str | None, Gender] = {"Masc": "m", "Fem": "f"}
_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
#: Grammemes of personal names, likeliest reading first.
_PERSONAL = ("Surn", "Name", "Patr")
#: Case endings of names, longest first.
_ENDINGS = (
    "ого", "ому", "ыми", "ими", "ями", "ами", "ов", "ев", "ым", "им", "ом", "ем", "ой", "ей", "ую",
    "ая", "ий", "ый", "ою", "ею", "ах", "ям", "ам", "ые", "ие", "ых", "их",
    "а", "я", "у", "ю", "е", "и", "ы", "й", "о",
)  # fmt: skip
#: An acronym with the case ending that print adds to it («МИДа»).
_ACRONYM = re.compile("([А-ЯЁA-Z0-9]{2,})[а-я]{0,3}")
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        re.split(
            " ", "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch ! y ! e yu ya"
        ),
        strict=True,
    )
)


@lru_cache(maxsize=20_000)
def stems(word: str) -> frozenset[str]:
    """What is left of a name without each case ending that it may bear, three letters at least.

    Soft signs are left out, as foreign names are spelled with and without («Силва», «Сильва»).
    """
    lower = without_yo(word.lower()).replace("ь", "")
    cut = {lower[: -len(e)] for e in _ENDINGS if lower.endswith(e) and len(lower) - len(e) >= 3}
    return frozenset({lower, *cut})


def same_word(a: str, b: str) -> bool:
    """Whether two words may be case forms of one name («Токаев» and «Токаевым»)."""
    ones, others = a.split("-"), b.split("-")
    return len(ones) == len(others) and all(
        not stems(one).isdisjoint(stems(other)) for one, other in zip(ones, others, strict=True)
    )


def may_be_form(name: str, text: str) -> bool:
    """Whether a word may be a case form of a name that the dictionary lacks («Шольцем»)."""
    if any(p.is_known for word in (name, text) for p in parses(word.lower())):
        return False
    ending = text.removeprefix(name) if text.startswith(name) else None
    return ending in _ENDINGS or (len(name) > 3 and same_word(name, text))


def is_patronymic(word: str) -> bool:
    """Whether a word is a patronymic in any case («Шавкатович», «Ивановны»)."""
    return any("Patr" in p.tag.grammemes for p in parses(word.lower()))


def may_be_in(word: str, case: str) -> bool:
    """Whether a word may stand in a case (``Nom``, ``Gen`` …)."""
    return any(_CASES[case] in p.tag.grammemes for p in parses(word.lower()))


def are_two_names(word: str, following: str) -> bool:
    """Whether two words stand in two cases plainly, so that they name two persons.

    A bare nominative after a declined word does not count: women's surnames keep that form.
    """
    cases, others = _cases(word), _cases(following)
    declined = "nomn" not in others or following.endswith(("ий", "ый", "ой"))
    return bool(cases and others) and "nomn" not in cases and declined and not cases & others


def _cases(word: str) -> frozenset[str]:
    """The cases that a name of the dictionary may stand in; empty where none or all."""
    found = [p for p in parses(word.lower()) if p.tag.grammemes & set(_PERSONAL)]
    if not found or any("Fixd" in p.tag.grammemes for p in found):
        return frozenset()
    return frozenset(case for p in found for case in _CASES.values() if case in p.tag.grammemes)


def is_place_in_case(word: str) -> bool:
    """Whether a word is the name of a place only, and not in the nominative («Евразии»)."""
    found = [p for p in parses(word.lower()) if p.is_known and "plur" not in p.tag.grammemes]
    return bool(found) and all(
        "Geox" in p.tag.grammemes and "nomn" not in p.tag.grammemes for p in found
    )


def is_indeclinable(word: str) -> bool:
    """Whether the dictionary has a word as one without case endings («Бурунди»)."""
    return any("Fixd" in p.tag.grammemes for p in parses(word.lower()) if p.is_known)


def is_plural(word: str) -> bool:
    """Whether a noun can only be a plural («президенты»)."""
    nouns = [p for p in parses(word.lower()) if p.tag.POS == "NOUN"]
    return bool(nouns) and all("plur" in p.tag.grammemes for p in nouns)


def may_be_many(word: str) -> bool:
    """Whether a noun may be a nominative plural («главы»)."""
    return any({"NOUN", "nomn", "plur"} <= p.tag.grammemes for p in parses(word.lower()))


def is_first_name(word: str) -> bool:
    """Whether the dictionary has a word as a first name."""
    return any("Name" in p.tag.grammemes for p in parses(word.lower()))


def is_common_noun(word: str) -> bool:
    """Whether the dictionary knows a word, and not as a name."""
    found = [p for p in parses(word.lower()) if p.is_known]
    return bool(found) and not any(p.tag.grammemes & PROPER for p in found)


def agreeing(adjective: str, noun: str) -> str:
    """An adjective in the nominative singular of a noun's gender («Запорожской», «область»)."""
    sex = parses(noun.lower())[0].tag.gender
    found = next((p for p in parses(adjective.lower()) if p.tag.POS == "ADJF"), None)
    return _in_form(found, {"nomn", "sing", sex}, adjective) if found is not None else adjective


def gender(tokens: Sequence[Token]) -> Gender | None:
    """``m`` or ``f``, by the dictionary's first names and patronymics, else by the tagger."""
    for token in tokens:
        case = _CASES.get(token.feats.get("Case", ""))
        for parse in parses(token.text.lower()):
            grammemes = parse.tag.grammemes
            fits = case is None or case in grammemes  # «Илона» may be a genitive
            if fits and parse.score >= 0.2 and grammemes & {"Name", "Patr"}:
                if "femn" in grammemes:
                    return "f"
                if "masc" in grammemes:
                    return "m"
    tagged = (t.feats.get("Gender") for t in tokens)
    return next((_SEXES[g] for g in tagged if g in _SEXES), None)


def nominative_name(tokens: Sequence[Token], case: str | None = None) -> str:
    """A person's name in the nominative; ``case`` is the one it stands in, if something else tells,
    such as a title before it."""
    sex = gender(tokens)
    oblique = (c for c in (t.feats.get("Case") for t in tokens) if c not in (None, "Nom"))
    case = next(oblique, case or "Nom")
    return _joined(tokens, [_name_word(token, case, sex) for token in tokens])


def nominative_phrase(tokens: Sequence[Token], head: int, *, singular: bool = False) -> str:
    """A phrase in the nominative: its head and the adjectives before it are inflected.

    ``head`` is an index into ``tokens``; what follows the head keeps its form. With ``singular`` a
    plural is made a singular too.
    """
    noun = tokens[head]
    plural = noun.feats.get("Number") == "Plur" and not singular
    words = [
        _inflected(t, noun, plural) if t.pos in ("ADJ", "DET", "VERB", "NUM") else t.text
        for t in tokens[:head]
    ]
    words.append(_inflected(noun, noun, plural))
    words += [t.text for t in tokens[head + 1 :]]
    return _joined(tokens, words)


def nominative_word(token: Token) -> str:
    """One word in the nominative of its number."""
    return _inflected(token, token, token.feats.get("Number") == "Plur")


def genitive(name: str) -> str:
    """The name of a state or place in the genitive («Саудовской Аравии»)."""
    return _declined(name, "gent")


def locative(name: str) -> str:
    """The name of a state or place as it stands after «в»."""
    return _declined(name, "loct")


@lru_cache(maxsize=2_000)
def _declined(name: str, case: str) -> str:
    """A nominative name in another case: its adjectives and first noun; the rest stays."""
    words = name.split(" ")
    for at, word in enumerate(words):
        options = [p for p in parses(word.lower()) if "nomn" in p.tag.grammemes]
        parse = min(options, key=lambda p: "Geox" not in p.tag.grammemes, default=None)
        if parse is None or word.isupper():
            return name
        number = "plur" if "plur" in parse.tag.grammemes else "sing"
        gendered = {
            g for g in ("masc", "femn", "neut") if g in parse.tag.grammemes and number == "sing"
        }
        kept = gendered if parse.tag.POS == "ADJF" else set()
        words[at] = _in_form(parse, {case, number} | kept, word)
        if parse.tag.POS == "NOUN":
            break
    return " ".join(words)


def transliterated(text: str) -> str:
    """The text in Latin letters, as English-language newspapers write Russian names."""
    out: list[str] = []
    for word in text.split(" "):
        plain = word.replace("ий", "й") if word.endswith("ий") else word
        plain = plain.replace("ый", "й") if plain.endswith("ый") else plain
        out.append("".join(_latin(letter) for letter in plain))
    return " ".join(out)


def _latin(letter: str) -> str:
    latin = _LATIN.get(letter.lower(), letter).replace("!", "")
    return latin.capitalize() if letter != letter.lower() else latin


def _name_word(token: Token, name_case: str, sex: str | None) -> str:
    own = token.feats.get("Case")
    case = name_case if own == "Nom" else own
    if case in (None, "Nom") or not token.text[:1].isupper() or not token.text[-1].islower():
        return token.text
    options = [p for p in parses(token.text.lower()) if _fits(p, _CASES[case], sex)]
    for grammeme in _PERSONAL:
        for parse in options:
            if grammeme in parse.tag.grammemes:
                return _in_form(parse, {"nomn", "sing"}, token.text)
    if options:
        return _in_form(options[0], {"nomn", "sing"}, token.text)
    return _without_ending(token.text, case, sex)


def _without_ending(name: str, case: str, sex: str | None) -> str:
    """A foreign name that the dictionary does not know, by the endings that such names take."""
    for of, ending in (("Ins", "ой"), ("Gen", "ы"), ("Dat", "е"), ("Acc", "у")):
        if case == of and name.endswith(ending):
            return name.removesuffix(ending) + "а"
    ending = {"Gen": "а", "Acc": "а", "Dat": "у", "Ins": "ом", "Loc": "е"}[case]
    return name.removesuffix(ending) if sex != "f" else name


def _fits(parse: Any, case: str, sex: str | None) -> bool:
    grammemes = parse.tag.grammemes
    other = {"m": "femn", "f": "masc"}.get(sex or "")
    noun = parse.tag.POS == "NOUN" and "anim" in grammemes
    return noun and case in grammemes and "plur" not in grammemes and other not in grammemes


def _inflected(token: Token, noun: Token, plural: bool) -> str:
    if acronym := _ACRONYM.fullmatch(token.text):
        return acronym.group(1)
    same = plural == (token.feats.get("Number") == "Plur")
    if token.feats.get("Case", "Nom") == "Nom" and same:
        return token.text
    parse = best_parse(token.text, token.pos, token.feats)
    if parse is None:
        return token.text
    wanted = {"nomn", "plur" if plural else "sing"}
    if token is not noun and not plural and noun.feats.get("Gender") in _GENDERS:
        wanted.add(_GENDERS[noun.feats["Gender"]])
    return _in_form(parse, wanted, token.text)


def _in_form(parse: Any, wanted: set[str], text: str) -> str:
    if parse.tag.POS == "NOUN" and "plur" not in wanted:
        # The lexeme of a surname holds the man's and the woman's.
        wanted = wanted | (parse.tag.grammemes & {"masc", "femn"})
    forms = [
        form
        for form in parse.lexeme
        if wanted <= form.tag.grammemes
        and form.tag.POS == parse.tag.POS
        and ("Supr" in form.tag) == ("Supr" in parse.tag)
    ]
    if not forms:
        return text
    # A lexeme may hold two words of one meaning: «высший» and «высочайший».
    lower = without_yo(text.lower())
    found = max(forms, key=lambda form: (_shared(without_yo(form.word), lower), len(form.word)))
    word = found.word if "ё" in text.lower() else without_yo(found.word)
    return "-".join(
        part[:1].upper() + part[1:] if old[:1].isupper() else part
        for part, old in zip(word.split("-"), _parts(text, word), strict=True)
    )


def _shared(a: str, b: str) -> int:
    """Number of letters that two words have in common from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _parts(text: str, word: str) -> list[str]:
    parts, count = text.split("-"), word.count("-") + 1
    return parts if len(parts) == count else [text, *[""] * (count - 1)]


def _joined(tokens: Sequence[Token], words: Sequence[str]) -> str:
    """The words with the spaces that stood between the tokens."""
    out = ""
    for token, word, before in zip(tokens, words, [None, *tokens[:-1]], strict=True):
        out += (" " if before is not None and before.end < token.start else "") + word
    return out
