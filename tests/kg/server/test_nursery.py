"""The process that loads gives way to those that answer, and only while it loads."""

from __future__ import annotations

import os
import sys

import pytest

from kg.server.nursery import _aside


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere threads share one priority")
def test_only_the_thread_that_loads_gives_way() -> None:
    before = niceness()
    assert _aside(niceness) > before
    assert niceness() == before
    child = os.fork()
    if child == 0:
        os._exit(niceness() != before)
    assert os.waitpid(child, 0) == (child, 0)


def test_what_goes_wrong_is_told() -> None:
    def fail() -> None:
        raise ValueError("no graph")

    with pytest.raises(ValueError, match="no graph"):
        _aside(fail)
