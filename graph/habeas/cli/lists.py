"""Lists into a case: what the columns mean, shown as sentences and asked about; nothing is recorded without a yes.

A mapping is saved beside the list with `--save`, and always kept with the edition in the case, so that the next one
needs no questions: its columns are known, and what changed is told before it is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from habeas.casefile.case_file import CaseFile
from habeas.casefile.list_editions import csvw_bytes, read_mapping
from habeas.casefile.list_service import ListDraft
from habeas.cli.list_view import show_columns, show_draft, told_of
from habeas.cli.load_reports import print_load_reports
from habeas.cli.options import (
    CaseFolder,
    FormatOption,
    LangOption,
    QuietOption,
    RecorderOption,
    argument,
    opened,
    option,
)
from habeas.cli.output import Out
from habeas.cli.progress import progress
from habeas.drafts.answers import Settled, meaning_named, one_of, title_of, with_dates
from habeas.drafts.mapping import ENDING, HABITS, ListMapping, ListStanding
from habeas.drafts.meanings import (
    ARREST_PLACE,
    ARRESTED,
    ARRESTED_BY,
    GIVEN,
    HELD_AT,
    NAME,
    NOTHING,
    SURNAME,
)
from habeas.errors import BadChoice, BadFile, HabeasError
from habeas.formats.read.tables.files import read_table
from habeas.formats.table import TableFile
from habeas.model.load_report import LoadReport, Refusal
from habeas.storage.atomic import write_atomic

NO_MAPPING: Final = "nobody has said yet what the columns of this list mean"
QUESTIONS: Final[Mapping[str, str]] = {
    "publisher": "Who publishes this list?",
    "date": "Of which day is it (2025-12-15)?",
    "dates": "In which order are its days written: dmy or mdy?",
    "column": "Which column has the names (its number)?",
    "header": "Which row is the header (its number)?",
}
EXAMPLES: Final = (NAME, GIVEN, SURNAME, ARRESTED, ARREST_PLACE, ARRESTED_BY, HELD_AT, NOTHING)
Option = dict[str, Any]


def list_(
    case: CaseFolder,
    file: Annotated[Path, argument("FILE", "The list: .csv, .tsv, .xlsx, .xls, .ods, a saved page (.html) or a .pdf.")],
    *,
    publisher: Annotated[str, option("--publisher", "NAME", "Who publishes the list.")] = "",
    date: Annotated[str, option("--date", "DATE", "The day of this edition.")] = "",
    title: Annotated[str, option("--title", "WORDS", "The title of the list.")] = "",
    means: Annotated[str, option("--means", "WORD", "What being on it means: held, released, dead, nothing.")] = "",
    column: Annotated[
        list[str] | None, option("--column", "TITLE=WORD", "What a column says; repeat for more.")
    ] = None,
    dates: Annotated[str, option("--dates", "ORDER", "The order of days in digits: dmy, mdy or ymd.")] = "",
    sheet: Annotated[str, option("--sheet", "NAME", "The sheet of the workbook.")] = "",
    header: Annotated[str, option("--header", "ROWS", "The header: 3, or 3-4 for two rows, or 0 for none.")] = "",
    encoding: Annotated[str, option("--encoding", "NAME", "The letters of a text file, such as windows-1252.")] = "",
    delimiter: Annotated[str, option("--delimiter", "SIGN", "What stands between cells of a text file.")] = "",
    series: Annotated[str, option("--series", "NAME", "The list of which this is an edition.")] = "",
    sensitivity: Annotated[str, option("--sensitivity", "CODE", "public, restricted or sealed.")] = "",
    mapping: Annotated[Path | None, option("--mapping", "FILE", "A saved mapping (CSVW).")] = None,
    save: Annotated[bool, typer.Option("--save", help=f"Save the mapping beside the list, as FILE{ENDING}.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be recorded.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Record without asking, where the mapping is saved.")] = False,
    by: RecorderOption = "",
    form: FormatOption = "",
    lang: LangOption = "",
    quiet: QuietOption = False,
) -> None:
    """Record a list of people: each row as claims that lead back to their cells.

    What the columns mean is guessed, shown on the first rows as sentences, and asked about. Answer c to change a
    column. The next edition of the same list is compared with the one before; what changed is shown first. Exit status
    1 when something was refused.
    """
    out = Out.of(form, lang=lang, quiet=quiet)
    given = {"publisher": publisher, "date": date, "title": title, "standing": one_of(means, ListStanding, "--means")}
    given |= {"sheet": sheet, "series": series, "sensitivity": sensitivity}
    settled = Settled(given, column or [], one_of(dates, HABITS, "--dates"), header)
    with opened(case, CaseFile, write=not dry_run) as file_:
        asking = _Asking(file_, *read_table(file, encoding=encoding, delimiter=delimiter), settled, out)
        draft = asking.first(_saved(file, mapping))
        report = None if dry_run else asking.settle(draft, yes=yes, by=by)
        if save:
            write_atomic(Path(f"{file}{ENDING}"), csvw_bytes(asking.mapping, file.name))
        if report is None:
            out.json(told_of(draft, out.lang)) if out.format == "json" else show_draft(file_, draft, out)
    if report is not None:
        print_load_reports([report], out)


def load_list(case: CaseFile, path: Path, out: Out, *, yes: bool, by: str) -> LoadReport:
    """Record a list whose mapping is saved, beside it or in the case."""
    try:
        table, content = read_table(path)
        asking = _Asking(case, table, content, Settled({}, [], "", ""), out)
        draft = asking.first(_saved(path, None))
        if not asking.known:
            raise BadFile(where=str(path), why=NO_MAPPING, next=f"`habeas list {case.folder} {path}` shows and asks.")
        return asking.settle(draft, yes=yes, by=by)
    except HabeasError as error:
        return LoadReport(
            file=str(path), refused=(Refusal(where=error.where or str(path), why=error.why, next=error.next),)
        )


def _saved(file: Path, mapping: Path | None) -> ListMapping | None:
    """The mapping given, or the one that lies beside the list."""
    beside = Path(f"{file}{ENDING}")
    found = mapping or (beside if beside.is_file() else None)
    return read_mapping(found) if found else None


class _Asking:
    """One list, from the first guess to what was recorded. `known`: its mapping was saved, not guessed."""

    def __init__(self, case: CaseFile, table: TableFile, content: bytes, settled: Settled, out: Out) -> None:
        self.case, self.table, self.content, self.settled, self.out = case, table, content, settled, out
        self.known = False
        self.mapping = ListMapping()

    def first(self, saved: ListMapping | None) -> ListDraft:
        """The draft as far as it is known before anybody is asked."""
        sheet = self.settled.given.get("sheet", "")
        proposed, kept = self.case.propose_mapping(
            self.table, sheet=sheet, header=self.settled.header_rows(), saved=saved
        )
        self.known = kept
        self.mapping = self.settled.apply(proposed)
        return self._draft()

    def _draft(self) -> ListDraft:
        return self.case.draft_list(self.table, self.content, self.mapping)

    def settle(self, draft: ListDraft, *, yes: bool, by: str) -> LoadReport:
        """Ask what is missing, show, ask whether to record, and record."""
        if yes and not self.known:
            advice = "Run it without --yes and look at what it makes of the list; --save keeps the answers."
            raise BadChoice(where="--yes", why=NO_MAPPING, next=advice)
        while draft.missing:
            if yes:
                raise BadChoice(where=self.table.name, why="this list cannot be recorded yet", next=_next(draft))
            if "column" in draft.missing:
                show_columns(draft, self.out)
            key, remark = next(iter(draft.missing.items()))
            self._ask_for(key, remark.words(self.out.lang))
            draft = self._draft()
        show_draft(self.case, draft, self.out, brief=yes)
        while not yes and (answer := self._answer()) != "y":
            if answer == "n":
                raise BadChoice(
                    where=self.table.name, why="nothing was recorded", next="Run it again when it is right."
                )
            self._change()
            draft = self._draft()
            show_draft(self.case, draft, self.out)
        with progress(self.out, f"recording {draft.file}", "claims") as done:
            return self.case.record_list(draft, by=by or self.out.recorder, progress=done)

    # -- questions

    def _answer(self) -> str:
        say = self.out.gettext
        found = self._prompt(say("Record this? y: yes, n: no, c: change a column"), "n").strip().lower()[:1]
        return found if found in {"y", "c"} else "y" if found == "s" else "n"

    def _prompt(self, question: str, default: str = "") -> str:
        try:
            return str(typer.prompt(question, default=default, err=True, show_default=bool(default), prompt_suffix=" "))
        except (typer.Abort, EOFError):
            advice = "Answer the questions, or give the answers as options; a saved mapping is recorded with --yes."
            raise BadChoice(
                where=self.table.name, why="nobody said yes, so nothing was recorded", next=advice
            ) from None

    def _ask_for(self, key: str, told: str) -> None:
        if key not in QUESTIONS:
            raise BadChoice(where=self.table.name, why=told)
        self.out.warn(told)
        answer = self._prompt(self.out.gettext(QUESTIONS[key])).strip()
        if not answer:
            raise BadChoice(where=self.table.name, why="nothing was recorded", next=told)
        changes: Mapping[str, Callable[[], ListMapping]] = {
            "publisher": lambda: replace(self.mapping, publisher=answer),
            "date": lambda: replace(self.mapping, date=answer),
            "dates": lambda: with_dates(self.mapping, one_of(answer, HABITS, "--dates")),
            "column": lambda: self.mapping.with_meaning(title_of(answer, self.mapping), "name"),
            "header": lambda: self._with_header(answer),
        }
        self.mapping = changes[key]()

    def _with_header(self, answer: str) -> ListMapping:
        self.settled.header = answer
        proposed, _ = self.case.propose_mapping(self.table, sheet=self.mapping.sheet, header=self.settled.header_rows())
        return self.settled.apply(
            replace(proposed, publisher=self.mapping.publisher, date=self.mapping.date or proposed.date)
        )

    def _change(self) -> None:
        """One column says something else."""
        say = self.out.gettext
        title = title_of(self._prompt(say("Which column (its number)?")), self.mapping)
        example = "For example: %(words)s; `habeas words` lists every relation."
        self.out.warn(say(example, words=", ".join(EXAMPLES)))
        self.mapping = self.mapping.with_meaning(title, meaning_named(self._prompt(say("What does it say?"))))


def _next(draft: ListDraft) -> str:
    return " ".join(f"{remark.words()} (--{key})" for key, remark in draft.missing.items())
