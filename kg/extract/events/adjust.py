"""What the type of an event says of its roles and place beyond the government of its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kg.extract.events.draft import Draft, Filler
from kg.extract.events.index import Index
from kg.extract.events.same import GATHERINGS
from kg.extract.events.where import NOWHERE, VISITS

#: Types of which one may stay away.
_ATTENDED = GATHERINGS | {"Exercise"}
#: Types between states, where a capital stands for its state and a mission for who sent it.
_DIPLOMATIC = frozenset({"Recall", "Expulsion", "Protest", "RelationsSevered"})
#: Roles of those who act.
_DOING = frozenset({"signatory", "participant", "actor", "member", "inviter", "mediator"})
#: Ways that give who takes part of his own will.
_OWN_WILL = frozenset({"carrier", "clause", "subject"})
#: The rule that tells of who won an election.
_VICTORY = "to-win-election"


def adjust(index: Index, draft: Draft) -> None:
    """Applies what holds of the draft's type."""
    if draft.type in NOWHERE:
        draft.place = None
        draft.reasons.pop("place", None)
    if draft.type in _ATTENDED and (draft.entities("absent") or _is_refused(index, draft)):
        _stay_away(index, draft)
    if draft.type in VISITS:
        _host_state(index, draft)
        _persons_go(index, draft)
    _capitals(index, draft)
    if draft.type in _DIPLOMATIC:
        _states_behind(index, draft)
    special = _BY_TYPE.get(draft.type)
    if special is not None:
        special(index, draft)


def _is_refused(index: Index, draft: Draft) -> bool:
    """Whether the verb over a gathering's noun is denied, or one of refusing."""
    at, tree = draft.occurrence, index.tree(draft.sentence)
    if at.carrier is None or at.is_verb:
        return False
    if index.words.status_prepositions.get(tree.preposition(at.token)) == "held":
        return False
    verb, over = at.carrier, tree.tokens[at.carrier].head
    if tree.tokens[verb].rel == "xcomp" and tree.lemma(over) in index.words.status["refuse"]:
        verb = over
    refuses = tree.lemma(verb) in index.words.status["refuse"]
    return refuses != tree.negated(verb)


def _stay_away(index: Index, draft: Draft) -> None:
    """«на саммит не приедет»: one who stays away does not cancel what others hold."""
    draft.fillers = [
        replace(f, role="absent") if f.role == "participant" and f.rule in _OWN_WILL else f
        for f in draft.fillers
    ]
    if draft.type in GATHERINGS and draft.entities("absent"):
        draft.status, draft.firm = "held" if _did_not_come(index, draft) else "planned", False


def _did_not_come(index: Index, draft: Draft) -> bool:
    """«в прошлом году не приезжал»: the gathering is over."""
    tree, verb = index.tree(draft.sentence), draft.occurrence.carrier
    if verb is None or not tree.negated(verb):
        return False
    feats = tree.tokens[verb].feats
    return feats.get("VerbForm") == "Fin" and feats.get("Tense") == "Past"


def _persons_go(index: Index, draft: Draft) -> None:
    """«визит Иванова в Польшу и Германию»: a state in the list of guests is where they go."""
    guests = [index.entity(e) for e in draft.entities("guest")]
    if any(g.type == "Person" for g in guests):
        states = {g.id for g in guests if g.type == "State"}
        draft.fillers = [f for f in draft.fillers if f.role != "guest" or f.entity not in states]


def _host_state(index: Index, draft: Draft) -> None:
    """A city or venue as destination: its state is the host, the place itself the place."""
    draft.fillers = [f for f in draft.fillers if f.role != "host" or _may_host(index, f)]
    cities = [f for f in draft.fillers if f.role == "host" and _lies_in_state(index, f)]
    draft.fillers = [f for f in draft.fillers if f not in cities]
    for filler in cities:
        _replace(index, draft, filler, "state of place")


def _capitals(index: Index, draft: Draft) -> None:
    """«Таллин и Вашингтон подписали»: a capital that does something is its state."""
    from kg.resolve.gazetteer import gazetteer

    for filler in list(draft.fillers):
        entity = index.entity(filler.entity)
        city = entity.type == "Place" and entity.kind == "city" and filler.role in _DOING
        if city and gazetteer().metonym(entity.name, index.document.article.lang):
            draft.fillers.remove(filler)
            _replace(index, draft, filler, "its state")


def _states_behind(index: Index, draft: Draft) -> None:
    """«посла из Москвы», «сотрудников посольства Молдавии»: the states that are meant."""
    for filler in list(draft.fillers):
        entity = index.entity(filler.entity)
        mission = draft.type == "Expulsion" and entity.name.lower().startswith(
            index.words.grammar["missions"]
        )
        city = entity.type == "Place" and entity.kind == "city"
        if mission or city:
            draft.fillers.remove(filler)
            _replace(index, draft, filler, "state behind")


def _may_host(index: Index, filler: Filler) -> bool:
    """Whether a host is known to be abroad of anybody: not an unknown town, a hospital, a plant."""
    entity = index.entity(filler.entity)
    if entity.type == "Place":
        return entity.iso is not None or entity.kind == "region"
    if entity.kind == "company":
        return False
    if entity.type == "Organization":
        return entity.kind in ("igo", "bilateral", "armed") or bool(index.side(entity.id))
    return True


def _lies_in_state(index: Index, filler: Filler) -> bool:
    entity = index.entity(filler.entity)
    return entity.type == "Place" and entity.iso is not None and not index.is_contested(entity)


def _replace(index: Index, draft: Draft, filler: Filler, reason: str) -> None:
    """Puts the state of a filler in its role, once."""
    state = index.states.get(index.side(filler.entity) or "")
    if state is not None and state not in draft.entities(filler.role):
        draft.fillers.append(replace(filler, entity=state, rule=f"{filler.rule}, {reason}"))


def _at_the_polls(index: Index, draft: Draft) -> None:
    """An election is held in the state whose leader is elected."""
    told = {"gen", "congratulated"} & {f.rule for f in draft.fillers}
    tree, token = index.tree(draft.sentence), draft.occurrence.token
    elected = draft.rule == _VICTORY or tree.lemma(token) in tree.grammar["elect"]
    if not elected and not (draft.rule == "appointment" and told):
        return
    if draft.place is None:
        _placed(index, draft, "appointee", "state of the elected")


def _at_the_ministry(index: Index, draft: Draft) -> None:
    """An ambassador is summoned in the state that protests."""
    if draft.rule == "to-summon":
        _placed(index, draft, "actor", "state of the actor")


def _placed(index: Index, draft: Draft, role: str, reason: str) -> None:
    sides = [index.side(entity) for entity in draft.entities(role)]
    state = index.states.get(sides[0] or "") if sides else None
    if state is not None:
        draft.place, draft.reasons["place"] = state, reason


def _on_the_ground(index: Index, draft: Draft) -> None:
    """Joint exercises in a state have it take part."""
    place = draft.place
    if draft.status == "cancelled" or place is None or index.entity(place).type != "State":
        return
    if draft.entities("organizer"):
        return
    at = index.tree(draft.sentence).tokens[draft.occurrence.token]
    if place not in draft.entities():
        draft.fillers.append(
            Filler("participant", place, "place", draft.sentence, at.start, at.end)
        )


_BY_TYPE: Mapping[str, Callable[[Index, Draft], None]] = {
    "Appointment": _at_the_polls,
    "Exercise": _on_the_ground,
    "Protest": _at_the_ministry,
}
