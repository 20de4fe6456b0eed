"""Whether the text tells of an event as one before those that are the news."""

from __future__ import annotations

from kg.extract.events.draft import Occurrence
from kg.extract.events.index import Index
from kg.extract.events.match import modifiers, near

#: A sum or a habit since then, no news of the day.
_SINCE = (("с", "начало"), ("с", "момент", "начало"))
#: How far «в прошлый раз» may stand from the trigger, in tokens.
_REACH = 10


def is_earlier(index: Index, at: Occurrence) -> bool:
    """«последняя встреча», «в прошлый раз Путин посещал …»."""
    tree = index.tree(at.sentence)
    if modifiers(tree, at.token) & set(tree.grammar["before"]):
        return True
    if any(
        near(tree, at.token, words, _REACH)
        for words in ((word, "раз") for word in tree.grammar["before"])
    ):
        return True
    if any(near(tree, at.token, words, _REACH) for words in _SINCE):
        return True
    opening = tuple(tree.lemma(i) for i in range(min(2, len(tree))))
    return opening == ("до", "это") or opening[:1] in (("ранее",), ("раньше",), ("прежде",))
