"""Which names mean the same: `judge` records what a person judges, takes it back, and proposes what might be judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from habeas.casefile.case_file import CaseFile
from habeas.cli.options import (
    CaseFolder,
    FormatOption,
    LangOption,
    QuietOption,
    ReasonOption,
    RecorderOption,
    argument,
    opened,
    option,
)
from habeas.cli.output import Out
from habeas.errors import BadChoice
from habeas.identity.clusters import Clash, Judgement, Verdict
from habeas.identity.matching.proposal import MatchReason as Why
from habeas.identity.matching.proposal import Proposal, Proposals

COLUMNS = ("verdict", "a", "b", "worth", "for", "against", "claims")
JUDGED = ("number", "at", "by", "verdict", "a", "b", "reason", "claims", "against", "taken_back")
HEADINGS = {
    Verdict.SAME: "Probably the same",
    Verdict.UNSURE: "Open",
    Verdict.DIFFERENT: "Probably different",
}

NameArgument = Annotated[str, argument("[NAME]", "A name, or a label.")]
ClaimsOption = Annotated[list[str] | None, option("--claim", "ID", "A claim that speaks for it; repeat for more.")]
AgainstOption = Annotated[
    list[str] | None, option("--against", "ID", "A claim that speaks against it; repeat for more.")
]
AsOption = Annotated[str, option("--as", "NAME", "The name that stands for both.")]
TakeBackOption = Annotated[bool, typer.Option("--take-back", help="Take the judgement back.")]
KindOption = Annotated[str, option("--kind", "KIND", "Propose only person, org, facility, place or event.")]
LimitOption = Annotated[int, typer.Option("--limit", metavar="N", help="How many proposals; 0 for all.")]


def judge(
    case: CaseFolder,
    a: NameArgument = "",
    b: NameArgument = "",
    verdict: Annotated[str, argument("[VERDICT]", "same, different or unsure.")] = "",
    *,
    reason: ReasonOption = "",
    take_back: TakeBackOption = False,
    claim: ClaimsOption = None,
    against: AgainstOption = None,
    as_: AsOption = "",
    kind: KindOption = "",
    limit: LimitOption = 20,
    by: RecorderOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Judge whether two names mean the same. Without names, list the judgements and propose what to judge next.

    habeas judge CASE person:j-perez person:juan-perez same --reason "same mother, same prison"

    Nothing is merged: every claim stays with the name it was written with, and --take-back restores what was.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    if not a:
        with opened(case, CaseFile) as file:
            _list(file, out, kind=kind, limit=limit)
        return
    if not b or not (verdict or take_back):
        raise BadChoice(
            why="two names and a verdict are needed", next="habeas judge CASE NAME NAME same --reason WORDS"
        )
    with opened(case, CaseFile, write=True) as file:
        if take_back:
            for gone in file.take_back(a, b, verdict=verdict, reason=reason, by=by or out.recorder):
                out.note(f"taken back: {_sentence(gone, file, out.lang)}")
            return
        made = file.judge(
            a, b, verdict, reason=reason, by=by or out.recorder, claims=claim or (), against=against or (), stands=as_
        )
        out.note(_sentence(made, file, out.lang))
        clashes = [clash for clash in file.clusters().clashes if made in (*clash.same, *clash.different)]
        _print_clashes(clashes, file, out)
    if clashes:
        raise typer.Exit(1)


def _list(file: CaseFile, out: Out, *, kind: str, limit: int) -> None:
    found = file.proposals(kind=kind, limit=limit)
    if out.format == "table":
        _print(found, file, out)
    elif out.format == "json":
        out.json(
            {
                "judgements": [_judgement_as_plain(j) for j in file.judgements()],
                "proposals": [_proposal_as_plain(p, file, out.lang) for p in found.found],
            }
        )
    else:
        rows = [
            [p.verdict.value, str(p.a), str(p.b), p.worth, *_texts(p, file, out.lang), " ".join(p.claims)]
            for p in found.found
        ]
        out.table(COLUMNS, rows)


def _judgement_as_plain(judgement: Judgement) -> dict[str, object]:
    back = judgement.taken_back
    told = {"at": back.at, "by": back.by, "reason": back.reason} if back else None
    plain = {name: getattr(judgement, name) for name in JUDGED}
    return plain | {
        "a": str(judgement.a),
        "b": str(judgement.b),
        "verdict": judgement.verdict.value,
        "taken_back": told,
    }


def _proposal_as_plain(proposal: Proposal, file: CaseFile, lang: str) -> dict[str, object]:
    speaks_for, against = _texts(proposal, file, lang)
    return {
        "verdict": proposal.verdict.value,
        "a": str(proposal.a),
        "b": str(proposal.b),
        "worth": proposal.worth,
        "for": speaks_for,
        "against": against,
        "claims": list(proposal.claims),
    }


def _texts(proposal: Proposal, file: CaseFile, lang: str) -> tuple[str, str]:
    labels = {ref: file.label(ref, lang) for ref in proposal.names}
    return (
        "; ".join(why.words(labels, lang) for why in proposal.speaks_for),
        "; ".join(why.words(labels, lang) for why in proposal.against),
    )


def _sentence(judgement: Judgement, file: CaseFile, lang: str) -> str:
    a, b = (f"{file.label(ref, lang)} ({ref})" for ref in (judgement.a, judgement.b))
    return f"{a} – {b}: {judgement.verdict} ({judgement.by}, {judgement.at[:10]}: {judgement.reason})"


def _print(found: Proposals, file: CaseFile, out: Out) -> None:
    standing = [judgement for judgement in file.judgements() if judgement.taken_back is None]
    if standing:
        out.say(out.gettext("Judged"), style="bold")
    for judgement in standing:
        out.say(_sentence(judgement, file, out.lang), indent=2)
    _print_clashes(file.clusters().clashes, file, out)
    for verdict in Verdict.SAME, Verdict.UNSURE, Verdict.DIFFERENT:
        proposals = [proposal for proposal in found.found if proposal.verdict is verdict]
        if proposals:
            out.say()
            out.say(out.gettext(HEADINGS[verdict]), style="bold")
        for proposal in proposals:
            _print_proposal(proposal, file, out)
    if not found.found:
        out.say(out.gettext("No two names look alike that have not been judged."))
    out.note(f"{len(found.found)} of {found.alike} pairs of names that look alike are shown. This list merges nothing.")
    for left in found.left_out:
        out.note(f"not compared: {left}")


def _print_proposal(proposal: Proposal, file: CaseFile, out: Out) -> None:
    labels = {ref: file.label(ref, out.lang) for ref in proposal.names}
    out.say(f"{labels[proposal.a]} ({proposal.a}) – {labels[proposal.b]} ({proposal.b})", indent=2)
    sides = (out.gettext("for"), proposal.speaks_for), (out.gettext("against"), proposal.against)
    for side, reasons in sides:
        for why in reasons:
            out.say(f"{side}: {why.words(labels, out.lang)}{_claims(why)}", style="dim", indent=4)


def _claims(why: Why) -> str:
    return f" [{', '.join(why.claims)}]" if why.claims else ""


def _print_clashes(clashes: Sequence[Clash], file: CaseFile, out: Out) -> None:
    for clash in clashes:
        out.say()
        out.say(out.gettext("These judgements clash, so none of them counts"), style="bold")
        for judgement in (*clash.different, *clash.same):
            out.say(_sentence(judgement, file, out.lang), indent=2)
