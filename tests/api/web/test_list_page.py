"""A list in the browser, without scripts: chosen, looked at, answered about, and recorded once."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from tests.api.served import Served, copy_case, served
from tests.api.web.browsing import Browser, Forms, browser
from tests.graph.list_files import SPANISH, workbook

LATER = SPANISH.replace("15 DE DICIEMBRE", "20 DE DICIEMBRE").replace("2;Torres, Juan;9876543", "2;Paz, Luis;")


@pytest.fixture(scope="module")
def running(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("lists") / "case")) as server:
        yield server


def chosen(desk: Browser, content: bytes, name: str = "lista.csv") -> httpx.Response:
    form = desk.form(desk.page("/add/list"), "/room/list")
    headers = {"Origin": str(desk.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    return desk.post(form.action, data=form.fields, files={"file": (name, content)}, headers=headers)


def answered(desk: Browser, page: httpx.Response, **fields: str) -> httpx.Response:
    form = next(one for one in Forms(page.text).found if one.buttons[-1].get("name") == "step")
    return desk.submit(form, **fields)


def test_a_list_is_looked_at_and_then_recorded_once(running: Served) -> None:
    with browser(running, entered=True) as desk:
        page = chosen(desk, SPANISH.encode())
        assert page.status_code == 200
        assert "Say who publishes the list" in page.text
        assert 'value="record"' not in page.text, "nothing can be recorded before that"
        page = answered(desk, page, publisher="Rights Desk", step="look")
        told = unescape(page.text)
        assert "Ana Ruiz Paz, arrested on 3 January 2025" in told
        assert "according to Rights Desk, list of 15 December 2025." in told
        done = answered(desk, page, step="record")
        assert (done.status_code, done.headers["location"]) == (303, "/id/doc/rights-desk-held-2025-12-15")
        assert answered(desk, page, step="record").headers["location"] == done.headers["location"]
        assert "LISTADO DE PRESOS" in desk.page(done.headers["location"])
        page = answered(desk, chosen(desk, LATER.encode()), step="look")
        assert "Compared with the list of 15 December 2025" in page.text
        assert "New: 1" in page.text and "No longer on the list: 1" in page.text


def test_an_answer_that_makes_no_sense_is_told_and_the_list_stays(running: Served) -> None:
    with browser(running, entered=True) as desk:
        page = chosen(desk, workbook([["Name", "Date of arrest"], ["Ana Ruiz", "01/02/2025"]]), "list.xlsx")
        wrong = answered(desk, page, header="two", step="look")
        assert (wrong.status_code, "“two” is not a row" in wrong.text, "list.xlsx" in wrong.text) == (422, True, True)
        changed = answered(desk, page, dates="dmy", **{"column-1": "nothing"}, step="look")
        assert "Say which column has the names" in changed.text


@pytest.mark.parametrize(("name", "content"), [("list.xlsx", b"no workbook"), ("list.csv", b""), ("list.exe", b"MZ")])
def test_a_file_that_is_no_list_is_told_on_the_page(running: Served, name: str, content: bytes) -> None:
    with browser(running, entered=True) as desk:
        answer = chosen(desk, content, name)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text


def test_who_may_not_record_chooses_no_list(running: Served) -> None:
    with browser(running) as anybody:
        assert "/room/list" not in anybody.page("/add/list")
        headers = {"Origin": str(anybody.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
        sent = anybody.post("/room/list", data={"guard": "x"}, files={"file": ("a.csv", b"a,b")}, headers=headers)
        assert sent.status_code in {401, 403}


def test_answers_about_a_list_that_is_gone_are_told(running: Served) -> None:
    with browser(running, entered=True) as desk:
        form = desk.form(desk.page("/add/list"), "/room/list")
        answer = desk.submit(form, step="record")
        assert (answer.status_code, "the list is not here any more" in answer.text) == (422, True)
