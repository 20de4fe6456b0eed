"""Who holds which office in the article, from its titles, and who is meant by a title alone.

Who holds an office at a date is looked up in ``kg.resolve.offices``, never in a table of our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.cast import Cast, Figure, Spot
from kg.extract.focus import last_met, state_in_focus, states_in_focus
from kg.extract.lang import lexicon_file, words
from kg.extract.titles import Status, Title, bare_lemma, place_kinds, title_text
from kg.resolve.gazetteer import gazetteer
from kg.resolve.offices import held_by, holder, normalise_title


@dataclass(frozen=True, slots=True)
class Post:
    """An office that the article gives to a person."""

    holder: Figure
    title: str
    #: Normalised English title (``prime-minister``), None where the title is not known.
    slug: str | None
    of: Figure | None
    status: Status
    #: Where the article says so.
    spot: Spot


class Posts:
    """The posts of an article, each once, with look-ups."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.lang = cast.document.article.lang
        self.on = cast.document.article.published
        self.found: list[Post] = []

    def add(self, post: Post) -> None:
        """Note a post unless it is there."""
        alike = (
            p for p in self.found
            if p.holder is post.holder and p.of is post.of and p.status == post.status
            and (p.title == post.title or (p.slug is not None and p.slug == post.slug))
        )  # fmt: skip
        if next(alike, None) is None:
            self.found.append(post)

    # Titles with a name.

    def read_named(self, title: Title) -> None:
        """Posts of a title with the names of its holders."""
        slots = self._slots(title)
        for (spot, figure), of in zip(title.names, slots, strict=True):
            together = len(title.names) > 1
            whole = Spot(
                title.number,
                min(title.first, spot.first),
                max(title.last, spot.last) if spot.first < title.first else spot.last,
                title.head,
                "office",
            )
            if not together:
                self.cast.meet(figure, whole)
            self._add_post(title, figure, of, whole)

    def _slots(self, title: Title) -> list[Figure | None]:
        """What the office of each name is of."""
        count = len(title.names)
        if count > 1 and len(title.of) == count:
            return list(title.of)
        return [title.of[0] if title.of else None] * count

    def _add_post(self, title: Title, figure: Figure, of: Figure | None, spot: Spot) -> None:
        head = self._head(title)
        text, slug = title_text(self.cast, title), self._slug(title)
        if head in words(self.lang, "titles", "colleagues"):
            self._add_colleague(title, figure, of, spot)
            return
        if of is not None and of.owner is not None and self._is_minister(title, of):
            text, of = f"{text} {self._body_words(title, of)}", of.owner
            slug = normalise_title(text, self.lang) or None
            of = self._of_by_knowledge(figure, slug) or of
        if of is None or title.vague:
            of = self._of_by_knowledge(figure, slug) or of
        if of is None:
            of = self._of_by_context(title, head, figure, slug)
        if self._is_leader(head, of) and self._add_held(figure, of, spot, title.status):
            return
        self.add(Post(figure, text, slug, of, self._status(title, figure, slug, of), spot))

    def _head(self, title: Title) -> str:
        token = self.cast.document.sentences[title.number].tokens[title.head]
        return bare_lemma(token, self.lang)

    def _slug(self, title: Title) -> str | None:
        return normalise_title(title_text(self.cast, title), self.lang) or None

    def _add_colleague(self, title: Title, figure: Figure, of: Figure | None, spot: Spot) -> None:
        """«Египетский коллега Самех Шукри» holds the office of the one whose colleague he is."""
        before = self.cast.before(title.number, title.first)
        people = dict.fromkeys(f.key for _, f in before if f.type == "Person" and f is not figure)
        posts = [p for key in people for p in self.found if p.holder.key == key and p.slug]
        held = [slug for slug, state in self._held(figure) if of is None or state is of]
        for post in posts:
            if post.slug in held or (not held and of is not None):
                state = of or self._of_by_knowledge(figure, post.slug)
                self.add(Post(figure, post.title, post.slug, state, "current", spot))
                return
        self._add_held(figure, of, spot, None)

    def _is_minister(self, title: Title, body: Figure) -> bool:
        spec = lexicon_file(self.lang, "bodies")["bodies"].get(body.body or "", {})
        bare = title.own[-1] == title.head
        return (
            bool(spec.get("ministry"))
            and bare
            and self._head(title) in words(self.lang, "titles", "ministers")
        )

    def _body_words(self, title: Title, body: Figure) -> str:
        """The ministry's words after «глава», without its state: as they stand, where they may."""
        tokens = self.cast.document.sentences[title.number].tokens
        after: list[str] = []
        for at in range(title.head + 1, len(tokens)):
            here = self.cast.at(title.number, at)
            inside = any(f is body for _, f in here)
            if not inside or any(f.type in ("State", "Place") for _, f in here):
                break
            after.append(tokens[at].text)
        spec = lexicon_file(self.lang, "bodies")["bodies"][body.body]
        return " ".join(after) or str(spec.get("name", body.name))

    def _is_leader(self, head: str, of: Figure | None) -> bool:
        """Whether «лидер» or «глава» of a state is its president or premier in other words."""
        if of is None or of.type != "State":
            return False
        own_words = of.iso in lexicon_file(self.lang, "titles")["leaders_by_name"]
        return not own_words and head in words(self.lang, "titles", "leaders")

    def _add_held(
        self, figure: Figure, of: Figure | None, spot: Spot, status: Status | None
    ) -> bool:
        """Give a known person the plain title of what he holds on the article's date."""
        posts = lexicon_file(self.lang, "titles")["posts"]
        for slug, state in self._held(figure):
            if slug in posts and (of is None or of is state):
                self.add(Post(figure, posts[slug], slug, state, status or "current", spot))
                return True
        return False

    def _held(self, figure: Figure) -> Iterator[tuple[str, Figure]]:
        """Offices that a known person holds on the article's date, with what they are of."""
        if figure.entry is None or self.on is None:
            return
        for term in held_by(figure.entry.id, self.on):
            yield term.office, self.cast.known(gazetteer().entries[term.of])

    def _of_by_knowledge(self, figure: Figure, slug: str | None) -> Figure | None:
        """What a known person's office of that kind is of."""
        return next((of for office, of in self._held(figure) if office == slug), None)

    def _of_by_origin(self, figure: Figure) -> Figure | None:
        """The state that a known person serves or served in whatever office."""
        terms = figure.entry.offices if figure.entry is not None else ()
        entries = (gazetteer().entries[term.of] for term in terms)
        states = (e if e.type == "State" else gazetteer().state(e.iso or "") for e in entries)
        found = next((state for state in states if state is not None), None)
        return self.cast.known(found) if found is not None else None

    def _of_by_context(
        self, title: Title, head: str, figure: Figure, slug: str | None
    ) -> Figure | None:
        """What an office is of that the title leaves out: as the person's other office, else the
        region or state that the passage is about and whose office nobody else holds."""
        if kinds := place_kinds(head, self.lang):
            return last_met(self.cast, title.number, title.first, "Place", kinds)
        if head not in words(self.lang, "titles", "heads.state"):
            return next((of for _, of in self._held(figure)), None)
        own = [p.of for p in self.found if p.holder is figure and p.of is not None]
        if own:
            return own[0] if own[0].type == "State" else own[0].owner
        if origin := self._of_by_origin(figure):
            return origin
        single = head in words(self.lang, "titles", "single")
        others = [p for p in self.found if p.slug == slug and p.holder is not figure]
        taken = {id(p.of) for p in others} if single else set()
        for state in states_in_focus(self.cast, title.number, title.first):
            if id(state) not in taken:
                return state
        return None

    def _status(self, title: Title, figure: Figure, slug: str | None, of: Figure | None) -> Status:
        if title.status != "current" or figure.entry is None or of is None or of.entry is None:
            return title.status
        terms = [t for t in figure.entry.offices if t.office == slug and t.of == of.entry.id]
        over = (
            bool(terms)
            and self.on is not None
            and all(t.until is not None and t.until < self.on for t in terms)
        )
        return "former" if over else "current"

    # Titles without a name.

    def read_alone(self, title: Title) -> None:
        """Meet whoever is meant by a title that stands without a name."""
        spot = Spot(title.number, title.first, title.last, title.head, "office")
        if title.status == "designate" or (title.is_plural(self.cast) and not title.of):
            return
        meant: list[Figure | None] = [*title.of] or [None]
        for of in meant:
            person = self._meant(title, of)
            if person is not None:
                self.cast.meet(person, spot)
            elif of is not None and not title.nested:
                speaks = self._head(title) in words(self.lang, "titles", "voices")
                body = speaks and of.type == "Organization"
                self.cast.meet(of, replace(spot, form="descriptor") if body else spot)

    def _meant(self, title: Title, of: Figure | None) -> Figure | None:
        head, slug = self._head(title), self._slug(title)
        if of is not None and of.owner is not None and self._is_minister(title, of):
            slug = normalise_title(
                f"{title_text(self.cast, title)} {self._body_words(title, of)}", self.lang
            )
            of = of.owner
        if (
            of is not None
            and of.body == "government"
            and head in words(self.lang, "titles", "leaders")
        ):
            slug, of = "prime-minister", of.owner
        leader = self._is_leader(head, of) or self._names_leader(title)
        if leader:
            of = of or state_in_focus(self.cast, title.number, title.first)
        known = [p for p in self.found if self._fits(p, title, slug, of, leader)]
        if known:
            return self._nearest([p.holder for p in known], title)
        person = self._by_date(slug, of, leader)
        if person is not None and of is not None and title.status == "current":
            spot = Spot(title.number, title.first, title.last, title.head, "office")
            self._add_held(person, of, spot, None) if leader else self.add(
                Post(person, title_text(self.cast, title), slug, of, "current", spot)
            )
        return person

    def _names_leader(self, title: Title) -> bool:
        """«Глава государства», «глава республики»."""
        tokens = self.cast.document.sentences[title.number].tokens
        after = [tokens[i].lemma for i in range(title.head + 1, title.last + 1)]
        return (
            self._head(title) == "глава"
            and bool(after)
            and (after[0] in words(self.lang, "titles", "heads_of_state"))
        )

    def _fits(
        self, post: Post, title: Title, slug: str | None, of: Figure | None, leader: bool
    ) -> bool:
        if of is not None and post.of is not of:
            return False
        if title.status == "former" and post.status != "former":
            return False
        if leader:
            return post.slug in lexicon_file(self.lang, "titles")["posts"]
        return post.slug is not None and (post.slug == slug or slug == post.slug.split("-")[0])

    def _nearest(self, people: list[Figure], title: Title) -> Figure:
        wanted = {id(p) for p in people}
        before = self.cast.before(title.number, title.first)
        return next((f for _, f in before if id(f) in wanted), people[0])

    def _by_date(self, slug: str | None, of: Figure | None, leader: bool) -> Figure | None:
        """The holder on the article's date, if the article names him."""
        if self.on is None or of is None or of.entry is None:
            return None
        slugs = lexicon_file(self.lang, "titles")["posts"] if leader else [slug] if slug else []
        for office in slugs:
            found = holder(office, of.entry.id, self.on)
            if found in self.cast.figures:
                return self.cast.figures[found]
        return None


def read_offices(cast: Cast, titles: list[Title]) -> list[Post]:
    """The posts of the article; whoever is meant by a title alone is met on the way."""
    posts = Posts(cast)
    for title in titles:
        if title.names:
            posts.read_named(title)
    for title in titles:
        if not title.names:
            posts.read_alone(title)
    return posts.found
