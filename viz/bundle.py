"""The viewer's modules as one script: each wrapped in a function, in order of their imports.

Only what ``src/`` uses is understood: ``import { a, b } from "./x.js"`` on top, ``export`` before a
declaration, and files of ``vendor/``, which put what they export into a variable ``vendored``. The
last module may wait for something (``await``) on its top level.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SRC = Path(__file__).parent / "src"
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\./|\.\./vendor/)([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|class|const|let)) (\w+)", re.MULTILINE)


@cache
def script(entry: str = "main") -> str:
    """The bundle whose last module is ``src/<entry>.js``.

    Raises ValueError for circular imports.
    """
    parts: dict[str, str] = {}
    _add("./", entry, parts, ())
    return '(() => {\n"use strict";\n' + "\n".join(parts.values()) + "\n})();\n"


def _add(folder: str, name: str, parts: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"modules import one another: {' → '.join((*above, name))}")
    if name in parts:
        return
    text = (SRC / folder / f"{name}.js").read_text(encoding="utf-8")
    if folder != "./":
        parts[name] = _function(name, f"{text}return vendored;\n")
        return
    for match in _IMPORT.finditer(text):
        _add(match[2], match[3], parts, (*above, name))
    exported = [match[2] for match in _EXPORT.finditer(text)]
    body = _IMPORT.sub(lambda m: f"const {{{m[1].strip()}}} = {_variable(m[3])};\n", text)
    body = _EXPORT.sub(r"\1 \2", body)
    made = f"{body}return {{ {', '.join(exported)} }};\n"
    parts[name] = _function(name, made, waits=not above)


def _function(name: str, body: str, *, waits: bool = False) -> str:
    return f"const {_variable(name)} = ({'async ' * waits}() => {{\n{body}}})();"


def _variable(name: str) -> str:
    return f"module_{name.replace('-', '_')}"
