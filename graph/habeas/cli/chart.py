"""How many are held over time: `chart`, as a table, and as a file with the picture or the numbers."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated, Final

import typer

from habeas.analysis.values import days_text
from habeas.casefile.case_file import CaseFile
from habeas.casefile.held_over_time import HeldOverTime, held_over_time, held_picture
from habeas.casefile.reporting import seen_by
from habeas.cli.export import ForceOption, SensitivityOption
from habeas.cli.options import CaseFolder, FormatOption, LangOption, QuietOption, opened, option
from habeas.cli.output import Out
from habeas.errors import BadChoice
from habeas.model.text import guarded
from habeas.storage.atomic import require_free, save

OUT_HELP: Final = "The file to write: .svg is the picture, .csv the numbers. Without one, the numbers are printed."
COLUMNS: Final = ("from", "certain", "contested", "assumed", "possible", "at most")
PUBLISHED: Final = ("number", "days", "keeper", "total", "counts", "claim")
FacilityOption = Annotated[str, option("--at", "FACILITY", "Only those held at this facility.")]
SinceOption = Annotated[str, option("--from", "DATE", "From this day; from the first change by default.")]
UntilOption = Annotated[str, option("--to", "DATE", "Until this day; today by default.")]
ChartRows = list[tuple[str | int, ...]]


def chart(
    case: CaseFolder,
    file: Annotated[Path | None, typer.Argument(metavar="[OUT]", help=OUT_HELP, show_default=False)] = None,
    *,
    at: FacilityOption = "",
    from_: SinceOption = "",
    to: UntilOption = "",
    sensitivity: SensitivityOption = "public",
    force: ForceOption = False,
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Show how many are held over time: from each day on, how many this file knows by name, and how sure that is.

    Beside them stand the totals that somebody publishes, which count other people. A file leaves the case, so it has
    what is public unless --sensitivity asks for more.

    Example: habeas chart my-case held.svg --from 2024-01-01
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    asked = {"at": at, "since": from_, "until": to, "lang": out.lang}
    if file is None:
        with opened(case, CaseFile) as whole:
            _print(held_over_time(whole.view(), **asked), out)
        return
    if file.suffix not in {".svg", ".csv"}:
        raise BadChoice(where=str(file), why="a chart is written as .svg or .csv", next="Name the file so.")
    require_free(file, force=force)
    with opened(case, CaseFile) as whole, seen_by(whole, sensitivity) as seen:
        found = held_over_time(seen.view(), **asked)
        label = seen.label(seen.get(at), out.lang) if at else ""
    content = held_picture(found, out.lang, at=label) if file.suffix == ".svg" else _csv(found)
    save(iter([content.encode()]), file, force=force)
    out.note(out.gettext("%(out)s is written.", out=file))


def _held(found: HeldOverTime) -> ChartRows:
    return [(row.first.isoformat(), *row[1:], row.most) for row in found.rows]


def _published(found: HeldOverTime) -> ChartRows:
    every = [(row, row.count) for row in found.published]
    return [
        (number, days_text(count.days), row.keeper, count.text, row.population, count.claim)
        for number, (row, count) in enumerate(every, 1)
    ]


def _print(found: HeldOverTime, out: Out) -> None:
    held, published = _held(found), _published(found)
    if out.format == "json":
        named = [
            [dict(zip(names, row, strict=True)) for row in rows]
            for names, rows in ((COLUMNS, held), (PUBLISHED, published))
        ]
        out.json({"each": found.exact, "until": found.last, "held": named[0], "published": named[1]})
        return
    table = out.format != "csv"
    out.table(COLUMNS, held, title=out.gettext("Held, known by name") if table else "")
    if table and published:
        out.table(PUBLISHED, published, title=out.gettext("Totals published"))
    if found.exact != "day":
        out.note(out.gettext("Each row tells the last day of its month or year: there are many days of change."))
    if found.more:
        out.note(out.gettext("Earlier totals that are left out: %(number)s", number=found.more))


def _csv(found: HeldOverTime) -> str:
    """Both tables as one, each row with what it is: `held` by name, or `published`."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["what", *COLUMNS, *PUBLISHED[1:]])
    writer.writerows(["held", *row, *[""] * (len(PUBLISHED) - 1)] for row in _held(found))
    for _, *row in _published(found):
        writer.writerow(["published", *[""] * len(COLUMNS), *(guarded(str(cell)) for cell in row)])
    return stream.getvalue()
