"""What an event's words say of its status: tense, aspect, modality, negation, prepositions.

A reading may also be that there is no event at all: a plain negation here, else ``unsettled``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.events.draft import Occurrence
from kg.extract.events.index import Index
from kg.extract.events.match import modifiers
from kg.extract.events.same import GATHERINGS, TALKS
from kg.extract.events.syntax import Tree
from kg.extract.events.unsettled import HEIGHT, Unsettled
from kg.extract.events.where import VISITS

#: Types that one may have come for, so that «для» does not put them off.
_GONE_TO = VISITS | TALKS | GATHERINGS
#: Word list → the status that it gives.
_KINDS = (("refuse", "cancelled"), ("postpone", "postponed"), ("plan", "planned"))

#: The reason of what is done by being announced.
SETTLED = "announced"


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
        self.unsettled = Unsettled(index)

    def judge(self, at: Occurrence) -> Judgement:
        """The status that the sentence gives an occurrence."""
        tree = self.index.tree(at.sentence)
        blocked = self.unsettled.why(at, tree)
        if blocked:
            return Judgement(None, blocked)
        if at.trigger.status:
            carrier = at.carrier if at.carrier is not None and at.carrier != at.token else None
            if carrier is not None and tree.negated(carrier):
                return Judgement(None, f"не {tree.tokens[carrier].text}")
            return Judgement(at.trigger.status, "fixed")
        if self._is_settled(at, tree):
            return Judgement("held", SETTLED)
        if at.trigger.type == "Recognition" and at.is_verb and tree.negated(at.token):
            return Judgement("cancelled", f"не {tree.tokens[at.token].text}")
        found = self._own_verb(tree, at.token) if at.is_verb else self._of_noun(at, tree)
        if self._unable(at, tree, found):
            return Judgement(None, f"не {found.reason}")
        return self._hedged(found, at, tree)

    def _unable(self, at: Occurrence, tree: Tree, found: Judgement) -> bool:
        """«не сможет вступить», «не может посещать»: an opinion, a rule, nothing called off."""
        verb = at.carrier
        if verb is None or found.status != "cancelled":
            return False
        over = tree.tokens[verb].head
        if at.trigger.type in _GONE_TO and tree.tokens[verb].feats.get("Aspect") != "Imp":
            return False
        unable = over >= 0 and tree.lemma(over) in ("мочь", "смочь", "готовый", "готов")
        return unable and tree.negated(over)

    def _own_verb(self, tree: Tree, verb: int) -> Judgement:
        """Of a verb that is the trigger: its form, not what it would say of another event."""
        form = tree.tokens[verb].feats.get("VerbForm")
        infinite = form in ("Inf", "Conv")
        found = self._of_matrix(tree, verb, 0) if infinite else _by_tense(tree, verb)
        return _negated(found, tree.tokens[verb].text) if tree.negated(verb) else found

    def _is_settled(self, at: Occurrence, tree: Tree) -> bool:
        """Whether a word above the trigger settles it («объявил о решении поставить …»).

        «Объявил о планах поставить …» does not.
        """
        for node, _ in zip(tree.above(at.token), range(HEIGHT), strict=False):
            if tree.lemma(node) in at.trigger.settles and not tree.negated(node):
                return tree.tokens[node].feats.get("Tense") != "Fut"
            if tree.lemma(node) in ("план", "намерение", "подготовка", "возможность"):
                return False
        return False

    def _of_noun(self, at: Occurrence, tree: Tree) -> Judgement:
        """Of a noun: by what is right over it, else by its clause."""
        preposition = tree.preposition(at.token)
        by_preposition = self.index.words.status_prepositions.get(preposition)
        told = tree.told_of(at.token)
        if told is not None and tree.lemma(told) in self.lists["occur"]:
            return self._of_verb(tree, told)
        if by_preposition == "held":
            return self._over(at, tree, preposition)
        over = self._noun_over(at, tree) or self._carried(at, tree) or self._modified(at, tree)
        if over is not None:
            return over
        if by_preposition == "cancelled":
            return _opposed(at, preposition)
        if at.trigger.default and not self._realised(at, tree) and not self._meant(at, tree):
            return Judgement(at.trigger.default, "default", firm=False)
        if by_preposition == "planned":
            return Judgement(by_preposition, preposition, firm=not self._past(at, tree))
        if preposition == "для" and at.trigger.type not in _GONE_TO:
            return Judgement("planned", preposition, firm=False)
        if at.carrier is None:
            return Judgement("held", "no predicate", firm=False)
        return self._of_clause(at, at.carrier, tree)

    def _past(self, at: Occurrence, tree: Tree) -> bool:
        """«перед визитом не передавал»: by now the visit may have been."""
        return at.carrier is not None and tree.tokens[at.carrier].feats.get("Tense") == "Past"

    def _over(self, at: Occurrence, tree: Tree, preposition: str) -> Judgement:
        """«после визита» is held, but in a clause that tells of what is to come, so is it."""
        verb = at.carrier
        if verb is None or at.trigger.type not in _GONE_TO:
            return Judgement("held", preposition)
        over = tree.tokens[verb].head
        infinite = tree.tokens[verb].feats.get("VerbForm") == "Inf" and over >= 0
        if infinite and tree.lemma(over) in self.lists["announce"]:
            return Judgement("held", preposition)
        clause = self._of_verb(tree, verb)
        ahead = clause.status == "planned" and preposition == "после"
        return Judgement("planned" if ahead else "held", preposition, firm=not ahead)

    def _of_clause(self, at: Occurrence, verb: int, tree: Tree) -> Judgement:
        """Of a noun by the predicate over it."""
        preposition, word = tree.preposition(at.token), tree.tokens[verb].text
        if not preposition and self._only_spoken_of(at, tree):
            return Judgement("held", f"subject of {word}", firm=False)
        if preposition in (*tree.grammar["topic"], "") and self._denied(at, tree):
            return Judgement(None, "its clause is negated")
        if self._of_taking_part(at, tree) and tree.lemma(verb) in self._planning:
            return self._of_verb(tree, verb)
        if preposition == "на" and tree.lemma(tree.anchor(at.token)) in tree.grammar["answering"]:
            return Judgement("held", f"answered: {word}", firm=False)
        over = self.index.words.status_prepositions.get(preposition)
        light = at.trigger.carried and tree.lemma(verb) in at.trigger.carriers
        if over == "clause" and not preposition.startswith("с") and not light:
            planned = self.lists["plan"] - self.lists["announce"]
            intended = tree.lemma(verb) in planned or self._meant_to(tree, verb)
            return self._of_verb(tree, verb) if intended else _by_tense(tree, verb)
        if preposition in tree.grammar["topic"] and tree.lemma(verb) not in self._planning:
            return Judgement("held", f"topic of {word}", firm=False)
        if not preposition and self._spoken_of(at, verb, tree):
            return Judgement("held", f"object of {word}", firm=False)
        found = self._of_verb(tree, verb)
        light = tree.lemma(verb) in at.trigger.carriers
        under_noun = tree.tokens[at.token].rel == "nmod" and not preposition and not light
        return replace(found, firm=False) if under_noun else found

    def _spoken_of(self, at: Occurrence, verb: int, tree: Tree) -> bool:
        """«комментируя визит»: the object of a verb that speaks of it."""
        own = tree.tokens[at.token].head == verb and tree.relation(at.token) == "obj"
        return own and tree.lemma(verb) in self.lists["speak_of"] - at.trigger.carriers

    def _of_taking_part(self, at: Occurrence, tree: Tree) -> bool:
        """«отказался от участия во встрече»: the noun that the verb has is the taking part."""
        head = tree.tokens[at.token].head
        return head >= 0 and tree.lemma(head) in self.lists["over"]

    def _meant_to(self, tree: Tree, verb: int) -> bool:
        """«готов подписать на встрече», «может обсудить во время визита»."""
        over = tree.tokens[verb].head
        infinite = tree.tokens[verb].feats.get("VerbForm") == "Inf" and over >= 0
        meant = self.lists["plan"] - self.lists["announce"] | self.lists["refuse"]
        return infinite and tree.lemma(over) in meant

    def _denied(self, at: Occurrence, tree: Tree) -> bool:
        """«не видит препятствий для визитов»: the verb does not speak of the event itself."""
        if at.carrier is None or not tree.negated(at.carrier):
            return False
        return tree.relation(at.token) == "nmod"

    def _only_spoken_of(self, at: Occurrence, tree: Tree) -> bool:
        """«переговоры свидетельствуют о настрое»: its present tense is not the event's."""
        if at.carrier is None or not tree.relation(at.token).startswith("nsubj"):
            return False
        carries = self.lists["occur"] | self._planning
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
                if word in self.lists[name] and word not in tree.grammar["seeming"]:
                    return Judgement(status, word)
            if word in self.lists["hold"]:
                return Judgement("held", word, firm=False)
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
                    return _unless_none(tree, node, status)
            settled = at.trigger.type in _GONE_TO | {"Launch"}
            if settled and tree.lemma(node) in self.lists["settling"]:
                return Judgement("planned", tree.lemma(node), firm=False)
        return None

    def _of_verb(self, tree: Tree, verb: int, depth: int = 0) -> Judgement:
        lemma, token = tree.lemma(verb), tree.tokens[verb]
        negated = tree.negated(verb)
        for name, status in _KINDS:
            if lemma in self.lists[name]:
                if negated and lemma in self.lists["confirm"]:
                    return Judgement("unconfirmed", f"не {token.text}")
                if negated and lemma in self.lists["tell"]:
                    return Judgement("planned", f"не {token.text}", firm=False)
                found = Judgement(status, token.text)
                if status == "cancelled" and _cannot(tree, verb):
                    return _negated(found, token.text)
                over = token.head >= 0 and token.feats.get("VerbForm") == "Inf"
                if over and tree.lemma(token.head) in self.lists["demand"]:
                    return Judgement(None, f"demand: {tree.tokens[token.head].text}")
                over = over and tree.negated(token.head)
                if negated and lemma in self.lists["unplanned"] | self.lists["never"]:
                    return Judgement(None, f"не {token.text}")
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
                return _unless_none(tree, head, status)
        return Judgement("planned", f"infinitive of {tree.tokens[head].text}")

    def _hedged(self, found: Judgement, at: Occurrence, tree: Tree) -> Judgement:
        if any(tree.lemma(k) == "ли" for k in tree.kids[at.token]):
            return Judgement("unconfirmed", "ли")
        if found.status == "planned" and self._hearsay(tree):
            return Judgement("unconfirmed", f"{found.reason}, sources")
        return found

    def _hearsay(self, tree: Tree) -> bool:
        """«может», «возможный» on nobody's word but a newspaper's and its sources'."""
        lemmas = [tree.lemma(i) for i in range(len(tree))]
        sources = any(word in tree.grammar["sources"] for word in lemmas) or any(
            lemmas[i : i + 2] == ["по", "данные"]
            and lemmas[i + 2] in tree.grammar["papers_of_record"]
            for i in range(len(lemmas) - 2)
        )
        return sources and any(word in tree.grammar["maybe"] for word in lemmas)


def _opposed(at: Occurrence, preposition: str) -> Judgement:
    """«против признания» is a refusal, «против вступления» a claim, «против визита» neither."""
    if at.trigger.type == "Recognition":
        return Judgement("cancelled", preposition)
    if at.trigger.type == "Accession":
        return Judgement(None, f"claim: {preposition}")
    return Judgement("held", preposition, firm=False)


def _unless_none(tree: Tree, noun: int, status: str) -> Judgement:
    """«план визита» plans it; «планов визита нет» does not."""
    beside = [k for k in (tree.tokens[noun].head, *tree.kids[noun]) if k >= 0]
    if any(tree.lemma(k) == "нет" for k in beside):
        return Judgement(None, f"нет {tree.tokens[noun].text}")
    return Judgement(status, tree.lemma(noun))


def _cannot(tree: Tree, verb: int) -> bool:
    """«поездку нельзя исключать»."""
    words = [*tree.kids[verb], tree.tokens[verb].head]
    return any(k >= 0 and tree.lemma(k) in ("нельзя", "невозможно") for k in words)


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
