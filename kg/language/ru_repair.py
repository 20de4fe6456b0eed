"""Mends what the parser often gets wrong in news, before the trees are asked anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.language.ru_names import may_be_many
from kg.model.document import Token

_NOUNS = ("NOUN", "PROPN")
_STOPS = ",;:()«»—"
#: Nouns of phrases of time that a genitive completes.
_FRAMES = frozenset({"начало", "конец", "ход", "рамка", "итог", "время", "окончание", "завершение"})
#: Relations of phrases to verbs.
_OF_VERBS = frozenset({"obl", "nsubj", "nsubj:pass", "obj", "iobj", "advmod"})
#: How a clause hangs on the one that a phrase was wrongly hung on.
_CLAUSES = ("parataxis", "conj", "ccomp")


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with some heads and forms set right."""
    out = [_subject(tokens, token) for token in tokens]
    for index, token in enumerate(tokens):
        head, relation = _arc(tokens, index)
        moved = head is not None and head != token.head and not _above(out, head, index)
        if head is not None and moved:
            out[index] = replace(out[index], head=head, rel=relation)
    return tuple(out)


def _subject(tokens: Sequence[Token], token: Token) -> Token:
    """«Главы … встретились»: a subject of many tagged as the genitive of one."""
    if token.rel != "nsubj" or token.feats.get("Case") != "Gen" or token.head < 0:
        return token
    verb = tokens[token.head].feats
    if verb.get("VerbForm") != "Fin" or verb.get("Number") != "Plur" or not may_be_many(token.text):
        return token
    return replace(token, feats={**token.feats, "Case": "Nom", "Number": "Plur"})


def _arc(tokens: Sequence[Token], index: int) -> tuple[int | None, str]:
    """The right head of a token and its relation to it; no head where its own will do."""
    for rule, relation in ((_noun_of_participle, "acl"), (_noun_of_relative, "acl:relcl"),
                           (_verb_of_object, "obj"), (_behind_grata, "obj"),
                           (_verb_of_subject, "nsubj")):  # fmt: skip
        head = rule(tokens, index)
        if head is not None:
            return head, relation
    return _head(tokens, index), "obl" if tokens[index].head < 0 else tokens[index].rel


def _noun_of_participle(tokens: Sequence[Token], index: int) -> int | None:
    """«придается запланированному на осень визиту»: the noun behind a participle in its case."""
    token = tokens[index]
    if token.feats.get("VerbForm") != "Part" or token.rel not in _OF_VERBS:
        return None
    case, number = token.feats.get("Case"), token.feats.get("Number")
    for at in range(index + 1, len(tokens)):
        later = tokens[at]
        if later.text in _STOPS or later.pos == "VERB":
            return None
        same = later.feats.get("Case") == case and later.feats.get("Number") == number
        if case and later.pos in _NOUNS and same and later.head == token.head:
            return at
    return None


def _noun_of_relative(tokens: Sequence[Token], index: int) -> int | None:
    """«в форуме, который состоится 10 мая, посетит причал»: a relative clause follows its noun.

    «благодаря посредничеству президента …, который провел …»: and agrees with it in gender.
    """
    token = tokens[index]
    if token.rel != "acl:relcl":
        return None
    pronoun = next(
        (i for i, t in enumerate(tokens) if t.head == index and t.lemma == "который"), None
    )
    if pronoun is None:
        return None
    feats = tokens[pronoun].feats
    if token.head < pronoun and not _of_other_gender(tokens[token.head].feats, feats):
        return None
    for at in range(pronoun - 1, -1, -1):
        found = tokens[at].feats
        agrees = all(found.get(f) == feats[f] for f in ("Gender", "Number") if f in feats)
        if tokens[at].pos in _NOUNS and agrees:
            return at
    return None


def _of_other_gender(noun: Mapping[str, str], pronoun: Mapping[str, str]) -> bool:
    one = noun.get("Number") == pronoun.get("Number") == "Sing"
    return one and "Gender" in noun and noun["Gender"] != pronoun.get("Gender", noun["Gender"])


