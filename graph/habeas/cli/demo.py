"""`habeas demo`: an example case for a newcomer, and a report of what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import habeas
from habeas.casefile import CaseFile
from habeas.casetoml import FILE, read_settings
from habeas.cli.filing import tell_refusal
from habeas.cli.options import Lang, Quiet
from habeas.cli.output import Out
from habeas.cli.progress import progress
from habeas.cli.report import tell_report
from habeas.errors import NotFound

EXAMPLE = "venezuela-2026"
TITLE = "Political prisoners in Venezuela, January 2026 (example)"


def demo(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The folder to make.")] = Path("demo-case"),
    *,
    lang: Lang = "",
    quiet: Quiet = False,
) -> None:
    """Make an example case, and tell what is in it: who was held, released, died; who says so; what is only alleged.

    The example is what two published articles of January 2026 say, claim by claim. Made once; told as often as you like.
    """
    out = Out.of(lang=lang, quiet=quiet)
    if not (case / FILE).exists():
        CaseFile.create(case, title=TITLE, languages=("en", "es")).close()
    if read_settings(case).title == TITLE:
        _fill(case, out)
    with CaseFile.open(case) as file:
        tell_report(file, out)


def _fill(case: Path, out: Out) -> None:
    """Take the example in. What is there already stays as it is."""
    files = sorted(example_folder().glob("*.yaml"))
    with CaseFile.open(case, write=True) as file:
        for path in files:
            with progress(out, f"loading {path.name}", "claims") as done:
                report = file.load(path, by=out.recorder, progress=done)
            there = len(report.already) + len(report.withdrawn_before)
            counts = f"{len(report.recorded)} claims recorded, {there} already there, {len(report.refused)} refused"
            out.note(f"{path.name}: {counts}")
            for refusal in report.refused:
                tell_refusal(refusal, out)


def example_folder() -> Path:
    """Where the example lies: in the installed package, or in the repository it is installed from. Raises NotFound."""
    package = Path(habeas.__file__).parent
    for folder in (package / "examples", package.parent.parent / "examples"):
        if (folder / EXAMPLE).is_dir():
            return folder / EXAMPLE
    raise NotFound(why="the example is not installed", next="Install habeas anew, or run this from the repository.")
