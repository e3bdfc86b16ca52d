"""Files into a case: `load`, and the report of what was recorded and what was refused."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from habeas.casefile.case_file import CaseFile
from habeas.cli.options import By, Case, Format, Quiet
from habeas.cli.output import Cell, Out, progress
from habeas.cli.session import opened
from habeas.errors import BadFile
from habeas.model.values import LoadReport, Refusal

COUNTED = ("recorded", "already there", "withdrawn before", "refused")
NO_SUCH_FILE = "Check the spelling, and the folder you are in."


def load(
    case: Case,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="The files to load.", show_default=False)],
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse a whole file when one of its claims is refused.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Record claims again that were withdrawn.")] = False,
    by: By = "",
    form: Format = "",
    quiet: Quiet = False,
) -> None:
    """Load claims from files; report what was recorded, what was refused, and why.

    Loading a file twice records it once. Exit status 1 when something was refused.
    """
    out = Out.of(form, quiet=quiet)
    with opened(case, write=True) as opened_case:
        reports = [_load_one(opened_case, path, out, strict=strict, again=again, by=by) for path in files]
    print_reports(reports, out)
    if any(report.refused for report in reports):
        raise typer.Exit(1)


def _load_one(case: CaseFile, path: Path, out: Out, *, strict: bool, again: bool, by: str) -> LoadReport:
    if not path.is_file():
        return _unread(path, Refusal(where=str(path), why="there is no such file", next=NO_SUCH_FILE))
    try:
        with progress(out, f"loading {path.name}", "claims") as done:
            return case.load(path, strict=strict, again=again, by=by or out.recorder, progress=done)
    except BadFile as error:
        return _unread(path, Refusal(where=error.where or str(path), why=error.why, next=error.next))


def _unread(path: Path, refusal: Refusal) -> LoadReport:
    return LoadReport(file=str(path), refused=(refusal,))


def print_reports(reports: list[LoadReport], out: Out) -> None:
    """Print what was loaded: a table, then every refusal with its place, why, and what to do next."""
    if out.format == "json":
        out.json([_report_as_plain(report) for report in reports])
        return
    rows: list[list[Cell]] = [
        [Path(r.file).name, len(r.recorded), len(r.already), len(r.withdrawn_before), len(r.refused)] for r in reports
    ]
    if len(rows) > 1:
        rows.append(["total", *(map(sum, zip(*(row[1:] for row in rows), strict=True)))])
    out.table(("file", *COUNTED), rows)
    for report in reports:
        for note in report.notes:
            out.note(note)
        for refusal in report.refused:
            print_refusal(refusal, out)


def print_refusal(refusal: Refusal, out: Out) -> None:
    """Print something that was not recorded, on standard error even with --quiet: nothing is dropped silently."""
    lines = (f"refused: {refusal.where}", refusal.why, refusal.next)
    out.warn("\n  ".join(line for line in lines if line))


def _report_as_plain(report: LoadReport) -> dict[str, object]:
    refused = [{"where": r.where, "why": r.why, "next": r.next} for r in report.refused]
    return {
        "file": report.file,
        "recorded": list(report.recorded),
        "already there": list(report.already),
        "withdrawn before": list(report.withdrawn_before),
        "refused": refused,
        "notes": list(report.notes),
    }
