"""Codes and dates of the Events Standard Formats."""

from __future__ import annotations

import pytest

from habeas.dates.edtf import parse
from habeas.formats.esf.codes import (
    LONGEST_NUMBER,
    code_for,
    day_of,
    edtf_from,
    huricode,
    notation_from,
    notation_of,
    record_number,
)
from habeas.formats.esf.fields import FORMATS
from habeas.vocab import CONCEPTS, KINDS

NOTATIONS = sorted(
    {one for thing in (*CONCEPTS.values(), *KINDS.values()) for one in thing.notations if one.startswith("MT")}
)


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_code_of_the_ontology_is_twelve_digits_in_a_file_and_comes_back(notation: str) -> None:
    digits = huricode(notation)
    assert len(digits) == 12 and digits.isdecimal()
    assert notation_from(notation.split(maxsplit=1)[0], digits) == notation


def test_a_code_with_the_number_of_its_list_behind_it_is_the_same_code() -> None:
    assert notation_from("MT4", "03010100000004") == "MT4 03 01 01"


@pytest.mark.parametrize("damaged", ["", "0301", "03010x000000", "000000000000", "arrest", "٠٣٠١٠١٠٠٠٠٠٠"])
def test_what_is_not_a_code_is_none(damaged: str) -> None:
    assert notation_from("MT4", damaged) == ""


def test_a_code_is_looked_up_in_its_own_list() -> None:
    assert notation_of("ReleaseType", "escape", "MT25") == "MT25 02 01 09"
    assert notation_of("ReleaseType", "escape", "MT4") == ""
    assert code_for("ReleaseType", "MT25 02 01 09") == "escape"
    assert code_for("CustodyState", "MT25 02 01 09") == ""


@pytest.mark.parametrize(
    ("edtf", "day", "type_"),
    [
        ("2026-01-08", "2026-01-08", ""),
        ("2026-01", "2026-01-01", "day-unknown"),
        ("2024-02", "2024-02-01", "day-unknown"),
        ("2026-12", "2026-12-01", "day-unknown"),
        ("2026", "2026-01-01", "month-unknown"),
        ("2026-01-08~", "2026-01-08", "estimated-date"),
        ("2026-01-08?", "2026-01-08", "estimated-date"),
        ("2026-01-08%", "2026-01-08", "estimated-date"),
        ("2026-01~", "2026-01-01", "estimated-date"),
        ("2026~", "2026-01-01", "estimated-date"),
        ("[2026-01-08..2026-01-11]", "2026-01-08", "estimated-date"),
        ("[2026-01-08,2026-02-11]", "2026-01-08", "estimated-date"),
        ("202X", "2020-01-01", "estimated-date"),
        ("2026-21", "2026-03-01", "estimated-date"),
        ("[..2026-01-08]", "2026-01-08", "estimated-date"),
        ("2026-01-08T02:00:00Z", "2026-01-08", ""),
        ("XXXX", "", ""),
    ],
)
def test_the_type_of_a_date_follows_from_its_precision(edtf: str, day: str, type_: str) -> None:
    assert day_of(parse(edtf)) == (day, type_)


def test_a_period_has_a_beginning_and_an_end_of_its_own_precision() -> None:
    period = parse("2026-01-08/2026-03")
    assert day_of(period) == ("2026-01-08", "")
    assert day_of(period, ends=True) == ("2026-03-01", "day-unknown")
    assert day_of(parse("2026-01-08/.."), ends=True)[1] == "estimated-date"


@pytest.mark.parametrize("edtf", ["2026-01-08", "2026-01", "2026", "2026-01-08~"])
def test_a_day_and_its_type_come_back_as_the_date_they_were(edtf: str) -> None:
    assert edtf_from(*day_of(parse(edtf))) == edtf


@pytest.mark.parametrize("damaged", ["", "0", "8 January", "2026-1-8", "2026-01"])
def test_what_is_not_a_day_is_none(damaged: str) -> None:
    assert edtf_from(damaged, "") == ""


def test_a_long_name_is_a_record_number_that_openevsys_takes_and_no_other_has() -> None:
    long = "person:" + "maria-del-carmen-" * 4
    numbers = {record_number(long + end) for end in ("a", "b")}
    assert len(numbers) == 2 and all(len(number) == LONGEST_NUMBER for number in numbers)
    assert record_number("person:ana") == "person:ana"


def test_the_fields_have_their_published_numbers_and_lists() -> None:
    act = FORMATS["act"]
    assert act["type_of_act"] == ("2109", "type_of_act", "MT4", False)
    assert act["initial_date"].holds == "day" and act["initial_date_type"].holds == "MT48"
    assert FORMATS["arrest"]["legal_counsel"] == ("3115", "legal_counsel", "MT31", True)
    assert FORMATS["person"]["date_of_birth_type"].number == "911_1"
    assert all(f"{name}_record_number" in fields for name, fields in FORMATS.items())
