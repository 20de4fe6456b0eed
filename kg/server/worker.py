"""A worker: takes jobs from its socket, answers them, until the socket closes."""

from __future__ import annotations

import socket
from typing import Any

from kg.server import jobs
from kg.server.holdings import Holdings
from kg.server.wire import Sink, TooLargeError, receive


def work(channel: socket.socket, holdings: Holdings) -> None:
    """Answer every job that comes over ``channel``."""
    while (job := receive(channel)) is not None:
        sink = Sink(channel, job["limit"])
        sink.finish(_answer(holdings, job, sink))


def _answer(holdings: Holdings, job: dict[str, Any], sink: Sink) -> dict[str, Any]:
    try:
        return jobs.JOBS[job["do"]](holdings, job, sink)
    except jobs.RefusalError as refused:
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
