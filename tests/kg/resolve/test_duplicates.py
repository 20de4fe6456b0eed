"""Which articles are reprints of which."""

from __future__ import annotations

import pytest

from kg.model.article import Article
from kg.rdf import core
from kg.resolve import resolve
from kg.resolve.duplicates import reprints

_WORDS = [f"слово{n}" for n in range(200)]


def article(name: str, words: list[str]) -> Article:
    return Article(id=name, title="Новость", body=" ".join(words), lang="ru")


def changed(every: int) -> list[str]:
    return [w if n % every else "иное" for n, w in enumerate(_WORDS)]


@pytest.mark.parametrize(
    ("words", "is_reprint"),
    [
        pytest.param(_WORDS, True, id="the same"),
        pytest.param(changed(20), True, id="one word in twenty changed"),
        pytest.param(_WORDS[:150], True, id="a quarter cut off"),
        pytest.param([*_WORDS, *"Читайте также другие наши новости".split()], True, id="added to"),
        pytest.param(changed(4), False, id="one word in four changed"),
        pytest.param(_WORDS[::-1], False, id="other order"),
        pytest.param(_WORDS[:60], False, id="a summary"),
    ],
)
def test_a_text_hardly_changed_is_a_reprint(words: list[str], is_reprint: bool) -> None:
    found = reprints([article("first", _WORDS), article("second", words)])
    assert found == ({"second": "first"} if is_reprint else {})


def test_all_reprints_point_at_the_first() -> None:
    versions = [article(n, w) for n, w in (("a", _WORDS), ("b", changed(20)), ("c", _WORDS))]
    assert reprints(versions) == {"b": "a", "c": "a"}


def test_short_texts_are_reprints_only_where_equal() -> None:
    short, other = ["Переговоры", "начались"], ["Переговоры", "завершились"]
    articles = [article("a", short), article("b", other), article("c", short)]
    assert reprints(articles) == {"c": "a"}


def test_the_graph_names_the_original() -> None:
    from kg.model.extraction import Extraction

    articles = [article("first", _WORDS), article("second", changed(20))]
    graph = resolve((a, Extraction(id=a.id, lang="ru", title=a.title)) for a in reversed(articles))
    assert [a.reprint_of for a in graph.articles] == [None, "article/first"]
    found = [t for t in core(graph) if t.predicate.value.endswith("#reprintOf")]
    assert [t.object.value.rpartition("/")[2] for t in found] == ["first"]
