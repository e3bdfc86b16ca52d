"""Writing one claim from the shell: `record`, `withdraw`, `supersede`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from habeas.casefile import CaseFile
from habeas.cli.filing import tell
from habeas.cli.form import Given, document_of
from habeas.cli.opening import opened
from habeas.cli.options import By, Case, Format, Quiet, Reason
from habeas.cli.output import Out
from habeas.errors import BadChoice, BadFile
from habeas.formats.read.raw import yaml_documents

STDIN = "standard input"

Input = Annotated[
    str, typer.Argument(metavar="-", help="- reads the claim form (YAML) from standard input.", show_default=False)
]
Source = Annotated[str, typer.Option("--source", metavar="ID", help="The document, known or new.", show_default=False)]
Triple = Annotated[
    tuple[str, str, str] | None,
    typer.Option("--claim", metavar="WHO RELATION WHAT", help="What is claimed; see habeas words.", show_default=False),
]
SaidBy = Annotated[
    str, typer.Option("--said-by", metavar="NAME", help="Who says so; without it, the publisher.", show_default=False)
]
Said = Annotated[
    str, typer.Option("--said", metavar="DATE", help="When; without it, the document's date.", show_default=False)
]
On = Annotated[
    str,
    typer.Option(
        "--on",
        metavar="DATE",
        help="When it was so: 2026-01-12, 2025-12, [2026-01-08..2026-01-11].",
        show_default=False,
    ),
]
OnWords = Annotated[
    str, typer.Option("--on-words", metavar="WORDS", help="The same in words: last week.", show_default=False)
]
At = Annotated[
    list[str] | None,
    typer.Option("--at", metavar="START-END", help="Place in the captured text; again for more.", show_default=False),
]
Quote = Annotated[str, typer.Option("--quote", metavar="WORDS", help="The words as written.", show_default=False)]
Mode = Annotated[
    str, typer.Option("--mode", metavar="CODE", help="How it is said: reported-fact, accusation …", show_default=False)
]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Any other key of the form; again for more.", show_default=False),
]
Labels = Annotated[
    list[str] | None,
    typer.Option(
        "--label", metavar="NAME=WORDS", help="What a new name is called; again for more.", show_default=False
    ),
]


def record(
    case: Case, form: Input = "", *, source: Source = "", claim: Triple = None, said_by: SaidBy = "", said: Said = "",
    on: On = "", on_words: OnWords = "", at: At = None, quote: Quote = "", mode: Mode = "", set_: Sets = None,
    label: Labels = None, by: By = "", format_: Format = "", quiet: Quiet = False,
) -> None:  # fmt: skip
    """Record one claim, or with - a document of claims from standard input.

    habeas record CASE --source npr-2026-01-12 --claim person:x detainedAt facility:y --said-by org:z --at 10-20
    """
    out = Out.of(format_, quiet=quiet)
    given = Given(source, claim, said_by, said, on, on_words, at or [], quote, mode, set_ or [], label or [])
    with opened(case, write=True) as file:
        documents = _documents(form, given, file)
        reports = [file.record_form(document, by=by or out.recorder, where=where) for document, where in documents]
    tell(reports, out)
    if any(report.refused for report in reports):
        raise typer.Exit(1)


def _documents(form: str, given: Given, case: CaseFile) -> Iterator[tuple[Mapping[str, Any], str]]:
    if form not in {"", "-"}:
        raise BadChoice(
            why=f"“{form}” cannot be recorded", next="Use --claim WHO RELATION WHAT, or - and standard input."
        )
    if form == "-":
        yield from ((document, STDIN) for document in _from_stdin())
    else:
        yield document_of(given, case), "what was given"


def _from_stdin() -> list[Mapping[str, Any]]:
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "form.yaml"
        path.write_bytes(sys.stdin.buffer.read())
        try:
            documents: list[Mapping[str, Any]] = list(yaml_documents(path))
        except BadFile as error:
            raise error.at(error.where.replace(str(path), STDIN)) from None
    if not documents:
        raise BadFile(
            where=STDIN, why="nothing was given", next="Write a document of the claim form, with source: and claims:."
        )
    return documents


def withdraw(
    case: Case,
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of the claim.", show_default=False)],
    *,
    reason: Reason = "",
    by: By = "",
    quiet: Quiet = False,
) -> None:
    """Take a claim out of what the file states. It stays in the history, with the reason."""
    out = Out.of(quiet=quiet)
    with opened(case, write=True) as file:
        file.withdraw(claim_id, reason=reason, by=by or out.recorder)
    out.note(f"{claim_id} is withdrawn. `habeas history {case} {claim_id}` shows it.")


def supersede(
    case: Case, claim_id: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of the claim.", show_default=False)],
    form: Input = "", *, reason: Reason = "", source: Source = "", claim: Triple = None, said_by: SaidBy = "", said: Said = "",
    on: On = "", on_words: OnWords = "", at: At = None, quote: Quote = "", mode: Mode = "", set_: Sets = None,
    label: Labels = None, by: By = "", quiet: Quiet = False,
) -> None:  # fmt: skip
    """Put a corrected claim in the place of another. The old one stays in the history, with the reason.

    The new claim is given whole, as for `habeas record`.
    """
    out = Out.of(quiet=quiet)
    given = Given(source, claim, said_by, said, on, on_words, at or [], quote, mode, set_ or [], label or [])
    with opened(case, write=True) as file:
        documents = [document for document, _ in _documents(form, given, file)]
        if len(documents) != 1:
            raise BadChoice(why=f"one document is wanted, and {len(documents)} are given")
        new = file.supersede(claim_id, documents[0], reason=reason, by=by or out.recorder)
    out.note(f"{new} stands in the place of {claim_id}.")
