"""`habeas demo`: an example case for a newcomer, a report of what is in it, and a server to look around in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import quote_plus

import typer

import habeas
from habeas.casefile.case_file import CaseFile
from habeas.cli.load import print_refusal
from habeas.cli.options import Lang, Quiet
from habeas.cli.output import Out, progress
from habeas.cli.report import print_report
from habeas.cli.serve import PORT, run
from habeas.errors import BadChoice, NotFound
from habeas.model.config import FILE, read_settings
from habeas_api.http.server import listen
from habeas_api.service.case_service import CaseService

EXAMPLE = "venezuela-2026"
TITLE = "Political prisoners in Venezuela, January 2026 (example)"


def demo(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The folder to make.")] = Path("demo-case"),
    *,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it after the report, until Ctrl-C.")] = True,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; another one where it is taken.")
    ] = PORT,
    lang: Lang = "",
    quiet: Quiet = False,
) -> None:
    """Make an example case, report what is in it, and serve it.

    Who was held, released, died; who says so; what is only alleged.

    The example is what two published articles of January 2026 say, claim by claim. The case is made once; the report
    can be repeated. It ends with five addresses worth opening; Ctrl-C stops the server. Scripts use --no-serve.
    """
    out = Out.of(lang=lang, quiet=quiet)
    if not (case / FILE).exists():
        CaseFile.create(case, title=TITLE, languages=("en", "es")).close()
    if read_settings(case).title == TITLE:
        _fill(case, out)
    with CaseFile.open(case) as file:
        print_report(file, out)
        places = worth_opening(file)
    if serve:
        sys.stdout.flush()
        _serve(case, places, port, out)


HOST: Final = "127.0.0.1"
WHERE_HELD: Final = "SELECT ?who ?where {?p skos:prefLabel ?who; hab:detainedAt/skos:prefLabel ?where}"


def worth_opening(case: CaseFile) -> list[tuple[str, str]]:
    """Five addresses of a case, each with what it shows."""
    held = case.ask("detained-at").table()
    person = next((str(row[held.columns.index("person")]) for row in held.rows), "")
    return [
        ("", "the reading room: who is held, and how sure"),
        (
            f"id/{person.removeprefix(case.settings.base)}" if person else "people",
            "one person, every line with its source",
        ),
        ("check", "where sources clash or stand alone, put as questions"),
        ("api/facts?relation=detainedAt", "a pattern, without SPARQL: who was detained where, and who says so"),
        (
            f"sparql?format=csv&query={quote_plus(WHERE_HELD, safe=':;/')}",
            "the same in SPARQL, as a table for a spreadsheet",
        ),
    ]


def _serve(case: Path, places: list[tuple[str, str]], port: int, out: Out) -> None:
    def ready(address: str, _link: str) -> None:
        out.say()
        out.say("Five addresses worth opening", style="bold")
        for path, what in places:
            out.say(what, indent=2)
            out.line(f"{address}{path}", indent=4)
        out.say()
        out.say("Ctrl-C stops it.")
        sys.stdout.flush()

    out.say()
    try:
        listening = listen(HOST, port)
    except BadChoice:
        listening = listen(HOST, 0)
    run(CaseService(case), listening, out, host=HOST, ready=ready)


def _fill(case: Path, out: Out) -> None:
    """Load the example. What is there already stays as it is."""
    files = sorted(example_folder().glob("*.yaml"))
    with CaseFile.open(case, write=True) as file:
        for path in files:
            with progress(out, f"loading {path.name}", "claims") as done:
                report = file.load(path, by=out.recorder, progress=done)
            there = len(report.already) + len(report.withdrawn_before)
            counts = f"{len(report.recorded)} claims recorded, {there} already there, {len(report.refused)} refused"
            out.note(f"{path.name}: {counts}")
            for refusal in report.refused:
                print_refusal(refusal, out)


def example_folder() -> Path:
    """The folder of the example.

    In the installed package, or in the repository it is installed from. Raises NotFound.
    """
    package = Path(habeas.__file__).parent
    for folder in (package / "examples", package.parent.parent / "examples"):
        if (folder / EXAMPLE).is_dir():
            return folder / EXAMPLE
    raise NotFound(why="the example is not installed", next="Install habeas again, or run this from the repository.")
