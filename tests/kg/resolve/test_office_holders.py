"""Offices: many titles, one slug; who held what when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.resolve import offices
from kg.resolve.gazetteer import gazetteer
from kg.resolve.offices import held_by, holder, is_single, label, normalise_title, titles


@pytest.mark.parametrize(
    ("lang", "title", "office"),
    [
        ("ru", "президент", "president"),
        ("ru", "премьер", "prime-minister"),
        ("ru", "Премьер-министр", "prime-minister"),
        ("ru", "председатель кабинета министров", "prime-minister"),
        ("ru", "глава МИД", "minister-of-foreign-affairs"),
        ("ru", "министр иностранных дел", "minister-of-foreign-affairs"),
        ("ru", "замглавы МИД", "deputy-minister-of-foreign-affairs"),
        ("ru", "первый заместитель министра обороны", "first-deputy-minister-of-defence"),
        ("ru", "глава Пентагона", "minister-of-defence"),
        ("ru", "глава Минфина", "minister-of-finance"),
        ("ru", "госсекретарь", "secretary-of-state"),
        ("ru", "спикер Госдумы", "speaker-of-the-lower-house"),
        ("ru", "канцлер", "chancellor"),
        ("ru", "постпред", "permanent-representative"),
        ("ru", "генсек", "secretary-general"),
        ("ru", "пресс-секретарь", "press-secretary"),
        ("ru", "верховный представитель ЕС по иностранным делам", "high-representative"),
        ("ru", "бывший президент", "president"),
        ("ru", "экс-премьер", "prime-minister"),
        ("ru", "и. о. министр иностранных дел", "minister-of-foreign-affairs"),
        ("en", "Foreign Minister", "minister-of-foreign-affairs"),
        ("en", "Secretary of Defense", "minister-of-defence"),
        ("en", "former Secretary-General", "secretary-general"),
        ("kk", "сыртқы істер министрі", "minister-of-foreign-affairs"),
        ("kk", "Мемлекет басшысы", "head-of-state"),
        ("uz", "Tashqi ishlar vaziri", "minister-of-foreign-affairs"),
        ("uz", "bosh vazir o‘rinbosari", "deputy-prime-minister"),
    ],
)
def test_a_title_is_an_office(lang: str, title: str, office: str) -> None:
    assert normalise_title(title, lang) == office


def test_a_title_that_the_table_lacks_is_its_own_slug() -> None:
    assert normalise_title("Хранитель печати", "ru") == "khranitel-pechati"
    assert normalise_title("", "ru") == ""


def test_an_office_has_its_title_in_four_languages() -> None:
    four = [label("minister-of-foreign-affairs", lang) for lang in ("en", "ru", "kk", "uz")]
    assert four == [
        "minister of foreign affairs",
        "министр иностранных дел",
        "сыртқы істер министрі",
        "tashqi ishlar vaziri",
    ]
    assert label("wizard", "en") is None


@pytest.mark.parametrize(
    ("office", "of", "on", "person"),
    [
        ("president", "state/KZ", "2018-05-01", "nursultan-nazarbayev"),
        ("president", "state/KZ", "2023-05-01", "kassym-jomart-tokayev"),
        ("president", "state/KZ", "2019-03-20", "kassym-jomart-tokayev"),  # handed over that day
        ("president", "state/UZ", "2016-01-01", "islam-karimov"),
        ("prime-minister", "state/GB", "2022-09-01", "boris-johnson"),
        ("prime-minister", "state/GB", "2022-10-01", "liz-truss"),
        ("prime-minister", "state/GB", "2022-11-01", "rishi-sunak"),
        ("minister-of-foreign-affairs", "state/CN", "2023-03-01", "qin-gang"),
        ("minister-of-foreign-affairs", "state/CN", "2023-09-01", "wang-yi"),
        ("secretary-general", "organization/nato", "2023-07-11", "jens-stoltenberg"),
        # Titles that mean another office there.
        ("minister-of-foreign-affairs", "state/US", "2023-01-01", "antony-blinken"),
        ("prime-minister", "state/DE", "2023-01-01", "olaf-scholz"),
        ("head-of-state", "state/JP", "2023-01-01", "naruhito"),
        ("head-of-state", "state/KZ", "2023-01-01", "kassym-jomart-tokayev"),
        ("head-of-government", "state/KZ", "2023-01-01", "alikhan-smailov"),
        ("leader", "state/IN", "2023-01-01", "narendra-modi"),
        ("leader", "state/KP", "2023-01-01", "kim-jong-un"),
        ("head", "organization/european-commission", "2023-05-05", "ursula-von-der-leyen"),
        ("chairman", "organization/european-council", "2023-05-05", "charles-michel"),
    ],
)
def test_who_held_an_office(office: str, of: str, on: str, person: str) -> None:
    assert holder(office, of, on) == f"person/{person}"


def test_nobody_known_held_it() -> None:
    assert holder("president", "state/KZ", "1985-01-01") is None
    assert holder("wizard", "state/KZ", "2023-01-01") is None
    assert holder("president", "state/ZZ", "2023-01-01") is None


def test_an_envoy_is_told_by_where_it_is_accredited() -> None:
    assert holder("ambassador", "state/RU", "2023-01-01") is None
    assert holder("ambassador", "state/RU", "2023-01-01", to="state/US") == "person/anatoly-antonov"
    assert holder("ambassador", "state/US", "2023-06-01", to="state/RU") == "person/lynne-tracy"


def test_what_a_person_held() -> None:
    in_2005 = [(t.office, t.of) for t in held_by("person/kassym-jomart-tokayev", "2005-01-01")]
    assert in_2005 == [("minister-of-foreign-affairs", "state/KZ")]
    assert held_by("person/nobody", "2023-01-01") == ()


def test_one_holder_at_a_time_or_many() -> None:
    assert is_single("president")
    assert is_single("minister-of-finance")
    assert not is_single("ambassador")
    assert not is_single("deputy-prime-minister")


def test_every_office_of_the_gazetteer_can_be_named() -> None:
    held = {t.office for entry in gazetteer().entries.values() for t in entry.offices}
    assert {office for office in held if not (label(office, "en") and label(office, "ru"))} == set()


@pytest.fixture
def fresh_table() -> Iterator[None]:
    """The table is read anew inside the test, and once more after it."""
    titles.cache_clear()
    yield
    titles.cache_clear()


@pytest.mark.usefixtures("fresh_table")
def test_a_title_of_two_offices_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = "offices: {king: {ru: [монарх]}, queen: {ru: [Монарх]}}\n"
    rest = "portfolios: {}\npatterns: {}\ngeneral: {}\ndrop: {}\n"
    (tmp_path / "offices.yaml").write_text(table + rest, encoding="utf-8")
    monkeypatch.setattr(offices, "folder", lambda name: tmp_path)
    with pytest.raises(VocabularyError, match="«Монарх» is both king and queen"):
        titles()
