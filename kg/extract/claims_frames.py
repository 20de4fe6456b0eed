"""Attributions: the places of a sentence where somebody is said to say something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.claims_speaker import Context, all_media, antecedent, speakers
from kg.model.document import Sentence, Token

BREAKS = frozenset({",", ";", "—", "–", "-", ":", "»", "(", ")"})
JOINTS = frozenset({"и", "а", "но", "однако"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_BESIDE = frozenset({"obj", "obl", "iobj", "nmod", "advmod", "xcomp"})
#: How far, in tokens, a body in the locative may stand from its verb.
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution. ``start`` and ``end`` bound its own part of the sentence (code points)."""

    sentence: int
    #: The verb or noun of speech.
    token: int
    lemma: str
    #: What the word by itself makes of the statement.
    modality: str
    #: Entity ids; empty where the words point back at whoever spoke before.
    speakers: tuple[str, ...]
    #: Whether what is said stands before the verb: «…, заявил X».
    behind: bool
    #: Whether it stands in the sentence before: «Об этом заявил X».
    back: bool
    start: int = 0
    end: int = 0


def all_frames(context: Context) -> list[Frame]:
    """The attributions of a sentence, in order."""
    found: list[Frame] = []
    for at in range(len(context.tokens)):
        frame = _frame(context, at)
        if frame is not None and not (found and _doubles(context, found[-1], frame)):
            found.append(frame)
    return found


def _doubles(context: Context, before: Frame, frame: Frame) -> bool:
    """Whether a verb says with the one before it one thing: «осудила и раскритиковала удары»."""
    between = context.tokens[before.token + 1 : frame.token]
    return before.speakers == frame.speakers and all(t.lemma in JOINTS for t in between)


def _frame(context: Context, at: int) -> Frame | None:
    """The attribution that a token makes, if any."""
    token, words = context.tokens[at], context.words
    if is_phrase(context, at):
        who = _of_phrase(context, at)
        return _made(context, at, "say", who) if who else None
    if token.lemma in words.impersonal and _is_impersonal(token):
        return _impersonal(context, at)
    if token.lemma in words.stances and token.feats.get("Variant") == "Short":
        who = _of_verb(context, at)
        return _made(context, at, "say", who) if who else None
    if token.lemma in words.nominal:
        return _nominal(context, at)
    modality = _modality(context, at)
    who = _of_verb(context, at) if modality else ()
    if token.lemma in words.relays and not all_media(context, who):
        return None
    return _made(context, at, modality, who) if modality and who else None


def _made(context: Context, at: int, modality: str, who: tuple[str, ...]) -> Frame:
    back = _points_back(context)
    lemma, behind = context.tokens[at].lemma, _is_behind(context.tokens, at)
    return Frame(context.number, at, lemma, modality, who, behind, back)


def _points_back(context: Context) -> bool:
    """Whether a sentence begins with «об этом», «такое мнение»: its content stands before it."""
    first = [token.lemma for token in context.tokens[:2]]
    if len(first) > 1 and first[0] == "такой":
        return first[1] in context.words.phrases
    return first in (["о", "это"], ["о", "этот"])


def _modality(context: Context, at: int) -> str | None:
    """What a verb makes of a statement; None where it reports none: infinitive, future, denied."""
    token, words = context.tokens[at], context.words
    modality = words.verbs.get(token.lemma)
    if modality is None or token.pos not in ("VERB", "ADJ") or token.feats.get("Mood") == "Imp":
        return None
    if token.feats.get("VerbForm") == "Inf" or token.feats.get("Tense") == "Fut":
        return None
    if _is_passive(token) and modality == "say":
        return None
    below = set(_below(context.sentence, at))
    near = {context.tokens[c].lemma for c in below if c > at or context.tokens[c].lemma != "что"}
    if token.lemma in words.closing and not _is_behind(context.tokens, at):
        return None
    if token.lemma in words.beside and not near & words.beside[token.lemma]:
        return None
    if any(_is_this(context.tokens[c]) for c in context.sentence.children(at)):
        return None
    if at > 0 and context.tokens[at - 1].lemma == "не":
        return words.denied.get(token.lemma)
    return _turned(context, at) or modality


