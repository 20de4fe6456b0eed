"""``schemas/``: the files that people edit, read and checked for their form.

A term is a file, and its name is the file's: ``events/StateVisit.yaml``, ``classes/Person.yaml``,
``roles/guest.yaml``, ``properties/place.yaml``; a controlled value lies under its scheme,
``schemes/status/held.yaml`` beside ``schemes/status.yaml``. Beside them: ``codes.yaml`` (names of
the PLOVER and CAMEO codes in use), ``borrowed.yaml`` (properties of other vocabularies),
``departures.yaml`` (where the ontology leaves OWL 2 RL), ``alignments.csv`` and ``sample.ttl``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from kg.errors import VocabularyError
from kg.resources import folder

#: Text by language tag.
Text = Mapping[str, str]
#: How often a node has a property: exactly once, at most once, at least once, as often as may be,
#: once in each language.
Times = Literal["one", "maybe", "some", "any", "each"]
#: EDTF; YAML takes a full day for a date of its own.
Date = Annotated[str, BeforeValidator(str)]


class Record(BaseModel):
    """Base: frozen, no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TermFile(Record):
    """What every term has. ``align`` and ``see`` are prefixed names out of ``alignments.csv``."""

    label: Text = Field(default_factory=dict)
    definition: Text = Field(default_factory=dict)
    #: Classes or properties of other vocabularies that this one is a special case of.
    align: tuple[str, ...] = ()
    #: Terms of other vocabularies that are akin.
    see: tuple[str, ...] = ()


class ClassFile(TermFile):
    """A class of nodes."""

    parent: str | None = None
    #: Whether a node always has a narrower class as well.
    abstract: bool = False
    #: Value of ``kind`` in an extraction that stands for it.
    kind: str | None = None
    #: Property → how often a node has it; classes below inherit them.
    properties: Mapping[str, Times] = Field(default_factory=dict)
    #: Properties of which a node has one at least.
    either: tuple[str, ...] = ()
    #: Pairs of properties of which the first is no greater than the second.
    order: tuple[tuple[str, str], ...] = ()
    #: Whether the first is less than the second.
    strict_order: bool = False


class Example(Record):
    """One event, told in each language."""

    text: Text
    status: str
    date: Date | None = None
    place: str | None = None
    ordinal: int | None = None
    #: Role → local ids of entities.
    roles: Mapping[str, tuple[str, ...]]
    #: Languages in which reading gives exactly these facts.
    read: tuple[str, ...] = ()


class EventFile(ClassFile):
    """A type or family of events. What is left out is inherited from the parent."""

    family: str | None = None
    #: Whether such an event takes a day unless something else is said.
    one_day: bool | None = None
    #: Of a visit: value of the rank scheme.
    rank: str | None = None
    #: Role → entity types that may fill it.
    roles: Mapping[str, tuple[str, ...]] | None = None
    #: Status → PLOVER category and CAMEO codes, ``CONSULT 042 043``.
    codes: Mapping[str, str] | None = None
    codes_note: str | None = None
    use: str
    not_: str = Field(alias="not")
    example: Example | None = None


class RoleFile(TermFile):
    """What an entity is to an event."""

    involves: bool = True


class PropertyFile(TermFile):
    """A property of the vocabulary's own.

    ``range`` is a list of classes, ``scheme <name>``, a datatype, or the name of a kind of value
    that :mod:`kg.schema.values` describes.
    """

    range: tuple[str, ...] | str
    parent: str | None = None
    #: Prefixed name of the property that says the same the other way round.
    inverse: str | None = None
    #: Whether its values may be described in another file of the build.
    elsewhere: bool = False


class ValueFile(TermFile):
    """A controlled value."""

    #: The same thing in other vocabularies.
    match: tuple[str, ...] = ()


class SchemeFile(TermFile):
    """A scheme of controlled values, with its values by name."""

    values: Mapping[str, ValueFile] = Field(default_factory=dict)


class Borrowed(Record):
    """A property of another vocabulary, and what it is used for here."""

    range: tuple[str, ...] | str
    use: str
    elsewhere: bool = False


class Codes(Record):
    """Names of the codes in use."""

    sources: Mapping[str, str]
    plover: Mapping[str, str]
    cameo: Mapping[str, str]


class Alignment(Record):
    """A term of another vocabulary that may be pointed at."""

    term: str
    iri: str
    #: What it is there: class, object property, datatype property, annotation property, individual.
    kind: Literal["class", "object", "datatype", "annotation", "individual"]
    source: str


class Source(Record):
    """All of ``schemas/``, sorted by name."""

    events: Mapping[str, EventFile]
    classes: Mapping[str, ClassFile]
    roles: Mapping[str, RoleFile]
    properties: Mapping[str, PropertyFile]
    schemes: Mapping[str, SchemeFile]
    borrowed: Mapping[str, Borrowed]
    codes: Codes
    #: Finding → why it is accepted.
    departures: Mapping[str, str]
    alignments: Mapping[str, Alignment]
    #: Turtle of a graph that shows every property.
    sample: str

    @property
    def all_classes(self) -> dict[str, ClassFile]:
        """Classes of events and of all else."""
        return {**self.events, **self.classes}

    def line(self, name: str) -> tuple[str, ...]:
        """A class and those above it, nearest first. Raises VocabularyError for a gap or a ring."""
        found: list[str] = []
        known, next_ = self.all_classes, name
        while True:
            if next_ not in known or next_ in found:
                raise VocabularyError(f"{name}: no way up from {next_!r}")
            found.append(next_)
            parent = known[next_].parent
            if parent is None:
                return tuple(found)
            next_ = parent


T = TypeVar("T", bound=BaseModel)


def read(root: Path | None = None) -> Source:
    """Read the folder (default: the project's own). Raises VocabularyError for a broken file."""
    root = root or folder("schemas")
    return Source(
        events=_files(root / "events", EventFile),
        classes=_files(root / "classes", ClassFile),
        roles=_files(root / "roles", RoleFile),
        properties=_files(root / "properties", PropertyFile),
        schemes={
            name: scheme.model_copy(update={"values": _files(root / "schemes" / name, ValueFile)})
            for name, scheme in _files(root / "schemes", SchemeFile).items()
        },
        borrowed={
            name: _checked(Borrowed, fields, root / "borrowed.yaml")
            for name, fields in sorted(_load(root / "borrowed.yaml").items())
        },
        codes=_file(root / "codes.yaml", Codes),
        departures=_load(root / "departures.yaml"),
        alignments=_alignments(root / "alignments.csv"),
        sample=(root / "sample.ttl").read_text(encoding="utf-8"),
    )


def _files(path: Path, model: type[T]) -> dict[str, T]:
    return {file.stem: _file(file, model) for file in sorted(path.glob("*.yaml"))}


def _file(path: Path, model: type[T]) -> T:
    return _checked(model, _load(path), path)


def _checked(model: type[T], fields: Any, path: Path) -> T:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise VocabularyError(f"{path}: {where}: {first['msg']}") from error


def _load(path: Path) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise VocabularyError(f"{path}: {error.strerror}") from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day that does not exist
        raise VocabularyError(f"{path}: no valid YAML ({' '.join(str(error).split())})") from error
    if not isinstance(found, dict):
        raise VocabularyError(f"{path}: holds no fields")
    return found


def _alignments(path: Path) -> dict[str, Alignment]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [_checked(Alignment, row, path) for row in csv.DictReader(file)]
    return {row.term: row for row in rows}
