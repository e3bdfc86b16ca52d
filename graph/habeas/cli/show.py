"""One thing with its sources, and the history: `show` and `history`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Annotated

import typer

from habeas.casefile.case_reader import CaseReader
from habeas.casefile.proving import proofs_of
from habeas.casefile.results import Line, Sheet
from habeas.cli.options import (
    CaseFolder,
    FormatOption,
    KnownOption,
    LangOption,
    QuietOption,
    SaidOption,
    SpeakerOption,
    argument,
    opened,
)
from habeas.cli.output import Out, as_records, note_as_of
from habeas.cli.proofs import print_proofs
from habeas.model.translate import label_in
from habeas.model.values import Assertion, Status
from habeas.vocab import KINDS, PROPERTIES, Origin

LINE_COLUMNS = (
    "claim_id",
    "subject",
    "relation",
    "object",
    "when",
    "speaker",
    "chain",
    "source",
    "passage",
    "quote",
    "said",
    "status",
    "assertion",
    "modality",
    "polarity",
    "hedge",
    "credibility",
    "reason",
)
HISTORY_COLUMNS = ("n", "at", "by", "op", "subject", "sentence", "reason")
ONLY_SAID, ENDED = "Said, not stated as fact", "Withdrawn or superseded"


def show(
    case: CaseFolder,
    name: Annotated[str, argument("NAME", "A name, a label, or the id of a claim.")],
    *,
    all_: Annotated[bool, typer.Option("--all", help="Include claims that were withdrawn or superseded.")] = False,
    said: SaidOption = "",
    known: KnownOption = "",
    by: SpeakerOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Show all about one person, place, organization, document or claim, each line with its source.

    What is only said (accusations, denials, opinions, demands) stands apart from what is stated as fact.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case, CaseReader, known=known) as file:
        sheet = file.show(name, lang=out.lang)
        sift = file.sift((line.claim_id for line in sheet.lines), said=said, by=by)
    sheet = replace(sheet, lines=tuple(line for line in sheet.lines if line.claim_id in sift.kept))
    if not all_ and not sheet.ref.startswith("claim:"):
        sheet = replace(sheet, lines=tuple(line for line in sheet.lines if line.status == Status.LIVE))
    match out.format:
        case "json":
            out.json(asdict(sheet))
        case "csv":
            out.table(LINE_COLUMNS, [[getattr(line, column) for column in LINE_COLUMNS] for line in sheet.lines])
        case _:
            print_sheet(sheet, out)
    note_as_of(out, said=said, known=known, by=by, maybe=sift.maybe)


def print_sheet(sheet: Sheet, out: Out) -> None:
    """A sheet for a person to read."""
    out.say(f"{sheet.title}  {sheet.ref}", style="bold")
    facts = [("also", ", ".join(sheet.also))] if sheet.also else []
    for name, value in (*facts, *sheet.facts):
        out.say(f"{name}: {value}", indent=2)
    if sheet.note:
        out.say(sheet.note, indent=2)
    live = [line for line in sheet.lines if line.status == Status.LIVE]
    _block("", [line for line in live if line.assertion == Assertion.ASSERTED], sheet, out)
    _block(ONLY_SAID, [line for line in live if line.assertion != Assertion.ASSERTED], sheet, out)
    _block(ENDED, [line for line in sheet.lines if line.status != Status.LIVE], sheet, out)
    if not sheet.lines:
        out.say(out.gettext("No claim mentions it."))


def _block(title: str, lines: Sequence[Line], sheet: Sheet, out: Out) -> None:
    if lines and title:
        out.say()
        out.say(out.gettext(title), style="bold")
    for topic, found in _by_topic(lines, sheet, out).items():
        out.say()
        out.say(topic, style="underline", indent=2 if title else 0)
        for line in found:
            print_line(line, out, indent=4 if title else 2)


def _by_topic(lines: Iterable[Line], sheet: Sheet, out: Out) -> dict[str, list[Line]]:
    topics: dict[str, list[Line]] = {}
    for line in lines:
        topics.setdefault(_topic(line, sheet, out), []).append(line)
    return topics


def _topic(line: Line, sheet: Sheet, out: Out) -> str:
    own = line.subject.partition(":")[0]
    if sheet.kind not in {"doc", "claim"} and not {sheet.ref, *sheet.names} & {*line.about}:
        if line.speaker == sheet.title:
            return out.gettext("said by %(speaker)s", speaker=sheet.title)
        own = "accusation"
    kind = KINDS[own if KINDS[own].origin is Origin.CLAIMED else PROPERTIES[line.relation].makes or own]
    return label_in(kind, out.lang)


def print_line(line: Line, out: Out, *, indent: int = 2) -> None:
    """One claim: what it says, then who says so, where, when, and how sure."""
    out.say(line.sentence, indent=indent)
    how = [line.modality if line.modality != "reported-fact" else "", line.hedge, line.credibility]
    when = line.when if line.when not in line.sentence else ""
    parts = [
        when,
        out.gettext("says %(speaker)s", speaker=line.speaker),
        f"{line.source}{f', {line.passage}' if line.passage else ''}",
        *(f"{out.gettext(label)} {value}" for label, value in line.more),
        *how,
    ]
    out.say(" · ".join(["claim " + line.claim_id, *(part for part in parts if part)]), style="dim", indent=indent + 2)
    if line.quote:
        out.say(f"“{line.quote}”", style="italic", indent=indent + 2)
    if line.status != Status.LIVE:
        out.say(f"{line.status}: {line.reason}", indent=indent + 2)


def history(
    case: CaseFolder,
    name: Annotated[str, argument("NAME", "Only this person, place or claim.")] = "",
    *,
    known: KnownOption = "",
    lang: LangOption = "",
    form: FormatOption = "",
    quiet: QuietOption = False,
) -> None:
    """Show what was recorded, described, superseded or withdrawn, when and by whom, oldest first."""
    out = Out.of(form, lang=lang, quiet=quiet)
    with opened(case, CaseReader, known=known) as file:
        lines = list(file.history(name, lang=out.lang))
    if out.format == "json":
        out.json(as_records(lines, HISTORY_COLUMNS))
    elif out.format == "csv":
        out.table(HISTORY_COLUMNS, [[getattr(line, column) for column in HISTORY_COLUMNS] for line in lines])
    else:
        for line in lines:
            out.say(f"{line.n}  {line.at}  {line.by}  {line.op}  {line.subject}", style="dim")
            out.say(line.sentence + (f" (reason: {line.reason})" if line.reason else ""), indent=4)
        if not (name or known):
            print_proofs(proofs_of(case), out)
