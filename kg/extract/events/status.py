"""What an event's words say of its status: tense, aspect, modality, negation, prepositions.

A reading may also be that there is no event at all: a hypothesis, a call, a plain negation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.events.draft import Occurrence
from kg.extract.events.index import Index
from kg.extract.events.match import modifiers, near
from kg.extract.events.merge import GATHERINGS, TALKS
from kg.extract.events.syntax import Tree
from kg.extract.events.where import VISITS

#: Nouns and verbs between a trigger and its clause are looked at up to this height.
_HEIGHT = 5
#: Types of which calls and readiness are told without anything being settled.
_UNSETTLED = frozenset(
    {"Meeting", "Negotiation", "Call", "Exercise", "Dismissal", "Sanction", "Recognition",
     "Expulsion", "Recall"}
)  # fmt: skip
#: Types that one may have come for, so that «для» does not put them off.
_GONE_TO = VISITS | TALKS | GATHERINGS
_CHAIN = frozenset(
    {"nmod", "obj", "obl", "iobj", "xcomp", "nsubj", "acl", "conj", "ccomp", "csubj"}
)
_SOURCES = frozenset({"источник", "собеседник"})
_PAPERS = frozenset({"издание", "газета", "агентство", "журнал", "портал"})
_MAYBE = frozenset({"мочь", "возможный", "возможно", "вероятно", "вероятный"})
#: Word list → the status that it gives.
_KINDS = (("refuse", "cancelled"), ("postpone", "postponed"), ("plan", "planned"))
#: Participles that only seem to plan («возможный» aside).
_AMBIGUOUS = frozenset({"следовать", "подтвердить", "решить", "назначить"})
_TOPIC = frozenset({"о", "про", "к", "для", "от", "за", "против", "из-за"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status, or None where there is no event; and the words that say so."""

    status: str | None
    reason: str
    #: False where the words say little, so that another mention may know better.
    firm: bool = True


