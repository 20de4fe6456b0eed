"""Answers kept for those who ask the same again while the same snapshot is served."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

#: Bytes of one answer, and of all together.
_LARGEST = 1 << 16
_ALL = 64 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer."""

    body: bytes
    headers: Mapping[str, str]


class Answers:
    """Small answers by entity tag; those not asked for longest go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0

    def get(self, tag: str) -> Kept | None:
        """The answer of that tag, if it is kept."""
        if tag in self._kept:
            self._kept.move_to_end(tag)
        return self._kept.get(tag)

    def keep(self, tag: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Keep an answer, unless it is large."""
        if len(body) > _LARGEST or tag in self._kept:
            return
        self._kept[tag] = Kept(body, dict(headers))
        self._size += len(body)
        while self._size > _ALL:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.body)
