"""What the user named (files, folders, globs, addresses, standard input) into single inputs."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import SourceError
from kg.ingest.model import Input, Refusal
from kg.ingest.web import fetch

#: Endings of files that are read; others in a folder are passed over.
ENDINGS = (".txt", ".md", ".html", ".htm", ".jsonl", ".jsonl.gz", ".json", ".csv", ".xml")
#: Ending of a stream by its first characters; anything else is plain text.
_OPENINGS = (
    (re.compile(rb"\x1f\x8b"), ".jsonl.gz"),
    (re.compile(rb"\s*\[\s*[{\]]"), ".json"),
    (re.compile(rb"\s*\{"), ".jsonl"),
    (re.compile(rb"\s*<(?:\?xml|rss|feed|rdf:RDF)\b", re.IGNORECASE), ".xml"),
    (re.compile(rb"\s*<(?:!doctype html|html|head|!--)\b", re.IGNORECASE), ".html"),
)


def expand(names: Iterable[str], stdin: BinaryIO | None) -> list[Input | Refusal]:
    """All inputs, sorted by name and each only once, whatever the order of ``names``."""
    found: dict[str, Input | Refusal] = {}
    for name in sorted(names):
        for each in _expand(name, stdin):
            found.setdefault(_identity(each.origin), each)
    return sorted(found.values(), key=lambda each: (isinstance(each, Input), each.origin))


def sniff(start: bytes) -> str:
    """The ending that a stream beginning with ``start`` would have as a file."""
    start = start.removeprefix(b"\xef\xbb\xbf")
    return next((ending for pattern, ending in _OPENINGS if pattern.match(start)), ".txt")


def ending_of(name: str) -> str | None:
    """The known ending of a file name, the longest one, or None."""
    lower = name.lower()
    return max((e for e in ENDINGS if lower.endswith(e)), key=len, default=None)


def _identity(origin: str) -> str:
    return origin if _is_address(origin) or origin == "-" else os.path.realpath(origin)


def _is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _expand(name: str, stdin: BinaryIO | None) -> Iterator[Input | Refusal]:
    if name == "-":
        yield _stream(name, "stdin", _peekable(stdin or sys.stdin.buffer))
    elif _is_address(name):
        yield from _address(name)
    elif os.path.isdir(name):
        yield from _folder(name)
    elif os.path.exists(name):
        yield _named(Path(name))
    elif glob.has_magic(name):
        yield from _matches(name)
    else:
        yield Refusal(name, "no such file or folder")


def _folder(name: str) -> Iterator[Input | Refusal]:
    """Files with a known ending, hidden ones left out; links to folders are not followed."""
    found: list[Path] = []
    closed: list[OSError] = []
    for place, folders, files in os.walk(name, onerror=closed.append):
        folders[:] = [f for f in folders if not f.startswith(".")]
        found += [Path(place, f) for f in files if ending_of(f) and not f.startswith(".")]
    yield from map(_file, found)
    yield from (Refusal(str(e.filename), f"cannot be read ({e.strerror})") for e in closed)
    if not found and not closed:
        yield Refusal(name, f"no article in this folder (endings read: {' '.join(ENDINGS)})")


def _matches(pattern: str) -> Iterator[Input | Refusal]:
    found = map(Path, glob.glob(pattern, recursive=True))
    files = [p for p in found if p.is_file() and ending_of(p.name)]
    yield from map(_file, files)
    if not files:
        yield Refusal(pattern, f"no file matches (endings read: {' '.join(ENDINGS)})")


def _named(path: Path) -> Input | Refusal:
    """A file that the user named: of a known ending, or without any and sniffed."""
    if ending_of(path.name):
        return _file(path)
    if path.suffix:
        return Refusal(str(path), f"files {path.suffix} are not read, only {' '.join(ENDINGS)}")
    try:
        return _stream(str(path), path.name, path.open("rb"))
    except OSError as error:
        return Refusal(str(path), str(error.strerror))


def _file(path: Path) -> Input:
    ending = str(ending_of(path.name))
    stem = path.name[: -len(ending)] or path.name
    return Input(path.as_posix(), stem, ending, lambda: path.open("rb"))


def _stream(origin: str, stem: str, stream: BufferedReader) -> Input:
    return Input(origin, stem, sniff(stream.peek(512)[:512]), lambda: stream)


def _peekable(stream: BinaryIO) -> BufferedReader:
    return cast(BufferedReader, stream if hasattr(stream, "peek") else BufferedReader(stream))


def _address(url: str) -> Iterator[Input | Refusal]:
    try:
        page = fetch(url)
    except SourceError as error:
        yield Refusal(url, str(error))
        return
    ending = page.ending or ending_of(page.path) or sniff(page.data[:512])
    stem = url.partition("://")[2]
    yield Input(url, stem, ending, page.open, url, page.charset)
