"""What the page of an entity or event shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import pyoxigraph as ox

from kg.lookup import ENTITIES, kind_of
from kg.rdf.terms import PREFIXES
from kg.server.index import Index
from kg.server.site.reader import TIES, Reader, path_of, shorten
from kg.server.site.words import Words

#: What a page lists of one sort at most.
MOST = 100
#: The fewest words of a sentence on the page of an article.
_WORDS = 4
#: Sentences and statements on the page of an entity.
_SENTENCES = 40
#: Properties that a page shows elsewhere, or that are there for queries only.
_ELSEWHERE = frozenset(
    "rdf:type rdfs:label skos:prefLabel skos:altLabel dip:evidence dip:mentionedIn dip:specificType"
    " dip:involves dip:earliestStart dip:latestStart dip:earliestEnd dip:latestEnd dip:status"
    " dip:date schema:startDate schema:endDate schema:subEvent dip:capacity dip:dateText"
    " dip:contentHash dip:triggerStart dip:triggerEnd schema:headline".split()
)
#: Codes and counts, for those who compute with them.
_TECHNICAL = frozenset(
    "dip:attributedSourceCount dip:cameo dip:confidence dip:identityConfidence dip:involvesState"
    " dip:plover dip:sourceCount dip:guestState dip:hostState dip:rank".split()
)
#: Order of the most telling properties; others follow by name.
_FIRST = (
    "dip:guest dip:host dip:participant dip:mediator dip:organizer dip:actor dip:target dip:inviter"
    " dip:invitee dip:signatory dip:document dip:beneficiary dip:member dip:institution"
    " dip:appointer dip:appointee dip:recipient dip:absent dip:place dip:partOf dip:ordinal"
    " dip:topic"
).split()


@dataclass(frozen=True, slots=True)
class Value:
    """A value on a page: text, and where it leads."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A property and its values."""

    name: str
    values: tuple[Value, ...]
    #: Whether it is a code or count rather than something to read.
    technical: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """An event in a list."""

    date: str | None
    status: str | None
    state: str
    label: Value


