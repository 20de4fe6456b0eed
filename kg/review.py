"""``review.yaml``: what people decided about a graph, and what is left to decide.

The file is a list of :class:`kg.model.judgement.Judgement`; it is read on every build, only ever
added to, and keyed by article and quote, so it outlives any rebuilding.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kg.errors import UsageError
from kg.model.graph import BASE
from kg.model.judgement import Judgement, Subject, Words
from kg.resolve.identity import article_id

if TYPE_CHECKING:
    from kg.graph import GraphOnDisk

#: Name of the file in a build folder.
REVIEW = "review.yaml"

DoubtKind = Literal["merge", "split", "link", "fact", "office"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the machine is unsure of.

    ``merge``: a and b were taken for one event; ``split``: for two; ``link``: a was taken for the
    entity b; ``fact``: b was read to have the role ``field`` in the event a; ``office``: b was read
    to hold the office a, against what is known of offices.
    """

    kind: DoubtKind
    #: From 0 to 1.
    confidence: float
    a: Words
    b: Subject
    field: str | None = None
    #: How b is called, where it is an entity.
    name: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What a judgement must name to settle it."""
        return self.a, self.b, self.field


def load(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file. Raises UsageError naming the item that is wrong."""
    import yaml
    from pydantic import ValidationError

    try:
        # As text only: YAML would take «on» for a truth value, and a day for a date.
        items = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be read ({' '.join(str(error).split())})") from error
    if not isinstance(items, list):
        raise UsageError(f"{path}: must be a list of judgements")
    found = []
    for number, item in enumerate(items, 1):
        try:
            found.append(Judgement.model_validate(item))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise UsageError(f"{path}: item {number}: {where} {first['msg']}".strip()) from error
    return tuple(found)


def append(path: Path, judgement: Judgement) -> None:
    """Add a judgement to the end of a file, which is made where there is none."""
    from yaml.emitter import Emitter
    from yaml.representer import SafeRepresenter
    from yaml.resolver import BaseResolver
    from yaml.serializer import Serializer

    class Plain(Emitter, Serializer, SafeRepresenter, BaseResolver):
        """Writes texts as they are, as :func:`load` reads all as text."""

        def __init__(self, stream: object) -> None:
            Emitter.__init__(self, stream, allow_unicode=True, width=100)  # type: ignore[arg-type]
            Serializer.__init__(self)
            SafeRepresenter.__init__(self, sort_keys=False)
            BaseResolver.__init__(self)

    with path.open("a", encoding="utf-8", newline="\n") as file:
        dumper = Plain(file)
        dumper.open()
        dumper.represent([judgement.model_dump(exclude_none=True)])
        dumper.close()


def doubts(
    graph: GraphOnDisk, known: Iterable[Judgement], kinds: Iterable[DoubtKind], limit: int
) -> list[Doubt]:
    """What is most doubtful in a graph and not judged yet, lowest confidence first."""
    settled = {pair for j in known for pair in ((j.a, j.b, j.field), (j.b, j.a, j.field))}
    found = (d for kind in kinds for d in _doubts(graph, kind, limit + len(settled)))
    left = {d.key: d for d in found if d.key not in settled}
    return sorted(left.values(), key=lambda d: (d.confidence, d.kind, str(d.key)))[:limit]


def _doubts(graph: GraphOnDisk, kind: DoubtKind, limit: int) -> Iterator[Doubt]:
    for row in graph.query(f"{_QUERIES[kind]} ORDER BY ?confidence ?node LIMIT {limit}"):
        a = _words(row)
        confidence = float(row["confidence"] or 0)
        if kind in ("merge", "split"):
            for other in graph.query(_EARLIEST % (row["event"], row["node"])):
                yield Doubt(kind, confidence, a, _words(other))
        elif (b := _entity(graph, row, kind)) is not None:
            yield Doubt(kind, confidence, a, b, row.get("role"), row.get("name"))


def _entity(graph: GraphOnDisk, row: Mapping[str, str | None], kind: DoubtKind) -> Subject | None:
    """The entity of a doubt: its gazetteer id, else words of the article, of a link of another."""
    local = (row["entity"] or "").removeprefix(BASE)
    if not local.partition("/")[2].startswith("x-"):
        return local
    condition = "!=" if kind == "link" else "="
    query = _NAMED % (row["entity"], f"?article {condition} {json.dumps(row['article'])}")
    return next((_words(named) for named in graph.query(query)), None)


def _words(row: Mapping[str, str | None]) -> Words:
    return Words(article=row["article"] or "", quote=row["quote"] or "", type=row["type"])


