"""Lists in an open case: what a file would become, for a person to look at; and then the recording of it.

An edition of a list is a document. It is compared with the edition before it, which is read again from its kept text
with the mapping that was kept with it; its people keep the names they have in the case. Nobody is taken to be somebody
of the case because the names are alike: that is proposed, with reasons, and judged by a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from habeas.casefile.list_editions import FITS, IN_NOTE, NOTE, PastEdition, PastEditions, csvw_bytes, fit
from habeas.casefile.list_people import OtherNames, PersonNames, proposals_for
from habeas.casefile.loading import Intake
from habeas.casefile.open_case import OpenCase
from habeas.dates.edtf import parse
from habeas.dates.format import in_words
from habeas.drafts.cells import CellContext
from habeas.drafts.editions import EditionChanges, compare_editions
from habeas.drafts.forms import ListEdition, documents
from habeas.drafts.guess import guess_mapping
from habeas.drafts.layout import Layout, find_layout
from habeas.drafts.mapping import ListMapping
from habeas.drafts.meanings import NOTHING, plain
from habeas.drafts.remarks import Remark, missing_parts, remarks_on
from habeas.drafts.rows import ListRow, ReadRows, read_rows
from habeas.drafts.sentences import row_sentence
from habeas.errors import BadChoice, BadFile, with_options
from habeas.formats.read.form import FormReader
from habeas.formats.read.raw import Batch, lined
from habeas.formats.read.tables.files import ending_of, media_type
from habeas.formats.table import TableFile, TableSheet, TableText
from habeas.identity.matching.proposal import Proposal
from habeas.model.load_report import LoadReport
from habeas.model.translate import translator_for
from habeas.model.values import Ref, slug_of
from habeas.storage.journal.line import ProgressCallback
from habeas.vocab import KINDS

SHOWN: Final = 5
"""So many rows are shown as sentences."""


@dataclass(frozen=True, slots=True)
class ListDraft:
    """What a list would become. `missing` is what must be settled before, by the option that says it;
    `remarks` are what a reader of the file might not see; `known` are names of the case that the list uses."""

    file: str
    table: TableFile
    original: bytes
    sheet: TableSheet
    layout: Layout
    mapping: ListMapping
    read: ReadRows
    missing: dict[str, Remark]
    remarks: tuple[Remark, ...]
    edition: ListEdition | None = None
    publisher: str = ""
    known: tuple[tuple[str, str], ...] = ()
    again: bool = False

    def sentences(self, lang: str = "en", most: int = SHOWN) -> list[str]:
        """The first rows as sentences."""
        mapping = self.mapping
        show = partial(row_sentence, publisher=self.publisher, day=mapping.date, standing=mapping.standing, lang=lang)
        return [show(row) for row in self.read.rows[:most]]

    @property
    def changes(self) -> EditionChanges | None:
        """What is otherwise than in the edition before; None for the first."""
        return self.edition.changes if self.edition else None


class Listing(OpenCase):
    """What a case file offers on lists."""

    def propose_mapping(
        self,
        table: TableFile,
        *,
        sheet: str = "",
        header: tuple[int, ...] | None = None,
        saved: ListMapping | None = None,
    ) -> tuple[ListMapping, bool]:
        """What the columns of a table seem to mean, and whether somebody said so before.

        By the mapping that is given, or one that the case keeps and whose columns fit; else guessed from headers and
        cells. Raises BadFile.
        """
        chosen = chosen_sheet(table, sheet or (saved.sheet if saved and _has_sheet(table, saved.sheet) else ""))
        layout = find_layout(chosen, header, self.settings.conventions)
        if saved and header is None and fit(saved, own := find_layout(chosen, saved.header)) >= fit(saved, layout):
            layout = own
        guess = guess_mapping(table, chosen, layout)
        kept = [saved] if saved else PastEditions(self.views, self.folder).mappings()
        worth, best = max(((fit(one, layout), one) for one in kept), key=lambda found: found[0], default=(0.0, guess))
        if not saved and worth < FITS:
            return guess, False
        columns = tuple(best.column(c.title) or replace(c, meaning=NOTHING, days="") for c in guess.columns)
        here = {plain(column.title) for column in columns}
        absent = tuple(c for c in best.columns if c.meaning != NOTHING and plain(c.title) not in here)
        told = replace(
            best,
            columns=(*columns, *absent),
            header=guess.header,
            sheet=guess.sheet,
            encoding=guess.encoding,
            delimiter=guess.delimiter,
            title=guess.title or best.title,
            date=(saved.date if saved else "") or guess.date,
        )
        return told, True

    def draft_list(self, table: TableFile, original: bytes, mapping: ListMapping) -> ListDraft:
        """What recording a table with a mapping would do. Raises BadFile, BadChoice."""
        sheet = chosen_sheet(table, mapping.sheet)
        layout = find_layout(sheet, mapping.header or None, self.settings.conventions)
        text = TableText(sheet)
        read = read_rows(sheet, layout, mapping, text, CellContext(mapping.date, since_1904=table.since_1904))
        draft = ListDraft(
            table.name,
            table,
            original,
            sheet,
            layout,
            mapping,
            read,
            missing_parts(sheet, layout, mapping, read),
            tuple(remarks_on(table, sheet, layout, mapping)),
        )
        publisher = self._publisher(mapping.publisher)
        draft = replace(draft, publisher=publisher[1] if publisher else mapping.publisher)
        return draft if draft.missing or publisher is None else self._with_edition(draft, text, *publisher)

    def record_list(self, draft: ListDraft, *, by: str = "", progress: ProgressCallback | None = None) -> LoadReport:
        """Record an edition. Loaded twice, it is recorded once. Raises BadChoice where something is missing."""
        edition = draft.edition
        if edition is None:
            advice = " ".join(remark.words() for remark in draft.missing.values())
            raise BadChoice(where=draft.file, why="this list cannot be recorded yet", next=advice)
        intake = Intake(self._space, by=by)
        intake.keep(csvw_bytes(draft.mapping, draft.file))
        intake.keep(draft.original, ending_of(draft.file))
        return intake.take(self._batches(draft, edition), draft.file, progress)

    def list_proposals(self, draft: ListDraft, limit: int = 50) -> list[Proposal]:
        """People on the list who may be people of the case, with reasons; nobody is taken for anybody."""
        return proposals_for(self.views, draft.edition, limit) if draft.edition else []

    # -- the parts of an edition

    def _with_edition(self, draft: ListDraft, text: TableText, publisher: Ref, label: str) -> ListDraft:
        mapping = draft.mapping
        series = mapping.series or slug_of(
            f"{publisher.slug} {mapping.standing if mapping.standing != 'nothing' else 'list'}"
        )
        mapping = replace(mapping, series=series)
        slug = f"{series}-{mapping.date}"
        sha256 = hashlib.sha256(text.text.encode()).hexdigest()
        body = self.views.index.entity(f"doc:{slug}")
        again = body is not None
        if body and body.get("snapshot", {}).get("sha256") != sha256:
            why = f"the edition of {mapping.date} is in the case already, from another file (doc:{slug})"
            raise BadChoice(
                where=draft.file, why=why, next=with_options("Give this one its own {date}, or its own {series}.")
            )
        past = PastEditions(self.views, self.folder)
        before = past.before(series, mapping.date, IN_NOTE.search(str((body or {}).get("note", ""))))
        changes = compare_editions(draft.read.rows, before.rows) if before else None
        own = past.people_of(f"doc:{slug}") if again else {}
        names = PersonNames(self.views.index, series)
        people = names.of_rows(draft.read.rows, changes, before.people if before else {}, own)
        source = self._source(draft, mapping, sha256, str(publisher), label, before.slug if before else "", body)
        population = f"population:{slug}"
        edition = ListEdition(
            slug=slug,
            series=series,
            date=mapping.date,
            source=source,
            population=population,
            standing=mapping.standing,
            rows=draft.read.rows,
            people=people,
            sheet=draft.sheet,
            text=text,
            changes=changes,
            gone=_gone(changes, before),
            before=before.date if before else "",
            total=draft.layout.total,
            names=self._names(publisher, label, population, mapping),
        )
        return replace(draft, edition=edition, mapping=mapping, again=again)

    @staticmethod
    def _source(
        draft: ListDraft,
        mapping: ListMapping,
        sha256: str,
        publisher: str,
        label: str,
        before: str,
        body: dict[str, Any] | None,
    ) -> dict[str, Any]:
        """The document of an edition, in the claim form; one that is there already keeps its note."""
        compared = f" Compared with doc:{before}." if before else ""
        kept = hashlib.sha256(csvw_bytes(mapping, draft.file)).hexdigest()
        note = NOTE.format(file=draft.file, original=draft.table.sha256, mapping=kept, before=compared)
        source = {
            "id": f"{mapping.series}-{mapping.date}",
            "title": mapping.title or label,
            "kind": "list",
            "publisher": publisher,
            "language": mapping.language,
            "date": mapping.date,
            "note": str((body or {}).get("note") or note),
            "snapshot": {
                "sha256": sha256,
                "characters": len(TableText(draft.sheet).text),
                "original": draft.table.sha256,
                "media": media_type(draft.file),
            },
            "sensitivity": mapping.sensitivity,
        }
        return {key: value for key, value in source.items() if value}

    def _names(self, publisher: Ref, label: str, edition: str, mapping: ListMapping) -> dict[str, dict[str, Any]]:
        """Who publishes it, everybody who was ever on the list, and those on this edition."""
        lang, every = mapping.language or "en", f"population:{mapping.series}"
        say = translator_for(lang).gettext
        day = in_words(parse(mapping.date), lang)
        whole = say("people on a list of %(who)s", who=label)
        told = {every: {"is": every, "label": {lang: whole}, "keeper": str(publisher)}}
        here = say("people on the list of %(who)s of %(day)s", who=label, day=day)
        told[edition] = {"is": edition, "label": {lang: here}, "keeper": str(publisher), "subset-of": every}
        known = self.views.index.entity(str(publisher)) is not None
        return told if known else {str(publisher): {"is": str(publisher), "label": label}, **told}

    def _publisher(self, told: str) -> tuple[Ref, str] | None:
        """Who publishes the list, and what they are called; somebody new where the case has no such name."""
        if not told:
            return None
        if told.partition(":")[0] in KINDS and ":" in told:
            ref = Ref.parse(told)
            return ref, self.label(ref) if self.views.index.entity(told) else ref.slug
        found = [ref for ref in self.find(told) if ref.kind in {"org", "collective", "person"}]
        return (found[0], self.label(found[0])) if found else (Ref("org", slug_of(told)), told)

    def _batches(self, draft: ListDraft, edition: ListEdition) -> Iterator[Batch]:
        names = OtherNames(self.views)
        refused = [replace(each, where=f"{draft.file}, {each.where}") for each in draft.read.refused]
        yield Batch(refused=refused, notes=list(draft.read.notes))
        for document in documents(edition, names.ref):
            batch = FormReader(lined(document), draft.file, self.folder).read()
            batch.text_file = edition.text.text
            yield batch


def _gone(changes: EditionChanges | None, before: PastEdition | None) -> list[tuple[str, ListRow]]:
    """Who was on the edition before and is not on this one, by the names they have in the case."""
    if changes is None or before is None:
        return []
    return [(before.people[row.number], row) for row in changes.gone if row.number in before.people]


def _has_sheet(table: TableFile, name: str) -> bool:
    return any(sheet.name == name for sheet in table.sheets)


def chosen_sheet(table: TableFile, name: str) -> TableSheet:
    """The sheet of that name, or the one with the most rows that is not hidden. Raises BadFile."""
    if name:
        found = next((sheet for sheet in table.sheets if sheet.name == name), None)
        if found is None:
            every = ", ".join(sheet.name for sheet in table.sheets)
            raise BadFile(where=table.name, why=f"there is no sheet “{name}”", next=f"Sheets: {every}")
        return found
    shown = table.visible or table.sheets
    return max(shown, key=lambda sheet: len(sheet.rows))
