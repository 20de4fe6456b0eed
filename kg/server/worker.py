"""A worker: takes jobs from its socket, answers them, until the socket closes."""

from __future__ import annotations

import socket
from typing import Any

from kg.server.holdings import Holdings
from kg.server.jobs import Jobs, RefusalError
from kg.server.wire import Sink, TooLargeError, receive


def work(channel: socket.socket, holdings: Holdings, jobs: Jobs) -> None:
    """Answer every job that comes over ``channel`` by the function that ``jobs`` has for it."""
    while (job := receive(channel)) is not None:
        sink = Sink(channel, job["limit"])
        sink.finish(_answer(jobs, holdings, job, sink))


def _answer(jobs: Jobs, holdings: Holdings, job: dict[str, Any], sink: Sink) -> dict[str, Any]:
    try:
        return jobs[job["do"]](holdings, job, sink)
    except RefusalError as refused:
        return {"status": refused.status, "text": str(refused)}
    except TooLargeError:
        size = job["limit"] >> 20
        return {
            "status": 507,
            "text": f"the answer has more than {size} MB and is not sent in part; add a LIMIT, or"
            " ask for less",
        }
    except MemoryError:
        return {"status": 507, "text": "the query needs more memory than a query may take"}
