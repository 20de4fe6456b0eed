"""``kg questions``."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from kg.cli.common import Output, output_options


@click.command("questions")
@click.argument("name", required=False)
@click.option(
    "--lang", type=click.Choice(["en", "ru", "kk", "uz"]), default="en", show_default=True
)
@output_options
def command(name: str | None, lang: str, output: Output) -> None:
    """List the saved questions, or show one with its parameters and its SPARQL."""
    from kg.questions import question, questions

    if name is None:
        for saved in questions().values():
            click.echo(f"{saved.name:16} {saved.title[lang]}")
    elif output.json:
        click.echo(json.dumps(question(name).model_dump(), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_page(name, lang)))


def _page(name: str, lang: str) -> Iterator[str]:
    from kg.questions import question

    saved = question(name)
    yield f"{saved.name}: {saved.title[lang]}"
    for parameter in saved.parameters:
        default = "any" if parameter.default is None else parameter.default
        yield f"  --param {parameter.name}=…  {parameter.type}, default {default}: {parameter.doc}"
    yield f"  {saved.example}\n\n{saved.sparql}"
