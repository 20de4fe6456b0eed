"""``kg review``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import Output, graph_option, output_options, setting, write_text

if TYPE_CHECKING:
    from kg.model.judgement import Judgement, Subject
    from kg.review import Doubt

_KINDS = ("merge", "split", "link", "fact", "office")
_ASKED = {
    "merge": "One event?",
    "split": "One event after all?",
    "link": "Is this the one meant?",
    "fact": "Is that right?",
    "office": "Do they hold it?",
}
_IDENTITY = {"s": "same", "d": "different", "u": "unsure"}
_OFFICE = {"a": "accept", "r": "reject", "u": "unsure"}
_FACT = {**_OFFICE, "c": "correct"}


@click.command("review")
@graph_option
@click.option(
    "--file",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where judgements are kept; default: review.yaml in the graph's folder.",
)
@click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True, help="Default: all.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@click.option("--by", default=setting("reviewer"), metavar="NAME", help="Who judges.")
@click.option(
    "--sssom",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the judgements on identity as SSSOM instead (- for stdout).",
)
@output_options
def command(
    folder: Path,
    path: Path | None,
    kinds: tuple[str, ...],
    limit: int,
    by: str | None,
    sssom: Path | None,
    output: Output,
) -> int:
    """List doubtful merges, links and facts, lowest confidence first; keep what people decide.

    On a terminal each is asked, and every answer is added to review.yaml at once; the next kg build
    follows it. Elsewhere the list is printed as TSV.
    """
    from kg import review

    file = path or folder / review.REVIEW
    known = review.load(file) if file.is_file() else ()
    if sssom is not None:
        write_text(review.sssom(known), sssom)
        return 0
    from kg.graph import open_graph

    wanted = kinds or _KINDS
    found = review.doubts(open_graph(folder), known, wanted, limit)  # type: ignore[arg-type]
    if output.json:
        rows = [{**asdict(d), "a": _plain(d.a), "b": _plain(d.b)} for d in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif sys.stdin.isatty() and sys.stdout.isatty():
        _ask(found, file, by, output)
    else:
        click.echo("\n".join(_table(found)))
    return 0


def _plain(subject: Subject) -> object:
    return subject if isinstance(subject, str) else subject.model_dump()


def _table(found: list[Doubt]) -> Iterator[str]:
    yield "kind\tconfidence\tarticle\ttype\tquote\tfield\tother_article\tother_type\tother"
    for doubt in found:
        b = ("", "", doubt.b) if isinstance(doubt.b, str) else _cells(doubt.b)
        cells = (doubt.kind, f"{doubt.confidence:.2f}", *_cells(doubt.a), doubt.field or "", *b)
        yield "\t".join(" ".join(cell.split()) for cell in cells)


def _cells(subject: Subject) -> tuple[str, str, str]:
    assert not isinstance(subject, str)
    return subject.article, subject.type or "", subject.quote


def _ask(found: list[Doubt], file: Path, by: str | None, output: Output) -> None:
    """Ask for each doubt and keep each answer at once; ``q`` ends."""
    from kg.review import append

    for number, doubt in enumerate(found, 1):
        click.echo(f"\n{number}/{len(found)}  {doubt.kind}, confidence {doubt.confidence:.2f}")
        click.echo("\n".join(_shown(doubt)))
        answers = {"fact": _FACT, "office": _OFFICE}.get(doubt.kind, _IDENTITY)
        hint = ", ".join(f"{k} {v}" for k, v in answers.items())
        choice = click.prompt(
            f"{_ASKED[doubt.kind]} ({hint}, q quit)",
            type=click.Choice([*answers, "q"]),
            show_choices=False,
        )
        if choice == "q":
            break
        append(file, _judgement(doubt, answers[choice], by))
    output.say(f"judgements are kept in {file}; kg build follows them")


def _shown(doubt: Doubt) -> Iterator[str]:
    for subject in (doubt.a, doubt.b):
        if isinstance(subject, str):
            called = f"{doubt.name} ({subject})" if doubt.name else subject
            yield f"  {doubt.field or '=':12} {called}"
        else:
            yield f"  {subject.type or '':12} «{subject.quote}»  [{subject.article}]"


def _judgement(doubt: Doubt, kind: str, by: str | None) -> Judgement:
    from datetime import date

    from kg.model.judgement import Judgement

    value = None
    if kind == "correct":
        value = click.prompt("Who is it? (words of the article, or a gazetteer id)")
    return Judgement.model_validate(
        {
            "kind": kind,
            "a": doubt.a,
            "b": doubt.b,
            "field": doubt.field,
            "value": value,
            "by": by,
            "on": date.today().isoformat(),
        }
    )
