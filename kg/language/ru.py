"""Russian: razdel segments, slovnet tags, parses and finds names, pymorphy3 lemmatises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape

from razdel import sentenize
from slovnet.bio import bio_spans
from slovnet.conll import parse_conll_tag

from kg.language.blocks import Block, blocks
from kg.language.ru_models import Tags, tag
from kg.language.ru_morphology import lemma
from kg.language.ru_repair import mended
from kg.language.ru_words import Word, words
from kg.model.article import Article
from kg.model.document import PROSE, BlockKind, Document, Name, Sentence, Token

#: A longer sentence (a list, a text without stops) is parsed in pieces, as the parser is quadratic.
LONGEST = 200  # tokens
#: A character reference of HTML: «&#39;», «&#x27;», «&nbsp;».
_REFERENCE = re.compile(r"&(?:#[0-9]{2,5}|#x[0-9a-fA-F]{2,5}|[a-z]{2,8});")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of a very long one, before the models have seen it."""

    kind: BlockKind
    block: int
    spans: tuple[Word, ...]


def analyse_article(article: Article) -> Document:
    """The article with sentences, tokens (lemma, morphology, syntax) and names.

    Blocks that are no prose (headers, captions, tags) are split into tokens too, but hold no names.
    """
    pieces = [p for n, block in enumerate(blocks(article)) for p in _pieces(article.text, block, n)]
    tagged = list(zip(pieces, tag([[s.text for s in p.spans] for p in pieces]), strict=True))
    return Document(
        article,
        tuple(_sentence(piece, tags) for piece, tags in tagged),
        tuple(name for piece, tags in tagged for name in _names(piece, tags)),
    )


def _pieces(text: str, block: Block, number: int) -> Iterator[_Piece]:
    plain, inside = _unescaped(text[block.start : block.end])
    places = [block.start + place for place in inside]
    for found in sentenize(plain):
        spans = [
            Word(places[w.start + found.start], places[w.stop + found.start], w.text)
            for w in words(found.text)
        ]
        for at in range(0, len(spans), LONGEST):
            yield _Piece(block.kind, number, tuple(spans[at : at + LONGEST]))


def _unescaped(text: str) -> tuple[str, list[int]]:
    """Text with HTML's character references as characters, and where each of them stands in it.

    Some feeds leave «О&#39;Нил» in their text: it is read as O'Neil, and cited as it stands.
    """
    plain, at, end = "", [], 0
    for match in _REFERENCE.finditer(text):
        character = unescape(match.group())
        plain += text[end : match.start()] + character
        at += [*range(end, match.start()), *[match.start()] * len(character)]
        end = match.end()
    return plain + text[end:], [*at, *range(end, len(text) + 1)]


_parse_tag = cache(parse_conll_tag)


def _sentence(piece: _Piece, tags: Tags) -> Sentence:
    morph, heads = map(_parse_tag, tags.morph), _heads(list(tags.heads))
    tokens = mended(tuple(map(_token, piece.spans, morph, heads, tags.rels)))
    return Sentence(tokens[0].start, tokens[-1].end, piece.kind, piece.block, tokens)


def _token(span: Word, tag: tuple[str, Mapping[str, str]], head: int, rel: str) -> Token:
    pos, feats = tag
    return Token(
        span.start, span.stop, span.text, lemma(span.text, pos, feats), pos, feats, head, rel
    )


def _heads(heads: list[int]) -> list[int]:
    """The heads with every cycle cut, so that going up from any token ends at a root (-1)."""
    settled: set[int] = {-1}
    for start in range(len(heads)):
        path: list[int] = []
        at = start
        while at not in settled:
            settled.add(at)
            path.append(at)
            if heads[at] in path:
                heads[at] = -1
            at = heads[at]
    return heads


def _names(piece: _Piece, tags: Tags) -> Iterator[Name]:
    if piece.kind not in PROSE:
        return
    for span in bio_spans(piece.spans, tags.names):
        yield Name(span.start, span.stop, span.type)
