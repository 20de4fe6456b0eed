"""Who holds which office when: gazetteer terms and what articles say, as one list of holdings.

An article's word falls on the gazetteer term of that holder and office which covers the article's
date; for a former holder on the last term that had ended, for a designated one on the next. Where
the gazetteer has none, it is a holding whose start nobody knows, doubted where the gazetteer speaks
against it (see :mod:`kg.resolve.terms`) and no person accepted it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.model import graph
from kg.model.article import Article
from kg.model.extraction import Extraction, Office
from kg.model.gazetteer import OfficeTerm
from kg.resolve.gazetteer import covers
from kg.resolve.identity import article_id, hash16, slug
from kg.resolve.linking import Links
from kg.resolve.offices import LANGUAGES, label, normalise_title
from kg.resolve.terms import Terms, Told

#: Gazetteer file of office terms.
_SOURCE = "source/gazetteer-people"
_NOBODY_SAYS = "unknown"


@dataclass(slots=True)
class _Holding:
    id: str
    holder: str
    office: str
    term: OfficeTerm | None
    doubted: bool = False
    #: Articles that have it as current → their days.
    current: dict[str, str | None] = field(default_factory=dict)
    evidence: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)

    def freeze(self) -> graph.Holding:
        days = sorted(filter(None, self.current.values()))
        return graph.Holding(
            self.id,
            self.holder,
            self.office,
            from_=self.term.from_ if self.term else None,
            until=self.term.until if self.term else None,
            attested_from=days[0] if days else None,
            attested_until=days[-1] if days else None,
            source=_SOURCE if self.term else None,
            doubted=self.doubted,
            evidence=tuple(sorted(self.evidence)),
            articles=tuple(sorted(self.articles)),
        )


@dataclass(slots=True)
class _Office:
    id: str
    name: str
    of: str | None
    to: str | None
    #: Titles told, by language.
    titles: dict[str, Counter[str]] = field(default_factory=dict)

    def note(self, office: Office, lang: str) -> None:
        for language, title in ((lang, office.title), ("en", office.title_en)):
            if title:
                self.titles.setdefault(language, Counter())[title] += 1

    def freeze(self) -> graph.Office:
        """The office with the table's labels, else the titles most told, else its own name."""
        told = {
            lang: min(counts, key=lambda t: (-counts[t], t)) for lang, counts in self.titles.items()
        }
        known = {lang: text for lang in LANGUAGES if (text := label(self.name, lang))}
        labels = {**told, **known} or {"en": self.name.replace("-", " ")}
        return graph.Office(self.id, dict(sorted(labels.items())), self.of, self.to)


class Holdings:
    """Gathers holdings and offices, article by article."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._holdings: dict[str, _Holding] = {}
        self._by_holder: dict[str, list[_Holding]] = {}
        self._offices: dict[str, _Office] = {}
        self._accepted: set[tuple[str, str, str | None]] = set()

    def accept(self, offices: Iterable[Told]) -> None:
        """Take it that these holders held these offices, whatever the gazetteer says."""
        self._accepted.update(map(_post, offices))

    def know(self, persons: Iterable[str]) -> None:
        """Take in the gazetteer's terms of persons."""
        for person in persons:
            for term in self._terms.of(person):
                self._holding(person, self._office(term.office, term.of, term.to), term)

    def add(
        self,
        article: Article,
        extraction: Extraction,
        links: Links,
        evidence: Mapping[str, tuple[str, ...]],
    ) -> dict[str, str]:
        """Take in the offices of one article; ``evidence`` gives the evidence ids of each.

        Returns the holding of each office.
        """
        held: dict[str, str] = {}
        node = article_id(article.id)
        for office in extraction.offices:
            said = told(office, article, extraction, links)
            holding = self._read(office, said, extraction.lang)
            if office.status in ("current", "acting"):
                holding.current[node] = article.published
            holding.evidence.update(evidence[office.id])
            holding.articles.add(node)
            held[office.id] = holding.id
        return held

    def on(self, person: str, day: str | None, article: str) -> list[str]:
        """The states and organisations that a person holds office of on the day of an event.

        Terms whose dates are known go before those that articles only attest about that day. Of an
        event without a day the article that tells of it decides.
        """
        held = [h for h in self._by_holder.get(person, ()) if not h.doubted]
        if day is None:
            found = [h for h in held if article in h.current]
        else:
            found = [h for h in held if _known_on(h, day)] or [h for h in held if _attested(h, day)]
        return [of for h in found if (of := self._offices[h.office].of)]

    def offices(self) -> tuple[graph.Office, ...]:
        """All offices, by id."""
        return tuple(office.freeze() for _, office in sorted(self._offices.items()))

    def holdings(self) -> tuple[graph.Holding, ...]:
        """All holdings, by id."""
        return tuple(h.freeze() for _, h in sorted(self._holdings.items()))

    def _read(self, office: Office, said: Told, lang: str) -> _Holding:
        """The holding that an article's office is."""
        term = self._terms.find(said)
        known = (term.office, term.of, term.to) if term else (said.office, said.of, None)
        node = self._office(*known)
        self._offices[node].note(office, lang)
        doubted = not term and _post(said) not in self._accepted
        doubted = doubted and self._terms.speak_against(said)
        return self._holding(said.holder, node, term, doubted)

    def _holding(
        self, holder: str, office: str, term: OfficeTerm | None, doubted: bool = False
    ) -> _Holding:
        since = term.from_ if term else None
        node = "holding/" + hash16(holder, office, since, *(["doubted"] if doubted else []))
        if node not in self._holdings:
            self._holdings[node] = _Holding(node, holder, office, term, doubted)
            self._by_holder.setdefault(holder, []).append(self._holdings[node])
        return self._holdings[node]

    def _office(self, name: str, of: str | None, to: str | None) -> str:
        node = office_id(of, name, to)
        self._offices.setdefault(node, _Office(node, name, of, to))
        return node


def office_id(of: str | None, name: str, to: str | None = None) -> str:
    """Local id of an office: ``office/KZ/president``, ``office/KZ/ambassador-to-RU``."""
    seat = of.partition("/")[2] if of else _NOBODY_SAYS
    return f"office/{seat}/{slug(name)}" + (f"-to-{to.partition('/')[2]}" if to else "")


def told(office: Office, article: Article, extraction: Extraction, links: Links) -> Told:
    """An office of an article, in nodes."""
    name = normalise_title(office.title, extraction.lang) or slug(office.title)
    of = next((e for e in extraction.entities if e.id == office.of), None)
    state = f"state/{of.iso}" if of and of.iso and of.kind == "government" else None
    node = links[of.id] if of else None
    return Told(links[office.holder], name, node, office.status, article.published, state)


def _post(said: Told) -> tuple[str, str, str | None]:
    return said.holder, said.office, said.of


def _known_on(holding: _Holding, day: str) -> bool:
    """Whether the gazetteer has the holder in office on a day."""
    term = holding.term
    return bool(term and (term.from_ or term.until) and covers(term.from_, term.until, day))


def _attested(holding: _Holding, day: str) -> bool:
    """Whether articles of that year, or of the one before or after, have the holding as current."""
    years = {int(d[:4]) for d in holding.current.values() if d}
    return any(abs(int(day[:4]) - y) <= 1 for y in years)
