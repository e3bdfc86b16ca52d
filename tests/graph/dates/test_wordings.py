"""The wordings of wordings.txt mean the days beside them, in any spelling; what nobody could date is refused."""

from __future__ import annotations

from datetime import date

import pytest
from tests.graph.dates.wordings import READ, REFUSED, SAID, Wording

from habeas.dates.conventions import Conventions
from habeas.dates.edtf import Edtf
from habeas.dates.relative import relative
from habeas.errors import BadDate


def test_there_are_enough_of_them_in_both_languages() -> None:
    assert len(READ) >= 250
    assert min(sum(each.language == language for each in READ) for language in ("en", "es")) >= 120


def _read(words: str, *, ahead: bool) -> Edtf | str:
    """What words mean, or that they mean nothing."""
    try:
        return relative(words, SAID, ahead=ahead).edtf
    except BadDate as error:
        return f"refused: {error.why}"


def test_a_wording_means_the_days_beside_it() -> None:
    """There are many: one test, which lists every one that is read otherwise."""
    read = {wording: _read(wording.words, ahead=wording.ahead) for wording in READ}
    wrong = {
        wording: edtf for wording, edtf in read.items() if isinstance(edtf, str) or _limits(edtf) != _told(wording)
    }
    assert wrong == {}


def _limits(edtf: Edtf) -> tuple[date | None, date | None]:
    return edtf.earliest, edtf.latest


def _told(wording: Wording) -> tuple[date | None, date | None]:
    return wording.first, wording.last


def test_case_accents_and_commas_change_nothing() -> None:
    def spellings(words: str) -> tuple[str, ...]:
        return words.upper().replace("º", "º"), f" {words} ", _without_accents(words)

    wrong = {
        (wording, other): read
        for wording in READ
        for other in spellings(wording.words)
        if (read := _read(other, ahead=wording.ahead)) != _read(wording.words, ahead=wording.ahead)
    }
    assert wrong == {}


def test_what_nobody_could_date_is_refused() -> None:
    tried = {(words, ahead): _read(words, ahead=ahead) for words in REFUSED for ahead in (False, True)}
    del tried["in three days", True]
    assert {words: read for words, read in tried.items() if not isinstance(read, str)} == {}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("since January", "2026-01/.."),
        ("8 and 9 January", "{2026-01-08,2026-01-09}"),
        ("8 or 9 January", "[2026-01-08,2026-01-09]"),
        ("from 8 to 11 January", "2026-01-08/2026-01-11"),
        ("between 8 and 11 January", "[2026-01-08..2026-01-11]"),
        ("possibly on 8 January", "2026-01-08?"),
        ("perhaps around 8 January", "2026-01-08%"),
        ("Friday, January 10", "2026-01-10?"),
        ("viernes 10 de enero", "2026-01-10?"),
        ("over five days ago", "[..2026-01-09]"),
        ("throughout 2024", "2024-01-01/2024-12-31"),
        ("a lo largo de 2024", "2024-01-01/2024-12-31"),
        ("in the course of 2024", "2024"),
        ("Good Friday, April 17", "2025-04-17?"),
        ("Viernes Santo, 18 de abril", "2025-04-18"),
        ("the last weekend of August 2025", "[2025-08-30..2025-08-31]"),
        ("the first weekend of February 2026", "[2026-01-31..2026-02-08]"),
        ("the winter of 2024", "[2023-12..2024-02,2024-12..2025-02]"),
    ],
)
def test_the_form_tells_one_day_from_a_stretch_and_doubt_from_certainty(words: str, text: str) -> None:
    assert relative(words, SAID).edtf.text == text


def test_a_weekday_that_is_not_the_day_of_the_date_is_told() -> None:
    read = relative("Friday, January 10", SAID)
    assert read.edtf.uncertain
    assert "is a Saturday and not a Friday" in read.rule


def test_easter_is_that_of_the_churches_that_the_words_or_the_case_name() -> None:
    orthodox = Conventions(easter="orthodox")
    assert relative("Easter 2024", SAID).edtf.text == "2024-03-31"
    assert relative("Easter 2024", SAID, orthodox).edtf.text == "2024-05-05"
    assert relative("Orthodox Easter 2024", SAID).edtf.text == "2024-05-05"
    assert relative("Catholic Easter 2024", SAID, orthodox).edtf.text == "2024-03-31"
    assert relative("Pascua ortodoxa de 2024", SAID).edtf.text == "2024-05-05"
    assert relative("Orthodox Christmas", SAID).edtf.text == "2026-01-07"


def test_what_is_counted_in_days_with_both_ends_is_a_week_or_two() -> None:
    assert relative("hace quince días", SAID).edtf == relative("hace dos semanas", SAID).edtf
    assert relative("hace ocho días", SAID).edtf == relative("hace una semana", SAID).edtf
    assert relative("hace unos quince días", SAID).edtf.earliest == date(2025, 12, 28)


def _without_accents(words: str) -> str:
    return words.translate(str.maketrans("áéíóúñÁÉÍÓÚÑ", "aeiounAEIOUN"))
