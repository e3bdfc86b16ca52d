"""Taking a step back: `undo`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.undo import UndoLine, UndoPlan
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

SHOWN: Final = 40
"""So many lines are shown to a person; the table of --format csv has them all."""
COLUMNS: Final = ("does", "subject", "words", "why")
DOES: Final = {
    "record": "recorded again",
    "withdraw": "withdrawn",
    "describe": "described as before",
    "source": "described as before",
    "undescribe": "no longer described",
    "judge": "judged again",
    "unjudge": "judgement taken back",
    "decide": "decided as before",
    "settings": "set as before",
}
"""What is done, in words; each is in the catalogue of the command line."""


def undo(
    case: CaseFolder,
    step: Annotated[
        int, argument("[STEP]", "Any line of the step, as `habeas history` numbers them; the last step.")
    ] = 0,
    *,
    reason: ReasonOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    line: Annotated[bool, typer.Option("--line", help="Undo that one line of the history alone.")] = False,
    by: RecorderOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Undo a step: what one command recorded. It is a step of its own, with a reason, and can be undone too.

    habeas undo CASE 57 --reason "loaded into the wrong case"

    Nothing leaves the history. Exit status 1 when a part of the step was left as it is.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case, CaseFile, write=not dry_run) as file:
        if dry_run:
            plan = file.undo_plan(step, line=line, lang=out.lang)
        else:
            plan = file.undo(step, reason=reason, by=by or out.recorder, line=line, lang=out.lang)
    _print(plan, out)
    if dry_run:
        out.note(out.gettext("Nothing was changed: this was only shown."))
    else:
        out.note(out.gettext("Step %(step)s is undone. `habeas undo CASE` takes that back.", step=plan.step))
    if plan.left:
        raise typer.Exit(1)


def _print(plan: UndoPlan, out: Out) -> None:
    if out.format == "json":
        out.json(asdict(plan))
        return
    if out.format == "csv":
        out.table(COLUMNS, [[_does(one, out), one.subject, one.words, one.why] for one in plan.lines])
        return
    out.say(
        out.gettext("Step %(step)s, recorded by %(by)s, %(at)s", step=plan.step, by=plan.by, at=plan.at), style="bold"
    )
    told = sorted(plan.lines, key=lambda one: (not one.left, not one.op))
    for one in told[:SHOWN]:
        out.say(f"{_does(one, out)}: {one.words} ({one.subject}){f': {one.why}' if one.why else ''}", indent=2)
    if len(told) > SHOWN:
        more = len(told) - SHOWN
        out.say(out.gettext("and %(more)s more; --format csv lists them all", more=more), indent=2)


def _does(one: UndoLine, out: Out) -> str:
    if one.op:
        return out.gettext(DOES[one.op])
    return out.gettext("left as it is") if one.left else out.gettext("nothing to do")
