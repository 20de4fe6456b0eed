"""What nodes and terms are called in one language; ``src/names.js`` does the same in the page."""

from __future__ import annotations

import re
from collections import defaultdict

from viz.model import LangText, ViewGraph

#: Languages to try, where a text is not there in the one wanted.
FALL_BACK = {"kk": ("ru", "en"), "uz": ("en", "ru"), "ru": ("en",), "en": ("ru",)}
_FROM = ("guest", "inviter", "actor", "appointer", "member", "organizer")
_TO = ("host", "invitee", "target", "recipient", "appointee", "institution")
_SIDE_BY_SIDE = ("participant", "signatory")


class Namer:
    """Labels of the nodes and terms of ``view`` in ``lang``."""

    def __init__(self, view: ViewGraph, lang: str) -> None:
        self._view = view
        self._order = (lang, *FALL_BACK.get(lang, ("en", "ru")))
        self._parts: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        edges = view.edges
        for source, target, role in zip(edges.source, edges.target, edges.role, strict=True):
            if target not in self._parts[source][role]:
                self._parts[source][role].append(target)

    def pick(self, text: LangText) -> str:
        """The text in the language wanted, else in the nearest that there is; may be empty."""
        found = next((text[lang] for lang in self._order if text.get(lang)), None)
        return found or next(iter(text.values()), "")

    def term(self, name: str) -> str:
        """The label of a type, role, status or fact."""
        spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
        return self.pick(self._view.terms.get(name, {})) or spaced.capitalize()

    def node(self, i: int) -> str:
        """The label of a node; of an event without one, its type and who takes part."""
        nodes = self._view.nodes
        if label := self.pick(nodes.label[i]):
            return label
        who = self._who(i)
        return f"{self.term(nodes.type[i])}: {who}" if who else nodes.id[i]

    def _who(self, i: int) -> str:
        first, second = self._by(i, _FROM), self._by(i, _TO)
        if first and second:
            return f"{self._list(first[:2])} → {self._list(second[:2])}"
        return self._list(first + second + self._by(i, _SIDE_BY_SIDE))

    def _by(self, i: int, roles: tuple[str, ...]) -> list[int]:
        return [target for role in roles for target in self._parts[i].get(role, ())]

    def _list(self, nodes: list[int]) -> str:
        labels, ids = self._view.nodes.label, self._view.nodes.id
        shown = ", ".join(self.pick(labels[j]) or ids[j] for j in nodes[:3])
        return f"{shown} +{len(nodes) - 3}" if len(nodes) > 3 else shown
