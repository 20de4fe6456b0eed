"""From a nominal phrase to the entities that it names.

«президенты России и Казахстана Владимир Путин и Касым-Жомарт Токаев» are two persons, «главы двух
стран» those who were spoken of together before, «власти Китая» a state, «делегация США во главе с
госсекретарём Блинкеном» the secretary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.events.draft import Found
from kg.extract.events.index import Index
from kg.extract.events.lexicon import by_lemma
from kg.extract.events.syntax import NOMINAL, Tree
from kg.extract.reading import Mention
from kg.language.ru_names import is_plural

#: How far behind a delegation its leader may stand, in tokens.
_LED = 9
#: How far behind a title its holder's name may stand, in tokens.
_TITLE = 12


def _is_plural(tree: Tree, token: int) -> bool:
    """By the tagger or, as that errs on what opens a sentence, the dictionary («Президенты»)."""
    at = tree.tokens[token]
    return at.feats.get("Number") == "Plur" or is_plural(at.text)


class Arguments:
    """Resolves phrases of one article, and remembers who was last named together."""

    def __init__(self, index: Index) -> None:
        self.index = index
        #: Those told of last as doing something together, and the last persons who did.
        self.pair: tuple[str, ...] = ()
        self.people: tuple[str, ...] = ()
        self.states: tuple[str, ...] = ()
        self._events = by_lemma(index.document.article.lang).keys()

    def resolve(self, sentence: int, token: int) -> list[Found]:
        """Entities that the phrase headed by a token names, with those coordinated, once each."""
        tree = self.index.tree(sentence)
        found: dict[str, Found] = {}
        for part in tree.coordinated(token):
            for one in self._single(sentence, part):
                found.setdefault(one.entity, one)
        return list(found.values())

    def _single(self, sentence: int, token: int) -> list[Found]:
        tree = self.index.tree(sentence)
        led = self._led_by(sentence, tree, token)
        if led:
            return led
        if self._is_pair(tree, token) and not self._named_inside(sentence, tree, token):
            return self._pair(sentence, tree, token)
        mentions = self.index.at(sentence, token)
        if tree.lemma(token) in self.index.words.leaders and _is_plural(tree, token):
            several = self._members(sentence, tree, token)
            if len(several) > len(mentions):
                return several
        if mentions:
            named = self._named_by(sentence, tree, token, mentions[0])
            if named:
                return named
            widest = mentions[0]
            same = [m for m in mentions if (m.start, m.end) == (widest.start, widest.end)]
            return [self._found(m, token) for m in same]
        if tree.lemma(token) == "который":
            return self._antecedent(sentence, tree, token)
        if tree.lemma(token) == "последний" and not tree.kids[token]:
            return self._latter(sentence, tree, token)
        if tree.lemma(token) in self._events:
            return []
        members = self._members(sentence, tree, token)
        if members:
            return members
        covering = [
            m for m in self.index.reading.covering(sentence, token) if m.form != "adjective"
        ]
        return [self._found(covering[0], token)] if covering else []

    def within(self, sentence: int, token: int) -> list[Found]:
        """Everybody named in a noun phrase, its own head or its genitives and adjectives."""
        tree = self.index.tree(sentence)
        out: dict[str, Found] = {}
        for part in self._phrase(tree, token):
            for mention in (
                *self.index.at(sentence, part)[:1],
                *self.index.adjectives(sentence, part),
            ):
                out.setdefault(mention.entity, self._found(mention, part))
        return list(out.values())

    def remember(self, entities: list[str]) -> None:
        """Those whom a plural («лидеры», «стороны») will mean from here on."""
        persons = [e for e in entities if self.index.entity(e).type == "Person"]
        if len(persons) >= 2:
            self.people = tuple(persons)
        states = self._states(tuple(entities))
        if len(states) >= 2 and all(self.index.entity(s).type == "State" for s in states):
            self.states = states
        if len(entities) >= 2:
            self.pair = tuple(persons if len(persons) >= 2 else entities)

    def _found(self, mention: Mention, token: int) -> Found:
        return Found(mention.entity, mention.sentence, token, mention.start, mention.end)

    def _named_by(self, sentence: int, tree: Tree, token: int, title: Mention) -> list[Found]:
        """The person whose name stands in apposition to a title that was read as another's."""
        if not self._is(title, "Person") or title.form == "name":
            return []
        names = [
            self._found(m, child)
            for child in tree.children(token, "appos", "flat")
            for m in self.index.at(sentence, child)[:1]
            if self._is(m, "Person") and m.form == "name"
        ]
        own = any(f.entity == title.entity for f in names)
        return [] if own else names[:1]

    def _latter(self, sentence: int, tree: Tree, token: int) -> list[Found]:
        """«во время визита последнего»: the person named last before it."""
        before = [
            m
            for m in self.index.reading.mentions_in(sentence)
            if m.end <= tree.tokens[token].start and self._is(m, "Person")
        ]
        return [self._found(max(before, key=lambda m: m.end), token)] if before else []

    def _antecedent(self, sentence: int, tree: Tree, token: int) -> list[Found]:
        verb = tree.carrier(token)
        if verb is None:
            return []
        noun = tree.antecedent(token, verb)
        return [] if noun == token else self.resolve(sentence, noun)

    def _led_by(self, sentence: int, tree: Tree, token: int) -> list[Found]:
        """«делегация во главе с …», «возглавляемая …»: who leads it."""
        for later in range(token + 1, min(len(tree), token + _LED)):
            if tree.tokens[later].pos == "VERB" and tree.tokens[later].rel not in ("amod", "acl"):
                break
            led = tree.preposition(later).startswith("в глава")
            if led and tree.tokens[later].pos in NOMINAL:
                return self.resolve(sentence, later)
        return []

    def _members(self, sentence: int, tree: Tree, token: int) -> list[Found]:
        """Persons in apposition to a common noun, else the states and bodies it belongs to."""
        inside = list(self._phrase(tree, token))
        if not any(self._is(m, "Person") for t in inside for m in self.index.at(sentence, t)):
            inside += self._name_after(sentence, tree, token)
        mentions = [m for t in inside for m in self._together(sentence, t)]
        mentions = [m for m in mentions if not self._is(m, "Agreement")]
        mentions = [m for m in mentions if not any(self._owned(m, o) for o in mentions)]
        persons = [m for m in mentions if self._is(m, "Person") and not self._owns(tree, token, m)]
        named = [m for m in persons if m.form in ("name", "office")] or persons
        adjectives = [m for t in inside for m in self.index.adjectives(sentence, t)]
        owners = [m for m in mentions if not self._is(m, "Person")] + adjectives
        found = [self._found(m, m.head) for m in owners]
        states = [f for f in found if self.index.entity(f.entity).type == "State"]
        if named and not (_is_plural(tree, token) and len(states) > len(named)):
            return [self._found(m, m.head) for m in named]
        if named:
            return self._each(states, [self._found(m, m.head) for m in named])
        if tree.lemma(token) not in self.index.words.leaders:
            return found
        several = _is_plural(tree, token)
        return [
            f if several and self._is_body(f) else self._led(f, tree.lemma(token)) for f in found
        ]

    def _together(self, sentence: int, token: int) -> list[Mention]:
        """What a token names; several bodies where it is «МИД Италии и Испании»."""
        mentions = self.index.at(sentence, token)
        bodies = [m for m in mentions if self.index.entity(m.entity).kind == "government"]
        return sorted(bodies, key=lambda m: m.end) if len(bodies) > 1 else mentions[:1]

    def _owned(self, state: Mention, body: Mention) -> bool:
        """Whether a state is named only as a body's («МИД Италии»)."""
        owner = self._is(state, "State") and self.index.entity(body.entity).kind == "government"
        return owner and body.start <= state.start and state.end <= body.end

    def _each(self, states: list[Found], persons: list[Found]) -> list[Found]:
        """«главы Казахстана, Киргизии, …» of whom some are named: the others are their states."""
        sides = {self.index.side(p.entity): p for p in persons}
        return [sides.get(self.index.side(s.entity), s) for s in states]

    def _owns(self, tree: Tree, token: int, mention: Mention) -> bool:
        """«заместитель Шойгу», «двойник Путина»: a person's person is somebody else."""
        at = mention.head
        while tree.tokens[at].rel == "conj":
            at = tree.tokens[at].head
        genitive = tree.tokens[at].rel == "nmod" and tree.case(at) == "Gen"
        animate = tree.tokens[token].feats.get("Animacy") == "Anim"
        return genitive and animate and tree.tokens[at].head == token and tree.case(token) != "Gen"

    def _is_body(self, found: Found) -> bool:
        """«лидеры ЕС» are the union itself, not its one head; «главы МИД» are those heads."""
        entity = self.index.entity(found.entity)
        return entity.type == "Organization" and entity.kind != "government"

    def _led(self, state: Found, title: str) -> Found:
        """The person who leads a state in the office that the noun means, if the text names one."""
        ministry = self.index.entity(state.entity).kind == "government"
        person = (
            self.index.minister(state.entity)
            if ministry
            else self.index.holder(title, state.entity)
        )
        return state if person is None else replace(state, entity=person)

    def _name_after(self, sentence: int, tree: Tree, token: int) -> list[int]:
        """A name in the same case behind a title with attributes: «посланником по … Дзуппи»."""
        title = tree.tokens[token]
        if title.feats.get("Animacy") != "Anim" or _is_plural(tree, token):
            return []
        for later in range(token + 1, min(len(tree), token + _TITLE)):
            if tree.tokens[later].pos in ("VERB", "PUNCT") and tree.tokens[later].text not in "«»":
                break
            named = any(
                self._is(m, "Person") and m.form == "name" for m in self.index.at(sentence, later)
            )
            if named and tree.case(later) in (tree.case(token), None):
                return [later]
        return []

    def _phrase(self, tree: Tree, token: int) -> Iterator[int]:
        """Tokens of a noun phrase, without clauses and prepositional attributes."""
        yield token
        for child in tree.kids[token]:
            relation = tree.tokens[child].rel.split(":")[0]
            plain = relation in ("nmod", "appos", "flat", "amod", "conj", "nummod", "parataxis")
            if not plain or tree.tokens[child].pos == "VERB" or tree.preposition(child):
                continue
            yield from self._phrase(tree, child)

    def _is(self, mention: Mention, *types: str) -> bool:
        return self.index.entity(mention.entity).type in types

    def _is_pair(self, tree: Tree, token: int) -> bool:
        counted = any(tree.lemma(k) in tree.grammar["counted"] for k in tree.kids[token])
        if any(tree.lemma(k) not in tree.grammar["pointing"] for k in tree.children(token, "amod")):
            return False
        return tree.lemma(token) in self.index.words.pairs and (_is_plural(tree, token) or counted)

    def _named_inside(self, sentence: int, tree: Tree, token: int) -> bool:
        """Whether a plural phrase names its people or states itself («лидеры России и Китая»).

        «главы МИД двух стран» does not.
        """
        phrase = list(self._phrase(tree, token))
        mentions = [m for t in phrase for m in self.index.at(sentence, t)]
        if any(self._is(m, "Person") and m.form == "name" for m in mentions):
            return True
        if any(
            tree.lemma(t) in tree.grammar["states"] and _is_plural(tree, t)
            for t in phrase
            if t != token
        ):
            return False
        return any(
            m.form != "descriptor"
            for t in phrase
            for m in (*self.index.at(sentence, t), *self.index.adjectives(sentence, t))
            if m.form != "pronoun"
        )

    def _pair(self, sentence: int, tree: Tree, token: int) -> list[Found]:
        at = tree.tokens[token]
        pair = self.pair or self._last_two(sentence)
        if tree.lemma(token) in tree.grammar["states"]:
            pair = self.states or self._states(pair)
        elif tree.lemma(token) != "они" and self.people:
            pair = self.people
        return [Found(entity, sentence, token, at.start, at.end) for entity in pair]

    def _states(self, pair: tuple[str, ...]) -> tuple[str, ...]:
        """The states that two persons stand for («дипотношения между странами»)."""
        sides = [self.index.side(entity) for entity in pair]
        states = [self.index.states.get(side) for side in sides if side]
        return tuple(dict.fromkeys(state for state in states if state)) or pair

    def _last_two(self, sentence: int) -> tuple[str, ...]:
        """The two persons of different states that were named last."""
        seen: dict[str, str] = {}
        for number in range(sentence - 1, max(-1, sentence - 4), -1):
            for mention in reversed(self.index.reading.mentions_in(number)):
                side = self.index.side(mention.entity)
                if self._is(mention, "Person") and side and side not in seen.values():
                    seen.setdefault(mention.entity, side)
                if len(seen) == 2:
                    return tuple(reversed(seen))
        return ()