def _verb_of_object(tokens: Sequence[Token], index: int) -> int | None:
    """«пригласил на мероприятие президента», «посетит с визитом Данию»: the verb of a person or
    name hung on the phrase between."""
    token = tokens[index]
    named = token.feats.get("Animacy") == "Anim" or token.pos == "PROPN"
    person = named and token.feats.get("Case") == "Acc"
    if token.rel != "nmod" or not person or _has_case(tokens, index):
        return None
    verb = tokens[token.head].head
    free = verb >= 0 and tokens[verb].pos == "VERB" and _has_case(tokens, token.head)
    taken = any(t.head == verb and t.rel == "obj" for t in tokens)
    return verb if free and verb < token.head < index and not taken else None


def _behind_grata(tokens: Sequence[Token], index: int) -> int | None:
    """«объявила персоной нон грата сотрудника посольства»: the verb of who is declared so."""
    token = tokens[index]
    if token.rel != "nmod" or tokens[token.head].text.lower() != "грата":
        return None
    persona = tokens[token.head].head
    verb = tokens[persona].head if persona >= 0 else -1
    return verb if verb >= 0 and tokens[verb].pos == "VERB" else None


def _verb_of_subject(tokens: Sequence[Token], index: int) -> int | None:
    """«санкций против банков страны заморозили …»: the verb of a nominative hung on a genitive."""
    token = tokens[index]
    if token.rel != "nmod" or token.feats.get("Case") != "Nom" or tokens[token.head].feats.get(
        "Case"
    ) == "Nom":  # fmt: skip
        return None
    for at in range(index + 1, len(tokens)):
        later = tokens[at]
        if later.text in _STOPS:
            return None
        if later.feats.get("VerbForm") == "Fin":
            taken = any(t.head == at and t.rel.startswith("nsubj") for t in tokens)
            agrees = later.feats.get("Number") == token.feats.get("Number")
            return at if agrees and not taken else None
    return None


def _has_case(tokens: Sequence[Token], index: int) -> bool:
    """Whether a noun stands with a preposition."""
    return any(t.head == index and t.rel == "case" for t in tokens[:index])


def _above(tokens: Sequence[Token], at: int, other: int) -> bool:
    """Whether one goes up from a token to another, or is there."""
    while at >= 0 and at != other:
        at = tokens[at].head
    return at == other


def _head(tokens: Sequence[Token], index: int) -> int | None:
    """The right head of a token; None where its own will do."""
    relation = tokens[index].rel
    if tokens[index].head < 0:
        return _verb_of_root(tokens, index)
    if relation == "appos" and tokens[index].pos == "PROPN":
        return _title(tokens, index)
    if relation in _OF_VERBS:
        own = _crossed(tokens, index) or _behind_conjunction(tokens, index)
        if own is not None:
            return own
    if relation == "nmod":
        return _frame_before(tokens, index) or _noun_before(tokens, index)
    if relation == "obl":
        infinitive = _infinitive(tokens, index)
        return _beside(tokens, index, _CLAUSES) if infinitive is None else infinitive
    if relation == "nsubj" and _second_subject(tokens, index):
        return _beside(tokens, index, (*_CLAUSES, "acl:relcl", "advcl"))
    return None


def _between(tokens: Sequence[Token], index: int) -> list[int]:
    """Verbs inside a token's arc that hang outside it: the arc crosses theirs. Nearest first."""
    head = tokens[index].head
    if head < 0:
        return []
    low, high = min(index, head), max(index, head)
    found = [
        at
        for at in range(low + 1, high)
        if tokens[at].pos == "VERB" and not low <= tokens[at].head <= high
    ]
    return sorted(found, key=lambda at: abs(at - index))


def _crossed(tokens: Sequence[Token], index: int) -> int | None:
    """The verb of a phrase's own clause, where the phrase was hung beyond that verb."""
    for verb in _between(tokens, index):
        low, high = min(index, verb), max(index, verb)
        if any(t.text == "," for t in tokens[low:high]):
            continue
        taken = any(t.head == verb and t.rel == tokens[index].rel for t in tokens)
        if tokens[index].rel != "nsubj" or not taken:
            return verb
    return None


