"""Tokens and sentences by regular expressions, for a language without a module of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.language.blocks import Block, blocks
from kg.model.article import Article
from kg.model.document import Document, Sentence, Token

#: A full stop that ends a sentence, and not an initial («U.S.», «A. Guterres») or abbreviation.
_STOP = r"(?<!\b[^\W\d_])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bGen)(?<!\bSt)(?<!\bNo)[.!?…]+"
_SENTENCE = re.compile(rf"\S.*?(?:{_STOP}[»”\")]*(?=\s|$)|$)", re.DOTALL)
_TOKEN = re.compile(r"\w+(?:[-'’ʻʼ‘]\w+)*|[^\w\s]")


def analyse_article(article: Article) -> Document:
    """Sentences and tokens: lemmas are the lower-cased words; no heads, no names."""
    found = (
        s for n, block in enumerate(blocks(article)) for s in _sentences(article.text, block, n)
    )
    return Document(article, tuple(found), ())


def _sentences(text: str, block: Block, number: int) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(text, block.start, block.end):
        tokens = (
            Token(t.start(), t.end(), t.group(), t.group().lower(), "X", {}, -1, "dep")
            for t in _TOKEN.finditer(text, match.start(), match.end())
        )
        yield Sentence(match.start(), match.end(), block.kind, number, tuple(tokens))
