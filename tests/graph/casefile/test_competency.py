"""Twenty-five questions people ask, on the example: those about people, custody and posts.

One test a question. Every answer comes with its claims and the places of their words, names the conventions it was read
with, tells "not stated" from "no", and is empty for a time at which the file knew nothing.
"""

from __future__ import annotations

from tests.graph.casefile.competency_cases import (
    EDILSON,
    GUANIPA,
    MADURO,
    MARQUEZ,
    TORRES_DUQUE,
    answer,
    asked,
    by,
    case,
    claims,
    rows,
)

from habeas.casefile import CaseFile

__all__ = ["case"]
"""The fixtures that these tests start from."""


def test_q01_who_was_held_and_where_on_12_january(case: CaseFile) -> None:
    found = by(asked(case, "Q01"), "person")
    assert set(found) == {GUANIPA, MADURO}
    assert (found[GUANIPA]["held"], found[GUANIPA]["place"]) == ("certain", "facility:caracas-police-station-guanipa")
    assert found[MADURO]["evidence"] == "assumed (evidence 9 days old)"
    assert found[MADURO]["placeName"] == "not stated"
    assert claims(list(found.values())) == {"N066", "N067", "N037"}
    others = {row.person: (row.held.value, row.custody.state) for row in case.status(on="2026-01-12")}
    assert {person: told for person, told in others.items() if person not in found} == {
        MARQUEZ: ("not", "left"),
        TORRES_DUQUE: ("not", "free"),
        EDILSON: ("not", "dead-in-custody"),
        "person:luis-carlos-diaz": ("not", "left"),
    }


def test_q02_who_was_possibly_and_who_certainly_held_on_10_january(case: CaseFile) -> None:
    found = by(asked(case, "Q02"), "person")
    assert {person: row["held"] for person, row in found.items()} == {
        EDILSON: "certain",
        MADURO: "assumed",
        MARQUEZ: "possible",
        GUANIPA: "possible",
    }
    assert {"N057", "N066", "N024", "N026"} <= claims(list(found.values()))


def test_q03_which_released_people_still_face_charges(case: CaseFile) -> None:
    found = by(asked(case, "Q03"), "personName")
    assert (found["Enrique Márquez"]["charges"], found["Enrique Márquez"]["offence"]) == ("pending", "not stated")
    assert found["Jonathan Torres Duque"]["charges"] == "not stated"
    group = found["political prisoners released since 8 January 2026"]
    assert group["applies"] == "some of the group, nobody by name"
    assert {"N059", "N061", "Y058"} <= claims(list(found.values()))
    assert len(found) == 3


def test_q04_which_restrictions_bind_people_after_release(case: CaseFile) -> None:
    found = by(asked(case, "Q04"), "personName")
    assert found["Enrique Márquez"]["restrictions"] == "media-ban"
    assert found["Enrique Márquez"]["since"] == "one day between 8 and 11 January 2026"
    assert found["Jonathan Torres Duque"]["restrictions"] == "not stated"
    assert {"N060", "N061"} <= claims(list(found.values()))


def test_q05_who_died_in_custody_when_of_what_and_who_says_so(case: CaseFile) -> None:
    found = asked(case, "Q05")
    assert {row["person"] for row in found if "person" in row} == {EDILSON}
    assert claims(found) == {f"N{n:03}" for n in range(18, 27)}
    told = by(found, "claim")
    assert (told["claim:N025"]["objectName"], told["claim:N025"]["speakerName"]) == (
        "heart attack",
        "Tarek William Saab",
    )
    assert told["claim:N024"]["when"] == "2026-01-10"
    assert told["claim:N020"]["object"] == "52"
    assert (told["claim:N018"]["speakerName"], told["claim:N018"]["hedge"]) == ("Alfredo Romero", "some")
    assert [row["claim"] for row in found if row.get("relation") == "cause"] == ["claim:N025"]


def test_q06_who_was_both_an_official_and_a_detainee(case: CaseFile) -> None:
    found = asked(case, "Q06")
    assert {(row["person"], row["officeName"]) for row in found} == {
        (EDILSON, "police officer"),
        (GUANIPA, "state governor in Venezuela, state not named"),
        (MADURO, "President of Venezuela"),
    }
    custody = {claim for row in found for claim in row["custody"].split()}
    assert {"N021", "N068", "Y026"} <= claims(found)
    assert {"N022", "N067", "N037"} <= custody


def test_q07_which_relatives_speak_for_a_detainee(case: CaseFile) -> None:
    found = asked(case, "Q07")
    assert {(row["relative"], row["tie"], row["person"]) for row in found} == {
        ("person:rhoda-torres", "parent-of", TORRES_DUQUE),
        ("person:ramon-guanipa", "child-of", GUANIPA),
        ("collective:torres-duque-family", "a group, tie not stated", TORRES_DUQUE),
    }
    assert {"Y050", "Y055", "N069", "N066", "Y054"} <= claims(found)