def _turned(context: Context, at: int) -> str | None:
    """What an object or preposition makes of a verb: «выразил протест», «выступил против»."""
    turned, tokens = context.words.turns.get(context.tokens[at].lemma, {}), context.tokens
    for child in context.sentence.children(at) if turned else ():
        if tokens[child].rel not in _BESIDE:
            continue
        cases = [c for c in context.sentence.children(child) if tokens[c].rel == "case"]
        for near in (child, *cases):
            if tokens[near].lemma in turned:
                return turned[tokens[near].lemma]
    return None


def _below(sentence: Sentence, at: int) -> Iterator[int]:
    """Children and their children."""
    for child in sentence.children(at):
        yield child
        yield from sentence.children(child)


def _is_passive(token: Token) -> bool:
    return token.feats.get("Voice") == "Pass" and token.feats.get("VerbForm") == "Part"


def _preposition(tokens: tuple[Token, ...], at: int) -> str | None:
    """The preposition before a noun, over its attributes."""
    at -= 1
    while at >= 0 and tokens[at].pos in ("DET", "ADJ"):
        at -= 1
    return tokens[at].lemma if at >= 0 and tokens[at].pos == "ADP" else None


def is_phrase(context: Context, at: int) -> bool:
    """«по словам», «по мнению»."""
    noun = context.tokens[at].lemma in context.words.phrases
    return noun and _preposition(context.tokens, at) == "по"


def _of_phrase(context: Context, at: int) -> tuple[str, ...]:
    """The X of «по словам X», «по его словам»."""
    children = [
        child
        for child in context.sentence.children(at)
        if context.tokens[child].rel in ("nmod", "det", "amod", "appos", "flat:name")
    ]
    near = [i for i in (at + 1, at - 1) if 0 <= i < len(context.tokens)]
    return next((who for i in (*children, *near) if (who := speakers(context, i))), ())


def _nominal(context: Context, at: int) -> Frame | None:
    """«слова X о том, что …», «обвинения X в …», «призыв X к …»."""
    tokens, words = context.tokens, context.words
    kind, after = words.nominal[tokens[at].lemma]
    below = list(context.sentence.children(at))
    who = next((w for c in below if _is_owner(tokens[c]) and (w := speakers(context, c))), ())
    content = any(c > at and _introduces(tokens, c) == after for c in _below(context.sentence, at))
    if not who or not content or all_media(context, who):
        return None
    return _made(context, at, kind, who)


def _is_owner(token: Token) -> bool:
    return token.rel in ("nmod", "flat:name") and token.feats.get("Case") == "Gen"


def _introduces(tokens: tuple[Token, ...], at: int) -> str | None:
    """The preposition of a noun; of «о том» the words with «что»."""
    before = _preposition(tokens, at)
    if before in ("о", "об") and tokens[at].lemma in ("то", "тот"):
        return "о том"
    return before


def _is_impersonal(token: Token) -> bool:
    """«говорится», «сказано»."""
    if token.text.lower().endswith(("ся", "сь")):
        return token.feats.get("VerbForm") == "Fin"
    return token.feats.get("Variant") == "Short" and token.feats.get("Gender") == "Neut"


def _impersonal(context: Context, at: int) -> Frame | None:
    """«говорится в сообщении X», «сообщается на сайте X»; without X it points back."""
    for child in context.sentence.children(at):
        if _preposition(context.tokens, child) in ("в", "на"):
            carrier = antecedent(context.tokens, child)
            who = _within(context, child) or _issuer(context, carrier, child)
            if who or context.tokens[carrier].lemma in context.words.carriers:
                return _made(context, at, "say", who)
    return None


def _issuer(context: Context, carrier: int, child: int) -> tuple[str, ...]:
    """Of «X выпустил сообщение, в котором говорится» the X."""
    verb = context.tokens[carrier].head
    if carrier == child or verb < 0 or context.tokens[carrier].lemma not in context.words.carriers:
        return ()
    subject = _subject(context.sentence, verb)
    return speakers(context, subject) if subject is not None else ()


def _within(context: Context, at: int) -> tuple[str, ...]:
    """The speaker in «сообщении МИД», «на сайте Кремля», «пресс-релизе канцлера»."""
    if context.tokens[at].pos == "PRON":
        return ()
    found = speakers(context, at)
    for child in context.sentence.children(at):
        if found:
            break
        if context.tokens[child].rel in ("nmod", "appos", "amod", "flat:name"):
            found = _within(context, child)
    return found


