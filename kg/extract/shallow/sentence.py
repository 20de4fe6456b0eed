"""Who is named in a sentence so that he may act in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.reading import Mention, Reading
from kg.extract.shallow.lexicon import fold, lexicon


def named(reading: Reading, number: int) -> list[Mention]:
    """Mentions of a sentence by name or office that are no part of an office or of a body's name.

    A sentence that begins with «he» has the first person of the one before it in front.
    """
    mentions = reading.mentions_in(number)
    bodies, places = (of_type(reading, mentions, type_) for type_ in ("Organization", "Place"))
    wider = [m for m in mentions if m.form == "office" or m in bodies]
    apart = [m for m in mentions if m in places or not any(_in(m, other) for other in wider)]
    free = [m for m in apart if m.form != "adjective"]
    sentence = reading.document.sentences[number]
    words = lexicon(reading.document.article.lang)
    if number and words.pronoun.match(fold(reading.text(sentence.start, sentence.end))):
        before = of_type(reading, reading.mentions_in(number - 1), "Person")[:1]
        free = [replace(m, start=sentence.start, end=sentence.start) for m in before] + free
    return free


def _in(mention: Mention, wider: Mention) -> bool:
    inside = wider.start <= mention.start and mention.end <= wider.end
    return inside and wider.entity != mention.entity


def of_type(reading: Reading, mentions: Sequence[Mention], *types: str) -> list[Mention]:
    """The mentions of entities of some types."""
    return [m for m in mentions if reading.entity(m.entity).type in types]


def leaders(reading: Reading) -> list[str]:
    """The two presidents that the article names most, in order of appearance; none of one alone."""
    presidents = dict.fromkeys(o.holder for o in reading.offices if o.title_en == "president")
    often = Counter(m.entity for m in reading.mentions if m.entity in presidents)
    most = {entity for entity, _ in often.most_common(2)}
    return [p for p in presidents if p in most] if len(most) == 2 else []
