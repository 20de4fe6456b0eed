"""Bodies that serve an officer: «пресс-служба президента Казахстана», «офис Трюдо»."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.bodies import body_lexicon, body_spec
from kg.extract.cast import Cast, Figure, Spot
from kg.extract.matcher import Match
from kg.extract.offices import Post, leading
from kg.extract.title import Title, title_text
from kg.language.ru_names import genitive
from kg.model.document import PROSE


def read_secretariats(cast: Cast, titles: Sequence[Title], posts: Sequence[Post]) -> None:
    """Meet every body that is named by the officer whom it serves."""
    lang = cast.document.article.lang
    for number, sentence in enumerate(cast.document.sentences):
        if sentence.kind not in PROSE:
            continue
        for match in body_lexicon(lang).matches(sentence):
            if body_spec(lang, match.entry).get("of_post"):
                _read(cast, number, match, titles, posts)


def _read(
    cast: Cast, number: int, match: Match, titles: Sequence[Title], posts: Sequence[Post]
) -> None:
    if any(f.type == "Organization" for _, f in cast.at(number, match.first)):
        return
    after = match.last + 1
    title = next((t for t in titles if t.number == number and t.first == after), None)
    people = [(s, f) for s, f in cast.at(number, after) if f.type == "Person" and s.first == after]
    if title is None and not people:
        return
    last = max([title.last] if title else [], default=0)
    last = max([last, *(s.last for s, _ in people)])
    post, state = _officer(cast, title, [f for _, f in people], posts)
    if state is not None:
        spot = Spot(number, match.first, last, match.first)
        cast.meet(_figure(cast, match.entry, post, state), spot)


def _officer(
    cast: Cast, title: Title | None, people: Sequence[Figure], posts: Sequence[Post]
) -> tuple[str, Figure | None]:
    """The office of the officer and its state."""
    held = [p for p in posts if p.holder in people and p.of is not None and p.of.type == "State"]
    held.sort(key=lambda p: p.of is None or p.slug not in leading(p.of))
    if held:
        return held[0].title, held[0].of
    if title is not None and title.of:
        return title_text(cast, title), title.of[0]
    return "", None


def _figure(cast: Cast, slug: str, post: str, state: Figure) -> Figure:
    spec = body_spec(cast.document.article.lang, slug)
    name = f"{spec['name']} {genitive(post)} {genitive(state.name)}"
    english = f"{spec['english']} of the leader of {state.name_en}"
    key = f"body:{slug}:{post}:{state.key}"
    return cast.figure(
        key,
        lambda: Figure(
            key,
            "Organization",
            "government",
            None,
            name,
            english,
            state.iso,
            owner=state,
            body=slug,
        ),
    )
