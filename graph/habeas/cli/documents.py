"""Documents for others: `report` writes a dossier, or a form with what answers it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.reporting import DOSSIER, OWN_FORMS, Filled, ReportOptions, dossier, filled_form, seen_by
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
from habeas.reports.form_templates import form_names
from habeas.reports.writers import WRITERS, writer_of
from habeas.storage.atomic import require_free, save

FORMS: Final = "  ".join(f"{ending} ({writer.about})" for ending, writer in WRITERS.items())
OUT_HELP: Final = f"The file to write; without it, Markdown is printed. Its ending chooses the format: {FORMS}."
KIND_HELP: Final = f"What to write: dossier; or a form: {', '.join(form_names())}, or one of the case's own."
NAME_HELP: Final = "A person, facility or organization; question:NAME with its KEY=VALUE; or ids of claims."


def report(
    case: CaseFolder,
    kind: Annotated[str, argument("KIND", KIND_HELP)],
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
    """Write a dossier of a name or theme, or a form for the United Nations, with a source for every sentence.

    Only what may leave is written: what is public, unless --sensitivity asks for more. A form says first which of its
    required items no claim answers (exit status 1), and ends with what to ask next.
    """
    printer = Out.of(quiet=quiet, lang=lang)
    writer = writer_of(out.suffix if out else ".md")
    if out is not None:
        require_free(out, force=force)
    plain = [name for name in names if names[0].startswith("question:") and "=" in name]
    given = dict(one.split("=", 1) for one in plain)
    options = ReportOptions(on=on, said=said, known=known, by=by, lang=printer.lang, parameters=given)
    with opened(case, CaseFile) as file, seen_by(file, sensitivity) as seen:
        made = _made(seen, kind, [name for name in names if name not in plain], options, case / OWN_FORMS)
    content = writer.write(made.document)
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        save(iter([content]), out, force=force)
        printer.note(printer.gettext("%(out)s is written.", out=out))
    _tell(made, printer)


def _made(seen: CaseFile, kind: str, names: list[str], options: ReportOptions, own: Path) -> Filled:
    if kind == DOSSIER:
        return Filled(document=dossier(seen, names, options), missing=())
    if kind not in (known := form_names(own)):
        raise BadChoice(why=f"there is no document “{kind}”", next=f"Choose: {DOSSIER}, {', '.join(known)}")
    if len(names) != 1:
        raise BadChoice(why="a form is about one person", next="Name one person.")
    return filled_form(seen, kind, names[0], options, own)


def _tell(made: Filled, out: Out) -> None:
    document = made.document
    sentences, gaps = sum(1 for _ in document.statements()), list(document.gaps())
    asked = sum(1 for gap in gaps if gap.ask) or len(gaps)
    note = "Sentences: %(sentences)s, sources: %(sources)s, not known: %(gaps)s."
    out.note(out.gettext(note, sentences=sentences, sources=len(document.citations), gaps=asked))
    for item in made.missing:
        out.warn(out.gettext("Required, and no claim answers it: %(item)s", item=item))
    if made.missing:
        raise typer.Exit(1)
