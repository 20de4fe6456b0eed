"""What kind of statement a claim is: said, announced, denied, proposed, demanded, …

A verb with a modality of its own («потребовать») settles it, and so does a stance reported in the
present («заявил, что Россия поддерживает план»). For the others («заявить») a multinomial logistic
regression weighs binary features of what is said: words, their tone, tense and negation of the main
predicates, whose they are. ``claims_training`` fits it on annotated articles; its weights lie in
``data/models/claims_<lang>.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.extract.claims_frames import BREAKS, Frame
from kg.extract.claims_lexicon import Lexicon, lexicon
from kg.extract.reading import Reading
from kg.model.document import Sentence, Token
from kg.model.extraction import Span
from kg.resources import folder

#: Feature → modality → weight.
Weights = Mapping[str, Mapping[str, float]]

#: Modality of the verbs that leave it to what is said.
OPEN = "say"
#: Feature of a stance reported in the present; those that then are the speaker's own.
STANCE = "stands="
_STANCES = frozenset({"support", "demand"})
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_GROUPS = ("judgements", "news", "opinions")
_TONES = ("blame", "praise", "refusals", "proposals", "happenings")
_PREDICATES = ("duties", "needs", "intents", "helps", "ready", "happenings", "refusals")
_ABOUT = ("demand", "announce", "promise", "support", "deny")


def modality(reading: Reading, frame: Frame, spans: Sequence[Span], who: str) -> str:
    """The likeliest modality; a medium only says, and so do all where the language has no model."""
    weights = _weights(reading.document.article.lang)
    if frame.modality != OPEN or not weights:
        return frame.modality
    if reading.entity(who).kind == "media":
        return "say"
    return judge(weights, features(reading, frame, spans, who))


def judge(weights: Weights, found: Sequence[str]) -> str:
    """The modality that a claim of these features has: its stance, else what a model gives it.

    ``say`` where the model knows none of them.
    """
    stances = [f.removeprefix(STANCE) for f in found if f.startswith(STANCE)]
    if stances:
        return stances[0]
    scores: dict[str, float] = {}
    for feature in found:
        for kind, weight in weights.get(feature, {}).items():
            scores[kind] = scores.get(kind, 0.0) + weight
    return max(sorted(scores), key=lambda kind: scores[kind], default=OPEN)


@cache
def _weights(lang: str) -> Weights:
    path = folder("data") / "models" / f"claims_{lang}.json"
    weights: Weights = json.loads(path.read_text("utf8")) if path.is_file() else {}
    return weights


@dataclass(frozen=True, slots=True)
class _Said:
    """What a claim says: its tokens by sentence and index, and the word of speech."""

    reading: Reading
    words: Lexicon
    frame: Frame
    places: tuple[tuple[int, int], ...]
    own: frozenset[str | None]

    def sentence(self, number: int) -> Sentence:
        return self.reading.document.sentences[number]

    def tokens(self) -> list[Token]:
        return [self.sentence(number).tokens[at] for number, at in self.places]


def features(reading: Reading, frame: Frame, spans: Sequence[Span], who: str) -> list[str]:
    """The names of a claim's features, sorted; empty where the language has no lexicon."""
    words = lexicon(reading.document.article.lang)
    if words is None:
        return []
    said = _Said(reading, words, frame, _places(reading, frame, spans), _own(reading, who))
    group = next((g for g in _GROUPS if frame.lemma in words.tones[g]), "others")
    found = {"bias", f"group={group}", f"speaker={reading.entity(who).type}"}
    found.add(f"speech={frame.lemma}")
    if frame.sentence <= 1:
        found.add(f"lead&{group}")
    found.update(_of_words(said, group), _of_predicates(said, group))
    found.update(_of_times(said, spans, group))
    return sorted(found)


