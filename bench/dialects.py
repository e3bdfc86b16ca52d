"""Four lists as four invented organizations might keep them, in two languages and four kinds of files.

Each column comes with what it really says, so that a guess can be counted right or wrong; `-` is what is right to be
left out. People, places and bodies are of nobody and nowhere.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from xml.sax.saxutils import escape

import openpyxl

GIVEN = [
    "Tavi",
    "Orlen",
    "Nisa",
    "Brado",
    "Elvi",
    "Camin",
    "Duria",
    "Fenol",
    "Gaspi",
    "Halia",
    "Irvo",
    "Jonel",
    "Kasia",
    "Lurdo",
    "Mirel",
    "Nolvi",
    "Oriana",
    "Pelko",
]
FAMILY = [
    "Quirnal",
    "Velbor",
    "Arbado",
    "Estoral",
    "Monvel",
    "Ñandor",
    "Salgú",
    "Urdeta",
    "Herbal",
    "Balquen",
    "Cormesa",
    "Tolvar",
    "Zamber",
    "Brenal",
    "Farquí",
]
PRISONS = ("Cárcel de Valnorte", "Centro Penal La Ribera", "Retén Costal", "Comando 14", "Prisión El Olmo")
JAILS = ("Northfield Prison", "Harbour Police Station", "Camp Delta", "Eastgate Jail")
BODIES = ("Policía Fluvial", "Guardia del Puerto", "Brigada Sur")
TOWNS = ("Valnorte", "Puerto Olmo", "Sierra Baja", "La Ribera")
CHARGES = ("rebelión", "instigación al odio", "asociación para delinquir", "sabotaje")
FIRST = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a list."""

    given: str
    family: str
    number: int
    age: int
    day: date
    place: int
    woman: bool

    @property
    def born(self) -> date:
        return date(2025 - self.age, 1 + self.number % 12, 1 + self.number % 28)


@dataclass(frozen=True, slots=True)
class Dialect:
    """A list as a file, and what each of its columns says; `-` where it is right to leave it out."""

    name: str
    content: bytes
    truth: tuple[str, ...]


def people(count: int, seed: int = 7) -> list[Person]:
    """So many people of nobody; each with an identity number of its own."""
    rng = Random(seed)
    return [
        Person(
            given=f"{rng.choice(GIVEN)} {rng.choice(GIVEN)}",
            family=f"{rng.choice(FAMILY)} {rng.choice(FAMILY)}",
            number=4_000_000 + 7 * n,
            age=rng.randint(18, 70),
            day=FIRST + timedelta(days=rng.randint(0, 700)),
            place=rng.randint(0, 3),
            woman=rng.random() < 0.4,
        )
        for n in range(count)
    ]


def registry(listed: Sequence[Person], day: str = "15 DE DICIEMBRE DE 2025") -> Dialect:
    """Spanish, CSV with semicolons in the letters of an old spreadsheet, a title, headings within and a total."""
    lines = [f"REGISTRO DE PERSONAS DETENIDAS POR MOTIVOS POLÍTICOS - AL {day};;;;;;;;", ";;;;;;;;"]
    lines.append(
        "Nº;APELLIDOS Y NOMBRES;CÉDULA;EDAD;SEXO;FECHA DE LA DETENCIÓN;SITIO DE RECLUSIÓN;"
        "CUERPO APREHENSOR;DELITOS IMPUTADOS"
    )
    for n, one in enumerate(listed, start=1):
        sex = "F" if one.woman else "M"
        name = f"{one.family}, {one.given}"
        facts = f"V-{one.number};{one.age};{sex};{one.day:%d/%m/%Y};{PRISONS[one.place]}"
        lines.append(f"{n};{name};{facts};{BODIES[one.number % 3]};{CHARGES[one.number % 4]}")
    lines.append(f"TOTAL: {len(listed)};;;;;;;;")
    truth = ("-", "name", "identityNumber", "ageAt", "gender", "arrestedOn", "detainedAt", "arrestedBy", "facesCharge")
    return Dialect("registro.csv", "\r\n".join(lines).encode("cp1252"), truth)


