"""Pages of reference in Markdown: one an event type, one each of classes, properties, values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from kg.rdf.rules import rules
from kg.schema.example import example
from kg.schema.sample import examples
from kg.schema.source import EventFile, PropertyFile, Source, TermFile
from kg.schema.values import KINDS, NODES
from kg.schema.vocabulary import LANGUAGES, Vocabulary, assemble

_NAMES = {"en": "English", "ru": "Russian", "kk": "Kazakh", "uz": "Uzbek"}
_TIMES = {
    "one": "exactly once",
    "maybe": "at most once",
    "some": "once or more",
    "any": "any number of times",
    "each": "once in each language",
}
_NOTE = "<!-- Generated from schemas/ by `kg schema build`; not to be edited. -->"


def pages(source: Source) -> dict[PurePosixPath, str]:
    """All pages by their path under ``docs/reference/``."""
    words = assemble(source)
    texts = {
        "index.md": _index(source, words),
        "classes.md": _classes(source),
        "properties.md": _properties(source),
        "values.md": _values(source),
        "rules.md": _rules(),
        **{
            f"events/{name}.md": _event(source, words, name)
            for name, file in source.events.items()
            if not file.abstract
        },
    }
    return {PurePosixPath(path): _page(lines) for path, lines in texts.items()}


def _event(source: Source, words: Vocabulary, name: str) -> Iterator[str]:
    file, type_ = source.events[name], words.event_types[name]
    yield f"# {_title(file)} (`dip:{name}`)"
    yield from ("", f"{' › '.join(reversed([name, *type_.parents]))}. Family: {type_.family}.")
    yield from ("", "## What it means", "", *_meaning(file))
    yield from ("", "## When it is used", "", file.use)
    if type_.one_day:
        yield "Where no end is given, it takes one day."
    yield from ("", "## When it is not", "", file.not_)
    yield from ("", "## Roles", "", *_roles(source, words, name))
    yield from ("", "## Codes", "", *_codes(source, words, name))
    yield from ("", "## Examples", "", *_example(source, name))


def _page(lines: Iterable[str]) -> str:
    return "\n".join([_NOTE, "", *lines]) + "\n"


def _title(file: TermFile) -> str:
    return file.label["en"][0].upper() + file.label["en"][1:]


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    columns = list(head)
    yield f"| {' | '.join(columns)} |"
    yield "|" + " --- |" * len(columns)
    for row in rows:
        cells = [cell.replace("|", "\\|") for cell in row]
        yield f"| {' | '.join(cells)} |"


def _meaning(file: TermFile) -> Iterator[str]:
    rows = ((_NAMES[lang], file.label[lang], file.definition[lang]) for lang in LANGUAGES)
    yield from _table(("", "Label", "Definition"), rows)


def _roles(source: Source, words: Vocabulary, name: str) -> Iterator[str]:
    rows = (
        (f"`dip:{role}`", ", ".join(fillers), source.roles[role].definition["en"])
        for role, fillers in words.event_types[name].roles.items()
    )
    yield from _table(("Role", "Who or what may have it", "Meaning"), rows)


def _codes(source: Source, words: Vocabulary, name: str) -> Iterator[str]:
    codes, names = words.event_types[name].codes, source.codes
    if not codes:
        yield "None: neither PLOVER nor CAMEO has a category for it."
        return
    rows = (
        (
            f"`{status}`",
            f"{code.plover} ({names.plover[code.plover]})",
            "; ".join(f"`{c}` {names.cameo[c]}" for c in code.cameo),
        )
        for status, code in codes.items()
    )
    yield from _table(("Status", "`dip:plover`", "`dip:cameo`"), rows)
    yield from ("", "An event of another status has none.")
    note = next((f.codes_note for f in _line(source, name) if f.codes), None)
    if note:
        yield from ("", note)
    yield from ("", f"Sources: {names.sources['cameo']}; {names.sources['plover']}.")


def _line(source: Source, name: str) -> list[EventFile]:
    return [source.events[n] for n in source.line(name)]


def _example(source: Source, name: str) -> Iterator[str]:
    told, triples = source.events[name].example, example(source, name)
    if told is None or triples is None:
        return
    yield from (f"- {_NAMES[lang]}: {told.text[lang]}" for lang in LANGUAGES)
    yield from ("", _read(told.read), "")
    yield from ("```turtle", triples.body().rstrip(), "```")


def _read(languages: Sequence[str]) -> str:
    """What an example's sentences say, and from which of them it is read."""
    left_out = "(labels, evidence and counts left out)"
    if set(languages) == set(LANGUAGES):
        return f"From each `kg extract` reads these facts {left_out}:"
    named = " and ".join(_NAMES[lang] for lang in LANGUAGES if lang in languages)
    so_far = f"so far from the {named} one alone" if named else "so far from none"
    return f"Each says these facts {left_out}; `kg extract` reads them {so_far}:"


