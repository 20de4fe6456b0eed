"""``review.yaml`` as people write it, and ``kg review`` as they use it."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg.cli.common import Output
from kg.cli.review import _ask, command
from kg.errors import UsageError
from kg.graph import GraphOnDisk, open_graph
from kg.model.judgement import Judgement, Words
from kg.pipeline import build
from kg.review import Doubt, append, doubts, load, sssom

ITEM = Judgement(
    kind="reject",
    a=Words(article="2025-11-12", quote="«Токаев»: да, посетит", type="Visit"),
    b="state/UZ",
    field="host",
    by="Ә. Төреші",
    on="2025-12-01",
)


def test_what_is_appended_is_loaded(tmp_path: Path) -> None:
    path, second = tmp_path / "review.yaml", ITEM.model_copy(update={"note": "on: yes, 0123"})
    path.write_text("# Ours.\n- {kind: same, a: person/a, b: person/b, on: 2025-11-30}\n")
    append(path, ITEM)
    append(path, second)
    first, *rest = load(path)
    assert (first.kind, first.on) == ("same", "2025-11-30")
    assert rest == [ITEM, second]
    assert path.read_text(encoding="utf-8").startswith("# Ours.\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kind: same", "must be a list"),
        ("- {kind: same, a: person/a}", "item 1"),
        ("- {kind: perhaps, a: person/a, b: person/b}", "item 1: kind"),
        ("- {kind: same, a: person/a, b: person/b}\n- {kind: correct, a: person/a}", "item 2"),
        ("- [", "cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "review.yaml"
    path.write_text(text)
    with pytest.raises(UsageError, match=message) as error:
        load(path)
    assert "\n" not in str(error.value)


def test_doubts_come_by_confidence_and_once_only(sample: GraphOnDisk) -> None:
    found = doubts(sample, (), ("merge", "split", "link", "fact"), 20)
    assert [d.confidence for d in found] == sorted(d.confidence for d in found)
    first = found[0]
    known = Judgement(kind="accept", a=first.a, b=first.b, field=first.field)
    assert first not in doubts(sample, (known,), ("merge", "split", "link", "fact"), 20)


def test_a_doubt_can_be_judged(tmp_path: Path) -> None:
    articles = Path(__file__).parents[2] / "data" / "articles"
    build([str(articles)], tmp_path)
    doubt = next(d for d in doubts(open_graph(tmp_path), (), ("fact",), 1))
    item = Judgement(kind="reject", a=doubt.a, b=doubt.b, field=doubt.field)
    append(tmp_path / "review.yaml", item)
    before = (tmp_path / "core.ttl").read_bytes()
    report = build([str(articles)], tmp_path)
    assert report.rebuilt
    assert report.unmatched == []
    assert (tmp_path / "core.ttl").read_bytes() != before
    assert not build([str(articles)], tmp_path).rebuilt


def test_a_doubted_office_can_be_accepted(tmp_path: Path) -> None:
    articles = tmp_path / "a.jsonl"
    told = {
        "id": "a",
        "lang": "ru",
        "published": "2023-05-02",
        "title": "Переговоры в Москве",
        "text": "Президент Сирии Сергей Лавров встретился в Москве с Ван И.",
    }
    articles.write_text(json.dumps(told), encoding="utf-8")
    folder = tmp_path / "out"
    build([str(articles)], folder)
    (doubt,) = doubts(open_graph(folder), (), ("office",), 9)
    assert (doubt.b, doubt.name, doubt.a.type) == (
        "person/sergey-lavrov",
        "Сергей Лавров",
        "Office",
    )
    append(folder / "review.yaml", Judgement(kind="accept", a=doubt.a, b=doubt.b))
    report = build([str(articles)], folder)
    assert report.unmatched == []
    assert not doubts(open_graph(folder), (), ("office",), 9)


def test_the_list_is_tsv(sample: GraphOnDisk) -> None:
    done = CliRunner().invoke(command, ["-g", str(sample.folder), "--limit", "3"])
    assert done.exit_code == 0
    assert {line.count("\t") for line in done.output.splitlines()} == {8}


def test_answers_are_kept_at_once(tmp_path: Path) -> None:
    words = Words(article="a", quote="прибыл", type="Visit")
    found = [
        Doubt("merge", 0.5, words, words.model_copy(update={"article": "b"})),
        Doubt("fact", 0.6, words, "person/xi", "guest"),
        Doubt("fact", 0.7, words, "person/xi", "host"),
    ]
    path = tmp_path / "review.yaml"
    asking = click.Command(
        "ask", callback=lambda: _ask(found, path, "me", Output(False, False, False))
    )
    done = CliRunner().invoke(asking, input="d\nc\nperson/putin\nq\n")
    assert done.exit_code == 0, done.output
    assert [(j.kind, j.field, j.value, j.by) for j in load(path)] == [
        ("different", None, None, "me"),
        ("correct", "guest", "person/putin", "me"),
    ]


def test_identities_as_sssom() -> None:
    same = Judgement(kind="same", a=ITEM.a, b="person/xi", by="me", on="2025-12-01", note="a\tb")
    lines = sssom([ITEM, same]).splitlines()
    head, row = (line.split("\t") for line in lines if not line.startswith("#"))
    cells = dict(zip(head, row, strict=True))
    assert cells["subject_label"] == "«Токаев»: да, посетит"
    assert cells["object_id"] == "id:person/xi"
    assert (cells["predicate_id"], cells["predicate_modifier"]) == ("skos:exactMatch", "")
    assert cells["mapping_justification"] == "semapv:ManualMappingCuration"
    assert cells["comment"] == "a b"
