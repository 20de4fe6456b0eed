"""One entry of ``data/gazetteer/<kind>/*.yaml``: what is known of a thing before reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Base: frozen, no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Names(Record):
    """Names in one language.

    ``strong`` aliases identify alone («Токаев»); ``weak`` ones need support in the text («Си»).
    """

    main: str
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class OfficeTerm(Record):
    """An office held over a time.

    ``of`` is a gazetteer id; dates are ``YYYY[-MM[-DD]]``, None where open or unknown.
    """

    office: str
    of: str
    #: Of an envoy: gazetteer id of the state or organisation where it is accredited.
    to: str | None = None
    from_: str | None = Field(default=None, alias="from")
    until: str | None = None


class Membership(Record):
    """Membership of a state or organisation in an organisation or format, by gazetteer id."""

    of: str
    from_: str | None = Field(default=None, alias="from")
    until: str | None = None


class Renamed(Record):
    """A name that ceased to hold."""

    name: str
    until: str


class Entry(Record):
    """A known person, state, organisation or place."""

    #: ``<kind>/<slug>``: ``person/kassym-jomart-tokayev``, ``state/KZ``,
    #: ``organization/shanghai-cooperation-organisation``, ``place/tashkent``.
    id: str
    type: Literal["Person", "State", "Organization", "Place"]
    kind: str | None = None
    wikidata: str | None = None
    iso: str | None = None
    #: Names by language: en, ru, kk, uz.
    names: Mapping[str, Names]
    #: Relational adjectives by language («казахстанский»), lemma form.
    adjectives: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    #: Inhabitants by language («казахстанец»).
    demonyms: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    #: Of a State: gazetteer id of its capital, which may stand for it.
    capital: str | None = None
    #: Other words that stand for its government or body («Смоленская площадь»), by language.
    metonyms: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    gender: Literal["m", "f"] | None = None
    offices: tuple[OfficeTerm, ...] = ()
    member_of: tuple[Membership, ...] = Field(default=(), alias="memberOf")
    #: Gazetteer id of what it lies in: a state or region.
    located_in: str | None = None
    #: Of an Organization: gazetteer id of the organisation whose organ it is.
    part_of: str | None = None
    #: Of an Organization: gazetteer id of the city or building where it sits.
    seat: str | None = None
    lat: float | None = None
    lon: float | None = None
    renamed: tuple[Renamed, ...] = ()
    #: What a reader ought to know («UN member since…», contested status).
    note: str | None = None
    source: str
