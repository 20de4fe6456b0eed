"""Figures about relations between states: trade, aid, loans, deliveries, people who move or study.

A figure counts where the words of its sentence say what it measures (``quantities.yaml``) and the
text says between whom; all others (casualties, votes, prices) are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kg import dates
from kg.extract.lang import lexicon_file, words
from kg.extract.quantities_numbers import Figure, figures
from kg.extract.reading import Reading, TimeExpression
from kg.model.document import PROSE, Sentence, Token
from kg.model.extraction import Fragment, Quantity

#: A longer fragment is no evidence (code points).
LONGEST = 400
#: How far behind a number, in tokens, the noun that it counts may stand.
NOUN_WITHIN = 6
#: Metrics that may be a goal, and those that may be a pledge.
_GOALS = frozenset({"trade_turnover", "investment", "export"})
_PLEDGED = frozenset({"aid", "loan", "investment", "delivery", "other"})
_MONEY = frozenset({"USD", "EUR", "GBP", "RUB", "CNY", "KZT", "UZS"})
_BY_UNIT = {"percent": "percent", "people": "people", "t": "goods", "m3": "goods"}


@dataclass(frozen=True, slots=True)
class _Measured:
    """A figure with what it measures."""

    sentence: int
    figure: Figure
    unit: str
    metric: str
    #: Whether it counts states («17 стран»).
    counts_states: bool = False


def read_quantities(reading: Reading) -> tuple[Quantity, ...]:
    """The quantities of an article, by position; one told twice is one, with both its places."""
    lang = reading.document.article.lang
    data = lexicon_file(lang, "quantities")
    found: dict[tuple[object, ...], list[Quantity]] = {}
    for measured in _measured(reading, data) if data else ():
        quantity = _quantity(reading, measured)
        if quantity is not None:
            key = (quantity.value, quantity.unit, quantity.metric, quantity.kind)
            _add(found.setdefault(key, []), quantity)
    order = sorted((q for same in found.values() for q in same), key=lambda q: q.evidence[0].start)
    return tuple(q.model_copy(update={"id": f"q{n}"}) for n, q in enumerate(order, start=1))


def _add(same: list[Quantity], quantity: Quantity) -> None:
    """Put a quantity to those of equal value: new, or more evidence of one not dated otherwise."""
    for at, other in enumerate(same):
        if quantity.period in (None, other.period) or other.period is None:
            fields = {"evidence": (*other.evidence, *quantity.evidence)}
            same[at] = other.model_copy(
                update={**fields, "period": other.period or quantity.period}
            )
            return
    same.append(quantity)


def _measured(reading: Reading, data: Mapping[str, Any]) -> Iterator[_Measured]:
    for number, sentence in enumerate(reading.document.sentences):
        if sentence.kind not in PROSE:
            continue
        text = reading.text(sentence.start, sentence.end)
        for figure in figures(text, reading.document.article.lang):
            if _is_date(reading, number, sentence.start + figure.start):
                continue
            kind, unit = _counted(sentence, figure, data)
            metric = _metric(sentence, figure, data["metrics"].get(kind, ()))
            if metric is not None and unit is not None:
                yield _Measured(number, figure, unit, metric, kind == "states")


def _is_date(reading: Reading, number: int, start: int) -> bool:
    return any(t.start <= start < t.end for t in reading.times_in(number))


def _counted(
    sentence: Sentence, figure: Figure, data: Mapping[str, Any]
) -> tuple[str | None, str | None]:
    """A figure's list of metrics and its unit: by the unit beside it, else by what it counts."""
    if figure.unit in _MONEY:
        return "money", figure.unit
    if figure.unit is not None:
        return _BY_UNIT.get(figure.unit), figure.unit
    before = [t for t in sentence.tokens if t.end <= sentence.start + figure.start]
    if before and (before[-1].text.isascii() and before[-1].text.isalnum()):
        return None, None
    behind = [t for t in sentence.tokens if t.start >= sentence.start + figure.end]
    for token in behind[:NOUN_WITHIN]:
        for kind, things in data["counted"].items():
            if is_word(token.lemma, things["words"]):
                few = figure.value < things.get("fewest", 0)
                part = before and before[-1].lemma in things.get("not_after", ())
                return (None, None) if few or part else (kind, things["unit"])
        if token.pos not in ("ADJ", "PROPN", "CCONJ", "NUM"):
            break
    return None, None


