"""Names and facts beside those of factRuEval-2016.

    python -m tests.benchmarks.factrueval DIR [--errors]

DIR is ``devset`` or ``testset`` of https://github.com/dialogue-evaluation/factRuEval-2016: texts
with layers of annotation (Starostin et al. 2016, "FactRuEval 2016: evaluation of named entity
recognition and fact extraction systems for Russian", Dialogue). Its own scorer of facts tries all
pairings and may not finish; the rules here are:

* **Names** (track 1): see ``tests/benchmarks/names.py``. A name marked is an object with a word of
  a name; a state or city (LocOrg) may be read as a location or an organisation. Objects that only
  describe («собрание») or are adjectives are not asked for, and a name read there is not counted.
* **Occupation** (track 3): an office is right where the holder is mentioned at a place where the
  fact's person is, and a stem of five letters of the title stands in the fact's position. *With
  where*: and its state or body is mentioned where the fact's is, or neither has one.
* **Meeting**: a meeting, visit or talks is right where two of its participants are the fact's.
* *Arguments* of either: those that two paired facts share, of all that each has.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extract.entities import read_entities
from kg.extract.events import read_events
from kg.extract.reading import Reading
from kg.language import analyse
from kg.model.article import Article
from kg.model.extraction import Span
from tests.benchmarks.names import HEADER, Counts, Name, Rule, bare, names_read, pairs, shared

TYPES = {"Person": "PER", "State": "LOC", "Place": "LOC", "Organization": "ORG"}
MARKED = {
    "Person": frozenset({"PER"}),
    "Location": frozenset({"LOC"}),
    "Org": frozenset({"ORG"}),
    "LocOrg": frozenset({"LOC", "ORG"}),
}
NAME_WORDS = frozenset({"name", "surname", "patronymic", "nickname", "loc_name", "org_name"})
NAME_FORMS = frozenset({"name", "metonym"})
MEETINGS = frozenset(
    {"Meeting", "Negotiation", "Summit", "Session", "Forum"}
    | {"Visit", "StateVisit", "OfficialVisit", "WorkingVisit", "PrivateVisit"}
)
KINDS = ("PER", "LOC", "ORG")
#: Letters of a word that stand for it.
STEM = 5
RULES: tuple[Rule, ...] = ("overlap", "exact")
#: Kind of fact → measure → the arguments that have to be right.
RIGHT: dict[str, dict[str, tuple[str, ...]]] = {
    "Occupation": {
        "Occupation: who, position": ("Who", "Position"),
        "Occupation: who, position, where": ("Who", "Position", "Where"),
    },
    "Meeting": {"Meeting: two participants": ()},
}


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills a place of a fact: the spans that mention it, or the stems of a title."""

    role: str
    spans: tuple[Span, ...]
    stems: frozenset[str]
    text: str

    def meets(self, other: Argument) -> bool:
        """Whether two arguments are the same: of one role, at one place or of one stem."""
        same = shared(self.spans, other.spans) > 0 or bool(self.stems & other.stems)
        return self.role == other.role and same


