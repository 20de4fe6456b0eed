"""What holds for every request: headers that keep a browser safe, CORS, the token, the log."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
import time
from collections.abc import Iterable, Sequence

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.log import AccessLog
from kg.server.metrics import Metrics

#: Pages carry their own policy; whatever has none may do nothing.
POLICY = "default-src 'none'; frame-ancestors 'self'; sandbox"
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Retry-After, Link"),
    (b"content-security-policy", POLICY.encode()),
)
_PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, POST, OPTIONS",
}
_ASK = {"WWW-Authenticate": 'Bearer, Basic realm="diplograph", charset="UTF-8"'}
_HOST = re.compile(rb"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
Fields = Sequence[tuple[bytes, bytes]]
_OPEN = ("/healthz",)


class Shell:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, metrics: Metrics, token: str | None) -> None:
        self._app = app
        self._metrics = metrics
        self._token = token
        self.log = AccessLog()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status, size = 500, 0
        headers: Fields = ()

        async def counted(message: Message) -> None:
            nonlocal status, size, headers
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message["headers"] = complete(message["headers"])
            else:
                body = message.get("body", b"")
                if status == 200 and not size and not message.get("more_body"):
                    keep(scope, headers, body)
                size += len(body)
            await send(message)

        try:
            app = self.refusal(scope) or self._app
            await app(scope, receive, counted)
        finally:
            seconds = time.perf_counter() - began
            self.count(scope["method"], scope["path"], status, seconds, size)

    def count(self, method: str, path: str, status: int, seconds: float, size: int) -> None:
        """Count and log a request that was answered."""
        self._metrics.count(_route(path), status, seconds, size)
        self.log.add(method, path, status, seconds, size)

    def refusal(self, scope: Scope) -> Response | None:
        """What a request gets that is not let in, or needs no more than this."""
        headers = dict(scope["headers"])
        if not _HOST.fullmatch(headers.get(b"host", b"localhost")):
            return PlainTextResponse("the Host header is no host\n", 400)
        if scope["method"] == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        if self._token and scope["path"] not in _OPEN and not self._shown(headers):
            return PlainTextResponse("this service asks for its token\n", 401, _ASK)
        return None

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


def keep(scope: Scope, headers: Fields, body: bytes) -> None:
    """Keep the answer to a whole request, where it is always the same."""
    request = scope["state"].get("request")
    answers = scope.get("answers")
    if request and answers and b"\r\nconnection: close" not in request.lower():
        answers.keep(request, encoded(headers, body))


def encoded(headers: Fields, body: bytes) -> bytes:
    """An answer as it goes over the wire, after its first line."""
    return b"".join([b"%b: %b\r\n" % field for field in headers]) + b"\r\n" + body


def complete(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of a response with those that every response has."""
    own = list(headers)
    there = {name for name, _ in own}
    return own + [field for field in _ALWAYS if field[0] not in there]


def _route(path: str) -> str:
    """The first part of a path, where it is one of ours."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return f"/{first}" if first in _ROUTES else "other"


_ROUTES = frozenset(
    "sparql store .well-known healthz metrics id search ask graph timeline map api static".split()
) | {""}
