"""Addresses, against a server on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.errors import SourceError
from kg.ingest import Refusal, read, web
from kg.ingest.web import fetch
from kg.model.article import Article

TEXT = "Токаев прибыл в Ташкент\n\nПрезидент Казахстана прибыл с визитом.\n"
PAGE = f"<html lang=ru><body><h1>Визит</h1><p>{TEXT}</p><p>{TEXT}</p></body></html>"
ANSWERS = {
    "/news": ("text/html; charset=windows-1251", PAGE.encode("cp1251")),
    "/plain.txt": ("text/plain", TEXT.encode()),
    "/ещё.txt": ("text/plain", TEXT.encode("koi8-r")),
    "/dump": ("application/octet-stream", b'{"id": "a", "text": "t"}\n{"text": "u"}'),
    "/empty": ("text/plain", b""),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        from urllib.parse import unquote

        path = unquote(self.path)
        if path == "/to-file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
        elif path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/plain.txt")
            self.end_headers()
        elif path in ("/drip", "/endless"):
            self.send_response(200)
            self.end_headers()
            self._drip(b"x" * (1 << 20) if path == "/endless" else b"x")
        elif path in ANSWERS:
            kind, body = ANSWERS[path]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)
        else:
            self.send_error(404, "Not Found")

    def _drip(self, data: bytes) -> None:
        try:
            for _ in range(100):
                self.wfile.write(data)
                self.wfile.flush()
                time.sleep(0.02 if len(data) == 1 else 0)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_in_the_encoding_that_the_server_declares(host: str) -> None:
    [article] = read([f"{host}/news"])
    assert isinstance(article, Article)
    assert "Президент Казахстана прибыл" in article.text
    assert (article.url, article.lang) == (f"{host}/news", "ru")
    assert article.id.startswith("127.0.0.1-")


@pytest.mark.parametrize("path", ["/plain.txt", "/moved", "/ещё.txt"])
def test_plain_text_also_after_a_redirect(host: str, path: str) -> None:
    [article] = read([host + path])
    assert isinstance(article, Article)
    assert article.text == TEXT.rstrip()


def test_what_has_no_ending_is_told_by_its_first_bytes(host: str) -> None:
    found = list(read([f"{host}/dump"]))
    assert [a.body for a in found if isinstance(a, Article)] == ["t", "u"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/missing", "the server answers 404 Not Found"),
        ("/to-file", "the server answers 302"),
        ("/empty", "empty"),
    ],
)
def test_what_cannot_be_had_is_refused_in_one_line(host: str, path: str, reason: str) -> None:
    [refusal] = read([host + path])
    assert isinstance(refusal, Refusal)
    assert str(refusal).startswith(f"{host}{path}: {reason}")


def test_nobody_listens() -> None:
    [refusal] = read(["http://127.0.0.1:1/"])
    assert "cannot be reached" in str(refusal)


def test_patience_ends(host: str) -> None:
    with pytest.raises(SourceError, match=r"not complete after 0\.1 s"):
        fetch(f"{host}/drip", patience=0.1)


def test_size_is_limited(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST_TABLE", 3_000_000)
    with pytest.raises(SourceError, match="larger than 3 MB"):
        fetch(f"{host}/endless")
