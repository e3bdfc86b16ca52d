"""The editions of lists that a case holds: each is a document, read again from its kept text with its kept mapping.

Where they are stands in the note of the document, for people too: the name and the SHA-256 of the original, the SHA-256
of the mapping, and the edition that it was compared with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from habeas.drafts.cells import CellContext
from habeas.drafts.layout import Layout, find_layout
from habeas.drafts.mapping import ListMapping, from_csvw, to_csvw
from habeas.drafts.meanings import NOTHING, plain
from habeas.drafts.rows import ListRow, column_places, read_rows
from habeas.errors import BadFile, Phrase
from habeas.formats.table import TableSheet, TableText
from habeas.storage.scope import ReadModel

NOTE: Final = "Original: {file}, SHA-256 {original}. Columns: CSVW metadata, SHA-256 {mapping}.{before}"
IN_NOTE: Final = re.compile(
    r"Columns: CSVW metadata, SHA-256 (?P<mapping>[0-9a-f]{64})\.(?: Compared with doc:(?P<before>\S+)\.)?"
)
FITS: Final = 0.6
"""The share of its columns that a mapping must find in a file to be proposed for it."""
PLACE: Final = re.compile(r"(?:cell=|.*![A-Z]+)(\d+)(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class PastEdition:
    """An edition that the case holds: its document, its rows and the names of their people, by row."""

    slug: str
    date: str
    rows: tuple[ListRow, ...]
    people: dict[int, str]


class PastEditions:
    """The editions in a case folder."""

    def __init__(self, views: ReadModel, folder: Path) -> None:
        self.views, self._folder = views, folder

    def before(self, series: str, date: str, compared: re.Match[str] | None) -> PastEdition | None:
        """The latest edition before a day; for one that is in the case already, the one that it was compared with."""
        bodies = {body["ref"].partition(":")[2]: body for body in self.views.index.entities("doc")}
        earlier = (
            [compared["before"] or ""]
            if compared
            else sorted(
                s
                for s in bodies
                if re.fullmatch(rf"{re.escape(series)}-\d{{4}}-\d\d-\d\d", s) and s < f"{series}-{date}"
            )
        )
        return self._past(earlier[-1], bodies[earlier[-1]]) if earlier and earlier[-1] in bodies else None

    def _past(self, slug: str, body: dict[str, Any]) -> PastEdition | None:
        """An edition as its kept text tells it; None where the text or its mapping is not kept any more."""
        mapping, text = self._mapping_in(body), self._kept(str(body.get("snapshot", {}).get("sha256", "")))
        if mapping is None or not text:
            return None
        rows = tuple(tuple(line.split("\t")) for line in text.removesuffix("\n").split("\n"))
        sheet = TableSheet(mapping.sheet, rows)
        read = read_rows(
            sheet, find_layout(sheet, mapping.header or None), mapping, TableText(sheet), CellContext(mapping.date)
        )
        return PastEdition(slug, mapping.date, tuple(read.rows), self.people_of(f"doc:{slug}"))

    def people_of(self, doc: str) -> dict[int, str]:
        """Row -> name, by the claims that somebody is on that edition."""
        found: dict[int, str] = {}
        for row in self.views.index.claims(source=doc, status=""):
            claim, _ = self.views.claim_in(row)
            if claim.relation == "exampleOf" and (match := PLACE.fullmatch(claim.paragraph)):
                found[int(match[1])] = str(claim.subject)
        return found

    def mappings(self) -> Iterator[ListMapping]:
        """The mappings of the lists in the case, the latest first."""
        lists = (body for body in self.views.index.entities("doc") if body.get("kind") == "list")
        for body in sorted(lists, key=lambda body: str(body.get("date", "")), reverse=True):
            if (mapping := self._mapping_in(body)) is not None:
                yield mapping

    def _mapping_in(self, body: dict[str, Any]) -> ListMapping | None:
        match = IN_NOTE.search(str(body.get("note", "")))
        text = self._kept(match["mapping"]) if match else ""
        try:
            return from_csvw(json.loads(text), body["ref"]) if text else None
        except (ValueError, BadFile):
            return None

    def _kept(self, sha256: str) -> str:
        path = self._folder / "sources" / f"{sha256}.txt"
        return path.read_text(encoding="utf-8") if sha256 and path.is_file() else ""


def fit(mapping: ListMapping, layout: Layout) -> float:
    """The share of the columns of a mapping that a sheet has."""
    saying = [plain(c.title) for c in mapping.columns if c.meaning != NOTHING]
    here = {plain(title) for title in column_places(layout)}
    return sum(title in here for title in saying) / len(saying) if saying else 0.0


def csvw_bytes(mapping: ListMapping, file: str) -> bytes:
    """The metadata of a file as they are kept."""
    return json.dumps(to_csvw(mapping, file), ensure_ascii=False, indent=2).encode() + b"\n"


def read_mapping(path: Path) -> ListMapping:
    """The mapping in a file of CSVW metadata. Raises BadFile."""
    try:
        return from_csvw(json.loads(path.read_bytes()), str(path))
    except OSError as error:
        raise BadFile(
            where=str(path), why=f"this file cannot be opened: {error.strerror}", next="Check its name."
        ) from None
    except ValueError:
        raise BadFile(
            where=str(path),
            why="this is not JSON",
            next=Phrase("A list that is read can save one.", "`habeas list CASE FILE --save` writes one."),
        ) from None
