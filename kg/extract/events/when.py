"""Which time expression dates an event, and what of it is the event's start and end."""

from __future__ import annotations

from dataclasses import replace

from kg import dates
from kg.extract.events.draft import Occurrence
from kg.extract.events.index import Index
from kg.extract.events.match import modifiers
from kg.extract.events.syntax import Tree
from kg.extract.events.where import VISITS
from kg.extract.reading import TimeExpression

#: Types that begin at a time and go on: «с 16 сентября» dates them.
_LASTING = frozenset(
    {"Accession", "Sanction", "Withdrawal", "Appointment", "Recognition", "RelationsSevered",
     "Negotiation", "Assistance", "Launch"}
)  # fmt: skip
#: Months.
_HALF_A_YEAR = 6
#: Types of which the article may give an end.
_LONG = VISITS | {"Summit", "Session", "Forum", "Exercise", "Negotiation"}


def time_of(index: Index, at: Occurrence, kind: str) -> TimeExpression | None:
    """The time in the trigger's own phrase, at its predicate, in its clause or one above."""
    tree = index.tree(at.sentence)
    below = set(tree.subtree(at.token))
    ranked = []
    for time in index.reading.times_in(at.sentence):
        tokens = [i for i, t in enumerate(tree.tokens) if t.start < time.end and time.start < t.end]
        if not tokens or not _dates(time, kind) or _meant_for(tree, time, tokens):
            continue
        if _aside(tree, at, tokens) or _of_the_asking(index, tree, at, time):
            continue
        tier = _tier(index, tree, at, tokens, below)
        if tier is not None and not _another(index, tree, at, tokens, time):
            distance = min(abs(i - at.token) for i in tokens)
            ranked.append(((tier, distance), time))
    if not ranked:
        return None
    (tier, _), best = min(ranked, key=lambda r: (r[0], r[1].start))
    inner = (t for (other, _), t in ranked if other == tier and dates.narrows(t.date, best.date))
    return next(inner, best)


def _another(
    index: Index, tree: Tree, at: Occurrence, tokens: list[int], time: TimeExpression
) -> bool:
    """Whether the time stands in the phrase of another event's noun («о визите в мае»)."""
    own = {at.token, *tree.above(at.token)}
    top = min(tokens, key=lambda i: len(list(tree.above(i))))
    for up in tree.above(top):
        if up in own or (tree.is_predicate(up) and tree.tokens[up].feats.get("VerbForm") != "Part"):
            return False
        if tree.tokens[up].pos == "NOUN" and tree.lemma(up) in index.lexicon:
            return True
        over = index.words.status_prepositions.get(tree.preposition(up))
        exact = len(time.date) == len("YYYY-MM-DD") or len(index.reading.times_in(at.sentence)) > 1
        if exact and up != top and over == "held":
            return True
    return False


def _dates(time: TimeExpression, kind: str) -> bool:
    """Whether the expression can date an event: no deadline, and «с …» only what lasts."""
    if time.date.startswith(f"{dates.OPEN}/"):
        return False
    return not time.date.endswith(f"/{dates.OPEN}") or kind in _LASTING


def _meant_for(tree: Tree, time: TimeExpression, tokens: list[int]) -> bool:
    """«план на 2023–2026 годы»: years that something is made for."""
    first, _, last = time.date.partition("/")
    years = len(first) == len(last) == len("YYYY")
    return years and tokens[0] > 0 and tree.lemma(tokens[0] - 1) == "на"


def _aside(tree: Tree, at: Occurrence, tokens: list[int]) -> bool:
    """«пригласил … (последний раз он там был в мае)»: a time in brackets that open behind."""
    between = [tree.tokens[i].text for i in range(at.token, tokens[0])]
    return between.count("(") > between.count(")")


def _of_the_asking(index: Index, tree: Tree, at: Occurrence, time: TimeExpression) -> bool:
    """«пригласил посетить … в июле», told in November: a month that is nearer behind than ahead."""
    verb = tree.tokens[at.token if at.carrier is None else at.carrier]
    if verb.head < 0 or tree.lemma(verb.head) not in index.words.status["invite"]:
        return False
    past = tree.tokens[verb.head].feats.get("Tense") == "Past"
    infinitive = verb.feats.get("VerbForm") == "Inf"
    month = time.anchor == "published" and len(time.date) == len("YYYY-MM")
    published = index.published
    if not past or not infinitive or not month or published is None:
        return False
    years, months = (int(time.date[a:b]) - int(published[a:b]) for a, b in ((0, 4), (5, 7)))
    return 12 * years + months > _HALF_A_YEAR


