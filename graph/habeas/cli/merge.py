"""Two copies of one case become one: `merge`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.merging import MergeReport
from habeas.cli.options import CaseFolder, FormatOption, LangOption, QuietOption, RecorderOption, argument, opened
from habeas.cli.output import Out

COLUMNS: Final = ("kind", "subject", "why", "next")


def merge(
    case: CaseFolder,
    other: Annotated[
        Path | None,
        argument("[OTHER]", "The folder of the other copy, which is only read; without it, list the clashes."),
    ] = None,
    *,
    different: Annotated[
        bool, typer.Option("--different-case", help="Take it in although it is another case, not a copy of this one.")
    ] = False,
    by: RecorderOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Take in what another copy of the case holds. Without one, list what earlier merges clashed on.

    habeas merge CASE /media/stick/case

    Merge the other way round too, and both copies hold the same. Exit status 1 when the copies clash: what they did to
    one thing without knowing of each other is listed, with what counts now and what to do.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    if other is None:
        with opened(case, CaseFile) as file:
            rows = [(at, one.kind, one.subject, one.why, one.next) for at, one in file.merge_clashes()]
        out.table(("at", *COLUMNS), rows)
        return
    with opened(case, CaseFile, write=True) as file:
        report = file.merge(other, by=by or out.recorder, different=different)
    _tell(report, other, out)
    if report.clashes:
        raise typer.Exit(1)


def _tell(report: MergeReport, other: Path, out: Out) -> None:
    if out.format == "json":
        out.json(asdict(report))
        return
    if out.format == "csv":
        out.table(COLUMNS, [(one.kind, one.subject, one.why, one.next) for one in report.clashes])
        return
    if report.nothing_new:
        out.say(out.gettext("%(other)s holds nothing that is not here already.", other=other))
        return
    told = out.gettext(
        "%(lines)s lines of %(other)s were taken in, and %(documents)s documents.",
        lines=report.lines,
        other=other,
        documents=report.documents,
    )
    out.say(told)
    for op, number in sorted(report.changes.items()):
        out.say(f"{op}: {number}", indent=2)
    if report.clashes:
        out.say()
        out.say(out.gettext("The copies clash here"), style="bold")
    for clash in report.clashes:
        out.say(clash.why, indent=2)
        out.say(clash.next, indent=4)