def _metric(sentence: Sentence, figure: Figure, metrics: list[Mapping[str, Any]]) -> str | None:
    """What a figure measures: the metric whose word stands nearest to it."""
    lemmas = [t.lemma for t in sentence.tokens]
    at = next(i for i, t in enumerate(sentence.tokens) if t.end > sentence.start + figure.start)
    ranked = [
        (min(abs(i - at) for i in places), order, metric["metric"])
        for order, metric in enumerate(metrics)
        if (places := [i for i, lemma in enumerate(lemmas) if is_word(lemma, metric["words"])])
        and ("near" not in metric or any(is_word(lemma, metric["near"]) for lemma in lemmas))
        and not any(is_word(lemma, metric.get("without", ())) for lemma in lemmas)
    ]
    return min(ranked)[2] if ranked else None


def is_word(lemma: str, listed: Collection[str]) -> bool:
    """Whether a list has the lemma, or a beginning of it with an asterisk («инвестиц*»)."""
    return lemma in listed or any(w[-1] == "*" and lemma.startswith(w[:-1]) for w in listed)


def _any_word(lemmas: Iterable[str], lang: str, key: str) -> bool:
    listed = words(lang, "quantities", key)
    return any(is_word(lemma, listed) for lemma in lemmas)


def _quantity(reading: Reading, measured: _Measured) -> Quantity | None:
    between = _between(reading, measured)
    if between is None:
        return None
    kind, time = _kind(reading, measured), _time(reading, measured)
    goal = kind == "target"
    return Quantity(
        id="",
        kind=kind,
        metric=measured.metric,
        value=measured.figure.value,
        unit=measured.unit,
        period=_period(time) if time and not goal else None,
        deadline=dates.end_of(time.date) if time and goal else None,
        between=between,
        evidence=(_evidence(reading, measured),),
    )


def _between(reading: Reading, measured: _Measured) -> tuple[str, ...] | None:
    """The two sides of a figure; None where the text names fewer, so that it tells of no relation.

    They are those that the sentence names, the second else that named last before; both are the
    article's first two where the sentence speaks of «two countries». A figure of an organisation or
    a format is its own, one that counts states may stand without.
    """
    lang = reading.document.article.lang
    here = list(_sides(reading, measured.sentence))
    bodies = [e for e in here if reading.entity(e).kind in ("igo", "format")]
    if measured.counts_states:
        return tuple(bodies[:1])
    if bodies and len(here) == 1:
        return tuple(bodies)
    tokens = reading.document.sentences[measured.sentence].tokens
    lemmas = {t.lemma for t in tokens}
    if not here and (_any_word(lemmas, lang, "sides") or not _has_syntax(tokens)):
        often = Counter(
            e for n in range(len(reading.document.sentences)) for e in _sides(reading, n)
        )
        here = [entity for entity, _ in often.most_common(2)]
    for number in range(measured.sentence - 1, -1, -1):
        if len(here) == 1:
            here += [e for e in _sides(reading, number) if e not in here][:1]
    if len(here) < 2:
        return None
    return tuple(here[:2]) if len(here) == 2 else _nearest(reading, measured, here)


def _nearest(reading: Reading, measured: _Measured, sides: list[str]) -> tuple[str, ...]:
    """The two sides named nearest to a figure, in the order in which the sentence names them."""
    at = reading.document.sentences[measured.sentence].start + measured.figure.start
    distance = dict.fromkeys(sides, len(reading.document.article.text))
    for mention in reading.mentions_in(measured.sentence):
        side = _side(reading, mention.entity)
        if side in distance:
            distance[side] = min(distance[side], abs(mention.start - at))
    kept = sorted(sides, key=lambda side: distance[side])[:2]
    return tuple(side for side in sides if side in kept)


