"""The `habeas` command: which commands there are, and what happens when one fails.

Exit status: 0 done, 1 there are findings (something refused, something damaged), 2 bad use or bad input,
130 stopped with Ctrl-C.
"""

from __future__ import annotations

import errno
import importlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Final

import typer
from typer._click import Command as ClickCommand
from typer._click import Context, HelpFormatter
from typer.core import TyperGroup
from typer.main import get_command as command_of

from habeas import __version__
from habeas.cli.harmless import harmless
from habeas.errors import HabeasError


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives, and its one line in the list."""

    module: str
    function: str
    help: str


COMMANDS: Final[Mapping[str, Entry]] = {
    "demo": Entry("demo", "demo", "Make an example case and tell what is in it."),
    "init": Entry("filing", "init", "Make an empty case file."),
    "load": Entry("filing", "load", "Take in claims from files."),
    "record": Entry("recording", "record", "Record one claim."),
    "withdraw": Entry("recording", "withdraw", "Take a claim out of what the file states."),
    "supersede": Entry("recording", "supersede", "Put a corrected claim in the place of another."),
    "judge": Entry("judging", "judge", "Judge which names mean one; without names, list what looks alike."),
    "status": Entry("status", "status", "Who is held on a day, where, and how sure."),
    "check": Entry("checking", "check", "Contradictions, strains, and statements that stand alone."),
    "decide": Entry("checking", "decide", "Decide what to make of a finding; without one, list the decisions."),
    "counts": Entry("checking", "counts", "Who says how many, side by side."),
    "show": Entry("reading", "show", "One person, place, body, document or claim, with every source."),
    "ask": Entry("asking", "ask", "Ask a saved question; without a name, list them."),
    "query": Entry("asking", "query", "Ask in SPARQL."),
    "history": Entry("reading", "history", "What was recorded, changed or withdrawn, when and by whom."),
    "export": Entry("export", "export", "Write a view as a graph, for Gephi and others."),
    "measures": Entry("export", "measures", "Who stands where in a view: betweenness, communities, bridges."),
    "words": Entry("vocabulary", "words", "The words to write claims with: relations, details, code lists."),
    "verify": Entry("keeping", "verify", "Check that the case is still what was written."),
    "rebuild": Entry("keeping", "rebuild", "Make the store anew from the journal."),
    "dump": Entry("keeping", "dump", "Write the whole case, history and all, to one file."),
    "restore": Entry("keeping", "restore", "Make a case from a dump."),
    "serve": Entry("serve", "serve", "Ask a case file over HTTP: SPARQL, JSON, linked data."),
}
"""Every command. A command's module is imported by name, from this table, when that command runs and not before:
this is the one sanctioned way round the rule that nothing is imported inside a function. It keeps `habeas --help`
within ten times the time of an empty Python (tests/graph/cli/test_cli.py counts the modules)."""


def load_command(name: str) -> ClickCommand:
    """Import a command's module and make its command."""
    entry = COMMANDS[name]
    function: Callable[..., Any] = getattr(importlib.import_module(f"habeas.cli.{entry.module}"), entry.function)
    one = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    one.command(name, help=function.__doc__)(function)
    return command_of(one)


class Commands(TyperGroup):
    """The list of commands, which imports none of them to show itself."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Every name, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> ClickCommand | None:
        """The command of that name, or an error that names the nearest."""
        if cmd_name in COMMANDS:
            return load_command(cmd_name)
        if not cmd_name.startswith("-"):
            near = get_close_matches(cmd_name, COMMANDS, n=2, cutoff=0.5)
            ctx.fail(f"there is no command “{cmd_name}”." + (f" Did you mean {' or '.join(near)}?" if near else ""))
        return None

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The table as it stands, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: Context) -> Any:
        """Run a command; a mistake in what was given becomes three plain sentences and exit status 2."""
        try:
            return super().invoke(ctx)
        except HabeasError as error:
            complain(error)
        except KeyboardInterrupt:
            print("stopped; what was recorded so far is kept", file=sys.stderr)
            raise typer.Exit(130) from None
        except OSError as error:
            if error.errno == errno.EPIPE or error.strerror is None:
                raise
            complain(HabeasError(where=str(error.filename or ""), why=error.strerror))
        raise typer.Exit(2)


def complain(error: HabeasError) -> None:
    """An error on standard error: where, why, and what to do next."""
    lines = [error.where + ":" if error.where else "", error.why, error.next]
    print("habeas:", harmless("\n  ".join(line for line in lines if line)), file=sys.stderr)


app = typer.Typer(
    cls=Commands, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)  # fmt: skip


def _version(value: bool) -> None:  # noqa: FBT001 the signature is Typer's
    if value:
        print(__version__)
        raise typer.Exit


@app.callback(epilog="`habeas COMMAND --help` tells more. Exit status: 0 done, 1 findings, 2 bad use or bad input.")
def habeas(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A case file: who is held, where, since when; and who said so, in which document, in which words."""


def run() -> None:
    """The console script."""
    app(prog_name="habeas")
