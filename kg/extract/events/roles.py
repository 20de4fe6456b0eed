"""Fills the roles of a trigger from the ways that its government lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.events.arguments import Arguments
from kg.extract.events.draft import Filler, Found, Occurrence
from kg.extract.events.index import Index
from kg.extract.events.lexicon import Way
from kg.extract.events.same import GATHERINGS, TALKS
from kg.extract.events.ways import Ways

#: What may fill a role where the trigger says nothing narrower.
_TYPES: dict[str, frozenset[str]] = {
    role: frozenset(types.split())
    for role, types in {
        "guest": "Person Organization State",
        "host": "State Organization Person Place",
        "participant": "Person Organization State",
        "mediator": "Person Organization State",
        "organizer": "Organization State Person",
        "absent": "Person Organization State",
        "inviter": "Person Organization State",
        "invitee": "Person Organization State",
        "signatory": "Person Organization State Place",
        "document": "Agreement",
        "beneficiary": "State Organization Place Person",
        "member": "State Organization Place",
        "target": "State Organization Place Person Agreement",
        "actor": "State Organization Place Person",
        "institution": "Organization Agreement",
        "appointer": "Person Organization State",
        "appointee": "Person",
        "recipient": "State Organization Place Person",
    }.items()
}
#: Roles of things, which only their own name fills, not their owner's.
_THINGS = frozenset({"institution", "document"})
#: Kinds of organisation that do not travel.
_NO_GUESTS = frozenset({"bilateral", "format", "company", "igo"})
#: Kinds of organisation whose members hold exercises together.
_JOINT = frozenset({"igo", "format", "bilateral"})
#: Roles that gather from every way; the others stop at the first that finds somebody.
_GATHERING = frozenset({"participant", "signatory", "invitee", "member"})
#: Ways that are only tried where the trigger's own dependents do not suffice.
_LAST = frozenset({"carrier", "clause", "adj", "over"})


class Roles:
    """Fills roles for the occurrences of one article."""

    def __init__(self, index: Index, arguments: Arguments) -> None:
        self.index = index
        self.ways = Ways(index, arguments)

    def fill(self, at: Occurrence) -> list[Filler]:
        """Fillers of all roles, in the order of the trigger's slots."""
        out: list[Filler] = []
        for role, ways in at.trigger.slots:
            out += self._role(at, role, ways, out)
        return out

    def _role(
        self, at: Occurrence, role: str, ways: Sequence[Way], others: list[Filler]
    ) -> list[Filler]:
        """Fillers of one role from its ways in turn."""
        taken: dict[str, Filler] = {}
        gathers = role in _GATHERING or at.trigger.joins
        for way in ways:
            if taken and (not gathers or self._enough(at, role, taken, way)):
                continue
            for rule, found in self._found(at, way, bool(taken)):
                if self._fits(at, role, found, others) and self._acts(at, role, way, found):
                    filler = Filler(
                        role, found.entity, rule, found.sentence, found.start, found.end
                    )
                    taken.setdefault(found.entity, filler)
        return list(taken.values())

    def _found(self, at: Occurrence, way: Way, taken: bool) -> Iterator[tuple[str, Found]]:
        """What a way gives, with its name; where the parse gives nothing, by word order."""
        found = list(self.ways.find(way, at))
        yield from ((str(way), one) for one in found)
        if not taken and not found and at.is_verb and way.place in ("subject", "object"):
            yield from ((f"{way}, beside", one) for one in self.ways.beside(way, at))

    def _enough(self, at: Occurrence, role: str, taken: dict[str, Filler], way: Way) -> bool:
        """Whether a role has who it needs; those one talks «with» leave the other side open."""
        wanted = max((need.get(role, 0) for need in at.trigger.needs), default=0)
        one_side = all(f.rule == "с+Ins" for f in taken.values())
        return way.place in _LAST and len(taken) >= wanted and not one_side

    def _acts(self, at: Occurrence, role: str, way: Way, found: Found) -> bool:
        """Whether the subject of a clause around the noun may be in the role.

        No state or ministry is a guest («МИД советует воздержаться от поездок»), no organisation
        one of those who take part in a gathering (it holds it), no ministry that tells of it.
        """
        if way.place not in ("carrier", "clause"):
            return True
        entity = self.index.entity(found.entity)
        if role == "guest":
            return entity.type != "State" and entity.kind != "government"
        telling = entity.kind == "government" and at.trigger.type in GATHERINGS
        return role != "participant" or (entity.kind not in ("igo", "format") and not telling)

    def _fits(self, at: Occurrence, role: str, found: Found, others: list[Filler]) -> bool:
        allowed = (at.trigger.types or {}).get(role, _TYPES[role])
        entity = self.index.entity(found.entity)
        if entity.kind == "media" or (role == "guest" and entity.kind in _NO_GUESTS):
            return False
        if at.trigger.type == "Exercise" and role == "organizer" and entity.kind not in _JOINT:
            return False
        if entity.kind == "format" and at.trigger.type in TALKS and role == "participant":
            return False
        if entity.kind == "company" and at.trigger.type in GATHERINGS:
            return False
        if role in _THINGS and self.index.reading.headed(at.sentence, found.token) is None:
            return False
        return entity.type in allowed and all(f.entity != found.entity for f in others)
