"""Where triggers stand in an article."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.events.draft import Occurrence
from kg.extract.events.index import Index
from kg.extract.events.lexicon import Trigger, by_lemma
from kg.extract.events.syntax import Tree
from kg.model.document import Token

#: Kinds of organisation whose name says nothing of their meeting.
_BODIES = frozenset({"igo", "government", "bilateral"})
#: How far on either side a word counts as near, in tokens.
_NEAR = 8


def occurrences(index: Index) -> Iterator[Occurrence]:
    """Every trigger of the article in order of position."""
    lexicon = by_lemma(index.document.article.lang)
    for sentence in index.prose:
        tree = index.tree(sentence)
        for token in range(len(tree)):
            for trigger in lexicon.get(tree.lemma(token), ()):
                if _holds(trigger, tree, token) and not _is_name_of_sitting(index, sentence, token):
                    yield Occurrence(trigger, sentence, token, _carrier(trigger, tree, token))


def _is_name_of_sitting(index: Index, sentence: int, token: int) -> bool:
    """«на сессии Генеральной Ассамблеи», «резолюция Ассамблеи»: the body, not its sitting."""
    tree = index.tree(sentence)
    head = tree.tokens[token].head
    names = [index.entity(m.entity) for m in index.reading.covering(sentence, token)]
    bodies = [e for e in names if e.type == "Organization"]
    if (
        any(e.kind == "government" for e in bodies)
        and tree.lemma(token) in tree.grammar["parliaments"]
    ):
        return True
    if head < 0 or tree.preposition(token) or tree.case(token) != "Gen":
        return False
    if tree.lemma(head) in index.lexicon:
        return bool(bodies)
    return any(e.kind in _BODIES for e in bodies)


def _carrier(trigger: Trigger, tree: Tree, token: int) -> int | None:
    return token if tree.lemma(token) in trigger.verbs else tree.carrier(token)


def _holds(trigger: Trigger, tree: Tree, token: int) -> bool:
    word = tree.lemma(token)
    if word in trigger.verbs and not tree.is_predicate(token):
        return False
    if word in trigger.nouns and not _is_noun(tree.tokens[token]):
        return False
    return (
        _followed(trigger, tree, token)
        and _has_object(trigger, tree, token)
        and (not trigger.modifiers or bool(modifiers(tree, token) & trigger.modifiers))
        and (not trigger.near or any(near(tree, token, words) for words in trigger.near))
        and not any(near(tree, token, words, 4) for words in trigger.bars)
        and (not trigger.carried or _is_carried(trigger, tree, token))
        and (not trigger.direct or _is_complement(trigger, tree, token))
    )


def _is_noun(token: Token) -> bool:
    """Whether it is a noun, also one that opens a sentence and was tagged as an adjective."""
    return token.pos in ("NOUN", "PROPN") or (token.pos == "ADJ" and token.rel.startswith("nsubj"))


def _followed(trigger: Trigger, tree: Tree, token: int) -> bool:
    tails = (trigger.followers or {}).get(tree.lemma(token))
    if not tails:
        return True
    return any(
        tuple(tree.lemma(i) for i in range(token + 1, min(len(tree), token + 1 + len(tail))))
        == tail
        for tail in tails
    )


def _has_object(trigger: Trigger, tree: Tree, token: int) -> bool:
    if not trigger.objects:
        return True
    return any(
        tree.lemma(inner) in trigger.objects
        for head in arguments_of(tree, token, trigger)
        for part in tree.coordinated(head)
        for inner in (part, *tree.children(part, "nmod"))
    )


def arguments_of(tree: Tree, token: int, trigger: Trigger) -> list[int]:
    """Objects of a verb, in the dative too; genitives of a noun."""
    if tree.lemma(token) not in trigger.verbs:
        return genitives(tree, token)
    return [*tree.objects(token), *tree.children(token, "iobj")]


def genitives(tree: Tree, token: int) -> list[int]:
    """Genitive attributes of a noun; where the parser gave it none, the genitive right after it."""
    own = [
        k
        for k in tree.children(token, "nmod", "amod")
        if tree.case(k) == "Gen"
        and not tree.preposition(k)
        and (tree.tokens[k].rel == "nmod" or (tree.lemma(k) == "последний" and k > token))
    ]
    if own or token + 1 >= len(tree):
        return own
    after = token + 1
    while after + 1 < len(tree) and tree.tokens[after].pos == "ADJ":
        after += 1
    fits = tree.case(after) == "Gen" and tree.tokens[after].pos in ("NOUN", "PROPN")
    return [after] if fits and not tree.preposition(after) else []


def modifiers(tree: Tree, token: int) -> frozenset[str]:
    """Lemmas of the adjectives and participles on a noun."""
    return frozenset(
        tree.lemma(part)
        for k in tree.children(token, "amod", "acl", "det")
        if tree.tokens[k].rel != "acl:relcl"
        for part in tree.coordinated(k)
    )


def near(tree: Tree, token: int, words: tuple[str, ...], reach: int = _NEAR) -> bool:
    """Whether a sequence of lemmas stands within some tokens of a token, brackets aside."""
    low, high = max(0, token - reach), min(len(tree), token + reach + 1)
    inside = (i + 1 for i in range(token - 1, low - 1, -1) if tree.tokens[i].text == "(")
    outside = (i for i in range(token + 1, high) if tree.tokens[i].text == "(")
    low, high = next(inside, low), next(outside, high)
    lemmas = tuple(tree.lemma(i) for i in range(low, high))
    size = len(words)
    return any(lemmas[i : i + size] == words for i in range(len(lemmas) - size + 1))


def _is_complement(trigger: Trigger, tree: Tree, token: int) -> bool:
    anchor = tree.anchor(token)
    fits = tree.case(token) in ("Ins", None) and not tree.preposition(token)
    return fits and anchor >= 0 and tree.lemma(anchor) in trigger.carriers


def _is_carried(trigger: Trigger, tree: Tree, token: int) -> bool:
    carrier = tree.carrier(token)
    return carrier is not None and tree.lemma(carrier) in trigger.carriers