def _tier(
    index: Index, tree: Tree, at: Occurrence, tokens: list[int], below: set[int]
) -> int | None:
    top = min(tokens, key=lambda i: len(list(tree.above(i))))
    verb = at.token == at.carrier
    own, its = tree.clause(at.token), tree.clause(top)
    if not verb and top in below and (own == its or its in _telling(index, tree, at)):
        return 0
    over = index.words.status_prepositions.get(tree.preposition(at.token))
    settled = any(tree.lemma(k) in at.trigger.settles for k in tree.above(at.token))
    about = tree.preposition(at.token) in tree.grammar["about"] or _only_named(index, tree, at)
    topic = about and not verb and not settled
    if _only_ahead(index, tree, at) or topic or (over in ("planned", "held") and not verb):
        return None
    if tree.tokens[top].head in (at.token, at.carrier) or _when(tree, at, max(tokens)):
        return 1
    if own == its:
        return 2
    return 3 if _shares(index, tree, own, its) else None


def _telling(index: Index, tree: Tree, at: Occurrence) -> list[int]:
    """Verbs on the noun that say when it is («визит, запланированный на …», «который прошёл …»)."""
    status = index.words.status
    verbs = status["plan"] | status["occur"] | status["hold"] | status["postpone"]
    participles = [k for k in tree.children(at.token, "acl", "amod") if tree.lemma(k) in verbs]
    told = tree.told_of(at.token)
    return participles if told is None else [told, *participles]


def _only_ahead(index: Index, tree: Tree, at: Occurrence) -> bool:
    """«обсудил предстоящий визит»: the time of the talk about it is not its own."""
    if at.carrier in (None, at.token):
        return False
    status = index.words.status
    planned = {w for w, s in index.words.status_modifiers.items() if s == "planned"}
    ahead = modifiers(tree, at.token) & (planned | status["plan"])
    telling = status["occur"] | status["hold"] | status["plan"] | status["refuse"]
    return bool(ahead) and tree.lemma(at.carrier or 0) not in telling


def _only_named(index: Index, tree: Tree, at: Occurrence) -> bool:
    """«в мае признал, что санкции вредят»: a time of what is said of standing sanctions."""
    if at.trigger.type != "Sanction" or at.carrier is None:
        return False
    does = at.trigger.carriers | index.words.status["occur"]
    return bool(tree.preposition(at.token)) or tree.lemma(at.carrier) not in does


def _when(tree: Tree, at: Occurrence, last: int) -> bool:
    """«в июле, когда страну посетил …»: the clause that tells what was then."""
    after = next((k for k in range(last + 1, len(tree)) if tree.tokens[k].text != ","), last)
    return tree.lemma(after) == "когда" and tree.tokens[after].head == at.carrier


def _shares(index: Index, tree: Tree, own: int, its: int) -> bool:
    """Whether a clause stands in the time of a clause above: a participle, gerund, complement."""
    at = own
    while at >= 0 and at != its:
        where = any(tree.lemma(k) in ("где", "куда") for k in tree.kids[at])
        if tree.tokens[at].rel == "parataxis" or (tree.tokens[at].rel == "acl:relcl" and not where):
            return False
        if tree.tokens[at].rel == "ccomp" and _is_ahead(index, tree, own):
            return False
        if tree.tokens[at].rel == "conj" and its in _conjuncts_before(tree, at):
            return True
        if tree.tokens[at].rel == "conj" and tree.tokens[its].start > tree.tokens[own].start:
            return False
        at = tree.tokens[at].head
    return at == its


def _is_ahead(index: Index, tree: Tree, verb: int) -> bool:
    """«5 мая сообщил, что встретится …»: what is still to come is not at the time of telling."""
    feats = tree.tokens[verb].feats
    if feats.get("Tense") == "Pres" and tree.lemma(verb) in index.words.status["plan"]:
        return True
    future = feats.get("Tense") == "Fut" or feats.get("VerbForm") == "Inf"
    return future or any(tree.lemma(k) == "бы" for k in tree.kids[verb])


def _conjuncts_before(tree: Tree, at: int) -> list[int]:
    """Clauses between the first of a coordination and this one («11-го выступил и провёл …»)."""
    return [k for k in tree.children(tree.tokens[at].head, "conj") if k < at]


def then(index: Index, at: Occurrence) -> TimeExpression | None:
    """«тогда», «там же»: the time that the sentence before told last."""
    tree = index.tree(at.sentence)
    opening = tree.lemma(0) in tree.grammar["then"] or (
        len(tree) > 1 and tree.lemma(1) in tree.grammar["then"]
    )
    before = index.reading.times_in(at.sentence - 1) if opening and at.sentence else ()
    time = max(before, key=lambda t: t.start, default=None)
    if time is None:
        return None
    return replace(time, date=time.date.removesuffix(f"/{dates.OPEN}"))


def extent(date: str | None, kind: str, text: str | None) -> tuple[str | None, str | None]:
    """Start and end as the guide gives them.

    A season or half is its year, «ближайшие дни» their month: a range that is not told by its days
    only says where in it the event lies. Types of one day have no end.
    """
    start, end = dates.start_of(date), dates.end_of(date)
    if start is None or end is None:
        return start, None if kind not in _LONG else end
    told = text is None or any(letter.isdigit() for letter in text)
    if len(start) == 7 or not told:
        shared = start[:7] if start[:7] == end[:7] else start[:4] if start[:4] == end[:4] else None
        return (shared or start), None
    return start, end if kind in _LONG else None
