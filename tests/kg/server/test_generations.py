"""A newer build takes over without a request lost; a broken one or a dead worker do no harm."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pyoxigraph as ox

from kg.store.oxigraph import OxigraphStore
from kg.store.snapshots import publish
from tests.kg.server.conftest import build_folder, sample, service

COUNT = "SELECT (COUNT(DISTINCT ?v) AS ?n) { ?v a <a:Marker> }"
MARKER = ox.NamedNode("a:Marker")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def markers(count: int) -> list[ox.Quad]:
    return [ox.Quad(ox.NamedNode(f"a:m{n}"), TYPE, MARKER) for n in range(count)]


def test_a_newer_build_is_served_and_no_request_is_lost(tmp_path: Path) -> None:
    folder = build_folder(tmp_path / "out", sample())
    with service(folder) as client:
        seen: list[str] = []
        stop = threading.Event()

        def ask() -> None:
            while not stop.is_set():
                reply = client.ask(COUNT)
                assert reply.status == 200, reply.text
                seen.append(reply.json()["results"]["bindings"][0]["n"]["value"])

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for count in (1, 2):
            publish(OxigraphStore.create(folder / "store", [*sample(), *markers(count)]), folder)
            until = time.monotonic() + 15
            while str(count) not in seen and time.monotonic() < until:
                time.sleep(0.05)
        stop.set()
        for thread in threads:
            thread.join()
        assert list(dict.fromkeys(seen)) == ["0", "1", "2"]


def test_a_broken_snapshot_leaves_the_old_one_served(tmp_path: Path) -> None:
    folder = build_folder(tmp_path / "out", [*sample(), *markers(1)])
    with service(folder) as client:
        (folder / "snapshots" / "current").write_text("99")
        time.sleep(2)
        assert client.ask(COUNT).json()["results"]["bindings"][0]["n"]["value"] == "1"


def test_a_killed_worker_and_a_killed_nursery_are_replaced(tmp_path: Path) -> None:
    folder = build_folder(tmp_path / "out", [*sample(), *markers(1)])
    with service(folder) as client:
        nursery = children(client.pid)[0]
        for worker in children(nursery):
            os.kill(worker, signal.SIGKILL)
        statuses = [client.ask(COUNT).status for _ in range(3)]
        assert statuses[-1] == 200
        os.kill(nursery, signal.SIGKILL)
        until = time.monotonic() + 15
        while client.ask(COUNT).status != 200 and time.monotonic() < until:
            time.sleep(0.1)
        assert client.ask(COUNT).status == 200


def children(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def test_nothing_is_left_running_after_the_end(tmp_path: Path) -> None:
    folder = build_folder(tmp_path / "out", sample())
    with service(folder) as client:
        nursery = children(client.pid)[0]
        workers = children(nursery)
    assert not [pid for pid in (nursery, *workers) if runs(pid)]


def runs(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != b""
    except FileNotFoundError:
        return False


def test_a_token_is_asked_for(tmp_path: Path) -> None:
    folder = build_folder(tmp_path / "out", sample())
    with service(folder, "--token", "söcret") as client:
        assert client.get("/healthz").status == 200
        refused = client.ask("ASK {}")
        assert refused.status == 401
        assert "www-authenticate" in refused.headers
        bearer = "söcret".encode().decode("latin-1")
        assert client.ask("ASK {}", Authorization=f"Bearer {bearer}").status == 200
        assert client.ask("ASK {}", Authorization="Bearer x").status == 401
        assert client.ask("ASK {}", Authorization="Basic OnPDtmNyZXQ=").status == 200
        assert client.ask("ASK {}", Authorization="Basic %%%").status == 401
