"""The wall around a worker: what it asks the system to refuse it, for good.

Oxigraph fetches whatever a SERVICE clause names and knows no switch against it, so a worker that
runs foreign queries gives up the network and files before it takes its first job. Each means stands
alone: a namespace without interfaces where the system grants one, and no file descriptor beyond
those already open.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys

_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
#: Bytes: a file that a worker writes.
_FILE_SIZE = 0


def limit(memory: int) -> None:
    """Die with the parent, leave no core file, and take at most ``memory`` MiB more than now."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, _FILE_SIZE)
    _lower(resource.RLIMIT_AS, _address_space() + memory * 1024 * 1024)


def close_off(*, files: bool = True) -> None:
    """Give up the network and, with ``files``, every further file or socket.

    A store on disk opens its files as it needs them, so over one only the network can be given up;
    ask :func:`isolates` first. Raises OSError where nothing at all would be given up.
    """
    isolated = _leave_network()
    if files:
        _lower(resource.RLIMIT_NOFILE, 0)
    elif not isolated:
        raise OSError("the system grants no network namespace")


def isolates() -> bool:
    """Whether the system grants a process a network of its own; tried in a process."""
    command = "from kg.server import wall; raise SystemExit(not wall._leave_network())"
    return subprocess.run([sys.executable, "-c", command], check=False).returncode == 0


def _leave_network() -> bool:
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None)
    return bool(
        libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0
    )


def _lower(what: int, value: int) -> None:
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (value, value))


def _address_space() -> int:
    """Bytes of address space in use; the limit does not bind where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 1 << 46
