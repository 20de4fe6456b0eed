"""Who and what an article speaks of, with the offices that it gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.reading import Mention, MentionForm, Reading
from kg.extract.shallow.lexicon import lexicon
from kg.extract.shallow.names import Hit, names
from kg.extract.shallow.titles import STRANGER, Phrase, in_full, is_title, phrases, strangers
from kg.extract.times import read_times
from kg.model.document import PROSE, Document, Sentence
from kg.model.extraction import Entity, Fragment, Office
from kg.model.gazetteer import Entry, OfficeTerm
from kg.resolve.gazetteer import covers, gazetteer


@dataclass(frozen=True, slots=True)
class _Spot:
    """A mention, by tokens of a sentence."""

    sentence: int
    first: int
    last: int
    form: MentionForm


@dataclass(slots=True)
class _Figure:
    key: str
    #: None of a person that only the article names.
    entry: Entry | None
    name: str
    spots: list[_Spot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Post:
    """An office that the article gives somebody; keys of figures."""

    holder: str
    office: str
    title: str
    of: str
    spot: _Spot


def read_figures(document: Document) -> Reading:
    """Entities, mentions and offices by the gazetteer and by titles; times by the grammar."""
    stage = _Stage(document)
    stage.read()
    return stage.reading()


class _Stage:
    """One document on the way from names to entities."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._figures: dict[str, _Figure] = {}
        self._posts: list[_Post] = []
        #: Last word of the name of a person that the gazetteer does not know → its key.
        self._surnames: dict[str, str] = {}

    def read(self) -> None:
        """Meet everybody, sentence by sentence."""
        known = names(self._document.article.lang)
        found = [
            (number, sentence, known.hits(sentence))
            for number, sentence in enumerate(self._document.sentences)
            if sentence.kind in PROSE
        ]
        strong = {hit.key for _, _, hits in found for hit, weak in hits if not weak}
        for number, sentence, hits in found:
            kept = [hit for hit, weak in hits if not weak or hit.key in strong]
            kept = in_full(sentence, [hit for hit in kept if not self._is_plural(hit)])
            self._read(
                number, sentence, sorted([*kept, *self._strangers(sentence, kept)], key=_first)
            )

    def _is_plural(self, hit: Hit) -> bool:
        """Whether it is a title of several («президенттері»)."""
        plural = lexicon(self._document.article.lang).plural
        return is_title(hit) and plural.match(hit.ending) is not None

    def _strangers(self, sentence: Sentence, hits: list[Hit]) -> list[Hit]:
        found = list(strangers(sentence, hits))
        for hit in found:
            self._surnames[sentence.tokens[hit.last].text] = hit.key
        taken = {at for hit in (*hits, *found) for at in range(hit.first, hit.last + 1)}
        for at, token in enumerate(sentence.tokens):
            if at not in taken and (key := self._surnames.get(token.text)):
                found.append(Hit(at, at, key, name=key.removeprefix(STRANGER)))
        return found

    def _read(self, number: int, sentence: Sentence, hits: list[Hit]) -> None:
        for hit in hits:
            if not is_title(hit):
                form: MentionForm = "adjective" if hit.adjective else "name"
                self._meet(hit.key, hit.name, _Spot(number, hit.first, hit.last, form))
        for phrase in phrases(sentence, hits):
            self._appoint(phrase, _Spot(number, phrase.first, phrase.last, "office"))

    def _meet(self, key: str, name: str, spot: _Spot) -> None:
        entry = gazetteer().get(key)
        self._figures.setdefault(key, _Figure(key, entry, name)).spots.append(spot)

    def _appoint(self, phrase: Phrase, spot: _Spot) -> None:
        """Give the office to the person beside the title, or to who holds it by the gazetteer."""
        holder = phrase.person.key if phrase.person else self._holder(phrase)
        of = phrase.of.key if phrase.of else self._office_of(phrase)
        if holder is None or of is None:
            return
        for key in (holder, of):
            if key not in self._figures:
                self._figures[key] = _Figure(key, gazetteer().get(key), self._name(key))
        self._figures[holder].spots.append(spot)
        self._posts.append(_Post(holder, phrase.title.office, phrase.title.name, of, spot))

    def _holder(self, phrase: Phrase) -> str | None:
        if phrase.of is None or self._document.article.published is None:
            return None
        for entry in gazetteer().entries.values():
            for term in entry.offices:
                if self._is_held(term, phrase) and term.of == phrase.of.key:
                    return entry.id
        return None

    def _office_of(self, phrase: Phrase) -> str | None:
        entry = gazetteer().get(phrase.person.key) if phrase.person else None
        terms = entry.offices if entry else ()
        return next((t.of for t in terms if self._is_held(t, phrase)), None)

    def _is_held(self, term: OfficeTerm, phrase: Phrase) -> bool:
        on = self._document.article.published
        return term.office == phrase.title.office and (
            on is None or covers(term.from_, term.until, on)
        )

    def _name(self, key: str) -> str:
        entry = gazetteer().entries[key]
        return (entry.names.get(self._document.article.lang) or entry.names["en"]).main

    def reading(self) -> Reading:
        """What was met, with identifiers in order of appearance."""
        order = sorted(self._figures.values(), key=lambda f: (self._appears(f), f.key))
        ids = {figure.key: f"e{n}" for n, figure in enumerate(order, 1)}
        mentions = [
            Mention(*self._span(spot), ids[figure.key], spot.sentence, spot.last, spot.form)
            for figure in order
            for spot in figure.spots
        ]
        return Reading(
            self._document,
            tuple(self._entity(figure, ids[figure.key]) for figure in order),
            tuple(sorted(mentions, key=lambda m: (m.start, -m.end, m.entity, m.form))),
            tuple(self._offices(ids)),
            read_times(self._document),
        )

    def _appears(self, figure: _Figure) -> int:
        return min(
            (self._span(spot)[0] for spot in figure.spots), default=len(self._document.article.text)
        )

    def _entity(self, figure: _Figure, identifier: str) -> Entity:
        entry = figure.entry
        named = [s for s in figure.spots if s.form != "adjective"] or figure.spots
        spans = sorted({self._span(s) for s in named})
        return Entity(
            id=identifier,
            type=entry.type if entry else "Person",
            kind=entry.kind if entry else None,
            name=figure.name,
            name_en=entry.names["en"].main if entry and "en" in entry.names else None,
            iso=entry.iso if entry else None,
            surfaces=tuple(dict.fromkeys(self._document.article.text[a:b] for a, b in spans)),
            mentions=tuple(sorted({self._span(s) for s in figure.spots})),
            gazetteer=entry.id if entry else None,
        )

    def _offices(self, ids: dict[str, str]) -> Iterator[Office]:
        told: dict[tuple[str, str, str], _Post] = {}
        for post in self._posts:
            told.setdefault((post.holder, post.office, post.of), post)
        for number, post in enumerate(told.values(), 1):
            start, end = self._span(post.spot)
            words = self._document.article.text[start:end]
            yield Office(
                id=f"o{number}",
                holder=ids[post.holder],
                title=post.title,
                title_en=post.office.replace("-", " "),
                of=ids[post.of],
                evidence=(Fragment(text=words, start=start, end=end),),
            )

    def _span(self, spot: _Spot) -> tuple[int, int]:
        tokens = self._document.sentences[spot.sentence].tokens
        return tokens[spot.first].start, tokens[spot.last].end


def _first(hit: Hit) -> int:
    return hit.first
