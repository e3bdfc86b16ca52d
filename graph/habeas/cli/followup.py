"""What is due, by the user's own rules: `followup`."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final

import typer

from habeas.analysis.followup import Deadline, Due
from habeas.casefile.case_file import CaseFile
from habeas.casefile.followup_service import DueQuestion, followup
from habeas.casefile.followup_words import ADVICE, COLUMNS, flat, followup_calendar, followup_rows
from habeas.casefile.reporting import seen_by
from habeas.casefile.view import View
from habeas.cli.export import ForceOption, SensitivityOption
from habeas.cli.options import (
    CaseFolder,
    FormatOption,
    KnownOption,
    LangOption,
    OnOption,
    QuietOption,
    SaidOption,
    SpeakerOption,
    given,
    opened,
    option,
)
from habeas.cli.output import Out
from habeas.storage.atomic import require_free, save

STANDS_HELP: Final = "Only what stands so: " + ", ".join(f"“{due}”" for due in Due) + "."
ICS_HELP: Final = "Write what is due as a calendar, .ics."
EXAMPLES_HELP: Final = "Print rules to put into case.toml and change; the case is not read."


def followup_(
    case: CaseFolder,
    *,
    on: OnOption = "",
    said: SaidOption = "",
    known: KnownOption = "",
    by: SpeakerOption = "",
    person: Annotated[str, option("--person", "NAME", "Only of this person.", callback=given)] = "",
    stands: Annotated[str, option("--stands", "WORDS", STANDS_HELP, callback=given)] = "",
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help=ICS_HELP, show_default=False)] = None,
    examples: Annotated[bool, typer.Option("--examples", help=EXAMPLES_HELP)] = False,
    sensitivity: SensitivityOption = "public",
    force: ForceOption = False,
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Show what is due on a day by the rules in case.toml: overdue, possibly overdue, or not yet due.

    A date with doubt makes a deadline with doubt: a range of days. Each rule is your own and names its source; none is
    legal advice. A calendar leaves the case, so it has what is public unless --sensitivity asks for more.

    Example: habeas followup my-case --on 2026-02-01 --ics due.ics
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    if examples:
        out.line(files("habeas.casefile").joinpath("followup_examples.toml").read_text(encoding="utf-8").rstrip())
        return
    if ics is not None:
        require_free(ics, force=force)
    asked = DueQuestion(on=on, said=said, known=known, by=by, person=person, stands=stands, lang=out.lang)
    with opened(case, CaseFile) as file:
        if not file.settings.followup:
            out.note(out.gettext("There are no rules of follow-up in case.toml yet: --examples prints some to change."))
        view = asked.view(file)
        found = followup(view, asked)
        _print(found, view, out)
        if ics is not None:
            with seen_by(file, sensitivity) as seen:
                content, left = followup_calendar(seen, asked)
            save(iter([content]), ics, force=force)
            out.note(out.gettext("%(out)s is written.", out=ics))
            if left:
                out.note(out.gettext("Without a last day, and so not in the calendar: %(number)s", number=left))
    if any(one.stands is Due.OVERDUE for one in found):
        raise typer.Exit(1)


def _print(found: Sequence[Deadline], view: View, out: Out) -> None:
    rows = followup_rows(view, found, out.lang)
    if out.format == "json":
        out.json(rows)
        return
    if out.format == "csv":
        out.table(COLUMNS, list(map(flat, rows)))
        return
    for due in Due:
        some = [row for row in rows if row["stands"] == due]
        if some:
            out.say(out.gettext(due.value).capitalize(), style="bold")
        for row in some:
            out.say(f"{row['name']}: {row['title']}", indent=2)
            out.say(out.gettext("Due: %(days)s", days=row["due"]), indent=4)
            out.say(out.gettext("Runs since: %(days)s", days=row["since"]), style="dim", indent=4)
            out.say(out.gettext("Claims: %(claims)s", claims=" ".join(row["claims"])), style="dim", indent=4)
            if row["maybe"]:
                maybe = " ".join(row["maybe"])
                out.say(out.gettext("It may have ended already: %(claims)s", claims=maybe), style="dim", indent=4)
            out.say(out.gettext(ADVICE, source=row["source"]), style="dim", indent=4)
    if not rows:
        out.say(out.gettext("Nothing is due."))
