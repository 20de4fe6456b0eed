"""Fields of an article: cleaning, dates, ids, language."""

from __future__ import annotations

import io
import unicodedata
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.ingest.article import clean, local_date, make, safe_id
from kg.ingest.language import code, detect, hint
from kg.ingest.model import Input, Raw
from kg.ingest.text import read_text

#: Any code point, lone surrogates and control characters among them.
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def made(**fields: object) -> str:
    return make(Raw("here", "fallback", fields), published=None, lang="ru").text


@given(ANY_TEXT)
def test_clean_text_stays_as_it_is_and_is_fit_for_xml_and_utf8(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\r" not in cleaned
    parsed = ElementTree.fromstring(f"<t>{escape(cleaned)}</t>".encode())
    assert (parsed.text or "") == cleaned


@given(title=ANY_TEXT, body=ANY_TEXT)
def test_reading_again_what_was_read_changes_nothing(title: str, body: str) -> None:
    try:
        article = make(Raw("", "x", {"title": title, "text": body}), published=None, lang="ru")
    except SourceError:
        assert not (clean(title) + clean(body)).strip()
        return
    assert article.text == f"{article.title}\n\n{article.body}"
    again = {"title": article.title, "text": article.body}
    assert make(Raw("", "x", again), published=None, lang="ru") == article


@given(title=st.text(max_size=50), body=ANY_TEXT)
def test_offsets_hold_when_the_text_is_kept_as_a_file(title: str, body: str) -> None:
    text = made(title=f"Заголовок {title}", text=body)
    stream = io.BufferedReader(io.BytesIO(text.encode()))
    [raw] = read_text(Input("here", "stem", ".txt", lambda: stream))
    assert make(raw, published=None, lang="ru").text == text


@given(ANY_TEXT)
def test_ids_are_fit_for_an_iri_and_stay(name: str) -> None:
    found = safe_id(name)
    assert found
    assert all(character.isalnum() or character in "-._~" for character in found)
    assert safe_id(found) == found


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_names_have_different_ids(one: str, other: str) -> None:
    alike = unicodedata.normalize("NFC", clean(one)).strip()
    if alike != unicodedata.normalize("NFC", clean(other)).strip():
        assert safe_id(one) != safe_id(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rbc-2023-11-09-654c3eff", "rbc-2023-11-09-654c3eff"),
        ("Токаев", "Токаев"),
        ("визит Токаева", "визит-Токаева-7e3dabdb"),
        ("https://www.example.org/a/b?c=1", "example.org-a-b-c-1-1e77a7aa"),
        ("../..", "0cfd1c96"),
    ],
)
def test_ids_stay_readable(name: str, expected: str) -> None:
    assert safe_id(name) == expected


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-11-12", "2025-11-12"),
        ("2025-11-12T23:30:00-05:00", "2025-11-12"),
        ("2025-11-12 00:10", "2025-11-12"),
        ("2025/1/2", "2025-01-02"),
        ("12.11.2025", "2025-11-12"),
        (" 2.1.2025, 10:00", "2025-01-02"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_the_local_date_as_written(written: str, day: str) -> None:
    assert local_date(written) == day


@pytest.mark.parametrize(
    "written", ["2014-02-30", "2023-02-29", "2025-13-01", "2025-11", "2025", "0000-00-00", "soon",
                "2025-11-123", "12.13.2025", "2025-11/12"]
)  # fmt: skip
def test_no_date(written: str) -> None:
    with pytest.raises(SourceError, match='field "published"'):
        local_date(written)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("ru-RU", "ru"), ("RUS", "ru"), ("kk_KZ", "kk"), ("", None), ("русский", None)],
)
def test_language_tags(tag: str, expected: str | None) -> None:
    assert code(tag) == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Путин прибыл в Астану", "ru"),
        ("Putin arrives in Astana for talks", "en"),
        ("Қазақстан Президенті Өзбекстанға барды", "kk"),
        ("Oʻzbekiston Prezidenti Ostonaga yetib keldi", "uz"),
        ("Ўзбекистон Президенти Остонага келди", "uz"),
        ("Кыргыз Республикасынын Президенти Ташкентке барды", "ky"),
        ("Президенти Ҷумҳурии Тоҷикистон дар Хуҷанд мулоқот намуд", "tg"),
        ("Президент України зустрівся з прем'єр-міністром", "uk"),
    ],
)
def test_languages_are_told_apart(text: str, lang: str) -> None:
    assert detect(text) == lang


def test_a_page_whose_script_contradicts_its_tag_is_not_believed() -> None:
    assert hint("en", "Президент прибыл в Астану") is None
    assert hint("ru", "The president arrives") is None
    assert hint("ru-KZ", "Президент прибыл в Астану") == "ru"
    assert hint("uz", "Prezident Ostonaga keldi") == hint("uz", "Президент келди") == "uz"
    assert hint(None, "text") is None
