"""Where something lies is read as people write it, with the doubt that is in it, and has one form."""

from __future__ import annotations

import pytest

from habeas.errors import BadClaim
from habeas.model.geo_point import GeoPoint, geo_point


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("10.4886, -66.8792 ± 500 m", "geo:10.4886,-66.8792;u=500"),
        ("10.4886,-66.8792 +/- 2km", "geo:10.4886,-66.8792;u=2000"),
        ("geo:10.4886,-66.8792;u=500", "geo:10.4886,-66.8792;u=500"),
        ("geo:10.4886,-66.8792;crs=wgs84;u=12.5", "geo:10.4886,-66.8792;u=13"),
        ("POINT(-66.8792 10.4886) ± 500", "geo:10.4886,-66.8792;u=500"),
        ("10.5 -66.9", "geo:10.5,-66.9;u=5600"),
        ("10.50, -66.90", "geo:10.5,-66.9;u=560"),
        ("−10.50; 66.90", "geo:-10.5,66.9;u=560"),
        ("10°29'19\"N 66°52'45\"W", "geo:10.488611,-66.879167;u=16"),
        ("10° 29′ N, 66° 52′ O", "geo:10.483333,-66.866667;u=930"),
        ("10.4886° N, 66.8792° W", "geo:10.4886,-66.8792;u=6"),
        ("10, -66", "geo:10,-66;u=56000"),
    ],
)
def test_what_people_write_has_one_form_with_its_doubt(written: str, text: str) -> None:
    assert geo_point(written).text == text
    assert geo_point(text).text == text


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Caracas", "not a latitude"),
        ("10,4886, -66,8792", "not a latitude"),
        ("10.4886", "not a latitude"),
        ("95, 10", "not on the earth"),
        ("-66.8792, 190", "not on the earth"),
        ("0, 0", "in the sea"),
        ("10°70'N 66°W", "60 minutes"),
        ("10.48, -66.87 ± 90000 km", "half of the way"),
    ],
)
def test_what_is_no_point_is_refused_with_what_is_wrong(written: str, told: str) -> None:
    with pytest.raises(BadClaim, match=told):
        geo_point(written)


def test_two_numbers_the_wrong_way_round_are_told_as_such() -> None:
    with pytest.raises(BadClaim) as refused:
        geo_point("-166.8792, 10.4886")
    assert "Latitude comes first" in str(refused.value)


def test_points_agree_within_their_doubts() -> None:
    one, near, far = geo_point("10.50, -66.90"), geo_point("10.51, -66.90"), geo_point("10.60, -66.90")
    assert one.agrees_with(near)
    assert not one.agrees_with(far)
    assert 11_000 < one.metres_to(far) < 11_200


def test_a_point_is_told_in_words_that_read_back() -> None:
    assert geo_point("10.4886, -66.8792 ± 500 m").words == "10.4886, -66.8792 (± 500 m)"
    assert GeoPoint(10.0, -66.0, 56_000).words == "10, -66 (± 56 km)"
    assert geo_point(GeoPoint(10.0, -66.0, 120_000).words).within == 120_000
