"""The viewer's modules as one script: each wrapped in a function, in order of their imports.

Only what ``src/`` uses is understood: ``import { a, b } from "./x.js"`` on top, and ``export``
before a declaration.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SRC = Path(__file__).parent / "src"
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|class|const|let)) (\w+)", re.MULTILINE)


@cache
def script(entry: str = "main") -> str:
    """The bundle whose last module is ``src/<entry>.js``.

    Raises ValueError for circular imports.
    """
    parts: dict[str, str] = {}
    _add(entry, parts, ())
    return '(() => {\n"use strict";\n' + "\n".join(parts.values()) + "\n})();\n"


def _add(name: str, parts: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"modules import one another: {' → '.join((*above, name))}")
    if name in parts:
        return
    text = (SRC / f"{name}.js").read_text(encoding="utf-8")
    for match in _IMPORT.finditer(text):
        _add(match[2], parts, (*above, name))
    parts[name] = _wrapped(name, text)


def _wrapped(name: str, text: str) -> str:
    exported = [match[2] for match in _EXPORT.finditer(text)]
    body = _IMPORT.sub(lambda m: f"const {{{m[1].strip()}}} = {_variable(m[2])};\n", text)
    body = _EXPORT.sub(r"\1 \2", body)
    return f"const {_variable(name)} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();"


def _variable(name: str) -> str:
    return f"module_{name.replace('-', '_')}"
