"""Counters of the service, as Prometheus reads them (text format 0.0.4). Nothing about persons."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from kg.server.generations import Generations
from kg.server.pool import ended

_BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0)


class Metrics:
    """What was asked since the start."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._within = [0] * (len(_BUCKETS) + 1)
        self._seconds = 0.0
        self._bytes = 0
        #: Look-ups that needed no query engine.
        self.points = 0

    def count(self, route: str, status: int, seconds: float, size: int) -> None:
        """Count a request that was answered."""
        self._requests[route, status] += 1
        self._seconds += seconds
        self._bytes += size
        self._within[bisect_left(_BUCKETS, seconds)] += 1

    def text(self, generations: Generations) -> str:
        """All counters."""
        return "".join(f"{line}\n" for line in self._lines(generations))

    def _lines(self, generations: Generations) -> Iterator[str]:
        total = sum(self._requests.values())
        yield "# TYPE kg_requests_total counter"
        for (route, status), n in sorted(self._requests.items()):
            yield f'kg_requests_total{{route="{route}",status="{status}"}} {n}'
        yield "# TYPE kg_request_seconds histogram"
        for bound, below in zip(_BUCKETS, accumulate(self._within), strict=False):
            yield f'kg_request_seconds_bucket{{le="{bound:g}"}} {below}'
        yield f'kg_request_seconds_bucket{{le="+Inf"}} {total}'
        yield f"kg_request_seconds_sum {self._seconds:.6f}"
        yield f"kg_request_seconds_count {total}"
        yield "# TYPE kg_response_bytes_total counter"
        yield f"kg_response_bytes_total {self._bytes}"
        yield "# TYPE kg_point_look_ups_total counter"
        yield f"kg_point_look_ups_total {self.points}"
        yield "# TYPE kg_snapshot_swaps_total counter"
        yield f"kg_snapshot_swaps_total {generations.swaps}"
        yield "# TYPE kg_graph_in_memory gauge"
        yield f"kg_graph_in_memory {int(generations.now.loaded)}"
        pools = {"queries": generations.now.queries, "pages": generations.now.pages}
        yield "# TYPE kg_waiting gauge"
        for name, pool in pools.items():
            yield f'kg_waiting{{pool="{name}"}} {pool.waiting}'
        yield "# TYPE kg_workers_ended_total counter"
        for why, n in sorted(ended.items()):
            yield f'kg_workers_ended_total{{why="{why}"}} {n}'
