"""What is wrong with the gazetteer: ids, references, dates, posts held by two, names that clash.

After an edit of its YAML, ``python -m kg.resolve.gazetteer_lint`` compiles it and prints findings.
``data/gazetteer/homonyms.yaml`` lists the names that two entries share by right.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from kg.errors import VocabularyError
from kg.model.gazetteer import Entry, Membership, OfficeTerm
from kg.resolve.gazetteer import fold, surfaces_of
from kg.resolve.gazetteer_files import build, read_yaml, stale
from kg.resolve.offices import is_single, titles
from kg.resources import folder

_PREFIXES = {
    "State": "state",
    "Organization": "organization",
    "Person": "person",
    "Place": "place",
}
_FOLDERS = {
    "states": "State",
    "organizations": "Organization",
    "people": "Person",
    "places": "Place",
}
_KINDS: Mapping[str, set[str | None]] = {
    "State": {None},
    "Person": {None},
    "Place": {"city", "region", "venue"},
    "Organization": {
        *("igo", "government", "bilateral", "format", "company", "party", "media", "armed", "other")
    },
}
_LOCAL_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|[A-Z]{2}")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


def check() -> list[str]:
    """All findings, one line each; empty where the gazetteer is sound.

    A file that does not parse is the only finding of its run.
    """
    try:
        files = read_yaml()
    except VocabularyError as error:
        return [str(error)]
    entries = [entry for of_file in files.values() for entry in of_file]
    findings = [*_placing(files), *lint(entries, homonyms())]
    if not findings and stale(files):
        findings.append("gazetteer.json is not what its YAML gives: build it again")
    return findings


def lint(entries: Iterable[Entry], homonyms: Mapping[tuple[str, str], frozenset[str]]) -> list[str]:
    """Findings on entries alone. ``homonyms``: (language, folded name) → ids that may share it."""
    entries = list(entries)
    known = {entry.id: entry for entry in entries}
    each = (_form, _names, partial(_references, known), _terms)
    return [
        *_doubled("id", (entry.id for entry in entries)),
        *_doubled("Wikidata id", (entry.wikidata for entry in entries if entry.wikidata)),
        *(f"{e.id}: {finding}" for e in entries for rule in each for finding in rule(e)),
        *_overlaps(entries),
        *_clashes(known, homonyms),
    ]


def homonyms() -> Mapping[tuple[str, str], frozenset[str]]:
    """The names that may be shared, from ``homonyms.yaml``."""
    import yaml

    path = folder("data") / "gazetteer" / "homonyms.yaml"
    listed = yaml.safe_load(path.read_text(encoding="utf-8")) or ()
    return {(item["lang"], fold(item["name"])): frozenset(item["ids"]) for item in listed}


def _placing(files: Mapping[Path, tuple[Entry, ...]]) -> Iterator[str]:
    for path, entries in files.items():
        wanted = _FOLDERS[path.parent.name]
        for entry in entries:
            if entry.type != wanted:
                yield f"{entry.id}: a {entry.type} in {path.parent.name}/{path.name}"


def _doubled(what: str, values: Iterable[str]) -> Iterator[str]:
    return (f"{what} {v} is used {n} times" for v, n in Counter(values).items() if n > 1)


def _form(entry: Entry) -> Iterator[str]:
    prefix, _, local = entry.id.partition("/")
    if prefix != _PREFIXES[entry.type] or not _LOCAL_ID.fullmatch(local):
        yield "its id is not of the form kind/slug, or of another kind"
    if entry.kind not in _KINDS[entry.type]:
        yield f"a {entry.type} has no kind {entry.kind!r}"
    if entry.wikidata and not _WIKIDATA.fullmatch(entry.wikidata):
        yield f"{entry.wikidata!r} is no Wikidata id"
    if entry.type == "State" and entry.id != f"state/{entry.iso}":
        yield "a state's id is state/ and its ISO code"
    if (entry.lat is None) != (entry.lon is None):
        yield "latitude and longitude go together"


def _names(entry: Entry) -> Iterator[str]:
    if "en" not in entry.names:
        yield "it has no English name"
    for lang in entry.names:
        forms = Counter(fold(s.text) for s in surfaces_of(entry) if s.lang == lang)
        yield from (f"«{form}» ({lang}) stands twice" for form, n in forms.items() if n > 1)
        if "" in forms:
            yield f"an empty name ({lang})"


def _references(known: Mapping[str, Entry], entry: Entry) -> Iterator[str]:
    terms: Iterable[OfficeTerm | Membership] = (*entry.offices, *entry.member_of)
    named = [entry.capital, entry.seat, entry.part_of, entry.located_in, *(t.of for t in terms)]
    named += [term.to for term in entry.offices]
    yield from (f"no entry {id}" for id in named if id is not None and id not in known)
    for term in entry.offices:
        if term.office not in titles().labels:
            yield f"no office {term.office}"


def _terms(entry: Entry) -> Iterator[str]:
    terms: Iterable[OfficeTerm | Membership] = (*entry.offices, *entry.member_of)
    for term in terms:
        dates = [date for date in (term.from_, term.until) if date]
        yield from (f"«{date}» is no date" for date in dates if not _DATE.fullmatch(date))
        if len(dates) == 2 and dates[0] > dates[1] and not dates[0].startswith(dates[1]):
            yield f"it ends before it begins: {dates[0]}, {dates[1]}"


def _overlaps(entries: Iterable[Entry]) -> Iterator[str]:
    """Two people who surely hold a single-holder post at once; vague dates get the benefit."""
    held = defaultdict(list)
    for entry in entries:
        for term in entry.offices:
            if is_single(term.office):
                held[term.office, term.of].append((entry.id, term))
    for (office, of), terms in held.items():
        for (one, a), (other, b) in itertools.combinations(terms, 2):
            if one != other and _overlap(a, b):
                yield f"{office} of {of}: {one} and {other} at once"


def _overlap(a: OfficeTerm, b: OfficeTerm) -> bool:
    if a.from_ is None or b.from_ is None:
        return False
    return _last(a.from_) < _first(b.until) and _last(b.from_) < _first(a.until)


def _first(date: str | None) -> str:
    """The first day of a coarse date; an open end lies behind all others."""
    return "9999" if date is None else (date + "-01-01")[:10]


def _last(date: str) -> str:
    """A day not before the last of a coarse date."""
    return date + "-12-31"[len(date) - 4 :] if len(date) == 4 else (date + "-31")[:10]


def _clashes(
    known: Mapping[str, Entry], homonyms: Mapping[tuple[str, str], frozenset[str]]
) -> Iterator[str]:
    """Names that identify two entries, unless one is the other's capital or seat or they are
    listed as homonyms."""
    owners = defaultdict(set)
    for entry in known.values():
        for surface in surfaces_of(entry):
            if surface.strength != "weak":
                owners[surface.lang, fold(surface.text)].add(entry.id)
    for (lang, name), ids in sorted(owners.items()):
        allowed = homonyms.get((lang, name), frozenset())
        for one, other in itertools.combinations(sorted(ids), 2):
            if not ({one, other} <= allowed or _house(known[one], known[other])):
                yield f"«{name}» ({lang}) names both {one} and {other}"


def _house(one: Entry, other: Entry) -> bool:
    return other.id in (one.capital, one.seat) or one.id in (other.capital, other.seat)


def main() -> int:
    """Compile, then print what is wrong; 1 where anything is."""
    try:
        build()
    except VocabularyError as error:
        print(error)
        return 1
    findings = check()
    print("\n".join(findings) or "The gazetteer is sound.")
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main())