def _of_words(said: _Said, group: str) -> Iterator[str]:
    tokens, tones = said.tokens(), said.words.tones
    lemmas = {token.lemma for token in tokens}
    yield from (f"word={t.lemma}" for t in tokens if t.pos in _CONTENT)
    for tone in _TONES:
        for level in range(1, min(len(lemmas & tones[tone]), 2) + 1):
            yield f"{tone}{level}"
            yield f"{tone}{level}&{group}"
    if any(a.lemma in ("не", "ни") and b.lemma in tones["failings"] for a, b in pairwise(tokens)):
        yield "failing"
        yield f"failing&{group}"
    yield from (f"any-{name}" for name in ("duties", "needs") if lemmas & tones[name])
    if "условие" in lemmas and group == "judgements":
        yield "condition"


def _of_predicates(said: _Said, group: str) -> Iterator[str]:
    """Tense, negation and sort of the main predicates, and the noun of «заявил о X»."""
    for order, (number, at) in enumerate(_mains(said)):
        sentence = said.sentence(number)
        token, children = sentence.tokens[at], [sentence.tokens[c] for c in sentence.children(at)]
        whose = "own" if _is_own(said, number, at) else "other"
        tense = _tense(token, children)
        yield f"main-word={token.lemma}"
        yield f"main={tense}&{whose}"
        yield f"main={tense}&{group}"
        subject = _subject(said, number, at)
        yield from (
            f"subject={subject}",
            f"subject={subject}&{tense}",
            f"subject={subject}&{group}",
        )
        denied = token.lemma == "нет" or any(c.lemma in ("не", "ни", "нет") for c in children)
        if denied:
            yield from ("denied", f"denied&{whose}", f"denied&{tense}")
        for sort in (*_PREDICATES, "blame", "praise"):
            if token.lemma in said.words.tones[sort] and not (sort == "duties" and tense == "Fut"):
                yield from (f"main-{sort}", f"main-{sort}&{whose}", f"main-{sort}&{tense}")
        meant = said.words.verbs.get(token.lemma, "say")
        if meant != "say":
            yield f"stance-{whose}={meant}"
        stance = _stance(said, token, denied) if order == 0 else None
        if stance and (tense == "Pres" or (stance == "deny" and whose == "own")):
            yield f"{STANCE}{stance}"
    for child in said.sentence(said.frame.sentence).children(said.frame.token):
        lemma = said.sentence(said.frame.sentence).tokens[child].lemma
        yield from (
            f"about={name}" for name in _ABOUT if lemma in said.words.tones[f"about_{name}"]
        )


def _stance(said: _Said, token: Token, denied: bool) -> str | None:
    """What a predicate makes of a statement: «поддерживает», «не признает», «отказался»."""
    words = said.words
    if denied:
        found = words.denied.get(token.lemma)
        return found if found != OPEN else None
    if token.lemma in words.tones["declines"]:
        return "deny"
    meant = words.verbs.get(token.lemma)
    return meant if meant in _STANCES else None


def _tense(token: Token, children: Sequence[Token]) -> str:
    """Tense of a predicate; «будет» makes a future, which the tagger calls a present."""
    helpers = [c for c in (token, *children) if c.lemma == "быть"]
    coming = any(c.text.lower().startswith("буд") for c in helpers)
    return "Fut" if coming else token.feats.get("Tense", "None")


def _mains(said: _Said) -> Iterator[tuple[int, int]]:
    """The main predicates of what is said: the verb's complements, else those of its sentences."""
    frame = said.frame
    sentence = said.sentence(frame.sentence)
    below = [c for c in sentence.children(frame.token) if _is_complement(sentence, c)]
    if below and not frame.behind:
        for at in below:
            yield frame.sentence, at
            yield from ((frame.sentence, c) for c in _joined(sentence, at))
        return
    for number, at in said.places:
        token = said.sentence(number).tokens[at]
        if token.rel in ("root", "parataxis", "ccomp"):
            yield number, at
            yield from ((number, c) for c in _joined(said.sentence(number), at))


def _is_complement(sentence: Sentence, at: int) -> bool:
    if sentence.tokens[at].rel in ("ccomp", "xcomp", "csubj"):
        return True
    about = any(sentence.tokens[c].lemma == "о" for c in sentence.children(at))
    return sentence.tokens[at].rel in ("obl", "nmod") and about


def _joined(sentence: Sentence, at: int) -> Iterator[int]:
    for child in sentence.children(at):
        token = sentence.tokens[child]
        if token.rel == "conj" and token.pos in ("VERB", "ADJ"):
            yield child


