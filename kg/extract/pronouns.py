"""Whom «он», «она», «его», «её» mean: by clause, subject and gender."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.cast import Cast, Figure
from kg.extract.syntax import ancestors
from kg.model.document import Sentence

#: Relations of a pronoun that is no subject and no possessive.
_OBJECTS = frozenset({"obj", "iobj", "obl"})
#: How many sentences back a pronoun may point.
_REACH = 2


def person_meant(cast: Cast, number: int, at: int, gender: str | None) -> Figure | None:
    """The person that a pronoun (or «политик») stands for.

    First who is the subject of a clause above or before it in its sentence, or to whom that subject
    belongs («пресс-служба президента сообщила, что он …»); then the last subject of the sentences
    before; then whoever was named last. Never the subject of its own clause.
    """
    sentence = cast.document.sentences[number]
    barred = _barred(cast, number, sentence, at)
    near = [
        (spot, figure)
        for spot, figure in cast.before(number, at)
        if number - spot.sentence <= _REACH
        and figure.type == "Person"
        and figure not in barred
        and not (gender and figure.gender and figure.gender != gender)
    ]
    here = [(s, f) for s, f in near if s.sentence == number]
    earlier = [(s, f) for s, f in near if s.sentence < number]
    groups = (
        [f for s, f in here if _is_subject(sentence, s.head)],
        [f for s, f in here if _owns_subject(sentence, s.head)],
        [f for _, f in here if barred or sentence.tokens[at].rel in _OBJECTS],
        [f for s, f in earlier if _is_subject(cast.document.sentences[s.sentence], s.head)],
        [f for _, f in near],
    )
    return next((figure for group in groups for figure in group), None)


def state_meant(cast: Cast, number: int, at: int, gender: str | None) -> Figure | None:
    """«Иран не приняли из-за наложенных на него санкций»: a state, where the sentence has named no
    person and the pronoun is no subject; the state's word has the pronoun's gender."""
    sentence = cast.document.sentences[number]
    here = [(s, f) for s, f in cast.before(number, at) if s.sentence == number]
    if sentence.tokens[at].rel not in _OBJECTS or any(f.type == "Person" for _, f in here):
        return None
    wanted = {"m": "Masc", "f": "Fem"}.get(gender or "")
    fits = (
        f
        for s, f in here
        if f.type == "State"
        and s.form != "adjective"
        and sentence.tokens[s.head].feats.get("Gender") == wanted
    )
    return next(fits, None)


def _barred(cast: Cast, number: int, sentence: Sentence, at: int) -> list[Figure]:
    """Persons that a pronoun is not: the subject of its own clause, which «свой» and «себя» stand
    for; of a pronoun that is a subject, that of the clause it follows, as it would be left out if
    no colon stood between them («лидер находится в Москве: он проводит …»)."""
    clause = _verb_above(sentence, at)
    if sentence.tokens[at].rel.startswith("nsubj"):
        clause = _clause_before(sentence, clause)
        subject = _subject(sentence, clause)
        between = sentence.tokens[subject + 1 : at] if subject is not None else ()
        explained = any(token.text == ":" for token in between)
        if subject is not None and (explained or sentence.tokens[subject].pos == "PRON"):
            return []
    else:
        subject = _subject(sentence, clause)
    if subject is None:
        return []
    return [figure for _, figure in cast.at(number, subject) if figure.type == "Person"]


def _clause_before(sentence: Sentence, verb: int | None) -> int | None:
    """The verb of the clause that another clause follows without being part of it."""
    if verb is None:
        return None
    if sentence.tokens[verb].rel in ("conj", "parataxis"):
        return _verb_above(sentence, verb)
    roots = (i for i, t in enumerate(sentence.tokens[:verb]) if t.head < 0 and t.pos == "VERB")
    return max(roots, default=None) if sentence.tokens[verb].head < 0 else None


def _verb_above(sentence: Sentence, at: int) -> int | None:
    return next((up for up in ancestors(sentence, at) if sentence.tokens[up].pos == "VERB"), None)


def _subject(sentence: Sentence, verb: int | None) -> int | None:
    """A verb's subject, or that of the one above which it shares."""
    while verb is not None:
        subjects = (c for c in sentence.children(verb) if _is_subject(sentence, c))
        subject = next(subjects, None)
        if subject is not None and sentence.tokens[subject].lemma != "который":
            return subject
        verb = _verb_above(sentence, verb)
    return None


def _is_subject(sentence: Sentence, at: int) -> bool:
    return sentence.tokens[at].rel.startswith("nsubj")


def _owns_subject(sentence: Sentence, at: int) -> bool:
    """Whether a genitive belongs to a subject: «пресс-служба президента»."""
    return any(_is_subject(sentence, up) for up in _owners(sentence, at))


def _owners(sentence: Sentence, at: int) -> Iterator[int]:
    while sentence.tokens[at].rel in ("nmod", "appos", "flat", "flat:name"):
        at = sentence.tokens[at].head
        if at < 0:
            return
        yield at
