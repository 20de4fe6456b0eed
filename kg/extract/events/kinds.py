"""Which type a trigger has where its surroundings decide: telephone talks, rank of a visit."""

from __future__ import annotations

from kg.extract.events.draft import Filler, Occurrence
from kg.extract.events.index import Index
from kg.extract.events.lexicon import Variant
from kg.extract.events.match import modifiers, near
from kg.extract.events.syntax import Tree

#: A word that decides the type stands this close.
_REACH = 11


def type_of(index: Index, at: Occurrence, fillers: list[Filler]) -> tuple[str, str]:
    """The event type and what decided it."""
    tree = index.tree(at.sentence)
    for variant in at.trigger.variants:
        reason = _reason(index, variant, at, tree, fillers)
        if reason:
            return variant.type, reason
    return at.trigger.type, "trigger"


def _reason(
    index: Index, variant: Variant, at: Occurrence, tree: Tree, fillers: list[Filler]
) -> str:
    """What makes a variant hold; empty where it does not. All its conditions must."""
    reasons: list[str] = []
    if variant.modifiers:
        reasons.append(next(iter(sorted(modifiers(tree, at.token) & variant.modifiers)), ""))
    if variant.carriers:
        carrier = tree.lemma(at.carrier) if at.carrier is not None else ""
        reasons.append(carrier if carrier in variant.carriers else "")
    if variant.heads:
        head = tree.tokens[at.token].head
        over = tree.lemma(head) if head >= 0 else ""
        reasons.append(over if over in variant.heads else "")
    if variant.near:
        hit = next((w for w in variant.near if near(tree, at.token, w, _REACH)), ())
        reasons.append(" ".join(hit))
    if variant.matter:
        matter = (k for k in tree.children(at.token, "nmod") if tree.preposition(k) in ("по", "о"))
        topic = next(matter, None)
        reasons.append(f"about {tree.tokens[topic].text}" if topic is not None else "")
    if variant.parties == "states":
        kinds = {index.entity(f.entity).type for f in fillers}
        named = bool(kinds) or variant.matter
        reasons.append("no persons" if named and "Person" not in kinds else "")
    return ", ".join(reasons) if all(reasons) else ""
