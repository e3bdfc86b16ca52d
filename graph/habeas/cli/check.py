"""Where claims clash, what was decided about it, and who says how many: `check`, `decide` and `counts`."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any, Final

import typer

from habeas.analysis.figures.figures import days_text
from habeas.casefile.case_file import CaseFile
from habeas.casefile.figures_service import CountRow, Counts
from habeas.cli.options import By, Case, Format, Known, Lang, Quiet, Reason, Said, Speaker, note_as_of
from habeas.cli.output import Cell, Out
from habeas.cli.session import opened
from habeas.cli.status import print_conventions
from habeas.errors import BadChoice
from habeas.model.findings import Decided, Finding, Severity

Rule = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="CODE", help="Only this check, such as C05; repeat for more.", show_default=False),
]
FINDINGS: Final = (
    "rule",
    "severity",
    "claims",
    "question",
    "why",
    "context",
    "decision",
    "key",
    "reason",
    "preferred",
    "by",
    "at",
)
DECIDED: Final = ("finding", "decision", "preferred", "reason", "by", "at", "claims", "state")
COUNTS: Final = ("keeper", "number", "words", "counts", "kind", "days", "by name", "said by", "claim")
HEADINGS: Final = {
    Severity.HARD: "Cannot both hold",
    Severity.SOFT: "Doubtful",
    Severity.INFO: "To compare",
}
BY_NAME: Final = (
    "By name: people in this file to whom it happened in those days. "
    "Whether they are among those counted is not stated."
)


def check(
    case: Case,
    *,
    rule: Rule = None,
    said: Said = "",
    known: Known = "",
    by: Speaker = "",
    lang: Lang = "",
    form: Format = "",
    quiet: Quiet = False,
) -> None:
    """Look for contradictions, doubtful dates and statements that stand alone; each is put as a question.

    Each comes with its claims and its key. Exit status 1 when claims contradict each other and nobody has decided on
    it. `habeas decide` records a decision.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case, known=known) as file:
        found = file.findings(rules=rule or (), said=said, by=by, lang=out.lang)
        match out.format:
            case "json":
                out.json([_plain(one) for one in found])
            case "csv":
                out.table(FINDINGS, [_cells(one) for one in found])
            case _:
                _print(found, out)
                _print_gone(() if rule or said or by else file.gone(found), out)
                print_conventions([claim for one in found for claim in (*one.claims, *one.context)], file, out)
        maybe: tuple[str, ...] = ()
        if said:
            named = {claim for one in file.findings(rules=rule or (), by=by) for claim in one.claims}
            maybe = file.sift(named, said=said, by=by).maybe
        note_as_of(out, said=said, known=known, by=by, maybe=maybe)
    if any(one.severity is Severity.HARD and one.is_open for one in found):
        raise typer.Exit(1)


def _plain(one: Finding) -> dict[str, Any]:
    plain = {**asdict(one), "key": one.key}
    plain.pop("decided")
    return plain


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
        one.reason,
        one.preferred,
        one.by,
        one.at,
    ]


def _print(found: Sequence[Finding], out: Out) -> None:
    for severity in Severity:
        _print_group(
            out.gettext(HEADINGS[severity]), [one for one in found if one.severity is severity and one.is_open], out
        )
    closed = [one for one in found if not one.is_open]
    _print_group(out.gettext("Decided"), closed, out)
    if not found:
        out.say(out.gettext("The checks found nothing."))
    else:
        out.note(f"{len(found) - len(closed)} to decide, {len(closed)} decided. `habeas decide` records a decision.")


def _print_group(heading: str, group: Sequence[Finding], out: Out) -> None:
    if group:
        out.say(heading, style="bold")
    for one in group:
        beside = f"  (with {' '.join(one.context)})" if one.context else ""
        out.say(f"{one.rule}  {' '.join(one.claims)}{beside}", indent=2)
        out.say(one.question, indent=6)
        out.say(one.why, style="dim", indent=6)
        if one.decided:
            out.say(_made(one), style="dim", indent=6)
        out.say(one.key, style="dim", indent=6)