@dataclass(frozen=True, slots=True)
class Fact:
    """An occupation (who, position, where) or a meeting (participants)."""

    kind: str
    arguments: tuple[Argument, ...]

    def __str__(self) -> str:
        return f"{self.kind}({'; '.join(a.text for a in self.arguments)})"

    def share(self, other: Fact) -> int:
        """How many of its arguments another fact has."""
        return sum(any(a.meets(b) for b in other.arguments) for a in self.arguments)

    def has(self, other: Fact, role: str) -> bool:
        """Whether an argument of a role is the same, or neither fact has one."""
        mine = [a for a in self.arguments if a.role == role]
        theirs = [a for a in other.arguments if a.role == role]
        return any(a.meets(b) for a in mine for b in theirs) or not (mine or theirs)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what was marked in it; ``optional`` are the spans of what is not asked for."""

    text: str
    names: tuple[Name, ...]
    optional: tuple[Span, ...]
    facts: tuple[Fact, ...]


def marked(path: Path) -> Marked:
    """The text ``path`` (``book_1.txt``) with the layers beside it."""
    text = path.read_text("utf-8-sig")
    spans = {
        row[0]: (row[1], (int(row[2]), int(row[2]) + int(row[3]))) for row in _rows(path, "spans")
    }
    objects = {
        row[0]: (row[1], [i for i in row[2:] if i in spans]) for row in _rows(path, "objects")
    }
    names, optional = [], []
    for kind, parts in objects.values():
        words = tuple(spans[i][1] for i in parts if spans[i][0] in NAME_WORDS)
        if words and kind in MARKED:
            every = [spans[i][1] for i in parts]
            extents = frozenset(bare(text, _whole(s)) for s in (words, every))
            names.append(Name(MARKED[kind], words, extents))
        else:
            optional += [spans[i][1] for i in parts]
    mentions = {
        block[0].split()[0]: tuple(
            spans[i][1] for o in block[0].split()[1:] if o in objects for i in objects[o][1]
        )
        for block in _blocks(path, "coref")
    }
    facts = tuple(
        _fact(text, block, spans, mentions)
        for block in _blocks(path, "facts")
        if block[0].split()[1] in ("Occupation", "Meeting")
    )
    return Marked(text, tuple(names), tuple(optional), facts)


def _rows(path: Path, layer: str) -> Iterator[list[str]]:
    """The fields of each line of a layer, up to its comment."""
    for line in path.with_suffix(f".{layer}").read_text("utf-8-sig").splitlines():
        fields = line.split("#")[0].split()
        if fields:
            yield fields


def _blocks(path: Path, layer: str) -> Iterator[list[str]]:
    """The groups of lines of a layer, those that begin with a number in their first field."""
    file = path.with_suffix(f".{layer}")
    block: list[str] = []
    for line in file.read_text("utf-8-sig").splitlines() if file.is_file() else ():
        if line[:1].isdigit() and block:
            yield block
            block = []
        if line.strip():
            block.append(line)
    if block:
        yield block


def _whole(spans: Sequence[Span]) -> Span:
    return min(s[0] for s in spans), max(s[1] for s in spans)


def _fact(
    text: str,
    block: Sequence[str],
    spans: dict[str, tuple[str, Span]],
    mentions: dict[str, tuple[Span, ...]],
) -> Fact:
    roles = {"Job": "Position"}
    arguments = []
    for line in block[1:]:
        role = roles.get(line.split()[0], line.split()[0])
        if role not in ("Who", "Where", "Position", "Participant"):
            continue
        places = tuple(s for i in re.findall(r"obj(\d+)", line) for s in mentions.get(i, ()))
        titles = [spans[i][1] for i in re.findall(r"span(\d+)", line) if i in spans]
        stems = frozenset(s for start, end in titles for s in stems_of(text[start:end]))
        arguments.append(Argument(role, places, stems, line.split(maxsplit=2)[-1]))
    return Fact(block[0].split()[1], tuple(arguments))


def stems_of(title: str) -> Iterator[str]:
    """The beginnings of a title's words, those of one or two letters left out."""
    for word in re.findall(r"[а-яёa-z]+", title.lower()):
        if len(word) > 2:
            yield word[:STEM]


def read(path: Path, text: str) -> tuple[list[Name], list[Fact]]:
    """What is read of a text: names and facts, with offsets of its file."""
    article = Article(id=path.stem, title="", body=text, lang="ru")
    reading = read_entities(analyse([article])[0])
    offset = len(article.text) - len(text)
    names = list(names_read(reading, TYPES, NAME_FORMS, offset))
    return names, [*_occupations(reading, offset), *_meetings(reading, offset)]


def _argument(reading: Reading, role: str, entity: str, offset: int) -> Argument:
    spans = tuple((m.start - offset, m.end - offset) for m in reading.mentions_of(entity))
    return Argument(role, spans, frozenset(), reading.entity(entity).name)


def _occupations(reading: Reading, offset: int) -> Iterator[Fact]:
    for office in reading.offices:
        position = Argument("Position", (), frozenset(stems_of(office.title)), office.title)
        found = [_argument(reading, "Who", office.holder, offset), position]
        if office.of is not None:
            found.append(_argument(reading, "Where", office.of, offset))
        yield Fact("Occupation", tuple(found))


def _meetings(reading: Reading, offset: int) -> Iterator[Fact]:
    for event in read_events(reading):
        who = dict.fromkeys(p.entity for p in event.participants)
        if event.type in MEETINGS and len(who) > 1:
            yield Fact("Meeting", tuple(_argument(reading, "Participant", e, offset) for e in who))