#: Article, words and type of a report.
_TOLD = """
  ?node dip:article/dcterms:identifier ?article ; dip:reportedType ?class .
  BIND(STRAFTER(STR(?class), "#") AS ?type)
"""
#: Name of an entity.
_CALLED = 'OPTIONAL { ?entity rdfs:label ?name . FILTER(LANG(?name) = "ru") }'
#: How sure it is that the gazetteer is right about a doubted office.
_DOUBTED = 0.7
_HEAD = "SELECT ?node ?confidence ?article ?type (MIN(?words) AS ?quote)"
_QUERIES: Mapping[DoubtKind, str] = {
    "merge": f"""{_HEAD} ?event WHERE {{
  ?node dip:identityConfidence ?confidence ; dip:ofEvent ?event ; dip:evidence/dip:exact ?words .
  FILTER(?confidence < 1) FILTER NOT EXISTS {{ ?node dip:maybeOfEvent ?rival }} {_TOLD}
  FILTER EXISTS {{ ?other dip:ofEvent ?event . FILTER(?other != ?node) }}
}} GROUP BY ?node ?confidence ?article ?type ?event""",
    "split": f"""{_HEAD} ?event WHERE {{
  ?node dip:identityConfidence ?confidence ; dip:maybeOfEvent ?event ;
    dip:evidence/dip:exact ?words . {_TOLD}
}} GROUP BY ?node ?confidence ?article ?type ?event""",
    "link": f"""{_HEAD} ?entity ?name WHERE {{
  ?node dip:identityConfidence ?confidence ; dip:ofEntity ?entity ; dip:surface ?words .
  FILTER(?confidence < 0.9)
  FILTER(!CONTAINS(STR(?entity), "/x-")
    || EXISTS {{ ?other dip:ofEntity ?entity . FILTER(?other != ?node) }}) {_TOLD} {_CALLED}
}} GROUP BY ?node ?confidence ?article ?type ?entity ?name""",
    "fact": f"""{_HEAD} ?entity ?role ?name WHERE {{
  ?statement a dip:Statement ; dip:confidence ?confidence ; rdf:subject ?event ;
    rdf:predicate ?property ; rdf:object ?entity ; dip:article ?in ;
    dip:reviewStatus dips:review-status\\/unreviewed .
  ?node dip:ofEvent ?event ; dip:article ?in ; dip:evidence/dip:exact ?words . {_TOLD}
  BIND(STRAFTER(STR(?property), "#") AS ?role) {_CALLED}
}} GROUP BY ?node ?confidence ?article ?type ?entity ?role ?name""",
    "office": f"""{_HEAD} ?entity ?name WHERE {{
  ?holding a dip:DoubtedHolding ; dip:reportedHolder ?entity .
  ?node dip:ofHolding ?holding ; dip:article/dcterms:identifier ?article ;
    dip:evidence/dip:exact ?words .
  FILTER NOT EXISTS {{ ?other dip:ofHolding ?holding . FILTER(STR(?other) < STR(?node)) }}
  BIND({_DOUBTED} AS ?confidence) BIND("Office" AS ?type) {_CALLED}
}} GROUP BY ?node ?confidence ?article ?type ?entity ?name""",
}
#: How an article names an entity (%s), on a condition (%s).
_NAMED = (
    """SELECT ?article ?type (?name AS ?quote) WHERE {
  ?node dip:ofEntity <%s> ; dip:reportedName ?name .
"""
    + _TOLD
    + " FILTER(%s) } ORDER BY ?article LIMIT 1"
)
#: The earliest report of an event (%s) that is not this one (%s).
_EARLIEST = (
    """SELECT ?article ?type (MIN(?words) AS ?quote) WHERE {
  ?node dip:ofEvent <%s> ; dip:reportedOn ?day ; dip:evidence/dip:exact ?words .
  FILTER(?node != <%s>)
"""
    + _TOLD
    + "} GROUP BY ?node ?day ?article ?type ORDER BY ?day ?node LIMIT 1"
)


def sssom(judgements: Iterable[Judgement]) -> str:
    """The judgements on identity as an SSSOM mapping set (TSV with its metadata as comments).

    Words of an article are literals, whose source is the article.
    """
    lines = [*_SSSOM_HEAD, "\t".join(_SSSOM_COLUMNS)]
    for judgement in judgements:
        if judgement.kind in ("same", "different"):
            cells = _mapping(judgement)
            lines.append("\t".join(" ".join(cells.get(c, "").split()) for c in _SSSOM_COLUMNS))
    return "\n".join(lines) + "\n"


_SSSOM_HEAD = (
    "#curie_map:",
    f"#  id: {BASE}",
    "#  semapv: https://w3id.org/semapv/vocab/",
    "#  skos: http://www.w3.org/2004/02/skos/core#",
    f"#mapping_set_id: {BASE}review",
    "#license: https://creativecommons.org/publicdomain/zero/1.0/",
)
_SSSOM_COLUMNS = (
    "subject_id", "subject_label", "subject_type", "subject_source", "predicate_id",
    "predicate_modifier", "object_id", "object_label", "object_type", "object_source",
    "mapping_justification", "author_label", "mapping_date", "comment",
)  # fmt: skip


def _mapping(judgement: Judgement) -> dict[str, str]:
    cells = {
        "predicate_id": "skos:exactMatch",
        "predicate_modifier": "Not" if judgement.kind == "different" else "",
        "mapping_justification": "semapv:ManualMappingCuration",
        "author_label": judgement.by or "",
        "mapping_date": judgement.on or "",
        "comment": judgement.note or "",
    }
    for side, subject in (("subject", judgement.a), ("object", judgement.b)):
        if isinstance(subject, str):
            cells[f"{side}_id"] = f"id:{subject}"
        elif subject is not None:
            cells[f"{side}_label"] = subject.quote
            cells[f"{side}_type"] = "rdfs literal"
            cells[f"{side}_source"] = f"id:{article_id(subject.article)}"
    return cells
