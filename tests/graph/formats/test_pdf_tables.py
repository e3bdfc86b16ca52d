"""Lists in PDF: ruled tables over two pages become one sheet; what is no table, damaged or protected is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.graph.capture import files
from tests.graph.shell import habeas, made

from habeas.casefile import CaseFile
from habeas.errors import BadFile
from habeas.formats.read.tables.files import table_of

HEADER = ("Name", "Arrested on", "Detained at")
ROWS = [(f"Ana {n} Ruiz Paz", f"{n:02}/01/2026", "North Prison") for n in range(13, 25)]


def ruled(*pages: list[tuple[str, ...]], above: str = "") -> bytes:
    """A PDF with a ruled table on each page."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    bodies.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    bodies.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for n, rows in enumerate(pages):
        parts = [f"BT /F1 12 Tf 72 740 Td ({above}) Tj ET"]
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                x, y = 72 + 150 * j, 700 - 20 * i
                parts.append(f"{x} {y} 150 20 re S BT /F1 10 Tf {x + 4} {y + 6} Td ({cell}) Tj ET")
        content = "\n".join(parts).encode("cp1252")
        has = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * n} 0 R"
        bodies.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {has} >>".encode())
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    bodies.append(b"<< /Title (List) >>")
    return files._numbered(bodies, info=len(bodies), encrypted=False)


def test_a_table_over_two_pages_is_one_sheet_with_what_stands_above_it() -> None:
    found = table_of(ruled([HEADER, *ROWS[:6]], [HEADER, *ROWS[6:]], above="People held by the Guard"), "list.pdf")
    (sheet,) = found.sheets
    assert (sheet.name, list(sheet.rows)) == ("page 1", [HEADER, *ROWS])
    assert sheet.above == ("People held by the Guard",)
    assert sheet.place(2, 1) == "page 1!A2"


def test_a_list_in_a_pdf_is_recorded_with_each_claim_at_its_cell(tmp_path: Path) -> None:
    case, path = made(tmp_path / "case"), tmp_path / "list.pdf"
    path.write_bytes(ruled([HEADER, *ROWS]))
    said = ("--publisher", "Desk", "--date", "2026-02-01", "--means", "held")
    done = habeas("list", case, path, *said, input="y\n")
    assert done.exit_code == 0, done.stderr
    with CaseFile.open(case) as opened:
        claims = [opened.views.claim_in(row)[0] for row in opened.views.index.claims(about=("facility:north-prison",))]
        assert len(claims) == len(ROWS)
        assert {claim.paragraph for claim in claims} == {f"page 1!C{n}" for n in range(2, 14)}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (files.a_pdf(["Only words", "and more words"]), "no table"),
        (files.a_pdf(files.LINES, encrypted=True), "damaged, or protected"),
        (b"%PDF-1.4\n" + b"\x00" * 500, "damaged, or protected"),
        (b"words", "damaged, or protected"),
    ],
)
def test_what_has_no_table_is_told(content: bytes, why: str) -> None:
    with pytest.raises(BadFile) as caught:
        table_of(content, "list.pdf")
    assert why in caught.value.why
