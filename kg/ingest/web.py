"""One address that the user named, fetched within limits; nothing that it links to."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from kg.errors import SourceError
from kg.ingest.model import LARGEST_TABLE

#: Seconds that a server may be silent, and that a whole answer may take.
SILENCE, PATIENCE = 20.0, 120.0
_AGENT = "diplograph (reads single pages that its user names)"
_CHUNK = 1 << 16
#: Ending by media type; others are told by the address or by the first bytes.
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "text/csv": ".csv",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/gzip": ".jsonl.gz",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered."""

    data: bytes
    #: Path of the final address.
    path: str
    ending: str | None
    charset: str | None

    def open(self) -> BufferedReader:
        """The data as a stream."""
        return BufferedReader(BytesIO(self.data))


def fetch(url: str, *, silence: float = SILENCE, patience: float = PATIENCE) -> Page:
    """The page at ``url`` (http or https; redirects are followed, to http and https only).

    ``silence`` and ``patience`` in seconds. Raises SourceError where it cannot be had, is larger
    than LARGEST_TABLE or takes too long.
    """
    request = Request(_ascii(url), headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"})
    try:
        with _opener().open(request, timeout=silence) as answer:
            data = b"".join(_within_limits(answer, patience))
            kind = answer.headers.get_content_type()
            path = urlsplit(answer.url).path
            return Page(data, path, _ENDINGS.get(kind), answer.headers.get_content_charset())
    except HTTPError as error:
        raise SourceError(f"the server answers {error.code} {error.reason}") from error
    except URLError as error:
        raise SourceError(f"cannot be reached ({error.reason})") from error
    except TimeoutError as error:
        raise SourceError(f"the server was silent for {silence:g} s") from error
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise SourceError(f"cannot be fetched ({error})") from error


def _opener() -> OpenerDirector:
    """An opener for http and https alone: no redirect leads to a file or to FTP."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler, HTTPHandler, HTTPSHandler,
        HTTPDefaultErrorHandler, HTTPRedirectHandler, HTTPErrorProcessor,
    ):  # fmt: skip
        opener.add_handler(handler())
    return opener


def _within_limits(answer: http.client.HTTPResponse, patience: float) -> Iterator[bytes]:
    begun, size = time.monotonic(), 0
    while chunk := answer.read1(_CHUNK):
        size += len(chunk)
        if size > LARGEST_TABLE:
            raise SourceError(f"larger than {LARGEST_TABLE // 1_000_000} MB")
        if time.monotonic() - begun > patience:
            raise SourceError(f"not complete after {patience:g} s")
        yield chunk


def _ascii(url: str) -> str:
    """The address with its international letters encoded."""
    parts = urlsplit(url)
    host = (
        parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    )
    path, query = (quote(part, safe="/%:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path, query, ""))
