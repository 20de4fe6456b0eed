"""Files of many articles: JSON lines (read line by line), JSON and CSV (read whole)."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator

from kg.errors import SourceError
from kg.ingest.decode import decode, marked, refuse_binary
from kg.ingest.model import LARGEST_PAGE, LARGEST_TABLE, Input, Raw, Refusal

#: A binary stream whose first bytes can be looked at.
Stream = io.BufferedReader | gzip.GzipFile
_CHUNK = 1 << 20


def read_jsonl(source: Input) -> Iterator[Raw | Refusal]:
    """An article a line; a line that cannot be read is refused, the others go on."""
    with source.open() as stream:
        yield from _lines(source, stream)


def read_jsonl_gz(source: Input) -> Iterator[Raw | Refusal]:
    """The same, compressed. Raises SourceError at the place where the archive is damaged."""
    with source.open() as packed, gzip.open(packed) as stream:
        try:
            yield from _lines(source, stream)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise SourceError(
                f"damaged gzip ({error}); articles before the damage were read"
            ) from error


def read_json(source: Input) -> Iterator[Raw | Refusal]:
    """One article, or an array of articles."""
    try:
        value = json.loads(decode(source.take(LARGEST_TABLE), source.charset))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not JSON ({error})") from error
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        yield _record(source, number, item, f"item {number}")


def read_csv(source: Input) -> Iterator[Raw | Refusal]:
    """An article a row under a header of field names; columns parted by comma, semicolon or tab."""
    text = decode(source.take(LARGEST_TABLE), source.charset)
    csv.field_size_limit(LARGEST_TABLE)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip().lower() for name in rows.fieldnames or ()]
    if not {"text", "title"} & set(names):
        raise SourceError(f'no column "text" (columns: {", ".join(names)[:200]})')
    rows.fieldnames = names
    try:
        for number, row in enumerate(rows, 1):
            cells = {name: value for name, value in row.items() if name and value}
            yield _record(source, number, cells, f"row {number}")
    except csv.Error as error:
        raise SourceError(f"line {rows.line_num}: not CSV ({error})") from error


def _lines(source: Input, stream: Stream) -> Iterator[Raw | Refusal]:
    for number, line in enumerate(_bounded(_utf8(stream)), 1):
        if len(line) > LARGEST_PAGE:
            yield Refusal(f"{source.origin}:{number}", f"line over {LARGEST_PAGE // 1_000_000} MB")
        elif line.strip():
            yield _line(source, number, line)


def _utf8(stream: Stream) -> Stream | codecs.StreamRecoder:
    """The stream, recoded where its first bytes mark UTF-16 or UTF-32."""
    start = stream.peek(4)[:4]
    mark = marked(start)
    if mark in ("utf-16", "utf-32"):
        return codecs.EncodedFile(stream, "utf-8", mark)
    refuse_binary(start)
    return stream


def _bounded(stream: Stream | codecs.StreamRecoder) -> Iterator[bytes]:
    """Lines; of one that is too long its beginning, a byte longer than allowed."""
    while line := stream.readline(LARGEST_PAGE + 1):
        yield line
        if len(line) > LARGEST_PAGE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)


def _line(source: Input, number: int, line: bytes) -> Raw | Refusal:
    try:
        return _record(source, number, json.loads(decode(line, source.charset)), str(number))
    except json.JSONDecodeError as error:
        reason = f"not JSON ({error.msg} at column {error.colno})"
    except (ValueError, RecursionError) as error:
        reason = f"not JSON ({error})"
    except SourceError as error:
        reason = str(error)
    return Refusal(f"{source.origin}:{number}", reason)


def _record(source: Input, number: int, value: object, place: str) -> Raw | Refusal:
    origin = f"{source.origin}:{place}"
    if not isinstance(value, dict):
        return Refusal(origin, f"an object with fields is expected, found: {type(value).__name__}")
    return Raw(origin, f"{source.stem}-{number}", value)
