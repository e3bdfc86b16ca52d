"""Tables of every kind are read whole, and what a reader would not see is told; a bad file ends in one sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.graph.list_files import SPANISH, ods, workbook

from habeas.errors import BadFile
from habeas.formats.read.tables import delimited, files
from habeas.formats.read.tables.files import read_table, table_of
from habeas.formats.read.tables.workbook import read_workbook
from habeas.formats.table import TableSheet, TableText, cell_text

DAY = date(2026, 1, 3)


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_the_letters_of_a_file_are_found(encoding: str, found: str) -> None:
    table = table_of(SPANISH.encode(encoding), "lista.csv")
    assert table.encoding == found
    assert table.delimiter == ";"
    assert table.sheets[0].cell(3, 6) == "Cárcel Norte"


def test_a_file_of_two_encodings_is_read_line_by_line_and_told() -> None:
    lines = SPANISH.splitlines(keepends=True)
    content = "".join(lines[:2]).encode() + "".join(lines[2:]).encode("cp1252")
    table = table_of(content, "lista.csv")
    assert table.sheets[0].cell(3, 6) == "Cárcel Norte"
    assert table.sheets[0].cell(1, 1) == "LISTADO DE PRESOS POLÍTICOS AL 15 DE DICIEMBRE DE 2025"
    assert table.remarks[0][1]["some"] == "3, 4, 6"


@pytest.mark.parametrize(
    ("text", "mark"), [("a,b\n1,2\n", ","), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"), ("sep=;\na;b\n", ";")]
)
def test_what_stands_between_cells_is_found(text: str, mark: str) -> None:
    table = table_of(text.encode(), "list.csv")
    assert (table.delimiter, table.sheets[0].rows[0]) == (mark, ("a", "b"))


def test_commas_within_the_cells_of_a_list_are_no_delimiter() -> None:
    assert table_of(b"Name;Note\nRuiz, Ana;x\nPaz, Luis;y\n", "list.csv").delimiter == ";"


@pytest.mark.parametrize("since_1904", [False, True])
def test_days_of_a_workbook_are_days_by_either_calendar(since_1904: bool) -> None:
    table = read_workbook(workbook([["Name", "Day"], ["Ana", DAY]], since_1904=since_1904), "list.xlsx")
    assert cell_text(table.sheets[0].cell(2, 2)) == "2026-01-03"
    assert table.since_1904 is since_1904


def test_what_a_workbook_hides_is_told() -> None:
    rows = [["Name", "Age", "Place"], ["Ana", "=1+33", "North"], ["Luis", 41, None]]
    made = workbook(rows, merge=["C2:C3"], hide_columns=["B"], hide_rows=[3], hidden_sheet="secret")
    sheet, other = read_workbook(made, "list.xlsx").sheets
    assert sheet.formulas == {(2, 2)}
    assert (sheet.hidden_columns, sheet.hidden_rows) == ({2}, {3})
    assert sheet.cell(3, 3) == "North", "the value of merged cells counts for each of them"
    assert other.hidden
    assert sheet.place(2, 3) == "Lista!C2"


def test_an_opendocument_sheet_is_read_with_its_days_and_formulas() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    sheet = table_of(
        ods([["Name", "Day", "Age"], ["Ana", DAY, 34], ["Luis", None, "=A1"]], columns=columns), "list.ods"
    ).sheets[0]
    assert [cell_text(cell) for cell in sheet.rows[1]] == ["Ana", "2026-01-03", "34"]
    assert sheet.formulas == {(3, 3)}
    assert sheet.hidden_columns == {2}


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for number in range(5):
            zipped.writestr(f"xl/part{number}.xml", b"\0" * 90_000_000)
    return stream.getvalue()


def lying_bomb() -> bytes:
    """A part that says that it is small."""
    content = bytearray(workbook([["Name"], ["Ana"]]))
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        part = zipped.getinfo("xl/worksheets/sheet1.xml")
    place = content.index(b"PK\x01\x02")
    while content[place + 46 : place + 46 + len(part.filename)] != part.filename.encode():
        place = content.index(b"PK\x01\x02", place + 4)
    content[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(content)


BAD = {
    "empty.csv": (b"  \n", "empty"),
    "blank.csv": (b",,\n,,\n", "nothing in this table"),
    "binary.csv": (b"\x80\x00\x01\xff" * 20, "not a table in text"),
    "open.csv": (b'a,b\n"x' + b"\ny" * 99, "never ends"),
    "text.xlsx": (b"Name,Age\n", "not a workbook"),
    "damaged.xlsx": (workbook([["Name"], ["Ana"]])[:-200], ""),
    "bomb.xlsx": (bomb, "larger than any list"),
    "lying.xlsx": (lying_bomb, "damaged"),
    "list.docx": (b"x", "not a file with a table"),
    "locked.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cannot be read"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_one_sentence(name: str) -> None:
    content, why = BAD[name]
    with pytest.raises(BadFile) as error:
        table_of(content() if callable(content) else content, name)
    assert why in error.value.why
    assert error.value.where


def test_a_list_with_too_many_rows_is_refused_before_it_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_ROWS", 3)
    with pytest.raises(BadFile, match="more than 3 rows"):
        table_of(b"a,b\n" * 9, "list.csv")


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be opened"):
        read_table(tmp_path / "none.csv")


def test_each_cell_stands_at_its_place_in_the_text_of_the_sheet() -> None:
    sheet = TableSheet("", (("Name", "Day\nof arrest"), ("Ana", datetime(2026, 1, 3, 4, 30, tzinfo=UTC)), ("Luis",)))
    text = TableText(sheet)
    assert text.text == "Name\tDay of arrest\nAna\t2026-01-03 04:30\nLuis\n"
    start, end = text.span(2, 2)
    assert text.text[start:end] == text.words(2, 2) == "2026-01-03 04:30"
    assert sheet.place(2, 2) == "cell=2,2"
    assert text.words(3, 2) == ""


PAGE = """<html><head><meta charset=iso-8859-1><title>Detainees</title></head><body><h2>List as of 15 December 2025</h2>
<script>document.write('<table><tr><td>x')</script>
<table><caption>Held</caption><tr><th rowspan=2>Name<th colspan=2>Arrest<tr><th>Date<th>Place</tr>
<tr><td>Ana Ruiz<td>3 January 2025<td rowspan=2>North&nbsp;<b>town</b></tr><tr><td>Luis Paz<td>4 January 2025</tr>
<tr><td>José Paz<td><table><tr><td>5 May 2025<td>a<tr><td>b<td>c</table><td>South</table>
<table><tr><td>one</table></body>"""


def test_the_tables_of_a_saved_page_are_read_with_their_spanning_cells() -> None:
    table = table_of(PAGE.encode("latin-1"), "page.html")
    sheet = table.sheets[0]
    assert sheet.above == ("Detainees", "List as of 15 December 2025", "Held")
    assert sheet.rows[:4] == (
        ("Name", "Arrest", "Arrest"),
        ("Name", "Date", "Place"),
        ("Ana Ruiz", "3 January 2025", "North town"),
        ("Luis Paz", "4 January 2025", "North town"),
    )
    assert sheet.rows[4][0] == "José Paz"
    assert sheet.place(3, 1) == "table 1!A3"
    assert [other.rows for other in table.sheets[1:]] == [(("5 May 2025", "a"), ("b", "c"))], "one of its own"


@pytest.mark.parametrize("page", ["<p>no table", "<table><tr><td>one</table>", "<table>" * 5000])
def test_a_page_without_a_table_says_so(page: str) -> None:
    with pytest.raises(BadFile, match="no table in this page"):
        table_of(page.encode(), "page.html")


def test_a_workbook_is_read_in_a_process_of_its_own_and_comes_out_the_same() -> None:
    rows = [
        ["Name", "Day", "Moment", "Age"],
        ["Ana", DAY, datetime(2026, 1, 3, 4, 30, tzinfo=UTC).replace(tzinfo=None), 34.5],
    ]
    made = workbook(rows, merge=["A3:B3"], hide_columns=["D"], hidden_sheet="secret")
    assert table_of(made, "list.xlsx") == read_workbook(made, "list.xlsx")


def test_a_reader_that_is_broken_into_costs_the_file_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the process answers, the file is refused."""
    for answer in ({"table": {"name": 1}}, {"table": []}, {"other": 1}):
        monkeypatch.setattr(files, "ask_process", lambda *_, answer=answer: answer)
        with pytest.raises(BadFile, match="cannot be read"):
            table_of(b"PK", "list.xlsx")
