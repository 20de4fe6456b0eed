"""Whether a capital stands for its government or is a place («Москва заявила», «в Москву»)."""

from __future__ import annotations

from kg.extract.cast import Spot
from kg.extract.lang import words
from kg.extract.syntax import ancestors, first_conjunct, governor, has_subject, preposition
from kg.model.document import Sentence


def acts(sentence: Sentence, spot: Spot, lang: str) -> bool:
    """Whether the capital named at ``spot`` stands for its government there."""
    head = first_conjunct(sentence, spot.head)
    first = spot.first if head == spot.head else head
    before, above = preposition(sentence, first), governor(sentence, head)
    if before in ("в", "во"):
        return speaks(sentence, head, lang)
    if before in words(lang, "metonymy", "place_prepositions"):
        return False
    over = above.lemma if above is not None else ""
    case = sentence.tokens[head].feats.get("Case")
    if over in words(lang, "metonymy", "motion") and (before in ("к", "ко", "от") or case == "Acc"):
        return False
    if before is None and sentence.tokens[head].rel in ("appos", "flat", "flat:name"):
        return False
    return not (before is None and case == "Gen" and over in words(lang, "metonymy", "place_nouns"))


def speaks(sentence: Sentence, head: int, lang: str) -> bool:
    """Whether a place after «в» is where an unnamed official speaks («в Москве считают»)."""
    for at in ancestors(sentence, head):
        token = sentence.tokens[at]
        if token.pos != "VERB":
            continue
        plural = token.feats.get("Number") == "Plur" and token.feats.get("VerbForm") == "Fin"
        stating = token.lemma in words(lang, "metonymy", "stating")
        return plural and stating and not has_subject(sentence, at)
    return False
