"""The adapters of public corpora, on folders made up in their formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import factrueval, nerel
from tests.benchmarks.names import Counts, Name, bare, pairs

TEXT = "Президент Казахстана Касым-Жомарт Токаев встретился в Астане с Эмманюэлем Макроном."


def _at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def _name(kind: str, words: str) -> Name:
    return Name(frozenset({kind}), (_at(words),), frozenset({_at(words)}))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A text of factRuEval with its layers: an occupation and a meeting."""
    spans = [
        ("1 job", "Президент"),
        ("2 loc_name", "Казахстана"),
        ("3 name", "Касым-Жомарт"),
        ("4 surname", "Токаев"),
        ("5 loc_name", "Астане"),
        ("6 name", "Эмманюэлем"),
        ("7 surname", "Макроном"),
    ]
    layers = {
        "txt": TEXT,
        "spans": "\n".join(f"{i} {_at(w)[0]} {len(w)} 1 1  # 1 {w}" for i, w in spans),
        "objects": (
            "10 LocOrg 2 # Казахстана\n11 Person 3 4 # Касым-Жомарт Токаев\n"
            "12 LocOrg 5 # Астане\n13 Person 6 7 # Эмманюэлем Макроном\n14 Org 1 # Президент"
        ),
        "coref": "20 10\nname Казахстан\n\n21 11\nlastname Токаев\n\n22 13\nlastname Макрон\n",
        "facts": (
            "1-0 Occupation\nWho obj21 Токаев\nPosition span1 Президент\nWhere obj20 Казахстан\n\n"
            "1-1 Meeting\nParticipant obj21 Токаев\nParticipant obj22 Макрон\n\n"
            "1-2 Deal\nParticipant obj20 Казахстан\n"
        ),
    }
    for layer, content in layers.items():
        (tmp_path / f"book_1.{layer}").write_text(content, encoding="utf8")
    return tmp_path / "book_1.txt"


def test_layers_of_factrueval(book: Path) -> None:
    gold = factrueval.marked(book)
    assert {frozenset(TEXT[s:e] for s, e in n.words) for n in gold.names} == {
        frozenset({"Казахстана"}),
        frozenset({"Касым-Жомарт", "Токаев"}),
        frozenset({"Астане"}),
        frozenset({"Эмманюэлем", "Макроном"}),
    }
    assert gold.optional == (_at("Президент"),)
    assert [fact.kind for fact in gold.facts] == ["Occupation", "Meeting"]


def test_what_is_read_is_right(book: Path) -> None:
    gold, figures = factrueval.marked(book), factrueval.Figures()
    figures.add(gold, *factrueval.read(book, gold.text))
    wrong = {m: c for m, c in figures.counts.items() if "ORG" not in m and c.figures()[2] < 1}
    assert not wrong
    assert figures.counts["names, overlap"].wanted == 4
    assert figures.counts["Occupation: arguments"].wanted == 3


def test_errors_are_told(book: Path) -> None:
    gold = factrueval.marked(book)
    told = list(factrueval.errors("book_1", gold, [_name("ORG", "встретился")], []))
    assert "book_1 missed PER Касым-Жомарт Токаев" in told
    assert "book_1 wrong ORG встретился" in told
    assert "book_1 wanted Meeting(Токаев; Макрон) read None" in told


def test_a_meeting_of_one_participant_in_two_is_wrong(book: Path) -> None:
    gold, figures = factrueval.marked(book), factrueval.Figures()
    meeting = factrueval.Fact("Meeting", gold.facts[1].arguments[:1])
    figures.add(gold, [], [meeting])
    assert figures.counts["Meeting: two participants"] == Counts(0, 1, 1)
    assert figures.counts["Meeting: arguments"] == Counts(1, 1, 2)


def test_names_are_paired_once() -> None:
    wanted = [_name("PER", "Токаев"), _name("LOC", "Астане")]
    found = [
        _name("PER", "Касым-Жомарт Токаев"),
        _name("PER", "Токаев"),
        _name("ORG", "Астане"),
    ]
    assert pairs(wanted, found, "exact") == {0: 1}
    assert len(pairs(wanted, found, "overlap")) == 1


def test_quotation_marks_are_no_part_of_a_name() -> None:
    assert bare("в «Правде» ", (2, 11)) == (3, 9)


def test_nerel(tmp_path: Path) -> None:
    marks = [("PERSON", "Касым-Жомарт Токаев"), ("COUNTRY", "Казахстана"), ("CITY", "Астане")]
    lines = [f"T{n}\t{k} {_at(w)[0]} {_at(w)[1]}\t{w}" for n, (k, w) in enumerate(marks, 1)]
    lines += [
        "T9\tPROFESSION 0 9\tПрезидент",
        "T8\tPERSON 0 3;5 9\tПре",
        "R1\tWORKS_AS Arg1:T1 Arg2:T9",
    ]
    (tmp_path / "1.ann").write_text("\n".join(lines), encoding="utf8")
    gold = list(nerel.marked(tmp_path / "1.ann", TEXT))
    assert len(gold) == 3
    figures = {kind: Counts() for kind in ("person", "country", "place")}
    nerel.count(gold, nerel.read(TEXT), figures)
    assert figures["person"] == Counts(1, 2, 1)
    assert figures["country"] == figures["place"] == Counts(1, 1, 1)
