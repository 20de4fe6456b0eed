"""From sources to a graph on disk: the one place where all stages meet.

A build folder holds ``articles.sqlite`` (the ledger: articles and what was read in them), ``store``
and its ``snapshots``, and the files ``core.ttl``, ``evidence.ttl`` and ``all.trig``. The graph is a
pure function of the ledger; so an interrupted build goes on where it stopped, and any order of
sources, number of steps or workers ends in the same bytes.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from kg import fingerprint
from kg.errors import UsageError
from kg.ingest import Refusal, read
from kg.ledger import Ledger
from kg.model.article import Article
from kg.model.extraction import Extraction
from kg.model.judgement import Judgement
from kg.output import is_complete, write_graph
from kg.review import REVIEW, load
from kg.workers import Failure, read_all

#: Articles taken in between two commits of the ledger.
_ADMIT = 256


@dataclass(slots=True)
class BuildReport:
    """What a build did."""

    out: Path
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    #: One line each: same content as another article.
    reprints: list[str] = field(default_factory=list)
    #: One line each: what could not be read, where, and why.
    refusals: list[str] = field(default_factory=list)
    articles: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    #: One line each: judgements of ``review.yaml`` that apply to nothing here, and why.
    unmatched: list[str] = field(default_factory=list)
    #: Whether the graph was made anew.
    rebuilt: bool = False


#: Called with (stage, done, total or None) as work goes on.
Progress = Callable[[str, int, int | None], None]


def _silent(_stage: str, _done: int, _total: int | None) -> None:
    """Tell nobody."""


def build(
    sources: Sequence[str],
    out: str | Path = "out",
    *,
    published: str | None = None,
    lang: str | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    min_confidence: float = 0.0,
    review: str | Path | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress = _silent,
) -> BuildReport:
    """Read ``sources`` into the graph at ``out``, which is made or added to.

    ``published`` (ISO date) fills a missing date, ``lang`` a missing language. Events below
    ``min_confidence`` stay out of the graph. ``review`` is a file of human judgements, by default
    ``out``/review.yaml where there is one. Raises UsageError for unusable arguments and
    StoreError where ``out`` cannot be written; what is wrong with a source is in the report.
    """
    folder = _folder(Path(out))
    judgements = _judgements(folder, review)
    report = BuildReport(folder)
    with Ledger(folder / "articles.sqlite") as ledger:
        _take_in(
            ledger, read(sources, published=published, lang=lang, stdin=stdin), report, progress
        )
        _read_unread(ledger, report, workers, scheduler, progress)
        report.articles = len(ledger)
        if report.articles:
            _make_graph(ledger, report, min_confidence, judgements, progress)
    return report


def _judgements(folder: Path, review: str | Path | None) -> tuple[Judgement, ...]:
    default = folder / REVIEW
    if review is None and not default.is_file():
        return ()
    return load(Path(review) if review is not None else default)


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: cannot be made a build folder ({error.strerror})") from error
    return out


def _take_in(
    ledger: Ledger, stream: Iterator[Article | Refusal], report: BuildReport, progress: Progress
) -> None:
    done = 0
    while chunk := list(islice(stream, _ADMIT)):
        articles = [a for a in chunk if isinstance(a, Article)]
        report.refusals += [str(r) for r in chunk if not isinstance(r, Article)]
        for article, change in zip(articles, ledger.admit(articles), strict=True):
            setattr(report, change, getattr(report, change) + 1)
            if change != "unchanged" and (other := ledger.reprint_of(article)):
                report.reprints.append(f"{article.id}: the same text as {other}")
        done += len(articles)
        progress("taking in", done, None)


def _read_unread(
    ledger: Ledger, report: BuildReport, workers: int, scheduler: str | None, progress: Progress
) -> None:
    reader = fingerprint.reader()
    done, total = 0, ledger.count_unread(reader)
    for outcomes in read_all(ledger.unread(reader), workers=workers, scheduler=scheduler):
        ledger.record([o for o in outcomes if isinstance(o, Extraction)], reader)
        failures = [o for o in outcomes if isinstance(o, Failure)]
        report.refusals += [f"{f.article}: could not be read ({f.reason})" for f in failures]
        ledger.forget(f.article for f in failures)
        done += len(outcomes)
        progress("reading", done, total)


def _make_graph(
    ledger: Ledger,
    report: BuildReport,
    min_confidence: float,
    review: Sequence[Judgement],
    progress: Progress,
) -> None:
    wanted = _inputs(ledger, min_confidence, review)
    if is_complete(report.out) and ledger.state("complete") == wanted:
        report.counts = json.loads(ledger.state("counts") or "{}")
        report.unmatched = json.loads(ledger.state("unmatched") or "[]")
        return
    from kg.resolve import resolve

    with _no_collection():
        progress("resolving", 0, None)
        readings = ((a, confident(e, min_confidence)) for a, e in ledger.readings())
        graph = resolve(readings, reader=fingerprint.reader(), review=review)
        progress("writing", 0, None)
        write_graph(graph, ledger, report.out)
    report.counts, report.unmatched, report.rebuilt = graph.counts(), [*graph.unmatched], True
    ledger.set_state("counts", json.dumps(report.counts))
    ledger.set_state("unmatched", json.dumps(report.unmatched, ensure_ascii=False))
    options = {"min_confidence": min_confidence, "review": [j.model_dump_json() for j in review]}
    ledger.set_state("options", json.dumps(options, ensure_ascii=False))
    ledger.set_state("complete", wanted)


def options_of(ledger: Ledger) -> tuple[float, tuple[Judgement, ...]]:
    """The least confidence and the judgements that the graph of a build was made with."""
    options = json.loads(ledger.state("options") or "{}")
    review = (Judgement.model_validate_json(j) for j in options.get("review", ()))
    return options.get("min_confidence", 0.0), tuple(review)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the collector of cycles, which would walk the growing graph again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _inputs(ledger: Ledger, min_confidence: float, review: Sequence[Judgement]) -> str:
    """A digest of all that the graph depends on."""
    digest = hashlib.sha256(f"{fingerprint.graph()} {min_confidence}".encode())
    for judgement in review:
        digest.update(judgement.model_dump_json().encode())
    for article_id, article in ledger.contents():
        digest.update(f"{article_id}\0{article}\0".encode())
    return digest.hexdigest()


def confident(extraction: Extraction, minimum: float) -> Extraction:
    """The extraction without events below ``minimum`` and without references to them."""
    from kg.resolve.judgements import without

    gone = {e.id for e in extraction.events if e.confidence < minimum}
    return without(extraction, gone) if gone else extraction