def _sides(reading: Reading, number: int) -> Iterator[str]:
    """States, regions and organisations that a sentence names, a person standing for his state."""
    seen: set[str] = set()
    for mention in reading.mentions_in(number):
        side = _side(reading, mention.entity)
        if side is not None and side not in seen:
            seen.add(side)
            yield side


def _side(reading: Reading, identifier: str) -> str | None:
    entity = reading.entity(identifier)
    if entity.type == "State" or entity.kind in ("igo", "format", "region"):
        return identifier
    if entity.type == "Person":
        held = [o.of for o in reading.offices_of(identifier) if o.status == "current" and o.of]
        return held[0] if held and reading.entity(held[0]).type == "State" else None
    if entity.kind == "government" and entity.iso:
        states = (e for e in reading.entities if e.type == "State" and e.iso == entity.iso)
        return next((e.id for e in states), None)
    return None


def _kind(reading: Reading, measured: _Measured) -> Literal["target", "actual", "pledge"]:
    """A goal, a pledge, or what is; money once given in an earlier year is no pledge any more."""
    lang = reading.document.article.lang
    tokens = _beside(reading, measured)
    aims = {t.lemma for t in tokens if t.pos != "VERB" or t.feats.get("VerbForm") == "Inf"}
    if measured.metric in _GOALS and _any_word(aims, lang, "targets"):
        return "target"
    lemmas = {t.lemma for t in tokens}
    if measured.metric in _PLEDGED and _any_word(lemmas, lang, "pledges"):
        time, published = _time(reading, measured), reading.document.article.published
        began = dates.start_of(time.date) if time else None
        return "actual" if began and published and began[:4] < published[:4] else "pledge"
    return "actual"


def _beside(reading: Reading, measured: _Measured) -> list[Token]:
    """The tokens that may tell what a figure is: its sentence's; without syntax, up to commas."""
    sentence = reading.document.sentences[measured.sentence]
    if _has_syntax(sentence.tokens):
        return list(sentence.tokens)
    at = sentence.start + measured.figure.start
    breaks = [t.start for t in sentence.tokens if t.text in (",", ";", "–", "—", ":")]
    start = max((b for b in breaks if b < at), default=sentence.start)
    behind = (b for b in breaks if b > at and not reading.text(b + 1, b + 2).isdigit())
    end = min(behind, default=sentence.end)
    return [t for t in sentence.tokens if start <= t.start < end]


def _has_syntax(tokens: Sequence[Token]) -> bool:
    return any(token.head >= 0 for token in tokens)


def _time(reading: Reading, measured: _Measured) -> TimeExpression | None:
    """The time expression of the sentence that stands nearest to the figure."""
    start = reading.document.sentences[measured.sentence].start + measured.figure.start
    times = reading.times_in(measured.sentence)
    return min(times, key=lambda t: abs(t.start - start), default=None)


def _period(time: TimeExpression) -> str | None:
    """The month or year that a figure is of; a day is rather that of the announcement."""
    whole = dates.covering(time.date)
    return whole if whole and len(whole) < 10 else None


def _evidence(reading: Reading, measured: _Measured) -> Fragment:
    """The sentence, cut to the clause around the figure where it is too long."""
    sentence = reading.document.sentences[measured.sentence]
    if sentence.end - sentence.start <= LONGEST:
        return reading.fragment(sentence.start, sentence.end)
    at = sentence.start + measured.figure.start
    breaks = [t.start for t in sentence.tokens if t.text in (",", ";", "—", ":")]
    start = max((b + 1 for b in breaks if b < at), default=sentence.start)
    end = min((b for b in breaks if b > at + len(str(measured.figure.value))), default=sentence.end)
    return reading.fragment(start, min(end, start + LONGEST))