class Status:
    """Judges occurrences of one article."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.lists = index.words.status

    def judge(self, at: Occurrence) -> Judgement:
        """The status that the sentence gives an occurrence."""
        tree = self.index.tree(at.sentence)
        blocked = self._no_event(at, tree)
        if blocked:
            return Judgement(None, blocked)
        if at.trigger.status:
            carrier = at.carrier if at.carrier is not None and at.carrier != at.token else None
            if carrier is not None and tree.negated(carrier):
                return Judgement(None, f"не {tree.tokens[carrier].text}")
            return Judgement(at.trigger.status, "fixed")
        if self._is_settled(at, tree):
            return Judgement("held", "announced")
        if at.trigger.type == "Recognition" and at.is_verb and tree.negated(at.token):
            return Judgement("cancelled", f"не {tree.tokens[at.token].text}")
        found = self._own_verb(tree, at.token) if at.is_verb else self._of_noun(at, tree)
        return self._hedged(found, at, tree)

    def _no_event(self, at: Occurrence, tree: Tree) -> str:
        """Why there is no event: a condition, an unreal mood, a call; empty where there is."""
        for node in (at.token, *tree.above(at.token)):
            for child in tree.kids[node]:
                whether = tree.lemma(child) == "ли" and at.trigger.type not in VISITS
                if tree.lemma(child) in ("если", "бы", "чтобы") or whether:
                    return f"hypothesis: {tree.tokens[child].text}"
            if tree.tokens[node].rel in ("acl:relcl", "parataxis"):
                break
        if tree.preposition(at.token) == "в случай":
            return "hypothesis: в случае"
        if self._habit(at, tree) or self._repeated(at, tree):
            return "habit"
        if at.carrier is not None and tree.lemma(at.carrier) in self.lists["unreal"]:
            return f"unreal: {tree.tokens[at.carrier].text}"
        if at.trigger.type == "Accession" and self._of_paper(at, tree):
            return "matter of a document"
        return self._call(at, tree)

    def _habit(self, at: Occurrence, tree: Tree) -> bool:
        """«на двусторонних встречах лидеры отстаивают …»: no one meeting."""
        if at.is_verb or at.carrier is None or at.trigger.type not in _UNSETTLED:
            return False
        plural = tree.tokens[at.token].feats.get("Number") == "Plur"
        present = tree.tokens[at.carrier].feats.get("Tense") == "Pres"
        return (
            plural
            and present
            and bool(tree.preposition(at.token))
            and (tree.lemma(at.token) != "переговоры")
        )

    def _of_paper(self, at: Occurrence, tree: Tree) -> bool:
        """«протокол о вступлении»: what a document is about."""
        head = tree.anchor(at.token)
        return tree.preposition(at.token) == "о" and tree.lemma(head) in self.index.words.papers

    def _repeated(self, at: Occurrence, tree: Tree) -> bool:
        """«неоднократно встречался», «много раз»."""
        if at.carrier is None or at.trigger.type not in TALKS | VISITS:
            return False
        adverbs = [tree.lemma(k) for k in tree.children(at.carrier, "advmod", "obl")]
        times = any(near(tree, at.token, words, 4) for words in (("много", "раз"), ("не", "раз")))
        return times or bool(self.lists["often"] & set(adverbs))

    def _call(self, at: Occurrence, tree: Tree) -> str:
        """The word that calls for the event or is ready for it: on the trigger's own chain only."""
        if at.trigger.type not in _UNSETTLED or self._settled_before(at, tree):
            return ""
        over = tree.tokens[at.token].head
        if over >= 0 and tree.lemma(over) in self.lists["refuse"] | self.lists["postpone"]:
            return ""
        verb = at.carrier if tree.preposition(at.token) == "за" else None
        if verb is not None and tree.lemma(verb) in self.lists["speak_for"]:
            return f"call: {tree.tokens[verb].text} за"
        before = self._before_preposition(tree, at.token)
        if before is not None and tree.lemma(before) in self.lists["call"]:
            return f"call: {tree.tokens[before].text}"
        node = at.token
        for _ in range(_HEIGHT):
            relation, head = tree.tokens[node].rel.split(":")[0], tree.tokens[node].head
            if head < 0 or relation not in _CHAIN:
                break
            if tree.lemma(head) in self.lists["call"]:
                return f"call: {tree.tokens[head].text}"
            if tree.is_predicate(head) and tree.tokens[head].feats.get("VerbForm") != "Inf":
                break
            node = head
        return ""

    def _own_verb(self, tree: Tree, verb: int) -> Judgement:
        """Of a verb that is the trigger: its form, not what it would say of another event."""
        form = tree.tokens[verb].feats.get("VerbForm")
        infinite = form in ("Inf", "Conv")
        found = self._of_matrix(tree, verb, 0) if infinite else _by_tense(tree, verb)
        return _negated(found, tree.tokens[verb].text) if tree.negated(verb) else found

    def _before_preposition(self, tree: Tree, token: int) -> int | None:
        """The word before the noun's preposition, whatever the parser hung it on."""
        case = next(iter(tree.children(token, "case")), None)
        return case - 1 if case is not None and case > 0 else None

    def _is_settled(self, at: Occurrence, tree: Tree) -> bool:
        """Whether a word above the trigger settles it («объявил о решении поставить …»)."""
        return any(
            tree.lemma(node) in at.trigger.settles and not tree.negated(node)
            for node, _ in zip(tree.above(at.token), range(_HEIGHT), strict=False)
        )

    def _settled_before(self, at: Occurrence, tree: Tree) -> bool:
        """Whether «после», «по итогам» stands over the noun."""
        over = self.index.words.status_prepositions.get(tree.preposition(at.token))
        return over == "held" or (over == "clause" and tree.case(at.token) in ("Loc", "Gen"))

    def _of_noun(self, at: Occurrence, tree: Tree) -> Judgement:
        preposition = tree.preposition(at.token)
        by_preposition = self.index.words.status_prepositions.get(preposition)
        told = tree.told_of(at.token)
        if told is not None and tree.lemma(told) in self.lists["occur"]:
            return self._of_verb(tree, told)
        if by_preposition == "held":
            return Judgement("held", preposition)
        over = self._noun_over(at, tree) or self._carried(at, tree) or self._modified(at, tree)
        if over is not None:
            return over
        if at.trigger.default and not self._realised(at, tree) and not self._meant(at, tree):
            return Judgement(at.trigger.default, "default", firm=False)
        if by_preposition == "cancelled":
            return _opposed(at, preposition)
        if by_preposition == "planned":
            return Judgement(by_preposition, preposition)
        if preposition == "для" and at.trigger.type not in _GONE_TO:
            return Judgement("planned", preposition, firm=False)
        if at.carrier is None:
            return Judgement("held", "no predicate", firm=False)
        if not preposition and self._only_spoken_of(at, tree):
            return Judgement("held", f"subject of {tree.tokens[at.carrier].text}", firm=False)
        if tree.preposition(at.token) in _TOPIC | {""} and self._denied(at, tree):
            return Judgement(None, "its clause is negated")
        if self._of_taking_part(at, tree) and tree.lemma(at.carrier) in self._planning:
            return self._of_verb(tree, at.carrier)
        if by_preposition == "clause" and not tree.preposition(at.token).startswith("с"):
            planned = self.lists["plan"] - self.lists["announce"]
            intended = tree.lemma(at.carrier) in planned or self._meant_to(tree, at.carrier)
            return self._of_verb(tree, at.carrier) if intended else _by_tense(tree, at.carrier)
        if preposition in _TOPIC and tree.lemma(at.carrier) not in self._planning:
            return Judgement("held", f"topic of {tree.tokens[at.carrier].text}", firm=False)
        found = self._of_verb(tree, at.carrier)
        light = tree.lemma(at.carrier) in at.trigger.carriers
        under_noun = tree.tokens[at.token].rel == "nmod" and not preposition and not light
        return replace(found, firm=False) if under_noun else found

    def _of_taking_part(self, at: Occurrence, tree: Tree) -> bool:
        """«отказался от участия во встрече»: the noun that the verb has is the taking part."""
        head = tree.tokens[at.token].head
        return head >= 0 and tree.lemma(head) in self.lists["over"]

    def _meant_to(self, tree: Tree, verb: int) -> bool:
        """«готов подписать на встрече», «может обсудить во время визита»."""
        over = tree.tokens[verb].head
        infinite = tree.tokens[verb].feats.get("VerbForm") == "Inf" and over >= 0
        return infinite and tree.lemma(over) in self.lists["plan"] - self.lists["announce"]

    def _denied(self, at: Occurrence, tree: Tree) -> bool:
        """«не видит препятствий для визитов»: the verb does not speak of the event itself."""
        if at.carrier is None or not tree.negated(at.carrier):
            return False
        return tree.relation(at.token) == "nmod"

    def _only_spoken_of(self, at: Occurrence, tree: Tree) -> bool:
        """«переговоры свидетельствуют о настрое»: its present tense is not the event's."""
        if at.carrier is None or not tree.relation(at.token).startswith("nsubj"):
            return False
        carries = self.lists["hold"] | self.lists["occur"] | self._planning
        present = tree.tokens[at.carrier].feats.get("Tense") == "Pres"
        return present and tree.lemma(at.carrier) not in carries

    def _meant(self, at: Occurrence, tree: Tree) -> bool:
        """Whether a verb of intention has the noun, or one over it, as what it intends."""
        if at.carrier is None or tree.preposition(at.token):
            return False
        return tree.lemma(at.carrier) in self.lists["plan"]

    def _realised(self, at: Occurrence, tree: Tree) -> bool:
        """Whether the noun is what its clause's verb does or tells to happen."""
        if at.carrier is None or tree.preposition(at.token):
            return False
        light = self.lists["hold"] | self.lists["occur"] | at.trigger.carriers
        return tree.lemma(at.carrier) in light

    def _carried(self, at: Occurrence, tree: Tree) -> Judgement | None:
        """A verb that puts off or refuses what the noun names («попросил отложить … встречу»)."""
        if at.carrier is None or tree.tokens[at.token].head != at.carrier:
            return None
        lemma = tree.lemma(at.carrier)
        if lemma in self.lists["refuse"] | self.lists["postpone"]:
            return self._of_verb(tree, at.carrier)
        return None

    def _modified(self, at: Occurrence, tree: Tree) -> Judgement | None:
        """Adjectives and participles on the noun («предстоящий», «запланированный»)."""
        for word in sorted(modifiers(tree, at.token)):
            if word in self.index.words.status_modifiers:
                return Judgement(self.index.words.status_modifiers[word], word)
            for name, status in _KINDS:
                if word in self.lists[name] and word not in _AMBIGUOUS:
                    return Judgement(status, word)
            if word in self.lists["hold"]:
                return Judgement("held", word)
        return None

    @property
    def _planning(self) -> frozenset[str]:
        return self.lists["plan"] | self.lists["refuse"] | self.lists["postpone"]

    def _noun_over(self, at: Occurrence, tree: Tree) -> Judgement | None:
        """Nouns that the trigger depends on: «отмена визита», «план поездки»."""
        for node in tree.above(at.token):
            if tree.is_predicate(node):
                return None
            for name, status in _KINDS:
                if tree.lemma(node) in self.lists[name]:
                    return Judgement(status, tree.lemma(node))
        return None

    def _of_verb(self, tree: Tree, verb: int, depth: int = 0) -> Judgement:
        lemma, token = tree.lemma(verb), tree.tokens[verb]
        negated = tree.negated(verb)
        for name, status in _KINDS:
            if lemma in self.lists[name]:
                found = Judgement(status, token.text)
                over = token.head >= 0 and token.feats.get("VerbForm") == "Inf"
                if over and tree.lemma(token.head) in self.lists["demand"]:
                    return Judgement(None, f"demand: {tree.tokens[token.head].text}")
                over = over and tree.negated(token.head)
                return _negated(found, token.text) if negated or over else found
        if token.feats.get("VerbForm") in ("Inf", "Conv") and depth < 4:
            found = self._of_matrix(tree, verb, depth)
            return _negated(found, token.text) if negated else found
        found = _by_tense(tree, verb)
        return _negated(found, token.text) if negated else found

    def _of_matrix(self, tree: Tree, verb: int, depth: int) -> Judgement:
        head = tree.tokens[verb].head
        if any(tree.lemma(k) == "быть" for k in [*tree.kids[verb], *([head] if head >= 0 else [])]):
            return Judgement("planned", "future")
        if head < 0:
            return Judgement("planned", "infinitive")
        if tree.is_asked(verb) and not tree.negated(head):
            return Judgement("planned", tree.tokens[head].text)
        if tree.is_predicate(head):
            return self._of_verb(tree, head, depth + 1)
        for name, status in _KINDS:
            if tree.lemma(head) in self.lists[name]:
                return Judgement(status, tree.lemma(head))
        carrier = tree.carrier(head)
        return (
            self._of_verb(tree, carrier, depth + 1)
            if carrier is not None
            else Judgement("planned", "infinitive")
        )

    def _hedged(self, found: Judgement, at: Occurrence, tree: Tree) -> Judgement:
        if any(tree.lemma(k) == "ли" for k in tree.kids[at.token]):
            return Judgement("unconfirmed", "ли")
        if found.status == "planned" and self._hearsay(tree):
            return Judgement("unconfirmed", f"{found.reason}, sources")
        return found

    def _hearsay(self, tree: Tree) -> bool:
        """«может», «возможный» on nobody's word but a newspaper's and its sources'."""
        lemmas = [tree.lemma(i) for i in range(len(tree))]
        sources = any(word in _SOURCES for word in lemmas) or any(
            lemmas[i : i + 2] == ["по", "данные"] and lemmas[i + 2] in _PAPERS
            for i in range(len(lemmas) - 2)
        )
        return sources and any(word in _MAYBE for word in lemmas)


