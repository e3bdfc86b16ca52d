"""The arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from habeas.errors import BadChoice


def given(context: typer.Context, param: typer.CallbackParam, value: str) -> str:
    """Refuse an option that is given and empty: a script with an unset variable must not get today's answer for another day's."""
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
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the answer.")]
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
