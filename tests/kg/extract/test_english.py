"""English names of bodies and documents, word by word."""

from __future__ import annotations

import pytest

from kg.extract.english import english_name


@pytest.mark.parametrize(
    ("name", "english"),
    [
        (
            "Международный центр промышленной кооперации",
            "International centre of industrial cooperation",
        ),
        ("Высший межгосударственный совет", "Supreme interstate council"),
        ("Договор о союзнических отношениях", "Treaty on allied relations"),
        ("Пакет двусторонних документов", "Package of bilateral documents"),
        ("Договорённость о прекращении огня", "Agreement on ceasefire"),
        (
            "Меморандум о вступлении в ШОС",
            "Memorandum on accession to Shanghai Cooperation Organisation",
        ),
        (
            "Трёхстороннее соглашение между Россией и Турцией",
            "Trilateral agreement between Russia and Turkey",
        ),
        ("Хабр Карьера", None),
        ("", None),
    ],
)
def test_names(name: str, english: str | None) -> None:
    assert english_name(name) == english