def paired(wanted: Sequence[Fact], found: Sequence[Fact]) -> dict[int, int]:
    """Index of a fact wanted → index of the fact found; those that share most first."""
    scored = sorted(
        ((w.share(f), -i, -j) for i, w in enumerate(wanted) for j, f in enumerate(found)),
        reverse=True,
    )
    out: dict[int, int] = {}
    for share, i, j in scored:
        if share > 0 and -i not in out and -j not in out.values():
            out[-i] = -j
    return out


class Figures:
    """Counts by measure."""

    def __init__(self) -> None:
        measures = [f"{kind}, {rule}" for rule in RULES for kind in (*KINDS, "names")]
        for kind, strictness in RIGHT.items():
            measures += [*strictness, f"{kind}: arguments"]
        self.counts = {measure: Counts() for measure in measures}

    def add(self, gold: Marked, names: Sequence[Name], facts: Sequence[Fact]) -> None:
        """Add what was read of one text."""
        for rule in RULES:
            self._add_names(gold, names, rule)
        for kind in ("Occupation", "Meeting"):
            wanted, found = ([f for f in of if f.kind == kind] for of in (gold.facts, facts))
            self._add_facts(kind, wanted, found)

    def _add_names(self, gold: Marked, names: Sequence[Name], rule: Rule) -> None:
        """Names of each type; one of two types counts as what it is read as, else as a place."""
        found = pairs(gold.names, names, rule)
        kinds = [
            next(iter(names[found[i]].types)) if i in found else min(name.types)
            for i, name in enumerate(gold.names)
        ]
        asked = [
            name
            for j, name in enumerate(names)
            if j in found.values() or not _only_describes(gold, name)
        ]
        for kind in KINDS:
            right = sum(kinds[i] == kind for i in found)
            read_as = sum(kind in name.types for name in asked)
            for measure in (f"{kind}, {rule}", f"names, {rule}"):
                self.counts[measure].add(right, read_as, kinds.count(kind))

    def _add_facts(self, kind: str, wanted: Sequence[Fact], found: Sequence[Fact]) -> None:
        matched = [(wanted[i], found[j]) for i, j in paired(wanted, found).items()]
        for measure, roles in RIGHT[kind].items():
            right = sum(all(w.has(f, role) for role in roles) for w, f in matched)
            if kind == "Meeting":
                right = sum(w.share(f) > 1 for w, f in matched)
            self.counts[measure].add(right, len(found), len(wanted))
        self.counts[f"{kind}: arguments"].add(
            sum(w.share(f) for w, f in matched),
            sum(len(f.arguments) for f in found),
            sum(len(w.arguments) for w in wanted),
        )


def _only_describes(gold: Marked, name: Name) -> bool:
    """Whether a name stands where something is only described, and no name is marked."""
    marked_here = any(shared(g.words, name.words) for g in gold.names)
    return not marked_here and shared(gold.optional, name.words) > 0


def main() -> None:
    """Print the table, and with ``--errors`` what is missed and what is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    figures, texts = Figures(), sorted(options.folder.glob("book_*.txt"))
    for path in texts:
        gold = marked(path)
        names, facts = read(path, gold.text)
        figures.add(gold, names, facts)
        if options.errors:
            print(*errors(path.stem, gold, names, facts), sep="\n")
    print(f"{len(texts)} texts\n{HEADER}")
    for measure, counts in figures.counts.items():
        print(counts.row(measure))


def errors(stem: str, gold: Marked, names: Sequence[Name], facts: Sequence[Fact]) -> Iterator[str]:
    """What is missed and what is wrong in one text, a line each."""
    found = pairs(gold.names, names)
    for i, name in enumerate(gold.names):
        if i not in found:
            yield f"{stem} missed {'/'.join(sorted(name.types))} {_words(gold.text, name)}"
    for j, name in enumerate(names):
        if j not in found.values() and not _only_describes(gold, name):
            yield f"{stem} wrong {'/'.join(name.types)} {_words(gold.text, name)}"
    matched = paired(gold.facts, facts)
    for i, fact in enumerate(gold.facts):
        other = facts[matched[i]] if i in matched else None
        if other is None or fact.share(other) < len(fact.arguments):
            yield f"{stem} wanted {fact} read {other}"
    for j, fact in enumerate(facts):
        if j not in matched.values():
            yield f"{stem} wrong {fact}"


def _words(text: str, name: Name) -> str:
    return " ".join(text[start:end] for start, end in name.words)


if __name__ == "__main__":
    main()
