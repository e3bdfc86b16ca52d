"""What rests on something: `impact`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Annotated, Any, Final

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.impact import MOST_DOSSIERS, impact
from habeas.casefile.impact_fallen import fallen
from habeas.casefile.impact_values import Impact
from habeas.casefile.impact_words import EFFECTS, ImpactLine, impact_lines
from habeas.cli.options import CaseFolder, FormatOption, LangOption, OnOption, QuietOption, argument, opened
from habeas.cli.output import Out

WHAT: Final = "A claim, a document, a speaker or publisher; or the number of a judgement or decision."
DOSSIERS: Final = "In so many dossiers the sentences are compared; 0 for none."
COLUMNS: Final = ("section", "effect", "ref", "name", "answer", "before", "after", "claims")
HEADINGS: Final = {
    "people": "People on %(day)s",
    "findings": "Findings",
    "numbers": "Numbers",
    "dossiers": "Sentences of dossiers",
}


def impact_(
    case: CaseFolder,
    what: Annotated[str, argument("WHAT", WHAT)],
    *,
    on: OnOption = "",
    dossiers: Annotated[int, typer.Option("--dossiers", metavar="N", min=0, help=DOSSIERS)] = MOST_DOSSIERS,
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Show what would be another answer if a claim, a document, a speaker, a judgement or a decision fell.

    Who is held, the findings, the numbers and the sentences of dossiers, before and after. Nothing is changed: to
    withdraw a claim there is `habeas withdraw`. A speaker or publisher takes along all that they said and published.

    Example: habeas impact my-case NPR --on 2026-02-01
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case, CaseFile) as file:
        found = impact(file, fallen(file, what, out.lang), on=on, lang=out.lang, dossiers=dossiers)
        lines = impact_lines(found, file.views, out.lang)
    match out.format:
        case "json":
            out.json(_plain(found, lines))
        case "csv":
            out.table(COLUMNS, [_cells(line) for line in lines])
        case _:
            _print(found, lines, out)


def _plain(found: Impact, lines: Sequence[ImpactLine]) -> dict[str, Any]:
    what = found.fallen
    fallen_ = {"kind": what.kind.value, "ref": what.ref, "title": what.title, "claims": list(what.claims)}
    counted = {"on": found.on.isoformat(), "reached": found.reached, "dossiers_left": found.dossiers_left}
    return {"fallen": fallen_, **counted, "answers": [asdict(line) for line in lines]}


def _cells(line: ImpactLine) -> list[str]:
    return [" ".join(line.claims) if name == "claims" else str(getattr(line, name)) for name in COLUMNS]


def _print(found: Impact, lines: Sequence[ImpactLine], out: Out) -> None:
    what = found.fallen
    out.say(out.gettext("If this fell: %(title)s", title=what.title), style="bold")
    out.say(out.gettext("Claims that would fall: %(number)s", number=len(what.claims)), indent=2)
    for section, some in groupby(lines, key=lambda line: line.section):
        out.say()
        out.say(out.gettext(HEADINGS[section], day=found.on.isoformat()), style="bold")
        for name, own in groupby(some, key=lambda line: line.name):
            out.say(name, style="underline", indent=2)
            for line in own:
                _print_line(line, out)
    if not lines:
        out.say(out.gettext("No answer would be another."), indent=2)
    if found.dossiers_left:
        out.note(out.gettext("%(more)s more dossiers were not compared: --dossiers", more=found.dossiers_left))


def _print_line(line: ImpactLine, out: Out) -> None:
    effect = out.gettext(EFFECTS[line.effect])
    out.say(f"{line.answer}: {effect}" if line.answer else effect, indent=4)
    if line.before == line.after:
        out.say(line.before, style="dim", indent=6)
        return
    for sign, text in (("-", line.before), ("+", line.after)):
        if text:
            out.say(f"{sign} {text}", style="dim", indent=6)
