"""Erasing for somebody's safety: `erase`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated, Final

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.erase import ErasurePlan
from habeas.cli.options import (
    CaseFolder,
    FormatOption,
    LangOption,
    QuietOption,
    ReasonOption,
    RecorderOption,
    argument,
    opened,
)
from habeas.cli.output import Out
from habeas.errors import BadChoice

SHOWN: Final = 20
"""So many documents are listed for a person."""


def erase(
    case: CaseFolder,
    what: Annotated[str, argument("WHAT", "A claim, a document, or a name: person:x, doc:y, claim:Z.")],
    *,
    reason: ReasonOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be erased, and erase nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    by: RecorderOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Erase a claim, a document or a name for somebody's safety, everywhere in the case, its history too.

    habeas erase CASE person:x --reason "her family is threatened"

    This cannot be undone. A stub stays of each line, with the reason, so that `habeas verify` still proves the rest.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case, CaseFile, write=not dry_run) as file:
        plan = file.erase_plan(what)
        if dry_run or not yes:
            _tell(plan, out)
        if dry_run:
            out.note(out.gettext("Nothing was erased: this was only shown."))
            return
        if not yes:
            _ask(out)
        plan = file.erase(what, reason=reason, by=by or out.recorder)
    if yes:
        _tell(plan, out)
    out.note(out.gettext("Erased. Exports, dumps and backups that were made before still hold it."))


def _ask(out: Out) -> None:
    question = out.gettext("Erase this for ever?")
    if not typer.confirm(question, err=True) if sys.stdin is not None else True:
        raise BadChoice(why="nothing was erased", next="Answer y, or give --yes.")


def _tell(plan: ErasurePlan, out: Out) -> None:
    if out.format == "json":
        copies = [{"where": copy.where, "at": copy.at} for copy in plan.copies]
        out.json({**asdict(plan), "copies": copies})
        return
    told = out.gettext(
        "%(claims)s claims go, %(lines)s lines of the journal and %(documents)s documents; "
        "%(masked)s more lines lose the names.",
        claims=plan.claims,
        lines=plan.lines,
        masked=plan.masked,
        documents=len(plan.documents),
    )
    out.say(told)
    for document in plan.documents[:SHOWN]:
        out.say(document, indent=2)
    if plan.alike:
        out.say(
            out.gettext("These stay, although a word of it is in their names. Erase them too where they tell of it:")
        )
    for name in plan.alike[:SHOWN]:
        out.say(name, indent=2)
    if plan.copies:
        out.say(out.gettext("Backups that hold it until they are made again or destroyed:"))
    for copy in plan.copies:
        out.say(f"{copy.at[:10]}  {copy.where}", indent=2)
