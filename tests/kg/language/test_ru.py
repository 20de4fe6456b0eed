"""The Russian language stage: offsets, syntax and names of real sentences."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from kg.language import analyse
from kg.language.ru import LONGEST, _heads
from kg.language.ru_models import _models, tag
from kg.model.article import Article
from kg.model.document import Document


def test_offsets_cut_tokens_sentences_and_names(analysed: Callable[..., Document]) -> None:
    document = analysed(
        "Министр прибыл в Астану.  Он встретил Ивана Петрова.", title="Визит министра"
    )
    text = document.article.text
    for sentence in document.sentences:
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
    assert [text[n.start : n.end] for n in document.names] == ["Астану", "Ивана Петрова"]
    assert [s.block for s in document.sentences] == [0, 1, 2]


def test_parse_of_a_visit(analysed: Callable[..., Document]) -> None:
    sentence = analysed("Президент посетит Узбекистан с государственным визитом.").sentences[-1]
    shown = [(t.text, t.lemma, t.rel, sentence.tokens[t.head].text) for t in sentence.tokens]
    assert shown[0] == ("Президент", "президент", "nsubj", "посетит")
    assert shown[2] == ("Узбекистан", "узбекистан", "obj", "посетит")
    assert sentence.tokens[1].head == -1


def test_names_only_in_prose(analysed: Callable[..., Document]) -> None:
    document = analysed("Иван Петров прибыл.\n\nФото: Анна Смирнова")
    assert [s.kind for s in document.sentences] == ["body", "caption"]
    assert len(document.names) == 1


def test_an_article_does_not_depend_on_its_batch() -> None:
    texts = ["Токаев встретился с Мирзиёевым.", "Саммит пройдет в Казани 5 мая. Его ждут."]
    articles = [Article(id=str(n), title="", body=t, lang="ru") for n, t in enumerate(texts)]
    together = analyse(articles)
    alone = [analyse([article])[0] for article in articles]
    assert together == alone


def test_models_give_the_tags_of_slovnet() -> None:
    sentences = [
        ["Глава", "МИД", "России", "прибыл", "в", "Каир", "."],
        ["Он", "уехал", "."],
    ]
    models = _models()
    padded = list(models.morph.decoder(models.morph.process(models.morph.encoder(sentences))))
    assert [list(tags.morph) for tags in tag(sentences)] == padded


def test_no_sentence_is_longer_than_the_parser_takes(analysed: Callable[..., Document]) -> None:
    document = analysed("слово " * (LONGEST * 2 + 5))
    assert [len(s.tokens) for s in document.sentences] == [LONGEST, LONGEST, 5]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [([1, -1, 1], [1, -1, 1]), ([1, 0], [1, -1]), ([0], [-1]), ([1, 2, 0, 2], [1, 2, -1, 2])],
)
def test_cycles_are_cut(heads: list[int], expected: list[int]) -> None:
    assert _heads(heads) == expected


def test_empty_and_odd_texts(analysed: Callable[..., Document]) -> None:
    assert analysed("").sentences == ()
    assert [t.text for t in analysed("…").sentences[0].tokens] == ["…"]


def test_one_thread() -> None:
    import os

    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    assert np.__version__


def test_a_language_without_a_module(analysed: Callable[..., Document]) -> None:
    document = analysed("Prezident keldi. U ketdi.", lang="uz")
    assert [len(s.tokens) for s in document.sentences] == [3, 3]
    assert document.sentences[0].tokens[0].lemma == "prezident"
    assert document.names == ()
