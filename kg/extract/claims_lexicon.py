"""The words with which a language attributes statements, from ``data/lang/<xx>/claims.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.extract.lang import lexicon_file, words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lemmas by what they do in an attribution; the comments of the file tell more."""

    #: Verb → modality that it has by itself.
    verbs: Mapping[str, str]
    #: Verb → modality that it has when denied.
    denied: Mapping[str, str]
    #: Verb → words of which one must stand beside it.
    beside: Mapping[str, frozenset[str]]
    #: Verb → word beside it → modality that it then has.
    turns: Mapping[str, Mapping[str, str]]
    closing: frozenset[str]
    relays: frozenset[str]
    stances: frozenset[str]
    impersonal: frozenset[str]
    carriers: frozenset[str]
    phrases: frozenset[str]
    #: Noun of «слова X о том, что …» → modality, and what its content stands behind.
    nominal: Mapping[str, tuple[str, str]]
    references: frozenset[str]
    #: Pronoun → gender (``Masc``, ``Fem``).
    singular: Mapping[str, str]
    plural: frozenset[str]
    persons: frozenset[str]
    bodies: frozenset[str]
    media: frozenset[str]
    unnamed: frozenset[str]
    fronts: frozenset[str]
    #: Those who speak for somebody else.
    spokesmen: frozenset[str]
    leaders: frozenset[str]
    #: Heads of the body or state that they stand with, whatever their title is.
    heads: frozenset[str]
    #: More titles that stand before a name.
    titles: frozenset[str]
    #: Classes of words that the model of modality looks at.
    tones: Mapping[str, frozenset[str]]


_SETS = (
    *(
        "closing",
        "plural",
        "relays",
        "stances",
        "impersonal",
        "carriers",
        "phrases",
        "references",
    ),
    *("persons", "bodies", "media", "unnamed", "fronts", "spokesmen", "leaders", "heads", "titles"),
)
_TONES = (
    *("opinions", "judgements", "news", "duties", "needs", "intents", "helps", "ready"),
    *("happenings", "blame", "failings", "praise", "refusals", "proposals", "declines"),
    *("about_demand", "about_announce", "about_promise", "about_support", "about_deny"),
)


@cache
def lexicon(lang: str) -> Lexicon | None:
    """The lexicon of a language; None where there is none."""
    data = lexicon_file(lang, "claims")
    if not data:
        return None
    return Lexicon(
        verbs={verb: modality for modality, verbs in data["verbs"].items() for verb in verbs},
        denied=data["denied"],
        turns={verb: turns for verbs, turns in data["turns"].items() for verb in verbs.split()},
        nominal={noun: (kind, after) for noun, (kind, after) in data["nominal"].items()},
        singular=data["singular"],
        beside={verb: frozenset(beside) for verb, beside in data["beside"].items()},
        tones={tone: words(lang, "claims", tone) for tone in _TONES},
        **{key: words(lang, "claims", key) for key in _SETS},
    )
