"""`ask missing`: from lists of the file to how many are on none, with identity as judged and with its doubt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.errors import BadChoice

GIVEN = [
    "Adela",
    "Bruno",
    "Carmen",
    "Dario",
    "Elena",
    "Felix",
    "Gema",
    "Hector",
    "Irene",
    "Jaime",
    "Karla",
    "Lucas",
    "Marta",
    "Nestor",
    "Olga",
    "Pablo",
]
FAMILY = [
    "Abreu",
    "Bello",
    "Cruz",
    "Duarte",
    "Espejo",
    "Fuentes",
    "Gil",
    "Haro",
    "Ibarra",
    "Juarez",
    "Kaplan",
    "Lobo",
    "Mora",
    "Nieto",
    "Osuna",
    "Prado",
]
PEOPLE = {
    f"p{n}": {"is": f"person:p{n}", "label": f"{one} {two}"}
    for n, (one, two) in enumerate(zip(GIVEN, FAMILY, strict=True))
}
NAMES = {
    **PEOPLE,
    "twin": {"is": "person:twin", "label": "Pablo Prádo"},
    "roll": {"is": "population:roll", "label": "names on the wall"},
}


def a_list(name: str, *people: str, **more: str) -> dict[str, object]:
    claims = [a_claim_form(who, "arrestedOn", "2026-01-05", id=f"{name}{n}", **more) for n, who in enumerate(people)]
    return a_form(*claims, names=NAMES, id=name, title=name)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """Two documents and a population; the last person of the second list is perhaps one of the first."""
    first = a_list("a", *(f"p{n}" for n in range(9)), "p15")
    second = a_list("b", *(f"p{n}" for n in range(4, 13)), "twin", said_by="paper")
    wall = [a_claim_form(f"p{n}", "exampleOf", "roll", id=f"w{n}") for n in (0, 4, 8, 12, 14)]
    with a_case(tmp_path / "file", first, second, a_form(*wall, names=NAMES, id="wall")) as made:
        yield made


def asked(case: CaseFile, lists: str, lang: str = "en", **more: str) -> tuple[list[dict[str, object]], str]:
    found = case.ask("missing", {"lists": lists, **more}, lang=lang)
    table = found.table()
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows], " ".join(found.footing.conventions)


def test_two_lists_give_an_estimate_with_its_interval_and_its_warnings(case: CaseFile) -> None:
    rows, notes = asked(case, "doc:a; doc:b")
    chapman = next(row for row in rows if row["method"] == "Chapman" and row["identity"] == "as judged")
    assert (chapman["listed"], chapman["total"]) == (15, round(11 * 11 / 6 - 1))
    assert "5 of them on more than one list" in notes and "copy one another" in notes and "A third list would" in notes
    assert asked(case, "org:radio; org:paper")[0] == rows, "by their speakers"


def test_doubt_about_who_is_whom_is_a_range(case: CaseFile) -> None:
    rows, notes = asked(case, "doc:a; doc:b")
    totals = {row["identity"]: row["total"] for row in rows if row["method"] == "Chapman"}
    assert totals["if all who look alike are one"] < totals["as judged"]
    assert "1 may be somebody on another list" in notes
    case.judge("person:p15", "person:twin", "different", reason="two birthdays")
    assert {row["identity"] for row in asked(case, "doc:a; doc:b")[0]} == {"as judged"}
    case.take_back("person:p15", "person:twin", reason="one after all")
    case.judge("person:p15", "person:twin", "same", reason="one birthday")
    (after,) = (row["total"] for row in asked(case, "doc:a; doc:b")[0] if row["method"] == "Chapman")
    assert after == totals["if all who look alike are one"]


def test_three_lists_a_population_among_them_and_spanish(case: CaseFile) -> None:
    rows, notes = asked(case, "doc:a; doc:b; population:roll", "es", what="arrested")
    assert {"log-lineal", "cobertura de la muestra"} <= {row["method"] for row in rows}
    assert "En las listas:" in notes and "names on the wall: 5" in notes
    assert asked(case, "doc:a; doc:b", what="died")[0] == []


@pytest.mark.parametrize(
    ("lists", "what", "why"), [("doc:a", "", "two to five"), ("doc:a; doc:b", "hurt", "is not asked about")]
)
def test_what_cannot_be_asked_is_refused_with_what_can(case: CaseFile, lists: str, what: str, why: str) -> None:
    with pytest.raises(BadChoice, match=why):
        case.ask("missing", {"lists": lists, "what": what})
