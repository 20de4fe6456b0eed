"""Human judgements on identity: which names are one entity, which tellings one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.judgement import Judgement, Subject, Words
from kg.resolve.identity import article_id, unknown_id
from kg.resolve.judgements import Bench, UnmatchedError

#: (local id of the article, event of the article)
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ties:
    """What people said of tellings: which belong together, which do not."""

    #: Telling → number of the group that it is one event with.
    together: Mapping[Key, int] = field(default_factory=dict)
    #: Telling → tellings of other events.
    apart: Mapping[Key, frozenset[Key]] = field(default_factory=dict)

    def events(self) -> set[Key]:
        """All tellings on which people said something."""
        return {*self.together, *self.apart}


def judge_identities(
    bench: Bench, review: Sequence[Judgement], links: Mapping[str, dict[str, str]]
) -> Ties:
    """Change the nodes that entities stand for (``links``, by article id); the ties of events.

    What is different comes before what is the same, so that a wrong link can be taken off and a
    right one set.
    """
    ties, entities = _Tying(), _Linking(bench, links)
    numbered = [n for n in enumerate(review, 1) if n[1].kind in ("same", "different")]
    for number, judgement in sorted(numbered, key=lambda n: n[1].kind):
        try:
            _judge(bench, judgement, ties, entities)
        except UnmatchedError as reason:
            bench.miss(number, judgement, reason)
    entities.settle()
    return ties.ties()


def _judge(bench: Bench, judgement: Judgement, ties: _Tying, entities: _Linking) -> None:
    a, b = judgement.a, judgement.b
    assert b is not None
    parts = {bench.found(s).part if isinstance(s, Words) else "entities" for s in (a, b)}
    if parts == {"entities"}:
        (entities.join if judgement.kind == "same" else entities.split)(a, b)
    elif parts == {"events"} and isinstance(a, Words) and isinstance(b, Words):
        pair = _key(bench, a), _key(bench, b)
        (ties.join if judgement.kind == "same" else ties.split)(*pair)
    else:
        raise UnmatchedError("one names an entity, the other does not")


def _key(bench: Bench, words: Words) -> Key:
    return article_id(words.article), bench.found(words).id


class _Tying:
    """Gathers ties of events."""

    def __init__(self) -> None:
        self._group: dict[Key, int] = {}
        self._apart: dict[Key, set[Key]] = defaultdict(set)

    def join(self, a: Key, b: Key) -> None:
        new = len(self._group)
        old = {self._group.get(key, new) for key in (a, b)}
        for key in (*(k for k, g in self._group.items() if g in old), a, b):
            self._group[key] = min(old)

    def split(self, a: Key, b: Key) -> None:
        self._apart[a].add(b)
        self._apart[b].add(a)

    def ties(self) -> Ties:
        return Ties(dict(self._group), {k: frozenset(v) for k, v in self._apart.items()})


class _Linking:
    """Changes which nodes entities stand for."""

    def __init__(self, bench: Bench, links: Mapping[str, dict[str, str]]) -> None:
        self._bench = bench
        self._links = links
        #: Node → the node that it is.
        self._moved: dict[str, str] = {}

    def join(self, a: Subject, b: Subject) -> None:
        """One node for both: that of the gazetteer if there is one; of two of them, that of b."""
        first, second = self._node(a), self._node(b)
        if first == second:
            return
        if _is_known(first) and not _is_known(second):
            self._moved[second] = first
        elif _is_known(first):
            self._set(a, second)
        elif _is_known(second):
            self._moved[first] = second
        else:
            self._moved[max(first, second)] = min(first, second)

    def split(self, a: Subject, b: Subject) -> None:
        """A node of its own for the one told later, if both have one node."""
        if self._node(a) != self._node(b):
            return
        words = [s for s in (a, b) if isinstance(s, Words)]
        if not words or (len(words) == 2 and self._place(words[0]) == self._place(words[1])):
            raise UnmatchedError("both are one entity of one article, or of the gazetteer")
        later = max(words, key=lambda w: (self._published(w), w.article))
        article, entity_id = self._place(later)
        entity = next(e for e in self._bench.readings[article][1].entities if e.id == entity_id)
        self._links[article][entity_id] = unknown_id(
            entity.type.lower(), entity.type, entity.name, article
        )

    def settle(self) -> None:
        """Bring all links to the nodes that theirs have become."""
        if self._moved:
            for links in self._links.values():
                links.update({entity: self._follow(node) for entity, node in links.items()})

    def _set(self, a: Subject, node: str) -> None:
        if not isinstance(a, Words):
            raise UnmatchedError("two entries of the gazetteer are joined in the gazetteer")
        article, entity = self._place(a)
        self._links[article][entity] = node

    def _node(self, subject: Subject) -> str:
        if isinstance(subject, str):
            if subject not in self._bench.entries and not subject.startswith("state/"):
                raise UnmatchedError(f"the gazetteer has no {subject}")
            return subject
        article, entity = self._place(subject)
        return self._follow(self._links[article][entity])

    def _follow(self, node: str) -> str:
        while node in self._moved:
            node = self._moved[node]
        return node

    def _place(self, words: Words) -> tuple[str, str]:
        return words.article, self._bench.found(words).id

    def _published(self, words: Words) -> str:
        return self._bench.readings[words.article][0].published or ""


def _is_known(node: str) -> bool:
    return not node.partition("/")[2].startswith("x-")
