"""``kg schema show``: what a term means and how it is used, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from kg.errors import UsageError
from kg.schema.reference import value_range
from kg.schema.source import ClassFile, PropertyFile, Source, TermFile, read
from kg.schema.vocabulary import LANGUAGES, Vocabulary, assemble


def explain(term: str) -> str:
    """All that goes by this name: ``StateVisit``, ``guest``, ``held``, ``dips:status/held``, or by
    this label in any language.

    Raises UsageError for an unknown term, with those that come near.
    """
    source = read()
    words = assemble(source)
    terms = dict(_terms(source))
    wanted = term.casefold()
    found = [
        "\n".join(_describe(source, words, iri, file))
        for iri, file in terms.items()
        if wanted in _names(iri, file)
    ]
    if not found:
        known = {name for iri, file in terms.items() for name in _names(iri, file)}
        near = ", ".join(get_close_matches(wanted, sorted(known), cutoff=0.7))
        hint = f"near: {near}" if near else "the terms are listed in docs/reference"
        raise UsageError(f"no term {term!r}; {hint}")
    return "\n\n".join(found)


def _terms(source: Source) -> Iterator[tuple[str, TermFile]]:
    for terms in (source.all_classes, source.roles, source.properties):
        yield from ((f"dip:{name}", file) for name, file in terms.items())
    for scheme, file in source.schemes.items():
        yield f"dips:{scheme}", file
        yield from ((f"dips:{scheme}/{name}", value) for name, value in file.values.items())


def _names(iri: str, file: TermFile) -> set[str]:
    local = iri.partition(":")[2]
    names = {iri, local, local.partition("/")[2], *file.label.values()}
    return {name.casefold() for name in names if name}


def _describe(source: Source, words: Vocabulary, iri: str, file: TermFile) -> Iterator[str]:
    name = iri.partition(":")[2]
    yield iri
    if isinstance(file, ClassFile) and len(source.line(name)) > 1:
        yield f"  {' › '.join(reversed(source.line(name)))}"
    if isinstance(file, PropertyFile):
        yield f"  values: {value_range(file.range)}"
    if file.align or file.see:
        yield f"  like: {', '.join((*file.align, *file.see))}"
    rows = ((f"  {lang}", file.label[lang], file.definition[lang]) for lang in LANGUAGES)
    yield from _columns(rows)
    if name in words.event_types:
        yield from _event(source, words, name)


def _event(source: Source, words: Vocabulary, name: str) -> Iterator[str]:
    file, type_ = source.events[name], words.event_types[name]
    yield from ("", "When it is used", f"  {file.use}")
    yield from ("", "When it is not", f"  {file.not_}")
    yield from ("", "Roles")
    yield from _columns(
        (f"  {role}", ", ".join(fillers), source.roles[role].definition["en"])
        for role, fillers in type_.roles.items()
    )
    yield from ("", "Codes")
    yield from _columns(
        (f"  {status}", code.plover, "; ".join(f"{c} {source.codes.cameo[c]}" for c in code.cameo))
        for status, code in type_.codes.items()
    )
    if not type_.codes:
        yield "  none"
    if file.example:
        yield from ("", "Examples")
        yield from (f"  {lang}  {file.example.text[lang]}" for lang in LANGUAGES)


def _columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Rows with their cells under one another."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
