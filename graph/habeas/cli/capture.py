"""Documents into a case: `capture`."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.documents import NOTES, About, CaptureReport, Moved
from habeas.cli.options import (
    CaseFolder,
    FormatOption,
    LangOption,
    QuietOption,
    RecorderOption,
    argument,
    opened,
    option,
)
from habeas.cli.output import Out, print_refusal
from habeas.cli.progress import progress
from habeas.errors import BadChoice, BadFile
from habeas.model.load_report import Refusal

COLUMNS: Final = ("file", "document", "title", "pages", "characters", "")
MOST_NAMED: Final = 20


def capture(
    case: CaseFolder,
    files: Annotated[list[Path], argument("FILE", "The files to capture.")],
    *,
    ref: Annotated[str, option("--as", "ID", "A document of the case, of which this is another capture.")] = "",
    title: Annotated[str, option("--title", "TEXT", "What it is called.")] = "",
    kind: Annotated[str, option("--kind", "CODE", "What it is: article, list, letter, video …")] = "",
    publisher: Annotated[str, option("--publisher", "NAME", "Who issued it; a name of the case.")] = "",
    date: Annotated[str, option("--date", "DATE", "When it was issued.")] = "",
    language: Annotated[str, option("--language", "CODE", "In which language: en, es …")] = "",
    url: Annotated[str, option("--url", "ADDRESS", "Where it was found.")] = "",
    accept: Annotated[
        bool, typer.Option("--accept", help="Record what the files say of themselves, where nothing is given.")
    ] = False,
    by: RecorderOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Keep documents, read their text, and make them ready to be quoted.

    habeas capture CASE report.pdf --title "Report of May" --publisher "Radio Sur" --date 2026-05-02

    Read are text, HTML, MHTML, WARC, WACZ, PDF, DOCX, ODT, e-mail, images and exported chats. The original is kept as
    it is. What a file says of itself is proposed, and recorded only with --accept. Captured again with --as, it is told
    which quotes stand there no more. Exit status 1 when a file was refused.
    """
    about = About(ref=ref, title=title, kind=kind, publisher=publisher, date=date, language=language, url=url)
    if len(files) > 1 and (ref or title):
        raise BadChoice(why="--as and --title are of one file", next="Capture the files one by one.")
    out = Out.of(form, lang=lang, quiet=quiet)
    refused, reports = list[Refusal](), list[CaptureReport]()
    with opened(case, CaseFile, write=True) as opened_case:
        for path in files:
            try:
                reports.append(_capture(opened_case, path, about, out, accept=accept, by=by or out.recorder))
            except BadFile as error:
                refused.append(Refusal(where=error.where or str(path), why=error.why, next=error.next))
    _tell(reports, refused, out)
    if refused:
        raise typer.Exit(1)


def _capture(case: CaseFile, path: Path, about: About, out: Out, *, accept: bool, by: str) -> CaptureReport:
    if not path.is_file():
        raise BadFile(
            where=str(path), why="there is no such file", next="Check the spelling, and the folder you are in."
        )
    with progress(out, f"reading {path.name}", "pages") as done:
        step = (lambda at, _of: done(at)) if done else None
        return case.capture(path.read_bytes(), path.name, about, accept=accept, by=by, progress=step)


def _tell(reports: list[CaptureReport], refused: list[Refusal], out: Out) -> None:
    if out.format == "json":
        out.json({"captured": [asdict(one) for one in reports], "refused": [asdict(one) for one in refused]})
        return
    there = out.gettext("already there")
    rows = [
        [one.file, one.ref, one.title, one.pages or "", one.characters, there if one.already else ""] for one in reports
    ]
    if rows:
        out.table(COLUMNS, rows)
    for one in reports:
        for note in one.notes:
            out.note(f"{one.file}: {out.gettext(NOTES[note])}")
        if one.moved is not None:
            _tell_moved(one.file, one.moved, out)
        if one.proposed:
            told = " ".join(f"--{key} {shlex.quote(value)}" for key, value in one.proposed.items())
            out.note(
                out.gettext(
                    "%(file)s says of itself: %(told)s. Record it with --accept, or give others.",
                    file=one.file,
                    told=told,
                )
            )
    for refusal in refused:
        print_refusal(refusal, out)


def _tell_moved(file: str, moved: Moved, out: Out) -> None:
    told = out.gettext(
        "%(file)s: of the quotes of earlier captures, %(same)d stand where they stood, %(moved)d elsewhere, "
        "%(several)d in several places, %(gone)d nowhere.",
        file=file,
        same=moved.same,
        moved=moved.moved,
        several=len(moved.several),
        gone=len(moved.gone),
    )
    out.note(told)
    for claims, words in ((moved.gone, "Nowhere: %(claims)s"), (moved.several, "In several places: %(claims)s")):
        if claims:
            shown = ", ".join(claims[:MOST_NAMED]) + (" …" if len(claims) > MOST_NAMED else "")
            out.note(out.gettext(words, claims=shown))