def _made(one: Finding | Decided) -> str:
    word = f"{one.decision} {one.preferred}".rstrip()
    return f"{word} ({one.by}, {one.at[:10]}: {one.reason})"


def _print_gone(gone: Sequence[Decided], out: Out) -> None:
    if gone:
        out.say(out.gettext("Decided, and no longer found"), style="bold")
    for one in gone:
        out.say(f"{one.key}  {' '.join(one.claims)}: {_made(one)}", indent=2)


def decide(
    case: Case,
    finding: Annotated[
        str, typer.Argument(metavar="[FINDING]", help="Its key, as `habeas check` prints it.", show_default=False)
    ] = "",
    decision: Annotated[
        str, typer.Argument(metavar="[DECISION]", help="explained, prefer, false-alarm or open.", show_default=False)
    ] = "",
    *,
    claim: Annotated[str, typer.Option("--claim", metavar="ID", help="The claim to prefer.", show_default=False)] = "",
    reason: Reason = "",
    by: By = "",
    lang: Lang = "",
    form: Format = "",
    quiet: Quiet = False,
) -> None:
    """Decide on a finding. Without one, list the decisions, also those whose finding is gone.

    habeas decide CASE C05-7522685c94 prefer --claim N052 --reason "the register was seen"

    No claim is changed, and every answer still gives both sides. `open` opens the finding again.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    if not finding:
        with opened(case) as file:
            _list(file, out)
        return
    if not decision:
        raise BadChoice(why="the decision is missing", next=f"habeas decide CASE {finding} explained --reason WORDS")
    with opened(case, write=True) as file:
        made = file.decide(finding, decision, reason=reason, claim=claim, by=by or out.recorder)
    out.note(f"{made.key}: {_made(made)}")


def _list(file: CaseFile, out: Out) -> None:
    every = file.decisions()
    gone = {one.number for one in file.gone(file.findings())} if every else set()
    latest = {one.key: one.number for one in every}
    states = [_state(one, latest, gone) for one in every]
    if out.format == "json":
        out.json([{**asdict(one), "state": state} for one, state in zip(every, states, strict=True)])
    elif not every and out.format != "csv":
        out.say(out.gettext("No finding has been decided yet."))
    else:
        out.table(DECIDED, [_line(one, state) for one, state in zip(every, states, strict=True)])


def _state(one: Decided, latest: Mapping[str, int], gone: Container[int]) -> str:
    """Overtaken by a later one, on a finding that is gone, or standing."""
    if latest[one.key] != one.number:
        return "overtaken"
    return "finding gone" if one.number in gone else "stands"


def _line(one: Decided, state: str) -> list[Cell]:
    return [one.key, one.decision, one.preferred, one.reason, one.by, one.at[:10], " ".join(one.claims), state]


def counts(
    case: Case,
    *,
    said: Said = "",
    known: Known = "",
    by: Speaker = "",
    lang: Lang = "",
    form: Format = "",
    quiet: Quiet = False,
) -> None:
    """Show who says how many, side by side: whose number, of what, over which days; and how many are known by name.

    There is no single number: different lists count different people. Below the table stands which numbers can be
    compared.
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
                out.say(out.gettext("No claim gives a number."))
            case _:
                out.table(COUNTS, [_row(row) for row in found.rows])
                out.say(out.gettext(BY_NAME), style="dim")
                _print_comparisons(found, out)
                print_conventions([row.count.claim for row in found.rows], file, out)
        named = {row.count.claim for row in file.counts(by=by, names=False).rows} if said else set[str]()
        note_as_of(out, said=said, known=known, by=by, maybe=file.sift(named, said=said, by=by).maybe)


def _row(row: CountRow) -> list[Cell]:
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
