"""``shapes.ttl``: what a graph must look like, as SHACL.

The shapes are cheap, as an engine looks at all nodes of a class or property together: a property
shape has its own target rather than hang from a node shape, and whether a node is of a class is
told by the names of its types, written out, so that neither nested shapes nor an ontology are
needed beside the data. There are

* ``dipsh:Event``: which properties an event may have at all;
* ``dipsh:Event-status``: how often an event has the property, and with which values;
* ``dipsh:Visit-type``: which classes a visit has beside;
* ``dipsh:guest-domain``: which events have the role;
* ``dipsh:guest-range``: what the nodes are that the property points at. Those which another file of
  the build may describe may have no type here.

Each has one message that tells all of its rule.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal

from kg.rdf.terms import PREFIXES
from kg.schema.source import Borrowed, ClassFile, PropertyFile, Source, Times
from kg.schema.statements import Statements, integer, prefixed
from kg.schema.values import KINDS, NODES
from kg.schema.vocabulary import LANGUAGES, assemble

#: Properties that any node may have.
ANNOTATIONS = ("rdf:type", "rdfs:comment", "rdfs:seeAlso", "skos:note", "owl:sameAs")
#: Types of entities in an extraction.
_ENTITIES = ("Person", "State", "Organization", "Place", "Agreement")
_TRUE = Literal(True)
_HOW_OFTEN: dict[Times, str] = {
    "one": "{owner} has exactly one {path}: {says}",
    "maybe": "{owner} has at most one {path}: {says}",
    "some": "{owner} has at least one {path}: {says}",
    "any": "each {path} of {owner} is {says}",
    "each": "{owner} has one {path} in each language: {says}",
}


def shapes(source: Source) -> str:
    """The shapes of ``schemas/`` as Turtle."""
    return _Shapes(source).turtle()


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


class _Shapes:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.words = assemble(source)
        self.out = Statements(source.alignments)
        self._lists: dict[str, str] = {}
        self._sets: dict[str, str] = {}

    def turtle(self) -> str:
        for name, file in self.source.all_classes.items():
            self._class(name, file)
        for name in self.source.events:
            self._event_type(name)
        self._known_classes()
        for role in self.source.roles:
            self._domain(role)
            self._range(f"dip:{role}", self._fillers(role), elsewhere=False)
        for name in (*self.source.properties, *self.source.borrowed):
            known = self._known(name)
            if not isinstance(known.range, str):
                self._range(prefixed(name), known.range, elsewhere=known.elsewhere)
        return self.out.turtle("SHACL shapes of diplograph")

    # ------------------------------------------------------------------------------ of a class

    def _class(self, name: str, file: ClassFile) -> None:
        for property_, times in file.properties.items():
            self._property(name, property_, times)
        for first, second in file.order:
            self._order(name, first, second, file.strict_order)
        if file.either:
            self._either(name, file.either)
        if len(self.source.line(name)) == 1:
            self._closed(name)

    def _property(self, class_: str, name: str, times: Times) -> None:
        path = prefixed(name)
        shape = self._property_shape(f"{class_}-{name.replace(':', '-')}", path, class_)
        if times in ("one", "some", "each"):
            self._count(shape, "sh:minCount", len(LANGUAGES) if times == "each" else 1)
        if times in ("one", "maybe"):
            self._count(shape, "sh:maxCount", 1)
        if path in ("skos:prefLabel", "rdfs:label"):
            self.out.add(shape, "sh:uniqueLang", _TRUE)
        says = self._values(shape, self._known(name).range)
        self._message(
            shape, _HOW_OFTEN[times].format(owner=self._noun(class_), path=path, says=says)
        )

    def _known(self, name: str) -> PropertyFile | Borrowed:
        return self.source.borrowed[name] if ":" in name else self.source.properties[name]

    def _noun(self, class_: str) -> str:
        return _a(self.source.all_classes[class_].label["en"])

    def _property_shape(self, name: str, path: str, class_: str | None = None) -> str:
        shape = f"dipsh:{name}"
        self.out.add(shape, "rdf:type", "sh:PropertyShape")
        self.out.add(shape, "sh:path", path)
        if class_:
            self.out.add(shape, "sh:targetClass", f"dip:{class_}")
        return shape

    def _count(self, shape: str, facet: str, number: int) -> None:
        self.out.add(shape, facet, integer(number))

    def _message(self, shape: str, text: str) -> None:
        start = text if text.startswith("dip:") else text[0].upper() + text[1:]
        self.out.add(shape, "sh:message", Literal(start, language="en"))

    def _values(self, shape: str, range_: tuple[str, ...] | str) -> str:
        """Constrain the values of a property shape; what they are, in words."""
        if not isinstance(range_, str):
            self.out.add(shape, "sh:nodeKind", "sh:IRI")
            return "the IRI of " + self._alternatives(range_)
        if range_.startswith("scheme "):
            return self._among_scheme(shape, range_.removeprefix("scheme "))
        if range_ in NODES:
            return self._among_nodes(shape, range_)
        return self._literal(shape, range_)

    def _literal(self, shape: str, name: str) -> str:
        kind = KINDS[name]
        self.out.add(shape, "sh:datatype", kind.datatype)
        for facet, value in kind.facets.items():
            self.out.add(shape, facet, integer(value) if isinstance(value, int) else Literal(value))
        if name == "text":
            self._among(shape, "sh:languageIn", map(Literal, LANGUAGES), "languages")
        if choices := self._choices(name):
            self._among(shape, "sh:in", map(Literal, choices), f"values-{name}")
        return kind.says

    def _choices(self, name: str) -> list[str]:
        if name == "plover":
            return sorted(self.source.codes.plover)
        if name == "cameo":
            return sorted(self.source.codes.cameo)
        if name == "kind":
            return sorted({kind for kinds in self.words.kinds.values() for kind in kinds})
        return []

    def _among_scheme(self, shape: str, scheme: str) -> str:
        values = self.source.schemes[scheme].values
        self._among(shape, "sh:in", [f"dips:{scheme}/{v}" for v in values], f"values-{scheme}")
        if len(values) > 12:
            return f"a value of the scheme dips:{scheme}"
        return f"dips:{scheme}/ followed by one of {', '.join(values)}"

    def _among_nodes(self, shape: str, name: str) -> str:
        self.out.add(shape, "sh:nodeKind", "sh:IRI")
        for facet, value in NODES[name].facets.items():
            self.out.add(shape, facet, Literal(value))
        if name == "type":
            self._among(shape, "sh:in", [f"dip:{c}" for c in self._reportable()], "reportable")
        if name == "class":
            names = [f"dip:{c}" for c in sorted(self.source.all_classes)]
            self._among(shape, "sh:in", names, "all-classes")
        if name == "role":
            self._among(shape, "sh:in", [f"dip:{r}" for r in self.source.roles], "roles")
        return NODES[name].says

    def _reportable(self) -> list[str]:
        """What ``type`` may be in an extraction."""
        return sorted([*self.words.event_types, *_ENTITIES])

    def _among(self, shape: str, facet: str, items: Iterable[str | Literal], name: str) -> None:
        """Refer to a list of this name, written once."""
        if name not in self._lists:
            self._lists[name] = self.out.list(f"dipsh:{name}", items)
        self.out.add(shape, facet, self._lists[name])

    def _order(self, class_: str, first: str, second: str, strict: bool) -> None:
        name = f"{class_}-{first}-before-{second}"
        shape = self._property_shape(name, prefixed(first), class_)
        self.out.add(shape, "sh:lessThan" if strict else "sh:lessThanOrEquals", prefixed(second))
        word = "less than" if strict else "no later than"
        self._message(shape, f"{prefixed(first)} is {word} {prefixed(second)}")

    def _either(self, class_: str, properties: tuple[str, ...]) -> None:
        shape = self._node_shape(f"{class_}-either", class_)
        options = []
        for name in properties:
            option = self._property_shape(
                f"{class_}-either-{name.replace(':', '-')}", prefixed(name)
            )
            self._count(option, "sh:minCount", 1)
            options.append(option)
        self._among(shape, "sh:or", options, f"{class_}-options")
        names = " or ".join(map(prefixed, properties))
        self._message(shape, f"{self._noun(class_)} has {names}")

    def _node_shape(self, name: str, class_: str) -> str:
        shape = f"dipsh:{name}"
        self.out.add(shape, "rdf:type", "sh:NodeShape")
        self.out.add(shape, "sh:targetClass", f"dip:{class_}")
        return shape

    def _closed(self, class_: str) -> None:
        shape = self._node_shape(class_, class_)
        known = {
            prefixed(p)
            for name, file in self.source.all_classes.items()
            if class_ in self.source.line(name)
            for p in file.properties
        }
        roles = {f"dip:{role}" for role in self.source.roles} if class_ == "Event" else set()
        self.out.add(shape, "sh:closed", _TRUE)
        allowed = sorted({*ANNOTATIONS, *roles, *known})
        self._among(shape, "sh:ignoredProperties", allowed, f"{class_}-properties")
        self._message(shape, f"{self._noun(class_)} has no such property")

    # ------------------------------------------------------------------------------ of types

    def _event_type(self, name: str) -> None:
        """An event has all its classes written out, down to one that is not abstract."""
        file = self.source.events[name]
        if file.parent:
            shape = self._property_shape(f"{name}-type", "rdf:type", name)
            self.out.add(shape, "sh:hasValue", f"dip:{file.parent}")
            self._message(shape, f"a dip:{name} has the class dip:{file.parent}, too")
        if file.abstract:
            shape = self._property_shape(f"{name}-narrower", "rdf:type", name)
            self._count(shape, "sh:minCount", len(self.source.line(name)) + 1)
            self._message(shape, f"a dip:{name} has a narrower class, too, such as dip:Meeting")

    def _known_classes(self) -> None:
        """No class of the vocabulary's namespace but those that it has."""
        shape, own, listed, other = (
            f"dipsh:{name}" for name in ("classes", "own-class", "known-class", "other-class")
        )
        for each in (shape, own, listed, other):
            self.out.add(each, "rdf:type", "sh:NodeShape")
        self.out.add(own, "sh:pattern", Literal("^" + PREFIXES["dip"]))
        self.out.add(other, "sh:not", own)
        names = [f"dip:{c}" for c in sorted(self.source.all_classes)]
        self._among(listed, "sh:in", names, "all-classes")
        self.out.add(shape, "sh:targetObjectsOf", "rdf:type")
        self._among(shape, "sh:or", [listed, other], "known-or-other")
        self._message(shape, "the vocabulary has no such class")

    def _types_among(self, shape: str, classes: Iterable[str]) -> None:
        """The types of a node are of these classes, those above and below, or akin to them."""
        wanted = set(classes)
        lines = {name: self.source.line(name) for name in self.source.all_classes}
        names = {c for line in lines.values() if not wanted.isdisjoint(line) for c in line}
        akin = {a for name in names for a in self.source.all_classes[name].align}
        allowed = sorted({f"dip:{name}" for name in names} | akin)
        key = " ".join(allowed)
        number = self._sets.setdefault(key, f"types{len(self._sets) + 1}")
        self._among(shape, "sh:in", allowed, number)

    # ------------------------------------------------------------------------------ of properties

    def _fillers(self, role: str) -> tuple[str, ...]:
        found = {f for e in self.words.event_types.values() for f in e.roles.get(role, ())}
        return tuple(t for t in _ENTITIES if t in found)

    def _domain(self, role: str) -> None:
        types = [name for name, known in self.words.event_types.items() if role in known.roles]
        shape = self._property_shape(f"{role}-domain", "rdf:type")
        self.out.add(shape, "sh:targetSubjectsOf", f"dip:{role}")
        self._count(shape, "sh:minCount", 1)
        self._types_among(shape, types)
        self._message(shape, f"what has dip:{role} is one of {', '.join(types)}")

    def _range(self, path: str, classes: tuple[str, ...], *, elsewhere: bool) -> None:
        name = f"{path.removeprefix('dip:').replace(':', '-')}-range"
        shape = self._property_shape(name, "rdf:type")
        self.out.add(shape, "sh:targetObjectsOf", path)
        if not elsewhere:
            self._count(shape, "sh:minCount", 1)
        self._types_among(shape, classes)
        self._message(shape, f"a value of {path} is {self._alternatives(classes)}")

    def _alternatives(self, classes: tuple[str, ...]) -> str:
        nouns = [self._noun(c) for c in classes]
        return " or ".join(filter(None, [", ".join(nouns[:-1]), nouns[-1]]))
