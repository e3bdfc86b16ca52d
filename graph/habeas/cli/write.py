"""Claims into a case, out of it, or in the place of others: `load`, `record`, `withdraw`, `supersede`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.single_claim import SingleClaim, document_of
from habeas.cli.lists import load_list
from habeas.cli.load_reports import print_load_reports
from habeas.cli.options import (
    CaseFolder,
    FormatOption,
    QuietOption,
    ReasonOption,
    RecorderOption,
    argument,
    opened,
    option,
)
from habeas.cli.output import Out
from habeas.cli.progress import Stage, stages
from habeas.errors import BadChoice, BadFile
from habeas.formats.read.tables.files import is_table
from habeas.formats.read.yaml_text import yaml_parts
from habeas.model.load_report import LoadReport, Refusal

NO_SUCH_FILE = "Check the spelling, and the folder you are in."


def load(
    case: CaseFolder,
    files: Annotated[list[Path], argument("FILE", "The files to load.")],
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse a whole file when one of its claims is refused.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Record claims again that were withdrawn.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Record lists whose mapping is saved without asking.")] = False,
    mapping: Annotated[Path | None, option("--mapping", "FILE", "How RDF of another system is read.")] = None,
    by: RecorderOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Load claims from files; report what was recorded, what was refused, and why.

    Besides claim forms and RDF of habeas it reads family trees (.ged, .gramps, .glx), FollowTheMoney (.ftm.json), items
    of Wikidata (.json), the Events Standard Formats (.xml), and other RDF by a --mapping (docs/other-systems.md).

    Loading a file twice records it once. A list (.csv, .xlsx, .ods, .html) is shown first and asked about;
    `habeas list` makes its mapping. Exit status 1 when something was refused.
    """
    out = Out.of(form, quiet=quiet)
    with opened(case, CaseFile, write=True) as opened_case:
        reports = [
            load_list(opened_case, path, out, yes=yes, by=by)
            if is_table(path.name)
            else _load_one(opened_case, path, out, strict=strict, again=again, by=by, mapping=mapping)
            for path in files
        ]
    print_load_reports(reports, out)


def _load_one(
    case: CaseFile, path: Path, out: Out, *, strict: bool, again: bool, by: str, mapping: Path | None
) -> LoadReport:
    if not path.is_file():
        return _unread(path, Refusal(where=str(path), why="there is no such file", next=NO_SUCH_FILE))
    try:
        with stages(out, *stages_of(case, path)) as (done, views):
            who = by or out.recorder
            return case.load(path, strict=strict, again=again, by=who, progress=done, views=views, mapping=mapping)
    except BadFile as error:
        return _unread(path, Refusal(where=error.where or str(path), why=error.why, next=error.next))


def stages_of(case: CaseFile, path: Path) -> tuple[Stage, Stage]:
    """The stages of a load: reading the file, and of a large one making what answers come from."""
    return (f"loading {path.name}", "claims", None), ("making the store", "operations", lambda: case.operations)


def _unread(path: Path, refusal: Refusal) -> LoadReport:
    return LoadReport(file=str(path), refused=(refusal,))


# -- one claim

STDIN = "standard input"

FormInput = Annotated[str, argument("-", "- reads a claim form (YAML) from standard input.")]
SourceOption = Annotated[str, option("--source", "ID", "The document, known or new.")]
ClaimOption = Annotated[
    tuple[str, str, str] | None, option("--claim", "WHO RELATION WHAT", "What is claimed; see habeas words.")
]
SaidByOption = Annotated[str, option("--said-by", "NAME", "Who says so; the publisher by default.")]
SaidOnOption = Annotated[str, option("--said", "DATE", "When; the date of the document by default.")]
WhenOption = Annotated[str, option("--on", "DATE", "Date of event: 2026-01-12, 2025-12, [2026-01-08..2026-01-11].")]
WhenWordsOption = Annotated[str, option("--on-words", "WORDS", "The same in words: last week.")]
PassageOption = Annotated[list[str] | None, option("--at", "START-END", "Place in the captured text; repeat for more.")]
QuoteOption = Annotated[str, option("--quote", "WORDS", "The words as written.")]
ModeOption = Annotated[str, option("--mode", "CODE", "How it is said: reported-fact, accusation …")]
SetOption = Annotated[list[str] | None, option("--set", "KEY=VALUE", "Any other key of the form; repeat for more.")]
LabelOption = Annotated[list[str] | None, option("--label", "NAME=WORDS", "The label of a new name; repeat for more.")]


