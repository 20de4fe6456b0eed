from __future__ import annotations

from kg.server import answers
from kg.server.answers import Answers


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept = Answers()
    size = answers._LARGEST
    room = answers._ALL // size
    for number in range(room):
        kept.keep(str(number), b"x" * size, {})
    assert kept.get("0") is not None
    kept.keep("new", b"x" * size, {})
    assert kept.get("1") is None
    assert [kept.get(tag) is not None for tag in ("0", "2", "new")] == [True, True, True]


def test_a_large_answer_is_not_kept() -> None:
    kept = Answers()
    kept.keep("large", b"x" * (answers._LARGEST + 1), {})
    assert kept.get("large") is None
