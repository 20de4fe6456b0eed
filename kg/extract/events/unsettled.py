"""Why a trigger tells of no event at all: a hypothesis, a habit, a call, the matter of a paper."""

from __future__ import annotations

from kg.extract.events.draft import Occurrence
from kg.extract.events.index import Index
from kg.extract.events.match import near
from kg.extract.events.same import TALKS
from kg.extract.events.syntax import Tree
from kg.extract.events.where import VISITS

#: Nouns and verbs between a trigger and its clause are looked at up to this height.
HEIGHT = 5
#: Types of which calls and readiness are told without anything being settled.
_UNSETTLED = frozenset(
    {"Meeting", "Negotiation", "Call", "Exercise", "Dismissal", "Sanction", "Recognition",
     "Expulsion", "Recall"}
)  # fmt: skip
#: Acts of states, of which what somebody thinks right or asks for is no event.
_ACTS = frozenset({"Assistance", "Sanction", "Signing", "Withdrawal", "Recall", "Expulsion",
                   "Recognition", "Ratification", "Launch", "RelationsSevered"})  # fmt: skip
_CHAIN = frozenset(
    {"nmod", "obj", "obl", "iobj", "xcomp", "nsubj", "acl", "conj", "ccomp", "csubj"}
)


class Unsettled:
    """Judges whether occurrences of one article are events."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.lists = index.words.status

    def why(self, at: Occurrence, tree: Tree) -> str:
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
        if self._conditional(at, tree):
            return "hypothesis: on a condition"
        if self._habit(at, tree) or self._repeated(at, tree):
            return "habit"
        if at.carrier is not None and tree.lemma(at.carrier) in self.lists["unreal"]:
            return f"unreal: {tree.tokens[at.carrier].text}"
        if at.trigger.type in _ACTS and (word := self._ought(at, tree)):
            return f"opinion: {word}"
        if at.trigger.type == "Accession" and self._of_paper(at, tree):
            return "matter of a document"
        return self._call(at, tree)

    def _conditional(self, at: Occurrence, tree: Tree) -> bool:
        """«если приедет, то встретится», «в случае победы позвонит», «при условии, что …»."""
        verb = at.carrier
        if verb is None or tree.tokens[verb].feats.get("Tense") == "Past":
            return False
        opening = next((i for i in range(len(tree)) if tree.tokens[i].pos != "PUNCT"), 0)
        if tree.lemma(opening) == "если":
            return True
        clause = {verb, tree.clause(verb), *tree.above(verb)} if at.is_verb else {verb}
        for node in clause:
            for child in tree.kids[node]:
                words = {tree.lemma(k) for k in (child, *tree.kids[child])}
                if tree.tokens[child].rel == "advcl" and "если" in words:
                    return True
                if tree.lemma(child) == "условие" and tree.preposition(child) == "при":
                    return True
                refused = tree.lemma(verb) in self.lists["refuse"]
                if tree.lemma(child) == "случай" and any(tree.children(child, "nmod")):
                    return not refused
        return False

    def _habit(self, at: Occurrence, tree: Tree) -> bool:
        """«на двусторонних встречах лидеры отстаивают …»: no one meeting."""
        if at.is_verb or at.carrier is None or at.trigger.type not in _UNSETTLED:
            return False
        plural = tree.tokens[at.token].feats.get("Number") == "Plur"
        feats = tree.tokens[at.carrier].feats
        infinite = feats.get("VerbForm") == "Inf" and at.trigger.type in TALKS
        present = feats.get("Tense") == "Pres" or infinite
        return (
            plural
            and present
            and bool(tree.preposition(at.token))
            and (tree.lemma(at.token) != "переговоры")
        )

    def _ought(self, at: Occurrence, tree: Tree) -> str:
        """The word by which a clause says that something should be done."""
        verb = at.carrier
        if verb is None or tree.tokens[verb].feats.get("VerbForm") != "Inf":
            return ""
        over = tree.tokens[verb].head
        return tree.tokens[over].text if tree.lemma(over) in self.lists["ought"] else ""

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
        if at.trigger.type not in _UNSETTLED | _ACTS or self._settled_before(at, tree):
            return ""
        feats = tree.tokens[at.token].feats
        if at.is_verb and feats.get("VerbForm") == "Part" and feats.get("Tense") == "Past":
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
        for _ in range(HEIGHT):
            relation, head = tree.tokens[node].rel.split(":")[0], tree.tokens[node].head
            if head < 0 or relation not in _CHAIN or tree.tokens[node].rel == "acl:relcl":
                break
            open_to = tree.lemma(head) == "открыть" and tree.preposition(at.token) in ("к", "для")
            if open_to or tree.lemma(head) in self.lists["call"]:
                return f"call: {tree.tokens[head].text}"
            if tree.is_predicate(head) and tree.tokens[head].feats.get("VerbForm") != "Inf":
                break
            node = head
        return ""

    def _before_preposition(self, tree: Tree, token: int) -> int | None:
        """The word before the noun's preposition, whatever the parser hung it on."""
        case = next(iter(tree.children(token, "case")), None)
        return case - 1 if case is not None and case > 0 else None

    def _settled_before(self, at: Occurrence, tree: Tree) -> bool:
        """Whether «после», «по итогам» stands over the noun."""
        over = self.index.words.status_prepositions.get(tree.preposition(at.token))
        return over == "held" or (over == "clause" and tree.case(at.token) in ("Loc", "Gen"))