def record(
    case: CaseFolder,
    form: FormInput = "",
    *,
    source: SourceOption = "",
    claim: ClaimOption = None,
    said_by: SaidByOption = "",
    said: SaidOnOption = "",
    on: WhenOption = "",
    on_words: WhenWordsOption = "",
    at: PassageOption = None,
    quote: QuoteOption = "",
    mode: ModeOption = "",
    set_: SetOption = None,
    label: LabelOption = None,
    by: RecorderOption = "",
    format_: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Record one claim, or with - a document of claims from standard input.

    habeas record CASE --source npr-2026-01-12 --claim person:x detainedAt facility:y --said-by org:z --at 10-20
    """
    out = Out.of(format_, quiet=quiet)
    given = SingleClaim(source, claim, said_by, said, on, on_words, at or [], quote, mode, set_ or [], label or [])
    with opened(case, CaseFile, write=True) as file:
        documents, where, unread = _documents(form, given, file)
        reports = [file.record_form(document, by=by or out.recorder, where=where) for document in documents]
        reports += [LoadReport(file=where, refused=(refusal,)) for refusal in unread]
    print_load_reports(reports, out)


def _documents(form: str, given: SingleClaim, case: CaseFile) -> tuple[list[Mapping[str, Any]], str, list[Refusal]]:
    """The documents given, where they are from, and what could not be read."""
    if form not in {"", "-"}:
        raise BadChoice(
            why=f"“{form}” cannot be recorded", next="Use --claim WHO RELATION WHAT, or - to read standard input."
        )
    if form == "-":
        documents, unread = _from_stdin()
        return documents, STDIN, unread
    return [document_of(given, case)], "what was given", []


def _from_stdin() -> tuple[list[Mapping[str, Any]], list[Refusal]]:
    """The documents on standard input, and what of it could not be read. Raises BadFile when nothing could."""
    parts = list(yaml_parts(Path(STDIN), sys.stdin.buffer.read()))
    documents: list[Mapping[str, Any]] = [part for part in parts if not isinstance(part, BadFile)]
    unread = [part for part in parts if isinstance(part, BadFile)]
    if not documents:
        advice = "Write a document of the claim form, with source: and claims:."
        raise unread[0] if unread else BadFile(where=STDIN, why="it is empty", next=advice)
    return documents, [Refusal(where=error.where, why=error.why, next=error.next) for error in unread]


def withdraw(
    case: CaseFolder,
    claim_id: Annotated[str, argument("CLAIM", "The id of the claim.")],
    *,
    reason: ReasonOption = "",
    by: RecorderOption = "",
    quiet: QuietOption = False,
) -> None:
    """Withdraw a claim: the file no longer states it. It stays in the history, with the reason."""
    out = Out.of(quiet=quiet)
    with opened(case, CaseFile, write=True) as file:
        file.withdraw(claim_id, reason=reason, by=by or out.recorder)
    out.note(f"{claim_id} is withdrawn. `habeas history {case} {claim_id}` shows it.")


def supersede(
    case: CaseFolder,
    claim_id: Annotated[str, argument("CLAIM", "The id of the claim.")],
    form: FormInput = "",
    *,
    reason: ReasonOption = "",
    source: SourceOption = "",
    claim: ClaimOption = None,
    said_by: SaidByOption = "",
    said: SaidOnOption = "",
    on: WhenOption = "",
    on_words: WhenWordsOption = "",
    at: PassageOption = None,
    quote: QuoteOption = "",
    mode: ModeOption = "",
    set_: SetOption = None,
    label: LabelOption = None,
    by: RecorderOption = "",
    quiet: QuietOption = False,
) -> None:
    """Replace a claim with a corrected one. The old one stays in the history, with the reason.

    Give the new claim whole, as for `habeas record`.
    """
    out = Out.of(quiet=quiet)
    given = SingleClaim(source, claim, said_by, said, on, on_words, at or [], quote, mode, set_ or [], label or [])
    with opened(case, CaseFile, write=True) as file:
        documents, _, unread = _documents(form, given, file)
        if unread:
            raise BadFile(where=unread[0].where, why=unread[0].why, next=unread[0].next)
        if len(documents) != 1:
            raise BadChoice(why=f"{len(documents)} documents were given", next="Give one document with one claim.")
        new = file.supersede(claim_id, documents[0], reason=reason, by=by or out.recorder)
    out.note(f"{new} replaces {claim_id}.")
