"""A list as a form in the browser has it: what was answered so far, and what the list would become, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from habeas.casefile.case_file import CaseFile
from habeas.casefile.list_service import ListDraft
from habeas.drafts.answers import Settled, meaning_named, one_of, with_dates
from habeas.drafts.editions import EditionChanges
from habeas.drafts.mapping import HABITS, ListMapping, ListStanding
from habeas.drafts.meanings import (
    ALIAS,
    ARREST_PLACE,
    ARRESTED,
    ARRESTED_BY,
    FREED,
    GIVEN,
    HELD_AT,
    NAME,
    NOTHING,
    STATE,
    SURNAME,
    relations,
)
from habeas.drafts.rows import column_places
from habeas.drafts.sentences import changed_phrase, meaning_label
from habeas.errors import BadChoice
from habeas.formats.read.tables.files import table_of
from habeas.formats.table import cell_text
from habeas.model.load_report import LoadReport, Refusal
from habeas.model.text import fold
from habeas.model.values import Ref
from habeas.storage.names import labels_of

MOST: Final = 50
"""So many changes, cells and alike names are shown."""
OFTEN: Final = (NAME, GIVEN, SURNAME, ALIAS, ARRESTED, ARRESTED_BY, ARREST_PLACE, HELD_AT, STATE, FREED, NOTHING)
COLUMN: Final = "column-"


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column: its field, its title, an example, what it says, and in which order its days are written."""

    field: str
    title: str
    example: str
    meaning: str
    days: str


@dataclass(frozen=True, slots=True)
class ShownChanges:
    """What is otherwise than in the edition before: names, and for who changed what changed."""

    before: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownList:
    """A list before it is recorded. `typed` are the fields with their values; `document` is the edition's name,
    `of` the sheet and header that its columns are of."""

    file: str
    rows: int
    sheets: tuple[str, ...]
    typed: Mapping[str, str]
    columns: tuple[ShownColumn, ...]
    sentences: tuple[str, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...]
    refused: tuple[Refusal, ...]
    changes: ShownChanges | None
    alike: tuple[tuple[str, str, str], ...]
    document: str
    again: bool
    of: str


def look_at_list(case: CaseFile, name: str, content: bytes, typed: Mapping[str, str], lang: str) -> ShownList:
    """What a list would become with these answers. Raises BadFile, BadChoice."""
    return _shown(case, _draft(case, name, content, typed), typed, lang)


def record_shown_list(
    case: CaseFile, name: str, content: bytes, typed: Mapping[str, str], by: str
) -> tuple[Ref, LoadReport]:
    """Record it; the document that it became, and what was recorded and refused. Raises BadFile, BadChoice."""
    draft = _draft(case, name, content, typed)
    report = case.record_list(draft, by=by)
    assert draft.edition is not None  # noqa: S101 it was recorded
    return Ref("doc", draft.edition.slug), report


def _draft(case: CaseFile, name: str, content: bytes, typed: Mapping[str, str]) -> ListDraft:
    table = table_of(content, name)
    told = Settled({}, [], "", typed.get("header", ""))
    proposed, _ = case.propose_mapping(table, sheet=typed.get("sheet", ""), header=told.header_rows())
    return case.draft_list(table, content, _answered(proposed, typed))


def _answered(mapping: ListMapping, typed: Mapping[str, str]) -> ListMapping:
    """The mapping with what was answered; a field that was not sent leaves the proposal."""
    means = one_of(typed.get("means", ""), ListStanding, "means")
    mapping = replace(
        mapping,
        publisher=typed.get("publisher", mapping.publisher).strip(),
        date=typed.get("date", mapping.date).strip(),
        title=typed.get("title", mapping.title).strip(),
        standing=ListStanding(means) if means else mapping.standing,
    )
    here = _sheet_of({"sheet": mapping.sheet, **typed}) == typed.get("of", "")
    columns = (
        replace(column, meaning=meaning_named(typed[field])) if here and (field := f"{COLUMN}{n}") in typed else column
        for n, column in enumerate(mapping.columns, start=1)
    )
    mapping = replace(mapping, columns=tuple(columns))
    days = one_of(typed.get("dates", ""), HABITS, "dates")
    return with_dates(mapping, days) if days else mapping


