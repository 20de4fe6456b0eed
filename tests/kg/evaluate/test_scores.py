"""Scores of an extraction, on a small literal gold and beside the reference script."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.evaluate import Scores, evaluate
from kg.evaluate.case import Tally
from kg.evaluate.scores import figures

Json = dict[str, Any]
TEXT = "Токаев прибыл в Ташкент\n\nВ Ташкенте Токаев встретился с Мирзиёевым, сообщила Акорда.\n"


def entity(id_: str, type_: str, name: str, *surfaces: str, **more: str) -> Json:
    return {"id": id_, "type": type_, "name": name, "surfaces": list(surfaces), **more}


def event(id_: str, type_: str, evidence: str, *roles: tuple[str, str], **more: object) -> Json:
    participants = [{"entity": e, "role": role} for e, role in roles]
    default = {"status": "held", "start": None, "end": None, "place": None, "part_of": None,
               "ordinal": None, "salience": "main"}  # fmt: skip
    return {"id": id_, "type": type_, **default, "participants": participants,
            "evidence": [evidence], **more}  # fmt: skip


GOLD: Json = {
    "id": "a",
    "lang": "ru",
    "entities": [
        entity("e1", "Person", "Токаев", "Токаев"),
        entity("e2", "Person", "Мирзиёев", "Мирзиёевым"),
        entity("e3", "Place", "Ташкент", "Ташкент", "Ташкенте", kind="city"),
        entity("e4", "Organization", "Акорда", "Акорда", kind="government"),
    ],
    "offices": [
        {"holder": "e1", "title": "президент", "of": None, "status": "current"},
    ],
    "events": [
        event("v1", "Visit", "Токаев прибыл в Ташкент", ("e1", "guest"), start="2025-11-14"),
        event("v2", "Meeting", "Токаев встретился с Мирзиёевым", ("e1", "participant"),
              ("e2", "participant"), place="e3", part_of="v1", salience="background"),
    ],
    "quantities": [],
    "claims": [{"speaker": "e4", "modality": "say", "evidence": ["сообщила Акорда"]}],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in (("json/a.json", json.dumps(GOLD)), ("txt/a.txt", TEXT)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def scored(folder: Path, change: Callable[[Json], object]) -> Scores:
    read = copy.deepcopy(GOLD)
    change(read)
    return evaluate(folder, [read])


def test_gold_against_itself_is_all_right(folder: Path) -> None:
    found = scored(folder, lambda read: None)
    for name in ("entity", "office.full", "argument", "event.part_of", "claim.modality", "EVENTS"):
        assert found.figures[name] == (1, 1, 1), name
    assert list(found.errors(10)) == []


def test_nothing_read_counts_in_full(folder: Path) -> None:
    found = evaluate(folder, [])
    assert found.totals["entity"] == (0, 0, 4)
    assert found.totals["event.type"] == (0, 0, 2)
    assert found.totals["event.main_recall"] == (0, 1, 1)
    assert found.figures["EVENTS"] == (0, 0, 0)


def test_ids_of_the_reading_do_not_matter(folder: Path) -> None:
    renamed = json.loads(json.dumps(GOLD).replace('"e1"', '"x"').replace('"v1"', '"y"'))
    assert evaluate(folder, [renamed]).totals == evaluate(folder, [GOLD]).totals


def test_a_wrong_type_within_the_family_costs_the_type_only(folder: Path) -> None:
    found = scored(folder, lambda read: read["events"][0].update(type="StateVisit"))
    assert found.totals["event.family"] == (2, 2, 2)
    assert found.totals["event.type"] == (1, 2, 2)
    assert found.totals["argument"] == (3, 3, 3)
    assert list(found.errors(5)) == [
        "a wrong Visit/held «Токаев прибыл в Ташкент»: "
        "annotated Visit 2025-11-14 [guest Токаев]; read StateVisit 2025-11-14 [guest Токаев]"
    ]


def test_a_lost_entity_costs_its_arguments(folder: Path) -> None:
    found = scored(folder, lambda read: read["entities"].pop(0))
    assert found.totals["entity.Person"] == (1, 1, 2)
    assert found.totals["argument"] == (1, 3, 3)
    assert found.totals["office"] == (0, 1, 1)


def test_events_elsewhere_in_the_text_with_nobody_in_common_do_not_pair(folder: Path) -> None:
    other = event("v9", "Meeting", "сообщила Акорда", ("e4", "participant"))
    found = scored(folder, lambda read: read.update(events=[other]))
    assert found.totals["event.family"] == (0, 1, 2)
    assert [line.split("«")[0] for line in found.errors(9)] == [
        "a missed Visit/held ", "a missed Meeting/held ", "a extra Meeting/held ",
    ]  # fmt: skip


def test_offsets_count_only_where_they_cut_their_text(folder: Path) -> None:
    start = TEXT.index("сообщила")
    fragments: list[object] = [
        {"text": "сообщила Акорда", "start": start, "end": start + 15},
        {"text": "сообщила Акорда", "start": start + 1, "end": start + 16},
        {"text": "", "start": 3, "end": 3},
        "сообщила Акорда",
    ]
    found = scored(folder, lambda read: read["claims"][0].update(evidence=fragments))
    assert found.totals["offsets"] == (1, 6, 6)
    assert found.totals["claim"] == (1, 1, 1)


def test_other_languages_are_left_out(folder: Path) -> None:
    with pytest.raises(UsageError, match="no annotated articles"):
        evaluate(folder, [], lang="kk")
    assert len(evaluate(folder, [], lang="ru").articles) == 1


def test_broken_gold_is_named(folder: Path) -> None:
    (folder / "json" / "b.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match=r"b\.json: not an annotated article"):
        evaluate(folder, [])


def test_minimums(folder: Path) -> None:
    found = scored(folder, lambda read: read["events"].pop())
    assert found.below(["event.type=0.66", "entity=1"]) == []
    assert found.below(["event.type=0.67"]) == ["event.type F1 0.667 < 0.67"]
    for wrong in ("event.typo=0.5", "event.type=high", "event.type"):
        with pytest.raises(UsageError, match=f"--min {wrong}"):
            found.below([wrong])


def test_figures_of_counts() -> None:
    assert figures(Tally(1, 2, 4)) == pytest.approx((0.5, 0.25, 1 / 3))
    assert figures(Tally(0, 0, 0)) == (0, 0, 0)


SHARED = Path(__file__).parents[4] / "shared"
REFERENCE = SHARED / "evaluate" / "score.py"


@pytest.mark.skipif(not REFERENCE.is_file(), reason="no reference script beside the checkout")
@pytest.mark.parametrize(("part", "seed"), [("dev", 0), ("train", 1), ("multi/dev", 2)])
def test_figures_are_those_of_the_reference_script(tmp_path: Path, part: str, seed: int) -> None:
    gold = SHARED / "gold" / part
    readings = list(_disturbed_readings(gold, random.Random(seed)))
    file = tmp_path / "predicted.jsonl"
    file.write_text("\n".join(map(json.dumps, readings)), encoding="utf-8")
    found = evaluate(gold, readings)
    assert found.table() == _reference(gold, file)
    assert found.json() == _reference(gold, file, "--json")
    assert 0.3 < found.figures["EVENTS"].f1 < 0.9


def _reference(gold: Path, predicted: Path, *options: str) -> str:
    command = [sys.executable, str(REFERENCE), str(gold), str(predicted), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.rstrip("\n")


def _disturbed_readings(gold: Path, dice: random.Random) -> Any:
    """Gold articles with records dropped, values changed and offsets shifted at random."""
    for path in sorted((gold / "json").glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        text = (gold / "txt" / f"{article['id']}.txt").read_text(encoding="utf-8")
        if dice.random() < 0.9:
            yield _disturbed(article, text, dice)


def _disturbed(article: Json, text: str, dice: random.Random) -> Json:
    for part in ("entities", "offices", "events", "quantities", "claims"):
        records = [record for record in article[part] if dice.random() < 0.9]
        dice.shuffle(records)
        article[part] = records + [copy.deepcopy(r) for r in records if dice.random() < 0.1]
        for record in article[part]:
            _disturb(record, text, dice)
    return json.loads(json.dumps(article).replace('"e1"', '"e77"'))  # type: ignore[no-any-return]


def _disturb(record: Json, text: str, dice: random.Random) -> None:
    for field, values in _OTHER_VALUES.items():
        if field in record and dice.random() < 0.1:
            record[field] = dice.choice(values)
    for field in ("surfaces", "participants", "between", "evidence"):
        if dice.random() < 0.2:
            record[field] = record.get(field, [])[1:]
    if "evidence" in record:
        record["evidence"] = [_placed(words, text, dice) for words in record["evidence"]]


_OTHER_VALUES: dict[str, list[Any]] = {
    "type": ["Visit", "StateVisit", "Meeting", "Signing", "Person", "Place", "Nonsense"],
    "kind": ["igo", None, "actual"],
    "name": ["Москва", "совет"],
    "iso": ["KZ", None],
    "title": ["министр", "президент страны"],
    "status": ["planned", "former"],
    "start": ["2023-05", None],
    "place": ["e1", None],
    "part_of": ["v1", None],
    "ordinal": [3, None],
    "holder": ["e2"],
    "of": ["e3", None],
    "speaker": ["e2"],
    "modality": ["deny"],
    "value": [7, "x", None],
    "metric": ["aid"],
}


def _placed(words: str, text: str, dice: random.Random) -> object:
    start = text.index(words)
    chance = dice.random()
    if chance < 0.1:
        return words
    if chance < 0.2:
        return {"text": words, "start": start + 1, "end": start + len(words)}
    if chance < 0.3:
        words = words[: max(1, len(words) // 3)]
    return {"text": words, "start": start, "end": start + len(words)}
