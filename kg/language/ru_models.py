"""slovnet's three Russian models over many sentences at once.

The weights and heads are slovnet's; the convolutions are run here over one long row of all
sentences with a gap between them, so that words are looked up once for the three models and nothing
is padded. That takes about half of the time of slovnet's own loop and gives the same tags.

The files (names, morphology, syntax of 2.5 MB each, navec embeddings of 27 MB) are those that the
package natasha carries as data; natasha itself is never imported (Kukushkin 2020).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from slovnet.exec.mask import split_masked
from slovnet.shape import word_shape

Array = np.ndarray[Any, Any]
#: Sentences that go through the models at once.
BATCH = 32


@dataclass(frozen=True, slots=True)
class Tags:
    """What the models say of one sentence; all tuples run along its tokens."""

    #: CoNLL-U tags, ``NOUN|Case=Nom|…``.
    morph: tuple[str, ...]
    #: Index of the head, -1 for the root; may hold cycles.
    heads: tuple[int, ...]
    rels: tuple[str, ...]
    #: ``B-PER``, ``I-PER``, ``O`` …
    names: tuple[str, ...]


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
    morph, syntax, ner = (
        kind.load(data / "model" / f"slovnet_{name}_news_v1.tar").navec(navec).infer
        for kind, name in ((Morph, "morph"), (Syntax, "syntax"), (NER, "ner"))
    )
    # The same 250,000 words and 66 shapes: one copy does for the three.
    syntax.encoder = ner.encoder = morph.encoder
    return _Models(morph, syntax, ner)


def _natasha_data() -> Path:
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("package 'natasha', whose data files are the models, is missing")
    return Path(spec.submodule_search_locations[0]) / "data"


def tag(sentences: Sequence[Sequence[str]]) -> Iterator[Tags]:
    """Tags of the sentences, given as words, in their order."""
    for at in range(0, len(sentences), BATCH):
        yield from _tag_batch(sentences[at : at + BATCH])


def _tag_batch(sentences: Sequence[Sequence[str]]) -> Iterator[Tags]:
    models = _models()
    row = _row(sentences)
    words = models.morph.model.emb.word(row.words)
    words[row.gaps] = 0
    morph = _states(models.morph.model, words, row)
    tags = row.split(models.morph.model.head.decode(models.morph.model.head(morph)))
    heads, rels = _syntax(
        models.syntax.model, row.padded(_states(models.syntax.model, words, row)), row
    )
    ner = models.ner.model.head
    names = ner.crf.decode(ner(row.padded(_states(models.ner.model, words, row))), row.mask)
    for each in zip(tags, heads, rels, names, strict=True):
        yield Tags(
            tuple(map(models.morph.decoder.tags_vocab.decode, each[0])),
            tuple(int(head) - 1 for head in each[1]),
            tuple(map(models.syntax.decoder.rels_vocab.decode, each[2])),
            tuple(map(models.ner.decoder.tags_vocab.decode, each[3])),
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """Sentences laid end to end: ids of words and shapes, with a gap before each and after all."""

    words: Array
    shapes: Array
    #: Where the row is empty.
    gaps: Array
    #: Sentence by longest sentence: where there is a word.
    mask: Array

    def padded(self, states: Array) -> Array:
        """States of the row as sentences by longest sentence by dimension."""
        out = np.zeros((*self.mask.shape, states.shape[-1]), states.dtype)
        out[self.mask] = states[~self.gaps]
        return out

    def split(self, states: Array) -> Iterator[Array]:
        """States of the row, sentence by sentence."""
        return iter(np.split(states[~self.gaps], np.cumsum(self.mask.sum(-1))[:-1]))


def _row(sentences: Sequence[Sequence[str]]) -> _Row:
    encoder = _models().morph.encoder
    pad = encoder.words_vocab.pad_id, encoder.shapes_vocab.pad_id
    places = [pad]
    for sentence in sentences:
        places += map(_place, sentence)
        places.append(pad)
    words, shapes = np.array(places).T
    lengths = np.array([len(sentence) for sentence in sentences])
    gaps = np.zeros(len(words), bool)
    gaps[0] = True
    gaps[np.cumsum(lengths + 1)] = True
    return _Row(words, shapes, gaps, np.arange(lengths.max()) < lengths[:, None])


def _place(word: str) -> tuple[int, int]:
    encoder = _models().morph.encoder
    return encoder.words_vocab.encode(word.lower()), encoder.shapes_vocab.encode(word_shape(word))


def _states(model: Any, words: Array, row: _Row) -> Array:
    """The model's encoder over the row: places by 64."""
    shapes = model.emb.shape(row.shapes)
    shapes[row.gaps] = 0
    states = np.concatenate((words, shapes), axis=-1)
    for layer in model.encoder.layers:
        states = _layer(layer, states)
        states[row.gaps] = 0
    return states


def _layer(layer: Any, states: Array) -> Array:
    """Convolution over three places, rectifier and batch normalisation; the ends see zeros."""
    before, at, after = np.moveaxis(layer.conv.weight.array, -1, 0)
    out = states @ at.T + layer.conv.bias.array
    out[1:] += states[:-1] @ before.T
    out[:-1] += states[1:] @ after.T
    np.maximum(out, 0, out=out)
    scale = layer.norm.weight.array / layer.norm.std.array
    return np.asarray((out - layer.norm.mean.array) * scale + layer.norm.bias.array)


def _syntax(model: Any, states: Array, row: _Row) -> tuple[Iterator[Array], Iterator[Array]]:
    heads = model.head.decode(model.head(states), row.mask)
    rels = model.rel.decode(model.rel(states, heads), row.mask)
    return split_masked(heads, row.mask), split_masked(rels, row.mask)