def test_q14_who_was_head_of_state_on_1_and_on_12_january(case: CaseFile) -> None:
    heads = {"post:ve-president", "post:ve-interim-president"}
    first = [
        row for row in rows(case, "in-office", on="2026-01-01") if row["post"] in heads and row["sure"] == "certain"
    ]
    then = [row for row in asked(case, "Q14") if row["post"] in heads and row["sure"] == "certain"]
    assert [(row["post"], row["person"]) for row in first] == [("post:ve-president", MADURO)]
    assert [(row["post"], row["person"]) for row in then] == [("post:ve-interim-president", "person:delcy-rodriguez")]
    assert (first[0]["ended"], then[0]["began"]) == ("3 January 2026", "not stated")
    assert claims([*first, *then]) == {"Y026", "N010", "N040"}


def test_q16_which_facilities_occur_and_who_is_said_to_have_been_held_in_each(case: CaseFile) -> None:
    found = asked(case, "Q16")
    assert {(row["facility"], row["personName"]) for row in found} == {
        ("facility:el-helicoide", "Enrique Márquez"),
        ("facility:caracas-police-station-guanipa", "Juan Pablo Guanipa"),
        ("facility:el-rodeo", "nobody by name"),
        ("facility:prison-torres-duque", "Jonathan Torres Duque"),
    }
    assert {row["facility"] for row in found if row["unnamed"] == "True"} == {
        "facility:caracas-police-station-guanipa",
        "facility:prison-torres-duque",
    }
    assert {"N056", "N067", "N006", "Y056"} <= claims(found)


def test_q19_three_torres_and_no_two_of_them_are_one(case: CaseFile) -> None:
    found = by(asked(case, "Q19"), "person")
    assert set(found) == {EDILSON, TORRES_DUQUE, "person:rhoda-torres"}
    assert found[EDILSON]["ties"] == "none stated"
    assert "parent of" in found["person:rhoda-torres"]["ties"]
    assert "Mr. Torres" in found[TORRES_DUQUE]["written"]
    assert {row["judged"] for row in found.values()} == {"nothing"}
    assert "3 names; 3 people, as far as anybody judged." in answer(case, "Q19").footing.conventions
    assert {"N019", "Y013", "Y050"} <= claims(list(found.values()))


def test_q20_the_timeline_of_marquez_with_bounds(case: CaseFile) -> None:
    found = asked(case, "Q20")
    order = [next(iter(claims([row]))) for row in found]
    places = [order.index(claim) for claim in ("N045", "N046", "N050", "N052", "N056", "N057", "N060", "N059", "N055")]
    assert places == sorted(places)
    told = {next(iter(claims([row]))): row for row in found}
    assert (told["N052"]["earliest"], told["N052"]["latest"]) == ("2024-05-01", "2025-05-31")
    assert (told["N057"]["earliest"], told["N057"]["latest"]) == ("2026-01-08", "2026-01-11")
    assert "latest" not in told["N060"]
    assert told["N055"]["when"] == "not stated"
    assert {told[claim]["as"] for claim in ("N046", "N050")} == {"said"}
    strain = [note for note in answer(case, "Q20").footing.conventions if note.startswith("soft:")]
    assert len(strain) == 1
    assert "N052" in strain[0]
    assert "N055" in strain[0]


def test_q21_in_which_order_five_things_happened(case: CaseFile) -> None:
    told = {(row["first"], row["second"]): row["order"] for row in asked(case, "Q21")}
    duque, capture, announced = "release:jonathan-torres-duque", "event:maduro-capture", "act:release-announcement"
    marquez, death = "release:enrique-marquez", "death:edilson-torres"
    assert told[duque, capture] == told[capture, announced] == told[announced, death] == "before"
    assert told[announced, marquez] == "possibly before"
    assert told.get((marquez, death), told.get((death, marquez))) == "not certain"
    assert len(told) == 10


def test_q22_for_which_detentions_the_place_is_not_stated(case: CaseFile) -> None:
    found = asked(case, "Q22")
    assert {row["person"] for row in found} == {EDILSON, TORRES_DUQUE, MADURO, "person:luis-carlos-diaz"}
    assert claims(found) == {"N022", "Y016", "N071", "N037"}


def test_q23_is_there_a_stated_path_to_the_intelligence_service(case: CaseFile) -> None:
    (none,) = asked(case, "Q23")
    assert (none["step"], none["relation"]) == ("0", "not stated")
    path = rows(case, "authority-path", **{"from": "org:ve-intelligence-service", "to": "Delcy Rodríguez"})
    assert [(row["over"], row["relation"], row["under"]) for row in path] == [
        ("person:delcy-rodriguez", "heldPost", "post:ve-vice-president"),
        ("post:ve-vice-president", "oversees", "org:ve-intelligence-service"),
    ]
    assert {row["sure"] for row in path} == {"who said it is uncertain"}
    assert claims(path) == {"N077", "N078"}