# ------------------------------------------------------------------------------------ other pages


def _index(source: Source, words: Vocabulary) -> Iterator[str]:
    yield "# The vocabulary"
    yield from ("", "What the graph may say, generated from `schemas/`.", "")
    yield "- [Classes](classes.md): persons, states, organizations, places, agreements, reports"
    yield "- [Properties](properties.md) and roles"
    yield "- [Values](values.md): statuses, metrics, units, topics and the like"
    yield "- [Rules](rules.md): what follows from facts, and is written out beside them"
    yield "- Event types:"
    for name, file in source.events.items():
        if file.family:
            types = [n for n, t in words.event_types.items() if t.family == file.family]
            links = ", ".join(f"[{_title(source.events[n])}](events/{n}.md)" for n in types)
            yield f"  - {file.family} (`dip:{name}`): {file.definition['en']} {links}"
    yield from ("", "## Prefixes", "")
    yield from ("```turtle", "@prefix dip:  <https://w3id.org/diplograph/ontology#> .")
    yield from ("@prefix dips: <https://w3id.org/diplograph/scheme/> .", "```")


def _rules() -> Iterator[str]:
    yield from ("# Rules", "", "What follows from facts is written into the core at build time, by")
    yield "the SPARQL queries in `schemas/rules`, in this order."
    for rule in rules():
        title = rule.name.replace("-", " ").capitalize()
        yield from ("", f"## {title}", "", rule.says)
        yield from ("", "```sparql", rule.sparql.rstrip(), "```")


def _classes(source: Source) -> Iterator[str]:
    yield from ("# Classes", "", "Event types have [pages of their own](index.md).")
    for name, file in source.all_classes.items():
        if name in source.events and not file.properties:
            continue
        yield from ("", f"## {_title(file)} (`dip:{name}`)", "")
        above = [f"`dip:{c}`" for c in source.line(name)[1:]] + [f"`{a}`" for a in file.align]
        if above:
            yield from (f"A special case of {', '.join(above)}.", "")
        if file.see:
            yield from (f"Akin to {', '.join(f'`{s}`' for s in file.see)}.", "")
        yield from _meaning(file)
        if file.properties:
            rows = ((f"`{_dip(p)}`", _TIMES[t]) for p, t in file.properties.items())
            yield from ("", *_table(("Property", "How often"), rows))


def _dip(name: str) -> str:
    return name if ":" in name else f"dip:{name}"


def _properties(source: Source) -> Iterator[str]:
    yield from ("# Properties", "", "## Roles", "")
    yield from ("Each is a special case of `dip:involves`, but for `dip:absent`.", "")
    yield from _terms(source.roles, source)
    yield from ("", "## Of the vocabulary", "")
    yield from _terms(source.properties, source)
    yield from ("", "## Of other vocabularies", "")
    rows = (
        (f"`{name}`", value_range(known.range), known.use)
        for name, known in source.borrowed.items()
    )
    yield from _table(("Property", "Values", "Used for"), rows)


def _terms(terms: Mapping[str, TermFile], source: Source) -> Iterator[str]:
    shown = examples(source)
    rows = []
    for name, file in terms.items():
        values = value_range(file.range) if isinstance(file, PropertyFile) else "an entity"
        example_ = f"`{shown[f'dip:{name}']}`" if f"dip:{name}" in shown else ""
        texts = (_both(file, lang) for lang in LANGUAGES)
        rows.append([f"`dip:{name}`", values, *texts, example_])
    head = ("Property", "Values", *(_NAMES[lang] for lang in LANGUAGES), "Example")
    yield from _table(head, rows)


def _both(file: TermFile, lang: str) -> str:
    return f"**{file.label[lang]}** {file.definition[lang]}"


def value_range(range_: tuple[str, ...] | str) -> str:
    """What the values of a property are, in words."""
    if not isinstance(range_, str):
        return ", ".join(f"`dip:{c}`" for c in range_)
    if range_.startswith("scheme "):
        return f"`dips:{range_.removeprefix('scheme ')}`"
    return KINDS[range_].says if range_ in KINDS else NODES[range_].says


def _values(source: Source) -> Iterator[str]:
    yield "# Values"
    for scheme, file in source.schemes.items():
        yield from ("", f"## {_title(file)} (`dips:{scheme}`)", "", file.definition["en"], "")
        rows = (
            [f"`dips:{scheme}/{name}`", *(_both(value, lang) for lang in LANGUAGES)]
            for name, value in file.values.items()
        )
        yield from _table(["Value", *(_NAMES[lang] for lang in LANGUAGES)], rows)
