"""The words of a first reading: ``data/lang/<xx>/reading.yaml``, compiled once a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
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
    #: What ends just before the name of a host, and what its name ends in.
    host_before: Pattern
    host_after: Pattern
    #: «He» at the start of a sentence, «the presidents», «took part», «at the invitation of».
    pronoun: Pattern
    leaders: Pattern
    attending: Pattern
    invited_by: Pattern


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
        host_before=re.compile(data["host_before"] + r"\s+(?:the\s+)?$"),
        host_after=re.compile(rf"(?:{data['host_after']})$"),
        pronoun=re.compile(rf"[\W]*(?:{data['pronoun']})(?!\w)"),
        leaders=_any([data["leaders"]]),
        attending=_any([data["attending"]]),
        invited_by=re.compile(data["invited_by"]),
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
