"""Who and what an article speaks of, with the offices that it gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.extract.reading import Mention, MentionForm, Reading
from kg.extract.shallow.headed import Headed, heads
from kg.extract.shallow.lexicon import fold, lexicon
from kg.extract.shallow.names import Hit, names
from kg.extract.shallow.terms import Terms
from kg.extract.shallow.titles import STRANGER, Phrase, in_full, is_title, phrases, strangers
from kg.extract.times import read_times
from kg.model.document import PROSE, Document, Sentence
from kg.model.extraction import Entity, Fragment, Office
from kg.model.gazetteer import Entry
from kg.resolve.gazetteer import gazetteer


@dataclass(frozen=True, slots=True)
class _Spot:
    """A mention, by tokens of a sentence."""

    sentence: int
    first: int
    last: int
    form: MentionForm
    #: Whether it names something else, as a city that an event's state is known by.
    implied: bool = False


@dataclass(slots=True)
class _Figure:
    key: str
    #: None of what only the article names: a person, or what ``headed`` tells.
    entry: Entry | None
    name: str
    headed: Headed | None = None
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
        self._words = lexicon(document.article.lang)
        self._terms = Terms(document.article)
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
        for number, sentence, met in found:
            kept = [hit for hit, weak in met if not weak or hit.key in strong]
            kept = [hit for hit in kept if not self._is_money(sentence, hit)]
            plural = [hit for hit in kept if self._is_plural(hit)]
            kept = in_full(sentence, [hit for hit in kept if hit not in plural])
            hits = sorted([*kept, *self._strangers(sentence, kept)], key=_first)
            self._read(number, sentence, hits)
            self._read_headed(number, sentence, hits)
            self._appoint_all(number, plural, hits)

    def _is_money(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether it is the state of a currency («US dollars»)."""
        behind = sentence.tokens[hit.last + 1 : hit.last + 2]
        return any(self._words.currency.match(fold(token.text)) for token in behind)

    def _is_plural(self, hit: Hit) -> bool:
        """Whether it is a title of several («президенттері»)."""
        return is_title(hit) and self._words.plural.match(hit.ending) is not None

    def _strangers(self, sentence: Sentence, hits: list[Hit]) -> list[Hit]:
        found = list(strangers(sentence, hits, self._words))
        for hit in found:
            self._surnames[hit.name.split()[-1]] = hit.key
        taken = {at for hit in (*hits, *found) for at in range(hit.first, hit.last + 1)}
        for at, token in enumerate(sentence.tokens):
            if at not in taken and (key := self._surnames.get(token.text)):
                found.append(Hit(at, at, key, name=key.removeprefix(STRANGER)))
        return found

    def _read(self, number: int, sentence: Sentence, hits: list[Hit]) -> None:
        for hit in hits:
            if not is_title(hit):
                self._name(number, sentence, hit)
        self._read_counterparts(number, hits, sentence)
        for phrase in phrases(sentence, hits, self._words):
            self._appoint(phrase, _Spot(number, phrase.first, phrase.last, "office"))

    def _read_counterparts(self, number: int, hits: list[Hit], sentence: Sentence) -> None:
        """«His Kazakh counterpart»: who holds the same office of the other state."""
        for hit in hits:
            at = hit.last + 1
            named = any(h.first == at + 1 for h in hits)
            if named or not hit.key.startswith("state/") or at == len(sentence.tokens):
                continue
            if self._words.counterpart.fullmatch(fold(sentence.tokens[at].text)):
                before = [h.key for h in hits if h.last < hit.first and h.key in self._figures]
                holder = self._terms.counterpart(before or [*self._figures], hit.key)
                if holder is not None:
                    spot = _Spot(number, hit.first, at, "descriptor")
                    self._meet(holder, self._label(holder), spot)

    def _read_headed(self, number: int, sentence: Sentence, hits: list[Hit]) -> None:
        """Bodies and documents by their head noun, where no known name or person stands."""
        taken = {at for hit in hits if _stays(hit) for at in range(hit.first, hit.last + 1)}
        places = {hit.first for hit in hits if not _stays(hit)}
        for headed in heads(self._document.article.lang).find(sentence, taken, places):
            spot = _Spot(number, headed.first, headed.last, "name")
            figure = _Figure(headed.key, None, headed.name, headed)
            self._figures.setdefault(headed.key, figure).spots.append(spot)

    def _name(self, number: int, sentence: Sentence, hit: Hit) -> None:
        """Note a name; of a city also its state, which it stands for where it acts itself."""
        entry = gazetteer().get(hit.key)
        state = f"state/{entry.iso}" if entry and entry.type == "Place" and entry.iso else ""
        if state not in gazetteer().entries:
            form: MentionForm = "adjective" if hit.adjective else "name"
            self._meet(hit.key, hit.name, _Spot(number, hit.first, hit.last, form))
        elif self._acts(sentence, hit, gazetteer().entries[state]):
            self._meet(state, self._label(state), _Spot(number, hit.first, hit.last, "metonym"))
        else:
            self._meet(hit.key, hit.name, _Spot(number, hit.first, hit.last, "name"))
            spot = _Spot(number, hit.first, hit.last, "adjective", implied=True)
            self._meet(state, self._label(state), spot)

    def _acts(self, sentence: Sentence, hit: Hit, state: Entry) -> bool:
        """Whether a capital stands as one who acts: «Moscow condemned», «Moscow, which …»."""
        words, text = self._words, self._document.article.text
        before = fold(text[sentence.start : sentence.tokens[hit.first].start])
        after = fold(text[sentence.tokens[hit.last].end : sentence.end])
        capital = hit.key == state.capital and not hit.ending
        return capital and bool(words.seat_before.search(before) and words.seat_after.match(after))

    def _meet(self, key: str, name: str, spot: _Spot) -> None:
        figure = _Figure(key, gazetteer().get(key), name)
        self._figures.setdefault(key, figure).spots.append(spot)

    def _appoint(self, phrase: Phrase, spot: _Spot) -> None:
        """Give the office to the person beside the title, or to who holds it by the gazetteer."""
        if phrase.person and self._terms.are_anothers(phrase):
            phrase = replace(phrase, person=None)
            spot = replace(spot, first=phrase.first, last=phrase.last)
        of = phrase.of.key if phrase.of else self._terms.of(phrase)
        holder = phrase.person.key if phrase.person else self._terms.holder(phrase.title.office, of)
        if holder is None or of is None:
            return
        for key in (holder, of):
            self._figure(key)
        self._figures[holder].spots.append(spot)
        self._posts.append(_Post(holder, phrase.title.office, phrase.title.name, of, spot))

    def _figure(self, key: str) -> None:
        if key not in self._figures:
            self._figures[key] = _Figure(key, gazetteer().get(key), self._label(key))

    def _appoint_all(self, number: int, titles: list[Hit], hits: list[Hit]) -> None:
        """«The foreign ministers A and B»: to those who are known to hold it."""
        for title in titles:
            for hit in hits:
                for of in self._terms.held(hit.key, title.office)[:1]:
                    spot = _Spot(number, hit.first, hit.last, "name")
                    self._figure(of)
                    self._posts.append(_Post(hit.key, title.office, title.name, of, spot))

    def _label(self, key: str) -> str:
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
        entry, headed = figure.entry, figure.headed
        own = [spot for spot in figure.spots if not spot.implied]
        named = [spot for spot in own if spot.form != "adjective"] or own
        spans = sorted({self._span(s) for s in named})
        return Entity(
            id=identifier,
            type=entry.type if entry else headed.type if headed else "Person",
            kind=entry.kind if entry else headed.kind if headed else None,
            name=figure.name,
            name_en=entry.names["en"].main if entry and "en" in entry.names else None,
            iso=entry.iso if entry else None,
            surfaces=tuple(dict.fromkeys(self._document.article.text[a:b] for a, b in spans)),
            mentions=tuple(sorted({self._span(s) for s in own or figure.spots})),
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


def _stays(hit: Hit) -> bool:
    """Whether what a hit names is no part of the name of a body or document."""
    return is_title(hit) or not hit.key.startswith(("state/", "place/"))


def _first(hit: Hit) -> int:
    return hit.first
