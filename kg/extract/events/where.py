"""Where an event happens: locatives of its clause, the destination of a visit."""

from __future__ import annotations

from kg.extract.events.draft import Draft, Found, Occurrence
from kg.extract.events.index import Index
from kg.extract.events.syntax import Tree

VISITS = frozenset({"Visit", "StateVisit", "OfficialVisit", "WorkingVisit", "PrivateVisit"})
#: Types that happen at no one place.
NOWHERE = frozenset({"Call", "Invitation", "Sanction", "Recognition", "Accession", "Withdrawal",
                     "Assistance", "Recall"})  # fmt: skip
_PRECISION = {"venue": 0, "city": 1, "region": 2}


def place_of(index: Index, draft: Draft) -> tuple[str, str] | None:
    """The place's entity and the reason, None where the clause names none."""
    at = draft.occurrence
    if draft.type in VISITS:
        hosts = [f.entity for f in draft.fillers if f.role == "host"]
        spots = [h for h in hosts if index.entity(h).type in ("Place", "State")]
        if spots:
            return spots[0], "destination"
    found = _locatives(index, at)
    if found:
        return found[0].entity, "locative"
    aim = _destination(index, at)
    if aim is not None:
        return aim, "where one comes to it"
    there = _antecedent(index, at)
    return (there, "где") if there is not None else None


def _destination(index: Index, at: Occurrence) -> str | None:
    """«прилетел в Самарканд на саммит», «пригласил на форум в Москву»: where the way leads."""
    tree = index.tree(at.sentence)
    if at.is_verb or at.carrier is None or tree.lemma(at.carrier) not in index.leading:
        return None
    for mention in index.reading.mentions_in(at.sentence):
        place = index.entity(mention.entity).type in ("Place", "State")
        there = tree.preposition(mention.head) == "в" and tree.case(mention.head) == "Acc"
        led = tree.anchor(mention.head) in (at.carrier, at.token)
        if place and there and led and mention.form != "adjective":
            return mention.entity
    return None


def _antecedent(index: Index, at: Occurrence) -> str | None:
    """«в Сочи, где прошли переговоры»: the place that the relative clause is about."""
    tree = index.tree(at.sentence)
    clause = tree.clause(at.token)
    if tree.tokens[clause].rel != "acl:relcl" or not any(
        tree.lemma(k) == "где" for k in tree.kids[clause]
    ):
        return None
    head = tree.tokens[clause].head
    mentions = [m for m in index.at(at.sentence, head) if index.entity(m.entity).type == "Place"]
    return mentions[0].entity if mentions else None


def _locatives(index: Index, at: Occurrence) -> list[Found]:
    tree = index.tree(at.sentence)
    below = set(tree.subtree(at.token))
    ranked = []
    for mention in index.reading.mentions_in(at.sentence):
        if mention.form == "adjective" or index.entity(mention.entity).type not in (
            "Place",
            "State",
        ):
            continue
        token = mention.head
        if not _locative(tree, token) or tree.preposition(token) not in ("в", "на"):
            continue
        if _of_a_situation(tree, token):
            continue
        tier = _tier(tree, at, token, below)
        if tier is None:
            continue
        entity = index.entity(mention.entity)
        precision = _PRECISION.get(entity.kind or "", 3)
        found = Found(mention.entity, at.sentence, token, mention.start, mention.end)
        ranked.append(((tier, precision, abs(token - at.token)), found))
    return [found for _, found in sorted(ranked, key=lambda r: (r[0], r[1].start))]


def _locative(tree: Tree, token: int) -> bool:
    """In the locative, or a name without cases that the tagger gave some other («в Сочи»)."""
    word = tree.tokens[token].text.lower()
    return tree.case(token) in ("Loc", None) or (word == tree.lemma(token) and word[-1] in "иоую")


def _of_a_situation(tree: Tree, token: int) -> bool:
    """«обсудили ситуацию на Украине»: where that is what the talks are about."""
    case = next(iter(tree.children(token, "case")), 0)
    nouns = [case - 1, *([case - 2] if case > 1 and tree.tokens[case - 1].pos != "VERB" else [])]
    return any(n >= 0 and tree.lemma(n) in tree.grammar["situations"] for n in nouns)


def _tier(tree: Tree, at: Occurrence, token: int, below: set[int]) -> int | None:
    if token in below and tree.clause(token) in (tree.clause(at.token), tree.told_of(at.token)):
        return 0
    if at.carrier is not None and at.carrier in (token, tree.anchor(token)):
        return 1
    anchor = tree.anchor(token)
    if anchor >= 0 and tree.is_predicate(anchor) and tree.clause(anchor) == tree.clause(at.token):
        return 2
    return None