def _opposed(at: Occurrence, preposition: str) -> Judgement:
    """«против признания» is a refusal, «против вступления» a claim, «против визита» neither."""
    if at.trigger.type == "Recognition":
        return Judgement("cancelled", preposition)
    if at.trigger.type == "Accession":
        return Judgement(None, f"claim: {preposition}")
    return Judgement("held", preposition, firm=False)


def _by_tense(tree: Tree, verb: int) -> Judgement:
    token = tree.tokens[verb]
    for child in tree.children(verb, "aux", "cop"):
        word = tree.tokens[child]
        if word.feats.get("Tense") == "Fut" or word.text.lower().startswith("буд"):
            return Judgement("planned", f"future {tree.tokens[child].text}")
    tense, aspect = token.feats.get("Tense"), token.feats.get("Aspect")
    if tense == "Fut" or (tense == "Pres" and aspect == "Perf"):
        return Judgement("planned", f"future {token.text}")
    if tense == "Pres" and token.feats.get("Voice") != "Pass":
        return Judgement("ongoing", f"present {token.text}")
    return Judgement("held", f"past {token.text}")


def _negated(found: Judgement, word: str) -> Judgement:
    """«не приедет» is a refusal; «не встречался» is no event; «не отменил» is as planned."""
    after = {"planned": "cancelled", "ongoing": "cancelled", "cancelled": "planned",
             "postponed": "planned"}  # fmt: skip
    return Judgement(after.get(found.status or ""), f"не {word}")
