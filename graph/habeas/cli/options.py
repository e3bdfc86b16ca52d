"""The arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
    typer.Option("--known", metavar="TIME", help="Answer as the file stood then: 2026-02-05.", show_default=False),
]
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.", show_default=False)]
