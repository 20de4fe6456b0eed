"""The ledger: what is new, changed, unchanged; what was read survives."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.ledger import Ledger
from kg.model.article import Article
from kg.model.extraction import Extraction


def article(name: str, body: str = "Текст.", published: str | None = "2023-01-01") -> Article:
    return Article(id=name, title="Заголовок", body=body, lang="ru", published=published)


def reading(name: str) -> Extraction:
    return Extraction(id=name, lang="ru", title="Заголовок")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "articles.sqlite"


def test_the_same_article_again_is_unchanged(path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger.admit([article("a")]) == ["new"]
        ledger.record([reading("a")], "r1")
        assert ledger.admit([article("a")]) == ["unchanged"]
        assert list(ledger.unread("r1")) == []


@pytest.mark.parametrize(
    "later", [article("a", body="Другой текст."), article("a", published="2023-01-02")]
)
def test_a_changed_article_is_read_again(path: Path, later: Article) -> None:
    with Ledger(path) as ledger:
        ledger.admit([article("a")])
        ledger.record([reading("a")], "r1")
        assert ledger.admit([later]) == ["changed"]
        assert list(ledger.unread("r1")) == [later]
        assert list(ledger.readings()) == []


def test_another_reader_reads_all_again(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.admit([article("a"), article("b")])
        ledger.record([reading("a"), reading("b")], "r1")
        assert ledger.count_unread("r2") == 2


def test_readings_come_by_id_in_any_order_of_admission(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.admit([article("b"), article("a")])
        ledger.record([reading("b"), reading("a")], "r1")
        assert [a.id for a, _ in ledger.readings()] == ["a", "b"]


def test_what_was_recorded_is_there_after_reopening(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.admit([article("a")])
        ledger.record([reading("a")], "r1")
        ledger.record_graphs({"g": "1"})
        ledger.set_state("complete", "x")
    with Ledger(path) as ledger:
        assert list(ledger.readings()) == [(article("a"), reading("a"))]
        assert ledger.graph_digests() == {"g": "1"}
        assert ledger.state("complete") == "x"


def test_the_same_text_under_another_id_is_a_reprint(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.admit([article("a"), article("b"), article("c", body="Иное.")])
        assert ledger.reprint_of(article("b")) == "a"
        assert ledger.reprint_of(article("c", body="Иное.")) is None


def test_a_second_build_in_the_same_folder_is_refused(path: Path) -> None:
    with Ledger(path), pytest.raises(StoreError, match="another build is at work"):
        Ledger(path)


def test_a_foreign_file_is_named(path: Path) -> None:
    path.write_bytes(b"no database" * 200)
    with pytest.raises(StoreError, match="not a ledger"):
        Ledger(path)
