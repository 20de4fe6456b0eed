"""What a person decided about the graph: one item of ``review.yaml``.

An item names what it judges by article and quote, or by gazetteer id, so that it holds whatever
becomes of IRIs.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

Kind = Literal["same", "different", "unsure", "accept", "reject", "correct"]


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Item):
    """Something that an article says, by its words.

    The quote of an entity is one of its surfaces, that of anything else overlaps its evidence.
    """

    #: The article's own id.
    article: str
    quote: str
    #: ``Person`` …, an event type, ``Office``, ``Quantity`` or ``Claim``; needed where the words
    #: stand for several things.
    type: str | None = None


#: Words of an article, or a gazetteer id.
Subject = Words | str


class Judgement(_Item):
    """A decision, which wins over the machine's."""

    kind: Kind
    a: Subject
    #: Of identities: the other. Of a role: who fills it.
    b: Subject | None = None
    #: Of a fact: the role, or the name of the field; None for the whole.
    field: str | None = None
    #: The right value; of a role a surface in the article or a gazetteer id.
    value: str | None = None
    by: str | None = None
    #: ISO day.
    on: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Judgement:
        if self.kind in ("same", "different") and self.b is None:
            raise ValueError(f"«{self.kind}» needs a and b")
        if self.kind == "correct" and not (self.field and self.value):
            raise ValueError("«correct» needs field and value")
        if self.kind in ("accept", "reject", "correct") and isinstance(self.a, str):
            raise ValueError(f"«{self.kind}» needs an article and a quote as a")
        return self

    def __str__(self) -> str:
        named = (
            s if isinstance(s, str) else f"{s.article} «{s.quote}»" for s in (self.a, self.b) if s
        )
        return " ".join(filter(None, (self.kind, " / ".join(named), self.field)))
