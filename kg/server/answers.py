"""Answers kept for those who ask the same again while the same snapshot is served."""

from __future__ import annotations

from collections import OrderedDict

#: Bytes of one answer, and of all together.
_LARGEST = 1 << 17
_ALL = 64 << 20


class Answers:
    """Whole answers by the whole request, both as bytes; those not asked for longest go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._size = 0

    def get(self, request: bytes) -> bytes | None:
        """The answer to that request, if it is kept."""
        answer = self._kept.get(request)
        if answer is not None:
            self._kept.move_to_end(request)
        return answer

    def keep(self, request: bytes, answer: bytes) -> None:
        """Keep an answer, unless it is large."""
        if len(answer) > _LARGEST or request in self._kept:
            return
        self._kept[request] = answer
        self._size += len(request) + len(answer)
        while self._size > _ALL:
            gone, oldest = self._kept.popitem(last=False)
            self._size -= len(gone) + len(oldest)
