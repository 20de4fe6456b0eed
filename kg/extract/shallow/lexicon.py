"""The words of a first reading: ``data/lang/<xx>/reading.yaml``, compiled once a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kg.extract.lang import lexicon_file

_APOSTROPHES = dict.fromkeys(map(ord, "ʻʼ‘’`"), "'")
Pattern = re.Pattern[str]
#: Letters of a chain of endings.
_LONGEST_ENDING = 16


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of one language; patterns run over folded text."""

    #: Endings that a name may take.
    suffix: Pattern
    #: What the ending of a plural begins with.
    plural: Pattern
    #: Last letter before an ending → as it stands in the name.
    softened: Mapping[str, str]
    #: Office → its words, dictionary form first.
    titles: Mapping[str, tuple[str, ...]]
    #: Event type → triggers.
    events: Mapping[str, Pattern]
    #: Status → signs of it; the first that is found counts.
    status: Mapping[str, Pattern]
    #: Modality → words of saying.
    speech: Mapping[str, Pattern]
    ordinals: tuple[tuple[Pattern, int], ...]
    #: A number in a row in figures, as its first group.
    numbered: Pattern
    #: Where a clause begins; a relative pronoun at its beginning; a participle at its end, and the
    #: verbs after which a participle stands before no noun.
    clause: Pattern
    relative: Pattern
    participle: Pattern
    auxiliary: Pattern
    #: On which side of the verb who is acted upon stands: ``after`` or ``before``.
    acted_on: str
    #: Ending of who is acted upon; what stands before a passive trigger, and before its agent.
    object_ending: Pattern
    passive: Pattern
    agent: Pattern
    #: What stands before and after a capital that acts for its state.
    seat_before: Pattern
    seat_after: Pattern
    #: What ends just before the name of a host, and what its name ends in.
    host_before: Pattern
    host_after: Pattern
    #: «He» at the start of a sentence, «the presidents», «took part», «at the invitation of».
    pronoun: Pattern
    leaders: Pattern
    attending: Pattern
    invited_by: Pattern
    #: «Counterpart», after the adjective of his state.
    counterpart: Pattern
    #: The state whose president is meant by «the President»; None where that varies.
    own_state: str | None
    #: Of an appointment: the verb of who gives the office; of a visit: the verb of its host.
    giving: Pattern
    hosting: Pattern
    #: Words before and after which a person is named who is known by nothing else.
    person_after: Pattern
    person_before: Pattern
    #: Ending of a case by which a name that nobody knows is told to be inflected.
    stranger_ending: Pattern
    #: What ends before a trigger that somebody intends («to visit»), and how a clause goes on with
    #: the status of the one before («and attend»).
    intended: Pattern
    continued: Pattern
    #: «His envoy» at the beginning of a trigger; ending of the state in which an envoy sits.
    envoy: Pattern
    located: Pattern
    #: What joins the goals of a journey.
    listing: frozenset[str]
    #: «As X told» of one word, after the genitive of who told; endings of who is no subject.
    as_told: Pattern
    oblique: Pattern
    #: Currencies that are named with their state.
    currency: Pattern


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case and one kind of apostrophe, in place, so that offsets hold."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text).translate(_APOSTROPHES)


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language."""
    data = lexicon_file(lang, "reading")
    return Lexicon(
        suffix=re.compile(data["suffix"]),
        plural=re.compile(data["plural"]),
        softened=data["softened"],
        titles={office: tuple(words) for office, words in data["titles"].items()},
        events={name: _any(of) for name, of in data["events"].items()},
        status={name: re.compile(of) for name, of in data["status"].items()},
        speech={name: _any(of) for name, of in data["speech"].items()},
        ordinals=tuple((_any([k]), v) for k, v in data["ordinals"].items()),
        numbered=re.compile(data["numbered"]),
        clause=re.compile(data["clause"]),
        relative=re.compile(data["relative"]),
        participle=re.compile(rf"(?:{data['participle']})$"),
        auxiliary=re.compile(data["auxiliary"]),
        acted_on=data["acted_on"],
        object_ending=re.compile(rf"(?:{data['object_ending']})$"),
        passive=re.compile(rf"(?:{data['passive']})\s+$"),
        agent=re.compile(rf"(?:{data['agent']})\s+(?:the\s+)?$"),
        seat_before=re.compile(rf"(?:{data['seat_before']})$"),
        seat_after=re.compile(data["seat_after"]),
        host_before=re.compile(data["host_before"] + r"\s+(?:the\s+)?$"),
        host_after=re.compile(rf"(?:{data['host_after']})$"),
        pronoun=re.compile(rf"[\W]*(?:{data['pronoun']})(?!\w)"),
        leaders=_any([data["leaders"]]),
        attending=_any([data["attending"]]),
        invited_by=re.compile(data["invited_by"]),
        counterpart=re.compile(data["counterpart"]),
        own_state=data.get("own_state"),
        giving=re.compile(data["giving"]),
        hosting=re.compile(data["hosting"]),
        person_after=re.compile(data["person_after"]),
        person_before=re.compile(data["person_before"]),
        intended=re.compile(rf"(?:{data['intended']})$"),
        envoy=re.compile(data["envoy"]),
        located=re.compile(rf"(?:{data['located']})$"),
        continued=re.compile(data["continued"]),
        listing=frozenset(data["listing"]),
        as_told=re.compile(data["as_told"]),
        oblique=re.compile(rf"(?:{data['oblique']})$"),
        currency=re.compile(data["currency"]),
        stranger_ending=re.compile(rf"(?:{data['stranger_ending']})$"),
    )


def _any(patterns: list[Any]) -> Pattern:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(str, patterns))})(?!\w)")


def stems(word: str, words: Lexicon) -> Iterator[tuple[str, str]]:
    """What a folded word may be as (stem, ending), the word itself first."""
    yield word, ""
    for at in range(len(word) - 1, max(1, len(word) - _LONGEST_ENDING), -1):
        if words.suffix.fullmatch(word, at):
            stem, ending = word[:at], word[at:]
            yield stem, ending
            for soft, hard in words.softened.items():
                if stem.endswith(soft):
                    yield stem.removesuffix(soft) + hard, ending
