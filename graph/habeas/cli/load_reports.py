"""What a load did, printed: what was recorded, what was there already, and every refusal with its reason."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer

from habeas.cli.output import Out, TableCell, print_refusal
from habeas.model.load_report import LoadReport

COUNTED = ("recorded", "already there", "withdrawn before", "refused")


def print_load_reports(reports: list[LoadReport], out: Out) -> None:
    """Print what was recorded, then every refusal; exit status 1 when there is one."""
    if out.format == "json":
        out.json([_report_as_plain(report) for report in reports])
    else:
        _print_reports(reports, out)
    if any(report.refused for report in reports):
        raise typer.Exit(1)


def _print_reports(reports: list[LoadReport], out: Out) -> None:
    rows: list[list[TableCell]] = [
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


def _report_as_plain(report: LoadReport) -> dict[str, object]:
    return {
        "file": report.file,
        "recorded": list(report.recorded),
        "already there": list(report.already),
        "withdrawn before": list(report.withdrawn_before),
        "refused": [asdict(refusal) for refusal in report.refused],
        "notes": list(report.notes),
    }
