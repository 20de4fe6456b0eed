"""Who holds which office when: gazetteer terms and what articles say, as one list of holdings.

An article's word falls on the gazetteer term of that holder and office which covers the article's
date; for a former holder on the last term that had ended, for a designated one on the next. Where
the gazetteer has none, it is a holding whose start nobody knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.model import graph
from kg.model.article import Article
from kg.model.extraction import Extraction, Office
from kg.model.gazetteer import Entry, OfficeTerm
from kg.resolve.gazetteer import covers
from kg.resolve.identity import article_id, hash16, slug
from kg.resolve.linking import Links

try:
    from kg.resolve.offices import normalise_title
except ImportError:

    def normalise_title(title: str, lang: str) -> str:
        """The title in lower case, until the table of titles is there."""
        return title.lower()


#: Gazetteer file of office terms.
_SOURCE = "source/gazetteer-people"
_NOBODY_SAYS = "unknown"


@dataclass(slots=True)
class _Holding:
    id: str
    holder: str
    office: str
    term: OfficeTerm | None
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
            evidence=tuple(sorted(self.evidence)),
            articles=tuple(sorted(self.articles)),
        )


class Holdings:
    """Gathers holdings and offices, article by article."""

    def __init__(self, gazetteer: Mapping[str, Entry]) -> None:
        self._gazetteer = gazetteer
        self._holdings: dict[str, _Holding] = {}
        self._by_holder: dict[str, list[_Holding]] = {}
        self._offices: dict[str, tuple[str | None, dict[str, Counter[str]]]] = {}

    def know(self, persons: Iterable[str]) -> None:
        """Take in the gazetteer's terms of persons."""
        for person in persons:
            for office, term in self._terms(person):
                self._holding(person, office, term)
                self._note_office(office, term.of)

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
        node_of_article = article_id(article.id)
        for office in extraction.offices:
            of = links[office.of] if office.of else None
            node = office_id(of, normalise_title(office.title, extraction.lang))
            self._note_office(node, of, office, extraction.lang)
            term = self._term(links[office.holder], node, office.status, article.published)
            holding = self._holding(links[office.holder], node, term)
            if office.status in ("current", "acting"):
                holding.current[node_of_article] = article.published
            holding.evidence.update(evidence[office.id])
            holding.articles.add(node_of_article)
            held[office.id] = holding.id
        return held

    def on(self, person: str, day: str | None, article: str) -> list[tuple[str, str | None]]:
        """(holding, of what state or organisation) of a person on the day of an event.

        Terms whose dates are known go before those that articles only attest about that day. Of an
        event without a day the article that tells of it decides.
        """
        held = self._by_holder.get(person, ())
        if day is None:
            found = [h for h in held if article in h.current]
        else:
            found = [h for h in held if _known_on(h, day)] or [h for h in held if _attested(h, day)]
        return [(h.id, self._offices[h.office][0]) for h in found]

    def offices(self) -> tuple[graph.Office, ...]:
        """All offices, by id."""
        return tuple(
            graph.Office(node, _labels(node, titles), of)
            for node, (of, titles) in sorted(self._offices.items())
        )

    def holdings(self) -> tuple[graph.Holding, ...]:
        """All holdings, by id."""
        return tuple(h.freeze() for _, h in sorted(self._holdings.items()))

    def _terms(self, person: str) -> Iterator[tuple[str, OfficeTerm]]:
        entry = self._gazetteer.get(person)
        return ((office_id(t.of, t.office), t) for t in (entry.offices if entry else ()))

    def _term(
        self, person: str, office: str, status: str, published: str | None
    ) -> OfficeTerm | None:
        terms = sorted(
            (t for node, t in self._terms(person) if node == office), key=lambda t: t.from_ or ""
        )
        if published is None:
            return terms[-1] if terms else None
        if status == "former":
            ended = [t for t in terms if t.until and t.until <= published]
        elif status == "designate":
            ended = [t for t in terms if t.from_ and t.from_ >= published][:1]
        else:
            ended = [t for t in terms if covers(t.from_, t.until, published)]
        return ended[-1] if ended else None

    def _holding(self, holder: str, office: str, term: OfficeTerm | None) -> _Holding:
        node = "holding/" + hash16(holder, office, term.from_ if term else None)
        if node not in self._holdings:
            self._holdings[node] = _Holding(node, holder, office, term)
            self._by_holder.setdefault(holder, []).append(self._holdings[node])
        return self._holdings[node]

    def _note_office(
        self, node: str, of: str | None, office: Office | None = None, lang: str = ""
    ) -> None:
        _, titles = self._offices.setdefault(node, (of, {}))
        if office:
            titles.setdefault(lang, Counter())[office.title] += 1
            if office.title_en:
                titles.setdefault("en", Counter())[office.title_en] += 1


def office_id(of: str | None, title: str) -> str:
    """Local id of an office: ``office/KZ/president``."""
    return f"office/{of.partition('/')[2] if of else _NOBODY_SAYS}/{slug(title)}"


def _known_on(holding: _Holding, day: str) -> bool:
    """Whether the gazetteer has the holder in office on a day."""
    term = holding.term
    return bool(term and (term.from_ or term.until) and covers(term.from_, term.until, day))


def _attested(holding: _Holding, day: str) -> bool:
    """Whether articles of that year, or of the one before or after, have the holding as current."""
    years = {int(d[:4]) for d in holding.current.values() if d}
    return any(abs(int(day[:4]) - y) <= 1 for y in years)


def _labels(node: str, titles: Mapping[str, Counter[str]]) -> dict[str, str]:
    """The title told most often in each language; without any, the id's own words."""
    if not titles:
        return {"en": node.rpartition("/")[2].replace("-", " ")}
    return {
        lang: min(counts, key=lambda t: (-counts[t], t)) for lang, counts in sorted(titles.items())
    }
