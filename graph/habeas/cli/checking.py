"""Where claims clash, and who says how many: `check` and `counts`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any, Final

import typer

from habeas.cli.opening import opened
from habeas.cli.options import Case, Format, Known, Lang, Quiet
from habeas.cli.output import Cell, Out
from habeas.cli.status import Said, Told, tell_conventions
from habeas.counts import days_text
from habeas.findings import Decision, Finding, Severity
from habeas.testimony import CountRow, Counts

Rule = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="CODE", help="Only this check, such as C05; again for more.", show_default=False),
]
FINDINGS: Final = ("rule", "severity", "claims", "question", "why", "context", "decision", "key")
COUNTS: Final = ("keeper", "number", "words", "counts", "kind", "days", "by name", "said by", "claim")
SAYS: Final = {
    "hard": {"en": "Cannot both hold", "es": "No pueden valer a la vez"},
    "soft": {"en": "Strained", "es": "En tensión"},
    "info": {"en": "To be seen side by side", "es": "Para ver juntos"},
    "nothing": {"en": "The checks find nothing.", "es": "Las comprobaciones no encuentran nada."},
    "together": {"en": "Side by side", "es": "Uno junto a otro"},
    "derived": {"en": "Derived, claimed by nobody", "es": "Derivado, no lo afirma nadie"},
    "no counts": {"en": "No claim in this file gives a number.", "es": "Ninguna afirmación de este archivo da un número."},
}  # fmt: skip


def check(
    case: Case, *, rule: Rule = None, said: Said = "", known: Known = "", by: Told = "", lang: Lang = "", form: Format = "", quiet: Quiet = False,
) -> None:  # fmt: skip
    """Look for contradictions, strains and statements that stand alone; each is put as a question, with its claims.

    Exit status 1 when something cannot hold together. Nothing is decided here and no claim is changed.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case, known=known) as file:
        found = file.findings(rules=rule or (), said=said, by=by)
        match out.format:
            case "json":
                out.json([{**asdict(one), "key": one.key} for one in found])
            case "csv":
                out.table(FINDINGS, [_cells(one) for one in found])
            case _:
                _tell(found, out)
                tell_conventions([claim for one in found for claim in one.claims], file, out)
    if any(one.severity is Severity.HARD and one.decision is Decision.OPEN for one in found):
        raise typer.Exit(1)


def _cells(one: Finding) -> list[Cell]:
    return [
        one.rule,
        one.severity,
        " ".join(one.claims),
        one.question,
        one.why,
        " ".join(one.context),
        one.decision,
        one.key,
    ]


def _tell(found: Sequence[Finding], out: Out) -> None:
    for severity in Severity:
        group = [one for one in found if one.severity is severity]
        if group:
            out.say(SAYS[severity][out.lang], style="bold")
        for one in group:
            beside = f"  (with {' '.join(one.context)})" if one.context else ""
            out.say(f"{one.rule}  {' '.join(one.claims)}{beside}", indent=2)
            out.say(one.question, indent=6)
            out.say(one.why, style="dim", indent=6)
            if one.decision is not Decision.OPEN:
                out.say(f"{one.decision}: {one.reason}", style="dim", indent=6)
    if not found:
        out.say(SAYS["nothing"][out.lang])


def counts(
    case: Case, *, said: Said = "", known: Known = "", by: Told = "", lang: Lang = "", form: Format = "", quiet: Quiet = False,
) -> None:  # fmt: skip
    """Tell who says how many, side by side: whose number, of what, over which days; and how many are known by name.

    There is no one number: keepers of lists count different people. What can be held together, and what not, is told below.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case, known=known) as file:
        found = file.counts(said=said, by=by, lang=out.lang)
        match out.format:
            case "json":
                out.json(plain(found))
            case "csv":
                out.table(COUNTS, [_row(row) for row in found.rows])
            case _ if not found.rows:
                out.say(SAYS["no counts"][out.lang])
            case _:
                out.table(COUNTS, [_row(row) for row in found.rows])
                _tell_sides(found, out)
                tell_conventions([row.count.claim for row in found.rows], file, out)


def _row(row: CountRow) -> list[Cell]:
    count = row.count
    names = row.by_name.text if row.by_name else "not stated"
    return [
        row.keeper, count.text, count.words, row.population or "not stated", count.kind or "not stated", days_text(count.days), names,
        "" if count.origin == count.keeper else count.origin, count.claim,
    ]  # fmt: skip


def _tell_sides(found: Counts, out: Out) -> None:
    if found.comparisons:
        out.say(SAYS["together"][out.lang], style="bold")
    for one in found.comparisons:
        common = f", {one.common[0]} to {one.common[1]}" if one.common and one.common[1] is not None else ""
        out.say(f"{one.one}, {one.other}: {one.verdict}{common}", indent=2)
    if found.derived:
        out.say(SAYS["derived"][out.lang], style="bold")
    for derived in found.derived:
        out.say(f"{derived.words}: {derived.text} ({', '.join(derived.claims)})", indent=2)


def plain(found: Counts) -> dict[str, Any]:
    """The numbers for programs, with what is told of each pair and what follows from them."""
    rows = [
        {**asdict(row), "number": row.count.text, "days": days_text(row.count.days), "wider": sorted(row.count.wider)}
        for row in found.rows
    ]
    for row in rows:
        row["count"].pop("wider")
    return {
        "counts": rows,
        "comparisons": [asdict(one) for one in found.comparisons],
        "derived": [{**asdict(one), "text": one.text} for one in found.derived],
    }
