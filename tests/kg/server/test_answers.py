from __future__ import annotations

from kg.server import answers
from kg.server.answers import Answers


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept = Answers()
    room = answers._ALL // answers._LARGEST
    for number in range(room):
        kept.keep(b"%9d" % number, b"x" * (answers._LARGEST - 9))
    assert kept.get(b"%9d" % 0) is not None
    kept.keep(b"new" * 3, b"x" * (answers._LARGEST - 9))
    assert kept.get(b"%9d" % 1) is None
    wanted = (b"%9d" % 0, b"%9d" % 2, b"new" * 3)
    assert [kept.get(request) is not None for request in wanted] == [True, True, True]


def test_a_large_answer_is_not_kept() -> None:
    kept = Answers()
    kept.keep(b"large", b"x" * (answers._LARGEST + 1))
    assert kept.get(b"large") is None
