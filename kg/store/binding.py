"""Binding variables of a query to terms before it is evaluated.

Oxigraph's own substitution takes only variables of the outermost projection, and a remote endpoint
has none; so each variable *token* becomes the term's N-Triples form, which no value can break out
of. Strings, IRIs and comments of the query are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.store.protocol import Term

#: What may hold a question mark and is no variable (SPARQL 1.1, section 19.8); then variables.
_TOKEN = re.compile(
    r"""(?P<other>
          \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
        | <[^<>"{}|^`\\\x00-\x20]*> | \#[^\n\r]*
        ) | [?$](?P<name>\w+)""",
    re.VERBOSE | re.DOTALL,
)


def bind(sparql: str, bindings: Mapping[str, Term]) -> str:
    """The query with every variable of ``bindings`` (names without ``?``) fixed to its term."""
    if not bindings:
        return sparql

    def replaced(match: re.Match[str]) -> str:
        name = match["name"]
        return str(bindings[name]) if name in bindings else match[0]

    return _TOKEN.sub(replaced, sparql)
