"""The vocabulary's own rules: one line for each that a file of ``schemas/`` breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg import dates
from kg.errors import VocabularyError
from kg.resources import folder
from kg.schema.generate import outdated
from kg.schema.ontology import statements
from kg.schema.owl_rl import departures
from kg.schema.sample import examples
from kg.schema.source import (
    Alignment,
    ClassFile,
    EventFile,
    Example,
    PropertyFile,
    Source,
    TermFile,
    Text,
    ValueFile,
    read,
)
from kg.schema.values import KINDS, NODES
from kg.schema.vocabulary import LANGUAGES, assemble

_CYRILLIC = re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
_SCRIPT = {"ru": True, "kk": True, "uz": False, "en": False}
_ENTITIES = ("Person", "State", "Organization", "Place", "Agreement")


def check() -> list[str]:
    """What is wrong with the project's own vocabulary and what is generated from it."""
    return problems(folder("schemas").parent)


def problems(root: Path) -> list[str]:
    """What is wrong with the ``schemas/`` under a folder, and with what is generated from it."""
    try:
        source = read(root / "schemas")
        found = list(lint(source))
    except VocabularyError as error:
        return [str(error)]
    return found or outdated(root, source)


def lint(source: Source) -> Iterator[str]:
    """Each broken rule. Raises VocabularyError where a class has no way up."""
    yield from _texts(source)
    yield from _labels_twice(source)
    broken = [
        *_classes(source),
        *_event_types(source),
        *_properties(source),
        *_alignments(source),
    ]
    yield from broken
    if not broken:
        yield from _sample(source)
        yield from _profile(source)


# ---------------------------------------------------------------------------- labels, definitions


def _terms(source: Source) -> Iterator[tuple[str, str, TermFile]]:
    """(scheme, path, file) of every term; labels are told apart within a scheme."""
    for kind in ("events", "classes", "roles", "properties"):
        scheme = "classes" if kind == "events" else "properties" if kind == "roles" else kind
        for name, file in getattr(source, kind).items():
            yield scheme, f"{kind}/{name}.yaml", file
    for name, scheme_file in source.schemes.items():
        yield "schemes", f"schemes/{name}.yaml", scheme_file
        for value, value_file in scheme_file.values.items():
            yield f"scheme {name}", f"schemes/{name}/{value}.yaml", value_file


def _texts(source: Source) -> Iterator[str]:
    for _, path, file in _terms(source):
        yield from _in_four_languages(f"{path}: label", file.label)
        yield from _in_four_languages(f"{path}: definition", file.definition)
    for name, event in source.events.items():
        if event.example:
            yield from _in_four_languages(f"events/{name}.yaml: example", event.example.text)


def _in_four_languages(what: str, text: Text) -> Iterator[str]:
    for lang in LANGUAGES:
        if not text.get(lang, "").strip():
            yield f"{what} lacks {lang}"
        elif bool(_CYRILLIC.search(text[lang])) != _SCRIPT[lang]:
            yield f"{what} in {lang} is in the wrong script"
    for lang in sorted(set(text) - set(LANGUAGES)):
        yield f"{what} is in a language beside en, ru, kk, uz: {lang}"


def _labels_twice(source: Source) -> Iterator[str]:
    labels = Counter(
        (scheme, lang, label.casefold())
        for scheme, _, file in _terms(source)
        for lang, label in file.label.items()
    )
    for (scheme, lang, label), count in labels.items():
        if count > 1:
            yield f"{scheme}: the {lang} label {label!r} stands {count} times"


# ---------------------------------------------------------------------------- classes


def _classes(source: Source) -> Iterator[str]:
    known = set(source.properties) | set(source.borrowed)
    for name, file in source.all_classes.items():
        path = f"{'events' if name in source.events else 'classes'}/{name}.yaml"
        source.line(name)
        for property_ in sorted(set(file.properties) - known):
            yield f"{path}: unknown property {property_!r}"
        owned = {p for c in source.line(name) for p in source.all_classes[c].properties}
        for property_ in sorted({*file.either, *(p for pair in file.order for p in pair)} - owned):
            yield f"{path}: {property_!r} is no property of the class"
    yield from _kinds_twice(source.classes, source)


def _kinds_twice(classes: Mapping[str, ClassFile], source: Source) -> Iterator[str]:
    kinds = Counter((source.line(n)[-1], f.kind) for n, f in classes.items() if f.kind)
    yield from (f"classes: kind {k!r} of {t} stands twice" for (t, k), n in kinds.items() if n > 1)


# ---------------------------------------------------------------------------- event types


def _event_types(source: Source) -> Iterator[str]:
    words = assemble(source)
    for name, file in source.events.items():
        path = f"events/{name}.yaml"
        if name in words.event_types:
            type_ = words.event_types[name]
            if not type_.family:
                yield f"{path}: no family"
            if not type_.roles:
                yield f"{path}: no roles"
            if not file.example:
                yield f"{path}: no example"
        if file.rank and file.rank not in words.ranks:
            yield f"{path}: unknown rank {file.rank!r}"
        yield from (f"{path}: {p}" for p in _roles(source, file))
        yield from (f"{path}: {p}" for p in _codes(source, file))
        if file.example:
            roles = words.event_types[name].roles if name in words.event_types else {}
            yield from (f"{path}: example: {p}" for p in _example(source, file.example, roles))
    yield from _unused(source)


