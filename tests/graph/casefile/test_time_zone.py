"""The days of a case are counted in its time zone: the one in case.toml, or that of the country of its facilities."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders import a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.casefile.time_zone import zone_of_country
from habeas.model.config import CaseSettings, settings_text, with_time_zone

MOMENT = "2026-01-12T02:00:00Z"
COUNTRY = {"ven": {"is": "place:ven", "label": {"es": "Venezuela"}}, "town": {"is": "place:town", "label": "Town"}}
INSIDE = (a_claim_form("norte", "containedInPlace", "town"), a_claim_form("town", "containedInPlace", "ven"))


def held_on(folder: Path, day: str) -> list[str]:
    with CaseFile.open(folder) as case:
        return [row.person for row in case.status(on=day) if row.custody.state == "held"]


@pytest.fixture
def recorded(tmp_path: Path) -> Callable[..., Path]:
    def record(*claims: dict[str, object], names: dict[str, object] | None = None) -> Path:
        with CaseFile.create(tmp_path / "case") as case:
            report = case.record_form(a_form(*claims, names=names))
            assert not report.refused
        return tmp_path / "case"

    return record


def test_two_at_night_in_greenwich_is_the_evening_before_in_caracas(recorded: Callable[..., Path]) -> None:
    folder = recorded(a_claim_form("ana", "arrestedOn", MOMENT), *INSIDE, names=COUNTRY)
    assert 'time_zone = "America/Caracas"' in (folder / "case.toml").read_text(encoding="utf-8")
    assert held_on(folder, "2026-01-11") == ["person:ana-ruiz"]
    with CaseFile.open(folder) as case:
        assert case.settings.conventions.time_zone == "America/Caracas"


def test_without_a_country_a_moment_counts_as_it_was_written(recorded: Callable[..., Path]) -> None:
    folder = recorded(a_claim_form("ana", "arrestedOn", MOMENT))
    assert held_on(folder, "2026-01-11") == []
    assert held_on(folder, "2026-01-12") == ["person:ana-ruiz"]


def test_a_file_without_moments_needs_no_zone(recorded: Callable[..., Path]) -> None:
    folder = recorded(a_claim_form("ana", "arrestedOn", "2026-01-12"), *INSIDE, names=COUNTRY)
    assert "America/Caracas" not in (folder / "case.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "zone"),
    [("VE", "America/Caracas"), ("RU", "Europe/Moscow"), ("BY", "Europe/Minsk"), ("XX", ""), ("FM", "")],
)
def test_a_country_has_one_zone_or_that_of_its_capital(code: str, zone: str) -> None:
    assert zone_of_country(code) == zone


@pytest.mark.parametrize(
    "text", ["", 'title = "A"\n', "[conventions]\nfew_days = [1, 5]\n", settings_text(CaseSettings())]
)
def test_a_zone_is_written_among_the_conventions(text: str) -> None:
    told = with_time_zone(text, "America/Caracas")
    assert told.count("time_zone = ") == 1
    assert told.index("[conventions]") < told.index('time_zone = "America/Caracas"')
    assert all(line in told for line in text.splitlines() if "time_zone" not in line)
