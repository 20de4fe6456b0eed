"""Bodies of states: «МИД Индии», «немецкое Минобороны», «посольство России в Израиле»."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg.extract.cast import Cast, Figure, Spot
from kg.extract.focus import state_in_focus
from kg.extract.lang import lexicon_file, words
from kg.extract.matcher import Lexicon, Match
from kg.extract.syntax import head_of, noun_phrase_end
from kg.language.ru_names import genitive, locative, nominative_phrase
from kg.model.document import PROSE, Sentence
from kg.model.gazetteer import Entry
from kg.resolve.gazetteer import Gazetteer

#: An acronym with the ending of a plural («МИДов»), which taggers take for a singular.
_ACRONYMS = re.compile("[А-ЯЁ]{2,}(ы|ов|ам|ами|ах)")


@dataclass(slots=True)
class _Body:
    """A body as it stands in one sentence, while its extent and owner are being found."""

    slug: str
    spec: Mapping[str, Any]
    number: int
    first: int
    last: int
    head: int
    #: Last token of the body's own words, without its owner.
    core: int
    owner: Figure | None = None
    #: Of a mission: the state that it is sent to.
    host: Figure | None = None
    #: The body, where its name is known already.
    figure: Figure | None = None


def body_spec(lang: str, slug: str) -> Mapping[str, Any]:
    """What ``bodies.yaml`` says of a kind of body."""
    return lexicon_file(lang, "bodies")["bodies"][slug]  # type: ignore[no-any-return]


@cache
def body_lexicon(lang: str) -> Lexicon:
    """The words for bodies, matching to the slug of their kind."""
    bodies = lexicon_file(lang, "bodies").get("bodies", {})
    return Lexicon(((slug, "name", w) for slug, b in bodies.items() for w in b["words"]), lang)


def read_bodies(cast: Cast, gazetteer: Gazetteer) -> None:
    """Meet every body of a state that is named by what it is."""
    lang = cast.document.article.lang
    for number, sentence in enumerate(cast.document.sentences):
        if sentence.kind not in PROSE:
            continue
        past = -1
        matches = body_lexicon(lang).matches(sentence)
        # Bodies that serve others come after those: «пресс-служба Минздрава».
        for match in sorted(matches, key=lambda m: bool(body_spec(lang, m.entry).get("of_post"))):
            serves = body_spec(lang, match.entry).get("of_post")
            if (match.first <= past and not serves) or _serves(cast, number, sentence, match):
                continue
            body = _taken(cast, gazetteer, number, match) or _read(cast, gazetteer, number, match)
            owned = body.owner is not None or not body.spec.get("owned")
            if owned and not _of_several(sentence, body):
                past = body.last
                spot = Spot(number, body.first, body.last, body.head)
                cast.meet(body.figure or _figure(cast, gazetteer, body), spot)
                _read_joined(cast, gazetteer, sentence, body)
    _merge_missions(cast)


def _of_several(sentence: Sentence, body: _Body) -> bool:
    """«главы МИДов «Большой двадцатки»»: ministries of no one state."""
    head = sentence.tokens[body.head]
    plural = head.feats.get("Number") == "Plur" or _ACRONYMS.fullmatch(head.text) is not None
    return plural and body.owner is None and body.figure is None and bool(body.spec.get("home"))


def _taken(cast: Cast, gazetteer: Gazetteer, number: int, match: Match) -> _Body | None:
    """The body, if the words belong to a name that is known already."""
    found = [x for x in cast.at(number, match.first) if x[1].type in ("Organization", "Person")]
    if not found:
        return None
    spot, figure = found[0]
    state = gazetteer.state(figure.iso) if figure.iso is not None else None
    if figure.kind == "government" and state is not None:
        figure.body, figure.owner = match.entry, cast.known(state)
    spec = body_spec(cast.document.article.lang, match.entry)
    return _Body(
        match.entry, spec, number, spot.first, spot.last, spot.head, match.last,
        figure.owner, figure=figure,
    )  # fmt: skip


def _read_joined(cast: Cast, gazetteer: Gazetteer, sentence: Sentence, body: _Body) -> None:
    """«МИД Франции, Германии и Польши»: the bodies of the states that follow the first."""
    at, tokens = body.last + 1, sentence.tokens
    while body.owner is not None and at + 1 < len(tokens) and tokens[at].text in (",", "и"):
        states = [(s, f) for s, f in cast.at(body.number, at + 1) if f.type == "State"]
        spot, figure = states[0] if states else (None, None)
        if spot is None or figure is None or tokens[spot.head].rel != "conj":
            return
        if spot.form != "name" or not _is_genitive(sentence, spot):
            return
        other = replace(body, owner=figure, last=spot.last, figure=None)
        cast.meet(
            _figure(cast, gazetteer, other), Spot(body.number, body.first, spot.last, body.head)
        )
        at = spot.last + 1


def _merge_missions(cast: Cast) -> None:
    """«Посольство Китая» and «посольство Китая в Москве» are one, where there is no other.

    So are «посольство» and the only one that is named; where none or several are, it is nobody's.
    """
    lang = cast.document.article.lang
    missions = [
        f for f in cast.figures.values() if f.body and body_spec(lang, f.body).get("mission")
    ]
    nameless = [f for f in missions if f.owner is None]
    sent = [f for f in missions if f.owner is not None]
    for bare in [f for f in sent if f.host is None]:
        full = [f for f in sent if f.host and f.body == bare.body and f.owner is bare.owner]
        if len(full) == 1:
            cast.merge(bare, full[0])
            sent.remove(bare)
    for bare in nameless:
        alike = [f for f in sent if f.body == bare.body and bare.host in (None, f.host)]
        if len(alike) == 1:
            cast.merge(bare, alike[0])
        else:
            cast.forget(bare)


def _serves(cast: Cast, number: int, sentence: Sentence, match: Match) -> bool:
    """«Пресс-служба Кремля» is the Kremlin; meets it, if the words are such."""
    if not body_spec(cast.document.article.lang, match.entry).get("of_post"):
        return False
    for spot, figure in cast.at(number, match.last + 1):
        if figure.type == "Organization" and spot.first == match.last + 1:
            cast.meet(figure, Spot(number, match.first, spot.last, match.first, "descriptor"))
            return True
    return False


def _read(cast: Cast, gazetteer: Gazetteer, number: int, match: Match) -> _Body:
    lang = cast.document.article.lang
    sentence = cast.document.sentences[number]
    spec = body_spec(lang, match.entry)
    head = head_of(sentence, match.first, match.last)
    body = _Body(match.entry, spec, number, match.first, match.last, head, match.last)
    _owner_before(cast, sentence, body)
    if spec.get("domain"):
        body.last = body.core = noun_phrase_end(sentence, body.last, _is_named(cast, number))
    if body.owner is None:
        _owner_after(cast, sentence, body)
    if spec.get("mission"):
        _host_after(cast, gazetteer, sentence, body)
    return body


def _is_named(cast: Cast, number: int) -> Callable[[int], bool]:
    return lambda token: any(f.type in ("State", "Person") for _, f in cast.at(number, token))


def _owner_before(cast: Cast, sentence: Sentence, body: _Body) -> None:
    """«Немецкое Минобороны», «украинская Служба»: the adjectives before it."""
    at = body.first - 1
    while at >= 0 and sentence.tokens[at].pos == "ADJ" and "Case" in sentence.tokens[at].feats:
        for spot, figure in cast.at(body.number, at):
            if figure.type == "State" and spot.form == "adjective":
                body.owner = figure
        body.first = at
        at -= 1


def _owner_after(cast: Cast, sentence: Sentence, body: _Body) -> None:
    """«МИД Индии», «парламент страны»: the genitive after it."""
    at = body.last + 1
    if at >= len(sentence.tokens):
        return
    lang = cast.document.article.lang
    token = sentence.tokens[at]
    for spot, figure in cast.at(body.number, at):
        owns = figure.type == "State" or figure.kind in ("region", "city", "igo")
        named = spot.form != "adjective" and spot.first == at
        if named and _is_genitive(sentence, spot) and (owns or figure.owner is not None):
            body.owner, body.last = figure if owns else figure.owner, spot.last
            return
    if token.lemma in words(lang, "bodies", "own") and token.feats.get("Case") == "Gen":
        body.owner, body.last = state_in_focus(cast, body.number, body.first), at
        if body.owner is not None:
            cast.meet(body.owner, Spot(body.number, at, at, at, "descriptor"))


def _is_genitive(sentence: Sentence, spot: Spot) -> bool:
    token = sentence.tokens[spot.head]
    return token.feats.get("Case", "Gen") == "Gen" or token.text.isupper()


def _host_after(cast: Cast, gazetteer: Gazetteer, sentence: Sentence, body: _Body) -> None:
    """«… в Израиле», «… в Москве»: where a mission is."""
    at = body.last + 1
    if at + 1 < len(sentence.tokens) and sentence.tokens[at].lemma in ("в", "во", "при"):
        for spot, figure in cast.at(body.number, at + 1):
            if figure.type in ("State", "Place") and spot.first == at + 1:
                body.last = spot.last
                state = gazetteer.state(figure.iso) if figure.iso else None
                body.host = cast.known(state) if state is not None else figure
                return


def _figure(cast: Cast, gazetteer: Gazetteer, body: _Body) -> Figure:
    if body.owner is None:
        if again := _met_before(cast, body):
            return again
        body.owner = _owner_by_context(cast, gazetteer, body)
    if known := _known(gazetteer, cast.document.article.lang, body):
        figure = cast.known(known)
        figure.body, figure.owner = body.slug, body.owner
        return figure
    name = _own_name(cast, body)
    host = body.host if body.host is not body.owner else None
    owners = [figure.key if figure is not None else "" for figure in (body.owner, host)]
    key = ":".join(("body", body.slug, name.lower(), *owners))
    return cast.figure(key, lambda: _new(key, name, body, host))


def _new(key: str, name: str, body: _Body, host: Figure | None) -> Figure:
    owner, english = body.owner, body.spec["english"]
    if owner is not None:
        name += " " + genitive(owner.name)
        english += f" of {owner.name_en}"
    if host is not None:
        name += " в " + locative(host.name)
        english += f" in {host.name_en}"
    iso = owner.iso if owner is not None else None
    kind = "igo" if owner is not None and owner.kind == "igo" else "government"
    name = name[:1].upper() + name[1:]
    return Figure(
        key, "Organization", kind, None, name, english, iso, owner=owner, body=body.slug, host=host
    )


def _own_name(cast: Cast, body: _Body) -> str:
    """The body's name without its owner."""
    if "name" in body.spec:
        return str(body.spec["name"])
    return nominative_phrase(cast.tokens(Spot(body.number, body.head, body.core, body.head)), 0)


