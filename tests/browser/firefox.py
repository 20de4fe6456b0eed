"""Firefox without a network, driven over WebDriver BiDi: as much of it as the tests need."""

from __future__ import annotations

import itertools
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_WAIT = 60
#: Addresses lead nowhere, and nothing is asked for when it starts.
_SETTINGS = """
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("app.normandy.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
"""


class Firefox:
    """One window."""

    def __init__(self, socket: Any) -> None:
        self._socket, self._numbers = socket, itertools.count(1)
        self.asked: list[str] = []
        self.logged: list[str] = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
        self._window = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        size = {"width": 1280, "height": 800}
        self.ask("browsingContext.setViewport", context=self._window, viewport=size)

    def ask(self, method: str, **params: Any) -> Any:
        """The answer to a command; events that come before it are kept."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv(timeout=_WAIT))
            if message.get("method") == "network.beforeRequestSent":
                self.asked.append(message["params"]["request"]["url"])
            elif message.get("method") == "log.entryAdded":
                self.logged.append(str(message["params"]["text"]))
            if message.get("id") == number:
                assert message["type"] == "success", message
                return message["result"]

    def open(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def run(self, expression: str) -> Any:
        """What a script comes to, a promise awaited."""
        target = {"context": self._window}
        found = self.ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert found["type"] == "success", found
        return found["result"].get("value")

    def until(self, expression: str) -> None:
        """Waits until a script comes to something true."""
        test = f"const test = () => ({expression}) ? go() : setTimeout(test, 50); test();"
        self.run(f"new Promise((go) => {{ {test} }})")

    def press(self, *keys: str) -> None:
        acts = [{"type": act, "value": key} for key in keys for act in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": acts}
        self.ask("input.performActions", context=self._window, actions=[source])


@contextmanager
def started(program: str, profile: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own; it is ended afterwards."""
    from websockets.sync.client import connect

    (profile / "user.js").write_text(_SETTINGS)
    command = [program, "--headless", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(
        [*command, "--remote-debugging-port", "0"], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    try:
        address = next(
            line.split(" on ")[1].strip() for line in process.stderr if "BiDi listening on " in line
        )
        with connect(f"{address}/session", max_size=None) as socket:
            yield Firefox(socket)
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()
