"""Russian: razdel segments, slovnet tags, parses and finds names over navec, pymorphy3 lemmatises.

The model files (names, morphology, syntax of 2.5 MB each, navec embeddings of 27 MB) are those that
the package natasha carries as data; natasha itself is never imported. Kukushkin, A. (2020), Natasha.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from razdel import sentenize, tokenize
from slovnet.bio import bio_spans
from slovnet.conll import parse_conll_tag

from kg.language.blocks import Block, blocks
from kg.language.ru_morphology import lemma
from kg.model.article import Article
from kg.model.document import PROSE, Document, Name, Sentence, Token

#: A longer sentence (a list, a text without stops) is parsed in pieces, as the parser is quadratic.
LONGEST = 200  # tokens
#: Sentences that go through the models at once, of about the same length.
_BATCH = 8


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of a very long one, before the models have seen it."""

    kind: Any
    block: int
    tokens: tuple[Any, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Models:
    morph: Any
    syntax: Any
    ner: Any


@cache
def _models() -> _Models:
    from navec import Navec
    from slovnet import NER, Morph, Syntax

    data = _natasha_data()
    navec = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    return _Models(
        *(
            kind.load(data / "model" / f"slovnet_{name}_news_v1.tar", _BATCH).navec(navec).infer
            for kind, name in ((Morph, "morph"), (Syntax, "syntax"), (NER, "ner"))
        )
    )


def _natasha_data() -> Path:
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(
            "package 'natasha', whose data files hold the Russian models, is missing"
        )
    return Path(spec.submodule_search_locations[0]) / "data"


def analyse_article(article: Article) -> Document:
    """The article with sentences, tokens (lemma, morphology, syntax) and names.

    Blocks that are no prose (headers, captions, tags) are split into tokens too, but hold no names.
    """
    pieces = [p for n, block in enumerate(blocks(article)) for p in _pieces(article.text, block, n)]
    models, words = _models(), [piece.words for piece in pieces]
    tags = _run(models.morph, words)
    trees = _run(models.syntax, words)
    marks = _run(models.ner, words)
    return Document(
        article,
        tuple(map(_sentence, pieces, tags, trees)),
        tuple(
            name for piece, tag in zip(pieces, marks, strict=True) for name in _names(piece, tag)
        ),
    )


def _pieces(text: str, block: Block, number: int) -> Iterator[_Piece]:
    for found in sentenize(text[block.start : block.end]):
        offset = block.start + found.start
        tokens = [Span(t.start + offset, t.stop + offset, t.text) for t in tokenize(found.text)]
        for at in range(0, len(tokens), LONGEST):
            part = tuple(tokens[at : at + LONGEST])
            yield _Piece(block.kind, number, part, tuple(t.text for t in part))


@dataclass(frozen=True, slots=True)
class Span:
    """A token as segmented; ``stop`` is what slovnet calls its end."""

    start: int
    stop: int
    text: str


def _run(infer: Any, sentences: Sequence[Sequence[str]]) -> list[Any]:
    """A model's decoded output per sentence: tags, or (ids, head ids, relations).

    Sentences go in order of length, which saves padding. A batch never spans articles: an article's
    result is the same bytes whatever it is read with.
    """
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    batches = infer.encoder([sentences[i] for i in order])
    decoded = infer.decoder(infer.process(batches))
    results = dict(zip(order, decoded, strict=True))
    return [results[i] for i in range(len(sentences))]


_parse_tag = cache(parse_conll_tag)


def _sentence(
    piece: _Piece, tags: Sequence[str], tree: tuple[Any, Sequence[str], Sequence[str]]
) -> Sentence:
    heads = _heads([int(head) - 1 for head in tree[1]])
    tokens = tuple(
        _token(*row)
        for row in zip(piece.tokens, map(_parse_tag, tags), heads, tree[2], strict=True)
    )
    return Sentence(tokens[0].start, tokens[-1].end, piece.kind, piece.block, tokens)


def _token(span: Span, tag: tuple[str, Mapping[str, str]], head: int, rel: str) -> Token:
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


def _names(piece: _Piece, tags: Sequence[str]) -> Iterator[Name]:
    if piece.kind not in PROSE:
        return
    for span in bio_spans(piece.tokens, tags):
        yield Name(span.start, span.stop, span.type)
