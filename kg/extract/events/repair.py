"""Mends what the parser often gets wrong in news, before the trees are asked anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model.document import Token

_NOUNS = ("NOUN", "PROPN")


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with names hung on the title that they agree with."""
    out = list(tokens)
    for index, token in enumerate(tokens):
        if token.rel == "appos" and token.pos == "PROPN":
            title = _title(tokens, index)
            if title is not None:
                out[index] = replace(token, head=title)
    return tuple(out)


def _title(tokens: Sequence[Token], name: int) -> int | None:
    """«… Байдена с председателем КНР Си Цзиньпином»: the nearer title in the name's own case."""
    head, case = tokens[name].head, tokens[name].feats.get("Case")
    if head > name or case in (None, tokens[head].feats.get("Case")):
        return None
    for index in range(name - 1, head, -1):
        token = tokens[index]
        if token.pos not in _NOUNS and token.pos != "ADJ":
            return None
        animate = token.pos == "NOUN" and token.feats.get("Animacy") == "Anim"
        if animate and token.feats.get("Case") == case:
            return index
    return None
