"""What columns mean is guessed from their headers and from their cells, and where they disagree, from the latter."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.graph.list_files import ENGLISH, SPANISH

from habeas.drafts.cells import CellContext, habit_of, read_day
from habeas.drafts.guess import guess_mapping, unclear_days
from habeas.drafts.layout import Layout, find_layout
from habeas.drafts.mapping import ListMapping, ListStanding, from_csvw, to_csvw
from habeas.drafts.meanings import match_header
from habeas.errors import BadClaim, BadFile
from habeas.formats.read.tables.files import table_of
from habeas.formats.table import TableFile, TableSheet


def guessed(text: str, name: str = "list.csv") -> tuple[ListMapping, Layout, TableSheet]:
    table: TableFile = table_of(text.encode(), name)
    layout = find_layout(table.sheets[0])
    return guess_mapping(table, table.sheets[0], layout), layout, table.sheets[0]


def meanings(text: str) -> dict[str, str]:
    return {column.title: column.meaning for column in guessed(text)[0].columns}


def test_a_list_in_spanish_is_understood_whole() -> None:
    mapping, layout, _ = guessed(SPANISH)
    assert [column.meaning for column in mapping.columns] == [
        "number",
        "name",
        "identityNumber",
        "ageAt",
        "arrestedOn",
        "detainedAt",
        "arrestedBy",
    ]
    assert (mapping.date, mapping.language, mapping.standing) == ("2025-12-15", "es", ListStanding.HELD)
    assert mapping.columns[4].days == "dmy"
    assert layout.header == (2,)
    assert [number for number, _ in layout.skipped] == [5, 7]
    assert layout.total and (layout.total.lower, layout.total.upper, layout.total.row) == (3, 3, 7)


def test_a_list_in_english_is_understood_whole() -> None:
    mapping, layout, _ = guessed(ENGLISH, "detainees-2025-12-01.csv")
    assert [column.meaning for column in mapping.columns] == [
        "name",
        "ageAt",
        "arrestedOn",
        "detainedAt",
        "facesCharge",
    ]
    assert (mapping.date, mapping.language, mapping.standing) == ("2025-12-01", "en", ListStanding.HELD)
    assert layout.header == (1,)


def test_cells_decide_what_estado_means() -> None:
    people = "Nombre;Estado\nAna Ruiz;{}\nLuis Paz;{}\nLuz Díaz;{}\n"
    assert meanings(people.format("Zulia", "Lara", "Miranda"))["Estado"] == "arrest-place"
    assert meanings(people.format("Detenido", "Excarcelada", "Detenida"))["Estado"] == "state"


def test_nombre_is_a_given_name_beside_apellido_and_else_the_whole() -> None:
    assert meanings("Nombre;Apellido;Edad\nAna;Ruiz;34\nLuis;Paz;40\n")["Nombre"] == "given-name"
    assert meanings("Nombre;Edad\nAna Ruiz;34\nLuis Paz;40\n")["Nombre"] == "name"


def test_two_header_rows_are_one_header() -> None:
    head = "Persona;;Detención;\nNombre;Edad;Fecha;Lugar\n"
    text = head + "Ana Ruiz;34;13/01/2025;Cárcel Norte\nLuis Paz;40;14/02/2025;Rodeo I\n"
    mapping, layout, _ = guessed(text)
    assert layout.header == (1, 2)
    assert [column.title for column in mapping.columns] == [
        "Persona / Nombre",
        "Persona / Edad",
        "Detención / Fecha",
        "Detención / Lugar",
    ]
    assert [column.meaning for column in mapping.columns] == ["name", "ageAt", "arrestedOn", "detainedAt"]


def test_a_list_without_a_header_is_read_by_its_cells() -> None:
    mapping, layout, _ = guessed("Ana Ruiz,34,13/01/2025\nLuis Paz Díaz,40,25/02/2025\nLuz Torres,51,26/03/2025\n")
    assert layout.header == ()
    assert [column.meaning for column in mapping.columns][:2] == ["name", "ageAt"]


def test_a_header_that_comes_again_is_no_row() -> None:
    _, layout, _ = guessed("Name,Age\nAna Ruiz,34\nName,Age\nLuis Paz,40\n")
    assert layout.rows == (2, 4)


def test_a_title_gives_what_being_on_the_list_means() -> None:
    assert guessed("Lista de excarcelados\nNombre;Fecha\nAna Ruiz;13/01/2026\n")[0].standing is ListStanding.RELEASED
    assert [c.meaning for c in guessed("Lista de excarcelados;\nNombre;Fecha\nAna Ruiz;13/01/2026\n")[0].columns] == [
        "name",
        "releasedOn",
    ]


@pytest.mark.parametrize(
    ("days", "sure"),
    [
        (["13/02/2025", "01/02/2025"], "dmy"),
        (["02/13/2025", "01/02/2025"], "mdy"),
        (["2025/02/13"], "ymd"),
        (["01/02/2025"], ""),
    ],
)
def test_the_order_of_days_follows_from_the_days_themselves(days: list[str], sure: str) -> None:
    assert habit_of(days).sure == sure


def test_days_that_nothing_decides_are_asked_about_in_english_and_day_first_in_spanish() -> None:
    mapping, layout, sheet = guessed("Name,Date of arrest\nAna Ruiz,01/02/2025\nLuis Paz,03/04/2025\n")
    assert unclear_days(sheet, layout, mapping) == {"Date of arrest": "01/02/2025"}
    mapping, layout, sheet = guessed("Nombre;Fecha de detención\nAna Ruiz;01/02/2025\nLuis Paz;03/04/2025\n")
    assert (unclear_days(sheet, layout, mapping), mapping.columns[1].days) == ({}, "dmy")


@pytest.mark.parametrize(
    ("cell", "days", "value"),
    [
        ("03/01/2026", "dmy", "2026-01-03"),
        ("03/01/2026", "mdy", "2026-03-01"),
        ("3-ene-26", "", "2026-01-03"),
        ("3 de enero de 2026", "", "2026-01-03"),
        ("January 3, 2026", "", "2026-01-03"),
        ("20260103", "", "2026-01-03"),
        ("46025", "", "2026-01-03"),
        (46025.0, "", "2026-01-03"),
        ("01/2026", "", "2026-01"),
        ("2025", "", "2025"),
        ("3/1/65", "dmy", "1965-01-03"),
        ("03/01/2026 14:30", "dmy", "2026-01-03"),
        ("principios de enero", "", {"words": "principios de enero", "from": "2026-02-01"}),
    ],
)
def test_a_day_is_read_as_it_is_written(cell: Any, days: str, value: object) -> None:
    assert read_day(cell, days, CellContext("2026-02-01")) == value


def test_a_day_number_of_a_workbook_since_1904_is_another_day() -> None:
    assert read_day(44563, "", CellContext("2026-02-01", since_1904=True)) == "2026-01-03"


@pytest.mark.parametrize("cell", ["31/02/2025", "12.5", "soon-ish 7/", "13/13/2025"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(BadClaim):
        read_day(cell, "dmy", CellContext("2026-02-01"))


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("FECHA DE DETENCIÓN", "arrestedOn"),
        ("Fecha de la detencion (dd/mm)", "arrestedOn"),
        ("Date of arrest:", "arrestedOn"),
        ("Nacionalidad", "nationality"),
        ("Profesión u oficio", "occupation"),
        ("Sentensed to", "sentencedTo"),
        ("Tribunal", "broughtBefore"),
    ],
)
def test_a_header_is_known_by_its_words(header: str, meaning: str) -> None:
    found = match_header(header)
    assert found is not None
    assert found.meaning == meaning


def test_a_mapping_is_csvw_and_comes_back_the_same() -> None:
    mapping, _, _ = guessed(SPANISH)
    told = json.loads(json.dumps(to_csvw(mapping, "lista.csv")))
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert told["dialect"] == {
        "header": True,
        "headerRowCount": 1,
        "skipRows": 1,
        "encoding": "utf-8",
        "delimiter": ";",
    }
    assert told["tableSchema"]["columns"][4]["datatype"] == {"base": "date", "format": "dd/MM/yyyy"}
    assert from_csvw(told, "lista.csv-metadata.json") == mapping


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"url": "x"},
        {"@context": "http://www.w3.org/ns/csvw", "url": "x"},
        {"@context": "http://www.w3.org/ns/csvw", "tableSchema": {"columns": ["x"]}},
        {
            "@context": "http://www.w3.org/ns/csvw",
            "tableSchema": {"columns": [{"titles": "x", "propertyUrl": "urn:x"}]},
        },
        {"@context": "http://www.w3.org/ns/csvw", "dialect": {"skipRows": -1}, "tableSchema": {"columns": []}},
    ],
)
def test_metadata_that_are_none_are_refused(told: object) -> None:
    with pytest.raises(BadFile):
        from_csvw(told, "lista.csv-metadata.json")
