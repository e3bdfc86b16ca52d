"""`/api/status`, `/api/counts`, `/api/findings`: what the library answers, with the claims it rests on; and with the
three clocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from habeas.casefile import CaseFile


@pytest.fixture(scope="module")
def case(case_folder: Path) -> Iterator[CaseFile]:
    with CaseFile.open(case_folder) as found:
        yield found


def get(client: httpx.Client, path: str, **params: str | int) -> Any:
    response = client.get(f"/api/{path}", params=params)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize("day", ["2026-01-01", "2026-01-10", "2026-01-12", "2030-06-01"])
@pytest.mark.parametrize("more", [{}, {"said": "2026-01-05"}, {"by": "NPR"}, {"person": "Enrique Márquez"}])
def test_status_is_what_the_library_answers(
    client: httpx.Client, case: CaseFile, day: str, more: dict[str, str]
) -> None:
    expected = case.status(on=day, **more)  # type: ignore[arg-type]
    found = get(client, "status", on=day, **more)
    assert [(one["person"]["id"], one["held"], one["custody"]["state"]) for one in found["items"]] == [
        (row.person, row.held.value, row.custody.state) for row in expected
    ]
    for one, row in zip(found["items"], expected, strict=True):
        for axis in ("custody", "legal", "restrictions", "place"):
            assert one[axis]["claims"] == list(getattr(row, axis).claims)
            assert set(one[axis]["claims"]) <= set(found["claims"])


def test_not_stated_is_never_no(client: httpx.Client) -> None:
    words = {
        one[axis]["word"]
        for one in get(client, "status", on="2026-01-12")["items"]
        for axis in ("legal", "restrictions")
    }
    assert "not stated" in words


def test_assumed_carries_the_age_of_its_evidence(client: httpx.Client) -> None:
    one = get(client, "status", on="2026-01-12", person="Nicolás Maduro")["items"][0]
    assert (one["held"], one["custody"]["age"], one["custody"]["evidence"]["latest"]) == (
        "assumed",
        {"least": 9, "most": 9},
        "2026-01-03",
    )


def test_status_before_anything_was_recorded_is_empty(client: httpx.Client) -> None:
    assert get(client, "status", on="2026-01-12", known="2020-01-01")["items"] == []


def test_counts_are_what_the_library_answers(client: httpx.Client, case: CaseFile) -> None:
    expected, found = case.counts(), get(client, "counts", limit=500)
    assert [(one["claim"], one["lower"], one["upper"]) for one in found["items"]] == [
        (row.count.claim, row.count.lower, row.count.upper) for row in expected.rows
    ]
    assert [(one["one"], one["other"], one["verdict"]) for one in found["comparisons"]] == [
        (one.one, one.other, one.verdict.value) for one in expected.comparisons
    ]
    assert {one["claim"] for one in found["items"]} <= set(found["claims"])
    assert [one["claims"] for one in found["derived"]] == [list(one.claims) for one in expected.derived]


def test_findings_are_what_the_library_answers(client: httpx.Client, case: CaseFile) -> None:
    expected, found = case.findings(), get(client, "findings", limit=500)
    assert [one["key"] for one in found["items"]] == [one.key for one in expected]
    for one in found["items"]:
        assert one["question"] and set(one["claims"]) <= set(found["claims"])
    rule = expected[0].rule
    assert {one["rule"] for one in get(client, "findings", rule=rule)["items"]} == {rule}


@pytest.mark.parametrize("path", ["status", "counts", "findings"])
def test_pages_fit_together(client: httpx.Client, path: str) -> None:
    whole = get(client, path, limit=500)["items"]
    page = get(client, path, limit=2)
    parts = page["items"]
    while page["next"]:
        page = client.get(page["next"]).json()
        parts += page["items"]
    assert parts == whole != []


@pytest.mark.parametrize("by", ["", "org:foro-penal"])
def test_each_two_numbers_that_can_be_compared_stand_once_on_the_page_of_the_first(
    client: httpx.Client, by: str
) -> None:
    asked = {"by": by} if by else {}
    whole = get(client, "counts", limit=500, **asked)
    place = {one["claim"]: number for number, one in enumerate(whole["items"])}
    found = []
    for offset in range(0, len(place), 3):
        page = get(client, "counts", limit=3, offset=offset, **asked)
        assert {place[one["one"]] // 3 for one in page["comparisons"]} <= {offset // 3}
        found += page["comparisons"]
    assert found == whole["comparisons"] != []


@pytest.mark.parametrize("path", ["counts", "findings"])
def test_what_was_known_before_anything_was_recorded_is_nothing(client: httpx.Client, path: str) -> None:
    assert get(client, path, known="2020-01-01")["items"] == []


@pytest.mark.parametrize(
    ("path", "status", "hint"),
    [
        ("status?on=soon", 400, ""),
        ("status?person=enrique%20marques", 404, "person:enrique-marquez"),
        ("status?by=nobody%20here", 404, ""),
        ("status?when=2026-01-12", 400, ""),
        ("findings?rule=C99", 404, "C01"),
        ("findings?rule=x", 400, ""),
        ("counts?known=then", 400, "2026"),
        ("counts?on=2026-01-12", 400, "lang"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(client: httpx.Client, path: str, status: int, hint: str) -> None:
    response = client.get(f"/api/{path}")
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert hint in response.json()["next"]
