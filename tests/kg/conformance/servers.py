"""Other people's RDF software, started by tests on loopback and stopped after them."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PATIENCE = 60.0
_JAVA = Path("/usr/share/java")
#: Bindings of SLF4J that fight with one another; one of them is enough.
_NOT_WANTED = re.compile(r"log4j-over|slf4j-(jcl|log4j12|nop|simple|migrator|ext)|maven|ivy")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def oxigraph_serve() -> Iterator[str]:
    """The address of an empty ``oxigraph serve``; skips where it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    binary = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if binary is None:
        pytest.skip("oxigraph (PyPI) is not installed")
    address = f"127.0.0.1:{free_port()}"
    with _running([binary, "serve", "--bind", address]):
        _wait_for_http(f"http://{address}/")
        yield f"http://{address}"


def _wait_for_port(address: str) -> None:
    host, port = address.split(":")
    for _ in _tries():
        try:
            socket.create_connection((host, int(port)), timeout=5).close()
        except OSError:
            continue
        return
    raise TimeoutError(address)


def _wait_for_http(url: str) -> None:
    for _ in _tries():
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            continue
        return
    raise TimeoutError(url)


@contextmanager
def virtuoso(home: Path, readable: Path) -> Iterator[str]:
    """The SQL address of an empty Virtuoso that may read ``readable``; skips where absent."""
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        pytest.skip("virtuoso-opensource (Debian) is not installed")
    address = f"127.0.0.1:{free_port()}"
    settings = f"""
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = {address}
DisableUnixSocket = 1
DirsAllowed = ., {readable}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ThreadsPerQuery = 1
"""
    (home / "virtuoso.ini").write_text(settings, encoding="utf-8")
    with _running(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], cwd=home):
        _wait_for_port(address)
        yield address


def isql(address: str, statement: str) -> str:
    """The answer of Virtuoso's SQL to one statement. Raises AssertionError where it complains."""
    done = subprocess.run(
        ["isql-vt", address, "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF",
         "ERRORS=stdout", f"EXEC={statement}"],
        capture_output=True, text=True, timeout=10 * _PATIENCE, check=False,
    )  # fmt: skip
    assert "Error" not in done.stdout, done.stdout
    return done.stdout.strip()


def riot(files: list[Path], scratch: Path, *, syntax: str | None = None) -> str:
    """What Jena's strict parser says of files, warnings included; skips where it is absent.

    ``syntax`` is Jena's name of it, where the file's ending will not do.
    """
    chosen = [f"--syntax={syntax}"] if syntax else []
    jars = [str(jar) for jar in sorted(_JAVA.glob("*.jar")) if not _NOT_WANTED.search(jar.name)]
    if shutil.which("java") is None or not any("jena-cmds" in jar for jar in jars):
        pytest.skip("libapache-jena-java (Debian) is not installed")
    classes = os.pathsep.join([*jars, str(_messages(scratch))])
    done = subprocess.run(
        ["java", "-cp", classes, "riotcmd.riot", "--strict", "--check", "--count", *chosen,
         *map(str, files)],
        capture_output=True, text=True, timeout=10 * _PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def _messages(scratch: Path) -> Path:
    """Xerces' message files where Debian's jena-core 4.5.0-2 looks for them.

    Its classes were moved to the package ``xerces``, their messages were not, so that it fails to
    start without.
    """
    home = "org/apache/jena/ext/"
    with zipfile.ZipFile(_JAVA / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(home) and name.endswith(".properties"):
                to = scratch / name.removeprefix(home)
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(jar.read(name))
    return scratch


@contextmanager
def _running(command: list[str], cwd: Path | None = None) -> Iterator[None]:
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _tries() -> Iterator[None]:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        yield
        time.sleep(0.2)
