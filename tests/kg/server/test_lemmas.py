from __future__ import annotations

import pytest

from kg.server.lemmas import forms, words


def test_words_are_folded() -> None:
    assert words("Ёлка, «Сырдарья-2»: Oʻzbekiston’ga!") == ["елка", "сырдарья", "2", "ozbekistonga"]


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        ("визиту", "визит", "ru"),
        ("лаврова", "лавров", "ru"),
        ("переговорами", "переговоры", "ru"),
        ("сапармен", "сапар", "kk"),
        ("қазақстанның", "қазақстан", "kk"),
        ("tashrifidan", "tashrif", "uz"),
        ("visits", "visit", "en"),
        ("meetings", "meeting", "en"),
    ],
)
def test_a_word_shares_a_base_form_with_its_inflections(one: str, other: str, lang: str) -> None:
    """As asked, in any language of the script, and as indexed, in its own."""
    assert set(forms(one)) & set(forms(other, lang))
    assert set(forms(other)) & set(forms(one, lang))


def test_different_words_share_none() -> None:
    assert not set(forms("визит")) & set(forms("союз", "ru"))
