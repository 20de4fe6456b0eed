"""Small questions to the tokens and the parse of one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.model.document import Sentence, Token

#: Parts of speech that may stand before a noun in its phrase.
ATTRIBUTES = frozenset({"ADJ", "DET", "NUM"})


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The token of a stretch that its other tokens hang on: the first whose head lies outside."""
    for at in range(first, last + 1):
        if not first <= sentence.tokens[at].head <= last and sentence.tokens[at].pos != "PUNCT":
            return at
    return first


def governor(sentence: Sentence, at: int) -> Token | None:
    """The token that a token hangs on, None for the root."""
    head = sentence.tokens[at].head
    return sentence.tokens[head] if head >= 0 else None


def preposition(sentence: Sentence, first: int) -> str | None:
    """The preposition right before a phrase that begins at ``first``, over its attributes."""
    at = first - 1
    while at >= 0 and (sentence.tokens[at].pos in ATTRIBUTES or sentence.tokens[at].text in '«"“'):
        at -= 1
    found = sentence.tokens[at] if at >= 0 else None
    return found.lemma if found is not None and found.pos == "ADP" else None


def first_conjunct(sentence: Sentence, at: int) -> int:
    """The first member of the coordination that a token belongs to."""
    seen = {at}
    while sentence.tokens[at].rel == "conj" and sentence.tokens[at].head not in seen:
        at = sentence.tokens[at].head
        if at < 0:
            return next(iter(seen))
        seen.add(at)
    return at


def ancestors(sentence: Sentence, at: int) -> Iterator[int]:
    """Indices of the tokens above a token, nearest first."""
    at = sentence.tokens[at].head
    while at >= 0:
        yield at
        at = sentence.tokens[at].head


def has_subject(sentence: Sentence, verb: int) -> bool:
    """Whether a verb has a subject of its own."""
    return any(sentence.tokens[i].rel.startswith("nsubj") for i in sentence.children(verb))


def noun_phrase_end(sentence: Sentence, at: int, stop: Callable[[int], bool]) -> int:
    """The last token of the genitives and «по …» phrases that follow a noun at ``at``.

    Stops before a token for which ``stop`` holds, before verbs, punctuation and other prepositions.
    """
    end, case, tokens = at, "Gen", sentence.tokens
    for i in range(at + 1, len(tokens)):
        token = tokens[i]
        if stop(i):
            break
        if token.pos == "ADP" and token.lemma == "по":
            case = "Dat"
        elif token.pos in ("NOUN", "PROPN", "ADJ") and token.feats.get("Case", case) in (
            case,
            "Gen",
        ):
            end = i if token.pos != "ADJ" else end
        elif token.pos != "CCONJ":
            break
    return end
