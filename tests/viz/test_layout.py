from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from tests.viz.synthetic import Made, make
from viz.layout import Layout, communities, lay_out


@pytest.fixture(scope="module")
def graph() -> Made:
    return make(1500)


def laid_out(made: Made) -> Layout:
    view = made.view
    return lay_out(len(view.nodes), view.edges.source, view.edges.target)


def purity(layout: Layout, groups: tuple[int, ...]) -> float:
    """Mean share of a node's 10 nearest that are of its own group."""
    at = np.array([layout.x, layout.y], float)
    of = np.array(groups)
    shares = []
    for i in range(len(of)):
        away = ((at - at[:, i : i + 1]) ** 2).sum(axis=0)
        nearest = np.argsort(away, kind="stable")[1:11]
        shares.append((of[nearest] == of[i]).mean())
    return float(np.mean(shares))


def test_neighbours_are_of_one_region(graph: Made) -> None:
    assert purity(laid_out(graph), graph.regions) >= 0.7


def test_nodes_do_not_lie_on_one_another(graph: Made) -> None:
    layout = laid_out(graph)
    at = np.array([layout.x, layout.y], float)
    closest = [
        np.partition(((at - at[:, i : i + 1]) ** 2).sum(axis=0), 1)[1] for i in range(at.shape[1])
    ]
    assert np.sqrt(np.quantile(closest, 0.02)) > 10


_HASH = """
import hashlib
from tests.viz.synthetic import make
from viz.layout import lay_out
view = make(600).view
made = lay_out(len(view.nodes), view.edges.source, view.edges.target)
print(hashlib.sha256(repr(made).encode()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "77"])
def test_the_same_numbers_in_every_process(seed: str) -> None:
    view = make(600).view
    here = lay_out(len(view.nodes), view.edges.source, view.edges.target)
    expected = hashlib.sha256(repr(here).encode()).hexdigest()
    environment = {"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": "2", "PATH": ""}
    ran = subprocess.run(
        [sys.executable, "-c", _HASH], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == expected


@pytest.mark.parametrize(
    ("n", "edges"),
    [
        (0, []),
        (1, []),
        (1, [(0, 0)]),
        (2, []),
        (2, [(0, 1), (0, 1), (1, 0)]),
        (5, [(0, 0), (1, 2)]),
        (300, []),
        (300, [(0, i) for i in range(1, 300)]),
    ],
)
def test_odd_graphs_get_finite_places_apart(n: int, edges: list[tuple[int, int]]) -> None:
    layout = lay_out(n, [a for a, _ in edges], [b for _, b in edges])
    assert len(layout.x) == len(layout.y) == len(layout.community) == n
    assert len(set(zip(layout.x, layout.y, strict=True))) == n


def test_communities_are_numbered_from_the_largest() -> None:
    clique = [(a, b) for a in range(5) for b in range(a)]
    triangle = [(5, 6), (6, 7), (5, 7)]
    edges = [*triangle, *clique]
    found = communities(8, [a for a, _ in edges], [b for _, b in edges])
    assert found.tolist() == [0, 0, 0, 0, 0, 1, 1, 1]
