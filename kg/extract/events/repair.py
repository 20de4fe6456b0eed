"""Mends what the parser often gets wrong in news, before the trees are asked anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model.document import Token

_NOUNS = ("NOUN", "PROPN")
#: How a clause hangs on the one that a phrase was wrongly hung on.
_CLAUSES = ("parataxis", "conj", "ccomp")


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with names on the title they agree with, adverbials on the verb beside them."""
    out = list(tokens)
    for index, token in enumerate(tokens):
        head = None
        if token.rel == "appos" and token.pos == "PROPN":
            head = _title(tokens, index)
        elif token.rel == "obl":
            head = _beside(tokens, index, _CLAUSES)
        elif token.rel == "nsubj" and _second_subject(tokens, index):
            head = _beside(tokens, index, (*_CLAUSES, "acl:relcl", "advcl"))
        if head is not None:
            out[index] = replace(token, head=head)
    return tuple(out)


def _second_subject(tokens: Sequence[Token], index: int) -> bool:
    head = tokens[index].head
    return any(t.head == head and t.rel == "nsubj" for t in tokens[:index])


def _beside(tokens: Sequence[Token], index: int, clauses: tuple[str, ...]) -> int | None:
    """«Войска отведут, договорились они на саммите»: the later verb, not the one before the comma.

    A comma behind that verb leaves the phrase with the first one.
    """
    head = tokens[index].head
    if not 0 <= head < index:
        return None
    for at in range(index - 1, head, -1):
        token = tokens[at]
        if token.text == ",":
            return None
        finite = token.pos == "VERB" and token.feats.get("VerbForm") == "Fin"
        if finite and (token.rel in clauses or token.head < 0):
            return at if any(t.text == "," for t in tokens[head:at]) else None
    return None


def _title(tokens: Sequence[Token], name: int) -> int | None:
    """«… Байдена с председателем КНР Си Цзиньпином»: the nearer title in the name's own case."""
    head, case = tokens[name].head, tokens[name].feats.get("Case")
    beyond = any(token.head < 0 for token in tokens[head + 1 : name])
    if head > name or case is None or (case == tokens[head].feats.get("Case") and not beyond):
        return None
    for index in range(name - 1, head, -1):
        token = tokens[index]
        if token.pos not in _NOUNS and token.pos != "ADJ":
            return None
        animate = token.pos == "NOUN" and token.feats.get("Animacy") == "Anim"
        if animate and token.feats.get("Case") == case:
            return index
    return None
