"""A worker has no way out, whatever a query says."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import closing
from functools import partial

import pytest

from kg.server import wall


def behind(walls: Callable[[], None], attempt: Callable[[], None]) -> str:
    """How ``attempt`` ends in a fork behind the wall."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            walls()
            attempt()
            os.write(writing, b"done")
        except BaseException as error:
            os.write(writing, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(pid, 0)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read().decode()


def test_no_socket_and_no_file_opens(tmp_path: object) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
        attempts: list[Callable[[], None]] = [
            lambda: socket.create_connection(("127.0.0.1", port), timeout=2).close(),
            lambda: open("/etc/hostname").close(),
        ]
        for attempt in attempts:
            assert behind(lambda: None, attempt) == "done"
            assert behind(wall.close_off, attempt) in ("OSError", "PermissionError")


@pytest.mark.parametrize("files", [True, False])
@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_service_contacts_nobody(silent: str, files: bool) -> None:
    """Also where files may be opened, since the store lies on disk."""
    import pyoxigraph as ox

    if not files and not wall.isolates():
        pytest.skip("this system grants no network namespace")
    close_off = partial(wall.close_off, files=files)

    store = ox.Store()
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.settimeout(0.3)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        query = f"SELECT * {{ SERVICE {silent}<{address}> {{ ?s ?p ?o }} }}"
        end = behind(close_off, lambda: [None for _ in store.query(query)] and None)  # type: ignore[union-attr]
        assert end == ("done" if silent else "OSError")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_memory_is_bounded() -> None:
    def greedy() -> None:
        bytearray(1 << 30)

    assert behind(lambda: wall.limit(64), greedy) == "MemoryError"
