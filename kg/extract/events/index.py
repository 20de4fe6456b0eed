"""The reading, indexed for the questions that rules ask of it."""

from __future__ import annotations

from functools import cached_property

from kg.extract.events.lexicon import Words, arrivals, by_lemma, words
from kg.extract.events.syntax import Tree
from kg.extract.reading import Mention, Reading
from kg.model.document import PROSE
from kg.model.extraction import Entity

#: Words in the name of a ministry of foreign affairs.
_FOREIGN = ("мид ", "иностранных дел")


class Index:
    """A reading with its trees and look-ups; built once an article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document = reading.document
        self.published = reading.document.article.published
        self.words: Words = words(reading.document.article.lang)
        self.lexicon = by_lemma(reading.document.article.lang)
        self._trees: dict[int, Tree] = {}

    @cached_property
    def leading(self) -> frozenset[str]:
        """Verbs of which a destination says where what one comes for is held."""
        return arrivals(self.document.article.lang) | self.words.status["invite"]

    def tree(self, sentence: int) -> Tree:
        """The tree of a sentence."""
        if sentence not in self._trees:
            self._trees[sentence] = Tree(self.document.sentences[sentence], self.words.grammar)
        return self._trees[sentence]

    @cached_property
    def prose(self) -> tuple[int, ...]:
        """Sentences that are read for facts: title and body."""
        return tuple(i for i, s in enumerate(self.document.sentences) if s.kind in PROSE)

    def entity(self, identifier: str) -> Entity:
        """The entity of an id."""
        return self.reading.entity(identifier)

    def at(self, sentence: int, token: int) -> list[Mention]:
        """Mentions whose head is the token, the widest first; adjectives left out."""
        return [m for m in self._heads.get((sentence, token), ()) if m.form != "adjective"]

    def adjectives(self, sentence: int, token: int) -> list[Mention]:
        """Mentions that the token makes as an adjective («российско-казахстанские»)."""
        return [m for m in self._heads.get((sentence, token), ()) if m.form == "adjective"]

    @cached_property
    def _heads(self) -> dict[tuple[int, int], list[Mention]]:
        out: dict[tuple[int, int], list[Mention]] = {}
        for mention in self.reading.mentions:
            out.setdefault((mention.sentence, mention.head), []).append(mention)
        for group in out.values():
            group.sort(key=lambda m: (m.start - m.end, m.start))
        return out

    @cached_property
    def states(self) -> dict[str, str]:
        """ISO code → entity id of the State."""
        return {e.iso: e.id for e in self.reading.entities if e.type == "State" and e.iso}

    def side(self, identifier: str) -> str | None:
        """ISO code of the state that an entity is, lies in or stands for."""
        return self._sides.get(identifier)

    @cached_property
    def _sides(self) -> dict[str, str]:
        sides = {e.id: e.iso for e in self.reading.entities if e.iso}
        held: dict[str, set[str]] = {}
        for office in self.reading.offices:
            of = sides.get(office.of) if office.of else None
            if of:
                held.setdefault(office.holder, set()).add(of)
        sure = {person: min(isos) for person, isos in held.items() if len(isos) == 1}
        return sure | self._known | sides

    @cached_property
    def _known(self) -> dict[str, str]:
        """Sides of persons whom the gazetteer knows in some office."""
        from kg.resolve.gazetteer import gazetteer

        entries = gazetteer().entries
        out: dict[str, str] = {}
        for entity in self.reading.entities:
            entry = entries.get(entity.gazetteer or "")
            isos = {
                entries[term.of].iso
                for term in (entry.offices if entry else ())
                if term.of in entries
            }
            known = isos - {None}
            if entity.type == "Person" and len(known) == 1:
                out[entity.id] = str(*known)
        return out

    def is_contested(self, entity: Entity) -> bool:
        """Whether a territory acts like a state or is claimed by several."""
        from kg.resolve.gazetteer import gazetteer

        entry = gazetteer().get(entity.gazetteer) if entity.gazetteer else None
        return entry is not None and entity.kind == "region" and entry.note is not None

    def by_adjective(self, adjective: str) -> list[str]:
        """Entity ids of the states that the article has an adjective mention of."""
        return self._adjective_states.get(adjective.replace("ё", "е"), [])

    @cached_property
    def _adjective_states(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for mention in self.reading.mentions:
            if mention.form == "adjective":
                lemma = self.tree(mention.sentence).lemma(mention.head)
                known = out.setdefault(lemma, [])
                if mention.entity not in known:
                    known.append(mention.entity)
        return out

    def holder(self, lemma: str, state: str) -> str | None:
        """The person whom the article gives a leader's office («глава», «министр») of a state."""
        group = self.words.titles.get(lemma, (lemma,))
        for office in self.reading.offices:
            if office.status == "former" or office.of is None:
                continue
            stands = office.of == state or (
                self.entity(office.of).type == "Organization"
                and self.side(office.of) == self.side(state)
            )
            if stands and any(word in office.title.lower() for word in group):
                return office.holder
        return self._by_table(lemma, state)

    def minister(self, ministry: str) -> str | None:
        """The person whom the article gives the office of heading a ministry of foreign affairs."""
        entity, side = self.entity(ministry), self.side(ministry)
        if side is None or not any(word in entity.name.lower() for word in _FOREIGN):
            return None
        heads = (
            o.holder
            for o in self.reading.offices
            if o.title_en == "minister of foreign affairs" and o.status != "former"
        )
        return next((h for h in heads if self.side(h) == side), None)

    def _by_table(self, lemma: str, state: str) -> str | None:
        """The person named in the article who held such an office of the state on its day."""
        from kg.resolve.offices import holder

        entity = self.entity(state)
        if entity.type != "State" or entity.gazetteer is None or self.published is None:
            return None
        held = (
            holder(office, entity.gazetteer, self.published)
            for office in self.words.offices.get(lemma, ())
        )
        here = {e.gazetteer: e.id for e in self.reading.entities if e.type == "Person"}
        return next((here[person] for person in held if person in here), None)
