"""The arguments and options that several commands share; and under which clocks an answer stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from habeas.cli.output import Out
from habeas.errors import BadChoice


def given(context: typer.Context, param: typer.CallbackParam, value: str) -> str:
    """Refuse an option that is given but empty.

    A script with an unset variable must not get today's answer for another day's.
    """
    name = param.name or ""
    source = context.get_parameter_source(name)
    if not value.strip() and source is not None and source.name == "COMMANDLINE":
        raise BadChoice(where=f"--{name}", why="it is empty", next="Leave the option out, or give it a value.")
    return value


Case = Annotated[Path, typer.Argument(metavar="CASE", help="The folder of the case file.", show_default=False)]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, json or csv.", show_default=False)]
AnswerFormat = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="table, json, csv, tsv or xml; for a graph ttl, nt, trig, nq or jsonld.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but the answer.")]
Lang = Annotated[str, typer.Option("--lang", metavar="LANG", help="Names in en or es.", show_default=False)]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who records this.", show_default=False)]
Known = Annotated[
    str,
    typer.Option(
        "--known",
        metavar="TIME",
        help="Answer as the file stood then: 2026-02-05.",
        show_default=False,
        callback=given,
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.", show_default=False)]

# -- as of which day, said until when, by whom

On = Annotated[
    str,
    typer.Option(
        "--on", metavar="DATE", help="The day in question; today by default.", show_default=False, callback=given
    ),
]
Said = Annotated[
    str,
    typer.Option(
        "--said",
        metavar="DATE",
        help="Only what had certainly been said by the end of that day.",
        show_default=False,
        callback=given,
    ),
]
Speaker = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Only what this speaker says.", show_default=False, callback=given)
]

MOST_NAMED: Final = 12


def note_as_of(out: Out, *, said: str = "", known: str = "", by: str = "", maybe: Sequence[str] = ()) -> None:
    """Say under which clocks an answer stands, and which claims may have been said in time and are not in it."""
    asked = [
        out.gettext("what had certainly been said by the end of %(day)s", day=said) if said else "",
        out.gettext("what this file held on %(day)s", day=known) if known else "",
        out.gettext("what %(speaker)s says", speaker=by) if by else "",
    ]
    if any(asked):
        out.note(out.gettext("Asked for: %(clocks)s.", clocks="; ".join(filter(None, asked))))
    if maybe:
        named = " ".join(maybe[:MOST_NAMED]) + (f" … ({len(maybe)})" if len(maybe) > MOST_NAMED else "")
        out.note(out.gettext("Left out because they may have been said later: %(claims)s", claims=named))
