"""Who holds which office in the article, from titles with a name beside them.

Who holds an office at a date is looked up in ``kg.resolve.offices``, never in a table of our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extract.cast import Cast, Figure, Spot
from kg.extract.focus import last_met, states_in_focus
from kg.extract.lang import lexicon_file, words
from kg.extract.title import Status, Title, bare_lemma, place_kinds, title_text
from kg.model.gazetteer import Entry
from kg.resolve.gazetteer import covers, gazetteer
from kg.resolve.offices import held_by, label, normalise_title, offices_meant

#: An heir who leads a state is called its leader too.
HEIR = "crown-prince"


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
    """The posts of an article, each once."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.lang = cast.document.article.lang
        self.on = cast.document.article.published
        self.found: list[Post] = []

    def add(self, post: Post) -> None:
        """Note a post unless it is there, or a fuller title of it is."""
        for other in self.found:
            same = other.holder is post.holder and other.of is post.of
            if same and other.status == post.status and self._alike(other, post):
                return
        self.found.append(post)

    def _alike(self, one: Post, other: Post) -> bool:
        if one.slug is not None and one.slug == other.slug:
            return True
        within = set(other.title.split()) <= set(one.title.split())
        leaders = words(self.lang, "titles", "leaders")
        return within or (one.title in leaders and other.title in leaders)

    def read(self, title: Title) -> None:
        """Posts of a title with the names of its holders."""
        for (spot, figure), of in zip(title.names, self._shared_out(title), strict=True):
            whole = self._whole(title, spot)
            if len(title.names) == 1:
                self.cast.meet(figure, whole)
            self._add(title, figure, of, whole)

    def _whole(self, title: Title, name: Spot) -> Spot:
        """The title with the name, but without it where a verb stands between them."""
        first, last = min(title.first, name.first), max(title.last, name.last)
        tokens = self.cast.document.sentences[title.number].tokens
        if any(
            t.pos in ("VERB", "AUX") and "Case" not in t.feats for t in tokens[first : last + 1]
        ):
            first, last = title.first, title.last
        return Spot(title.number, first, last, title.head, "office")

    def _shared_out(self, title: Title) -> list[Figure | None]:
        """What the office of each holder is of; several states go to the names in their order."""
        count = len(title.names)
        if count > 1 and len(title.of) == count:
            slug = self.slug(title)
            known = [self.of_by_knowledge(figure, slug) for _, figure in title.names]
            return [k if k in title.of else of for k, of in zip(known, title.of, strict=True)]
        return [title.of[0] if title.of else None] * count

    def _add(self, title: Title, figure: Figure, of: Figure | None, spot: Spot) -> None:
        head = self.head(title)
        if head in words(self.lang, "titles", "colleagues"):
            self._add_colleague(title, figure, of, spot)
            return
        text, slug, body_of = self.plain(title, of)
        known = self.of_by_knowledge(figure, slug)
        if body_of is not of or of is None or title.vague:
            of = known or body_of
        leads = head in words(self.lang, "titles", "leaders")
        if leads and title.vague and self.add_held(figure, None, spot, title.status):
            return
        if of is None:
            of = self._of_by_context(title, figure, slug)
        if not (self.is_leader(head, of) and self.add_held(figure, of, spot, title.status)):
            status = self._status(title, figure, slug, of)
            self.add(Post(figure, text, slug, of, status, spot))

    # What a title says.

    def head(self, title: Title) -> str:
        """The lemma of a title's head noun, without «экс-»."""
        token = self.cast.document.sentences[title.number].tokens[title.head]
        return bare_lemma(token, self.lang)

    def slug(self, title: Title) -> str | None:
        """The normalised English title."""
        return normalise_title(title_text(self.cast, title), self.lang) or None

    def plain(self, title: Title, of: Figure | None) -> tuple[str, str | None, Figure | None]:
        """Title, normalised title and what it is of: «глава МИД Индии» is a minister of India."""
        text, slug = title_text(self.cast, title), self.slug(title)
        if of is not None and of.owner is not None and self._is_minister(title, of):
            text = f"{text} {self._body_words(title, of)}"
            return text, normalise_title(text, self.lang) or None, of.owner
        return text, slug, of

    def _is_minister(self, title: Title, body: Figure) -> bool:
        spec: Mapping[str, object] = self._spec(body)
        after = self.cast.at(title.number, title.head + 1)
        beside = any(f is body and s.form == "name" for s, f in after)
        head = self.head(title) in words(self.lang, "titles", "ministers")
        return bool(spec.get("ministry")) and head and beside and title.own[-1] == title.head

    def _spec(self, body: Figure) -> Mapping[str, object]:
        found: Mapping[str, object] = lexicon_file(self.lang, "bodies")["bodies"].get(
            body.body or "", {}
        )
        return found

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
        return " ".join(after) or str(self._spec(body).get("name", body.name))

    def is_leader(self, head: str, of: Figure | None) -> bool:
        """Whether «лидер» or «глава» of a state is its president or premier in other words."""
        if of is None or of.type != "State":
            return False
        own_words = of.iso in lexicon_file(self.lang, "titles")["leaders_by_name"]
        return not own_words and head in words(self.lang, "titles", "leaders")

    # What is known of a person.

    def held(self, figure: Figure) -> Iterator[tuple[str, Figure]]:
        """Offices that a known person holds on the article's date, with what they are of."""
        if figure.entry is not None and self.on is not None:
            for term in held_by(figure.entry.id, self.on):
                yield term.office, self.cast.known(gazetteer().entries[term.of])

    def of_by_knowledge(self, figure: Figure, slug: str | None) -> Figure | None:
        """What a known person's office of that kind is of."""
        return next((of for office, of in self.held(figure) if office == slug), None)

    def add_held(
        self, figure: Figure, of: Figure | None, spot: Spot, status: Status | None
    ) -> bool:
        """Give a known person the plain title of what he holds on the article's date."""
        for slug, state in self.held(figure):
            if slug in leading(state) and (of is None or of is state):
                text = label(slug, self.lang) or slug
                self.add(Post(figure, text, slug, state, status or "current", spot))
                return True
        return False

    def _add_colleague(self, title: Title, figure: Figure, of: Figure | None, spot: Spot) -> None:
        """«Египетский коллега Самех Шукри» holds the office of the one whose colleague he is."""
        before = self.cast.before(title.number, title.first)
        people = dict.fromkeys(f.key for _, f in before if f.type == "Person" and f is not figure)
        held = [slug for slug, state in self.held(figure) if of is None or state is of]
        for post in (p for key in people for p in self.found if p.holder.key == key and p.slug):
            if post.slug in held or (not held and of is not None):
                state = of or self.of_by_knowledge(figure, post.slug)
                self.add(Post(figure, post.title, post.slug, state, "current", spot))
                return
        self.add_held(figure, of, spot, None)

    def _status(self, title: Title, figure: Figure, slug: str | None, of: Figure | None) -> Status:
        """The title's own status; former, where the gazetteer knows that it has ended."""
        if title.status != "current" or figure.entry is None or of is None or of.entry is None:
            return title.status
        ends = [t.until for t in figure.entry.offices if t.office == slug and t.of == of.entry.id]
        over = ends and self.on and not any(covers(None, end, self.on) for end in ends)
        return "former" if over else "current"

    def _of_by_context(self, title: Title, figure: Figure, slug: str | None) -> Figure | None:
        """What an office is of that the title leaves out: as the person's other office, else the
        region or state that the passage is about and whose office nobody else holds."""
        head = self.head(title)
        if kinds := place_kinds(head, self.lang):
            return last_met(self.cast, title.number, title.first, "Place", kinds)
        if head not in words(self.lang, "titles", "heads.state"):
            return next((of for _, of in self.held(figure)), None)
        own = [p.of for p in self.found if p.holder is figure and p.of is not None]
        if own:
            return own[0] if own[0].type == "State" else own[0].owner
        if origin := _state_of(figure.entry):
            return self.cast.known(origin)
        single = head in words(self.lang, "titles", "single")
        others = [p for p in self.found if p.slug == slug and p.holder is not figure]
        taken = {id(p.of) for p in others} if single else set()
        states = states_in_focus(self.cast, title.number, title.first)
        return next((state for state in states if id(state) not in taken), None)


def leading(state: Figure) -> tuple[str, ...]:
    """The offices of those who may be called a state's leader."""
    key = state.key
    return (*offices_meant("head-of-state", key), *offices_meant("head-of-government", key), HEIR)


def _state_of(person: Entry | None) -> Entry | None:
    """The state that a known person serves or served in whatever office."""
    entries = (gazetteer().entries[t.of] for t in person.offices) if person is not None else ()
    states = (e if e.type == "State" else gazetteer().state(e.iso or "") for e in entries)
    return next((state for state in states if state is not None), None)
