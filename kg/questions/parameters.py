"""From what a person types to typed RDF terms.

A value becomes a term of its parameter's type first and is bound as that term, so no value can
change what a query asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from kg.errors import UsageError
from kg.lookup import find
from kg.questions.question import Parameter, Question
from kg.rdf.terms import PREFIXES
from kg.store.protocol import Store, Term

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

#: What stands for no restriction, as a value and as the local name of a term.
_ANY = "any"


def bindings(asked: Question, given: Mapping[str, str], store: Store) -> dict[str, Term]:
    """Variable name → term, for every parameter.

    ``given`` maps parameter names to the words of the asker; names of states and persons are looked
    up in ``store``. Raises UsageError for an unknown or missing parameter, or an unusable value.
    """
    known = {p.name: p for p in asked.parameters}
    for name in given:
        if name not in known:
            names = ", ".join(known) or "none"
            raise UsageError(f"{asked.name} has no parameter {name!r}; it takes: {names}")
    values = {name: given.get(name, p.default) for name, p in known.items()}
    for name, value in values.items():
        if value is None:
            raise UsageError(f"{asked.name} needs --param {name}=… ({known[name].doc})")
    return {f"p_{name}": _term(known[name], str(value), store) for name, value in values.items()}


def _term(parameter: Parameter, value: str, store: Store) -> Term:
    if parameter.type == "text":
        return Literal(value)
    if parameter.type == "int":
        return _integer(parameter, value)
    if parameter.type == "date":
        return _date(parameter, value)
    if value == _ANY:
        return NamedNode(PREFIXES["dip"] + _ANY)
    kinds = {"state": ("state",), "person": ("person",), "iri": ()}[parameter.type]
    return NamedNode(find(store, value, kinds=kinds))


def _integer(parameter: Parameter, value: str) -> Literal:
    try:
        return Literal(int(value))
    except ValueError:
        raise UsageError(f"{parameter.name}: {value!r} is no whole number") from None


def _date(parameter: Parameter, value: str) -> Literal:
    """A day; of a month or year its first day."""
    from datetime import date

    match = _DATE.fullmatch(value)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part or 1) for part in match.groups())
        text = date(year, month, day).isoformat()
    except ValueError:
        raise UsageError(
            f"{parameter.name}: {value!r} is no date; write 2023-05-17, 2023-05 or 2023"
        ) from None
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + "date"))
