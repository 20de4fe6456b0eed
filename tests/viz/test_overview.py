from __future__ import annotations

from tests.viz.synthetic import make
from viz.model import Edge, Node, ViewGraph
from viz.overview import FEWEST_EVENTS, overview


def met(*pairs: tuple[str, str, int]) -> ViewGraph:
    """Persons who met so many times."""
    names = sorted({name for a, b, _ in pairs for name in (a, b)})
    nodes = [Node(name, "Person", "Person") for name in names]
    edges = []
    for a, b, times in pairs:
        for k in range(times):
            event = f"event/{a}{b}{k:04}"
            nodes.append(Node(event, "Meeting", "Contact"))
            edges += [Edge(event, who, "participant") for who in (a, b)]
    return ViewGraph.of(nodes, edges)


def test_a_small_graph_needs_none() -> None:
    assert overview(make(200).view) is None


def test_the_most_active_come_first_and_friends_stand_together() -> None:
    view = met(("a", "b", 300), ("c", "d", 200), ("b", "c", 2), ("e", "f", 1))
    found = overview(view)
    assert found is not None
    assert [view.nodes.id[i] for i in found.nodes] == ["b", "a", "c", "d", "e", "f"]
    b, a, c, d, *_ = found.layout.community
    assert a == b != c == d


def test_places_and_documents_take_no_part() -> None:
    found = overview(view := make(2 * FEWEST_EVENTS).view)
    assert found is not None
    assert {view.nodes.family[i] for i in found.nodes} <= {"State", "Person", "Organization"}
    assert found == overview(view)
