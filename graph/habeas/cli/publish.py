"""The case as a folder of pages for everybody: `publish` makes it, and checks that nothing withheld is in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, replace
from pathlib import Path
from typing import Annotated, Final

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.package_tables import table
from habeas.casefile.publish_check import Leak, find_leaks
from habeas.casefile.publishing import (
    WithheldThing,
    require_outside,
    withheld_things,
)
from habeas.cli.main import harmless
from habeas.cli.options import CaseFolder, FormatOption, LangOption, QuietOption, argument, given, opened, option
from habeas.cli.output import Out
from habeas.cli.progress import progress, stages
from habeas.errors import BadChoice
from habeas.model.as_of import last_day
from habeas.storage.atomic import write_atomic
from habeas.storage.public_folder import listed_files
from habeas_api.app import create_reading_app
from habeas_api.publishing.edition import Making, program_files
from habeas_api.publishing.edition import publish as make_edition

FINDINGS: Final = 1
SHOWN: Final = 20


def publish(
    case: CaseFolder,
    out: Annotated[Path, argument("OUT", "The folder to make, or to make again.")],
    *,
    on: Annotated[
        str,
        option("--on", "DATE", "The day that the pages show; that of the last evidence by default.", callback=given),
    ] = "",
    check: Annotated[
        bool, typer.Option("--check", help="Make nothing: read OUT again and look for anything withheld.")
    ] = False,
    report: Annotated[
        Path | None, option("--report", "FILE", "Write what is withheld, and why, into a table for your eyes alone.")
    ] = None,
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Make a folder of pages for everybody: no server, no request to anywhere, nothing that is withheld.

    habeas publish CASE public-edition
    habeas publish CASE public-edition --check

    It holds the pages of the reading room as anybody reads them, in English and Spanish. Open index.html in it, or copy
    the folder to any web host. It is whole or not at all; where it stands already, it is made again, and files that are
    the same keep their bytes and times. Before it takes its name every byte of it is checked. What is withheld is
    counted here; --report tells it one by one, outside the folder.
    """
    printer = Out.of(form, lang=lang, quiet=quiet)
    day = last_day(on, "--on").isoformat() if on else ""
    with opened(case, CaseFile) as file:
        require_outside(file, out)
        require_report_outside(report, out)
        if check:
            _tell_check(_checked(file, out, printer), out, printer)
            return
        _make(file, out, day, printer)
        _tell(out, withheld_things(file), report, printer)


def require_report_outside(report: Path | None, out: Path) -> None:
    """Raise BadChoice when the table of what is withheld would be published too."""
    if report is not None and report.absolute().is_relative_to(out.absolute()):
        why = "this would publish what is withheld"
        raise BadChoice(where=str(report), why=why, next="Choose a place outside the published folder.")


def _make(case: CaseFile, out: Path, on: str, printer: Out) -> None:
    printer.note(printer.gettext("Preparing what anybody may see of the case …"))
    expected, files = [0], printer.gettext("files")

    def total() -> int:
        return expected[0]

    steps = ((printer.gettext("making pages"), files, total), (printer.gettext("checking"), files, None))
    with stages(printer, *steps) as (made, checked):
        making = Making(on, total=lambda number: expected.__setitem__(0, number))
        if made and checked:
            making = replace(making, made=made, checked=checked)
        make_edition(case, out, create_reading_app, making)


def _checked(case: CaseFile, folder: Path, printer: Out) -> list[Leak]:
    if not folder.is_dir():
        raise BadChoice(where=str(folder), why="there is no such folder", next="habeas publish CASE OUT makes one.")
    total = sum(1 for path in folder.rglob("*") if path.is_file())
    with progress(printer, printer.gettext("checking"), printer.gettext("files"), lambda: total) as done:
        return find_leaks(case, folder, own=program_files(), progress=done)


def _tell_check(leaks: list[Leak], out: Path, printer: Out) -> None:
    listed_files(out)
    if printer.format != "table":
        printer.table(("file", "what", "text"), [[leak.file, leak.what, leak.text] for leak in leaks])
    elif leaks:
        _print_leaks(leaks, printer)
    else:
        printer.say(printer.gettext("Nothing that is withheld today is in %(path)s.", path=str(out)))
    if leaks:
        raise typer.Exit(FINDINGS)


def _print_leaks(leaks: list[Leak], printer: Out) -> None:
    for leak in leaks[:SHOWN]:
        printer.warn(harmless(f"{leak.file}: {leak.what}: {leak.text}"))


def _tell(out: Path, withheld: list[WithheldThing], report: Path | None, printer: Out) -> None:
    files, counts = listed_files(out), Counter(thing.what for thing in withheld)
    if report is not None:
        write_atomic(report, b"".join(table(WithheldThing.__slots__, map(astuple, withheld))))
    if printer.format == "json":
        printer.json({"path": str(out), "files": len(files), "withheld": dict(sorted(counts.items()))})
        return
    printer.say(
        printer.gettext("%(path)s holds %(files)s files; nothing withheld is in them.", path=out, files=len(files))
    )
    for reason, many in sorted(Counter((thing.what, thing.why) for thing in withheld).items())[:SHOWN]:
        printer.line(f"{many:>7,}  {reason[0]}: {harmless(reason[1])}", indent=2)
    printer.note(
        printer.gettext("Open %(page)s in a browser, or copy the folder to a web host.", page=out / "index.html")
    )
