"""From a document to its entities, mentions and offices: the passes in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extract.agreements import read_agreements
from kg.extract.anaphora import read_anaphora
from kg.extract.bodies import read_bodies
from kg.extract.cast import Cast, Figure, Spot
from kg.extract.english import english_name
from kg.extract.holders import read_offices
from kg.extract.known import read_known
from kg.extract.matcher import keys, lexicon
from kg.extract.named import read_named
from kg.extract.offices import Post
from kg.extract.people import name_people, read_people
from kg.extract.reading import Mention, Reading
from kg.extract.secretariats import read_secretariats
from kg.extract.times import read_times
from kg.extract.titles import read_titles
from kg.model.document import Document
from kg.model.extraction import Entity, Fragment, Office
from kg.resolve.gazetteer import gazetteer
from kg.resolve.offices import label

#: Forms of mention whose text is a surface of the entity.
_SURFACES = frozenset({"name", "office", "descriptor", "metonym"})


def read_entities(document: Document) -> Reading:
    """Who and what the article speaks of, where, and in which offices; with its times."""
    cast = Cast(document)
    names = lexicon(document.article.lang)
    matches = [names.matches(sentence) for sentence in document.sentences]
    read_known(cast, gazetteer(), matches)
    read_people(cast, gazetteer(), matches)
    read_bodies(cast, gazetteer())
    read_named(cast)
    titles = read_titles(cast)
    posts = read_offices(cast, titles)
    read_secretariats(cast, titles, posts)
    read_agreements(cast)
    read_anaphora(cast)
    name_people(cast)
    return _reading(cast, posts)


def _unnamed_states(cast: Cast) -> list[Figure]:
    """States of which only a place is named: a visit to Vienna is one to Austria."""
    isos = {f.iso for f in cast.figures.values() if f.type == "Place" and f.spots and f.iso}
    states = (gazetteer().state(iso) for iso in sorted(isos))
    figures = [cast.known(state) for state in states if state is not None]
    return [figure for figure in figures if not figure.spots]


def _reading(cast: Cast, posts: Sequence[Post]) -> Reading:
    figures = [f for f in cast.figures.values() if f.spots]
    figures.sort(key=lambda f: (min(_offset(cast, s) for s in f.spots), f.key))
    figures += _unnamed_states(cast)
    ids = {f.key: f"e{n}" for n, f in enumerate(figures, 1)}
    mentions = [
        _mention(cast, spot, ids[figure.key]) for figure in figures for spot in figure.spots
    ]
    return Reading(
        cast.document,
        tuple(_entity(cast, figure, ids[figure.key]) for figure in figures),
        tuple(sorted(mentions, key=lambda m: (m.start, -m.end, m.entity, m.form))),
        tuple(_offices(cast, posts, lambda f: ids[f.key])),
        read_times(cast.document),
    )


def _offset(cast: Cast, spot: Spot) -> int:
    return cast.tokens(spot)[0].start


def _mention(cast: Cast, spot: Spot, entity: str) -> Mention:
    tokens = cast.tokens(spot)
    return Mention(tokens[0].start, tokens[-1].end, entity, spot.sentence, spot.head, spot.form)


def _entity(cast: Cast, figure: Figure, identifier: str) -> Entity:
    spots = sorted(s for s in figure.spots if s.form != "pronoun")
    surfaces = [cast.text(s) for s in spots if _is_surface(figure, s)]
    spans = sorted({(cast.tokens(s)[0].start, cast.tokens(s)[-1].end) for s in spots})
    name = _name(cast, figure)
    return Entity(
        id=identifier,
        type=figure.type,
        kind=figure.kind,
        name=name,
        name_en=figure.name_en or _translated(figure, name),
        iso=figure.iso,
        surfaces=tuple(dict.fromkeys(surfaces)),
        mentions=tuple(spans),
        gazetteer=figure.entry.id if figure.entry is not None else None,
    )


def _translated(figure: Figure, name: str) -> str | None:
    """A name of common words in English; names of people and places are never translated."""
    return english_name(name) if figure.type in ("Organization", "Agreement") else None


def _name(cast: Cast, figure: Figure) -> str:
    """The name; of a state with several names the one that the article uses («Белоруссия»)."""
    lang = cast.document.article.lang
    names = figure.entry.names.get(lang) if figure.entry is not None else None
    if figure.type != "State" or names is None:
        return figure.name
    said = [[keys(t.text, lang) for t in cast.tokens(s)] for s in figure.spots if s.form == "name"]
    count = {
        name: sum(_is_form(name, forms) for forms in said) for name in (names.main, *names.strong)
    }
    return max(count, key=lambda name: (count[name], name == names.main))


def _is_form(name: str, forms: Sequence[frozenset[str]]) -> bool:
    words = name.lower().replace("ё", "е").split()
    return len(words) == len(forms) and all(w in f for w, f in zip(words, forms, strict=True))


def _is_surface(figure: Figure, spot: Spot) -> bool:
    """«Президент Казахстана» names the president, and is no surface of the state."""
    return spot.form in _SURFACES and not (spot.form == "office" and figure.type != "Person")


def _offices(
    cast: Cast, posts: Sequence[Post], identifier: Callable[[Figure], str]
) -> list[Office]:
    ordered = sorted(posts, key=lambda p: (_offset(cast, p.spot), p.title))
    return [
        Office(
            id=f"o{n}",
            holder=identifier(post.holder),
            title=post.title,
            title_en=_english(post.slug),
            # What the text never names is no entity of it.
            of=identifier(post.of) if post.of is not None and post.of.spots else None,
            status=post.status,
            evidence=(_evidence(cast, post.spot),),
        )
        for n, post in enumerate(ordered, 1)
    ]


def _english(slug: str | None) -> str | None:
    return (label(slug, "en") or slug.replace("-", " ")) if slug else None


def _evidence(cast: Cast, spot: Spot) -> Fragment:
    tokens = cast.tokens(spot)
    start, end = tokens[0].start, tokens[-1].end
    return Fragment(text=cast.document.article.text[start:end], start=start, end=end)
