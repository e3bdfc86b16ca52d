"""What several commands share: their arguments and options, the case they open, and a bound on how long it may take.

While the engine works on one answer, Python handles no signal, and nothing can stop it from within. So Ctrl-C ends
the whole program at once, and a limit in seconds is kept by a thread. That is for commands that only read: nothing
can be left half done.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import typer

from habeas.casefile.reading import Reading
from habeas.cli.main import complain, harmless
from habeas.errors import BadChoice, QueryRefused


def option(name: str, metavar: str, about: str, *, callback: Callable[..., Any] | None = None) -> Any:
    """An option with a value; the value it has when it is left out is not shown."""
    return typer.Option(name, metavar=metavar, help=about, show_default=False, callback=callback)


def argument(metavar: str, about: str) -> Any:
    """An argument; the value it has when it is left out is not shown."""
    return typer.Argument(metavar=metavar, help=about, show_default=False)


def given(context: typer.Context, param: typer.CallbackParam, value: str) -> str:
    """Refuse an option that is given but empty.

    A script with an unset variable must not get today's answer for another day's.
    """
    name = param.name or ""
    source = context.get_parameter_source(name)
    if not value.strip() and source is not None and source.name == "COMMANDLINE":
        raise BadChoice(where=f"--{name}", why="it is empty", next="Leave the option out, or give it a value.")
    return value


CaseFolder = Annotated[Path, argument("CASE", "The folder of the case file.")]
FormatOption = Annotated[str, option("--format", "FORMAT", "table, json or csv.")]
AnswerFormatOption = Annotated[
    str, option("--format", "FORMAT", "table, json, csv, tsv or xml; for a graph ttl, nt, trig, nq or jsonld.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but the answer.")]
LangOption = Annotated[str, option("--lang", "LANG", "Names in en or es.")]
RecorderOption = Annotated[str, option("--by", "NAME", "Who records this.")]
ReasonOption = Annotated[str, option("--reason", "WORDS", "Why.")]

# -- as of which day, said until when, by whom

OnOption = Annotated[str, option("--on", "DATE", "The day in question; today by default.", callback=given)]
SaidOption = Annotated[
    str, option("--said", "DATE", "Only what had certainly been said by the end of that day.", callback=given)
]
KnownOption = Annotated[str, option("--known", "TIME", "Answer as the file stood then: 2026-02-05.", callback=given)]
SpeakerOption = Annotated[str, option("--by", "NAME", "Only what this speaker says.", callback=given)]

# -- the case

BAD_INPUT: Final = 2
SMALLER: Final = "Ask for less: add a LIMIT, name a person or a place; or allow more time with --seconds."


CaseKind = TypeVar("CaseKind", bound=Reading)


@contextmanager
def opened(folder: Path, kind: type[CaseKind], *, write: bool = False, known: str = "") -> Iterator[CaseKind]:
    """The case file in a folder, now or as it stood at a moment, and closed again.

    `kind`: `CaseReader` for a command that answers, which is quicker to import; `CaseFile` for all it can do.
    """
    with kind.open(folder, write=write) as case:
        for remark in case.remarks():
            print(f"habeas: {harmless(remark)}", file=sys.stderr)
        yield case.at(known) if known else case


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """End the program with a message and exit status 2 when it takes longer than this; 0 is no limit."""
    timer = threading.Timer(seconds, _end, [seconds]) if seconds > 0 else None
    before = signal.getsignal(signal.SIGINT)
    ours = threading.current_thread() is threading.main_thread()
    if ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if timer:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        if timer:
            timer.cancel()
        if ours:
            signal.signal(signal.SIGINT, before)


def _end(seconds: float) -> None:
    complain(QueryRefused(why=f"the query took longer than {seconds:g} seconds", next=SMALLER))
    sys.stderr.flush()
    os._exit(BAD_INPUT)
