"""``kg extract``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice

import click

from kg.cli.common import Output, output_options
from kg.model.article import Article


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
    fmt = fmt or ("text" if explain or sys.stdout.isatty() else "jsonl")
    refused = done = 0
    articles: list[Article] = []
    stream = read(sources, published=published, lang=lang, stdin=stdin)
    while chunk := list(islice(stream, 16)):
        articles = [a for a in chunk if isinstance(a, Article)]
        for refusal in (r for r in chunk if not isinstance(r, Article)):
            output.warn(str(refusal))
            refused += 1
        for line in _print(articles, fmt, resolve=resolve, explain=explain):
            click.echo(line)
        done += len(articles)
    if not done:
        return 3
    return 1 if refused else 0


def _print(articles: list[Article], fmt: str, *, resolve: bool, explain: bool) -> Iterator[str]:
    from kg.extract import extract
    from kg.formats import format_extraction
    from kg.language import analyse

    for article, document in zip(articles, analyse(articles), strict=True):
        extraction = extract(document)
        if resolve:
            from kg.resolve import resolved

            extraction = resolved(article, extraction)
        if explain:
            from kg.extract import explain as explanation

            yield explanation(document)
        else:
            yield format_extraction(article, extraction, fmt)
