"""What the gazetteer knows of who held which office on the day of an article."""

from __future__ import annotations

from kg.extract.shallow.lexicon import lexicon
from kg.extract.shallow.titles import Phrase
from kg.model.article import Article
from kg.model.gazetteer import OfficeTerm
from kg.resolve.gazetteer import covers, gazetteer
from kg.resolve.offices import holder

#: Offices that a state gives to several at a time.
_OF_MANY = frozenset(
    {"ambassador", "special-envoy", "deputy-prime-minister", "deputy-minister-of-foreign-affairs"}
    | {"press-secretary", "vice-president", "chairman"}
)


class Terms:
    """The terms of office on the day of one article; persons and states are gazetteer ids."""

    def __init__(self, article: Article) -> None:
        self._published = article.published
        self._own_state = lexicon(article.lang).own_state

    def holder(self, office: str, of: str | None) -> str | None:
        """Who holds it by the gazetteer; nobody of an office that many hold at a time."""
        if of is None or self._published is None or office in _OF_MANY:
            return None
        return holder(office, of, self._published)

    def of(self, phrase: Phrase) -> str | None:
        """Whose office it is: as the gazetteer has it; else, as with «the President», our own."""
        own = self._own_state
        if phrase.person is None:
            return own if phrase.title.office == "president" and phrase.alone else None
        entry = gazetteer().get(phrase.person.key)
        served = (t.of for t in (entry.offices if entry else ()) if t.of.startswith("state/"))
        held = self.held(phrase.person.key, phrase.title.office)
        return next(iter(held), None) or next(served, own)

    def are_anothers(self, phrase: Phrase) -> bool:
        """Whether the person beside the title is known to hold the like office of another state."""
        if phrase.person is None or phrase.of is None:
            return False
        held = self.held(phrase.person.key, phrase.title.office)
        known = self.holder(phrase.title.office, phrase.of.key)
        return bool(held) and phrase.of.key not in held and known not in (None, phrase.person.key)

    def counterpart(self, before: list[str], state: str) -> str | None:
        """Who holds of ``state`` the office that the last one of ``before`` holds of another."""
        for key in reversed(before):
            entry = gazetteer().get(key)
            for term in entry.offices if entry else ():
                other = self._covers(term) and term.of != state
                if other and (holder := self.holder(term.office, state)):
                    return holder
        return None

    def held(self, key: str, office: str) -> list[str]:
        """The states and bodies of which somebody holds an office."""
        entry = gazetteer().get(key)
        terms = entry.offices if entry else ()
        return [t.of for t in terms if t.office == office and self._covers(t)]

    def _covers(self, term: OfficeTerm) -> bool:
        on = self._published
        return on is None or covers(term.from_, term.until, on)
