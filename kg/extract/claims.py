"""Claims: what the text attributes to a named person, state or organisation.

``claims_frames`` finds the attributions of each sentence, ``claims_nesting`` those that stand on
their own and ``claims_speaker`` who is meant; here they become claims: quotations over several
sentences are put together, «Об этом заявил X» gets the sentence before, a medium that relays a
named speaker becomes the claim's source, and a statement first told and then quoted is one claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.claims_frames import Frame
from kg.extract.claims_interview import answers, questions
from kg.extract.claims_lexicon import Lexicon, lexicon
from kg.extract.claims_modality import modality
from kg.extract.claims_nesting import frames
from kg.extract.claims_quotes import Run, quotation, runs
from kg.extract.claims_speaker import Context, all_media, speakers
from kg.extract.reading import Reading
from kg.model.extraction import Claim, Event, Span

#: A longer fragment is no evidence, it is the article (code points).
LONGEST = 400
#: Between a telling and its quotation, at most (code points).
NEIGHBOURS = 6
#: Share of the shorter one's words that make a quotation one with its telling; of the article's
#: first sentences, which mostly tell what is quoted next, fewer do.
SHARED, SHARED_WITH_LEAD = 0.3, 0.15
LEAD = 2
#: How many statements back a body may be named whose message is quoted.
LATELY = 2
#: Sentences kept of an answer.
MOST_FRAGMENTS = 3
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV"})
OPENING_MARKS = ("«", "„", "“")


@dataclass(frozen=True, slots=True)
class Draft:
    """One statement before it becomes a claim of each of its speakers."""

    speakers: tuple[str, ...]
    frame: Frame
    spans: tuple[Span, ...]
    source: str | None


def read_claims(reading: Reading, events: Sequence[Event]) -> tuple[Claim, ...]:
    """The claims of an article, by position; a joint statement is one claim of each speaker."""
    pairs = [(draft, who) for draft in drafts(reading) for who in draft.speakers]
    return tuple(
        _claim(reading, events, draft, who, f"c{number}")
        for number, (draft, who) in enumerate(pairs, start=1)
    )


def drafts(reading: Reading) -> list[Draft]:
    """The statements of an article, by position, before they are judged."""
    words = lexicon(reading.document.article.lang)
    if words is None:
        return []
    found = list(_attributed(reading, words))
    return _told_once(reading, [*found, *_answered(reading, found)])


def _attributed(reading: Reading, words: Lexicon) -> Iterator[Draft]:
    recent: tuple[tuple[str, ...], ...] = ()
    found, asked = runs(reading.document), questions(reading.document)
    for number, sentence in enumerate(reading.document.sentences):
        if sentence.kind != "body" or number in asked:
            continue
        context = Context(reading, words, number, recent)
        for draft in _of_sentence(context, found):
            yield draft
            recent = (draft.speakers, *recent)


def _of_sentence(context: Context, found: Sequence[Run]) -> Iterator[Draft]:
    """The statements of a sentence; a medium beside a named speaker is their source."""
    told = [(f, _meant(context, f)) for f in frames(context)]
    told = [(f, who) for f, who in told if who]
    media = [who for _, who in told if all_media(context, who)]
    source = _name(context, media[0][0]) if media else None
    nominal = context.words.nominal
    relayed = any(f.lemma not in nominal and not all_media(context, who) for f, who in told)
    for frame, who in told:
        if all_media(context, who) and (relayed or frame.lemma in context.words.relays):
            continue
        cited = _cited(context, frame)
        relay = source if relayed else _name(context, who[0]) if cited else None
        yield Draft(cited or who, frame, _spans(context, frame, found), relay)


def _meant(context: Context, frame: Frame) -> tuple[str, ...]:
    """Who speaks; of «говорится в сообщении» a body that just spoke, else the last speaker."""
    bodies = (
        who
        for who in context.recent[:LATELY]
        if all(context.entity(e).type in ("Organization", "State") for e in who)
    )
    return frame.speakers or next(bodies, next(iter(context.recent), ()))


def _name(context: Context, entity: str) -> str:
    return context.reading.entity(entity).name


def _cited(context: Context, frame: Frame) -> tuple[str, ...]:
    """The named speaker whom a medium refers to: «сообщает X со ссылкой на Y»."""
    for at, token in enumerate(context.tokens):
        if token.lemma in context.words.references and at > frame.token:
            for child in context.sentence.children(at):
                if context.tokens[child].rel == "nmod":
                    return speakers(context, child)
    return ()


def _spans(context: Context, frame: Frame, found: Sequence[Run]) -> tuple[Span, ...]:
    """The evidence of a frame: its part of the sentence, its quotation, what it points back at."""
    sentences = context.reading.document.sentences
    first = last = context.number
    run = next((r for r in found if r.first <= context.number <= r.last), None)
    if run is not None and frame.behind and context.number == run.last:
        first = run.first
    elif run is not None and not frame.behind and context.number == run.first:
        last = run.last
    elif frame.back and first > 0 and sentences[first - 1].kind == "body":
        first -= 1
    bounds = [(s.start, s.end) for s in sentences[first : last + 1]]
    if first == last:
        bounds = [(frame.start, frame.end)]
    return tuple(_joined(bounds))


def _answered(reading: Reading, found: Sequence[Draft]) -> Iterator[Draft]:
    """An interview's answers: of each, the first sentence of a paragraph that nobody else says."""
    turns = answers(reading.document)
    if not turns:
        return
    persons = [
        who
        for draft in found
        for who in draft.speakers
        if draft.frame.sentence < turns[0].first and reading.entity(who).type == "Person"
    ]
    told = {draft.frame.sentence for draft in found}
    for turn in turns if persons else ():
        opening = [next((n for n in p if n not in told), None) for p in turn.paragraphs]
        numbers = [n for n in opening if n is not None][:MOST_FRAGMENTS]
        if numbers:
            frame = Frame(numbers[0], 0, "", "say", (persons[-1],), behind=False, back=False)
            bounds = [(reading.document.sentences[n]) for n in numbers]
            spans = tuple((s.start, min(s.end, s.start + LONGEST)) for s in bounds)
            yield Draft((persons[-1],), frame, spans, None)


