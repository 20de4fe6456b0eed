"""Each shape has a graph that conforms to it and one that breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Literal, Node, URIRef

from kg.schema.shapes import shapes as shapes_of
from kg.schema.source import read
from kg.schema.statements import SHAPES
from tests.kg.schema.conforming import DIP, conforming

_WRONG = URIRef("https://example.org/wrong")


@cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=shapes_of(read()), format="turtle")


@cache
def whole() -> rdflib.Graph:
    """The graph that conforms."""
    return conforming(read())


def around(node: Node) -> rdflib.Graph:
    """What it says of one node and what points at that, to break: all that a shape looks at."""
    found = rdflib.Graph()
    for triple in (*whole().triples((node, None, None)), *whole().triples((None, None, node))):
        found.add(triple)
    return found


_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)


def targeted() -> list[str]:
    """The names of the shapes that look at nodes of themselves, rather than for another shape."""
    found = {s for target in _TARGETS for s in shapes().subjects(target, None)}
    return sorted(str(s).removeprefix(SHAPES) for s in found)


def alone(shape: Node) -> rdflib.Graph:
    """A shape with the lists and shapes that it refers to."""
    found, waiting = rdflib.Graph(), [shape]
    while waiting:
        node = waiting.pop()
        for triple in shapes().triples((node, None, None)):
            if triple not in found:
                found.add(triple)
                waiting.append(triple[2])
    return found


def violates(data: rdflib.Graph, shape: Node) -> bool:
    conforms, _, _ = pyshacl.validate(data, shacl_graph=alone(shape), inplace=True)
    return not conforms


def focus(shape: Node) -> Node:
    """A node that the shape looks at; where it has a property, one that has it."""
    path = shapes().value(shape, SH.path)
    nodes = sorted(set(_nodes(whole(), shape)), key=str)
    assert nodes, "no node of the conforming graph is a target of this shape"
    return next((n for n in nodes if whole().value(n, path) is not None), nodes[0])


def _nodes(data: rdflib.Graph, shape: Node) -> Iterator[Node]:
    for class_ in shapes().objects(shape, SH.targetClass):
        yield from data.subjects(RDF.type, class_)
    for property_ in shapes().objects(shape, SH.targetSubjectsOf):
        yield from data.subjects(property_, None)
    for property_ in shapes().objects(shape, SH.targetObjectsOf):
        yield from data.objects(None, property_)


# ------------------------------------------------------------------------------ ways to break it


def breaks(shape: Node) -> Iterator[tuple[str, rdflib.Graph]]:
    """A name and a broken graph for each constraint of a shape."""
    path = shapes().value(shape, SH.path)
    for constraint, parameter in shapes().predicate_objects(shape):
        name = str(constraint).removeprefix(str(SH))
        breaker = globals().get(f"_break_{name}")
        if breaker is None:
            continue
        node, target = focus(shape), shapes().value(shape, SH.targetClass)
        broken = around(node)
        breaker(broken, node, path, parameter)
        if path == RDF.type and name == "minCount" and target is not None:
            broken.add((node, RDF.type, target))  # else the shape would not look at it
        yield name, broken


def _break_minCount(g: rdflib.Graph, node: Node, path: Node, _: Node) -> None:  # noqa: N802
    g.remove((node, path, None))


def _break_maxCount(g: rdflib.Graph, node: Node, path: Node, _: Node) -> None:  # noqa: N802
    for value in ("first", "second"):
        g.add((node, path, Literal(value)))


def _break_uniqueLang(g: rdflib.Graph, node: Node, path: Node, _: Node) -> None:  # noqa: N802
    for label in ("one name", "another"):
        g.add((node, path, Literal(label, lang="en")))


def _break_closed(g: rdflib.Graph, node: Node, _: Node, __: Node) -> None:
    g.add((node, DIP.nonsense, Literal("x")))


def _break_in(g: rdflib.Graph, node: Node, path: Node, _: Node) -> None:
    g.set((node, path, DIP.nonsense))


def _break_pattern(g: rdflib.Graph, node: Node, path: Node, _: Node) -> None:
    g.set((node, path, Literal("?")))


def _break_datatype(g: rdflib.Graph, node: Node, path: Node, _: Node) -> None:
    g.set((node, path, _WRONG))


def _break_languageIn(g: rdflib.Graph, node: Node, path: Node, _: Node) -> None:  # noqa: N802
    g.add((node, path, Literal("ein Wort", lang="de")))


def _break_nodeKind(g: rdflib.Graph, node: Node, path: Node, _: Node) -> None:  # noqa: N802
    g.set((node, path, Literal("a name instead of a node")))


def _break_minInclusive(g: rdflib.Graph, node: Node, path: Node, least: Node) -> None:  # noqa: N802
    g.set((node, path, Literal(least.toPython() - 1)))  # type: ignore[attr-defined]


def _break_maxInclusive(g: rdflib.Graph, node: Node, path: Node, most: Node) -> None:  # noqa: N802
    g.set((node, path, Literal(most.toPython() + 1)))  # type: ignore[attr-defined]


def _break_lessThan(g: rdflib.Graph, node: Node, path: Node, other: Node) -> None:  # noqa: N802
    g.set((node, path, g.value(node, other, any=False)))  # type: ignore[arg-type]


def _break_lessThanOrEquals(  # noqa: N802
    g: rdflib.Graph, node: Node, path: Node, other: Node
) -> None:
    g.set((node, path, Literal("2025-12-31", datatype=XSD.date)))
    g.set((node, other, Literal("2025-12-30", datatype=XSD.date)))


def _break_hasValue(g: rdflib.Graph, node: Node, path: Node, value: Node) -> None:  # noqa: N802
    g.remove((node, path, value))


def _break_or(g: rdflib.Graph, node: Node, _: Node, options: Node) -> None:
    if (None, RDF.type, node) in g:  # a class that the vocabulary does not have
        g.add((_WRONG, RDF.type, DIP.Nonsense))
        return
    for option in shapes().items(options):
        g.remove((node, shapes().value(option, SH.path), None))


# ------------------------------------------------------------------------------ the tests


def test_the_graph_conforms() -> None:
    conforms, _, text = pyshacl.validate(whole(), shacl_graph=shapes())
    assert conforms, text


@pytest.mark.slow
def test_the_shapes_are_well_formed() -> None:
    """By the shapes for shapes of the SHACL specification."""
    conforms, _, text = pyshacl.validate(
        rdflib.Graph(), shacl_graph=shapes(), meta_shacl=True, inplace=True
    )
    assert conforms, text


def test_every_shape_has_one_message_in_words() -> None:
    for name in targeted():
        messages = list(shapes().objects(URIRef(SHAPES + name), SH.message))
        assert len(messages) == 1, name
        assert str(messages[0])[0].isupper() or str(messages[0]).startswith("dip:"), name


@pytest.mark.parametrize("name", targeted())
def test_shape(name: str) -> None:
    shape = URIRef(SHAPES + name)
    assert not violates(around(focus(shape)), shape)
    tried = 0
    for constraint, broken in breaks(shape):
        assert violates(broken, shape), constraint
        tried += 1
    assert tried, "nothing breaks this shape"


def test_no_blank_nodes() -> None:
    assert not [n for triple in shapes() for n in triple if isinstance(n, rdflib.BNode)]
