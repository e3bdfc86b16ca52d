"""Lists from the shell: shown as sentences, recorded when somebody says yes, and compared with the edition before."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from tests.graph.list_files import ENGLISH, SPANISH, workbook
from tests.graph.shell import done, habeas, made

from habeas.casefile import CaseFile
from habeas.formats.read.tables import delimited

LATER = SPANISH.replace("15 DE DICIEMBRE", "20 DE DICIEMBRE").replace(
    "2;Torres, Juan;9876543;41;25/11/2025", "2;Paz, Luis;;40;26/11/2025"
)
LATER = LATER.replace("29;01/02/2025;Cárcel Norte", "29;01/02/2025;Rodeo I")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return made(tmp_path / "case")


def a_list(folder: Path, text: str = SPANISH, name: str = "lista.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def recorded(case: Path, path: Path, *options: str, answers: str = "y\n") -> str:
    result = habeas("list", case, path, "--publisher", "Rights Desk", *options, input=answers)
    assert result.exit_code == 0, result.stderr
    return result.stderr


def claims(case: Path, doc: str) -> list[tuple[str, str, str]]:
    with CaseFile.open(case) as file:
        return [
            (line.sentence, line.polarity, dict(line.more).get("paragraph", "")) for line in file.claims(source=doc)
        ]


def test_a_list_is_shown_as_sentences_and_recorded_after_a_yes(case: Path, tmp_path: Path) -> None:
    shown = recorded(case, a_list(tmp_path))
    assert "Ana Ruiz Paz, arrested on 3 January 2025, arrested by Policía Sur, detained at Cárcel Norte" in shown
    assert "according to Rights Desk, list of 15 December 2025." in shown
    assert "The list says “Total 3”; it has 3 rows, which fits." in shown
    told = claims(case, "doc:rights-desk-held-2025-12-15")
    assert ("Ana Ruiz Paz — arrested on — 3 January 2025 (agent: Policía Sur)", "positive", "cell=3,5") in told
    assert ("Juan Torres — detained at — Rodeo I (as of: 15 December 2025)", "positive", "cell=4,6") in told
    assert sum("lower bound: 3" in sentence for sentence, _, _ in told) == 1


@pytest.mark.parametrize("answers", ["n\n", "", "\n"])
def test_nothing_is_recorded_without_a_yes(case: Path, tmp_path: Path, answers: str) -> None:
    result = habeas("list", case, a_list(tmp_path), "--publisher", "Rights Desk", input=answers)
    assert result.exit_code == 2
    assert "nothing was recorded" in result.stderr
    with CaseFile.open(case) as file:
        assert file.summary() == {}


def test_a_list_cannot_be_recorded_without_looking_where_its_columns_were_only_guessed(
    case: Path, tmp_path: Path
) -> None:
    path = a_list(tmp_path)
    assert "nobody has said yet what the columns" in habeas("list", case, path, "--yes", "--publisher", "x").stderr
    result = habeas("load", case, path, "--yes")
    assert (result.exit_code, "nobody has said yet" in result.stderr) == (1, True)


def test_a_list_loaded_twice_is_recorded_once(case: Path, tmp_path: Path) -> None:
    path = a_list(tmp_path)
    recorded(case, path)
    with CaseFile.open(case) as file:
        before = file.summary()
    assert "lista.csv  0         16" in done("load", case, path, "--yes")
    with CaseFile.open(case) as file:
        assert file.summary() == before


def test_the_next_edition_tells_what_changed_before_it_is_recorded(case: Path, tmp_path: Path) -> None:
    recorded(case, a_list(tmp_path))
    shown = habeas("load", case, a_list(tmp_path, LATER, "next.csv"), "--yes").stderr
    assert "Compared with the list of 15 December 2025: 1 new, 1 gone, 1 changed, 1 the same." in shown
    assert "Luz Díaz: detained at: “Cárcel Norte” became “Rodeo I”" in shown
    told = claims(case, "doc:rights-desk-held-2025-12-20")
    assert not any("Ana Ruiz" in sentence and "arrested" in sentence for sentence, _, _ in told), "it was said before"
    assert any("Luz Díaz — detained at — Rodeo I" in sentence for sentence, _, _ in told)
    assert any("Luis Paz — arrested on" in sentence for sentence, _, _ in told)


def test_who_is_gone_is_no_longer_on_the_list_and_not_released(case: Path, tmp_path: Path) -> None:
    recorded(case, a_list(tmp_path))
    done("load", case, a_list(tmp_path, LATER, "next.csv"), "--yes")
    with CaseFile.open(case) as file:
        gone = [line for line in file.claims(about="Juan Torres") if line.source.endswith("AL 20 DE DICIEMBRE DE 2025")]
        assert [(line.relation, line.polarity, line.modality) for line in gone] == [
            ("exampleOf", "negative", "inference")
        ]
        assert not file.query("ASK { ?r a hab:Release }").boolean()
    assert "held          assumed" in done("status", case, "--on", "2025-12-25", "--person", "Juan Torres")


def test_an_edition_from_another_file_is_refused_for_the_same_day(case: Path, tmp_path: Path) -> None:
    recorded(case, a_list(tmp_path))
    result = habeas("load", case, a_list(tmp_path, SPANISH.replace("34", "35"), "other.csv"), "--yes")
    assert "is in the case already, from another file" in result.stderr


def test_what_cannot_be_read_is_told_cell_by_cell_and_costs_nothing_else(case: Path, tmp_path: Path) -> None:
    text = SPANISH.replace("34;03/01/2025", "many;31/02/2025").replace("2;Torres, Juan", "2;")
    result = habeas("list", case, a_list(tmp_path, text), "--publisher", "Rights Desk", input="y\n")
    assert result.exit_code == 1
    for place in (
        "lista.csv, row 3, cell=3,4 (Ruiz Paz, Ana)",
        "lista.csv, row 3, cell=3,5",
        "lista.csv, row 4, cell=4,1",
    ):
        assert f"refused: {place}" in result.stderr
    assert any(
        "Ana Ruiz Paz — detained at" in sentence for sentence, _, _ in claims(case, "doc:rights-desk-held-2025-12-15")
    )


def test_a_column_is_changed_by_answer_or_by_option(case: Path, tmp_path: Path) -> None:
    path = a_list(tmp_path)
    recorded(case, path, "--column", "Organismo=nothing", answers="c\n4\nedad\nc\n6\nnothing\ny\n")
    told = " ".join(sentence for sentence, _, _ in claims(case, "doc:rights-desk-held-2025-12-15"))
    assert "Policía Sur" not in told
    assert "Cárcel Norte" not in told
    assert "aged — 34" in told


def test_a_saved_mapping_lies_beside_the_list_and_is_used_in_another_case(case: Path, tmp_path: Path) -> None:
    path = a_list(tmp_path)
    recorded(case, path, "--save")
    told = json.loads((tmp_path / "lista.csv-metadata.json").read_bytes())
    assert (told["url"], told["dc:publisher"]) == ("lista.csv", "Rights Desk")
    other = made(tmp_path / "other")
    assert "lista.csv  16" in done("load", other, path, "--yes")


def test_days_that_may_be_two_are_asked_about(case: Path, tmp_path: Path) -> None:
    text = "Name,Date of arrest\nAna Ruiz,01/02/2025\nLuis Paz,03/04/2025\n"
    options = ("--means", "held", "--date", "2025-12-01")
    recorded(case, a_list(tmp_path, text, "list.csv"), *options, answers="dmy\ny\n")
    told = [sentence for sentence, _, _ in claims(case, "doc:rights-desk-held-2025-12-01")]
    assert "Ana Ruiz — arrested on — 1 February 2025" in told


def test_a_workbook_is_recorded_with_the_addresses_of_its_cells(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [["Name", "Date of arrest", "Notes"], ["Ana Ruiz", date(2026, 1, 3), "x"], ["Luis Paz", 46026, "y"]]
    path.write_bytes(workbook(rows, name="Held", hide_columns=["C"], hidden_sheet="Old"))
    shown = recorded(case, path, "--date", "2026-02-01", "--means", "held")
    assert "Hidden columns, left out unless they are given a meaning: Notes." in shown
    assert "The sheet “Old” is hidden, and not read unless you choose it." in shown
    told = claims(case, "doc:rights-desk-held-2026-02-01")
    assert ("Ana Ruiz — arrested on — 3 January 2026", "positive", "Held!B2") in told
    assert ("Luis Paz — arrested on — 4 January 2026", "positive", "Held!B3") in told


def test_people_of_the_case_are_proposed_with_reasons_and_stay_apart(case: Path, tmp_path: Path) -> None:
    recorded(case, a_list(tmp_path))
    shown = habeas(
        "list",
        case,
        a_list(tmp_path, ENGLISH, "people.csv"),
        "--publisher",
        "Other Desk",
        "--date",
        "2025-12-18",
        input="y\n",
    ).stderr
    assert "Juan Torres — Juan Torres (person:juan-torres): both are written “Juan Torres”" in shown
    with CaseFile.open(case) as file:
        assert sorted(map(str, file.find("Juan Torres"))) == [
            "person:juan-torres",
            "person:juan-torres-other-desk-list",
        ]
        assert file.judgements() == ()


def test_a_dry_run_records_nothing_and_tells_it_as_json(case: Path, tmp_path: Path) -> None:
    told = json.loads(done("list", case, a_list(tmp_path), "--dry-run", "--format", "json"))
    assert told["rows"] == 3
    assert list(told["missing"]) == ["publisher"]
    with CaseFile.open(case) as file:
        assert file.summary() == {}


def test_a_list_with_too_many_rows_is_refused_whole(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "MOST_ROWS", 3)
    result = habeas("list", case, a_list(tmp_path), "--publisher", "x", input="y\n")
    assert (result.exit_code, "more than 3 rows" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--column", "Organismo"),
        ("--column", "None=name"),
        ("--column", "Edad=xyzzy"),
        ("--header", "two"),
        ("--means", "x"),
        ("--dates", "x"),
        ("--sheet", "x"),
        ("--encoding", "x"),
    ],
)
def test_an_option_that_makes_no_sense_is_told(case: Path, tmp_path: Path, option: str, value: str) -> None:
    result = habeas("list", case, a_list(tmp_path), option, value)
    assert result.exit_code == 2
    assert result.stderr.startswith("habeas:")


def test_a_list_is_shown_in_spanish_too(case: Path, tmp_path: Path) -> None:
    result = habeas("list", case, a_list(tmp_path), "--publisher", "Foro", "--lang", "es", input="s\n")
    assert result.exit_code == 0
    assert "según Foro, lista del 15 de diciembre de 2025." in result.stderr


def test_the_original_is_kept_and_told_by_its_hash(case: Path, tmp_path: Path) -> None:
    path = a_list(tmp_path)
    recorded(case, path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (case / "sources" / f"{sha256}.csv").read_bytes() == path.read_bytes()
    with CaseFile.open(case) as file:
        snapshot = (file.views.index.entity("doc:rights-desk-held-2025-12-15") or {})["snapshot"]
    assert (snapshot["original"], snapshot["media"]) == (sha256, "text/csv")
    assert "Nothing is damaged" in done("verify", case)


def test_where_somebody_was_is_not_where_they_are(case: Path, tmp_path: Path) -> None:
    text = "Nombre;Centro de reclusión;Situación\nAna Ruiz;Cárcel Norte;Excarcelada\nLuis Paz;Cárcel Norte;Detenido\n"
    shown = recorded(case, a_list(tmp_path, text), "--date", "2025-12-01", "--means", "held")
    assert "Ana Ruiz, state of custody: released, according" in shown
    told = [sentence for sentence, _, _ in claims(case, "doc:rights-desk-held-2025-12-01")]
    assert "Ana Ruiz — released on — on or before 1 December 2025" in " ".join(told).replace("until", "on or before")
    assert not any("Ana Ruiz — detained at" in sentence for sentence in told)
    assert any("Luis Paz — detained at — Cárcel Norte" in sentence for sentence in told)