def tracker(listed: Sequence[Person]) -> Dialect:
    """English, a workbook with two header rows, real days, a hidden column and another sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Current"
    sheet.append(["Detainee tracker, updated 15 December 2025"])
    sheet.append(["Person", None, None, None, "Arrest", None, None, "Custody", None, "Case", None, None])
    sheet.merge_cells("A2:D2")
    sheet.merge_cells("E2:G2")
    sheet.merge_cells("H2:I2")
    sheet.merge_cells("J2:L2")
    head = ["Given names", "Surname", "DOB", "Nationality", "Date", "Location", "Arresting agency", "Facility"]
    sheet.append([*head, "Status", "Docket no.", "Court", "Internal contact"])
    for one in listed:
        state = "Detained" if one.number % 5 else "Released on bail"
        row = [one.given, one.family, one.born, "Valnorte", one.day, TOWNS[one.place], BODIES[one.number % 3]]
        case = f"{one.number % 900}/2025"
        sheet.append([*row, JAILS[one.place], state, case, f"Court {one.number % 7 + 1}", "desk@example.org"])
    sheet.column_dimensions["L"].hidden = True
    book.create_sheet("Archive").append(["old rows"])
    stream = io.BytesIO()
    book.save(stream)
    truth = ("given-name", "surname", "bornOn", "nationality", "arrestedOn", "arrest-place", "arrestedBy", "detainedAt")
    return Dialect("tracker.xlsx", stream.getvalue(), (*truth, "state", "caseNumber", "broughtBefore", "-"))


def lawyers(listed: Sequence[Person]) -> Dialect:
    """Spanish, OpenDocument, the list of a lawyers' collective: days in words, states of custody, H and M."""
    head = ["Defendido/a", "Género", "Oficio", "Detenido desde", "Estado", "Dónde está", "Situación actual"]
    head += ["Juzgado", "Pena", "Enfermedades", "Observaciones"]
    rows = [head]
    months = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ]
    for one in listed:
        day = f"{one.day.day} de {months[one.day.month - 1]} de {one.day.year}"
        state = "Privada de libertad" if one.number % 4 else "Excarcelado"
        row = [f"{one.given} {one.family}", "M" if one.woman else "H", "docente" if one.number % 2 else "obrero", day]
        row += [TOWNS[one.place], PRISONS[one.place], state, f"Juzgado {one.number % 5 + 1} de Control"]
        rows.append(
            [*row, "6 años de prisión" if one.number % 3 else "", "asma" if one.number % 6 == 0 else "", "sin visita"]
        )
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    spaces = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text"))
    content = (
        f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="Presos">{body}'
    )
    content += "</table:table></office:spreadsheet></office:body></office:document-content>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as zipped:
        zipped.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        zipped.writestr("content.xml", content)
        zipped.writestr("META-INF/manifest.xml", "<manifest/>")
    truth = ("name", "gender", "occupation", "arrestedOn", "arrest-place", "detainedAt", "state", "broughtBefore")
    return Dialect("defensa.ods", stream.getvalue(), (*truth, "sentencedTo", "healthCondition", "context"))


def campaign(listed: Sequence[Person]) -> Dialect:
    """English, a table in a web page, month first, one row a release."""
    head = ("#", "Prisoner name", "Aged", "Taken on", "City", "Held at", "Accusation", "Freed on", "More info")
    cells = "".join(f"<th>{each}</th>" for each in head)
    rows = [f"<tr>{cells}</tr>"]
    for n, one in enumerate(listed, start=1):
        freed = one.day + timedelta(days=40)
        told = (n, f"{one.given} {one.family}", one.age, f"{one.day:%m/%d/%Y}", TOWNS[one.place], JAILS[one.place])
        more = (CHARGES[one.number % 4], f"{freed:%m/%d/%Y}", "<a href='x'>story</a>")
        rows.append("<tr>" + "".join(f"<td>{each}</td>" for each in (*told, *more)) + "</tr>")
    page = f"<html><title>Campaign</title><h1>Prisoners released by 15 December 2025</h1><table>{''.join(rows)}</table>"
    truth = ("-", "name", "ageAt", "arrestedOn", "arrest-place", "detainedAt", "facesCharge", "releasedOn", "-")
    return Dialect("campaign.html", page.encode(), truth)


DIALECTS = (registry, tracker, lawyers, campaign)


def _cell(words: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{escape(words)}</text:p></table:table-cell>'
