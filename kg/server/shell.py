"""What holds for every request: headers that keep a browser safe, CORS, the token, the log.

The log has no address, no user agent and no query string, in which people's searches stand.
"""

from __future__ import annotations

import base64
import binascii
import logging
import re
import secrets
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.metrics import Metrics

#: Pages carry their own policy; whatever has none may do nothing.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
_ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"cross-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"access-control-allow-origin": b"*",
    b"access-control-expose-headers": b"ETag, Retry-After, Link",
}
_PREFLIGHT = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Authorization, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
    (b"allow", b"GET, HEAD, POST, OPTIONS"),
]
_HOST = re.compile(rb"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_OPEN = ("/healthz",)

access = logging.getLogger("kg.server.access")


class Shell:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, metrics: Metrics, token: str | None) -> None:
        self._app = app
        self._metrics = metrics
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, path = time.perf_counter(), scope["path"]
        status, size = 500, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                _complete(message["headers"])
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._admit(scope, receive, counted)
        finally:
            seconds = time.perf_counter() - began
            self._metrics.count(_route(path), status, seconds, size)
            access.info(
                "%s %s %d %.0f ms %d B", scope["method"], path[:200], status, seconds * 1000, size
            )

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if not _HOST.fullmatch(headers.get(b"host", b"localhost")):
            await _plain(send, 400, "the Host header is no host")
        elif scope["method"] == "OPTIONS":
            await _plain(send, 204, "", _PREFLIGHT)
        elif self._token and scope["path"] not in _OPEN and not self._shown(headers):
            ask = [(b"www-authenticate", b'Bearer, Basic realm="diplograph", charset="UTF-8"')]
            await _plain(send, 401, "this service asks for its token", ask)
        else:
            await self._app(scope, receive, send)

    def _shown(self, headers: dict[bytes, bytes]) -> bool:
        kind, _, value = headers.get(b"authorization", b"").partition(b" ")
        if kind.lower() == b"basic":
            try:
                value = base64.b64decode(value, validate=True).partition(b":")[2]
            except binascii.Error:
                return False
        elif kind.lower() != b"bearer":
            return False
        return secrets.compare_digest(value.strip(), str(self._token).encode())


def _complete(headers: list[tuple[bytes, bytes]]) -> None:
    there = {name for name, _ in headers}
    headers += [(name, value) for name, value in _ALWAYS.items() if name not in there]
    if b"content-security-policy" not in there:
        headers.append((b"content-security-policy", POLICY.encode()))


def _route(path: str) -> str:
    """The first part of a path, where it is one of ours."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return f"/{first}" if first in _ROUTES else "other"


_ROUTES = frozenset(
    "sparql store .well-known healthz metrics id search ask graph timeline map api static".split()
) | {""}


async def _plain(
    send: Send, status: int, text: str, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    data = text.encode() + b"\n" if text else b""
    start = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(data)),
    ]
    await send(
        {"type": "http.response.start", "status": status, "headers": start + (headers or [])}
    )
    await send({"type": "http.response.body", "body": data})
