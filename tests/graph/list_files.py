"""Lists as four invented bodies might keep them, and workbooks made of plain rows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

SPANISH = """LISTADO DE PRESOS POLÍTICOS AL 15 DE DICIEMBRE DE 2025;;;;;;
N°;Apellidos y Nombres;C.I.;Edad;Fecha de detención;Lugar de detención;Organismo
1;Ruiz Paz, Ana;V-12.345.678;34;03/01/2025;Cárcel Norte;Policía Sur
2;Torres, Juan;9876543;41;25/11/2025;Rodeo I;Policía Sur
VALLE;;;;;;
3;Díaz, Luz;E-81234567;29;01/02/2025;Cárcel Norte;Guardia
Total;3;;;;;
"""
ENGLISH = """Name,Age,Date arrested,Prison,Charges
Ana Ruiz,34,2025-01-03,North Prison,sedition
Juan Torres,41,2025-11-25,South Jail,
"""


def workbook(rows: Sequence[Sequence[Any]], *, since_1904: bool = False, name: str = "Lista", **marks: Any) -> bytes:
    """An .xlsx with one sheet of rows; `merge`, `hide_columns`, `hide_rows` and `hidden_sheet` mark it."""
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for span in marks.get("merge", ()):
        sheet.merge_cells(span)
    for letters in marks.get("hide_columns", ()):
        sheet.column_dimensions[letters].hidden = True
    for number in marks.get("hide_rows", ()):
        sheet.row_dimensions[number].hidden = True
    if hidden := marks.get("hidden_sheet"):
        other = book.create_sheet(hidden)
        other.sheet_state = "hidden"
        other.append(["something else"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows: Sequence[Sequence[Any]], *, name: str = "Lista", columns: str = "") -> bytes:
    """An .ods with one sheet: text, whole numbers and days; `columns` are its table:table-column elements."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{columns}{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as zipped:
        zipped.writestr("mimetype", kind)
        zipped.writestr("content.xml", content)
        zipped.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    formula = ""
    if value.startswith("="):
        formula, value = f' table:formula="of:{value}"', "5"
    text = f"<text:p>{escape(value)}</text:p>"
    return f'<table:table-cell office:value-type="string"{formula}>{text}</table:table-cell>'
