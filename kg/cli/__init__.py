"""The command ``kg``: each command in a module of its own, loaded when it is called.

Exit codes: 0 done; 1 done with refusals, or a check that failed; 2 wrong use; 3 nothing could be
done; 130 interrupted, with what was stored kept.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from kg.errors import DiplographError

#: Command → its module under ``kg.cli`` and its one-line help.
COMMANDS = {
    "build": "Read sources into a graph.",
    "extract": "Print what single articles say, without building a graph.",
    "query": "Ask the graph: a saved question, or SPARQL.",
    "questions": "List the saved questions, or show one.",
    "why": "Print the sentences behind a fact.",
    "view": "Draw the graph as one offline HTML file.",
    "serve": "Serve the graph over HTTP: SPARQL, pages, a JSON API.",
    "mcp": "Offer the graph to assistants (Model Context Protocol).",
    "review": "List doubtful merges, links and facts; keep what people decide.",
    "validate": "Check a build or an RDF file against the SHACL shapes.",
    "export": "Write the graph in another format.",
    "analyze": "Measure who is in contact with whom; tables, plots, a page.",
    "diff": "Tell what changed between two builds.",
    "release": "Write a release that can be cited.",
    "evaluate": "Score extractions against annotated articles.",
    "schema": "Build, check or show the vocabulary.",
}


class _Commands(click.Group):
    """A group that imports a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"kg.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="diplograph", message="%(prog)s %(version)s")
def cli() -> None:
    """Read news about diplomacy; keep what it says as a graph; ask it, draw it.

    \b
    kg build articles/ -o out          read articles into a graph
    kg query -g out -e 'SELECT …'      ask it in SPARQL
    kg view -g out -o graph.html       draw it
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command; every expected failure ends in one line on stderr and an exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    # Numeric libraries pay for threads that they hardly use here; must be set before their import.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    debug = "--debug" in arguments
    try:
        code = cli.main(arguments, prog_name="kg", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        _fail("interrupted; what was stored is kept", 130)
    except KeyboardInterrupt:
        _fail("interrupted; what was stored is kept", 130)
    except click.ClickException as error:
        if debug:
            raise
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except DiplographError as error:
        if debug:
            raise
        _fail(str(error), error.exit_code)
    except Exception as error:
        if debug:
            raise
        _fail(f"unexpected {type(error).__name__}: {error} (--debug shows the trace)", 3)


def _fail(message: str, code: int) -> None:
    click.echo(f"kg: {message}", err=True)
    sys.exit(code)
