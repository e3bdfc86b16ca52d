"""Who is held, where, and how sure: `status`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Annotated, Any, Final

import typer

from habeas.analysis.custody import Answer
from habeas.analysis.intervals import LIKELIEST, Word
from habeas.casefile import CaseFile
from habeas.casefile.builtin.provenance import conventions_used
from habeas.casefile.custody_service import StatusRow
from habeas.cli.asked import On, Said, Told, tell_clocks
from habeas.cli.opening import opened
from habeas.cli.options import Case, Format, Known, Lang, Quiet
from habeas.cli.output import Cell, Out

Person = Annotated[str, typer.Option("--person", metavar="NAME", help="Only this person.", show_default=False)]
Everybody = Annotated[bool, typer.Option("--all", help="Also those who are not held, or of whom that is not stated.")]

COLUMNS: Final = ("person", "held", "custody", "where", "law", "restrictions", "claims", "against")
SAYS: Final = {
    "none": {"en": "Nobody is told to have been held on {}.", "es": "De nadie se dice que estuviera detenido el {}."},
    "others": {"en": "{} more, not held or not stated: --all shows them", "es": "{} más, no detenidos o sin datos: --all los muestra"},
    "conventions": {"en": "Read by these conventions:", "es": "Leído según estas convenciones:"},
    "not stated": {"en": "not stated", "es": "no consta"},
}  # fmt: skip


def status(
    case: Case, *, on: On = "", said: Said = "", known: Known = "", by: Told = "", person: Person = "", all_: Everybody = False,
    lang: Lang = "", form: Format = "", quiet: Quiet = False,
) -> None:  # fmt: skip
    """Tell who is held on a day, where, and how sure that is, with the claims behind it.

    certain: one claim makes it so. contested: another says otherwise. possible: the dates allow it. assumed: told before,
    and no end since; with the age of the evidence. Nothing told is "not stated", never "no".
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case) as file:
        rows = file.status(on=on, said=said, by=by, person=person, known=known, lang=out.lang)
        shown = [row for row in rows if all_ or person or row.held in LIKELIEST]
        _tell(shown, file, out)
        maybe = _maybe(file, rows, said=said, by=by, on=on, known=known, person=person) if said else ()
    if out.format == "table" and not shown:
        out.say(SAYS["none"][out.lang].format(on or "today"))
    if len(shown) < len(rows):
        out.note(SAYS["others"][out.lang].format(len(rows) - len(shown)))
    tell_clocks(out, said=said, known=known, by=by, maybe=maybe)


def _maybe(file: CaseFile, rows: Sequence[StatusRow], *, said: str, by: str, **asked: str) -> tuple[str, ...]:
    """The claims that would be in the answer, had they been said in time; of which that is possible and not certain."""
    told = {claim for row in file.status(by=by, **asked) for claim in row.claims}
    return file.sift(told - {claim for row in rows for claim in row.claims}, said=said, by=by).maybe


def _tell(rows: Sequence[StatusRow], case: CaseFile, out: Out) -> None:
    if out.format == "json":
        out.json([plain(row) for row in rows])
        return
    if rows or out.format == "csv":
        out.table(COLUMNS, [_cells(row, out.lang) for row in rows])
    if out.format == "table":
        tell_conventions([claim for row in rows for claim in row.claims], case, out)


def _cells(row: StatusRow, lang: str) -> list[Cell]:
    against = [claim for axis in (row.custody, row.legal, row.restrictions, row.place) for claim in axis.against]
    return [
        row.name, row.held.value, axis_text(row.custody, lang), axis_text(row.place, lang, row.where), axis_text(row.legal, lang),
        axis_text(row.restrictions, lang), " ".join(row.claims), " ".join(dict.fromkeys(against)),
    ]  # fmt: skip


def axis_text(answer: Answer, lang: str = "en", state: str = "") -> str:
    """An answer in a cell: `held, assumed (evidence 9 days old)`; each charge and restriction with its own word."""
    if answer.word is Word.NOT_STATED:
        return SAYS["not stated"].get(lang, answer.sure)
    if answer.parts:
        return "; ".join(dict.fromkeys(axis_text(part, lang) for part in answer.parts))
    return f"{state or answer.state}, {answer.sure}"


def plain(row: StatusRow) -> dict[str, Any]:
    """A row for programs: every axis with its word, claims and evidence."""
    return {**asdict(row), "held": row.held.value, "claims": list(row.claims)}


def tell_conventions(claims: Iterable[str], case: CaseFile, out: Out) -> None:
    """What loose words in these claims were taken to mean."""
    found = [told[0] for name in dict.fromkeys(claims) if (told := case.views.claim(name))]
    used = conventions_used(found, case.settings.conventions)
    if used:
        out.say()
        out.say(SAYS["conventions"][out.lang], style="dim")
    for sentence in used:
        out.say(sentence, style="dim", indent=2)
