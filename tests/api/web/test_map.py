"""The map: facilities where claims say they are, as a picture and as a list; nothing of what a reader may not see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.api.served import served
from tests.api.web.browsing import Browser, browser
from tests.builders import a_case, a_claim_form, a_form

from habeas_api.web.map_drawing import picture_of

FORM = a_form(
    a_claim_form("norte", "coordinates", "10.4886, -66.8792 ± 500 m", sensitivity="restricted"),
    a_claim_form("norte", "containedInPlace", "caracas"),
    a_claim_form("oculta", "coordinates", "8.1234, -62.5678"),
    a_claim_form("caracas", "coordinates", "10.50, -66.90"),
    a_claim_form("ana", began="2025-01-07"),
    a_claim_form("luis", began="2025-01-07"),
    a_claim_form("rosa", "detainedAt", "sur", began="2025-01-07"),
    names={
        "rosa": {"is": "person:rosa", "label": "Rosa"},
        "caracas": {"is": "place:caracas", "label": "Caracas"},
        "oculta": {"is": "facility:oculta", "label": "Oculta", "sensitivity": "sealed"},
    },
)


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Browser]]:
    folder = tmp_path_factory.mktemp("map") / "case"
    with a_case(folder, FORM):
        pass
    with served(folder) as running, browser(running) as anybody, browser(running, keeper=True) as keeper:
        yield {"anybody": anybody, "keeper": keeper}


def test_the_map_has_a_dot_for_a_facility_and_the_list_says_the_same(doors: dict[str, Browser]) -> None:
    text = doors["keeper"].page("/map?on=2025-02-01")
    assert text.count('class="site') == 2
    assert "Cárcel Norte: 2 held" in text
    assert "10.4886, -66.8792 (± 500 m)" in text and "Oculta" in text
    assert re.search(r"Not on the map.*Cárcel Sur", text, re.DOTALL)


def test_a_landmark_lies_under_the_dots_and_their_numbers(doors: dict[str, Browser]) -> None:
    text = doors["keeper"].page("/map?on=2025-02-01")
    assert 'class="landmark"' in text
    assert text.rindex('class="landmark"') < text.index('class="site')
    assert text.index(">Caracas</text>") > text.rindex('class="site')


def test_anybody_sees_the_larger_place_and_nothing_that_is_withheld(doors: dict[str, Browser]) -> None:
    text = doors["anybody"].page("/map?on=2025-02-01&lang=es")
    assert "donde está Caracas" in text and "site coarse" in text
    for secret in ("10.4886", "66.8792", "8.1234", "Oculta"):
        assert secret not in text
    for ending in ("geojson", "kml", "gexf"):
        sent = doors["anybody"].page(f"/api/export/person-facility.{ending}")
        assert "66.9" in sent and "10.4886" not in sent


def test_a_day_before_anybody_was_held_has_dots_for_nobody(doors: dict[str, Browser]) -> None:
    text = doors["keeper"].page("/map?on=2024-01-01")
    assert text.count('class="site nobody') == 2


def site(name: str, lat: float, lon: float, total: int = 0, within: int = 100) -> dict[str, Any]:
    return {"ref": name, "of": name, "label": name, "lat": lat, "lon": lon, "within": within, "total": total}


def test_east_is_right_north_is_up_and_area_tells_how_many() -> None:
    picture = picture_of([site("a", 10, -66, 16), site("b", 11, -68, 4)], [])
    assert picture is not None
    one, other = picture.dots
    assert (one.refs, other.refs) == (("a",), ("b",))
    assert one.x > other.x and one.y > other.y
    assert one.radius - 7 == 2 * (other.radius - 7)


def test_the_bar_is_as_long_as_it_says_on_the_middle_parallel() -> None:
    picture = picture_of([site("a", 10, -66), site("b", 10, -67)], [])
    assert picture is not None
    apart = abs(picture.dots[0].x - picture.dots[1].x)
    length, km = picture.bar
    assert length / km * 109.6 == pytest.approx(apart, rel=0.01)  # a degree of longitude at 10° north is 109.6 km


def test_the_date_line_parts_nothing() -> None:
    picture = picture_of([site("a", -18, 179.5), site("b", -16, -179.5)], [])
    assert picture is not None
    (west,), (east,) = ([dot.x for dot in picture.dots if dot.refs == (name,)] for name in "ab")
    assert 0 < west < east < picture.width
    assert {line.degrees for line in picture.meridians} >= {-180.0}


def test_facilities_at_one_point_are_one_dot_that_leads_to_the_list() -> None:
    picture = picture_of([site("a", 10, -66, 2), site("b", 10, -66, 3), site("c", 12, -66)], [])
    assert picture is not None
    together = next(dot for dot in picture.dots if len(dot.refs) > 1)
    assert (together.numbers, together.held) == ((1, 2), 5)


@pytest.mark.parametrize("at", [(10.0, -66.0), (89.9, 0.1), (-89.9, 179.9)])
def test_one_point_alone_stands_in_the_middle(at: tuple[float, float]) -> None:
    picture = picture_of([site("a", *at)], [])
    assert picture is not None
    assert (picture.dots[0].x, picture.dots[0].y) == (picture.width / 2, picture.height / 2)
