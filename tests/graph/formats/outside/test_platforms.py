"""FollowTheMoney and Wikidata: what they say, who says it, what stays out, and two records that are never one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from habeas.casefile import CaseFile
from habeas.errors import BadFile
from habeas.formats.read.files import batches
from habeas.model.values import Ref, Text, When

ANA, INES = "NK-ana0000000000000", "NK-ines000000000000"


def entity(
    key: str, schema: str, datasets: tuple[str, ...] = ("lists",), **properties: str | list[str]
) -> dict[str, Any]:
    values = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {"id": key, "schema": schema, "properties": values, "datasets": list(datasets)}


FTM = [
    entity(
        ANA, "Person", name="Ana Ruiz Paz", alias="Anita", birthDate="1994-05-12", gender="female", nationality="ve"
    ),
    entity(INES, "Person", ("a", "b"), name="Inés Paz", position="teacher", topics="crime", education="School"),
    entity("o1", "PublicBody", name="Interior Ministry", description="A ministry", modifiedAt="2026-01-03T10:00:00"),
    entity("p1", "Position", name="Minister"),
    entity("f1", "Family", person=ANA, relative=INES, relationship="mother"),
    entity("oc", "Occupancy", holder=INES, post="p1", startDate="2020", endDate="2024-05"),
    entity("m1", "Membership", member=ANA, organization="o1", role="clerk"),
    entity("v1", "Vessel", name="Boat"),
]


def lines(folder: Path, rows: list[Any], name: str = "export.ftm.json") -> Path:
    path = folder / name
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


def told(case: CaseFile) -> set[tuple[str, str, str, str]]:
    found = set()
    for claim in (case.views.claim_in(row)[0] for row in case.views.index.claims()):
        value = claim.object
        words = (
            case.label(value)
            if isinstance(value, Ref)
            else value.text
            if isinstance(value, Text)
            else value.edtf
            if isinstance(value, When)
            else str(value)
        )
        found.add((case.label(claim.subject), claim.relation, words, case.label(claim.speaker)))
    return found


def test_entities_say_what_we_have_relations_for_and_who_says_so(case: CaseFile, tmp_path: Path) -> None:
    path = lines(tmp_path, FTM)
    report = case.load(path)
    assert not report.refused
    keeper = "whoever keeps export.ftm.json"
    assert told(case) == {
        ("Ana Ruiz Paz", "bornOn", "1994-05-12", "lists"),
        ("Ana Ruiz Paz", "gender", "woman", "lists"),
        ("Ana Ruiz Paz", "nationality", "Venezuela", "lists"),
        ("Inés Paz", "occupation", "teacher", keeper),
        ("Inés Paz", "context", "education: School", keeper),
        ("Interior Ministry", "description", "A ministry", "lists"),
        ("Inés Paz", "parentOf", "Ana Ruiz Paz", "lists"),
        ("Inés Paz", "holdsPost", "Minister", "lists"),
        ("Ana Ruiz Paz", "memberOf", "Interior Ministry", "lists"),
    }
    notes = " ".join(report.notes)
    assert "topics are labels, not facts" in notes
    assert "Vessel have no relation here" in notes
    assert case.view().search_names("Anita")
    assert not case.load(path).recorded
    said = {claim.said.edtf for claim in (case.views.claim_in(row)[0] for row in case.views.index.claims())}
    assert said == {"XXXX", "2026-01-03"}


def test_statements_are_of_their_dataset_and_a_platform_s_merging_is_not_taken_over(
    case: CaseFile, tmp_path: Path
) -> None:
    def statement(key: str, prop: str, value: str, dataset: str) -> dict[str, str]:
        shared = {"schema": "Person", "canonical_id": "Q1", "id": f"{key}{prop}{value}"}
        return {**shared, "entity_id": key, "prop": prop, "value": value, "dataset": dataset}

    rows = [
        statement(ANA, "name", "Ana Ruiz", "one"),
        statement(ANA, "birthDate", "1994", "one"),
        statement(INES, "name", "Ana Ruiz", "other"),
        statement(INES, "birthDate", "1931", "other"),
    ]
    assert not case.load(lines(tmp_path, rows)).refused
    assert told(case) == {("Ana Ruiz", "bornOn", "1994", "one"), ("Ana Ruiz", "bornOn", "1931", "other")}
    assert len(case.find("Ana Ruiz")) == 2


def test_short_ids_of_two_files_are_two_people(case: CaseFile, tmp_path: Path) -> None:
    case.load(lines(tmp_path, [entity("1", "Person", name="Ana Ruiz", birthDate="1994")]))
    case.load(lines(tmp_path, [entity("1", "Person", name="Ana Ruiz", birthDate="1931")], "other.ftm.json"))
    assert len(case.find("Ana Ruiz")) == 2


def test_lines_that_cannot_be_read_cost_no_others(case: CaseFile, tmp_path: Path) -> None:
    path = lines(tmp_path, [*FTM[:1], [1], {"id": 3}, entity("t", "Membership", member=ANA, organization="gone")])
    with path.open("a") as stream:
        stream.write('{"id": \n' + "[" * 200_000 + "\n" + json.dumps(entity("x", "Person", name="y" * 3_000)) + "\n")
    report = case.load(path)
    assert len(report.recorded) == 3
    assert sorted(int(one.where.rpartition("line ")[2]) for one in report.refused) == [2, 3, 4, 5, 6, 7]


def test_a_file_without_entities_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        list(batches(lines(tmp_path, ["x"]), ""))


# -- Wikidata


def snak(value: object) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"value": value}}


def time(text: str, precision: int, calendar: str = "Q1985727") -> dict[str, Any]:
    model = f"http://www.wikidata.org/entity/{calendar}"
    return snak({"time": f"+{text}T00:00:00Z", "precision": precision, "calendarmodel": model})


def statement(guid: str, main: dict[str, Any], rank: str = "normal", **qualifiers: dict[str, Any]) -> dict[str, Any]:
    reference = [{"snaks": {"P854": [snak("https://example.org/a")]}}]
    found = {"id": guid, "rank": rank, "mainsnak": main, "references": reference}
    return found | {"qualifiers": {name: [one] for name, one in qualifiers.items()}}


def item(key: str, label: str, **claims: list[dict[str, Any]]) -> dict[str, Any]:
    labels = {"en": {"language": "en", "value": label}}
    return {"id": key, "type": "item", "labels": labels, "modified": "2026-01-03T10:00:00Z", "claims": claims}


WIKIDATA = {
    "entities": {
        "Q77": item(
            "Q77",
            "Ana Ruiz Paz",
            P31=[statement("Q77$a", snak({"id": "Q5"}))],
            P21=[statement("Q77$b", snak({"id": "Q6581072"}))],
            P569=[statement("Q77$c", time("1994-05-00", 10)), statement("Q77$d", time("1900-01-01", 9), "deprecated")],
            P570=[
                statement("Q77$e", time("1700-01-01", 11, "Q1985786")),
                statement("Q77$f", {"snaktype": "somevalue"}),
            ],
            P2632=[statement("Q77$g", snak({"id": "Q8"}), P580=time("2026-01-03", 11))],
            P25=[statement("Q77$h", snak({"id": "Q78"}))],
            P9999=[statement("Q77$i", snak("x"))],
        ),
        "Q78": item("Q78", "Inés Paz", P31=[statement("Q78$a", snak({"id": "Q5"}))]),
    }
}


@pytest.mark.parametrize("whole", [True, False])
def test_an_item_is_read_alone_and_among_others(case: CaseFile, tmp_path: Path, whole: bool) -> None:
    path = tmp_path / "Q77.json"
    path.write_text(json.dumps(WIKIDATA if whole else WIKIDATA["entities"]["Q77"]), encoding="utf-8")
    report = case.load(path)
    assert not report.refused
    mother = "Inés Paz" if whole else "Q78 of Wikidata"
    editors = "the editors of Wikidata"
    assert told(case) == {
        ("Ana Ruiz Paz", "gender", "woman", editors),
        ("Ana Ruiz Paz", "bornOn", "1994-05", editors),
        ("Ana Ruiz Paz", "detainedAt", "Q8 of Wikidata", editors),
        ("Ana Ruiz Paz", "childOf", mother, editors),
    }
    claims = [case.views.claim_in(row)[0] for row in case.views.index.claims()]
    assert all(claim.quote.startswith("Q77$") and claim.passages for claim in claims)
    assert {claim.said.edtf for claim in claims} == {"2026-01-03"}
    held = next(claim for claim in claims if claim.relation == "detainedAt")
    assert [(key, value.edtf) for key, value in held.details if isinstance(value, When)] == [("began", "2026-01-03")]
    assert held.note is not None and "https://example.org/a" in held.note.text
    notes = " ".join(report.notes)
    assert "deprecated statements are left out" in notes
    assert "P9999 has no relation here" in notes
    assert not case.load(path).recorded


def test_an_item_of_odd_shapes_is_read_as_far_as_it_goes(case: CaseFile, tmp_path: Path) -> None:
    odd = item("Q9", "Odd", P31=[statement("a", snak({"id": "Q5"}))], P569=[{}, {"mainsnak": 3}])
    odd["claims"] |= {"P27": 5, "P22": [statement("b", snak({"id": "Q1 OR 1"}))], "P570": [statement("c", snak("now"))]}
    odd["aliases"] = {"en": [3, {"value": "Odder"}]}
    path = tmp_path / "q.json"
    path.write_text(json.dumps(odd))
    assert not case.load(path).recorded
    assert case.find("Odder")
