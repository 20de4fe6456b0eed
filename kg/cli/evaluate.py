"""``kg evaluate``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.common import Output, output_options


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument(
    "predicted", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False
)
@click.option("--lang", help="Only articles in this language.")
@click.option(
    "--errors", type=click.IntRange(0), default=0, metavar="N", help="Up to N errors an article."
)
@click.option(
    "--min", "minimums", multiple=True, metavar="NAME=F1", help="Exit 1 where a figure is lower."
)
@output_options
def command(
    gold: Path,
    predicted: Path | None,
    lang: str | None,
    errors: int,
    minimums: tuple[str, ...],
    output: Output,
) -> int:
    """Score extractions against the annotated articles in GOLD (json/*.json, txt/*.txt).

    Without PREDICTED.jsonl the articles are read now: GOLD/articles.jsonl, which carries their
    dates, or else GOLD/txt.
    """
    from kg.evaluate import evaluate

    scores = evaluate(gold, _lines(predicted) if predicted else _read(gold), lang=lang)
    for line in scores.errors(errors) if errors else ():
        click.echo(line)
    click.echo(scores.json() if output.json else scores.table())
    low = scores.below(minimums)
    for line in low:
        output.warn(line)
    return 1 if low else 0


def _lines(path: Path) -> list[dict[str, object]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        return [json.loads(line) for line in lines if line.strip()]
    except json.JSONDecodeError as error:
        raise click.UsageError(f"{path}: not JSON lines ({error})") from error


def _read(gold: Path) -> list[dict[str, object]]:
    from kg.api import extract

    source = gold / "articles.jsonl"
    return [e.model_dump() for e in extract(str(source if source.is_file() else gold / "txt"))]
