"""Words with an apostrophe, and character references that a feed left in its text."""

from kg.language import analyse
from kg.language.ru_words import words
from kg.model.article import Article


def test_an_apostrophe_joins_what_stands_close_on_both_sides() -> None:
    text = "О’Нил из Кот-д'Ивуара и 'цитата'"
    assert [w.text for w in words(text)] == [
        "О'Нил", "из", "Кот-д'Ивуара", "и", "'", "цитата", "'",
    ]  # fmt: skip
    assert [text[w.start : w.stop] for w in words(text)][:3] == ["О’Нил", "из", "Кот-д'Ивуара"]


def test_references_are_read_as_characters_and_cited_as_they_stand() -> None:
    text = "Клэр О&#39;Нил прибыла в Кот-д&#39;Ивуар&nbsp;вчера. Её встретили."
    article = Article(id="a", title="Визит", body=text, published=None, lang="ru", origin="a")
    first, second = analyse([article])[0].sentences[1:]
    spans = {t.text: article.text[t.start : t.end] for t in (*first.tokens, *second.tokens)}
    assert spans["О'Нил"] == "О&#39;Нил"
    assert spans["Кот-д'Ивуар"] == "Кот-д&#39;Ивуар"
    assert spans["вчера"] == "вчера"
    assert spans["встретили"] == "встретили"
