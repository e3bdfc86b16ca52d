"""What is due, over HTTP and on pages: the same as in the shell, of what each reader may see."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from icalendar import Calendar
from tests.api.served import Served, served
from tests.builders import a_claim_form, a_form
from tests.graph.shell import habeas

from habeas.casefile import CaseFile

RULES = """
[followup.judge]
title = "Brought before a judge"
after = "arrest"
days = 2
until = ["hearing", "release"]
source = "A law, article 9"

[followup.reply]
title = "Reply of the State"
after = "remedy"
days = 60
until = ["answered"]
source = "Rules of a committee"
"""
ON = "2026-01-14"
CLAIMS = (
    a_claim_form("ana", "arrestedOn", "[2026-01-10..2026-01-12]", id="a1"),
    a_claim_form("ana", "remedyTried", "un-petition", id="a2", on="2026-01-13"),
    a_claim_form("luis", "arrestedOn", "2026-01-10", id="l1", sensitivity="restricted"),
    a_claim_form("luis", "remedyTried", "appeal", id="l2", on="2026-01-12", said_by="paper"),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("followup") / "case"
    CaseFile.create(folder, title="Ana, and others").close()
    (folder / "case.toml").write_text((folder / "case.toml").read_text() + RULES)
    with CaseFile.open(folder, write=True) as case:
        assert not case.record_form(a_form(*CLAIMS)).refused
    with served(folder, "--quiet") as running:
        yield running


@pytest.fixture
def keeper(server: Served) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


@pytest.fixture
def anybody(server: Served) -> Iterator[httpx.Client]:
    with server.public() as client:
        yield client


def due(client: httpx.Client, **asked: Any) -> Any:
    response = client.get("/api/followup", params={"on": ON, **asked})
    assert response.status_code == 200, response.text
    return response.json()


def told(found: Any) -> list[tuple[str, str, str]]:
    return [(one["person"]["label"], one["rule"]["name"], one["stands"]) for one in found["items"]]


def test_it_is_told_with_its_days_its_rule_and_its_claims(keeper: httpx.Client) -> None:
    found = due(keeper)
    assert told(found) == [
        ("Luis Paz", "judge", "overdue"),
        ("Ana Ruiz", "judge", "possibly overdue"),
        ("Luis Paz", "reply", "not yet due"),
        ("Ana Ruiz", "reply", "not yet due"),
    ]
    second = found["items"][1]
    assert second["since"] == {"earliest": "2026-01-10", "latest": "2026-01-12"}
    assert second["due"] == {"earliest": "2026-01-12", "latest": "2026-01-14"}
    assert second["rule"]["source"] == "A law, article 9" and second["claims"] == ["a1"]
    assert found["claims"]["a1"]["speaker"]["label"] == "Radio Sur"
    assert found["totals"] == {"overdue": 1, "possibly overdue": 1, "not yet due": 2} and found["total"] == 4


def test_anybody_is_told_what_is_public(anybody: httpx.Client) -> None:
    found = due(anybody)
    assert [(name, rule) for name, rule, _ in told(found)] == [
        ("Ana Ruiz", "judge"),
        ("Luis Paz", "reply"),
        ("Ana Ruiz", "reply"),
    ]
    assert "l1" not in str(found)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"person": "Luis Paz"}, ["l1", "l2"]),
        ({"person": "Luis Paz", "stands": "overdue"}, ["l1"]),
        ({"stands": "not yet due"}, ["l2", "a2"]),
        ({"by": "The Paper"}, ["l2"]),
        ({"by": "The Paper", "person": "ana-ruiz"}, []),
        ({"said": "2026-01-01"}, []),
        ({"on": "2026-01-11"}, ["l1", "a1"]),
        ({"known": "2026-01-01"}, []),
    ],
)
def test_it_is_narrowed_as_in_the_shell(
    keeper: httpx.Client, server: Served, asked: dict[str, str], names: list[str]
) -> None:
    found = due(keeper, **asked)
    assert [claim for one in found["items"] for claim in one["claims"]] == names
    options = [word for name, value in {"on": ON, **asked}.items() for word in (f"--{name}", value)]
    shell = habeas("followup", server.folder, *options, "--format", "csv")
    table = keeper.get("/api/followup.csv", params={"on": ON, **asked})
    assert table.status_code == 200 and table.text == shell.stdout.replace("\r\n", "\n")
    assert [row["claims"] for row in csv.DictReader(io.StringIO(table.text))] == names


def test_a_list_is_the_same_by_pages(keeper: httpx.Client) -> None:
    pages = [due(keeper, limit=1, offset=offset) for offset in range(4)]
    assert [one for page in pages for one in page["items"]] == due(keeper)["items"]
    assert [bool(page["next"]) for page in pages] == [True, True, True, False]


@pytest.mark.parametrize("asked", [{}, {"person": "ana-ruiz"}, {"by": "Radio Sur", "lang": "es"}])
def test_the_calendar_is_the_one_that_the_shell_writes_byte_for_byte(
    keeper: httpx.Client, anybody: httpx.Client, server: Served, tmp_path: Path, asked: dict[str, str]
) -> None:
    given = {"on": ON, **asked}
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    for client, level, number in ((anybody, "public", 1), (keeper, "sealed", 2)):
        out = tmp_path / f"{level}.ics"
        habeas("followup", server.folder, *options, "--ics", out, "--sensitivity", level)
        response = client.get("/followup.ics", params=given)
        assert response.headers["content-type"] == "text/calendar; charset=utf-8"
        assert response.content == out.read_bytes()
        if not asked:
            assert len(Calendar.from_ical(response.content).walk("VEVENT")) == number + 2
        again = client.get("/followup.ics", params=given, headers={"If-None-Match": response.headers["etag"]})
        assert again.status_code == 304, "a program that asks each hour is spared what it has"


@pytest.mark.parametrize("path", ["/api/followup", "/api/followup.csv", "/followup.ics"])
@pytest.mark.parametrize(
    ("asked", "status", "hint"),
    [
        ("on=x", 400, "is not a date"),
        ("on=2026-02-30", 400, ""),
        ("stands=late", 400, "overdue"),
        ("person=nobody", 404, "nobody"),
        ("by=nobody", 404, "nobody"),
        ("who=ana", 400, "no such parameter"),
        ("known=x", 400, ""),
        ("lang=fr", 400, ""),
        ("on=2026-01-01&on=2026-01-02", 400, "once"),
    ],
)
def test_what_is_wrong_is_told(anybody: httpx.Client, path: str, asked: str, status: int, hint: str) -> None:
    response = anybody.get(f"{path}?{asked}")
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert hint in response.text


def test_the_page_tells_who_which_rule_when_and_according_to_whom(keeper: httpx.Client, anybody: httpx.Client) -> None:
    page = keeper.get("/followup", params={"on": ON})
    words = " ".join(page.text.split())
    for part in (
        "Luis Paz",
        "Brought before a judge",
        "between 12 January 2026 and 14 January 2026",
        "A law, article 9",
    ):
        assert part in words
    assert "possibly overdue" in words and "/id/claim/a1" in words and "/followup.ics?on=2026-01-14" in words
    public = anybody.get("/followup", params={"on": ON, "lang": "es"}).text
    assert "Qué vence" in public and "posiblemente vencido" in public and "/id/claim/l1" not in public
    late = keeper.get("/followup", params={"on": ON, "stands": "overdue"}).text
    assert "/id/claim/l1" in late and "/id/claim/a2" not in late
    assert keeper.get("/followup", params={"stands": "late"}, headers={"Accept": "text/html"}).status_code == 400


def test_the_home_page_tells_what_is_due_next_and_leads_to_all_of_it(keeper: httpx.Client) -> None:
    page = keeper.get("/", params={"on": ON}).text
    panel = page[page.index('id="due"') : page.index('id="numbers"')]
    order = [panel.index(f"/id/claim/{claim}") for claim in ("a1", "l2", "a2", "l1")]
    assert order == sorted(order), "what has passed comes last"
    assert "/followup" in panel and "A law, article 9" in panel


def test_the_page_of_a_person_tells_what_is_due_of_that_person_alone(
    keeper: httpx.Client, anybody: httpx.Client
) -> None:
    page = keeper.get("/id/person/luis-paz.html", params={"on": ON}).text
    panel = page[page.index('id="due"') :]
    panel = panel[: panel.index("</section>")]
    assert "/id/claim/l1" in panel and "/id/claim/l2" in panel and "A law, article 9" in panel
    assert "/id/claim/a1" not in panel
    spanish = keeper.get("/id/person/ana-ruiz.html", params={"on": ON, "lang": "es"}).text
    assert "Lo que vence, a fecha del 14 de enero de 2026" in spanish
    public = anybody.get("/id/person/luis-paz.html", params={"on": ON}).text
    assert "/id/claim/l2" in public and "/id/claim/l1" not in public
