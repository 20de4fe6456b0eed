"""What a query's text shows without parsing it: what is refused by sight, and its dataset.

This only gives a clear answer sooner. Nothing depends on it for safety: see :mod:`kg.server.wall`.
"""

from __future__ import annotations

import re

#: Parts of a query that hold no keyword (SPARQL 1.1, section 19.8), and what stands in for them.
_PARTS = re.compile(
    r"""(?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<comment>\#[^\n\r]*)
      | (?P<other>[?$]\w+ | @[A-Za-z-]+ | [A-Za-z][\w.-]*:[\w.:%\\-]* | :[\w.:%\\-]+)""",
    re.VERBOSE | re.DOTALL,
)
_STANDS_FOR = {"string": '""', "iri": "<>", "comment": " ", "other": " :"}

_PROLOGUE = r"^\s*(?:(?:PREFIX\s+:?\s*:?\s*<>|BASE\s+<>)\s*)*"
_UPDATE = re.compile(
    _PROLOGUE + r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE
)
_SUSPECT = re.compile(
    r"SERVICE|INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH", re.IGNORECASE
)
_SERVICE = re.compile(r"(?<![A-Za-z_])SERVICE(?!\w)", re.IGNORECASE)
_DATASET = re.compile(r"(?<!\w)FROM\s*(?:NAMED\s*)?(?:<>| :)", re.IGNORECASE)
_CHANGING = re.compile(r"(?<!\w)(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


def bare(query: str) -> str:
    """The query with strings, IRIs, names, variables and comments taken out."""
    return _PARTS.sub(lambda match: _STANDS_FOR[str(match.lastgroup)], query)


def refusal(query: str) -> str | None:
    """Why ``query`` is not answered here, where that can be seen."""
    if not _SUSPECT.search(query):
        return None
    text = bare(query)
    if match := _UPDATE.match(text):
        return f"{match[1].upper()}: this service only reads; send a query"
    if _SERVICE.search(text):
        return "SERVICE: queries here cannot ask other services"
    return None


def names_dataset(query: str) -> bool:
    """Whether the query has a FROM clause of its own."""
    return "FROM" in query.upper() and _DATASET.search(bare(query)) is not None


def is_stable(query: str) -> bool:
    """Whether the same query over the same graph always has the same answer."""
    return _CHANGING.search(query) is None
