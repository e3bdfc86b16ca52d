"""What may have thousands of claims gives them by page: a person, a facility, a body, a document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import httpx
import pytest

from habeas.casefile import CaseFile
from habeas.casefile.roster import WorkedOut
from habeas.casefile.view import View
from habeas_api.service import reports


@pytest.mark.parametrize(
    "path", ["/api/organizations/npr", "/api/sources/npr-2026-01-12", "/api/people/enrique-marquez"]
)
def test_a_description_gives_its_claims_by_page(client: httpx.Client, path: str) -> None:
    whole = client.get(path, params={"limit": 500}).json()
    assert whole["next"] is None
    seen: list[str] = []
    address: str | None = f"{path}?limit=7"
    while address:
        page = client.get(address).json()
        assert 0 < len(page["claims"]) <= 7
        assert (page["id"], page.get("label", "")) == (whole["id"], whole.get("label", ""))
        seen += [claim["id"] for claim in page["claims"]]
        address = page["next"]
    assert seen == [claim["id"] for claim in whole["claims"]]
    assert len(seen) > 7


def test_without_a_limit_a_page_has_fifty_at_most(client: httpx.Client) -> None:
    page = client.get("/api/sources/npr-2026-01-12").json()
    assert len(page["claims"]) == 50
    assert page["next"] == "/api/sources/npr-2026-01-12?limit=50&offset=50"


def test_the_next_page_of_everybody_s_status_under_a_clock_is_not_worked_out_again(
    case_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(view: View, on: date) -> WorkedOut:
        asked.append(on.isoformat())
        return WorkedOut(view, on)

    monkeypatch.setattr(reports, "WorkedOut", counted)
    given = {
        "store": "1",
        "said": "2027-01-01",
        "by": "",
        "person": "",
        "known": "",
        "lang": "en",
        "next": "…",
        "limit": 2,
    }
    with CaseFile.open(case_folder) as case:
        pages = [reports._status(case, {**given, "on": "2026-01-10", "offset": offset}) for offset in (0, 2, 4)]
        assert len({one["person"]["id"] for page in pages for one in page["items"]}) == 6
        assert asked == ["2026-01-10"]
        reports._status(case, {**given, "on": "2026-01-11", "offset": 0})
        reports._status(case, {**given, "on": "2026-01-11", "offset": 0, "store": "2"})
        assert asked == ["2026-01-10", "2026-01-11", "2026-01-11"]
