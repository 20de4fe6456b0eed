"""A saved question as its file gives it.

A file ``*.rq`` opens with a comment block in YAML: ``name``, ``title`` (en, ru, kk, uz),
``parameters`` and ``example``; the rest is one SPARQL query, in which the parameter ``from`` stands
as the variable ``?p_from``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import UsageError, VocabularyError
from kg.resources import folder

ParameterType = Literal["iri", "state", "person", "date", "int", "text"]


class Record(BaseModel):
    """Base: frozen, no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Parameter(Record):
    """What the asker fixes; one without a default must be given.

    The default ``any`` of a state, person or other node stands for ``dip:any``, which a query tests
    for: ``FILTER(?p_guest IN (dip:any, ?guest))``.
    """

    name: str
    type: ParameterType
    default: str | None = None
    doc: str


class Question(Record):
    """A saved question."""

    name: str
    title: Mapping[str, str]
    parameters: tuple[Parameter, ...] = ()
    #: A call that shows how it is asked.
    example: str
    sparql: str


def load(path: Path) -> Question:
    """Read a question file. Raises VocabularyError where its header is broken."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = list(takewhile(lambda line: line.startswith("#"), lines))
    try:
        fields = yaml.load("\n".join(line[1:].removeprefix(" ") for line in head), yaml.BaseLoader)
        return Question(**fields, sparql="\n".join(lines[len(head) :]).strip() + "\n")
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        reason = str(error).replace("\n", " ")
        raise VocabularyError(f"{path}: the header is no question ({reason})") from error


@cache
def questions() -> Mapping[str, Question]:
    """The questions that ship, by name."""
    files = sorted((folder("data") / "questions").glob("*.rq"))
    return {question.name: question for question in map(load, files)}


def question(name: str) -> Question:
    """The question ``name``. Raises UsageError, naming the nearest, where there is none."""
    if name in questions():
        return questions()[name]
    from difflib import get_close_matches

    near = get_close_matches(name, questions(), n=1)
    hint = f"; did you mean {near[0]}?" if near else "; kg questions lists them"
    raise UsageError(f"{name}: neither a file nor a saved question{hint}")
