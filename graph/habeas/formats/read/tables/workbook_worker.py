"""A process that reads one workbook, and may be ended at any moment: `habeas.capture.worker` for tables.

    python -P -m habeas.formats.read.tables.workbook_worker MEGABYTES PARENT

The name of the file is the first line of its input. What leaves is one line of JSON: the table, or why it cannot be
read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO, Final

from habeas.capture.worker import serve, write_line
from habeas.errors import BadFile
from habeas.formats.read.tables.workbook import read_workbook
from habeas.formats.table import CellValue, TableFile, TableSheet

TOO_MUCH: Final = "reading this workbook takes more memory than it may"


def answer(requests: BinaryIO, out: BinaryIO, read: Callable[[bytes, str], TableFile] = read_workbook) -> None:
    """Read a workbook, or what else `read` reads, and write the answer."""
    name = requests.readline().decode().rstrip("\n")
    told: dict[str, object]
    try:
        told = {"table": table_to_plain(read(requests.read(), name))}
    except BadFile as error:
        told = {"why": error.why, "next": error.next}
    except MemoryError:
        told = {"why": TOO_MUCH, "next": "Save only the list in a new file."}
    write_line(out, told)


def table_to_plain(table: TableFile) -> dict[str, Any]:
    """A table as JSON has it; days and times as texts with a mark."""
    return {
        "name": table.name,
        "sha256": table.sha256,
        "since_1904": table.since_1904,
        "sheets": [
            {
                "name": sheet.name,
                "rows": [[_to_plain(cell) for cell in row] for row in sheet.rows],
                "hidden": sheet.hidden,
                "formulas": sorted(sheet.formulas),
                "hidden_columns": sorted(sheet.hidden_columns),
                "hidden_rows": sorted(sheet.hidden_rows),
                "merged": list(sheet.merged),
                "above": list(sheet.above),
            }
            for sheet in table.sheets
        ],
    }


def table_from_plain(plain: dict[str, Any]) -> TableFile:
    """The table again."""
    sheets = tuple(
        TableSheet(
            one["name"],
            tuple(tuple(map(_from_plain, row)) for row in one["rows"]),
            hidden=one["hidden"],
            formulas=frozenset(map(tuple, one["formulas"])),
            hidden_columns=frozenset(one["hidden_columns"]),
            hidden_rows=frozenset(one["hidden_rows"]),
            merged=tuple(map(tuple, one["merged"])),
            above=tuple(one["above"]),
        )
        for one in plain["sheets"]
    )
    since_1904 = plain["since_1904"]
    return TableFile(plain["name"], plain["sha256"], sheets, kind="workbook", since_1904=since_1904)


def _to_plain(cell: CellValue) -> object:
    match cell:
        case datetime():
            return ["moment", cell.isoformat()]
        case date():
            return ["day", cell.isoformat()]
        case time() | timedelta():
            return str(cell)
    return cell


def _from_plain(cell: Any) -> CellValue:
    match cell:
        case ["moment", str() as text]:
            return datetime.fromisoformat(text)
        case ["day", str() as text]:
            return date.fromisoformat(text)
    found: CellValue = cell
    return found


if __name__ == "__main__":
    serve(answer)
