"""Findings write days as people do."""

from __future__ import annotations

from datetime import date

from habeas.analysis.checks.rendering import Renderer
from habeas.analysis.checks.wording import days, message, some_days


def told(lang: str, **values: object) -> str:
    return Renderer(lang, lambda _: None).text(message("C01.question", who="Ana", place="A", other="B", **values))


def test_a_day_a_span_and_an_open_end() -> None:
    first, last = date(2026, 1, 8), date(2026, 1, 11)
    assert ", 8 January 2026:" in told("en", days=days((first, first)))
    assert ", 8 January 2026 to 11 January 2026:" in told("en", days=days((first, last)))
    assert "not after 11 January 2026" in told("en", days=days((None, last)))
    assert "8 de enero de 2026" in told("es", days=days((first, first)))
    assert ", 8 January 2026:" in told("en", days="2026-01-08")
    assert ", 2026:" in told("en", days="2026")


def test_several_days_stand_in_the_order_of_time() -> None:
    days_told = [(date(2026, 2, 1), date(2026, 2, 1)), (date(2026, 1, 8), date(2026, 1, 8))]
    assert "8 January 2026 or 1 February 2026" in told("en", days=some_days(days_told))
