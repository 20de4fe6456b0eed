"""Who speaks: from a noun of the sentence to the entity, or entities, meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.claims_lexicon import Lexicon
from kg.extract.reading import Mention, Reading
from kg.model.document import Sentence, Token
from kg.model.extraction import Entity, Office

#: A joint statement is kept for so many speakers.
MOST_SPEAKERS = 3
_SPEAKING = frozenset({"Person", "State", "Organization", "Place"})
_NOMINAL = frozenset({"flat:name", "appos", "flat", "flat:foreign", "nmod"})
_INSIDE_NAMES = frozenset({"flat:name", "appos", "flat", "flat:foreign"})


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence, the reading it belongs to, and who spoke before it, the latest first."""

    reading: Reading
    words: Lexicon
    number: int
    #: Speakers of each statement before.
    recent: tuple[tuple[str, ...], ...] = ()

    @property
    def sentence(self) -> Sentence:
        """The sentence."""
        return self.reading.document.sentences[self.number]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens."""
        return self.sentence.tokens

    def entity(self, identifier: str) -> Entity:
        """The entity of an id."""
        return self.reading.entity(identifier)

    def before(self) -> Iterator[Entity]:
        """Those who spoke before, the latest first."""
        return (self.entity(who) for speakers in self.recent for who in speakers)


def is_medium(entity: Entity) -> bool:
    """Whether an entity is one that relays what others say."""
    return entity.kind == "media"


def all_media(context: Context, who: tuple[str, ...]) -> bool:
    """Whether nobody but media speaks."""
    return all(is_medium(context.entity(e)) for e in who)


def speakers(context: Context, token: int) -> tuple[str, ...]:
    """The entities that a noun names as speakers, its conjuncts included, at most three."""
    token = antecedent(context.tokens, token)
    if context.tokens[token].lemma in context.words.plural:
        return next((who for who in context.recent if len(who) > 1), ())
    found: list[str] = []
    for at in (token, *_conjuncts(context.sentence, token)):
        one = _speaker(context, at)
        if one is not None and one not in found:
            found.append(one)
    return tuple(found[:MOST_SPEAKERS])


def _speaker(context: Context, token: int) -> str | None:
    """The entity of a noun: who spoke before, for a pronoun; its mention; what it speaks for."""
    gender = context.words.singular.get(context.tokens[token].lemma)
    if gender is not None:
        last = next(
            (
                e
                for e in context.before()
                if _may_be(context, e, gender) and not _named_behind(context, e.id, token)
            ),
            None,
        )
        if last is not None:
            return last.id
    own = _mention(context, token)
    if own is not None and _by_name(context, own):
        return own.entity
    named = _named(context, token)
    if named is not None:
        return named
    if (
        own is not None
        and own.form != "adjective"
        and not _named_behind(context, own.entity, token)
    ):
        return _titled(context, token, own.entity) or own.entity
    return _fronted(context, token) or _apposed(context, token) or _recalled(context, token)


def _by_name(context: Context, own: Mention) -> bool:
    """Whether a mention has a person's name in it."""
    return context.entity(own.entity).type == "Person" and any(
        m.form == "name" and m.entity == own.entity and own.start <= m.start and m.end <= own.end
        for m in context.reading.mentions_in(context.number)
    )


def _named_behind(context: Context, entity: str, token: int) -> bool:
    """Whether a person is named behind a word: then «он», «дипломат» there is somebody else."""
    end = context.tokens[token].end
    return context.entity(entity).type == "Person" and any(
        m.form == "name" and m.entity == entity and m.start > end
        for m in context.reading.mentions_in(context.number)
    )


def _named(context: Context, token: int) -> str | None:
    """Of «глава миссии союза генерал X» the X: a person's name below a title, in its case."""
    noun, words = context.tokens[token], context.words
    if noun.lemma not in words.persons | words.titles:
        return None
    names = (
        m.entity
        for m in context.reading.mentions_in(context.number)
        if m.form == "name"
        and context.tokens[m.head].feats.get("Case") in ("Nom", noun.feats.get("Case"))
        and _is_part_of(context.tokens, m.head, token)
    )
    return next((e for e in names if context.entity(e).type == "Person"), None)


def _is_part_of(tokens: tuple[Token, ...], at: int, top: int) -> bool:
    """Whether a noun hangs on another with nothing but nouns between them."""
    while at >= 0 and at != top and tokens[at].rel in _NOMINAL:
        at = tokens[at].head
    return at == top


def _titled(context: Context, token: int, of: str) -> str | None:
    """Of «глава ведомства» whoever holds such a title of the body, if the article tells."""
    noun, words = context.tokens[token], context.words
    body = context.entity(of)
    if body.type == "Person" or is_medium(body) or noun.feats.get("Number") != "Sing":
        return None
    return _holder(context, of, noun.lemma) if noun.lemma in words.persons else None


