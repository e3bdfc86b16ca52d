"""Proof for others: `package` makes a folder that a court's expert verifies without habeas."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from habeas.casefile.case_file import utc_now
from habeas.casefile.package import PackageReport
from habeas.casefile.package import package as packed
from habeas.cli.options import CaseFolder, FormatOption, LangOption, QuietOption, argument, opened
from habeas.cli.output import Out
from habeas.model.disclosure import LEVELS

LevelOption = Annotated[
    str,
    typer.Option(
        "--sensitivity", metavar="CODE", help=f"The most sensitive level that may leave: {', '.join(LEVELS)}."
    ),
]


def package(
    case: CaseFolder,
    out: Annotated[Path, argument("OUT", "The folder to make.")],
    *,
    sensitivity: LevelOption = "public",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Make a folder for others: documents, claims, history, custody of evidence, and how to verify them without habeas.

    habeas package CASE /media/stick/for-the-court --sensitivity sealed

    The folder is a BagIt bag; its VERIFY.txt has the commands, for sha256sum and openssl. What leaves is public, unless
    --sensitivity asks for more; the journal leaves only when every line of it may.
    """
    printer = Out.of(form, lang=lang, quiet=quiet)
    with opened(case) as file:
        made = packed(file, out, at=utc_now(), sensitivity=sensitivity, lang=printer.lang)
    _tell(made, printer)


def _tell(made: PackageReport, out: Out) -> None:
    if out.format == "json":
        out.json({name: getattr(made, name) for name in made.__slots__})
        return
    held = out.gettext(
        "%(path)s holds %(claims)s claims, %(documents)s documents, %(history)s lines of the history.",
        path=made.path,
        claims=made.claims,
        documents=made.documents,
        history=made.history,
    )
    out.say(held)
    if made.claims_withheld or made.documents_withheld or made.history_withheld:
        kept_back = out.gettext(
            "Withheld: %(claims)s claims, %(documents)s documents, %(history)s lines of the history.",
            claims=made.claims_withheld,
            documents=made.documents_withheld,
            history=made.history_withheld,
        )
        out.say(kept_back)
    if not made.journal:
        out.say(out.gettext("The journal is not in it: some lines of it may not leave."))
    out.line(out.gettext("Journal head %(head)s", head=made.head))
    out.line(out.gettext("Seal of the package %(seal)s", seal=made.seal))
    out.note(out.gettext("Give whoever gets the package its seal by another way: VERIFY.txt asks for it."))
