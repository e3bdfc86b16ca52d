"""Making a case file and taking files in: `init` and `load`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from habeas.casefile import CaseFile
from habeas.cli.opening import opened
from habeas.cli.options import By, Case, Format, Quiet
from habeas.cli.output import Cell, Out
from habeas.cli.progress import progress
from habeas.errors import BadFile
from habeas.model import LoadReport, Refusal

COUNTED = ("recorded", "already there", "withdrawn before", "refused")
NO_SUCH_FILE = "Look at the spelling, and at the folder you are in."


def init(
    case: Case,
    *,
    title: Annotated[str, typer.Option(help="What the case is about.", show_default=False)] = "",
    base: Annotated[str, typer.Option(help="What every name in it starts with, an address ending in /.")] = "",
    language: Annotated[list[str] | None, typer.Option(help="Languages of the file; again for more.")] = None,
    by: By = "",
    quiet: Quiet = False,
) -> None:
    """Make an empty case file: a folder with its settings in case.toml."""
    out = Out.of(quiet=quiet)
    recorder = by or out.recorder or "documenter"
    made = CaseFile.create(case, title=title, base=base, languages=tuple(language or ("en",)), recorder=recorder)
    made.close()
    out.note(f"{case} is ready. Its settings are in {case / 'case.toml'}. Next: habeas load {case} FILE")


def load(
    case: Case,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="What to take in.", show_default=False)],
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse a whole file when one of its claims is refused.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Record anew claims that were withdrawn.")] = False,
    by: By = "",
    form: Format = "",
    quiet: Quiet = False,
) -> None:
    """Take in claims from files, and say what was recorded and what was refused and why.

    Loading a file twice records it once. Exit status 1 when something was refused.
    """
    out = Out.of(form, quiet=quiet)
    with opened(case, write=True) as opened_case:
        reports = [_load_one(opened_case, path, out, strict=strict, again=again, by=by) for path in files]
    tell(reports, out)
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


def tell(reports: list[LoadReport], out: Out) -> None:
    """What loads did: a table, then every refusal with its place, why, and what to do next."""
    if out.format == "json":
        out.json([_as_plain(report) for report in reports])
        return
    rows: list[list[Cell]] = [
        [Path(r.file).name, len(r.recorded), len(r.already), len(r.withdrawn_before), len(r.refused)] for r in reports
    ]
    if len(rows) > 1:
        rows.append(["together", *(map(sum, zip(*(row[1:] for row in rows), strict=True)))])
    out.table(("file", *COUNTED), rows)
    for report in reports:
        for note in report.notes:
            out.note(note)
        for refusal in report.refused:
            tell_refusal(refusal, out)


def tell_refusal(refusal: Refusal, out: Out) -> None:
    """One thing that was not recorded, on standard error even with --quiet: nothing is dropped silently."""
    lines = (f"refused: {refusal.where}", refusal.why, refusal.next)
    out.warn("\n  ".join(line for line in lines if line))


def _as_plain(report: LoadReport) -> dict[str, object]:
    refused = [{"where": r.where, "why": r.why, "next": r.next} for r in report.refused]
    return {
        "file": report.file,
        "recorded": list(report.recorded),
        "already there": list(report.already),
        "withdrawn before": list(report.withdrawn_before),
        "refused": refused,
        "notes": list(report.notes),
    }