def _apposed(context: Context, token: int, depth: int = 3) -> str | None:
    """Of «эксперт, доктор наук X» the X."""
    for child in context.sentence.children(token) if depth else ():
        if context.tokens[child].rel in _INSIDE_NAMES:
            own = _mention(context, child)
            found = own.entity if own is not None else _apposed(context, child, depth - 1)
            if found is not None:
                return found
    return None


def _may_be(context: Context, entity: Entity, gender: str) -> bool:
    """Whether an entity is a person of a gender, as far as the forms of the name tell."""
    if entity.type != "Person":
        return False
    sentences = context.reading.document.sentences
    forms = Counter(
        sentences[m.sentence].tokens[m.head].feats.get("Gender")
        for m in context.reading.mentions_of(entity.id)
        if m.form == "name" and sentences[m.sentence].tokens[m.head].pos == "PROPN"
    )
    return not forms or forms.most_common(1)[0][0] in (gender, None)


def _fronted(context: Context, token: int) -> str | None:
    """Of «власти X», «представитель X», «украинская сторона» the X; of «лидер X» its leader."""
    lemma = context.tokens[token].lemma
    if lemma not in context.words.fronts:
        return None
    for child in context.sentence.children(token):
        if context.tokens[child].rel not in ("nmod", "appos", "amod", "flat:name"):
            continue
        below = _mention(context, child)
        found = below.entity if below is not None else _recalled(context, child)
        if found is None:
            continue
        if lemma in context.words.persons and not is_medium(context.entity(found)):
            return _titled(context, token, found) or found
        if lemma not in context.words.unnamed or is_medium(context.entity(found)):
            return found
    return None


def _holder(context: Context, of: str, noun: str) -> str | None:
    """Somebody whom the article gives an office of a state or body, those who spoke first.

    Of those the ones whose title has the noun; else a leader for a leader («глава МИД», the
    minister), and for a spokesman somebody who has spoken and is no leader.
    """
    held = {o.holder: o.title.lower() for o in context.reading.offices if _is_of(context, o, of)}
    spoke = [e.id for e in context.before() if e.id in held]
    known = list(dict.fromkeys((*spoke, *held)))
    leads = {who for who in known if context.words.leaders & set(held[who].split())}
    alike = [w for w in known if noun in held[w].split()]
    if noun in context.words.heads:
        alike += [w for w in known if w in leads]
    if noun in context.words.spokesmen:
        alike += [w for w in spoke if w not in leads]
    return next(iter(alike), None)


def _is_of(context: Context, office: Office, of: str) -> bool:
    """Whether an office is of a body, or of the state that the body is of."""
    if office.of is None or office.status != "current":
        return False
    state, body = context.entity(office.of), context.entity(of)
    return office.of == of or (state.type == "State" and bool(body.iso) and state.iso == body.iso)


def _recalled(context: Context, token: int) -> str | None:
    """Of «ведомство», «издание», «дипломат» the latest speaker of that sort."""
    words, lemma = context.words, context.tokens[token].lemma
    many = context.tokens[token].feats.get("Number") == "Plur"
    for entity in context.before():
        if _named_behind(context, entity.id, token):
            continue
        body = entity.type == "Organization" and not is_medium(entity)
        if (
            (lemma in words.persons and (body if many else entity.type == "Person"))
            or (lemma in words.media and is_medium(entity))
            or (lemma in words.bodies and body)
        ):
            return entity.id
    return None


def _mention(context: Context, token: int) -> Mention | None:
    """The widest mention, of something that can speak, that a token heads or is a name within."""
    at = token
    while True:
        own = [
            m
            for m in context.reading.mentions_in(context.number)
            if m.head == at and _speaks(context, m)
        ]
        if own:
            return max(own, key=lambda m: m.end - m.start)
        if context.tokens[at].rel not in _INSIDE_NAMES or context.tokens[at].head < 0:
            return None
        at = context.tokens[at].head


def _speaks(context: Context, mention: Mention) -> bool:
    """Whether a mention is of somebody who may speak; a region does so by its name alone."""
    kind = context.entity(mention.entity).type
    return kind in _SPEAKING and (kind != "Place" or mention.form in ("name", "metonym"))


def antecedent(tokens: tuple[Token, ...], token: int) -> int:
    """The noun that a relative pronoun stands for."""
    at = token
    while tokens[token].lemma == "который" and at >= 0:
        if tokens[at].rel == "acl:relcl":
            return tokens[at].head
        at = tokens[at].head
    return token


def _conjuncts(sentence: Sentence, token: int) -> Iterator[int]:
    """The other members of a coordination; of «президенты, X и Y» the names in apposition."""
    for child in sentence.children(token):
        rel = sentence.tokens[child].rel
        if rel == "conj" and sentence.tokens[child].pos != "VERB":
            yield child
        if rel in ("conj", "appos"):
            yield from _conjuncts(sentence, child)
