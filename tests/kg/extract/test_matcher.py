"""Names matched over dictionary forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.matcher import Lexicon, Matched, keys, lexicon
from kg.model.document import Document

ROWS: list[tuple[str, Matched, str]] = [
    ("state/KZ", "name", "Казахстан"),
    ("state/KZ", "adjective", "казахстанский"),
    ("state/SA", "name", "Саудовская Аравия"),
    ("state/TG", "name", "Того"),
    ("place/delhi", "name", "Дели"),
    ("organization/mfa", "name", "МИД"),
    ("organization/wagner", "name", "ЧВК «Вагнер»"),
    ("organization/union", "weak", "Союз"),
]


def _found(analysed: Callable[..., Document], text: str) -> list[tuple[str, str]]:
    names = Lexicon(ROWS, "ru")
    document = analysed(text)
    return [
        (document.article.text[s.tokens[m.first].start : s.tokens[m.last].end], m.entry)
        for s in document.sentences
        for m in names.matches(s)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Он уехал из Казахстана.", [("Казахстана", "state/KZ")]),
        ("Об этом сказал казахстанский посол.", [("казахстанский", "state/KZ")]),
        ("Визит в Саудовскую Аравию.", [("Саудовскую Аравию", "state/SA")]),
        ("Визит в саудовскую столицу.", []),
        ("Об этом знали в МИДе.", [("МИДе", "organization/mfa")]),
        ("Это дело решили днем.", []),
        ("Дело решили в Дели.", [("Дели", "place/delhi")]),
        ("Бойцы ЧВК «Вагнер» ушли.", [("ЧВК «Вагнер»", "organization/wagner")]),
        ("Он вступил в союз.", []),
        ("Он вступил в Союз.", [("Союз", "organization/union")]),
    ],
)
def test_matches(
    analysed: Callable[..., Document], text: str, expected: list[tuple[str, str]]
) -> None:
    assert _found(analysed, text) == expected


def test_of_names_from_one_word_on_the_longest_is_taken(analysed: Callable[..., Document]) -> None:
    rows: list[tuple[str, Matched, str]] = [
        ("a", "name", "Совет"),
        ("b", "name", "Совет Европы"),
        ("c", "name", "Совет Европы"),
    ]
    sentence = analysed("Совет Европы собрался.").sentences[0]
    found = Lexicon(rows, "ru").matches(sentence)
    assert [(m.first, m.last, m.entry) for m in found] == [(0, 1, "b"), (0, 1, "c")]


def test_keys_of_a_nominative() -> None:
    assert "дело" not in keys("Дели", "ru", nominative=True)
    assert keys("ещё", "ru") >= {"еще"}
    assert keys("Toshkent", "uz") == {"toshkent"}


def test_the_packaged_lexicon_is_built_once() -> None:
    assert lexicon("ru") is lexicon("ru")
