"""Withdrawing, judging and deciding without scripts: once, with a reason, and never over what changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.api.served import Served, copy_case, served
from tests.api.web.browsing import Browser, Form, Forms, browser


@pytest.fixture(scope="module")
def running(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("acts") / "case")) as server:
        yield server


@pytest.fixture
def writer(running: Served) -> Iterator[Browser]:
    with browser(running, entered=True) as found:
        yield found


def guard(writer: Browser) -> str:
    return writer.form(writer.page("/docs"), "/leave").fields["guard"]


def form(writer: Browser, action: str, **fields: str) -> Form:
    """A form as the pages have it."""
    return Form(action, "post", {"guard": guard(writer), "form": f"{action}{fields}", "back": "/docs", **fields})


def api(writer: Browser, path: str) -> Any:
    return writer.get(f"/api/{path}", headers={"Accept": "application/json"}).json()


def count(writer: Browser, status: str) -> int:
    return len(api(writer, f"claims?status={status}&limit=500")["items"])


def test_a_claim_is_withdrawn_once_with_its_reason_and_the_page_says_so(writer: Browser) -> None:
    sent = form(writer, "/room/withdraw", claim="N058", reason="misread", by="rosa", back="/docs?lang=es")
    first = writer.submit(sent)
    assert (first.status_code, first.headers["location"]) == (303, "/docs?lang=es&note=withdrawn")
    assert "Retirada" in writer.page(first.headers["location"]) or "Withdrawn" in writer.page("/docs?note=withdrawn")
    assert writer.submit(sent).headers["location"] == first.headers["location"]
    claim = api(writer, "claims/N058")
    assert (claim["status"], claim["reason"]) == ("withdrawn", "misread")
    history = api(writer, "claims/N058")
    assert history["status"] == "withdrawn"


def test_the_name_typed_last_stands_in_the_next_form(writer: Browser) -> None:
    writer.submit(form(writer, "/room/withdraw", claim="N059", reason="misread", by="Rosa  P."))
    again = writer.submit(form(writer, "/room/withdraw", claim="N060", reason=" "))
    assert 'value="Rosa P."' in again.text


def test_what_was_typed_stays_when_the_form_does_not_fit(writer: Browser) -> None:
    sent = form(
        writer,
        "/room/judge",
        a="person:enrique-marquez",
        b="nobody at all",
        verdict="same",
        reason="<b>same</b> mother",
    )
    answer = writer.submit(sent)
    assert answer.status_code in {404, 409}
    assert "nothing in this file is called" in answer.text
    again = writer.form(answer.text, "/room/judge")
    assert (again.fields["b"], again.fields["verdict"]) == ("nobody at all", "same")
    assert again.fields["reason"] == "<b>same</b> mother"
    assert "<b>same" not in answer.text
    assert again.fields["back"] == "/docs"


def test_a_form_that_did_not_fit_can_be_mended_and_sent(writer: Browser) -> None:
    sent = form(writer, "/room/withdraw", claim="N061", reason="")
    again = writer.form(writer.submit(sent).text, "/room/withdraw")
    assert writer.submit(again, reason="misread").status_code == 303
    assert api(writer, "claims/N061")["reason"] == "misread"


def test_two_windows_withdraw_one_claim_and_the_second_is_told(running: Served, writer: Browser) -> None:
    with browser(running, entered=True) as other:
        assert writer.submit(form(writer, "/room/withdraw", claim="N062", reason="first")).status_code == 303
        second = other.submit(form(other, "/room/withdraw", claim="N062", reason="second"))
    assert (second.status_code, "already withdrawn" in second.text) == (409, True)
    assert api(writer, "claims/N062")["reason"] == "first"


def test_a_form_sent_twice_at_once_is_done_once(running: Served, writer: Browser) -> None:
    sent = form(
        writer, "/room/judge", a="person:edilson-torres", b="person:rhoda-torres", verdict="unsure", reason="who knows"
    )
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: writer.submit(sent), range(4)))
    assert {answer.status_code for answer in answers} == {303}
    pairs = [one["reason"] for one in api(writer, "judgements")["items"] if one["reason"] == "who knows"]
    assert len(pairs) == 1


def test_two_names_are_judged_and_the_judgement_is_taken_back(writer: Browser) -> None:
    pair = {"a": "org:ve-main-opposition-alliance", "b": "org:ve-opposition"}
    assert writer.submit(form(writer, "/room/judge", **pair, verdict="same", reason="one leader")).status_code == 303
    made = api(writer, "judgements")["items"][-1]
    assert (made["verdict"], made["reason"], made["taken_back"]) == ("same", "one leader", None)
    back = writer.submit(form(writer, "/room/judge", **pair, verdict="take-back", reason="two bodies"))
    assert back.headers["location"] == "/docs?note=taken-back"
    assert api(writer, "judgements")["items"][-1]["taken_back"]["reason"] == "two bodies"


@pytest.mark.parametrize("verdict", ["", "equal"])
def test_a_verdict_that_is_none_is_told_beside_the_choice(writer: Browser, verdict: str) -> None:
    sent = form(writer, "/room/judge", a="person:rhoda-torres", b="person:enrique-marquez", verdict=verdict, reason="r")
    assert (writer.submit(sent).status_code, "choose one of these" in writer.submit(sent).text) == (409, True)


def test_a_finding_is_decided_and_a_second_window_is_told_what_changed(running: Served, writer: Browser) -> None:
    found = api(writer, "findings?rule=C08")["items"][0]
    fields = {"finding": found["key"], "claims": " ".join(found["claims"]), "seen": "0", "reason": "about a year"}
    with browser(running, entered=True) as other:
        first = writer.submit(form(writer, "/room/decide", **fields, decision="explained", by="rosa"))
        assert first.headers["location"] == "/docs?note=decided"
        second = other.submit(
            form(other, "/room/decide", **fields, decision="prefer", preferred=found["claims"][0], by="luz")
        )
        assert (second.status_code, "rosa decided on this meanwhile" in second.text) == (409, True)
        assert api(writer, "findings?rule=C08")["items"][0]["decision"] == "explained"
        again = other.form(second.text, "/room/decide")
        assert (again.fields["preferred"], again.fields["decision"]) == (found["claims"][0], "prefer")
        assert other.submit(again).status_code == 303
    assert api(writer, "findings?rule=C08")["items"][0]["decision"] == "prefer"


def preferring_nothing(writer: Browser, found: dict[str, Any]) -> Form:
    """The form that decides to go by one claim and does not say by which."""
    claims = " ".join(found["claims"])
    return form(writer, "/room/decide", finding=found["key"], claims=claims, seen="0", reason="r", decision="prefer")


def test_a_decision_that_prefers_nothing_is_told_beside_the_claims(writer: Browser) -> None:
    found = api(writer, "findings?rule=C10")["items"][0]
    sent = preferring_nothing(writer, found)
    answer = writer.submit(sent)
    assert (answer.status_code, "say which claim to follow" in answer.text) == (409, True)


def test_long_and_odd_reasons_are_kept_letter_for_letter(writer: Browser) -> None:
    reason = "línea uno\nlínea dos & <script>alert(1)</script> “ñ” \u202e" + "x" * 1500
    writer.submit(form(writer, "/room/withdraw", claim="N063", reason=reason))
    assert api(writer, "claims/N063")["reason"] == reason


def test_the_pages_carry_their_forms_for_whoever_may_add_and_for_nobody_else(running: Served, writer: Browser) -> None:
    pages = {
        "/id/claim/N056": "/room/withdraw",
        "/id/person/enrique-marquez.html": "/room/judge",
        "/check": "/room/decide",
    }
    with browser(running) as stranger:
        for path, action in pages.items():
            form = writer.form(writer.page(path), action)
            assert form.fields["guard"] and form.fields["form"] and form.fields["back"].partition("?")[0] == path
            assert f'action="{action}"' not in stranger.page(path)
    assert 'href="/add?instead=N056"' in writer.page("/id/claim/N056")
    assert 'href="/add?subject=person%3Aenrique-marquez"' in writer.page("/id/person/enrique-marquez.html")


def test_a_finding_is_decided_on_the_page_of_somebody_it_is_about(writer: Browser) -> None:
    path = "/id/claim/Y051"
    page = writer.page(path)
    sent = writer.form(page, "/room/decide")
    assert sent.fields["back"].partition("?")[0] == path
    assert (
        writer.submit(sent, decision="explained", reason="both sides are told").headers["location"]
        == f"{path}?note=decided"
    )
    assert "both sides are told" in writer.page(path)


def test_a_judgement_is_made_and_taken_back_from_the_persons_own_page(writer: Browser) -> None:
    path = "/id/person/jonathan-torres-duque.html"
    made = writer.submit(
        writer.form(writer.page(path), "/room/judge"), b="Edilson Torres", verdict="different", reason="father and son"
    )
    assert made.headers["location"] == f"{path}?note=judged"
    page = writer.page(path)
    assert "father and son" in page and "Judged." in writer.page(made.headers["location"])
    forms = [
        one for one in Forms(page).found if one.action == "/room/judge" and one.fields.get("verdict") == "take-back"
    ]
    assert writer.submit(forms[0], reason="not asked").headers["location"] == f"{path}?note=taken-back"
    assert "take-back" not in writer.page(path)


def test_a_finding_is_decided_on_its_page_and_stands_there_as_decided(writer: Browser) -> None:
    page = writer.page("/check")
    forms = [one for one in Forms(page).found if one.action == "/room/decide"]
    key = forms[-1].fields["finding"]
    assert writer.submit(forms[-1], decision="false-alarm", reason="one voice, twice").status_code == 303
    assert f'value="{key}"' not in writer.page("/check")
    after = writer.page("/check?show=all")
    assert "one voice, twice" in after and f'value="{key}"' in after


def test_a_decision_whose_finding_is_gone_is_told_on_the_page_of_findings(writer: Browser) -> None:
    found = next(one for one in api(writer, "findings?rule=C21")["items"] if one["decision"] == "open")
    writer.submit(
        form(
            writer, "/room/decide", finding=found["key"], seen="0", decision="explained", reason="nobody else was there"
        )
    )
    assert "no longer found" not in writer.page("/check")
    writer.submit(form(writer, "/room/withdraw", claim=found["claims"][0], reason="misread"))
    page = writer.page("/check")
    assert "Decided, and no longer found" in page and "nobody else was there" in page


def test_mistakes_in_these_forms_are_told_in_spanish_and_without_words_of_the_shell(writer: Browser) -> None:
    found = api(writer, "findings?rule=C16")["items"][0]
    sent = preferring_nothing(writer, found)
    writer.page("/?lang=es")
    page = writer.submit(sent).text
    writer.page("/?lang=en")
    assert "indique qué afirmación se sigue" in page and "Lo que escribió sigue aquí" in page
    assert "--claim" not in page
