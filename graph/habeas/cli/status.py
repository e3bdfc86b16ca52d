"""Who is held, where, and how sure: `status`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Annotated, Any, Final

import typer

from habeas.analysis.custody import Answer
from habeas.analysis.intervals import LIKELIEST, Word
from habeas.casefile.builtin.provenance import conventions_used
from habeas.casefile.case_file import CaseFile
from habeas.casefile.custody_service import StatusRow
from habeas.cli.options import Case, Format, Known, Lang, On, Quiet, Said, Speaker, note_as_of
from habeas.cli.output import Cell, Out
from habeas.cli.session import opened
from habeas.model.translate import translator_for

Person = Annotated[str, typer.Option("--person", metavar="NAME", help="Only this person.", show_default=False)]
Everybody = Annotated[bool, typer.Option("--all", help="Also people who are not held, or of whom it is not stated.")]

COLUMNS: Final = ("person", "held", "custody", "where", "law", "restrictions", "claims", "against")


def status(
    case: Case,
    *,
    on: On = "",
    said: Said = "",
    known: Known = "",
    by: Speaker = "",
    person: Person = "",
    all_: Everybody = False,
    lang: Lang = "",
    form: Format = "",
    quiet: Quiet = False,
) -> None:
    """Show who is held on a day, where, and how sure that is, with the claims behind it.

    certain: a claim says so. contested: another says otherwise. possible: the dates allow it. assumed: said before,
    and no end since; with the age of the evidence. Where nothing is said the answer is "not stated", never "no".
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case) as file:
        rows = file.status(on=on, said=said, by=by, person=person, known=known, lang=out.lang)
        shown = [row for row in rows if all_ or person or row.held in LIKELIEST]
        _print(shown, file, out)
        maybe = _maybe(file, rows, said=said, by=by, on=on, known=known, person=person) if said else ()
    if out.format == "table" and not shown:
        out.say(out.gettext("No claim says that anybody was held on %(day)s.", day=on or "today"))
    if len(shown) < len(rows):
        more = len(rows) - len(shown)
        out.note(out.gettext("%(more)d more, not held or not stated: --all shows them", more=more))
    note_as_of(out, said=said, known=known, by=by, maybe=maybe)


def _maybe(file: CaseFile, rows: Sequence[StatusRow], *, said: str, by: str, **asked: str) -> tuple[str, ...]:
    """The claims that may have been said in time, but not certainly, and would then be in the answer."""
    told = {claim for row in file.status(by=by, **asked) for claim in row.claims}
    return file.sift(told - {claim for row in rows for claim in row.claims}, said=said, by=by).maybe


def _print(rows: Sequence[StatusRow], case: CaseFile, out: Out) -> None:
    if out.format == "json":
        out.json([plain(row) for row in rows])
        return
    if rows or out.format == "csv":
        out.table(COLUMNS, [_cells(row, out.lang) for row in rows])
    if out.format == "table":
        print_conventions([claim for row in rows for claim in row.claims], case, out)


def _cells(row: StatusRow, lang: str) -> list[Cell]:
    against = [claim for axis in (row.custody, row.legal, row.restrictions, row.place) for claim in axis.against]
    return [
        row.name,
        row.held.value,
        axis_text(row.custody, lang),
        axis_text(row.place, lang, row.where),
        axis_text(row.legal, lang),
        axis_text(row.restrictions, lang),
        " ".join(row.claims),
        " ".join(dict.fromkeys(against)),
    ]


def axis_text(answer: Answer, lang: str = "en", state: str = "") -> str:
    """An answer in a cell: `held, assumed (evidence 9 days old)`; each charge and restriction with its own word."""
    if answer.word is Word.NOT_STATED:
        return translator_for(lang).gettext("not stated")
    if answer.parts:
        return "; ".join(dict.fromkeys(axis_text(part, lang) for part in answer.parts))
    return f"{state or answer.state}, {answer.sure}"


def plain(row: StatusRow) -> dict[str, Any]:
    """A row for programs: every axis with its word, claims and evidence."""
    return {**asdict(row), "held": row.held.value, "claims": list(row.claims)}


def print_conventions(claims: Iterable[str], case: CaseFile, out: Out) -> None:
    """What loose words in these claims were taken to mean."""
    found = [told[0] for name in dict.fromkeys(claims) if (told := case.views.claim(name))]
    used = conventions_used(found, case.settings.conventions)
    if used:
        out.say()
        out.say(out.gettext("Read by these conventions:"), style="dim")
    for sentence in used:
        out.say(sentence, style="dim", indent=2)