def _told_once(reading: Reading, found: Sequence[Draft]) -> list[Draft]:
    """Drafts by position; a statement that is quoted right behind its telling is one with it."""
    out: list[Draft] = []
    for draft in sorted(found, key=lambda d: d.spans):
        if out and _quotes(reading, out[-1], draft):
            out[-1] = replace(out[-1], spans=(*out[-1].spans, *draft.spans))
        else:
            out.append(draft)
    return out


def _quotes(reading: Reading, told: Draft, quoted: Draft) -> bool:
    """Whether a quotation repeats what was told just before, the lead being told most closely."""
    start = quoted.spans[0][0]
    near = start - told.spans[-1][1] <= NEIGHBOURS and told.speakers == quoted.speakers
    if not near or reading.text(start, start + 1) not in OPENING_MARKS:
        return False
    before, after = (_content(reading, d) for d in (told, quoted))
    shared = len(before & after) / max(1, min(len(before), len(after)))
    lead = told.frame.sentence <= LEAD
    return shared >= (SHARED_WITH_LEAD if lead else SHARED)


def _content(reading: Reading, draft: Draft) -> frozenset[str]:
    """Lemmas of the words that carry meaning, without those of speech."""
    words = lexicon(reading.document.article.lang)
    speech = frozenset(words.verbs) if words else frozenset()
    return (
        frozenset(
            token.lemma
            for sentence in reading.document.sentences
            for token in sentence.tokens
            if token.pos in CONTENT and _inside(token.start, token.end, draft)
        )
        - speech
    )


def _joined(bounds: list[Span]) -> Iterator[Span]:
    """Neighbouring spans put together while they are no longer than evidence may be."""
    start, end = bounds[0]
    for left, right in bounds[1:]:
        if right - start > LONGEST:
            yield start, min(end, start + LONGEST)
            start = left
        end = right
    yield start, min(end, start + LONGEST)


def _claim(
    reading: Reading, events: Sequence[Event], draft: Draft, who: str, identifier: str
) -> Claim:
    return Claim(
        id=identifier,
        speaker=who,
        affiliation=_affiliation(reading, who),
        modality=modality(reading, draft.frame, draft.spans, who),
        quote=quotation(reading, draft.spans),
        about=_about(reading, events, draft, who),
        source=draft.source,
        evidence=tuple(reading.fragment(start, end) for start, end in draft.spans),
    )


def _affiliation(reading: Reading, who: str) -> str | None:
    """For whom somebody speaks: the office's state or body; of a government body its state."""
    entity = reading.entity(who)
    if entity.type == "Person":
        held = [o for o in reading.offices_of(who) if o.of is not None]
        held.sort(key=lambda office: office.status == "former")
        return held[0].of if held else None
    if entity.kind == "government" and entity.iso:
        return next(
            (e.id for e in reading.entities if e.type == "State" and e.iso == entity.iso), None
        )
    return None


def _about(reading: Reading, events: Sequence[Event], draft: Draft, who: str) -> tuple[str, ...]:
    """Events told in the same words, and the entities named there other than the speaker."""
    told = [e.id for e in events if any(_inside(f.start, f.end, draft) for f in e.evidence)]
    named = [m.entity for m in reading.mentions if _inside(m.start, m.end, draft)]
    return tuple(dict.fromkeys(e for e in (*told, *named) if e not in draft.speakers))


def _inside(start: int, end: int, draft: Draft) -> bool:
    return any(left <= start and end <= right for left, right in draft.spans)
