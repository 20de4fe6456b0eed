"""``kg build``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import Output, output_options, progress, setting

if TYPE_CHECKING:
    from kg.pipeline import BuildReport


@click.command("build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=setting("graph", "out"),
    show_default="out",
    help="Folder of the graph, made or added to.",
)
@click.option("--published", metavar="DATE", help="Date of articles that carry none (2025-11-12).")
@click.option(
    "--lang", type=click.Choice(["ru", "en", "kk", "uz"]), help="Language, else detected."
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option("--scheduler", metavar="URL", help="A Dask scheduler whose workers do the reading.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out events below this.",
)
@click.option(
    "--review",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Human judgements; default: review.yaml in the graph's folder.",
)
@click.option(
    "--store", metavar="URL", help="Bring the graph to this store as well (sparql+http://…)."
)
@output_options
def command(
    sources: tuple[str, ...],
    out: Path,
    published: str | None,
    lang: str | None,
    workers: int,
    scheduler: str | None,
    min_confidence: float,
    review: Path | None,
    store: str | None,
    output: Output,
) -> int:
    """Read SOURCEs into a graph.

    A SOURCE is a file (.txt .md .html .jsonl .jsonl.gz …), a folder, a glob, a URL, or - for
    standard input. What is already in the graph is skipped; a changed article replaces what it
    said before.
    """
    from kg.pipeline import build

    with progress(output) as tell:
        report = build(
            sources,
            out,
            published=published,
            lang=lang,
            workers=workers,
            scheduler=scheduler,
            min_confidence=min_confidence,
            review=review,
            stdin=sys.stdin.buffer if "-" in sources else None,
            progress=tell,
        )
    _tell(report, output)
    if not report.articles:
        return 3
    if store is not None:
        from kg.store.upload import upload

        output.say(f"{upload(out, store)} graphs brought to {store}")
    return 1 if report.refusals else 0


def _unmatched(lines: list[str]) -> str:
    more = f" (and {len(lines) - 1} more, see --json)" if len(lines) > 1 else ""
    return f"judgements that apply to nothing in this build: {lines[0]}{more}"


def _tell(report: BuildReport, output: Output) -> None:
    for line in report.refusals:
        output.warn(line)
    for line in report.reprints:
        output.say(f"reprint: {line}")
    if report.unmatched:
        output.warn(_unmatched(report.unmatched))
    if output.json:
        click.echo(json.dumps(asdict(report) | {"out": str(report.out)}, ensure_ascii=False))
        return
    if not report.articles:
        output.warn("no article could be read; nothing was built")
        return
    click.echo(
        f"{report.articles} articles ({report.new} new, {report.changed} changed, "
        f"{report.unchanged} unchanged, {len(report.refusals)} refused)"
    )
    if not output.quiet:
        click.echo(", ".join(f"{n:,} {what}" for what, n in report.counts.items()))
        for name in ("core.ttl", "evidence.ttl", "all.trig"):
            click.echo(f"  {report.out / name}")