@dataclass(frozen=True, slots=True)
class Sentence:
    """Verbatim words in pieces, of which every second one is marked; and their article."""

    pieces: tuple[str, ...]
    article: Value
    published: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of a node shows."""

    iri: str
    label: str
    type: str
    is_event: bool
    status: str | None
    state: str
    date: str | None
    names: tuple[str, ...]
    facts: tuple[Fact, ...]
    offices: tuple[Fact, ...]
    events: tuple[Happening, ...]
    more_events: int
    sentences: tuple[Sentence, ...]
    more_sentences: int
    articles: tuple[Value, ...]
    more_articles: int


class NodePages:
    """Pages of nodes in one language."""

    def __init__(self, reader: Reader, say: Words, index: Index | None) -> None:
        self._read = reader
        self._say = say
        self._index = index

    def page(self, iri: str) -> Page | None:
        """The page of ``iri``; None where the core says nothing of it."""
        kind = self._read.one(iri, "dip:specificType")
        if kind is None and not self._read.knows(iri):
            return None
        events, count = self._events(iri)
        sentences, sentence_count = self._sentences(iri, events)
        articles, article_count = self._articles(iri)
        status = self._read.one(iri, "dip:status")
        return Page(
            iri=iri,
            label=self._read.label(iri),
            type=(self._say.term(kind) or shorten(kind)) if kind else "",
            is_event="/event/" in iri,
            status=self._say.term(status) if status else None,
            state=status.rpartition("/")[2] if status else "",
            date=self._read.one(iri, "dip:date"),
            names=self._names(iri),
            facts=tuple(self._facts(iri)),
            offices=tuple(self._offices(iri)),
            events=tuple(self.happening(event) for event in events),
            more_events=count - len(events),
            sentences=sentences,
            more_sentences=sentence_count - len(sentences),
            articles=articles,
            more_articles=article_count - len(articles),
        )

    def value(self, term: object) -> Value:
        """A term as text and link."""
        if isinstance(term, ox.NamedNode):
            known = self._say.term(term.value)
            if known:
                return Value(known)
            if term.value.startswith(PREFIXES["wd"]):
                return Value(f"Wikidata {term.value.removeprefix(PREFIXES['wd'])}", term.value)
            link = path_of(term.value)
            if link is None and term.value.startswith(("http://", "https://")):
                link = term.value
            return Value(self._read.label(term.value), link)
        if not isinstance(term, ox.Literal):
            return Value(str(term))
        kind = term.datatype.value.rpartition("#")[2]
        if kind == "boolean":
            return Value("✓" if term.value == "true" else "–")
        link = term.value if term.value.startswith(("http://", "https://")) else None
        return Value(self._say.date(term.value) if kind == "date" else term.value, link)

    def _names(self, iri: str) -> tuple[str, ...]:
        own = self._read.label(iri)
        named = [
            x.value for p in ("skos:prefLabel", "skos:altLabel") for x in self._read.objects(iri, p)
        ]
        return () if "/event/" in iri else tuple(n for n in dict.fromkeys(named) if n != own)

    def _facts(self, iri: str) -> Iterator[Fact]:
        found: dict[str, list[object]] = {}
        for predicate, value in self._read.facts(iri):
            name = shorten(predicate)
            if name not in _ELSEWHERE:
                found.setdefault(name, []).append(value)
        for name in sorted(found, key=lambda n: (_FIRST.index(n) if n in _FIRST else 99, n)):
            prefix, _, local = name.partition(":")
            known = self._say.term(PREFIXES.get(prefix, "") + local)
            label = known or self._say.column(local)
            values = sorted((self.value(o) for o in found[name]), key=lambda v: v.text)
            yield Fact(label, tuple(values[:MOST]), name in _TECHNICAL)
        if "/article/" in iri:
            nodes = self._read.subjects("dip:mentionedIn", iri)
            named = [node for node in nodes if kind_of(node) in ENTITIES]
            values = sorted((self.value(ox.NamedNode(x)) for x in named), key=lambda v: v.text)
            yield Fact(self._say("mentions"), tuple(values))

    def _offices(self, iri: str) -> Iterator[Fact]:
        """Offices that a person held, or holders of an office; those of known dates first."""
        terms: list[tuple[bool, str, Fact]] = []
        for inverse, other in (("dip:holder", "dip:office"), ("dip:office", "dip:holder")):
            for holding in self._read.subjects(inverse, iri):
                known, start, span = self._span(holding)
                what = tuple(self._office(x) for x in self._read.objects(holding, other))
                terms.append((known, start, Fact(span, what)))
        yield from (
            fact for _, _, fact in sorted(terms, key=lambda t: (t[:2], str(t[2])), reverse=True)
        )

    def _office(self, term: ox.NamedNode | ox.Literal) -> Value:
        """A holder, or an office with whose it is: «президент · Казахстан»."""
        value = self.value(term)
        whose = [self.value(x).text for x in self._read.objects(term.value, "dip:officeOf")]
        return replace(value, text=" · ".join((value.text, *whose)))

    def _span(self, holding: str) -> tuple[bool, str, str]:
        """Whether the dates are known, the first, and the span; else when the news spoke of it."""
        start, end = (self._read.one(holding, f"dip:{x}") for x in ("from", "until"))
        if start or end:
            begun = self._say.date(start) or "…"
            return True, start or "", f"{begun} – {self._say.date(end) or '…'}"
        seen = [self._read.one(holding, f"dip:attested{x}") or "" for x in ("From", "Until")]
        days = " – ".join(dict.fromkeys(self._say.date(day) for day in seen if day))
        return False, seen[0], self._say("spoken_of", when=days) if days else ""

    def _events(self, iri: str) -> tuple[list[str], int]:
        """The newest events that a node is in, or an article tells; of an event, its parts."""
        if "/event/" in iri:
            found = {x.value for x in self._read.objects(iri, "schema:subEvent")}
        elif "/article/" in iri:
            found = {x for x in self._read.subjects("dip:mentionedIn", iri) if "/event/" in x}
        elif self._index is not None:
            return self._index.tied("event", iri, MOST)
        else:
            found = {event for name in TIES for event in self._read.subjects(name, iri)}
        newest = sorted(found, key=lambda e: (self._start(e), e), reverse=True)
        return newest[:MOST], len(found)

    def _start(self, event: str) -> str:
        return self._read.one(event, "dip:earliestStart") or ""

    def happening(self, event: str) -> Happening:
        """An event as a line of a list."""
        status = self._read.one(event, "dip:status") or ""
        return Happening(
            date=self._read.one(event, "dip:date"),
            status=self._say.term(status),
            state=status.rpartition("/")[2],
            label=Value(self._read.label(event), path_of(event)),
        )

    def _articles(self, iri: str) -> tuple[tuple[Value, ...], int]:
        """The newest articles that speak of a node, and their number."""
        if "/article/" in iri:
            return (), 0
        if self._index is not None:
            found, count = self._index.tied("article", iri, MOST)
        else:
            found = [x.value for x in self._read.objects(iri, "dip:mentionedIn")]
            count = len(found)
        dated = sorted(((self._published(a) or "", a) for a in found), reverse=True)[:MOST]
        return tuple(
            Value(f"{day} {self._read.label(a)}".strip(), path_of(a)) for day, a in dated
        ), count

    def _published(self, article: str) -> str | None:
        return self._read.one(article, "schema:datePublished")

    def _sentences(self, iri: str, events: Iterable[str]) -> tuple[tuple[Sentence, ...], int]:
        """The newest sentences behind a node, and how many there are."""
        own = self._read.objects(iri, "dip:evidence")
        if own:
            found = self._quoted([x.value for x in own], self._triggers(iri))
        elif "/article/" in iri:
            found = _whole(self._quoted(self._read.anywhere("dip:article", iri), {}))
        elif self._index is not None:
            nodes, count = self._index.tied("evidence", iri, _SENTENCES)
            return self._quoted(nodes, {}, self._surfaces(iri)), count
        else:
            told = [*self._read.subjects("dip:speaker", iri), *islice(events, MOST)]
            evidence = [x.value for node in told for x in self._read.objects(node, "dip:evidence")]
            found = self._quoted(list(dict.fromkeys(evidence)), {}, self._surfaces(iri))
        return found[:_SENTENCES], len(found)

    def _triggers(self, event: str) -> dict[str, list[tuple[int, int]]]:
        """Article → places of the words that an event was read from, in the article's text."""
        places: dict[str, list[tuple[int, int]]] = {}
        for report in self._read.anywhere("dip:ofEvent", event):
            start, end = (self._read.said(report, f"dip:trigger{x}") for x in ("Start", "End"))
            if start and end:
                for article in self._read.said(report, "dip:article"):
                    places.setdefault(article, []).append((int(start[0]), int(end[0])))
        return places

    def _surfaces(self, iri: str) -> list[str]:
        """What a node is called in the news, longest first."""
        if self._index is not None:
            found, _ = self._index.tied("surface", iri, 4 * MOST)
        else:
            reports = self._read.some("dip:ofEntity", iri, 4 * MOST)
            found = [
                words for report in reports for words in self._read.said(report, "dip:surface")
            ]
        return sorted(set(found), key=lambda words: (-len(words), words))

    def _quoted(
        self,
        evidence: Iterable[str],
        places: dict[str, list[tuple[int, int]]],
        surfaces: Iterable[str] = (),
    ) -> tuple[Sentence, ...]:
        rows = []
        for node in islice(evidence, 4 * MOST):
            text, article = self._read.said(node, "dip:exact"), self._read.said(node, "dip:article")
            start = self._read.said(node, "dip:startOffset")
            if text and article:
                offset = int(start[0]) if start else 0
                marks = [(a - offset, b - offset) for a, b in places.get(article[0], ())]
                marks += _found(text[0], surfaces)
                source = Value(self._read.label(article[0]), path_of(article[0]))
                day = self._published(article[0])
                rows.append((day or "", -offset, Sentence(_cut(text[0], marks), source, day)))
        rows.sort(key=lambda row: (row[0], row[1], row[2].pieces), reverse=True)
        return tuple(sentence for _, _, sentence in rows)


def _whole(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences without those that are part of another, and without mere names."""
    texts = {"".join(s.pieces): s for s in sentences if len("".join(s.pieces).split()) >= _WORDS}
    parts = {text for text in texts for other in texts if text in other and text != other}
    return tuple(sentence for text, sentence in texts.items() if text not in parts)


def _found(text: str, surfaces: Iterable[str]) -> list[tuple[int, int]]:
    """Where the first of ``surfaces`` (longest first) that is there stands."""
    for words in surfaces:
        at = text.find(words)
        if at >= 0:
            return [(at, at + len(words))]
    return []


def _cut(text: str, marks: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """The text in pieces: plain, marked, plain, marked …"""
    pieces, at = [], 0
    for start, end in sorted(marks):
        if at <= start < end <= len(text):
            pieces += [text[at:start], text[start:end]]
            at = end
    return (*pieces, text[at:])
