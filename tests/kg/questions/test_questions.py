"""The saved questions: well formed, safely bound, and answered from the sample articles."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kg.errors import UsageError, VocabularyError
from kg.graph import GraphOnDisk
from kg.model.graph import BASE
from kg.questions import Question, bindings, load, question, questions

NAMES = (
    "visits visit-counts upcoming fell-through sessions who-met-whom attendance offices signed "
    "institutions targets invitations reciprocity first-trips said disagreements single-source "
    "figures topics path agenda sanctions ambassadors as-known-on why"
).split()


def ask(graph: GraphOnDisk, name: str, **given: str) -> list[dict[str, str | None]]:
    asked = question(name)
    terms = bindings(asked, given, graph.store)
    return list(graph.query(asked.sparql, bindings=terms))


def test_all_questions_ship() -> None:
    assert sorted(questions()) == sorted(NAMES)


@pytest.mark.parametrize("asked", questions().values(), ids=lambda q: q.name)
def test_headers_and_queries_agree(asked: Question) -> None:
    assert set(asked.title) == {"en", "ru", "kk", "uz"}
    assert len(set(asked.title.values())) == 4
    used = set(re.findall(r"\?p_(\w+)", asked.sparql))
    assert used == {p.name for p in asked.parameters}
    projection = asked.sparql[asked.sparql.index("SELECT") : asked.sparql.index("WHERE")]
    assert "?p_" not in projection
    assert "ORDER BY" in asked.sparql, "an answer that is cited has one order"
    words = shlex.split(asked.example)
    assert words[:3] == ["kg", "query", asked.name]
    given = {word.split("=")[0] for word in words[3:] if "=" in word}
    assert given <= {p.name for p in asked.parameters}
    needed = {p.name for p in asked.parameters if p.default is None}
    assert needed <= given


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("visits", {"colour": "red"}, "no parameter 'colour'; it takes: guest"),
        ("visits", {"from": "14.11.2025"}, "is no date; write 2023-05-17"),
        ("visits", {"from": "2023-02-30"}, "is no date"),
        ("visits", {"person": "Nobody Nowhere"}, "no person of that name"),
        ("attendance", {}, "attendance needs --param event"),
        ("attendance", {"event": "event:}a b"}, "is no IRI"),
    ],
)
def test_unusable_values_are_explained(
    sample: GraphOnDisk, name: str, given: dict[str, str], words: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(words)):
        ask(sample, name, **given)


def test_an_unknown_question_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean visits"):
        question("vists")


def test_a_broken_header_names_its_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.rq"
    path.write_text("# name: broken\n# title: none\n\nASK {}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"broken\.rq: the header is no question"):
        load(path)


def test_names_in_any_language_mean_the_same(sample: GraphOnDisk) -> None:
    answers = [
        ask(sample, "visits", person=name)
        for name in ("Tokayev", "Касым-Жомарт Токаев", "Тоқаев", "person:kassym-jomart-tokayev")
    ]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)


def test_the_state_visit_of_november_2025(sample: GraphOnDisk) -> None:
    (row,) = ask(sample, "visits", guest="KZ", host="Uzbekistan", **{"from": "2025-11-01"})
    assert (row["date"], row["rank"]) == ("2025-11-14/2025-11-15", "StateVisit")
    assert row["guests"] == "Kassym-Jomart Tokayev"
    roles = ask(sample, "attendance", event=str(row["visit"]))
    assert {(r["role"], r["who"]) for r in roles} >= {
        ("guest", f"{BASE}person/kassym-jomart-tokayev"),
        ("host", f"{BASE}state/UZ"),
    }
    assert any(
        "государственным визитом" in str(r["words"])
        for r in ask(sample, "why", node=str(row["visit"]))
    )


@pytest.mark.parametrize("asked", questions().values(), ids=lambda q: q.name)
def test_every_example_is_answered(sample: GraphOnDisk, asked: Question) -> None:
    event = next(iter(sample.query("SELECT ?e { ?e a dip:StateVisit } ORDER BY ?e")))["e"]
    given = dict(w.split("=", 1) for w in shlex.split(asked.example)[3:] if "=" in w)
    given = {k: str(event) if "event:0f3a" in v else v for k, v in given.items()}
    ask(sample, asked.name, **given)
