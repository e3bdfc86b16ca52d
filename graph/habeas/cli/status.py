"""Who is held, where, and how sure: `status`; and who says how many: `counts`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any, Final

import typer

from habeas.analysis.custody.answer import CustodyAnswer
from habeas.analysis.intervals import LIKELIEST, Certainty
from habeas.analysis.values import days_text
from habeas.casefile.case_reader import CaseReader
from habeas.casefile.custody_service import as_plain
from habeas.casefile.figures_service import Counts
from habeas.casefile.remarks import plans_among
from habeas.casefile.results import CountRow, StatusRow
from habeas.cli.options import (
    CaseFolder,
    FormatOption,
    KnownOption,
    LangOption,
    OnOption,
    QuietOption,
    SaidOption,
    SpeakerOption,
    opened,
    option,
)
from habeas.cli.output import Out, TableCell, note_as_of, print_conventions
from habeas.model.translate import translator_for

Person = Annotated[str, option("--person", "NAME", "Only this person.")]
Everybody = Annotated[bool, typer.Option("--all", help="Also people who are not held, or of whom it is not stated.")]

COLUMNS: Final = ("person", "held", "custody", "where", "law", "restrictions", "claims", "against")


def status(
    case: CaseFolder,
    *,
    on: OnOption = "",
    said: SaidOption = "",
    known: KnownOption = "",
    by: SpeakerOption = "",
    person: Person = "",
    all_: Everybody = False,
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Show who is held on a day, where, and how sure that is, with the claims behind it.

    certain: a claim says so. contested: another says otherwise. possible: the dates allow it. assumed: said before,
    and no end since; with the age of the evidence. Where nothing is said the answer is "not stated", never "no".
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    maybe: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    with opened(case, CaseReader) as file:
        if out.format == "json" and not (said or person):
            every = file.view(by=by, known=known).status_as_plain(on=on, lang=out.lang)
            told = [row for row in every if all_ or row["held"] in LIKELIEST]
            out.json(told)
            left = len(every) - len(told)
        else:
            rows = file.status(on=on, said=said, by=by, person=person, known=known, lang=out.lang)
            shown = [row for row in rows if all_ or person or row.held in LIKELIEST]
            _print(shown, file, out)
            left = len(rows) - len(shown)
            ahead = plans_among((claim for row in shown for claim in row.custody.against), file.views)
            maybe = _maybe(file, rows, said=said, by=by, on=on, known=known, person=person) if said else ()
            if out.format == "table" and not shown:
                out.say(out.gettext("No claim says that anybody was held on %(day)s.", day=on or "today"))
    if left:
        out.note(out.gettext("%(more)d more, not held or not stated: --all shows them", more=left))
    if ahead:
        claims = " ".join(ahead)
        out.note(
            out.gettext("Told before it was to happen, so nothing shows that it did (C19): %(claims)s", claims=claims)
        )
    note_as_of(out, said=said, known=known, by=by, maybe=maybe)


def _maybe(file: CaseReader, rows: Sequence[StatusRow], *, said: str, by: str, **asked: str) -> tuple[str, ...]:
    """The claims that may have been said in time, but not certainly, and would then be in the answer."""
    told = {claim for row in file.status(by=by, **asked) for claim in row.claims}
    return file.sift(told - {claim for row in rows for claim in row.claims}, said=said, by=by).maybe


def _print(rows: Sequence[StatusRow], case: CaseReader, out: Out) -> None:
    if out.format == "json":
        out.json(list(map(as_plain, rows)))
        return
    if rows or out.format == "csv":
        out.table(COLUMNS, [_cells(row, out.lang) for row in rows])
    if out.format == "table":
        axes = [axis for row in rows for axis in (row.custody, row.restrictions, row.place)]
        possible = [claim for axis in axes if axis.word is Certainty.POSSIBLE for claim in axis.claims]
        print_conventions([claim for row in rows for claim in row.claims], case, out, possible=possible)


def _cells(row: StatusRow, lang: str) -> list[TableCell]:
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


def axis_text(answer: CustodyAnswer, lang: str = "en", state: str = "") -> str:
    """An answer in a cell: `held, assumed (evidence 9 days old)`; each charge and restriction with its own word."""
    if answer.word is Certainty.NOT_STATED:
        return translator_for(lang).gettext("not stated")
    if answer.parts:
        return "; ".join(dict.fromkeys(axis_text(part, lang) for part in answer.parts))
    return f"{state or answer.state}, {answer.sure}"


# -- how many

COUNTS: Final = ("keeper", "number", "words", "counts", "kind", "days", "by name", "said by", "claim")
BY_NAME: Final = (
    "By name: people in this file to whom it happened in those days. "
    "Whether they are among those counted is not stated."
)


def counts(
    case: CaseFolder,
    *,
    said: SaidOption = "",
    known: KnownOption = "",
    by: SpeakerOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Show who says how many, side by side: whose number, of what, over which days; and how many are known by name.

    There is no single number: different lists count different people. Below the table stands which numbers can be
    compared.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case, CaseReader, known=known) as file:
        found = file.counts(said=said, by=by, lang=out.lang)
        match out.format:
            case "json":
                out.json(counts_as_plain(found))
            case "csv":
                out.table(COUNTS, [_row(row) for row in found.rows])
            case _ if not found.rows:
                out.say(out.gettext("No claim gives a number."))
            case _:
                out.table(COUNTS, [_row(row) for row in found.rows])
                out.say(out.gettext(BY_NAME), style="dim")
                _print_comparisons(found, out)
                print_conventions([row.count.claim for row in found.rows], file, out)
        named = {row.count.claim for row in file.counts(by=by, names=False).rows} if said else set[str]()
        note_as_of(out, said=said, known=known, by=by, maybe=file.sift(named, said=said, by=by).maybe)


def _row(row: CountRow) -> list[TableCell]:
    count = row.count
    names = row.by_name.text if row.by_name else "not stated"
    return [
        row.keeper,
        count.text,
        count.words,
        row.population or "not stated",
        count.kind or "not stated",
        days_text(count.days),
        names,
        "" if count.origin == count.keeper else count.origin,
        count.claim,
    ]


def _print_comparisons(found: Counts, out: Out) -> None:
    if found.comparisons:
        out.say(out.gettext("Side by side"), style="bold")
    for one in found.comparisons:
        common = f", {one.common[0]} to {one.common[1]}" if one.common and one.common[1] is not None else ""
        out.say(f"{one.one}, {one.other}: {one.verdict}{common}", indent=2)
    if found.derived:
        out.say(out.gettext("Derived; nobody claims it"), style="bold")
    for derived in found.derived:
        out.say(f"{derived.words}: {derived.text} ({', '.join(derived.claims)})", indent=2)


def counts_as_plain(found: Counts) -> dict[str, Any]:
    """The numbers for programs, with what is told of each pair and what follows from them."""
    rows = [
        {**asdict(row), "number": row.count.text, "days": days_text(row.count.days), "wider": sorted(row.count.wider)}
        for row in found.rows
    ]
    for row in rows:
        for inner in ("wider", "where", "who"):
            row["count"].pop(inner)
    return {
        "counts": rows,
        "comparisons": [asdict(one) for one in found.comparisons],
        "derived": [{**asdict(one), "text": one.text} for one in found.derived],
    }
