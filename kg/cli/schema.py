"""``kg schema``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import Output, output_options


@click.group("schema")
def command() -> None:
    """Build, check or show the vocabulary."""


@command.command("build")
@click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="A checkout of the project; default: the current folder.",
)
@output_options
def build_command(root: Path, output: Output) -> None:
    """Generate ontology, shapes, context, JSON Schema and reference pages from schemas/."""
    from kg.schema import build

    for path in build(root):
        output.detail(str(path))


@command.command("check")
@output_options
def check_command(output: Output) -> int:
    """Lint the vocabulary and compare the generated files with their source."""
    from kg.schema import check

    problems = check()
    for problem in problems:
        click.echo(problem)
    output.say(f"{len(problems)} problems")
    return 1 if problems else 0


@command.command("show")
@click.argument("term")
@output_options
def show_command(term: str, output: Output) -> None:
    """Print what TERM (StateVisit, guest, held …) means and how it is used."""
    from kg.schema import show

    click.echo(show(term))