def _met_before(cast: Cast, body: _Body) -> Figure | None:
    """The body of that kind that was met last, for one named without its state."""
    found = (f for _, f in cast.before(body.number, body.first) if f.body == body.slug)
    return next(found, None)


def _owner_by_context(cast: Cast, gazetteer: Gazetteer, body: _Body) -> Figure | None:
    token = cast.document.sentences[body.number].tokens[body.head]
    if body.spec.get("home") and token.feats.get("Number") != "Plur":
        home = gazetteer.state(lexicon_file(cast.document.article.lang, "bodies")["home"])
        return cast.known(home) if home is not None else None
    if body.spec.get("mission"):
        return _sender(cast, body)
    return state_in_focus(cast, body.number, body.first)


def _sender(cast: Cast, body: _Body) -> Figure | None:
    """The state whose mission or diplomats were told of last."""
    for spot, figure in cast.before(body.number, body.first):
        mission = figure.body and body_spec(cast.document.article.lang, figure.body).get("mission")
        owner = figure.owner if mission else figure
        if owner is None or owner is body.host or owner.type != "State":
            continue
        if mission or _has_envoys(cast, spot):
            return owner
    return None


def _has_envoys(cast: Cast, spot: Spot) -> bool:
    """«российский посол», «дипломаты Франции»: whether a state is told of as sending someone."""
    tokens = cast.document.sentences[spot.sentence].tokens
    envoys = words(cast.document.article.lang, "bodies", "envoys")
    adjective = spot.form == "adjective"
    beside = [tokens[spot.head].head, spot.last + 1] if adjective else [spot.first - 1]
    return any(0 <= i < len(tokens) and tokens[i].lemma in envoys for i in beside)


def _known(gazetteer: Gazetteer, lang: str, body: _Body) -> Entry | None:
    """The gazetteer's entry of the body, if it has one («МИД России», «Бундестаг»)."""
    owner = body.owner
    if owner is None or body.spec.get("mission"):
        return None
    for word in body.spec["words"]:
        for name in (*(f"{word} {of}" for of in _genitives(owner, lang)), word):
            for candidate in gazetteer.candidates(name, lang):
                entry = gazetteer.entries[candidate.id]
                own = entry.kind == "government" and entry.iso == owner.iso is not None
                if own or (owner.kind == "igo" and name != word):
                    return entry
    return None


def _genitives(owner: Figure, lang: str) -> list[str]:
    """The names of an owner as they stand after the body's."""
    names = owner.entry.names.get(lang) if owner.entry is not None else None
    return [genitive(n) for n in ((names.main, *names.strong) if names else (owner.name,))]
