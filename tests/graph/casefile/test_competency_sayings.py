"""Twenty-five questions people ask, on the example: those about numbers, speakers, words and sources.

As in test_competency: one test a question, and what the file answers, with the claims it rests on.
"""

from __future__ import annotations

from tests.builders import HASH
from tests.graph.casefile.competency_cases import (
    MARQUEZ,
    asked,
    case,
    claims,
    rows,
)

from habeas.casefile import CaseFile
from habeas.model.values import Ref

__all__ = ["case"]
"""The fixtures that these tests start from."""


def test_q08_every_number_of_people_released(case: CaseFile) -> None:
    found = asked(case, "Q08")
    told = {row["claim"].removeprefix("claim:"): row for row in found}
    bounds = {claim: (row.get("lower"), row.get("upper"), row["countKind"]) for claim, row in told.items()}
    assert bounds["N012"] == ("41", "41", "cumulative")
    assert "window" not in told["N012"]
    assert bounds["N063"] == ("116", "116", "cumulative")
    assert bounds["Y007"] == ("80", None, "flow")
    assert (bounds["Y012"], told["Y012"]["window"]) == (("180", "199", "flow"), "2025-12-01/2026-01-01")
    assert bounds["Y008"] == ("1", None, "flow")
    assert bounds["Y019"] == (None, None, "flow")
    assert (bounds["Y039"], told["Y039"]["window"]) == (("17", "17", "flow"), "2025")
    assert set(told) == {"N012", "N063", "Y003", "Y005", "Y007", "Y008", "Y012", "Y019", "Y039"}
    assert (told["N012"]["keeperName"], told["Y007"]["keeperName"]) == ("Foro Penal", "rights groups, unnamed")


def test_q09_how_many_were_held_by_which_source_and_when(case: CaseFile) -> None:
    told = {row["claim"].removeprefix("claim:"): row for row in asked(case, "Q09")}
    assert {claim: (row["lower"], row.get("upper"), row["asOf"]) for claim, row in told.items()} == {
        "Y033": ("800", "900", "2026-01-01"),
        "Y004": ("801", None, "2026-01-01"),
        "N013": ("801", None, "2026-01-12"),
        "N007": ("200", None, "2026-01-12"),
    }


def test_q10_which_claims_rest_on_anonymous_plural_speakers(case: CaseFile) -> None:
    found = claims(asked(case, "Q10"))
    assert found >= {"Y004", "Y005", "Y006", "Y007", "Y008", "Y011", "Y012", "Y022", "Y032", "Y033", "Y034", "Y035"}
    assert found >= {"N062", "N083", "Y054"}
    assert not found & {"Y009", "Y010", "N012", "N063", "Y051"}


def test_q11_what_was_publicly_known_by_the_end_of_5_january(case: CaseFile) -> None:
    found = asked(case, "Q11")
    assert {row["document"] for row in found} == {"doc:nyt-2026-01-01"}
    assert len(found) == 60
    assert {"Y026", "Y007", "Y033"} <= claims(found)
    assert "N036" not in claims(found)


def test_q12_what_a_detainee_is_accused_of_through_whom_and_who_denies_it(case: CaseFile) -> None:
    found = asked(case, "Q12")
    accused = {row["objectName"] for row in found if row["mode"] == "accusation"}
    assert accused == {"terrorism", "spying for the United States", "plotting against the president"}
    assert {row["speaker"] for row in found if row["mode"] == "accusation"} == {"person:rhoda-torres"}
    assert {row["speaker"] for row in found if row["mode"] == "denial"} == {"collective:torres-duque-family"}
    assert claims(found) == {"Y051", "Y052", "Y053", "Y054"}
    assert {row["assertion"] for row in found} == {"act-only"}


def test_q13_which_official_statements_nobody_of_another_kind_supports(case: CaseFile) -> None:
    found = asked(case, "Q13")
    assert claims(found) == {"N025", "N063", "N041", "N042"}
    assert {row["speakerName"] for row in found} == {
        "Tarek William Saab",
        "Jorge Rodríguez",
        "Government of Venezuela (interim, from 2026-01)",
    }


def test_q15_everything_said_by_foro_penal_or_its_director(case: CaseFile) -> None:
    found = asked(case, "Q15")
    assert {row["claim"].removeprefix("claim:") for row in found} == {
        "N012",
        "N013",
        "N015",
        "N017",
        "N018",
        "N028",
        "N085",
        "N086",
    }
    assert {row["speaker"]: row["because"] for row in found} == {
        "org:foro-penal": "the body itself",
        "person:alfredo-romero": "holds the post director of Foro Penal",
    }


def test_q17_which_dates_were_inferred_or_computed_from_which_anchor(case: CaseFile) -> None:
    told = {row["claim"].removeprefix("claim:"): row for row in asked(case, "Q17")}
    assert {"Y001", "N036", "N022", "N024", "N057"} <= set(told)
    assert told["Y001"]["basis"] == "inferred"
    assert told["N036"]["anchor"] == "claim:N035"
    assert told["N024"]["words"] == "Saturday"


def test_q18_the_words_that_carry_the_release_of_marquez(case: CaseFile) -> None:
    (found,) = asked(case, "Q18")
    assert (found["start"], found["end"], found["paragraph"]) == ("3234", "3269", "P11")
    assert found["sha256"] == HASH
    assert found["document"] == "doc:npr-2026-01-12"


def test_q24_which_claims_contradict_or_strain_one_another(case: CaseFile) -> None:
    found = {(row["severity"], tuple(sorted(claims([row])))) for row in asked(case, "Q24")}
    assert found == {
        ("soft", ("N052", "N055")),
        ("info", ("N012", "N063")),
        ("info", ("N047", "N048", "Y022")),
        ("info", ("Y051", "Y052", "Y053", "Y054")),
    }
    assert claims(rows(case, "contradictions", about="Enrique Márquez")) == {"N052", "N055"}


def test_q25_what_may_be_exported_without_naming_an_accusation_as_a_fact(case: CaseFile) -> None:
    found = asked(case, "Q25")
    ends = {Ref.parse(row[side]) for row in found for side in ("source", "target")}
    assert not {ref.kind for ref in ends} & {"accusation", "act", "concept"}
    said = {line.claim_id for line in case.claims() if line.assertion != "asserted"}
    assert not claims(found) & said
    held = next(row for row in found if row["relation"] == "detainedAt" and row["source"] == MARQUEZ)
    assert (held["target"], held["start"], held["end"]) == (
        "facility:el-helicoide",
        "[2024-11..2025-03]",
        "[2026-01-08..2026-01-11]",
    )
    assert (held["nClaims"], held["weight"]) == ("1", "1")
