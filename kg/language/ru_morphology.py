"""Russian word forms by pymorphy3's dictionary, read in Universal Dependencies terms.

slovnet's tagger sees the context but no dictionary; pymorphy3 knows the dictionary but no context.
Here the dictionary's parse that agrees best with the tagger is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

#: OpenCorpora part of speech → Universal Dependencies.
_POS = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADJ", "VERB": "VERB", "INFN": "VERB",
    "PRTF": "VERB", "PRTS": "VERB", "GRND": "VERB", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON",
    "PRED": "ADV", "PREP": "ADP", "CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ",
}  # fmt: skip
#: Tagger's part of speech → the one of the dictionary that it is compared with.
_MERGED = {"PROPN": "NOUN", "AUX": "VERB", "SCONJ": "CCONJ", "DET": "ADJ"}
_FEATURES = {
    "nomn": ("Case", "Nom"), "voct": ("Case", "Nom"), "gent": ("Case", "Gen"),
    "gen1": ("Case", "Gen"), "gen2": ("Case", "Gen"), "datv": ("Case", "Dat"),
    "accs": ("Case", "Acc"), "ablt": ("Case", "Ins"), "loct": ("Case", "Loc"),
    "loc2": ("Case", "Loc"), "sing": ("Number", "Sing"),
    "plur": ("Number", "Plur"), "masc": ("Gender", "Masc"), "femn": ("Gender", "Fem"),
    "neut": ("Gender", "Neut"), "perf": ("Aspect", "Perf"), "impf": ("Aspect", "Imp"),
    "past": ("Tense", "Past"), "pres": ("Tense", "Pres"), "futr": ("Tense", "Fut"),
    "1per": ("Person", "1"), "2per": ("Person", "2"), "3per": ("Person", "3"),
}  # fmt: skip
_VERB_FORMS = {"VERB": "Fin", "INFN": "Inf", "PRTF": "Part", "PRTS": "Part", "GRND": "Conv"}
#: Grammemes of names, preferred where the tagger sees a proper noun.
PROPER = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn"})


@cache
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def parses(word: str) -> tuple[Any, ...]:
    """All parses of a word by pymorphy3, likeliest first."""
    return tuple(_analyzer().parse(word))


def without_yo(text: str) -> str:
    """The text with «е» for «ё», as newspapers print it."""
    return text.replace("ё", "е").replace("Ё", "Е")


@lru_cache(maxsize=50_000)
def _features(tag: Any) -> tuple[str, Mapping[str, str]]:
    pos = str(tag.POS or "")
    found = dict(_FEATURES[g] for g in tag.grammemes if g in _FEATURES)
    if pos in _VERB_FORMS:
        found["VerbForm"] = _VERB_FORMS[pos]
    return _POS.get(pos, "X"), found


def best_parse(word: str, pos: str, feats: Mapping[str, str]) -> Any | None:
    """The parse of ``word`` that agrees best with the tagger's part of speech and features.

    None where the dictionary has nothing of that part of speech.
    """
    best, best_score = None, 0.0
    for rank, parse in enumerate(parses(word)):
        score = _agreement(parse.tag, pos, feats) - 0.01 * rank
        if score > best_score:
            best, best_score = parse, score
    return best


def _agreement(tag: Any, pos: str, feats: Mapping[str, str]) -> float:
    own, found = _features(tag)
    same = own == _MERGED.get(pos, pos)
    if not same and not (own == "VERB" and pos == "ADJ" and found.get("VerbForm") == "Part"):
        return 0.0
    score = 4.0 if same else 2.0
    score += sum(1.0 if feats.get(k) == v else -1.0 for k, v in found.items() if k in feats)
    if pos == "PROPN" and tag.grammemes & PROPER:
        score += 1.5
    return score


@lru_cache(maxsize=100_000)
def _lemma(word: str, pos: str, feats: tuple[tuple[str, str], ...]) -> str:
    parse = best_parse(word, pos, dict(feats))
    if parse is None and pos == "PROPN":
        return without_yo(word)
    if parse is None:
        parse = parses(word)[0]
    return without_yo(parse.normal_form)


def lemma(word: str, pos: str, feats: Mapping[str, str]) -> str:
    """Dictionary form in lower case, with «е» for «ё»; of a participle, its verb's infinitive."""
    return _lemma(word.lower(), pos, tuple(sorted(feats.items())))