def _own(reading: Reading, who: str) -> frozenset[str | None]:
    """The speaker, those for whom he speaks, and their states."""
    own = {who, *(o.of for o in reading.offices_of(who) if o.of)}
    return frozenset((*own, *(reading.entity(e).iso for e in own))) - {None}


def _is_own(said: _Said, number: int, at: int) -> bool:
    """Whether a predicate's subject is the speaker, whom he speaks for, or we."""
    sentence = said.sentence(number)
    if sentence.tokens[at].feats.get("Person") == "1":
        return True
    for child in sentence.children(at):
        if sentence.tokens[child].rel.startswith("nsubj"):
            mention = said.reading.headed(number, child)
            subject = said.reading.entity(mention.entity) if mention else None
            named = subject is not None and bool({subject.id, subject.iso} & said.own)
            return named or sentence.tokens[child].lemma in ("мы", "я")
    return False


def _subject(said: _Said, number: int, at: int) -> str:
    """Of what sort a subject is: ``own-State``, ``foreign-Person``, ``pronoun``, ``none``."""
    sentence = said.sentence(number)
    for child in sentence.children(at):
        if sentence.tokens[child].rel.startswith("nsubj"):
            mention = said.reading.headed(number, child)
            if mention is None:
                return "pronoun" if sentence.tokens[child].pos == "PRON" else "noun"
            entity = said.reading.entity(mention.entity)
            whose = "own" if {entity.id, entity.iso} & said.own else "foreign"
            return f"{whose}-{entity.type}"
    return "none"


def _of_times(said: _Said, spans: Sequence[Span], group: str) -> Iterator[str]:
    """Whether what is said has a date that lies before, on or after the day of the article."""
    published = said.reading.document.article.published
    for number in {said.frame.sentence, *(n for n, _ in said.places)} if published else ():
        for time in said.reading.times_in(number):
            inside = any(start <= time.start and time.end <= end for start, end in spans)
            first = time.date.split("/")[0]
            today = (published or "")[: len(first)]
            if inside and first and not first.startswith("X"):
                when = "future" if first > today else "past" if first < today else "now"
                yield from (f"when={when}", f"when={when}&{group}")


def _places(reading: Reading, frame: Frame, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """The tokens of what is said: those inside the spans without those that tell who says it."""
    return tuple(
        (number, at)
        for number, sentence in enumerate(reading.document.sentences)
        if any(sentence.start < end and start < sentence.end for start, end in spans)
        for at in _said_in(sentence, frame, own=number == frame.sentence)
        if any(start <= sentence.tokens[at].start < end for start, end in spans)
    )


def _said_in(sentence: Sentence, frame: Frame, *, own: bool) -> Iterable[int]:
    """The tokens of a sentence that are said; ``own`` is the one with the word of speech."""
    everything = range(len(sentence.tokens))
    if not own or not frame.lemma:
        return everything
    if frame.back:
        return ()
    if frame.behind:
        return _around(sentence, frame.token)
    teller = {frame.token, *_teller(sentence, frame.token)}
    return [at for at in everything if at not in teller]


def _around(sentence: Sentence, verb: int) -> Iterator[int]:
    """The tokens before «…, сказал X», and those behind it while a quotation is still open."""
    texts = [token.text for token in sentence.tokens]
    stop = max((at for at in range(verb) if texts[at] in BREAKS), default=0)
    yield from range(stop)
    if texts[:stop].count("«") > texts[:stop].count("»"):
        again = next((at for at in range(verb, len(texts)) if texts[at] in ("—", "–")), len(texts))
        yield from range(again, len(texts))


def _teller(sentence: Sentence, verb: int) -> Iterator[int]:
    """The subject of a verb with all that hangs on it; the X of «по словам X»."""
    noun = sentence.tokens[verb].pos in ("NOUN", "PROPN")
    waiting = [
        child
        for child in sentence.children(verb)
        if sentence.tokens[child].rel.startswith("nsubj" if not noun else "nmod")
    ]
    while waiting:
        at = waiting.pop()
        yield at
        waiting += sentence.children(at)
