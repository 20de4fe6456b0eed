"""``ontology.ttl``: the terms as RDFS and OWL, with labels and definitions in four languages.

What properties belong to and point at is told by how classes and event types use them: one class
gives ``rdfs:domain``, several ``schema:domainIncludes``, and so for ranges.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal

from kg.schema.sample import examples
from kg.schema.source import PropertyFile, RoleFile, Source, TermFile
from kg.schema.statements import Statements, prefixed, texts
from kg.schema.values import KINDS
from kg.schema.vocabulary import assemble

#: Kind of an alignment → what it is declared as.
_DECLARED = {
    "class": "owl:Class",
    "object": "owl:ObjectProperty",
    "datatype": "owl:DatatypeProperty",
    "annotation": "owl:AnnotationProperty",
    "individual": "owl:NamedIndividual",
}
#: Properties of others that say something about terms.
_ANNOTATIONS = (
    "dcterms:license",
    "dcterms:title",
    "schema:domainIncludes",
    "schema:rangeIncludes",
    "skos:definition",
    "skos:example",
    "skos:prefLabel",
)
#: Values that are classes or properties: a property that points at one can only be an annotation.
_TERMS = ("class", "type")


def ontology(source: Source) -> str:
    """The terms of ``schemas/`` as Turtle."""
    return statements(source).turtle("The vocabulary of diplograph")


def statements(source: Source) -> Statements:
    """The terms of ``schemas/`` as triples."""
    return _Ontology(source).statements()


class _Ontology:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.words = assemble(source)
        self.out = Statements(source.alignments)
        self.examples = examples(source)

    def statements(self) -> Statements:
        self._header()
        for name, class_ in self.source.all_classes.items():
            self._term(f"dip:{name}", class_, "owl:Class")
            self.out.add(f"dip:{name}", "rdfs:subClassOf", *self._above(class_.parent, class_))
        for name, event in self.source.events.items():
            if event.example:
                self.out.add(f"dip:{name}", "skos:example", *texts(event.example.text))
        for name, role in self.source.roles.items():
            self._role(name, role)
        for name, property_ in self.source.properties.items():
            self._property(name, property_)
        for scheme in self.source.schemes:
            self._scheme(scheme)
        self._role_scheme()
        self._declare_alignments()
        return self.out

    def _header(self) -> None:
        self.out.add("dip:", "rdf:type", "owl:Ontology")
        self.out.add(
            "dip:",
            "dcterms:title",
            *texts(
                {
                    "en": "Events of diplomacy, as news tell of them",
                    "ru": "События дипломатии по сообщениям новостей",
                    "kk": "Жаңалықтар баяндаған дипломатия оқиғалары",
                    "uz": "Yangiliklarda aytilgan diplomatiya voqealari",
                }
            ),
        )
        self.out.add("dip:", "dcterms:license", Literal("MIT"))
        for name in _ANNOTATIONS:
            self.out.add(name, "rdf:type", "owl:AnnotationProperty")
        for name in ("skos:exactMatch", "skos:inScheme", "skos:topConceptOf"):
            self.out.add(name, "rdf:type", "owl:ObjectProperty")
        for name in ("skos:Concept", "skos:ConceptScheme"):
            self.out.add(name, "rdf:type", "owl:Class")

    def _term(self, name: str, file: TermFile, type_: str) -> None:
        self.out.add(name, "rdf:type", type_)
        self.out.add(name, "rdfs:label", *texts(file.label))
        self.out.add(name, "skos:definition", *texts(file.definition))
        self.out.add(name, "rdfs:seeAlso", *file.see)
        if name in self.examples and name.removeprefix("dip:") not in self.source.events:
            self.out.add(name, "skos:example", Literal(self.examples[name]))
        self.out.add(name, "rdfs:isDefinedBy", "dip:")

    def _above(self, parent: str | None, file: TermFile) -> list[str]:
        return [*([f"dip:{parent}"] if parent else []), *file.align]

    # ------------------------------------------------------------------------------ properties

    def _role(self, name: str, file: RoleFile) -> None:
        iri = f"dip:{name}"
        self._term(iri, file, "owl:ObjectProperty")
        parent = "involves" if file.involves else None
        self.out.add(iri, "rdfs:subPropertyOf", *self._above(parent, file))
        events = [n for n, known in self.words.event_types.items() if name in known.roles]
        fillers = {f for n in events for f in self.words.event_types[n].roles[name]}
        self._sides(iri, "domain", self._narrow(events))
        self._sides(iri, "range", fillers)

    def _property(self, name: str, file: PropertyFile) -> None:
        iri = f"dip:{name}"
        self._term(iri, file, self._kind(file.range))
        self.out.add(iri, "rdfs:subPropertyOf", *self._above(file.parent, file))
        if file.inverse:
            self.out.add(iri, "owl:inverseOf", file.inverse)
        owners = [c for c, known in self.source.all_classes.items() if name in known.properties]
        self._sides(iri, "domain", owners)
        if not isinstance(file.range, str):
            self._sides(iri, "range", file.range)
        elif file.range.startswith("scheme "):
            self.out.add(iri, "rdfs:range", "skos:Concept")
        elif file.range not in _TERMS:
            self.out.add(iri, "rdfs:range", KINDS[file.range].datatype)

    def _kind(self, range_: tuple[str, ...] | str) -> str:
        if not isinstance(range_, str) or range_.startswith("scheme "):
            return "owl:ObjectProperty"
        return "owl:AnnotationProperty" if range_ in _TERMS else "owl:DatatypeProperty"

    def _narrow(self, events: list[str]) -> list[str]:
        """Without those whose parent is among them, too."""
        return [e for e in events if self.source.events[e].parent not in events]

    def _sides(self, iri: str, side: str, classes: Iterable[str]) -> None:
        names = [prefixed(c) for c in classes]
        predicate = f"rdfs:{side}" if len(names) == 1 else f"schema:{side}Includes"
        self.out.add(iri, predicate, *names)

    # ------------------------------------------------------------------------------ schemes

    def _scheme(self, scheme: str) -> None:
        file = self.source.schemes[scheme]
        iri = f"dips:{scheme}"
        self._term(iri, file, "skos:ConceptScheme")
        for name, value in file.values.items():
            self._concept(f"{iri}/{name}", iri, value)
            self.out.add(f"{iri}/{name}", "skos:exactMatch", *value.match)

    def _concept(self, iri: str, scheme: str, file: TermFile) -> None:
        self._term(iri, file, "skos:Concept")
        self.out.add(iri, "skos:prefLabel", *texts(file.label))
        self.out.add(iri, "skos:inScheme", scheme)
        self.out.add(iri, "skos:topConceptOf", scheme)

    def _role_scheme(self) -> None:
        """Roles as controlled values, for tables that name them in a column."""
        label = {"en": "role", "ru": "роль", "kk": "рөл", "uz": "rol"}
        says = {
            "en": "What an entity is to an event.",
            "ru": "Кем объект является для события.",
            "kk": "Нысанның оқиғадағы рөлі.",
            "uz": "Obyektning voqeadagi roli.",
        }
        self._term("dips:role", TermFile(label=label, definition=says), "skos:ConceptScheme")
        for name, file in self.source.roles.items():
            self._concept(f"dips:role/{name}", "dips:role", file)
            self.out.add(f"dips:role/{name}", "rdfs:seeAlso", f"dip:{name}")

    # ------------------------------------------------------------------------------ others' terms

    def _declare_alignments(self) -> None:
        """What the terms of other vocabularies are that ours are placed under."""
        files: list[TermFile] = [
            *self.source.all_classes.values(),
            *self.source.roles.values(),
            *self.source.properties.values(),
        ]
        terms = {term for file in files for term in file.align}
        terms |= {p.inverse for p in self.source.properties.values() if p.inverse}
        for term in terms:
            self.out.add(term, "rdf:type", _DECLARED[self.source.alignments[term].kind])