def _roles(source: Source, file: EventFile) -> Iterator[str]:
    for role, fillers in (file.roles or {}).items():
        if role not in source.roles:
            yield f"unknown role {role!r}"
        for filler in sorted(set(fillers) - set(_ENTITIES)):
            yield f"role {role!r}: unknown type {filler!r}"


def _codes(source: Source, file: EventFile) -> Iterator[str]:
    for status, code in (file.codes or {}).items():
        if status not in source.schemes["status"].values:
            yield f"codes: unknown status {status!r}"
        plover, *cameo = code.split()
        if plover not in source.codes.plover:
            yield f"codes: {plover!r} has no name in codes.yaml"
        for one in cameo:
            if one not in source.codes.cameo:
                yield f"codes: {one!r} has no name in codes.yaml"


def _example(source: Source, told: Example, roles: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield from (f"read: no language {lang!r}" for lang in told.read if lang not in LANGUAGES)
    if told.status not in source.schemes["status"].values:
        yield f"unknown status {told.status!r}"
    if told.date and not dates.valid(told.date):
        yield f"no date in EDTF: {told.date!r}"
    if told.place and told.place.partition("/")[0] not in ("place", "state"):
        yield f"no place: {told.place!r}"
    for role, entities in told.roles.items():
        if role not in roles:
            yield f"the type has no role {role!r}"
            continue
        for entity in entities:
            if entity.partition("/")[0].capitalize() not in roles[role]:
                yield f"{entity} may not be {role}"


def _unused(source: Source) -> Iterator[str]:
    roles = {role for file in source.events.values() for role in file.roles or {}}
    yield from (f"roles/{role}.yaml: no event has it" for role in sorted(set(source.roles) - roles))
    used = {c for f in source.events.values() for v in (f.codes or {}).values() for c in v.split()}
    named = {*source.codes.plover, *source.codes.cameo}
    yield from (f"codes.yaml: no event has {code!r}" for code in sorted(named - used))


# ---------------------------------------------------------------------------- properties


def _properties(source: Source) -> Iterator[str]:
    used = {p for file in source.all_classes.values() for p in file.properties}
    for name, file in source.properties.items():
        path = f"properties/{name}.yaml"
        yield from (f"{path}: {p}" for p in _range(source, file.range))
        if file.parent and file.parent not in source.properties:
            yield f"{path}: unknown parent {file.parent!r}"
        if name in source.roles:
            yield f"{path}: a role has the same name"
        if name not in used:
            yield f"{path}: no class has it"
    for name, borrowed in source.borrowed.items():
        yield from (f"borrowed.yaml: {name}: {p}" for p in _range(source, borrowed.range))


def _range(source: Source, range_: tuple[str, ...] | str) -> Iterator[str]:
    if not isinstance(range_, str):
        for name in sorted(set(range_) - set(source.all_classes)):
            yield f"unknown class {name!r}"
    elif range_.startswith("scheme "):
        if range_.removeprefix("scheme ") not in source.schemes:
            yield f"unknown {range_}"
    elif range_ not in KINDS and range_ not in NODES:
        yield f"unknown kind of value {range_!r}"


def _sample(source: Source) -> Iterator[str]:
    """Whether ``sample.ttl`` shows every property; types of events show their roles."""
    shown = examples(source)
    for name in source.properties:
        if f"dip:{name}" not in shown:
            yield f"sample.ttl: shows no dip:{name}"


# ---------------------------------------------------------------------------- other vocabularies


def _alignments(source: Source) -> Iterator[str]:
    for alignment in source.alignments.values():
        yield from _iri(alignment)
    for scheme, path, file in _terms(source):
        suits = {"classes": ("class",), "properties": ("object", "datatype")}.get(scheme, ())
        for term in file.align:
            if term not in source.alignments:
                yield f"{path}: {term} is not in alignments.csv"
            elif source.alignments[term].kind not in suits:
                yield f"{path}: {term} is a term of another kind"
        yield from _listed(path, (*file.see, *_matches(file)), source)


def _matches(file: TermFile) -> tuple[str, ...]:
    if isinstance(file, ValueFile):
        return file.match
    return (file.inverse,) if isinstance(file, PropertyFile) and file.inverse else ()


def _listed(path: str, terms: Iterable[str], source: Source) -> Iterator[str]:
    yield from (
        f"{path}: {t} is not in alignments.csv" for t in terms if t not in source.alignments
    )


def _iri(alignment: Alignment) -> Iterator[str]:
    local = alignment.term.partition(":")[2]
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", alignment.iri):
        yield f"alignments.csv: {alignment.term}: no IRI: {alignment.iri!r}"
    elif not local or not alignment.iri.endswith(local):
        yield f"alignments.csv: {alignment.term}: the IRI does not end like the term"


def _profile(source: Source) -> Iterator[str]:
    """Departures from OWL 2 RL that nobody accepted, and accepted ones that are gone."""
    found = set(departures(statements(source)))
    for departure in sorted(found - set(source.departures)):
        yield f"OWL 2 RL: {departure}; accept it in departures.yaml, with the reason, or mend it"
    for departure in sorted(set(source.departures) - found):
        yield f"departures.yaml: {departure!r} does not occur"