def _sheet_of(typed: Mapping[str, str]) -> str:
    """Which sheet and header the columns of a form are of: answers about others say nothing of these."""
    return f"{typed.get('sheet', '')}|{typed.get('header', '')}"


def _shown(case: CaseFile, draft: ListDraft, typed: Mapping[str, str], lang: str) -> ShownList:
    mapping = draft.mapping
    values = {"publisher": mapping.publisher, "date": mapping.date, "title": mapping.title}
    values |= {"means": mapping.standing.value, "header": typed.get("header", ""), "sheet": mapping.sheet}
    return ShownList(
        file=draft.file,
        rows=len(draft.layout.rows),
        sheets=tuple(sheet.name for sheet in draft.table.visible if sheet.name),
        typed={**values, "dates": typed.get("dates", "")},
        columns=tuple(_columns(draft)),
        sentences=tuple(draft.sentences(lang)),
        missing=tuple(remark.words(lang) for remark in draft.missing.values()),
        remarks=tuple(remark.words(lang) for remark in draft.remarks),
        refused=tuple(draft.read.refused[:MOST]),
        changes=_changes(draft, draft.changes, lang) if draft.changes else None,
        alike=tuple(_alike(case, draft, lang)),
        document=f"doc:{draft.edition.slug}" if draft.edition else "",
        again=draft.again,
        of=_sheet_of(values),
    )


def _columns(draft: ListDraft) -> list[ShownColumn]:
    found = []
    for n, (title, column) in enumerate(column_places(draft.layout).items(), start=1):
        told = draft.mapping.column(title)
        cells = (cell_text(draft.sheet.cell(row, column)) for row in draft.layout.rows)
        example = next(filter(None, cells), "")[:60]
        days = HABITS[told.days] if told and told.days else ""
        found.append(ShownColumn(f"{COLUMN}{n}", title, example, told.meaning if told else NOTHING, days))
    return found


def _changes(draft: ListDraft, changes: EditionChanges, lang: str) -> ShownChanges:
    changed = (
        (each.row.name, "; ".join(changed_phrase(cell, lang) for cell in each.cells)) for each in changes.changed
    )
    return ShownChanges(
        before=draft.edition.before if draft.edition else "",
        new=tuple(row.name for row in changes.new),
        gone=tuple(row.name for row in changes.gone),
        changed=tuple(changed),
        same=changes.same,
    )


def _alike(case: CaseFile, draft: ListDraft, lang: str) -> list[tuple[str, str, str]]:
    """Name on the list, name in the case, and why they may be one."""
    if draft.edition is None:
        return []
    names = {Ref.parse(draft.edition.people[row.number]): row.name for row in draft.edition.rows}
    found = []
    for proposal in case.list_proposals(draft, MOST):
        others = labels_of(case.views.index, [ref for ref in proposal.names if ref not in names], lang)
        labels = {**others, **names}
        fresh = proposal.a if case.views.index.entity(str(proposal.a)) is None else proposal.b
        known = proposal.b if fresh == proposal.a else proposal.a
        why = "; ".join(reason.words(labels, lang) for reason in proposal.reasons)
        found.append((labels[fresh], str(known), why))
    return found


def meaning_choices(lang: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What a column may say, each with its label: what lists often have, and everything else."""
    rest = sorted(set(relations()) - set(OFTEN), key=lambda word: fold(meaning_label(word, lang)))
    return [(word, meaning_label(word, lang)) for word in OFTEN], [(word, meaning_label(word, lang)) for word in rest]


def require_upload(content: bytes) -> None:
    """Raise BadChoice where no file was chosen."""
    if not content:
        raise BadChoice(where="file", why="no list was chosen", next="Choose a file: .csv, .xlsx, .ods or .html.")
