"""The `habeas` command: which commands there are, and what happens when one fails.

Exit status: 0 done, 1 there are findings (something refused, something damaged), 2 bad use or bad input,
130 stopped with Ctrl-C.
"""

from __future__ import annotations

import errno
import gc
import importlib
import os
import re
import signal
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
from habeas.cli.parameters import PlainCommand, read_plainly
from habeas.errors import HabeasError, in_shell

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]  # a system without it


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """Where a command lives, and its one line in the list."""

    module: str
    function: str
    help: str


COMMANDS: Final[Mapping[str, CommandEntry]] = {
    "demo": CommandEntry("serve", "demo", "Make an example case and report what is in it."),
    "init": CommandEntry("maintenance", "init", "Make an empty case file."),
    "load": CommandEntry("write", "load", "Load claims from files."),
    "list": CommandEntry("lists", "list_", "Record a list: see what its columns mean, then say yes."),
    "capture": CommandEntry("capture", "capture", "Keep documents, read, and ready to be quoted."),
    "read": CommandEntry("drafts", "read", "Read a document: drafts of claims, for you to accept."),
    "record": CommandEntry("write", "record", "Record one claim."),
    "withdraw": CommandEntry("write", "withdraw", "Withdraw a claim; it stays in the history."),
    "supersede": CommandEntry("write", "supersede", "Replace a claim with a corrected one."),
    "undo": CommandEntry("undo", "undo", "Undo a step; it stays in the history, with the reason."),
    "judge": CommandEntry("judge", "judge", "Judge whether two names mean the same; alone, it proposes some."),
    "status": CommandEntry("status", "status", "Who is held on a day, where, and how sure that is."),
    "check": CommandEntry("check", "check", "Contradictions, doubtful dates, statements that stand alone."),
    "decide": CommandEntry("check", "decide", "Decide on a finding; without one, list the decisions."),
    "counts": CommandEntry("status", "counts", "Who says how many, side by side."),
    "chart": CommandEntry("chart", "chart", "How many are held over time: a table or a picture."),
    "show": CommandEntry("show", "show", "One person, place, organization, document or claim, with sources."),
    "ask": CommandEntry("query", "ask", "Ask a saved question; without a name, list them."),
    "query": CommandEntry("query", "query", "Run a SPARQL query."),
    "history": CommandEntry("show", "history", "What was recorded, changed or withdrawn, when and by whom."),
    "followup": CommandEntry("followup", "followup_", "What is due, by your own rules; and as a calendar."),
    "impact": CommandEntry("impact", "impact_", "What would be another answer if a claim, document or speaker fell."),
    "report": CommandEntry("documents", "report", "A dossier or a UN form, with a source for every sentence."),
    "export": CommandEntry("export", "export", "Write a view as a graph, for Gephi and others."),
    "measures": CommandEntry("export", "measures", "Betweenness, communities and bridges in a view."),
    "words": CommandEntry("vocabulary", "words", "The vocabulary of claims: relations, details, code lists."),
    "settings": CommandEntry("maintenance", "settings", "What was changed in case.toml; record it, or put it back."),
    "verify": CommandEntry("maintenance", "verify", "Check that the case is still what was written."),
    "rebuild": CommandEntry("maintenance", "rebuild", "Rebuild the store from the journal."),
    "dump": CommandEntry("maintenance", "dump", "Write the whole case, history and all, to one file."),
    "restore": CommandEntry("maintenance", "restore", "Make a case from a dump or a backup."),
    "merge": CommandEntry("merge", "merge", "Take in what another copy of the case holds."),
    "erase": CommandEntry("erase", "erase", "Erase something for somebody's safety, everywhere in the case."),
    "backup": CommandEntry("backup", "backup", "Bring a backup up to date; without a place, list the backups."),
    "lock": CommandEntry("lock", "lock", "Lock a case with a passphrase: nothing in it can be read."),
    "unlock": CommandEntry("lock", "unlock", "Open a locked case again."),
    "sign": CommandEntry("proof", "sign", "Sign the head of the journal, and so all of it."),
    "stamp": CommandEntry("proof", "stamp", "Time stamps of the head: prepare them, keep the answers."),
    "package": CommandEntry("proof", "package", "Make a folder for a court, verified without habeas."),
    "publish": CommandEntry("publish", "publish", "Make a folder of pages for everybody, without a server."),
    "token": CommandEntry("access", "token", "Give a program access; without a role, list who has access."),
    "link": CommandEntry("access", "link", "Give somebody access by a link and a QR code."),
    "mcp": CommandEntry("assistant", "mcp", "Let an assistant read a case, over the Model Context Protocol."),
    "completion": CommandEntry("completion", "completion", "Let your shell complete commands, options and names."),
    "serve": CommandEntry("serve", "serve", "Serve a case file over HTTP: pages, SPARQL, JSON, linked data."),
}
"""Every command. A command's module is imported by name, from this table, when that command runs and not before:
that keeps `habeas --help` quick (docs/decisions/0110; tests/graph/cli/test_cli.py lists what it may not import)."""


def load_command(name: str) -> ClickCommand:
    """Import the module of a command and build the command."""
    entry = COMMANDS[name]
    gc.disable()  # what is imported stays; looking through it again and again takes an eighth of the time
    try:
        function: Callable[..., Any] = getattr(importlib.import_module(f"habeas.cli.{entry.module}"), entry.function)
    finally:
        gc.enable()
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # set by `cli.entry`, for as long as it imports
        signal.signal(signal.SIGINT, signal.default_int_handler)
    one = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    one.command(name, cls=PlainCommand, help=function.__doc__)(function)
    return command_of(one)


class Commands(TyperGroup):
    """The list of commands; showing it imports none of them."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """What was typed before the command, read without pydantic."""
        read_plainly(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: Context) -> list[str]:
        """Every name, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> ClickCommand | None:
        """The command with that name, or an error that names the nearest."""
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
        """Run a command; bad input becomes three plain sentences and exit status 2."""
        try:
            return super().invoke(ctx)
        except HabeasError as error:
            complain(error)
        except KeyboardInterrupt:
            print(
                "stopped; what was recorded is kept, and of a large file that was not yet recorded nothing is",
                file=sys.stderr,
            )
            raise typer.Exit(130) from None
        except OSError as error:
            if error.errno == errno.EPIPE or error.strerror is None:
                raise
            complain(HabeasError(where=str(error.filename or ""), why=error.strerror))
        raise typer.Exit(2)


STEERING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")
"""Control characters but tab and line feed, and the two signs that force a direction on what follows."""


def harmless(text: str) -> str:
    """The text in the words of the shell, without anything that moves the cursor, colours, rings or turns the direction
    of writing.
    """
    return STEERING.sub("\N{REPLACEMENT CHARACTER}", in_shell(text))


def complain(error: HabeasError) -> None:
    """An error on standard error: where, why, and what to do next."""
    where, why, then = map(in_shell, (error.where, error.why, error.next))
    lines = [where + ":" if where else "", why, then]
    print("habeas:", harmless("\n  ".join(line for line in lines if line)), file=sys.stderr)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(value: bool) -> None:  # noqa: FBT001 the signature is Typer's
    if value:
        print(__version__)
        raise typer.Exit


@app.callback(epilog="`habeas COMMAND --help` says more. Exit status: 0 done, 1 findings, 2 bad use or bad input.")
def habeas(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A case file: who is held, where, since when; and who said so, in which document, in which words."""


def run() -> None:
    """The console script. Whatever it writes is for the owner alone, also what the engine writes by itself; a crash
    writes nothing.
    """
    os.umask(0o077)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    app(prog_name="habeas")