def _behind_conjunction(tokens: Sequence[Token], index: int) -> int | None:
    """«покинула город после того, как во время переговоров достигли …»: a phrase that a conjunction
    parts from the verb it was hung on belongs to the next verb."""
    head = tokens[index].head
    between = tokens[head + 1 : index]
    if head > index or not any(t.pos == "SCONJ" for t in between):
        return None
    if any(t.pos == "VERB" for t in between):
        return None
    for at in range(index + 1, len(tokens)):
        if tokens[at].text in _STOPS:
            return None
        if tokens[at].pos == "VERB" and tokens[at].rel != "amod":
            return at
    return None


def _verb_of_root(tokens: Sequence[Token], index: int) -> int | None:
    """«встретился с главкомом»: the verb of a phrase that was made a second root."""
    phrase = any(t.head == index and t.rel == "case" for t in tokens[:index])
    if tokens[index].pos not in _NOUNS or not phrase:
        return None
    for at in range(index - 1, -1, -1):
        if tokens[at].text in _STOPS:
            return None
        if tokens[at].pos == "VERB" and tokens[at].feats.get("VerbForm") != "Part":
            return at
    return None


def _frame_before(tokens: Sequence[Token], index: int) -> int | None:
    """«с начала военной операции»: the noun of a phrase of time that lost its genitive."""
    if tokens[index].feats.get("Case") != "Gen":
        return None
    at = index - 1
    while at > 0 and tokens[at].pos in ("ADJ", "DET"):
        at -= 1
    taken = any(t.head == at and t.rel == "nmod" for t in tokens[at:index])
    return at if tokens[at].lemma in _FRAMES and tokens[index].head != at and not taken else None


def _noun_before(tokens: Sequence[Token], index: int) -> int | None:
    """The noun right before a phrase that was hung on another one, beyond a verb; or its verb."""
    if not _between(tokens, index):
        return None
    at = index - 1
    while at > 0 and tokens[at].pos in ("ADP", "ADJ"):
        at -= 1
    while tokens[at].pos == "PROPN" and tokens[index].head < tokens[at].head < at:
        at = tokens[at].head
    ahead = tokens[index].head > index
    carries = tokens[at].pos in (*_NOUNS, "VERB")
    return at if carries and (ahead or at > tokens[index].head) else None


def _infinitive(tokens: Sequence[Token], index: int) -> int | None:
    """«пригласил его посетить страну с визитом»: the infinitive before a phrase, not its verb."""
    head = tokens[index].head
    for at in range(index - 1, head, -1):
        if tokens[at].text == ",":
            return None
        if tokens[at].head == head and tokens[at].feats.get("VerbForm") == "Inf":
            return at
    return None


def _second_subject(tokens: Sequence[Token], index: int) -> bool:
    head = tokens[index].head
    return any(t.head == head and t.rel == "nsubj" for t in tokens[:index])


def _beside(tokens: Sequence[Token], index: int, clauses: tuple[str, ...]) -> int | None:
    """«Войска отведут, договорились они на саммите»: the later verb, not the one before the comma.

    A comma behind that verb leaves the phrase with the first one.
    """
    head = tokens[index].head
    if not 0 <= head < index:
        return None
    for at in range(index - 1, head, -1):
        token = tokens[at]
        if token.text == ",":
            return None
        finite = token.pos == "VERB" and token.feats.get("VerbForm") == "Fin"
        if finite and (token.rel in clauses or token.head < 0):
            return at if any(t.text == "," for t in tokens[head:at]) else None
    return None


def _title(tokens: Sequence[Token], name: int) -> int | None:
    """«… Байдена с председателем КНР Си Цзиньпином»: the nearer title in the name's own case."""
    head, case = tokens[name].head, tokens[name].feats.get("Case")
    beyond = any(
        t.head < 0 or (t.head == head and t.rel == "appos") for t in tokens[head + 1 : name]
    )
    if head > name or case is None or (case == tokens[head].feats.get("Case") and not beyond):
        return None
    for index in range(name - 1, head, -1):
        token = tokens[index]
        if token.pos not in _NOUNS and token.pos != "ADJ":
            return None
        animate = token.pos == "NOUN" and token.feats.get("Animacy") == "Anim"
        if animate and (beyond or token.feats.get("Case") == case):
            return index
    return None
