"""An article with its sentences, tokens, syntax and names: what the language stage yields.

Light frozen dataclasses with slots, as this is the hot path. All offsets are code points into
``Article.text``, ends exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.model.article import Article

#: What a line of an article is. Only ``title`` and ``body`` are parsed and read for facts.
BlockKind = Literal["title", "body", "header", "byline", "caption", "tags"]
#: Kinds of block that are sentences to read.
PROSE: frozenset[BlockKind] = frozenset({"title", "body"})
NameType = Literal["PER", "LOC", "ORG"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``pos`` and ``feats`` are Universal Dependencies values."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    feats: Mapping[str, str]
    #: Index of the head token in its sentence; -1 for the root.
    head: int
    #: Universal Dependencies relation to the head.
    rel: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its parse."""

    start: int
    end: int
    kind: BlockKind
    #: Number of the block (paragraph, title) that it stands in, from 0.
    block: int
    tokens: tuple[Token, ...]

    def children(self, index: int) -> Iterator[int]:
        """Indices of the tokens whose head is ``index``."""
        return (i for i, t in enumerate(self.tokens) if t.head == index)


@dataclass(frozen=True, slots=True)
class Name:
    """A name found by the tagger."""

    start: int
    end: int
    type: NameType


@dataclass(frozen=True, slots=True)
class Document:
    """An article after the language stage. ``sentences`` and ``names`` are sorted by ``start``."""

    article: Article
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
