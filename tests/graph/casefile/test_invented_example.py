"""The made-up example with its own documents: every claim is recorded, every quote stands at its place."""

from __future__ import annotations

from pathlib import Path

from habeas.casefile import CaseFile

FORM = Path(__file__).parents[3] / "examples" / "invented" / "case.yaml"


def test_the_invented_case_is_recorded_whole_and_its_texts_are_kept(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "case") as case:
        report = case.load(FORM)
        assert report.refused == ()
        assert len(report.recorded) == 14
        texts = {path.read_bytes().decode() for path in (case.folder / "sources").iterdir()}
        assert texts == {path.read_text("utf-8") for path in FORM.parent.glob("*.txt")}
        assert all(line.quote for line in case.claims())


def test_two_people_who_say_the_same_are_one_answer_with_two_claims(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "case") as case:
        case.load(FORM)
        assert len(case.query("SELECT ?who { ?who hab:detainedAt ?where }").table().rows) == 1
        assert len(case.query("SELECT ?c { GRAPH ?c { ?who hab:detainedAt ?where } }").table().rows) == 2
