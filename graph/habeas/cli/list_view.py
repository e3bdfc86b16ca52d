"""A list before it is recorded, for a person to look at: its columns, its first rows as sentences, and what changed."""

from __future__ import annotations

from typing import Any, Final

from habeas.casefile.case_file import CaseFile
from habeas.casefile.list_service import ListDraft
from habeas.cli.output import Out, print_refusal
from habeas.dates.edtf import parse
from habeas.dates.format import in_words
from habeas.drafts.editions import EditionChanges
from habeas.drafts.mapping import HABITS, to_csvw
from habeas.drafts.rows import column_places
from habeas.drafts.sentences import changed_phrase, meaning_label
from habeas.formats.table import cell_text
from habeas.model.values import Ref
from habeas.storage.names import labels_of

MOST: Final = 12
"""So many changes, names and cells are listed."""


def show_draft(case: CaseFile, draft: ListDraft, out: Out, *, brief: bool = False) -> None:
    """Print it; `brief` leaves out the columns and the sentences. It goes to standard error."""
    if out.quiet:
        return
    say = out.gettext
    rows = len(draft.layout.rows)
    out.note(say("%(file)s: rows of the list: %(rows)s", file=draft.file, rows=rows) + _dialect(draft, out))
    if not brief:
        show_columns(draft, out)
        out.note("")
        out.note(say("The first rows, as they would be recorded:"))
        for sentence in draft.sentences(out.lang):
            out.note(f"  {sentence}")
        out.note("")
    for remark in draft.remarks:
        out.note(remark.words(out.lang))
    for note in draft.read.notes[:MOST]:
        out.note(note)
    if draft.again:
        out.note(say("This edition is in the case already; what it holds is not recorded twice."))
    if draft.changes is not None:
        _changes(draft, draft.changes, out)
    if not brief:
        _unread(draft, out)
        _people(case, draft, out)


def _dialect(draft: ListDraft, out: Out) -> str:
    table, parts = draft.table, []
    if table.encoding:
        parts.append(table.encoding)
    if table.delimiter:
        parts.append({"\t": "tab"}.get(table.delimiter, table.delimiter))
    if draft.sheet.name:
        parts.append(out.gettext("sheet “%(name)s”", name=draft.sheet.name))
    if draft.mapping.header:
        parts.append(out.gettext("header in row %(row)s", row=" + ".join(map(str, draft.mapping.header))))
    return f" ({', '.join(parts)})"


def show_columns(draft: ListDraft, out: Out) -> None:
    """Print the columns with what they say, and an example of each."""
    say = out.gettext
    for number, (title, column) in enumerate(column_places(draft.layout).items(), start=1):
        told = draft.mapping.column(title)
        if told is None:
            continue
        days = f" ({HABITS[told.days]})" if told.days else ""
        example = next((text for row in draft.layout.rows if (text := cell_text(draft.sheet.cell(row, column)))), "")
        what = meaning_label(told.meaning, out.lang)
        out.note(
            f"  {number:>2}  {title}: {what}{days}"
            + (say(", such as “%(words)s”", words=example[:60]) if example else "")
        )


def _changes(draft: ListDraft, changes: EditionChanges, out: Out) -> None:
    say = out.gettext
    before = in_words(parse(draft.edition.before), out.lang) if draft.edition else ""
    counts = {"new": len(changes.new), "gone": len(changes.gone), "changed": len(changes.changed), "same": changes.same}
    told = "Compared with the list of %(day)s: %(new)s new, %(gone)s gone, %(changed)s changed, %(same)s the same."
    out.note(say(told, day=before, **counts))
    _listed(out, say("new"), [row.name for row in changes.new])
    _listed(out, say("no longer on the list"), [row.name for row in changes.gone])
    if changes.gone:
        out.note(say("  That is recorded of the list. It says nothing of a release."))
    for changed in changes.changed[:MOST]:
        told = "; ".join(changed_phrase(cell, out.lang) for cell in changed.cells)
        out.note(f"  {changed.row.name}: {told}")
    if len(changes.changed) > MOST:
        out.note(f"  … ({len(changes.changed)})")


def _listed(out: Out, what: str, names: list[str]) -> None:
    if names:
        more = f" … ({len(names)})" if len(names) > MOST else ""
        out.note(f"  {what}: {', '.join(names[:MOST])}{more}")


def _unread(draft: ListDraft, out: Out) -> None:
    refused = draft.read.refused
    if refused:
        out.note(out.gettext("Cells and rows that cannot be read, and are left out: %(many)s", many=len(refused)))
        for refusal in refused[:MOST]:
            print_refusal(refusal, out)


def _people(case: CaseFile, draft: ListDraft, out: Out) -> None:
    """Who may be whom; nobody is taken for anybody."""
    proposals = case.list_proposals(draft, MOST + 1)
    if not proposals or draft.edition is None:
        return
    say = out.gettext
    names = {Ref.parse(draft.edition.people[row.number]): row.name for row in draft.edition.rows}
    out.note(
        say("People on the list who may be people of the case. They stay apart until somebody judges (`habeas judge`):")
    )
    for proposal in proposals[:MOST]:
        labels = {**labels_of(case.views.index, [r for r in proposal.names if r not in names], out.lang), **names}
        known = proposal.b if proposal.a in names and case.views.index.entity(str(proposal.a)) is None else proposal.a
        fresh = proposal.a if known == proposal.b else proposal.b
        reasons = "; ".join(reason.words(labels, out.lang) for reason in proposal.reasons)
        out.note(f"  {labels[fresh]} — {labels[known]} ({known}): {reasons}")
    if len(proposals) > MOST:
        out.note("  …")


def told_of(draft: ListDraft, lang: str) -> dict[str, Any]:
    """The draft as plain values."""
    changes = draft.changes
    return {
        "file": draft.file,
        "rows": len(draft.layout.rows),
        "mapping": to_csvw(draft.mapping, draft.file),
        "sentences": draft.sentences(lang),
        "missing": {key: remark.words(lang) for key, remark in draft.missing.items()},
        "remarks": [remark.words(lang) for remark in draft.remarks],
        "refused": [{"where": one.where, "why": one.why, "next": one.next} for one in draft.read.refused],
        "new": [row.name for row in changes.new] if changes else [],
        "gone": [row.name for row in changes.gone] if changes else [],
        "changed": [
            {"name": one.row.name, "changes": [changed_phrase(cell, lang) for cell in one.cells]}
            for one in changes.changed
        ]
        if changes
        else [],
    }
