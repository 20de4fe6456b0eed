"""Who is meant by a title that stands without a name: «российский президент», «глава МИД»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.cast import Cast, Figure, Spot
from kg.extract.focus import state_in_focus
from kg.extract.lang import words
from kg.extract.offices import Post, Posts, leading
from kg.extract.title import Title, title_text
from kg.resolve.gazetteer import covers
from kg.resolve.offices import holder, offices_meant


def read_offices(cast: Cast, titles: Sequence[Title]) -> list[Post]:
    """The posts of the article; whoever is meant by a title alone is met on the way."""
    posts = Posts(cast)
    for title in titles:
        if title.names:
            posts.read(title)
    for title in titles:
        if not title.names:
            _read_alone(posts, title)
    return posts.found


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a title alone asks for."""

    title: Title
    #: The offices that it may mean, normalised.
    slugs: tuple[str, ...]
    of: Figure | None
    #: Whether it means the head of the state in other words («российский лидер»).
    leader: bool


def _read_alone(posts: Posts, title: Title) -> None:
    if title.status == "designate" or (title.is_plural(posts.cast) and not title.of):
        return
    cast, spot = posts.cast, Spot(title.number, title.first, title.last, title.head, "office")
    everyone: list[Figure | None] = [*title.of] or [None]
    for of in everyone:
        person = _meant(posts, _wanted(posts, title, of))
        if person is not None:
            cast.meet(person, spot)
        elif of is not None and not title.nested:
            voice = posts.head(title) in words(posts.lang, "titles", "voices")
            own_body = voice and of.type == "Organization"
            cast.meet(of, replace(spot, form="descriptor") if own_body else spot)


def _wanted(posts: Posts, title: Title, of: Figure | None) -> _Wanted:
    head = posts.head(title)
    body = of
    _, slug, of = posts.plain(title, of)
    minister = of is not body
    leads = head in words(posts.lang, "titles", "leaders")
    if of is not None and of.body == "government" and leads and of.owner is not None:
        slugs = offices_meant("head-of-government", of.owner.key)
        return _Wanted(title, slugs, of.owner, leader=False)
    if of is not None and head in words(posts.lang, "titles", "colleagues"):
        return _Wanted(title, _offices_before(posts, title) or leading(of), of, leader=True)
    leader = not minister and (posts.is_leader(head, of) or (leads and _of_state(posts, title)))
    if leader and of is None:
        of = state_in_focus(posts.cast, title.number, title.first)
    if leader and of is not None:
        return _Wanted(title, leading(of), of, leader)
    return _Wanted(title, offices_meant(slug, of.key) if slug and of else (slug or "",), of, leader)


def _offices_before(posts: Posts, title: Title) -> tuple[str, ...]:
    """The offices of the person named last before a title: those that his colleague holds too."""
    for _, figure in posts.cast.before(title.number, title.first):
        slugs = tuple(p.slug for p in posts.found if p.holder is figure and p.slug is not None)
        if slugs:
            return slugs
    return ()


def _of_state(posts: Posts, title: Title) -> bool:
    """«Глава государства», «лидер страны»."""
    tokens = posts.cast.document.sentences[title.number].tokens
    after = tokens[title.head + 1].lemma if title.last > title.head else ""
    return after in words(posts.lang, "titles", "heads_of_state")


def _meant(posts: Posts, wanted: _Wanted) -> Figure | None:
    """The person of the article: by an office that it gives, else by what is known."""
    people = [p.holder for p in posts.found if _fits(posts, p, wanted)]
    if people:
        return _nearest(posts.cast, people, wanted.title)
    person = _known_holder(posts, wanted)
    own_words = posts.head(wanted.title) in words(posts.lang, "titles", "leaders")
    if person is not None and wanted.of is not None and (wanted.leader or not own_words):
        _add(posts, wanted, person)
    return person


def _add(posts: Posts, wanted: _Wanted, person: Figure) -> None:
    title = wanted.title
    spot = Spot(title.number, title.first, title.last, title.head, "office")
    if wanted.leader:
        posts.add_held(person, wanted.of, spot, None)
    else:
        text = posts.plain(title, title.of[0] if title.of else None)[0]
        posts.add(Post(person, text, wanted.slugs[0], wanted.of, title.status, spot))


def _fits(posts: Posts, post: Post, wanted: _Wanted) -> bool:
    if wanted.of is not None and post.of is not wanted.of:
        return False
    if wanted.title.status == "former" and post.status != "former":
        return False
    if post.slug is None:
        return post.title == title_text(posts.cast, wanted.title)
    # «Министр» alone may be any minister.
    return post.slug in wanted.slugs or post.slug.split("-")[0] in wanted.slugs


def _nearest(cast: Cast, people: Sequence[Figure], title: Title) -> Figure:
    wanted = {id(p) for p in people}
    before = cast.before(title.number, title.first)
    return next((f for _, f in before if id(f) in wanted), people[0])


def _known_holder(posts: Posts, wanted: _Wanted) -> Figure | None:
    """Who holds the office on the article's date, or held it, if the article names him."""
    if posts.on is None or wanted.of is None or wanted.of.entry is None:
        return None
    state, figures = wanted.of.entry.id, posts.cast.figures
    if wanted.title.status == "former":
        past = [f for f in figures.values() if _held_once(f, wanted.slugs, state, posts.on)]
        return _nearest(posts.cast, past, wanted.title) if past else None
    for office in filter(None, wanted.slugs):
        found = holder(office, state, posts.on)
        if found in figures:
            return figures[found]
    return None


def _held_once(figure: Figure, slugs: Sequence[str], of: str, on: str) -> bool:
    terms = figure.entry.offices if figure.entry is not None and figure.spots else ()
    return any(t.office in slugs and t.of == of and not covers(None, t.until, on) for t in terms)