def _of_verb(context: Context, at: int) -> tuple[str, ...]:
    """The speakers of a verb: its subject, a body in the locative, or the noun beside it."""
    subject = _subject(context.sentence, at)
    found = speakers(context, subject) if subject is not None else ()
    if found and all_media(context, found):
        return _told(context, at, found) or found
    if subject is not None or _is_passive(context.tokens[at]):
        return found
    if _is_plural(context.tokens[at]):
        found = _inside(context, at)
    return found or _beside(context, at)


def _told(context: Context, at: int, medium: tuple[str, ...]) -> tuple[str, ...]:
    """Who told a medium, taken for the subject in «сообщил ТАСС посол»: named right behind it."""
    if not _is_behind(context.tokens, at):
        return ()
    if _is_plural(context.tokens[at]):
        return _inside(context, at)
    for near in range(at + 1, len(context.tokens)):
        token = context.tokens[near]
        if token.text in BREAKS - {"»"} or token.pos == "ADP":
            break
        if token.feats.get("Case") == "Nom" and token.pos in _NOMINAL:
            found = speakers(context, near)
            if found and found != medium:
                return found
    return ()


def _subject(sentence: Sentence, at: int, depth: int = 0) -> int | None:
    """A verb's subject; of a gerund or second verb that of the first; of a participle its noun."""
    token = sentence.tokens[at]
    for child in sentence.children(at):
        if sentence.tokens[child].rel == "nsubj":
            return child
    if _is_participle(token) and not _is_passive(token):
        return token.head if token.head >= 0 else None
    if _is_passive(token):
        return next((c for c in sentence.children(at) if _is_agent(sentence.tokens[c])), None)
    follows = token.feats.get("VerbForm") == "Conv" or token.rel in ("conj", "acl:relcl")
    if token.rel == "acl:relcl":
        token = sentence.tokens[token.head]
    if follows and depth < 3 and token.head >= 0 and sentence.tokens[token.head].pos == "VERB":
        return _subject(sentence, token.head, depth + 1)
    return None


def _is_participle(token: Token) -> bool:
    return token.feats.get("VerbForm") == "Part" and token.feats.get("Variant") != "Short"


def _is_this(token: Token) -> bool:
    """«это» as an object: what was said stands before and has its own verb."""
    return token.lemma == "это" and token.rel == "obj"


def _is_agent(token: Token) -> bool:
    return token.rel in ("obl", "obl:agent") and token.feats.get("Case") == "Ins"


def _is_plural(token: Token) -> bool:
    return token.feats.get("VerbForm") == "Fin" and token.feats.get("Number") == "Plur"


def _inside(context: Context, at: int) -> tuple[str, ...]:
    """The body of «в Кремле заявили»: by the parse, else the nearest «в» before or behind."""
    children = [c for c in context.sentence.children(at) if _preposition(context.tokens, c) == "в"]
    before = range(at - 1, max(-1, at - _NEAR), -1)
    behind = range(at + 1, min(len(context.tokens), at + 3))
    near = [
        i
        for i in (*behind, *before)
        if context.tokens[i].pos in _NOMINAL
        and (context.tokens[i].feats.get("Case") == "Loc" or context.tokens[i].text.isupper())
        and _preposition(context.tokens, i) == "в"
    ]
    near += [
        i
        for i in (*behind, *before)
        if context.tokens[i].lemma == "сторона" and _preposition(context.tokens, i) == "с"
    ]
    named = (speakers(context, i) for i in (*children, *near))
    return next((who for who in named if who and context.entity(who[0]).type != "Place"), ())


def _beside(context: Context, at: int) -> tuple[str, ...]:
    """The nearest nominative: after a verb that stands behind a break, else before it."""
    tokens = context.tokens
    ways = [range(at + 1, len(tokens)), range(at - 1, -1, -1)]
    for way in ways if _is_behind(tokens, at) else reversed(ways):
        for near in way:
            if tokens[near].text in BREAKS or tokens[near].lemma in JOINTS:
                break
            if tokens[near].feats.get("Case") == "Nom" and tokens[near].pos in _NOMINAL:
                found = speakers(context, near)
                if found:
                    return found
    return ()


def _is_behind(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a verb, but no gerund, follows a break, so that what is said stands before it."""
    if tokens[at].feats.get("VerbForm") == "Conv":
        return False
    near = at - 1
    while near >= 0 and tokens[near].pos in ("ADV", "PART"):
        near -= 1
    return near >= 0 and tokens[near].text in BREAKS
