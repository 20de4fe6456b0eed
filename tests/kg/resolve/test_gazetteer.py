"""The gazetteer: what its names mean, who is a member when, and what its lint finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import VocabularyError
from kg.model.gazetteer import Entry
from kg.resolve import gazetteer_files, gazetteer_lint
from kg.resolve.gazetteer import covers, fold, gazetteer
from kg.resolve.gazetteer_files import compiled, read_yaml
from kg.resolve.gazetteer_lint import check, lint

TEXT = st.text(max_size=40)


@pytest.mark.parametrize(
    ("name", "lang", "id", "strength"),
    [
        ("Казахстан", "ru", "state/KZ", "main"),
        ("Республика Казахстан", "ru", "state/KZ", "strong"),
        ("КНР", "ru", "state/CN", "strong"),
        ("Кыргызстан", "ru", "state/KG", "strong"),
        ("Белоруссия", "ru", "state/BY", "strong"),
        ("Святой Престол", "ru", "state/VA", "strong"),
        ("United States of America", "en", "state/US", "strong"),
        ("Қазақстан", "kk", "state/KZ", "main"),
        ("O'zbekiston", "uz", "state/UZ", "main"),
        ("токаев", "ru", "person/kassym-jomart-tokayev", "strong"),
        ("Қасым-Жомарт Тоқаев", "kk", "person/kassym-jomart-tokayev", "main"),
        ("Shavkat Mirziyoyev", "uz", "person/shavkat-mirziyoyev", "main"),
        ("Мирзиеев", "ru", "person/shavkat-mirziyoyev", "strong"),
        ("Си", "ru", "person/xi-jinping", "weak"),
        ("ШОС", "ru", "organization/shanghai-cooperation-organisation", "strong"),
        ("C5+1", "ru", "organization/c5-1", "main"),
        ("МИД РФ", "ru", "organization/ministry-of-foreign-affairs-of-russia", "strong"),
        ("Госдеп", "ru", "organization/department-of-state-of-the-united-states", "strong"),
        ("ЧВК Вагнер", "ru", "organization/wagner-group", "main"),
        ("Нур-Султан", "ru", "place/astana", "strong"),
        ("Косово", "ru", "place/kosovo", "main"),
        ("Елисейский дворец", "ru", "place/elysee-palace", "main"),
    ],
)
def test_a_name_means(name: str, lang: str, id: str, strength: str) -> None:
    assert (id, strength) in gazetteer().candidates(name, lang)


def test_the_best_candidate_comes_first() -> None:
    assert [c.id for c in gazetteer().candidates("Кремль", "ru")] == [
        "organization/kremlin",
        "place/moscow-kremlin",
    ]


def test_a_ministry_named_without_its_state_may_be_any() -> None:
    ids = {c.id for c in gazetteer().candidates("МИД", "ru") if c.strength == "weak"}
    assert {gazetteer().entries[id].iso for id in ids} >= {"KZ", "RU", "GB", "ZM"}


def test_unknown_names_mean_nothing() -> None:
    assert gazetteer().candidates("Тридевятое царство", "ru") == ()


def test_words_that_stand_for_a_state() -> None:
    g = gazetteer()
    assert g.adjective("казахстанский") == ("state/KZ",)
    assert g.adjective("Конголезский") == ("state/CD", "state/CG")
    assert g.demonym("узбекистанец") == ("state/UZ",)
    assert g.metonym("Астана") == ("state/KZ",)
    assert g.metonym("Тель-Авив") == ("state/IL",)
    assert g.metonym("Смоленская площадь") == (
        "organization/ministry-of-foreign-affairs-of-russia",
    )
    assert g.metonym("Брюссель") == ("organization/european-union", "state/BE")
    assert g.metonyms("ru")["ташкент"] == ("state/UZ",)


def test_all_members_of_the_united_nations_and_both_observers_are_states() -> None:
    g = gazetteer()
    members = set(g.members("organization/united-nations", "2024-01-01"))
    assert len(members) == 193
    states = {id for id, entry in g.entries.items() if entry.type == "State"}
    assert states - members == {"state/VA", "state/PS"}


def test_every_state_can_be_read_in_four_languages_and_found_by_code() -> None:
    for entry in gazetteer().entries.values():
        if entry.type == "State":
            assert set(entry.names) == {"en", "ru", "kk", "uz"}, entry.id
            assert entry.iso is not None
            assert gazetteer().state(entry.iso.lower()) == entry


@pytest.mark.parametrize(
    ("state", "organization", "on", "member"),
    [
        ("state/FI", "nato", "2023-04-03", False),
        ("state/FI", "nato", "2023-04-04", True),
        ("state/GB", "european-union", "2019-06-01", True),
        ("state/GB", "european-union", "2023-06-01", False),
        ("state/IR", "shanghai-cooperation-organisation", "2022-09-16", False),
        ("state/UZ", "organization-of-turkic-states", "2023-11-03", True),
        ("state/RU", "council-of-europe", "2022-03-20", False),
        ("state/IR", "brics", "2023-08-24", False),
    ],
)
def test_members_on_a_date(state: str, organization: str, on: str, member: bool) -> None:
    assert (state in gazetteer().members(f"organization/{organization}", on)) is member


@pytest.mark.parametrize(
    ("start", "end", "on", "covered"),
    [
        ("2022-01-05", "2024-02-05", "2023-01-01", True),
        ("2022-01-05", "2024-02-05", "2022-01-04", False),
        ("2022", "2024", "2022-01-01", True),  # a coarse date covers its whole year
        ("2022", "2024", "2024-12-31", True),
        ("2022-05", None, "2022-05-01", True),
        ("2022-05", None, "2022-04-30", False),
        (None, "2021", "1999-01-01", True),
        (None, None, "2023", True),
        ("2023-06-15", None, "2023", True),  # so does a coarse day asked for
    ],
)
def test_what_a_term_covers(start: str | None, end: str | None, on: str, covered: bool) -> None:
    assert covers(start, end, on) is covered


@given(TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_folding_knows_no_case(text: str) -> None:
    assert fold(text.upper().lower()) == fold(text.upper())


def test_folding_levels_what_writers_vary() -> None:
    assert fold("ЧВК «Вагнер»") == fold("чвк Вагнер")
    assert fold("Oʻzbekiston") == fold("O‘zbekiston") == fold("o'zbekiston")
    assert fold("Россия — Африка") == fold("Россия - Африка")
    assert fold("Орёл\u00a0 Пётр") == "орел петр"


def test_officials_of_central_asia_have_names_in_four_languages() -> None:
    states = {f"state/{iso}" for iso in ("KZ", "KG", "UZ", "TJ", "TM")}
    people = [e for e in gazetteer().entries.values() if e.type == "Person"]
    theirs = [e for e in people if any(term.of in states for term in e.offices)]
    assert len(theirs) > 100
    assert not [e.id for e in theirs if not {"en", "ru", "kk", "uz"} <= e.names.keys()]


def test_contested_places_say_so() -> None:
    places = ("abkhazia", "crimea", "golan-heights", "kherson-oblast", "kosovo", "taiwan")
    assert all(gazetteer().entries[f"place/{name}"].note for name in places)


def test_the_packaged_gazetteer_is_sound_and_compiled() -> None:
    assert check() == []


def test_compiling_knows_no_order_of_files() -> None:
    files = read_yaml()
    assert compiled(files) == compiled(dict(reversed(list(files.items()))))


def test_a_broken_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = tmp_path / "gazetteer" / "people"
    people.mkdir(parents=True)
    (people / "x.yaml").write_text("- id: person/a\n  type: Wizard\n", encoding="utf-8")
    monkeypatch.setattr(gazetteer_files, "folder", lambda name: tmp_path)
    with pytest.raises(VocabularyError, match=r"people/x\.yaml: 0\.type"):
        read_yaml()


def test_compiling_after_an_edit_tells_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "gazetteer" / "people"
    people.mkdir(parents=True)
    (tmp_path / "gazetteer" / "homonyms.yaml").write_text("[]\n", encoding="utf-8")
    line = "- {id: person/a, type: Person, names: {en: {main: A}}, source: own"
    for module in (gazetteer_files, gazetteer_lint):
        monkeypatch.setattr(module, "folder", lambda name: tmp_path)

    (people / "x.yaml").write_text(line + "}\n", encoding="utf-8")
    assert gazetteer_lint.main() == 0
    (people / "x.yaml").write_text(line + ", seat: place/x}\n", encoding="utf-8")
    assert gazetteer_lint.main() == 1
    (people / "x.yaml").write_text("- id: [\n", encoding="utf-8")
    assert gazetteer_lint.main() == 1

    sound, finding, broken = capsys.readouterr().out.splitlines()
    assert sound == "The gazetteer is sound."
    assert finding == "person/a: no entry place/x"
    assert "x.yaml: while parsing" in broken


# The lint.

STATE: dict[str, object] = {
    "id": "state/KZ",
    "type": "State",
    "iso": "KZ",
    "names": {"en": {"main": "Kazakhstan"}},
    "source": "own",
}
PERSON: dict[str, object] = {
    "id": "person/a",
    "type": "Person",
    "names": {"en": {"main": "A"}},
    "source": "own",
}


def entry(base: dict[str, object], **changes: object) -> Entry:
    return Entry.model_validate(base | changes)


def president(who: str, start: str | None, end: str | None) -> Entry:
    term = {"office": "president", "of": "state/KZ", "from": start, "until": end}
    return entry(PERSON, id=f"person/{who}", names={"en": {"main": who}}, offices=[term])


@pytest.mark.parametrize(
    ("entries", "finding"),
    [
        ([entry(PERSON), entry(PERSON)], "id person/a is used 2 times"),
        (
            [entry(STATE, wikidata="Q232"), entry(PERSON, wikidata="Q232")],
            "Wikidata id Q232 is used 2 times",
        ),
        ([entry(PERSON, wikidata="232")], "person/a: '232' is no Wikidata id"),
        ([entry(PERSON, id="state/A")], "state/A: its id is not of the form kind/slug, or of"),
        ([entry(PERSON, kind="igo")], "person/a: a Person has no kind 'igo'"),
        ([entry(STATE, id="state/KG")], "state/KG: a state's id is state/ and its ISO code"),
        ([entry(STATE, capital="place/astana")], "state/KZ: no entry place/astana"),
        (
            [entry(STATE, memberOf=[{"of": "organization/cis"}])],
            "state/KZ: no entry organization/cis",
        ),
        (
            [entry(PERSON, offices=[{"office": "wizard", "of": "person/a"}])],
            "person/a: no office wizard",
        ),
        (
            [entry(STATE), president("b", "2023-13", None)],
            "person/b: «2023-13» is no date",
        ),
        (
            [entry(STATE), president("b", "2023-05-02", "2023-05-01")],
            "person/b: it ends before it begins: 2023-05-02, 2023-05-01",
        ),
        (
            [entry(STATE), president("b", "2019", None), president("c", "2022-01-02", None)],
            "president of state/KZ: person/b and person/c at once",
        ),
        (
            [entry(PERSON), entry(PERSON, id="person/b")],
            "«a» (en) names both person/a and person/b",
        ),
        (
            [entry(PERSON, names={"en": {"main": "A", "weak": ["«a»"]}})],
            "person/a: «a» (en) stands twice",
        ),
        ([entry(PERSON, names={"ru": {"main": "А"}})], "person/a: it has no English name"),
    ],
)
def test_lint_finds(entries: list[Entry], finding: str) -> None:
    assert [found for found in lint(entries, {}) if found.startswith(finding)]


@pytest.mark.parametrize(
    "entries",
    [
        # A successor on the same day; terms known to the year alone; a start nobody knows.
        [entry(STATE), president("b", None, "2022-01-02"), president("c", "2022-01-02", None)],
        [entry(STATE), president("b", "2019", "2022"), president("c", "2022", None)],
        [entry(STATE), president("b", None, None), president("c", "2022", None)],
        # A name that only weakly means two; a capital named as its state.
        [entry(PERSON), entry(PERSON, id="person/b", names={"en": {"main": "B", "weak": ["A"]}})],
        [
            entry(STATE, capital="place/kazakhstan"),
            entry(STATE, id="place/kazakhstan", type="Place", kind="city"),
        ],
    ],
)
def test_lint_lets_pass(entries: list[Entry]) -> None:
    assert lint(entries, {}) == []


def test_lint_lets_listed_homonyms_pass() -> None:
    entries = [entry(PERSON), entry(PERSON, id="person/b")]
    assert lint(entries, {("en", "a"): frozenset({"person/a", "person/b"})}) == []
