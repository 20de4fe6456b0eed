"""Which attributions of a sentence stand on their own, and which part of it is whose."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.claims_frames import BREAKS, JOINTS, Frame, all_frames, is_phrase
from kg.extract.claims_speaker import Context, all_media
from kg.model.document import Sentence, Token

#: How a clause hangs on the verb that reports it.
_GOVERNED = frozenset({"ccomp", "xcomp", "csubj", "obl", "obj", "nsubj", "acl"})


def frames(context: Context) -> list[Frame]:
    """The attributions of a sentence, in order, without those that stand inside another's words."""
    found = all_frames(context)
    return _parted(context, [f for f in found if not _is_quoted(context, f, found)])


def _is_quoted(context: Context, frame: Frame, found: list[Frame]) -> bool:
    """Whether a frame stands inside what another one reports («сказал, что X считает»).

    A statement made in the past is one of its own («писала, что X заявил, добавив»), unless in the
    quoted words of a named speaker.
    """
    token = context.tokens[frame.token]
    form = token.feats.get("VerbForm")
    past = form == "Conv" or (form == "Fin" and token.feats.get("Tense") == "Past")
    others = [f for f in found if f is not frame and not _of_media(context, f)]
    if is_phrase(context, frame.token) and any(f.token < frame.token for f in others):
        return True
    if past:
        return any(f.speakers and _in_words_of(context.tokens, f, frame) for f in others)
    return any(_reports(context, other, frame) for other in others)


def _of_media(context: Context, frame: Frame) -> bool:
    return bool(frame.speakers) and all_media(context, frame.speakers)


def _in_words_of(tokens: tuple[Token, ...], outer: Frame, inner: Frame) -> bool:
    """Whether the inner frame stands in quotation marks before or behind the outer one's verb."""
    if outer.behind:
        return _in_quotes(tokens, inner.token, outer.token)
    marks = [t.text for t in tokens[outer.token : inner.token] if t.text in "«»"]
    return marks.count("«") > marks.count("»")


def _in_quotes(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    """Whether a token stands in quotation marks that close before ``end``."""
    closing = next((i for i in range(at, end) if tokens[i].text == "»"), None)
    return closing is not None and not any(tokens[i].text == "«" for i in range(at, closing))


def _reports(context: Context, outer: Frame, inner: Frame) -> bool:
    """Whether the inner frame stands in what the outer one reports, before or after its verb."""
    if outer.behind:
        return inner.token < outer.token and not inner.behind
    if _leads(context, outer):
        return outer.token < inner.token and not inner.behind
    between = context.tokens[outer.token : inner.token]
    if any(t.lemma == "что" and t.pos == "SCONJ" for t in between):
        return True
    at = inner.token
    while at >= 0 and at != outer.token:
        if context.tokens[at].rel in ("ccomp", "acl", "acl:relcl", "advcl") and at > outer.token:
            return context.tokens[at].head >= 0 and _under(context, at, outer.token)
        at = context.tokens[at].head
    return False


def _leads(context: Context, frame: Frame) -> bool:
    """Whether all that follows is reported: «по словам X, …», «как сообщал X, …»."""
    below = context.sentence.children(frame.token)
    as_told = any(context.tokens[c].lemma == "как" and c < frame.token for c in below)
    return not frame.behind and (is_phrase(context, frame.token) or as_told)


def _under(context: Context, at: int, top: int) -> bool:
    while at >= 0 and at != top:
        at = context.tokens[at].head
    return at == top


def _parted(context: Context, found: list[Frame]) -> list[Frame]:
    """Each frame with its own part of the sentence; one that reports another holds that too."""
    sentence = context.sentence
    out: list[Frame] = []
    for number, frame in enumerate(found):
        before = found[number - 1] if number else None
        start, limit = sentence.start, None
        if before is not None and (before.behind or not frame.behind):
            start = sentence.tokens[_opening(sentence.tokens, before.token, frame.token)].start
            limit = start
        elif before is not None:
            start, limit = out[-1].start, sentence.tokens[frame.token].start
        if limit is not None:
            out = [_cut(context, f, frame, limit) for f in out]
        out.append(_bounded(sentence, frame, start, sentence.end))
    return out


def _cut(context: Context, frame: Frame, later: Frame, limit: int) -> Frame:
    """A frame that ends where a later one begins, unless that is in what it reports."""
    within = later.speakers != frame.speakers and _holds(context, frame, later)
    if frame.end <= limit or frame.start >= limit or within:
        return frame
    return _bounded(context.sentence, frame, frame.start, limit)


def _holds(context: Context, outer: Frame, inner: Frame) -> bool:
    """Whether the inner frame stands in a clause that the outer one's verb governs."""
    if outer.behind or inner.behind or _leads(context, outer):
        return not outer.behind and not inner.behind
    at = inner.token
    while at >= 0 and context.tokens[at].head != outer.token:
        at = context.tokens[at].head
    return at >= 0 and context.tokens[at].rel in _GOVERNED


def _opening(tokens: tuple[Token, ...], after: int, at: int) -> int:
    """The first token of the clause of a verb, behind the verb before it."""
    while at - 1 > after and not (tokens[at - 1].text in BREAKS or tokens[at - 1].lemma in JOINTS):
        at -= 1
    return at


def _bounded(sentence: Sentence, frame: Frame, start: int, end: int) -> Frame:
    """The frame with its bounds drawn in to whole tokens, without a break or joint at their end."""
    inside = [t for t in sentence.tokens if start <= t.start and t.end <= end]
    while len(inside) > 1 and (inside[-1].text in ",;.—–:" or inside[-1].lemma in JOINTS):
        inside.pop()
    return replace(frame, start=inside[0].start, end=inside[-1].end)
