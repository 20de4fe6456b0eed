"""Blocks of an article: what is prose and what stands around it."""

from __future__ import annotations

import pytest

from kg.language.blocks import blocks, kind_of_line
from kg.model.article import Article


def _kinds(body: str, title: str = "Заголовок") -> list[tuple[str, str]]:
    article = Article(id="a", title=title, body=body, lang="ru")
    return [(b.kind, article.text[b.start : b.end]) for b in blocks(article)]


def test_page_with_everything_around_the_prose() -> None:
    body = (
        "Политика,Мнения\n126\n\nПрезидент приехал в Ташкент.\n\nФото: пресс-служба\n\n"
        "- Как прошла встреча?\n\n- Хорошо прошла.\n\n#визит #Ташкент\n"
    )
    assert _kinds(body) == [
        ("title", "Заголовок"),
        ("header", "Политика,Мнения"),
        ("header", "126"),
        ("body", "Президент приехал в Ташкент."),
        ("caption", "Фото: пресс-служба"),
        ("body", "Как прошла встреча?"),
        ("body", "Хорошо прошла."),
        ("tags", "#визит #Ташкент"),
    ]


def test_two_spaces_after_a_sentence_part_paragraphs() -> None:
    assert _kinds("Он приехал.  «Рад», — сказал он.  Потом уехал", "")[0:] == [
        ("body", "Он приехал."),
        ("body", "«Рад», — сказал он."),
        ("body", "Потом уехал"),
    ]


def test_two_spaces_inside_a_sentence_do_not() -> None:
    assert _kinds("Это идет  на пользу", "") == [("body", "Это идет  на пользу")]


def test_a_body_of_one_short_line_is_prose() -> None:
    assert _kinds("Путин прилетел", "") == [("body", "Путин прилетел")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("14:35, 12.11.2025", "header"),
        ("Автор: Иван Петров", "byline"),
        ("Читайте также", "header"),
        ("Он уехал.", "body"),
        ("Стороны обсудили торговлю и транспорт", "body"),
    ],
)
def test_kind_of_line(line: str, kind: str) -> None:
    assert kind_of_line(line, "ru") == kind


def test_other_languages_have_no_openings() -> None:
    assert kind_of_line("Photo: the palace, seen from the square", "en") == "body"
