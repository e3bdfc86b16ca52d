"""Where claims clash, and what was decided about it: `check` and `decide`."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any, Final

import typer

from habeas.casefile.case_reader import CaseReader
from habeas.cli.options import (
    CaseFolder,
    FormatOption,
    KnownOption,
    LangOption,
    QuietOption,
    ReasonOption,
    RecorderOption,
    SaidOption,
    SpeakerOption,
    argument,
    opened,
    option,
)
from habeas.cli.output import Out, TableCell, note_as_of, print_conventions
from habeas.errors import BadChoice
from habeas.model.findings import Decided, Finding, Severity

RuleOption = Annotated[list[str] | None, option("--rule", "CODE", "Only this check, such as C05; repeat for more.")]
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
HEADINGS: Final = {
    Severity.HARD: "Cannot both hold",
    Severity.SOFT: "Doubtful",
    Severity.INFO: "To compare",
}


def check(
    case: CaseFolder,
    *,
    rule: RuleOption = None,
    said: SaidOption = "",
    known: KnownOption = "",
    by: SpeakerOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Look for contradictions, doubtful dates and statements that stand alone; each is put as a question.

    Each comes with its claims and its key. Exit status 1 when claims contradict each other and nobody has decided on
    it. `habeas decide` records a decision.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case, CaseReader, known=known) as file:
        found = file.findings(rules=rule or (), said=said, by=by, lang=out.lang)
        match out.format:
            case "json":
                out.json([_plain(one) for one in found])
            case "csv":
                out.table(FINDINGS, [_cells(one) for one in found])
            case _:
                _print_findings(found, out)
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


def _cells(one: Finding) -> list[TableCell]:
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


def _print_findings(found: Sequence[Finding], out: Out) -> None:
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
    case: CaseFolder,
    finding: Annotated[str, argument("[FINDING]", "Its key, as `habeas check` prints it.")] = "",
    decision: Annotated[str, argument("[DECISION]", "explained, prefer, false-alarm or open.")] = "",
    *,
    claim: Annotated[str, option("--claim", "ID", "The claim to prefer.")] = "",
    reason: ReasonOption = "",
    by: RecorderOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Decide on a finding. Without one, list the decisions, also those whose finding is gone.

    habeas decide CASE C05-7522685c94 prefer --claim N052 --reason "the register was seen"

    No claim is changed, and every answer still gives both sides. `open` opens the finding again.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    if not finding:
        with opened(case, CaseReader) as file:
            _list(file, out)
        return
    if not decision:
        raise BadChoice(why="the decision is missing", next=f"habeas decide CASE {finding} explained --reason WORDS")
    with opened(case, CaseReader, write=True) as file:
        made = file.decide(finding, decision, reason=reason, claim=claim, by=by or out.recorder)
    out.note(f"{made.key}: {_made(made)}")


def _list(file: CaseReader, out: Out) -> None:
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


def _line(one: Decided, state: str) -> list[TableCell]:
    return [one.key, one.decision, one.preferred, one.reason, one.by, one.at[:10], " ".join(one.claims), state]
