"""``kg extract``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice

import click

from kg.cli.common import Output, output_options
from kg.model.article import Article
from kg.workers import BATCH, Failure, read_batch


@click.command("extract")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["jsonl", "json", "ttl", "text"]),
    help="Default: text on a terminal, else jsonl.",
)
@click.option("--published", metavar="DATE", help="Date of articles that carry none.")
@click.option(
    "--lang", type=click.Choice(["ru", "en", "kk", "uz"]), help="Language, else detected."
)
@click.option("--resolve", is_flag=True, help="Add IRIs and Wikidata ids.")
@click.option("--explain", is_flag=True, help="Print which trigger and rule gave each field.")
@output_options
def command(
    sources: tuple[str, ...],
    fmt: str | None,
    published: str | None,
    lang: str | None,
    resolve: bool,
    explain: bool,
    output: Output,
) -> int:
    """Print what single articles say, without building a graph."""
    from kg.ingest import read

    stdin = sys.stdin.buffer if "-" in sources else None
    fmt = fmt or ("text" if sys.stdout.isatty() else "jsonl")
    refused = done = 0
    stream = read(sources, published=published, lang=lang, stdin=stdin)
    while chunk := list(islice(stream, BATCH)):
        articles = [a for a in chunk if isinstance(a, Article)]
        refusals = [str(r) for r in chunk if not isinstance(r, Article)]
        for found in _explained(articles) if explain else _read(articles, fmt, resolve=resolve):
            if isinstance(found, Failure):
                refusals.append(f"{found.article}: could not be read ({found.reason})")
            else:
                click.echo(found)
                done += 1
        for refusal in refusals:
            output.warn(refusal)
        refused += len(refusals)
    if not done:
        return 3
    return 1 if refused else 0


def _read(articles: list[Article], fmt: str, *, resolve: bool) -> Iterator[str | Failure]:
    from kg.formats import format_extraction

    for article, outcome in zip(articles, read_batch(articles), strict=True):
        if isinstance(outcome, Failure):
            yield outcome
            continue
        if resolve:
            from kg.resolve import resolved

            outcome = resolved(article, outcome)
        yield format_extraction(article, outcome, fmt)


def _explained(articles: list[Article]) -> Iterator[str | Failure]:
    """Each event with its trigger, its rule and, field by field, why it has its value."""
    from kg.extract.entities import read_entities
    from kg.extract.events import explain
    from kg.language import analyse

    for article in articles:
        if article.lang != "ru":
            yield Failure(article.id, "only Russian readings can be explained")
            continue
        found = explain(read_entities(analyse([article])[0]))
        yield "\n\n".join([f"{article.title}  [{article.id}]", *map(str, found)]) + "\n"
