"""One sentence's dependency tree, with the questions that rules ask of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from kg.model.document import Sentence

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "X", "SYM"})
#: Relations through which a verb without a subject of its own shares that of its head.
_SHARING = frozenset({"conj", "xcomp", "advcl", "csubj", "parataxis", "ccomp"})


class Tree:
    """A sentence's tree. Tokens are addressed by their index in the sentence."""

    def __init__(self, sentence: Sentence, grammar: Mapping[str, tuple[str, ...]]) -> None:
        self.sentence = sentence
        self.grammar = grammar
        self.tokens = sentence.tokens
        self.kids: list[list[int]] = [[] for _ in sentence.tokens]
        for index, token in enumerate(self.tokens):
            if token.head >= 0:
                self.kids[token.head].append(index)

    def __len__(self) -> int:
        return len(self.tokens)

    def lemma(self, index: int) -> str:
        """Lemma in lower case, ё as е."""
        return self._lemmas[index]

    @cached_property
    def _lemmas(self) -> tuple[str, ...]:
        return tuple(t.lemma.lower().replace("ё", "е") for t in self.tokens)

    def case(self, index: int) -> str | None:
        """Morphological case (``Gen`` …), None where the token has none."""
        return self.tokens[index].feats.get("Case")

    def children(self, index: int, *relations: str) -> Iterator[int]:
        """Children, of the given relations (``nsubj`` stands for ``nsubj:pass`` too) or all."""
        for child in self.kids[index]:
            relation = self.tokens[child].rel
            if not relations or relation in relations or relation.split(":")[0] in relations:
                yield child

    def above(self, index: int) -> Iterator[int]:
        """The token's head, that one's head, and so on up to the root."""
        at = self.tokens[index].head
        while at >= 0:
            yield at
            at = self.tokens[at].head

    def subtree(self, index: int) -> Iterator[int]:
        """The token and all below it, depth first."""
        yield index
        for child in self.kids[index]:
            yield from self.subtree(child)

    def preposition(self, index: int) -> str:
        """The preposition over a nominal, «в», «во время», «по итогам»; empty where none."""
        for child in self.children(index, "case"):
            extra = "".join(f" {self.lemma(k)}" for k in self.children(child, "fixed"))
            return self.lemma(child) + extra
        head = self.tokens[index].head
        if head >= 0 and self.lemma(head) in self.grammar["frames"] and self.case(index) == "Gen":
            over = self.preposition(head)
            return (
                f"{over} {self.lemma(head)}"
                if over and self.lemma(head) not in self.grammar["clear_frames"]
                else over
            )
        if self.tokens[index].rel == "conj" and head >= 0:
            return self.preposition(head)
        return ""

    def anchor(self, index: int) -> int:
        """What a nominal's phrase hangs from, over frame nouns and coordination; -1 at the root."""
        head = self.tokens[index].head
        while head >= 0 and (
            self.tokens[index].rel == "conj"
            or (
                self.lemma(head) in self.grammar["frames"]
                and self.case(index) == "Gen"
                and self.preposition(head)
            )
        ):
            index, head = head, self.tokens[head].head
        return head

    def relation(self, index: int) -> str:
        """How the nominal's phrase hangs from its :meth:`anchor`."""
        head = self.tokens[index].head
        while head >= 0 and (
            self.tokens[index].rel == "conj"
            or (
                self.lemma(head) in self.grammar["frames"]
                and self.case(index) == "Gen"
                and self.preposition(head)
            )
        ):
            index, head = head, self.tokens[head].head
        return self.tokens[index].rel

    def is_predicate(self, index: int) -> bool:
        """A verb, a short adjective or participle, or what a copula makes a predicate."""
        token = self.tokens[index]
        if token.pos in ("VERB", "AUX"):
            return True
        if token.pos == "ADJ" and token.feats.get("Variant") == "Short":
            return True
        return any(self.tokens[k].rel == "cop" for k in self.kids[index])

    def carrier(self, index: int) -> int | None:
        """The nearest predicate above a nominal."""
        return next((up for up in self.above(index) if self.is_predicate(up)), None)

    def clause(self, index: int) -> int:
        """The head of the clause that holds the token: the nearest verb at or above it."""
        for at in (index, *self.above(index)):
            if self.is_predicate(at) and self.tokens[at].rel.split(":")[0] not in ("amod", "xcomp"):
                return at
        return next((at for at in (index, *self.above(index)) if self.tokens[at].head < 0), index)

    def told_of(self, index: int) -> int | None:
        """The verb of a relative clause whose subject is the noun («саммит, который пройдёт»)."""
        names = [k for k in self.children(index, "nmod", "appos") if self.tokens[k].pos == "PROPN"]
        for noun in (index, *names):
            for child in self.children(noun, "acl"):
                if self.tokens[child].rel == "acl:relcl" and self.is_predicate(child):
                    subject = next(iter(self.children(child, "nsubj")), None)
                    if subject is not None and self._stands_for(subject, index):
                        return child
        return None

    def _stands_for(self, pronoun: int, noun: int) -> bool:
        """Whether «который» may be a noun, by its gender and number."""
        one, two = self.tokens[pronoun].feats, self.tokens[noun].feats
        same = all(one.get(f) == two.get(f) for f in ("Gender", "Number") if one.get(f))
        return self.lemma(pronoun) == "который" and same

    def coordinated(self, index: int) -> list[int]:
        """The nominal and those coordinated with it, in order."""
        out = [index]
        for child in self.children(index, "conj"):
            if self.tokens[child].pos in NOMINAL or self.tokens[child].pos == "ADJ":
                out.extend(self.coordinated(child))
        return out

    def is_passive(self, verb: int) -> bool:
        """Whether its grammatical subject is its logical object."""
        token = self.tokens[verb]
        if token.feats.get("Voice") == "Pass":
            return True
        return any(self.tokens[k].rel == "nsubj:pass" for k in self.kids[verb])

    def subject(self, verb: int, depth: int = 0) -> int | None:
        """The grammatical subject: its own, or that of the verb it shares one with.

        An attributive participle has the noun it modifies, a relative clause the noun it is about.
        """
        own = next(iter(self.children(verb, "nsubj")), None)
        if own is None:
            own = self._hidden_subject(verb)
        if own is None:
            own = self._controlling_object(verb)
        if own is not None:
            return self.antecedent(own, verb)
        token = self.tokens[verb]
        if depth > 4 or token.head < 0:
            return None
        if token.feats.get("VerbForm") == "Part" and token.rel in ("acl", "amod"):
            return self._of_complement(token.head, depth)
        if token.rel in _SHARING and self.tokens[token.head].pos in ("VERB", "ADJ", "AUX"):
            shared = self.subject(token.head, depth + 1)
            return shared if shared is not None and self._agree(shared, verb) else None
        if token.rel == "xcomp" or token.feats.get("VerbForm") == "Inf":
            return self._controller(verb, depth)
        if token.rel == "acl:relcl":
            above = self.carrier(verb)
            shared = self.subject(above, depth + 1) if above is not None else None
            return shared if shared is not None and self._agree(shared, verb) else None
        return None

    def _of_complement(self, noun: int, depth: int) -> int:
        """«Иванов стал министром, посетившим Китай»: who is what the noun says, else the noun."""
        copula = self.tokens[noun].head
        if self.tokens[noun].rel != "xcomp" or self.case(noun) != "Ins" or copula < 0:
            return noun
        subject = self.subject(copula, depth + 1)
        return noun if subject is None else subject

    def _hidden_subject(self, verb: int) -> int | None:
        """A subject that the parser took for a second object, or the dative of «пришлось»."""
        objects = [k for k in self.children(verb, "obj") if self.case(k) not in (None, "Gen")]
        if len(objects) > 1:
            likely = (k for k in objects if self._is_animate(k) or self._is_list(k))
            return next((k for k in likely if self._agree(k, verb)), None)
        if self.lemma(verb) in self.grammar["impersonal"]:
            datives = self.children(verb, "iobj", "obl")
            return next((k for k in datives if self.case(k) == "Dat"), None)
        return None

    def _controlling_object(self, verb: int) -> int | None:
        """Who is to do what the infinitive says: «пригласил его посетить»."""
        head = self.tokens[verb].head
        if not self.is_asked(verb):
            return None
        dative = self.lemma(head) in self.grammar["asks_dative"]
        cases = ("Dat",) if dative else ("Acc", "Gen")
        objects = [*self.children(head, "obj", "iobj", "obl"), *self.children(verb, "obj")]
        if head > verb:
            return self._asked_before(verb)
        return next((k for k in objects if k < verb and self.case(k) in cases), None)

    def _asked_before(self, verb: int) -> int | None:
        """«посетить страну его пригласил …»: the object after the infinitive's own."""
        objects = list(self.children(verb, "obj"))
        below = [k for o in objects for k in self.children(o, "nmod") if self.case(k) == "Acc"]
        later = (*objects[1:], *below)
        return next((k for k in later if self._is_animate(k) or self._is_pronoun(k)), None)

    def _is_pronoun(self, index: int) -> bool:
        return self.tokens[index].pos == "PRON"

    def is_asked(self, verb: int) -> bool:
        """Whether somebody invites, asks or bids another to do what an infinitive says."""
        token = self.tokens[verb]
        infinitive = token.feats.get("VerbForm") == "Inf" and token.head >= 0
        asking = (*self.grammar["asks_accusative"], *self.grammar["asks_dative"])
        return infinitive and self.lemma(token.head) in asking

    def _is_list(self, index: int) -> bool:
        return len(self.coordinated(index)) > 1

    def _is_animate(self, index: int) -> bool:
        return self.tokens[index].feats.get("Animacy") == "Anim"

    def shared_subject(self, verb: int) -> int | None:
        """The nearest subject to the left that a verb without one agrees with."""
        for index in range(verb - 1, -1, -1):
            if self.tokens[index].rel.startswith("nsubj") and self._fits(index, verb):
                return self.antecedent(index, self.tokens[index].head)
        return None

    def _fits(self, subject: int, verb: int) -> bool:
        one, two = self.tokens[subject].feats, self.tokens[verb].feats
        if two.get("VerbForm") != "Fin" or not self._agree(subject, verb):
            return False
        plural = two.get("Number") == "Plur"
        return plural or one.get("Gender") == two.get("Gender", one.get("Gender"))

    def _agree(self, subject: int, verb: int) -> bool:
        """Whether a verb without a subject of its own may have this one."""
        number = self.tokens[verb].feats.get("Number")
        if number is None or self.tokens[verb].feats.get("VerbForm") != "Fin":
            return True
        plural = len(self.coordinated(subject)) > 1
        own = "Plur" if plural else self.tokens[subject].feats.get("Number", number)
        return number == own or (number == "Sing" and plural)

    def _controller(self, verb: int, depth: int) -> int | None:
        """Subject of an infinitive under a noun («намерение посетить», «отказ вести»).

        «принял приглашение президента посетить …»: who accepts, not who bids.
        """
        head = self.tokens[verb].head
        noun = head >= 0 and self.tokens[head].pos == "NOUN"
        if noun and self.lemma(head) not in self.grammar["bidding"]:
            own = (k for k in self.children(head, "nmod") if self.case(k) == "Gen")
            owner = next((k for k in own if not self.preposition(k)), None)
            if owner is not None:
                return owner
        carrier = self.carrier(verb)
        return self.subject(carrier, depth + 1) if carrier is not None else None

    def antecedent(self, index: int, verb: int) -> int:
        """The noun that a relative pronoun stands for; the token itself otherwise."""
        if self.lemma(index) not in ("который", "кто", "что"):
            return index
        at: int = verb
        while at >= 0 and self.tokens[at].rel != "acl:relcl":
            at = self.tokens[at].head
        if at >= 0 and self.tokens[at].head >= 0:
            return self.tokens[at].head
        return index

    def objects(self, verb: int) -> list[int]:
        """Direct objects; of a passive its subject, of a passive participle its noun."""
        if self.is_passive(verb):
            subject = self.subject(verb)
            return [] if subject is None else [subject]
        own = next(iter(self.children(verb, "nsubj")), None)
        hidden = self._hidden_subject(verb) if own is None else None
        others = (hidden, self._controlling_object(verb))
        found = [
            self.antecedent(k, verb)
            for k in self.children(verb, "obj")
            if k not in others and not self.preposition(k)
        ]
        if not found:
            asked = (self._controlling_object(k) for k in self.children(verb, "xcomp"))
            found = [k for k in asked if k is not None]
        if not found:
            subjects = [k for k in self.children(verb, "nsubj") if k > verb]
            found = subjects if len(list(self.children(verb, "nsubj"))) > len(subjects) else []
        return found

    def agents(self, verb: int) -> list[int]:
        """Who does what a passive verb says: instrumentals without a preposition."""
        return [
            k
            for k in self.children(verb, "obl", "iobj", "nmod")
            if self.case(k) == "Ins" and not self.preposition(k)
        ]

    def negated(self, index: int) -> bool:
        """Whether «не» or «ни» stands by the token itself («не в Москве» denies the place)."""
        return any(
            self.lemma(k) in ("не", "ни", "нет")
            and self.tokens[k].pos == "PART"
            and (k + 1 == len(self) or self.tokens[k + 1].pos != "ADP")
            for k in self.kids[index]
        ) or (index > 0 and self.lemma(index - 1) == "не")
