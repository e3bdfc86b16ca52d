"""Documents for others: `report` writes a dossier, or a form with what answers it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.reporting import DOSSIER, ReportOptions, dossier, seen_by
from habeas.cli.export import ForceOption, SensitivityOption
from habeas.cli.options import (
    CaseFolder,
    KnownOption,
    LangOption,
    OnOption,
    QuietOption,
    SaidOption,
    SpeakerOption,
    argument,
    opened,
)
from habeas.cli.output import Out
from habeas.errors import BadChoice
from habeas.reports.document import ReportDocument
from habeas.reports.writers import WRITERS, writer_of
from habeas.storage.atomic import require_free, save

FORMS: Final = "  ".join(f"{ending} ({writer.about})" for ending, writer in WRITERS.items())
OUT_HELP: Final = f"The file to write; without it, Markdown is printed. Its ending chooses the format: {FORMS}."
NAME_HELP: Final = "A person, facility or organization; question:NAME with its KEY=VALUE; or ids of claims."


def report(
    case: CaseFolder,
    kind: Annotated[str, argument("KIND", "What to write: dossier.")],
    names: Annotated[list[str], argument("NAME…", NAME_HELP)],
    *,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="OUT", help=OUT_HELP, show_default=False)] = None,
    on: OnOption = "",
    said: SaidOption = "",
    known: KnownOption = "",
    by: SpeakerOption = "",
    sensitivity: SensitivityOption = "public",
    force: ForceOption = False,
    lang: LangOption = "",
    quiet: QuietOption = False,
) -> None:
    """Write a document with a source for every sentence: a dossier of one name or theme.

    Only what may leave is written: what is public, unless --sensitivity asks for more.
    """
    printer = Out.of(quiet=quiet, lang=lang)
    writer = writer_of(out.suffix if out else ".md")
    if out is not None:
        require_free(out, force=force)
    plain = [name for name in names if names[0].startswith("question:") and "=" in name]
    options = ReportOptions(
        on=on,
        said=said,
        known=known,
        by=by,
        lang=printer.lang,
        parameters=dict(one.split("=", 1) for one in plain),
    )
    with opened(case) as file, seen_by(file, sensitivity) as seen:
        document = _made(seen, kind, [name for name in names if name not in plain], options)
    content = writer.write(document)
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        save(iter([content]), out, force=force)
        printer.note(printer.gettext("%(out)s is written.", out=out))
    _tell(document, printer)


def _made(seen: CaseFile, kind: str, names: list[str], options: ReportOptions) -> ReportDocument:
    if kind != DOSSIER:
        raise BadChoice(why=f"there is no document “{kind}”", next=f"Choose: {DOSSIER}")
    return dossier(seen, names, options)


def _tell(document: ReportDocument, out: Out) -> None:
    sentences, gaps = sum(1 for _ in document.statements()), sum(1 for _ in document.gaps())
    note = "Sentences: %(sentences)s, sources: %(sources)s, not known: %(gaps)s."
    out.note(out.gettext(note, sentences=sentences, sources=len(document.citations), gaps=gaps))
