"""Quotations that run over several sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.model.document import Document
from kg.model.extraction import Span

#: A quotation longer than this, in sentences, has lost its closing mark.
MOST_SENTENCES = 12
_OPENS, _CLOSES = "«„“", "»”"


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences, by index, that one quotation joins; ``last`` included."""

    first: int
    last: int


def runs(document: Document) -> list[Run]:
    """The quotations of an article that go on beyond a sentence."""
    out: list[Run] = []
    first, depth, block = 0, 0, -1
    for number, sentence in enumerate(document.sentences):
        if not depth or sentence.block != block or number - first >= MOST_SENTENCES:
            first, depth, block = number, 0, sentence.block
        text = document.article.text[sentence.start : sentence.end]
        depth = _depth(text, depth)
        if depth and first == number and not _opens_statement(text):
            depth = 0
        if not depth and number > first:
            out.append(Run(first, number))
    return out


def _depth(text: str, depth: int) -> int:
    """How many quotation marks are open behind a text; one mark may close two («A «B»)."""
    for match in re.finditer(rf"[{_OPENS}{_CLOSES}]", text):
        if match[0] in _OPENS:
            depth += 1
        else:
            ends = re.match(r"[,.]?\s*[—–-]", text[match.end() :])
            depth = 0 if ends else max(0, depth - 1)
    return depth


def _opens_statement(text: str) -> bool:
    """Whether a quotation begins the sentence or follows a colon."""
    return bool(re.search(rf"(?:^|:\s*)[{_OPENS}]", text))


def quotation(reading: Reading, spans: Sequence[Span]) -> str | None:
    """The longest words in quotation marks inside the spans, verbatim, without the marks."""
    quoted = [
        match[1]
        for start, end in spans
        for match in re.finditer(
            rf"[{_OPENS}]([^{_OPENS}{_CLOSES}]+(?:[{_OPENS}][^{_CLOSES}]+[{_CLOSES}][^{_CLOSES}]*)*)",
            reading.text(start, end),
        )
    ]
    return max(quoted, key=len, default=None)
