"""A table as JSON, on its way from the process that read it. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from habeas.formats.table import CellValue, TableFile, TableSheet


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
