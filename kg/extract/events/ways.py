"""The ways to find who fills a role: government over dependencies, with fall-backs over word order.

What each way means is told in ``data/lang/ru/triggers/README.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.events.arguments import Arguments
from kg.extract.events.draft import Found, Occurrence
from kg.extract.events.index import Index
from kg.extract.events.lexicon import Way
from kg.extract.events.match import genitives
from kg.extract.events.syntax import NOMINAL, Tree

#: Types that who is against them has a part in («против признания»).
_REFUSED = frozenset({"Recognition", "Meeting", "Negotiation", "Summit", "Session", "Forum"})
#: How far to the left of a verb a subject is looked for without the parse, in tokens.
_BESIDE = 14


class Ways:
    """Finds fillers for the occurrences of one article."""

    def __init__(self, index: Index, arguments: Arguments) -> None:
        self.index = index
        self.arguments = arguments

    def find(self, way: Way, at: Occurrence) -> Iterator[Found]:
        """Those whom a way gives, in order."""
        tree = self.index.tree(at.sentence)
        if way.place == "preposition":
            yield from self._prepositional(way, at, tree)
            return
        finder: Callable[[Occurrence, Tree], Iterator[int]] | None = {
            "subject": self._subject,
            "object": self._object,
            "agent": self._agent,
            "gen": self._genitive,
            "dat": self._dative,
            "carrier": self._carried,
            "clause": self._clause,
            "carried-object": self._carried_object,
            "holder": self._holding,
            "congratulated": self._congratulated,
            "announcer": self._announcer,
            "over": self._over,
            "refuser": self._refuser,
            "posted": self._posted,
        }.get(way.place)
        if finder is not None:
            for token in finder(at, tree):
                if tree.lemma(token) == "я":
                    yield from self._speaker(at, tree)
                else:
                    yield from self.arguments.resolve(at.sentence, token)
            if way.place == "subject" and self._of_the_speaker(at, tree):
                yield from self._speaker(at, tree)
            return
        yield from {
            "poss": self._possessive,
            "adj": self._adjectives,
            "anti": self._against,
            "name": self._name,
            "self": self._itself,
            "deep": self._deep,
            "sides": self._sides,
        }[way.place](at, tree)

    def _subject(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        if at.is_verb and not tree.is_passive(at.token):
            subject = tree.subject(at.token)
            if subject is not None:
                yield subject

    def _of_the_speaker(self, at: Occurrence, tree: Tree) -> bool:
        """«встречаюсь с президентом»: a verb in the first person with no subject."""
        feats = tree.tokens[at.token].feats
        first = at.is_verb and feats.get("Person") == "1" and feats.get("Number") == "Sing"
        return first and tree.subject(at.token) is None

    def _speaker(self, at: Occurrence, tree: Tree) -> Iterator[Found]:
        """Who says so behind the quotation: «…», — написал Зеленский."""
        for token in range(len(tree) - 1, at.token, -1):
            verb = tree.tokens[token].head
            if not tree.tokens[token].rel.startswith("nsubj") or verb < 0:
                continue
            person = [
                f
                for f in self.arguments.resolve(at.sentence, token)
                if self.index.entity(f.entity).type == "Person"
            ]
            if person and tree.tokens[verb].feats.get("Person") in (None, "3"):
                yield from person[:1]
                return

    def _object(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        if at.is_verb:
            yield from tree.objects(at.token)
        else:
            yield from genitives(tree, at.token)

    def _agent(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        posts = self.index.words.leaders if at.trigger.type == "Appointment" else ()
        for base in [at.token, *self._participles(at, tree)]:
            yield from (k for k in tree.agents(base) if tree.lemma(k) not in posts)
        for verb in self._relatives(at, tree):
            yield from filter(None, [tree.subject(verb)])

    def _attributes(self, at: Occurrence, tree: Tree) -> list[int]:
        """Participles on the noun, and adjectives that a phrase may hang on («совместные с …»)."""
        joint = (k for k in tree.children(at.token, "amod", "advmod", "nmod"))
        return [
            *self._participles(at, tree),
            *self._relatives(at, tree),
            *(k for k in joint if tree.lemma(k) in tree.grammar["joint"]),
        ]

    def _participles(self, at: Occurrence, tree: Tree) -> list[int]:
        """Participles on the noun: «введенные … санкции»."""
        return [
            k
            for k in tree.children(at.token, "acl", "amod")
            if tree.tokens[k].feats.get("VerbForm") == "Part"
        ]

    def _relatives(self, at: Occurrence, tree: Tree) -> list[int]:
        """Verbs that say who did what the noun names: «санкции, которые ввели США»."""
        return [
            verb
            for verb in tree.children(at.token, "acl:relcl")
            if tree.lemma(verb) in at.trigger.carriers
            and any(tree.lemma(k) == "который" for k in tree.children(verb, "obj"))
        ]

    def _genitive(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        if at.is_verb:
            return
        own = genitives(tree, at.token)
        yield from own
        if not own and at.trigger.nouns:
            yield from self._beyond_destination(at, tree)

    def _beyond_destination(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        """«после визита в страну президента …»: a person hung on the destination by mistake."""
        for destination in tree.children(at.token, "nmod"):
            if not tree.preposition(destination):
                continue
            for child in tree.children(destination, "nmod"):
                if tree.case(child) == "Gen" and self._is_person(at.sentence, child):
                    yield child

    def _dative(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        for base in self._bases(at):
            objects = list(tree.children(base, "obj", "nsubj", "nmod"))
            for child in [*tree.kids[base], *(t for o in objects for t in tree.subtree(o))]:
                nominal = tree.tokens[child].pos in NOMINAL
                if nominal and tree.case(child) == "Dat" and not tree.preposition(child):
                    yield child

    def _bases(self, at: Occurrence) -> list[int]:
        """The trigger, and the verb that carries it."""
        return [at.token] + ([at.carrier] if at.carrier not in (None, at.token) else [])

    def _carried(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        """Subject of the light verb that has the noun as its object or adverbial."""
        if at.is_verb or at.carrier is None:
            return
        light = at.trigger.carriers | self._modal
        if at.trigger.type != "Sanction":
            light |= self.index.words.status["hold"]
        if tree.lemma(at.carrier) not in light or tree.relation(at.token) not in (
            "obj", "obl", "iobj", "xcomp", "nsubj", "nmod", "nsubj:pass"
        ):  # fmt: skip
            return
        preposition = tree.preposition(at.token)
        if preposition in tree.grammar["framed"] or preposition in ("против", "до"):
            return
        if tree.relation(at.token) == "nmod":
            over = tree.lemma(tree.tokens[at.token].head)
            if tree.preposition(at.token) or over not in self.index.words.status["portion"]:
                return
        if tree.is_passive(at.carrier):
            yield from tree.agents(at.carrier)
            return
        subject = tree.subject(at.carrier)
        if subject is not None and subject != at.token:
            yield subject

    @property
    def _modal(self) -> frozenset[str]:
        status = self.index.words.status
        own_will = status["plan"] - status["guess"]
        return own_will | status["refuse"] | status["postpone"]

    def _clause(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        """Subject of the clause in which the noun says when or where («заявил на встрече с …»)."""
        if at.is_verb or at.carrier is None:
            return
        anchor = tree.anchor(at.token)
        if tree.preposition(at.token) not in tree.grammar["inside"] or anchor < 0:
            return
        if tree.lemma(at.carrier) in tree.grammar["congratulate"]:
            return
        if tree.preposition(at.token) == "против" and at.trigger.type not in _REFUSED:
            return
        aim = tree.preposition(at.token).startswith("для")
        if aim and tree.lemma(at.carrier) not in self.index.leading:
            return
        invites = tree.lemma(at.carrier) in self.index.words.status["invite"]
        if invites and tree.preposition(at.token) == "на":
            yield from tree.objects(at.carrier)
        if self._is_person(at.sentence, anchor):
            yield anchor
            return
        if tree.preposition(at.token) == "за" and tree.objects(at.carrier):
            yield from tree.objects(at.carrier)
            return
        subject = tree.subject(at.carrier)
        if subject is not None and subject != at.token:
            yield subject

    def _is_person(self, sentence: int, token: int) -> bool:
        return any(
            self.index.entity(m.entity).type == "Person" for m in self.index.at(sentence, token)
        )

    def _possessive(self, at: Occurrence, tree: Tree) -> Iterator[Found]:
        for child in tree.children(at.token, "det", "amod", "nmod"):
            if tree.lemma(child) == "свой":
                subject = tree.subject(at.carrier) if at.carrier is not None else None
                if subject is not None:
                    yield from self.arguments.resolve(at.sentence, subject)
            elif tree.tokens[child].text.lower() in ("его", "ее", "её", "их"):
                yield from self.arguments.resolve(at.sentence, child)

    def _adjectives(self, at: Occurrence, tree: Tree) -> Iterator[Found]:
        for child in tree.children(at.token, "amod"):
            for mention in self.index.adjectives(at.sentence, child):
                yield Found(mention.entity, at.sentence, child, mention.start, mention.end)

    def _against(self, at: Occurrence, tree: Tree) -> Iterator[Found]:
        """«антироссийские санкции»: the state in the adjective."""
        for child in tree.children(at.token, "amod"):
            lemma = tree.lemma(child)
            if lemma.startswith("анти"):
                token = tree.tokens[child]
                for state in self.index.by_adjective(lemma.removeprefix("анти")):
                    yield Found(state, at.sentence, child, token.start, token.end)

    def _name(self, at: Occurrence, tree: Tree) -> Iterator[Found]:
        """The name of a body or format that stands by the noun: «саммит «Россия — Африка»»."""
        end = tree.tokens[at.token].end
        for mention in self.index.reading.mentions_in(at.sentence):
            if self.index.entity(mention.entity).type != "Organization" or mention.form != "name":
                continue
            hangs = tree.tokens[mention.head].head == at.token
            named = tree.tokens[mention.head].rel.split(":")[0] in ("appos", "flat", "nmod")
            close = 0 < mention.start - end <= 3
            if (close or (hangs and named)) and not tree.preposition(mention.head):
                yield Found(mention.entity, at.sentence, mention.head, mention.start, mention.end)

    def _sides(self, at: Occurrence, tree: Tree) -> Iterator[Found]:
        """«саммит Россия — НАТО»: both sides of the dash right after the noun."""
        end, text = tree.tokens[at.token].end, self.index.document.article.text
        mentions = self.index.reading.mentions_in(at.sentence)
        for one in mentions:
            for other in mentions:
                dash = text[one.end : other.start].strip(" \u00a0") if other.start > one.end else ""
                if 0 < one.start - end <= 2 and dash in ("—", "–", "-"):
                    for mention in (one, other):
                        yield Found(
                            mention.entity, at.sentence, mention.head, mention.start, mention.end
                        )

    def _itself(self, at: Occurrence, tree: Tree) -> Iterator[Found]:
        """A name that holds the trigger itself: «Форум межрегионального сотрудничества»."""
        for mention in self.index.reading.covering(at.sentence, at.token):
            if self.index.entity(mention.entity).type == "Organization":
                yield Found(mention.entity, at.sentence, at.token, mention.start, mention.end)

    def _deep(self, at: Occurrence, tree: Tree) -> Iterator[Found]:
        """Whoever is named inside the object: «признали присоединение двух республик»."""
        for base in self._object(at, tree):
            yield from self.arguments.within(at.sentence, base)

    def _holding(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        """Who holds, calls or opens a gathering: subject of the verb that has it as object."""
        if at.carrier is None or at.is_verb:
            return
        if tree.lemma(at.carrier) in self.index.words.status["holding"]:
            yield from self._carried(at, tree)

    def _congratulated(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        """«поздравил … с переизбранием»: who was elected is who is congratulated."""
        if at.carrier is not None and tree.lemma(at.carrier) in tree.grammar["congratulate"]:
            yield from tree.objects(at.carrier)

    def _announcer(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        """«объявил об отзыве посла»: a state or official who tells of it does it."""
        if at.carrier is None or tree.preposition(at.token) != "о":
            return
        subject = tree.subject(at.carrier)
        if tree.lemma(at.carrier) in at.trigger.settles and subject is not None:
            yield subject

    def _over(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        """«решение Путина о визите», «участие Токаева в саммите»: whose the noun over it is."""
        yield from self._owners(at, tree, self.index.words.status["over"])

    def _refuser(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        """«отказ Алиева от встречи»: whose refusal it is."""
        yield from self._owners(at, tree, self.index.words.status["refuse"])

    def _owners(self, at: Occurrence, tree: Tree, nouns: frozenset[str]) -> Iterator[int]:
        noun = tree.tokens[at.token].head
        if noun >= 0 and tree.tokens[noun].pos == "NOUN" and tree.lemma(noun) in nouns:
            yield from genitives(tree, noun)

    def _posted(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        """«отозвала посла в ЮАР»: the country in which the object serves."""
        for base in self._object(at, tree):
            for child in tree.children(base, "nmod", "obl"):
                if tree.preposition(child) in ("в", "из", "при"):
                    yield child

    def _carried_object(self, at: Occurrence, tree: Tree) -> Iterator[int]:
        """Object of the verb that the noun goes with («объявить … персоной нон грата»)."""
        if at.carrier is not None:
            yield from (t for t in tree.objects(at.carrier) if t != at.token)

    def beside(self, way: Way, at: Occurrence) -> list[Found]:
        """Where the parse gives no subject: the nominatives to the left, up to another verb."""
        tree = self.index.tree(at.sentence)
        passive = tree.is_passive(at.token)
        if passive != (way.place == "object"):
            return []
        shared = tree.shared_subject(at.token)
        if shared is not None and tree.subject(at.token) is None:
            return self.arguments.resolve(at.sentence, shared)
        found: list[Found] = []
        for token in range(at.token - 1, max(-1, at.token - _BESIDE), -1):
            verb = tree.tokens[token].pos == "VERB" and tree.tokens[token].rel != "amod"
            if verb or tree.tokens[token].text in "()«»;":
                break
            if tree.case(token) != "Nom" or tree.preposition(token):
                continue
            found += [
                Found(m.entity, at.sentence, token, m.start, m.end)
                for m in self.index.at(at.sentence, token)[:1]
                if m.form != "descriptor"
            ]
        return found

    def _prepositional(self, way: Way, at: Occurrence, tree: Tree) -> Iterator[Found]:
        """Phrases with the preposition: on the trigger, else on its carrier, else soon after it."""
        tiers: dict[int, list[int]] = {}
        for token in range(len(tree)):
            if token == at.token or tree.tokens[token].pos not in NOMINAL:
                continue
            if tree.tokens[token].rel == "conj" or tree.preposition(token) != way.preposition:
                continue
            if not _case_fits(tree, token, way.case):
                continue
            tier = self._tier(at, tree, token)
            if tier is not None:
                tiers.setdefault(tier, []).append(token)
        for tier in sorted(tiers):
            found = [f for t in tiers[tier] for f in self.arguments.resolve(at.sentence, t)]
            if found:
                yield from found
                return

    def _tier(self, at: Occurrence, tree: Tree, token: int) -> int | None:
        anchor = tree.anchor(token)
        if anchor == at.token or anchor in self._attributes(at, tree):
            return 0
        if at.carrier is not None and at.carrier in (token, anchor):
            return 1
        if at.is_verb and anchor in tree.objects(at.token):
            return 1
        same = tree.clause(token) == tree.clause(at.token)
        free = anchor < 0 or tree.is_predicate(anchor) or at.token in tree.above(anchor)
        if same and free and 0 < token - at.token <= 8:
            return 2
        return None


def _case_fits(tree: Tree, token: int, case: str) -> bool:
    own = tree.case(token)
    return own == case or own is None
