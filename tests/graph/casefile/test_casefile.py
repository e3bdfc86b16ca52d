"""The open case: one writer, names, what is shown, the past, asking."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form, journal_of, quads_of, rows_of
from tests.graph.casefile.opening_cases import another_program

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, BadFile, CaseLocked, CaseMissing, NotFound
from habeas.model.config import DEFAULT_BASE

# -- one writer, many readers --------------------------------------------------------------------------------------


def test_a_second_writer_is_told_which_program_has_the_case(example_folder: Path) -> None:
    with another_program(example_folder, "write") as program:
        for write in (True, False):
            with pytest.raises(CaseLocked, match=rf"this case file is open in another program \(pid {program.pid}\)"):
                CaseFile.open(example_folder, write=write)


def test_readers_share_a_case_and_keep_a_writer_out(example_folder: Path) -> None:
    with another_program(example_folder, "read"), CaseFile.open(example_folder) as case:
        assert case.summary()["claims live"] == 146
        with pytest.raises(CaseLocked):
            CaseFile.open(example_folder, write=True)


def test_a_program_that_was_killed_keeps_nobody_out(example_folder: Path) -> None:
    with another_program(example_folder, "write"):
        pass
    with CaseFile.open(example_folder, write=True) as case:
        assert case.summary()["claims live"] == 146


def test_a_case_opened_to_read_cannot_be_written_nor_made_anew(example_folder: Path) -> None:
    with CaseFile.open(example_folder) as case:
        for write in (lambda: case.withdraw("N001", reason="x"), case.rebuild, lambda: case.record_form(a_form())):
            with pytest.raises(BadChoice, match="read only"):
                write()
    assert CaseFile.verify(example_folder, deep=True).ok


# -- making and opening --------------------------------------------------------------------------------------------


def test_a_new_case_is_a_folder_for_its_owner_only(tmp_path: Path) -> None:
    CaseFile.create(tmp_path / "case", title="My “case”\nwith \\ and é").close()
    found = {
        path.relative_to(tmp_path).as_posix(): oct(path.stat().st_mode & 0o777)
        for path in (tmp_path / "case").iterdir()
    }
    assert {name.rpartition("/")[2] for name in found} >= {"case.toml", "journal", "sources", "questions", "store"}
    assert oct((tmp_path / "case").stat().st_mode & 0o777) == "0o700"
    assert oct(journal_of(tmp_path / "case").stat().st_mode & 0o777) == "0o600"
    with CaseFile.open(tmp_path / "case") as case:
        assert case.settings.title == "My “case”\nwith \\ and é"


def test_a_folder_that_is_not_empty_and_a_file_are_not_made_a_case(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    for place in (tmp_path, tmp_path / "note.txt"):
        with pytest.raises(BadChoice, match=r"not empty|a file of this name is there"):
            CaseFile.create(place)
    CaseFile.create(tmp_path / "case").close()
    with pytest.raises(BadChoice, match="already a case file"):
        CaseFile.create(tmp_path / "case")


@pytest.mark.parametrize("base", ["no address", "https://example.org/id", "/id/", "https://example.org/a b/"])
def test_a_base_that_is_none_is_refused_before_anything_is_made(tmp_path: Path, base: str) -> None:
    with pytest.raises(BadFile, match="base of the names in a case"):
        CaseFile.create(tmp_path / "case", base=base)
    assert not (tmp_path / "case").exists()


def test_where_there_is_no_case_it_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    for place in (tmp_path / "nothing", tmp_path, tmp_path / "note.txt"):
        for write in (True, False):
            with pytest.raises(CaseMissing, match="no case file here"):
                CaseFile.open(place, write=write)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('colour = "red"', "“colour” is not a setting"),
        ("title = ", "cannot be read"),
        ("title = 5", "wrong form"),
        ('languages = "es"', "wrong form"),
        ('base = "x"', "cannot be the base"),
        ("[conventions]\nlate_mnth = [1, 2]", "late_mnth"),
        ("[conventions]\nlate_month = [9, 2]", "late_month"),
        ('title = "\xff"', "cannot be read"),
    ],
)
def test_a_mistake_in_the_settings_is_said_with_the_file(tmp_path: Path, line: str, why: str) -> None:
    with a_case(tmp_path / "case") as case:
        folder = case.folder
    (folder / "case.toml").write_bytes(line.encode("latin-1"))
    with pytest.raises(Exception, match=why) as caught:
        CaseFile.open(folder)
    assert "case.toml" in str(caught.value)


def test_another_base_gives_other_names_and_the_same_answers(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "case", base="https://example.org/我的/") as case:
        case.record_form(a_form(a_claim_form(began="2025-01-05")))
        assert rows_of(case, "SELECT ?who { ?who hab:detainedAt ?where }") == [
            ("https://example.org/我的/person/ana-ruiz",)
        ]
        assert DEFAULT_BASE not in "".join(quads_of(case))
        assert str(case.get("https://example.org/我的/person/ana-ruiz")) == "person:ana-ruiz"


# -- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "person:enrique-marquez",
        "enrique-marquez",
        "Enrique Márquez",
        "ENRIQUE MARQUEZ",
        f"{DEFAULT_BASE}person/enrique-marquez",
        "enrique marquez",
    ],
)
def test_a_person_is_found_by_every_way_of_writing_the_name(example: CaseFile, name: str) -> None:
    assert str(example.get(name)) == "person:enrique-marquez"


@pytest.mark.parametrize("name", ["N057", "claim:N057", f"{DEFAULT_BASE}claim/N057"])
def test_a_claim_is_found_by_its_id(example: CaseFile, name: str) -> None:
    assert str(example.get(name)) == "claim:N057"


@pytest.mark.parametrize(
    "name",
    [
        "Enrique Marques",
        "person:nobody",
        f"{DEFAULT_BASE}person/nobody",
        f"{DEFAULT_BASE}recorder/documenter",
        "",
        "person:",
        "a b:c",
        "N999",
        DEFAULT_BASE,
    ],
)
def test_a_name_that_is_not_there_is_said_and_not_shown_as_an_empty_page(example: CaseFile, name: str) -> None:
    with pytest.raises(NotFound):
        example.show(name)


def test_the_nearest_names_are_told(example: CaseFile) -> None:
    with pytest.raises(NotFound) as caught:
        example.get("Enrike Marquez")
    assert "person:enrique-marquez (Enrique Márquez)" in caught.value.next


def test_a_name_that_may_be_several_is_refused_with_all_of_them(example: CaseFile) -> None:
    with pytest.raises(NotFound, match="may be several") as caught:
        example.get("venezuelan government")
    assert "org:ve-government-maduro" in caught.value.why
    assert "org:ve-government-interim" in caught.value.why


# -- what is shown -------------------------------------------------------------------------------------------------


def test_a_sheet_shows_every_claim_about_a_name_with_its_speaker_place_and_doubt(example: CaseFile) -> None:
    sheet = example.show("Enrique Márquez")
    lines = {line.claim_id: line for line in sheet.lines}
    assert {"N055", "N056", "N057", "N058", "N059", "N060"} <= set(lines)
    assert (lines["N056"].speaker, lines["N056"].passage, lines["N056"].status) == ("NPR", "3198-3232", "live")
    assert lines["N056"].object == "El Helicoide"


def test_the_sheet_of_a_withdrawn_claim_says_so_and_why(example: CaseFile) -> None:
    example.withdraw("N056", reason="another prison")
    [line] = [line for line in example.show("person:enrique-marquez").lines if line.claim_id == "N056"]
    assert (line.status, line.reason) == ("withdrawn", "another prison")


def test_claims_can_be_asked_for_by_what_by_whom_and_where(example: CaseFile) -> None:
    assert {line.claim_id for line in example.claims(source="npr-2026-01-12")} == {f"N{n:03}" for n in range(1, 87)}
    assert [line.claim_id for line in example.claims(about="facility:el-rodeo", speaker="person:jesus-vargas")] == [
        "N004",
        "N005",
        "N006",
    ]
    with pytest.raises(NotFound):
        example.claims(about="nobody at all")


def test_the_history_tells_every_step_with_time_hand_and_reason(tmp_path: Path) -> None:
    clock = Clock()
    with a_case(tmp_path / "case", a_form(a_claim_form(id="A1")), clock=clock) as case:
        clock.at("09:30")
        case.withdraw("A1", reason="misread", by="lawyer")
        told = list(case.history())
        assert [line.n for line in told] == list(range(1, len(told) + 1))
        assert (told[0].op, told[-1].op, told[-1].by, told[-1].at, told[-1].reason) == (
            "create",
            "withdraw",
            "lawyer",
            "2026-02-01T09:30:00.000Z",
            "misread",
        )
        assert [line.op for line in case.history("A1")] == ["record", "withdraw"]
        assert [line.op for line in case.history("Ana Ruiz")] == ["describe"]


# -- the past ------------------------------------------------------------------------------------------------------


def test_a_day_means_its_end_and_a_time_means_that_moment(tmp_path: Path) -> None:
    clock = Clock()
    with a_case(tmp_path / "case", a_form(a_claim_form(id="A1")), clock=clock) as case:
        clock.at("2026-02-02T08:00:00.000Z")
        case.withdraw("A1", reason="x")
        known = {
            moment: case.at(moment).summary().get("claims live", 0)
            for moment in (
                "2026-01-31",
                "2026-02-01",
                "2026-02-02",
                "2026-02-02T07:59:59Z",
                "2026-02-02T09:00:00+01:00",
                "2026-02-02T08:30:00+01:00",
            )
        }
    assert list(known.values()) == [0, 1, 0, 1, 0, 1]


@pytest.mark.parametrize("moment", ["yesterday", "2026-13-01", "2026-02-01T25:00", "", "2026"])
def test_a_moment_that_is_none_is_refused(case: CaseFile, moment: str) -> None:
    with pytest.raises(BadChoice, match="not a moment"):
        case.at(moment)


def test_closing_the_past_leaves_the_present_open(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form(id="A1")))
    with case.at("2099-01-01") as then:
        assert then.known
    case.withdraw("A1", reason="still open")


def test_a_clock_that_runs_backwards_does_not_turn_the_history_round(tmp_path: Path) -> None:
    clock = Clock("10:00")
    with a_case(tmp_path / "case", clock=clock) as case:
        clock.at("09:00")
        case.record_form(a_form(a_claim_form(id="A1")))
        assert {line.at for line in case.history()} == {"2026-02-01T10:00:00.000Z"}


# -- asking --------------------------------------------------------------------------------------------------------


def test_the_simplest_query_answers_each_pair_once(example: CaseFile) -> None:
    pairs = rows_of(example, "SELECT ?who ?where { ?who hab:detainedAt ?where }")
    assert len(pairs) == len(set(pairs)) > 0
    claims = rows_of(example, "SELECT ?claim ?who ?where { GRAPH ?claim { ?who hab:detainedAt ?where } }")
    assert len(claims) >= len(pairs)
    assert {pair[1:] for pair in claims} == set(pairs)


def test_the_engine_and_rdflib_hold_the_same_quads(example: CaseFile) -> None:
    data = example.as_rdflib()
    assert sum(1 for _ in data.quads()) == len(quads_of(example))
